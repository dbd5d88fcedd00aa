//! How long actors last, and who follows them.

use std::collections::BTreeMap;

use crate::model::{Actor, ActorId, ControlState, ControlStatus, Day, Interval, Rule};

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

/// A state as it goes on when its holders end: first itself, then what follows it.
pub(super) fn handed_over(state: ControlState, tenures: &Tenures) -> Vec<ControlState> {
    let mut states = vec![state];
    while let Some(last) = states.last_mut() {
        let begins = last.began.last();
        let is_within = |day: Day| day > begins && last.end.is_none_or(|end| day < end);
        let ends = last
            .holders
            .iter()
            .filter_map(|holder| tenures.end_of(holder))
            .filter(|end| is_within(*end))
            .min();
        let Some(end) = ends else { break };
        let mut next = last.clone();
        last.end = Some(end);
        next.began = Interval::of_day(end);
        next.rule = Rule::Succession;
        next.holders = last.holders.iter().filter_map(|holder| tenures.holder_on(holder, end)).collect();
        // Who held it along with one that ended is not said to stay alone; who held a part of its own is.
        if last.status != ControlStatus::Mixed && next.holders.len() < last.holders.len() {
            next.holders.clear();
        }
        if next.status == ControlStatus::Mixed && next.holders.len() == 1 {
            next.status = ControlStatus::Held;
        }
        if next.holders.is_empty() {
            next.status = ControlStatus::Unknown;
            next.against.clear();
        }
        states.push(next);
    }
    states
}
