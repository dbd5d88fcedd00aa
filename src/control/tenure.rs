//! How long actors last, and who follows them.

use std::collections::BTreeMap;

use crate::model::{Actor, ActorId, Day, Interval};

/// When actors ended, and what they became.
#[derive(Clone, Debug, Default)]
pub struct Tenures {
    ends: BTreeMap<ActorId, (Day, Option<ActorId>)>,
}

impl Tenures {
    /// Reads them from the table of actors. Of an end known to a month or a year its last day counts.
    #[must_use]
    pub fn new(actors: &[Actor]) -> Self {
        let ends = actors
            .iter()
            .filter_map(|actor| {
                let end = Interval::parse(actor.until.as_deref()?)?.last();
                Some((actor.id.clone(), (end, actor.successor.clone())))
            })
            .collect();
        Self { ends }
    }

    /// The day an actor ended: what it held is another's on that day.
    #[must_use]
    pub fn end_of(&self, actor: &ActorId) -> Option<Day> {
        self.ends.get(actor).map(|(end, _)| *end)
    }

    /// Who holds on `day` what `actor` held before: itself, its successor, or nobody known.
    #[must_use]
    pub fn holder_on(&self, actor: &ActorId, day: Day) -> Option<ActorId> {
        match self.ends.get(actor) {
            Some((end, successor)) if *end <= day => successor.clone(),
            _ => Some(actor.clone()),
        }
    }
}
