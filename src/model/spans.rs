//! The characters of a report's text that say a claim.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Characters of a text, counted in Unicode code points: from the first one to the one after the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "[usize; 2]", into = "[usize; 2]")]
pub struct Span {
    /// The first character.
    pub start: usize,
    /// The one after the last.
    pub end: usize,
}

impl From<[usize; 2]> for Span {
    fn from([start, end]: [usize; 2]) -> Self {
        Self { start, end: end.max(start) }
    }
}

impl From<Span> for [usize; 2] {
    fn from(span: Span) -> Self {
        [span.start, span.end]
    }
}

impl Span {
    /// The characters themselves.
    #[must_use]
    pub fn of(self, text: &str) -> String {
        text.chars().skip(self.start).take(self.end - self.start).collect()
    }
}

/// A part of a claim that words stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Part {
    Event,
    Place,
    Time,
    Deaths,
    Injured,
    SaidBy,
    Actor1,
    Actor2,
    Weapon,
    Target,
}

impl Part {
    /// The word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Event => "event",
            Self::Place => "place",
            Self::Time => "time",
            Self::Deaths => "deaths",
            Self::Injured => "injured",
            Self::SaidBy => "said_by",
            Self::Actor1 => "actor1",
            Self::Actor2 => "actor2",
            Self::Weapon => "weapon",
            Self::Target => "target",
        }
    }
}

/// Where a text says a claim: `{"sentence":[0,52],"event":[10,18],"place":[22,28]}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spans {
    /// The sentence.
    pub sentence: Span,
    /// The words for each part, the first ones where it is named more than once.
    #[serde(flatten)]
    pub parts: BTreeMap<Part, Span>,
}
