//! The land that a theatre's control is drawn on.

use serde::{Deserialize, Serialize};

/// A country's outline, and what divides it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Terrain {
    /// Rings in degrees, longitude first, each closed: land lies within an odd number of them.
    pub outline: Vec<Vec<[f64; 2]>>,
    /// Lines that evidence does not reach across, as a river: in degrees, longitude first.
    #[serde(default)]
    pub barriers: Vec<Vec<[f64; 2]>>,
}

impl Terrain {
    /// Whether there is no land: then control is drawn at places alone.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.outline.is_empty()
    }
}
