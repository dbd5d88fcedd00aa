//! Distances and directions on the globe, in types that carry their unit; blocks of place and time; and the plane on which
//! areas of control are made.

mod blocks;
mod coverage;
mod curve;
mod distance;
mod equal_area;
mod groups;
mod mesh;
mod plane;

pub use blocks::{BLOCK_DAYS, Keys, bears_a_regions_name, core_of_name};
pub use coverage::{Area, Chain, Coverage, Ledger, Lines, Shape};
pub use curve::along_curve;
pub use distance::{METERS_PER_DEGREE, Meters, bearing, destination, distance};
pub use equal_area::EqualArea;
pub use mesh::{Mesh, MeshError};
pub use plane::{Xy, is_inside, ring_area};
