//! In words: who held a place, since when, by which rule, and what is only claimed.

use std::collections::BTreeSet;

use super::{Atlas, StatementRecord};
use crate::model::{ActorId, ControlState, ControlStatus, Day, Holding, Rule};

impl Atlas {
    /// Who held a place on a day, since when and by which rule; `before` is the last state that began by then, `first` the first.
    pub(super) fn in_words(
        &self,
        place: &str,
        day: Day,
        now: Option<&ControlState>,
        before: Option<&ControlState>,
        first: Option<&ControlState>,
    ) -> Vec<String> {
        let mut sentences = Vec::new();
        let Some(state) = now else {
            sentences.push(format!("Who held {place} on {day} is not known."));
            sentences.extend(match (before, first) {
                (Some(state), _) => Some(format!(
                    "What was known last, {}, nobody has vouched for since {}.",
                    self.state_in_words(state),
                    state.vouched
                )),
                (None, Some(first)) => Some(format!("Nothing is told of it before {}.", first.began.start())),
                (None, None) => None,
            });
            return sentences;
        };
        if state.status == ControlStatus::Unknown {
            sentences.push(format!("Who held {place} on {day} is not known."));
        } else {
            sentences.push(format!("{place} was {} on {day}.", self.state_in_words(state)));
        }
        let (first, last) = (state.began.start(), state.began.last());
        let began = if first == last { first.to_string() } else { format!("a day from {first} to {last}") };
        sentences.push(match state.rule {
            Rule::Left => format!("Who held it before is said to be gone by {began}."),
            Rule::Succession if state.holders.is_empty() => {
                format!("Those who held it ended on {began}, and nobody is known to have followed them.")
            }
            Rule::Succession => format!("It came to them on {began}, when those who held it before ended."),
            _ => format!("That began on {began}."),
        });
        match state.rule {
            Rule::AgainstInterest => {
                sentences.push("The source says so against the side it prefers.".to_owned());
            }
            Rule::Decided => sentences.push("A person decided that this claim is right.".to_owned()),
            _ => {}
        }
        if day < last {
            sentences.push(format!("On {day} it may not have begun yet."));
        }
        if day > state.vouched && state.status != ControlStatus::Unknown {
            let before = match day.number() - state.vouched.number() {
                1 => "the day".to_owned(),
                days => format!("{days} days"),
            };
            sentences.push(format!("The last who tell of it vouch for {}, {before} before.", state.vouched));
        }
        sentences
    }

    /// What is only claimed, and why it stays so.
    pub(super) fn claimed_in_words(&self, state: &ControlState, denials: &[StatementRecord<'_>]) -> String {
        let why = match state.rule {
            Rule::Denied => {
                let deniers: BTreeSet<&str> =
                    denials.iter().map(|denial| denial.said_by.unwrap_or(denial.name)).collect();
                let deniers: Vec<&str> = deniers.into_iter().collect();
                format!("it is denied by {}", listed(&deniers))
            }
            Rule::Partisan => "only those whom it favors say so".to_owned(),
            Rule::Overruled => {
                "of that day another claim is more exact, told by more sources, or later".to_owned()
            }
            _ => "nobody vouches for it".to_owned(),
        };
        let since = state.began.start();
        format!(
            "It is claimed to have been {} from {since} on, which stays a claim: {why}.",
            self.state_in_words(state)
        )
    }

    fn state_in_words(&self, state: &ControlState) -> String {
        let (holders, against) = (state.holders.clone(), state.against.clone());
        self.holding_in_words(&Holding { status: state.status, holders, against })
    }

    /// "held by A", "besieged by B while A held it".
    pub(super) fn holding_in_words(&self, state: &Holding) -> String {
        let names = |actors: &[ActorId]| {
            let names: Vec<&str> = self.named(actors).iter().map(|named| named.name).collect();
            if names.is_empty() { "somebody".to_owned() } else { listed(&names) }
        };
        let (holders, against) = (names(&state.holders), names(&state.against));
        match state.status {
            ControlStatus::Held => format!("held by {holders}"),
            ControlStatus::Contested if state.against.is_empty() => {
                format!("contested, with {holders} in it")
            }
            ControlStatus::Contested if state.holders.is_empty() => {
                format!("contested, with {against} in it")
            }
            ControlStatus::Contested => format!("contested between {holders} and {against}"),
            ControlStatus::Besieged => format!("held by {holders} and besieged by {against}"),
            ControlStatus::Mixed => format!("shared by {holders}, who did not fight each other there"),
            ControlStatus::Truce => format!("held by {holders} under a truce"),
            ControlStatus::Unknown => "left by those who held it".to_owned(),
        }
    }
}

/// "A", "A and B", "A, B and C".
fn listed(names: &[&str]) -> String {
    match names {
        [] => "somebody".to_owned(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
