//! Land that an expert drew on a map.

use serde::Serialize;

use super::{ActorId, Day, Holding, SourceId};

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
    /// The same area, valid no longer than anybody can know: where it has no end, nobody vouches for it for ever.
    #[must_use]
    pub fn fading(mut self, stale_after: Option<i32>) -> Self {
        if self.until.is_none() {
            self.until =
                stale_after.map(|days| self.published.unwrap_or(self.from).max(self.from).plus(days));
        }
        self
    }

    /// The same area, valid until the first of its holders ends, on the day that `end_of` tells.
    #[must_use]
    pub fn ending(mut self, end_of: impl Fn(&ActorId) -> Option<Day>) -> Self {
        let ends = self.holding.holders.iter().filter_map(end_of).filter(|end| *end > self.from);
        self.until = ends.chain(self.until).min();
        self
    }

    /// Whether it had been published by the end of a day; one that does not tell is as old as its first day.
    #[must_use]
    pub fn is_known_on(&self, day: Day) -> bool {
        self.published.unwrap_or(self.from) <= day
    }
}
