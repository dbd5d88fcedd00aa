//! Distances and directions on the globe, in types that carry their unit.

mod distance;

pub use distance::{Meters, bearing, destination, distance};
