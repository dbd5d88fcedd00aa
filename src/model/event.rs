//! A happening, with every account of it.

use serde::{Deserialize, Serialize};

use super::{
    ActorId, ClassifiedBy, Deaths, EventId, GeoPrecision, Interval, PlaceId, Position, Role, SourceId,
    SubEventType, TimePrecision,
};

/// What claims about one happening say together. Derived from them and never edited.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// The id of its earliest-published claim.
    pub id: EventId,
    /// What happened.
    pub sub_event_type: SubEventType,
    /// Where the event type comes from.
    pub classified_by: ClassifiedBy,
    /// When.
    pub interval: Interval,
    /// How exactly the time is known.
    pub time_precision: TimePrecision,
    /// Where, as the first account writes it.
    pub toponym: String,
    /// Its governorate, as far as known.
    pub admin1: Option<String>,
    /// The gazetteer's place, where known.
    pub place: Option<PlaceId>,
    /// The point; `None` where no account could be located.
    pub position: Option<Position>,
    /// How exactly the place is known.
    pub geo_precision: GeoPrecision,
    /// Who, with the part they play; rival accounts may name several.
    pub actors: Vec<EventActor>,
    /// Lowest, best and highest figure over all accounts.
    pub deaths: Option<Deaths>,
    /// The injured, by the account with the best figure.
    pub injured: Option<u32>,
    /// How the accounts agree.
    pub status: EventStatus,
    /// Who tells of it, earliest published first.
    pub sources: Vec<SourceId>,
}

/// An actor of an event.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct EventActor {
    /// Who.
    pub actor: ActorId,
    /// The part it plays.
    pub role: Role,
}

/// How the accounts of an event agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum EventStatus {
    /// One voice only.
    #[serde(rename = "single source")]
    SingleSource,
    /// Independent voices that agree.
    #[serde(rename = "corroborated")]
    Corroborated,
    /// Another toll, another culprit, or a denial beside an assertion.
    #[serde(rename = "disputed")]
    Disputed,
    /// Nobody asserts it, somebody denies it.
    #[serde(rename = "denied")]
    Denied,
}

impl EventStatus {
    /// All of them, in the order of their numbers in columns.
    pub const ALL: [Self; 4] = [Self::SingleSource, Self::Corroborated, Self::Disputed, Self::Denied];

    /// The words for it in tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::SingleSource => "single source",
            Self::Corroborated => "corroborated",
            Self::Disputed => "disputed",
            Self::Denied => "denied",
        }
    }

    /// Reads the words.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name() == text)
    }
}
