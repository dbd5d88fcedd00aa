//! States of control as they are asked about.

use crate::model::{Bbox, ControlState, Window};

/// Every state of every place, by place and day.
#[derive(Debug, Default)]
pub struct Control {
    /// The states, with the row of their place.
    pub states: Vec<StateRow>,
}

/// A state and where it is.
#[derive(Clone, Debug)]
pub struct StateRow {
    /// Row of the place.
    pub place: u32,
    /// The state.
    pub state: ControlState,
}

impl StateRow {
    /// The first claim it rests on and the day it began.
    pub fn id(&self) -> String {
        let claim = self.state.claims.first().map_or("", |claim| claim.as_str());
        format!("{claim}@{}", self.state.began.start())
    }

    /// Whether the state is there on any day of the window.
    pub fn overlaps(&self, window: Window) -> bool {
        self.state.began.start() < window.end && self.state.lasts_until().is_none_or(|end| end > window.start)
    }

    /// Whether the state is of one of these actors, as holder or against the holder.
    pub fn has_any(&self, actors: &[crate::model::ActorId]) -> bool {
        actors.is_empty()
            || self.state.holders.iter().chain(&self.state.against).any(|actor| actors.contains(actor))
    }
}

impl Control {
    /// Puts states in the order of their place and day.
    pub fn sort(&mut self) {
        self.states.sort_by(|one, other| {
            let key = |row: &StateRow| {
                (row.place, row.state.began.start(), row.state.basis, row.state.claims.first().cloned())
            };
            key(one).cmp(&key(other))
        });
    }
}

/// Whether a position is asked about.
pub fn within(bbox: Option<Bbox>, position: crate::model::Position) -> bool {
    bbox.is_none_or(|bbox| bbox.contains(position))
}

/// Whether a position that may not be known is asked about.
pub fn within_or_anywhere(bbox: Option<Bbox>, position: Option<crate::model::Position>) -> bool {
    bbox.is_none_or(|bbox| position.is_some_and(|position| bbox.contains(position)))
}
