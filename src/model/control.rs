//! Who holds a place, from which day.

use serde::{Deserialize, Serialize};

use super::{ActorId, ClaimId, Day, Interval, PlaceId, SourceId};

/// The state of control of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ControlStatus {
    /// One party holds it.
    Held,
    /// The enemy is inside it; clashes at its edge are not enough.
    Contested,
    /// Its holder is cut off by the enemy around it.
    Besieged,
    /// Several hold it and do not fight each other.
    Mixed,
    /// Its holder agreed with the enemy not to fight.
    Truce,
    /// No evidence.
    Unknown,
}

impl ControlStatus {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Held, Self::Contested, Self::Besieged, Self::Mixed, Self::Truce, Self::Unknown];

    /// The word for it in tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Contested => "contested",
            Self::Besieged => "besieged",
            Self::Mixed => "mixed",
            Self::Truce => "truce",
            Self::Unknown => "unknown",
        }
    }

    /// Reads the word in any case.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name().eq_ignore_ascii_case(text.trim()))
    }
}

/// Whether a state is what the evidence supports or what one side says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    /// What the evidence supports.
    Assessed,
    /// What a side says and nobody else confirms; a layer apart.
    Claimed,
}

impl Basis {
    /// The word for it in tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Assessed => "assessed",
            Self::Claimed => "claimed",
        }
    }
}

/// Why a state is as it is, beside its claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// Somebody who prefers no side of it says so.
    Told,
    /// A partisan says so of the side it prefers, against its own interest.
    AgainstInterest,
    /// A person decided that it is so.
    Decided,
    /// Who held it is said to be gone.
    Left,
    /// Who held it has ended, and this is what follows.
    Succession,
    /// Only those whom it favors say so.
    Partisan,
    /// It is said, and nobody vouches for it.
    Hearsay,
    /// It is denied.
    Denied,
    /// Another claim about the same day knows it more exactly, is told by more sources, or was published later.
    Overruled,
}

impl Rule {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Told,
        Self::AgainstInterest,
        Self::Decided,
        Self::Left,
        Self::Succession,
        Self::Partisan,
        Self::Hearsay,
        Self::Denied,
        Self::Overruled,
    ];

    /// The word for it in tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Told => "told",
            Self::AgainstInterest => "against_interest",
            Self::Decided => "decided",
            Self::Left => "left",
            Self::Succession => "succession",
            Self::Partisan => "partisan",
            Self::Hearsay => "hearsay",
            Self::Denied => "denied",
            Self::Overruled => "overruled",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.name() == text)
    }
}

/// One state of one place, from the day it began until the day the next one begins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ControlState {
    /// The place.
    pub place: PlaceId,
    /// The days within which the state began.
    pub began: Interval,
    /// The day the next state begins; `None` while it lasts.
    pub end: Option<Day>,
    /// The state.
    pub status: ControlStatus,
    /// Who holds the place.
    pub holders: Vec<ActorId>,
    /// Who besieges it or fights inside it.
    pub against: Vec<ActorId>,
    /// Whether it is assessed or only claimed.
    pub basis: Basis,
    /// Why.
    pub rule: Rule,
    /// The last day that its claims vouch for: the last one they speak of, or that of their publication.
    pub vouched: Day,
    /// The day from which on it is unknown because nobody has vouched for it for too long; `None` where it ends before, or
    /// never fades.
    pub fades: Option<Day>,
    /// The claims it rests on.
    pub claims: Vec<ClaimId>,
    /// Who says so.
    pub sources: Vec<SourceId>,
}

impl ControlState {
    /// The first day on which it is no longer known to be so: the next state begins, or it has faded.
    #[must_use]
    pub fn lasts_until(&self) -> Option<Day> {
        match (self.end, self.fades) {
            (Some(end), Some(fades)) => Some(end.min(fades)),
            (end, fades) => end.or(fades),
        }
    }

    /// Whether it is known to be so on a day.
    #[must_use]
    pub fn is_on(&self, day: Day) -> bool {
        self.began.start() <= day && self.lasts_until().is_none_or(|end| day < end)
    }
}
