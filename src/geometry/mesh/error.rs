//! What stops a mesh from being built.

use thiserror::Error;

/// What stops a mesh from being built.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum MeshError {
    /// Nothing to divide the country among.
    #[error("no place: a mesh needs one at least")]
    NoSites,
    /// No country to divide.
    #[error("no ring: a country needs one at least")]
    NoRings,
    /// A place that is nowhere.
    #[error("place {site} is not on the plane: its coordinates are no meters")]
    Nowhere {
        /// The place's number.
        site: usize,
    },
    /// Two places that cannot be told apart.
    #[error("places {first} and {second} are less than a millimeter apart; give only one of them")]
    SameSite {
        /// The place that comes first.
        first: usize,
        /// The one that repeats it.
        second: usize,
    },
    /// A ring that holds no land.
    #[error(
        "ring {ring} of the country holds no land: it has less than three points, no area, or coordinates that are no meters"
    )]
    NoLand {
        /// The ring's number.
        ring: usize,
    },
    /// Rings that cross themselves or each other.
    #[error("the rings of the country cross each other or themselves; mend the outline")]
    Tangled,
}
