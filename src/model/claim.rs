//! Who says that what happened where, when, by whom, to whom and with what toll.

use serde::{Deserialize, Serialize};

use super::{
    ClaimId, ControlStatus, GeoPrecision, Interval, PlaceId, Position, ReportId, SourceId, Spans,
    SubEventType, TimePrecision,
};

/// One statement of a report about one happening or one state of control.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// From its report and the part of it that says so.
    pub id: ClaimId,
    /// The report that makes it.
    pub report: ReportId,
    /// Claims that share this key, because their table says so, are accounts of one happening.
    pub happening: Option<String>,
    /// What happened.
    pub sub_event_type: SubEventType,
    /// Whether the source itself names the type or it was read from the headline.
    pub classified_by: ClassifiedBy,
    /// How it is said.
    pub modality: Modality,
    /// When, as wide as it is uncertain.
    pub interval: Interval,
    /// How exactly the time is known.
    pub time_precision: TimePrecision,
    /// Where, as it is written.
    pub toponym: Toponym,
    /// Where, found; `None` before the toponym was looked up.
    pub located: Option<Located>,
    /// Who, with the part they play.
    pub actors: Vec<ClaimedActor>,
    /// The dead, if the claim says anything of them.
    pub deaths: Option<Deaths>,
    /// The injured, if the claim says anything of them.
    pub injured: Option<u32>,
    /// What it was done with, in the words of the lexicon: barrel bombs, artillery.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weapon: Option<String>,
    /// What it hit, in the words of the lexicon: hospital, market.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    /// Who the report quotes for it, if not itself.
    pub said_by: Option<SourceId>,
    /// Whether the report itself says that this is not settled: that others deny it, or that nobody knows.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_unsettled: bool,
    /// The words: a headline, a note or a sentence.
    pub quote: Option<String>,
    /// Where the report's text says it, for a claim that was read in prose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spans: Option<Spans>,
    /// What it says of control, for a claim about a state and not a happening.
    pub control: Option<ControlClaim>,
}

impl Claim {
    /// A claim of which no more is known than what happened when; as a fact, and by the source's own word for it.
    #[must_use]
    pub fn bare(id: ClaimId, report: ReportId, sub_event_type: SubEventType, interval: Interval) -> Self {
        Self {
            id,
            report,
            happening: None,
            sub_event_type,
            classified_by: ClassifiedBy::Source,
            modality: Modality::Asserted,
            interval,
            time_precision: TimePrecision::of(interval),
            toponym: Toponym::default(),
            located: None,
            actors: Vec::new(),
            deaths: None,
            injured: None,
            weapon: None,
            target: None,
            said_by: None,
            is_unsettled: false,
            quote: None,
            spans: None,
            control: None,
        }
    }
}

/// A written name of a place, with what the row says of where that is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Toponym {
    /// The name as written; empty where a row has coordinates only.
    pub text: String,
    /// The governorate or province as written.
    pub admin1: Option<String>,
    /// The district as written.
    pub admin2: Option<String>,
}

/// Where a claim's toponym is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Located {
    /// The point.
    pub position: Position,
    /// How exactly the source knows the place.
    pub geo_precision: GeoPrecision,
    /// The gazetteer's place, where one is known by this name here.
    pub place: Option<PlaceId>,
}

/// An actor as a claim names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimedActor {
    /// The name as written.
    pub name: String,
    /// The part it plays.
    pub role: Role,
}

/// The part an actor plays, by ACLED's columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Does it.
    Actor1,
    /// Suffers it, or fights back.
    Actor2,
}

/// The dead as UCDP counts them: `low` and `high` are the bounds that sources give.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Deaths {
    /// Lowest figure given.
    pub low: Option<u32>,
    /// The most likely figure.
    pub best: Option<u32>,
    /// Highest figure given.
    pub high: Option<u32>,
}

impl Deaths {
    /// `None` when no figure is given at all.
    #[must_use]
    pub fn new(low: Option<u32>, best: Option<u32>, high: Option<u32>) -> Option<Self> {
        (low.or(best).or(high).is_some()).then_some(Self { low, best, high })
    }

    /// One figure for a map: the best one, else the lowest, else the highest.
    #[must_use]
    pub fn figure(self) -> u32 {
        self.best.or(self.low).or(self.high).unwrap_or_default()
    }
}

/// How a claim is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Modality {
    /// As a fact.
    #[default]
    Asserted,
    /// As what somebody says.
    Claimed,
    /// As what somebody says is not so.
    Denied,
    /// As what was threatened and has not happened.
    Threatened,
    /// As what is planned and has not happened.
    Planned,
    /// As what may be.
    Hypothetical,
    /// As what did not happen, which nobody says it did.
    Negated,
}

impl Modality {
    /// The word for it in tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Asserted => "asserted",
            Self::Claimed => "claimed",
            Self::Denied => "denied",
            Self::Threatened => "threatened",
            Self::Planned => "planned",
            Self::Hypothetical => "hypothetical",
            Self::Negated => "negated",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let all = [
            Self::Asserted,
            Self::Claimed,
            Self::Denied,
            Self::Threatened,
            Self::Planned,
            Self::Hypothetical,
            Self::Negated,
        ];
        all.into_iter().find(|modality| modality.name() == text)
    }

    /// Whether it speaks of what has happened or is so, if only to deny it.
    #[must_use]
    pub fn is_of_fact(self) -> bool {
        matches!(self, Self::Asserted | Self::Claimed | Self::Denied)
    }
}

/// Where a claim's event type comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ClassifiedBy {
    /// The source's own column.
    #[default]
    Source,
    /// Words of the headline or the source text, for sources without event types.
    Headline,
}

impl ClassifiedBy {
    /// The word for it in tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Headline => "headline",
        }
    }
}

/// A state of control as a claim gives it.
///
/// `held` without a holder says that nothing has changed; `unknown` with somebody in `against` says that they are gone;
/// `contested` and `besieged` without a holder are the state of whoever held the place before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ControlClaim {
    /// The state.
    pub status: ControlStatus,
    /// Whether the row says that this is only claimed by a side.
    pub claimed: bool,
    /// Who holds the place, as written; several where it is mixed.
    pub holders: Vec<String>,
    /// Who besieges it or fights inside it, as written.
    pub against: Vec<String>,
}

impl ControlClaim {
    /// What a happening changes of who holds its place, by its type and by who did it to whom; `None` where it changes nothing.
    #[must_use]
    pub fn of_happening(kind: SubEventType, actors: &[ClaimedActor]) -> Option<Self> {
        let named = |role: Role| -> Vec<String> {
            actors.iter().filter(|actor| actor.role == role).map(|actor| actor.name.clone()).collect()
        };
        let (first, second) = (named(Role::Actor1), named(Role::Actor2));
        let says = |status, holders, against| Some(Self { status, claimed: false, holders, against });
        match kind {
            SubEventType::GovernmentRegainsTerritory
            | SubEventType::NonStateActorOvertakesTerritory
            | SubEventType::NonViolentTransferOfTerritory => match (first.is_empty(), second.is_empty()) {
                (true, true) => None,
                (true, false) => says(ControlStatus::Unknown, Vec::new(), second),
                _ => says(ControlStatus::Held, first, Vec::new()),
            },
            SubEventType::Withdrawal => says(ControlStatus::Unknown, Vec::new(), first),
            SubEventType::Holds => says(ControlStatus::Held, first, Vec::new()),
            SubEventType::Contests => says(ControlStatus::Contested, second, first),
            SubEventType::Besieges => says(ControlStatus::Besieged, second, first),
            _ => None,
        }
        .filter(|claim| claim.status == ControlStatus::Held || !claim.against.is_empty())
    }
}
