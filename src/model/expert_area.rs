//! Land that an expert drew on a map.

use serde::Serialize;

use super::{Day, Holding, SourceId};

/// Land that a source drew as held by somebody, and for which days.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ExpertArea {
    /// Who drew it.
    pub source: SourceId,
    /// Polygons of rings, the outer one first, each closed, in degrees, longitude first.
    pub polygons: Vec<Vec<Vec<[f64; 2]>>>,
    /// Who holds it.
    pub holding: Holding,
    /// The first day on which it is valid.
    pub from: Day,
    /// The day from which it is valid no more; `None` for ever after.
    pub until: Option<Day>,
    /// The day on which it was published, where that is told.
    pub published: Option<Day>,
}

impl ExpertArea {
    /// Whether it had been published by the end of a day; one that does not tell is as old as its first day.
    #[must_use]
    pub fn is_known_on(&self, day: Day) -> bool {
        self.published.unwrap_or(self.from) <= day
    }
}
