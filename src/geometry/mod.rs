//! Distances and directions on the globe, in types that carry their unit, and blocks of place and time.

mod blocks;
mod distance;

pub use blocks::{BLOCK_DAYS, Keys, bears_a_regions_name, core_of_name};
pub use distance::{METERS_PER_DEGREE, Meters, bearing, destination, distance};
