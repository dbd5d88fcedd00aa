//! Distances and directions on the globe, in types that carry their unit, and blocks of place and time.

mod blocks;
mod distance;

pub use blocks::{BLOCK_DAYS, Keys, bears_a_regions_name, core_of_name};
pub use distance::{METERS_PER_DEGREE, Meters, bearing, destination, distance};

/// East and north of a point on an equal-area plane, in meters.
pub type Xy = [f64; 2];
