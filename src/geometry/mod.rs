//! Distances and directions on the globe, in types that carry their unit.

mod distance;

pub use distance::{METERS_PER_DEGREE, Meters, bearing, destination, distance};
