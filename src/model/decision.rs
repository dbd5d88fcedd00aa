//! What a person decided about a claim, and what the claim is by that.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{
    Claim, ClaimId, Day, GeoPrecision, Interval, Located, Modality, PlaceId, Position, TimePrecision, Toponym,
};

/// What can be decided about a claim.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Decision {
    /// It is right: no doubt of the report's own counts any more.
    Accept,
    /// It is wrong: it is an account of nothing.
    Reject,
    /// It is about the same happening as this other one.
    Merge(ClaimId),
    /// It is about another happening than this other one; than any other where none is named.
    Split(Option<ClaimId>),
    /// It was elsewhere.
    Move(Moved),
    /// It was at another time.
    Retime(Interval),
    /// Neither its exact place nor any name in it may leave the theatre; it is shown at this governorate.
    Sensitive(Moved),
    /// Whatever was decided about it before holds no longer.
    Clear,
}

/// Another place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Moved {
    /// Its name.
    pub name: String,
    /// Its governorate.
    pub admin1: Option<String>,
    /// The point.
    pub position: Position,
    /// How exactly it is known.
    pub geo_precision: GeoPrecision,
    /// The gazetteer's place.
    pub place: Option<PlaceId>,
}

impl Decision {
    /// The word for it in tables.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Reject => "reject",
            Self::Merge(_) => "merge",
            Self::Split(_) => "split",
            Self::Move(_) => "move",
            Self::Retime(_) => "retime",
            Self::Sensitive(_) => "sensitive",
            Self::Clear => "clear",
        }
    }
}

/// A decision, with who took it, when and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Decided {
    /// The claim.
    pub claim: ClaimId,
    /// What was decided.
    pub decision: Decision,
    /// Who decided it.
    pub who: String,
    /// When.
    pub on: Day,
    /// Why.
    pub why: String,
}

/// What holds of a claim by all decisions about it; of two that contradict each other the later one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ruling {
    is_accepted: bool,
    is_rejected: bool,
    moved: Option<Moved>,
    retimed: Option<Interval>,
    hidden: Option<Moved>,
    /// The claim it is joined to.
    pub joined: Option<ClaimId>,
    /// Claims that it is kept apart from.
    pub parted: BTreeSet<ClaimId>,
    /// Whether it is kept apart from all.
    pub is_alone: bool,
}

impl Ruling {
    fn add(&mut self, decision: &Decision) {
        match decision {
            Decision::Accept => (self.is_accepted, self.is_rejected) = (true, false),
            Decision::Reject => (self.is_accepted, self.is_rejected) = (false, true),
            Decision::Merge(other) => {
                self.parted.remove(other);
                self.is_alone = false;
                self.joined = Some(other.clone());
            }
            Decision::Split(None) => (self.is_alone, self.joined) = (true, None),
            Decision::Split(Some(other)) => {
                if self.joined.as_ref() == Some(other) {
                    self.joined = None;
                }
                self.parted.insert(other.clone());
            }
            Decision::Move(moved) => self.moved = Some(moved.clone()),
            Decision::Retime(interval) => self.retimed = Some(*interval),
            Decision::Sensitive(shown_at) => self.hidden = Some(shown_at.clone()),
            Decision::Clear => *self = Self::default(),
        }
    }
}

/// The rulings of a theatre, by claim.
#[derive(Clone, Debug, Default)]
pub struct Rulings(BTreeMap<ClaimId, Ruling>);

impl Rulings {
    /// From decisions in the order in which they were taken.
    #[must_use]
    pub fn of(decisions: &[Decided]) -> Self {
        let mut rulings: BTreeMap<ClaimId, Ruling> = BTreeMap::new();
        for decided in decisions {
            rulings.entry(decided.claim.clone()).or_default().add(&decided.decision);
        }
        Self(rulings)
    }

    /// What was decided about a claim.
    #[must_use]
    pub fn on(&self, claim: &ClaimId) -> Option<&Ruling> {
        self.0.get(claim)
    }

    /// Whether a person decided that a claim is right.
    #[must_use]
    pub fn is_accepted(&self, claim: &ClaimId) -> bool {
        self.on(claim).is_some_and(|ruling| ruling.is_accepted)
    }

    /// Whether neither a claim's place nor a name in it may leave the theatre.
    #[must_use]
    pub fn is_sensitive(&self, claim: &ClaimId) -> bool {
        self.on(claim).is_some_and(|ruling| ruling.hidden.is_some())
    }

    /// Claims that people moved to a place.
    pub fn moved_to<'a>(&'a self, place: &'a PlaceId) -> impl Iterator<Item = &'a ClaimId> {
        let is_there = move |moved: &Option<Moved>| {
            moved.as_ref().and_then(|moved| moved.place.as_ref()).is_some_and(|at| at == place)
        };
        let there =
            self.0.iter().filter(move |(_, ruling)| is_there(&ruling.moved) || is_there(&ruling.hidden));
        there.map(|(claim, _)| claim)
    }

    /// Pairs of claims that people joined.
    pub fn joined(&self) -> impl Iterator<Item = (&ClaimId, &ClaimId)> {
        self.0.iter().filter_map(|(claim, ruling)| Some((claim, ruling.joined.as_ref()?)))
    }

    /// Claims that people told to leave nothing that is published.
    pub fn sensitive(&self) -> impl Iterator<Item = &ClaimId> {
        self.0.iter().filter(|(_, ruling)| ruling.hidden.is_some()).map(|(claim, _)| claim)
    }

    /// A claim as it is by what was decided about it; `None` for one that was rejected.
    #[must_use]
    pub fn apply(&self, claim: Claim) -> Option<Claim> {
        let Some(ruling) = self.on(&claim.id) else { return Some(claim) };
        if ruling.is_rejected {
            return None;
        }
        let mut claim = claim;
        if ruling.is_accepted {
            claim.is_unsettled = false;
            if claim.modality == Modality::Claimed {
                claim.modality = Modality::Asserted;
            }
        }
        if let Some(interval) = ruling.retimed {
            claim.interval = interval;
            claim.time_precision = TimePrecision::of(interval);
        }
        if let Some(moved) = &ruling.moved {
            place(&mut claim, moved);
        }
        if let Some(shown_at) = &ruling.hidden {
            place(&mut claim, shown_at);
            (claim.quote, claim.spans) = (None, None);
        }
        Some(claim)
    }
}

fn place(claim: &mut Claim, at: &Moved) {
    claim.toponym = Toponym { text: at.name.clone(), admin1: at.admin1.clone(), admin2: None };
    claim.located =
        Some(Located { position: at.position, geo_precision: at.geo_precision, place: at.place.clone() });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decided(decision: Decision) -> Decided {
        let on = Day::parse("2024-12-01").unwrap();
        Decided { claim: "r.1".into(), decision, who: "an analyst".to_owned(), on, why: String::new() }
    }

    #[test]
    fn the_later_decision_holds_and_what_is_cleared_is_as_if_it_had_not_been() {
        let rulings = |decisions: &[Decision]| {
            Rulings::of(&decisions.iter().cloned().map(decided).collect::<Vec<_>>())
                .on(&"r.1".into())
                .cloned()
                .unwrap()
        };
        let merged = Decision::Merge("r.2".into());
        let parted = Decision::Split(Some("r.2".into()));
        assert_eq!(rulings(&[merged.clone(), parted.clone()]).joined, None);
        assert!(rulings(&[parted, merged]).parted.is_empty());
        assert_eq!(rulings(&[Decision::Reject, Decision::Clear]), Ruling::default());
    }
}
