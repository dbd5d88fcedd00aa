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
    /// The claims it rests on.
    pub claims: Vec<ClaimId>,
    /// Who says so.
    pub sources: Vec<SourceId>,
}
