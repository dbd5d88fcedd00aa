//! What a claim counts for in the question of who holds a place.

use crate::event::Who;
use crate::model::{
    ActorId, Basis, Claim, ControlClaim, ControlStatus, Day, GeoPrecision, Interval, Modality, Rule, SourceId,
};

/// A claim about control, with who published it and when.
#[derive(Clone, Copy, Debug)]
pub struct Statement<'a> {
    /// The claim.
    pub claim: &'a Claim,
    /// Who published it.
    pub source: &'a SourceId,
    /// When it was published.
    pub published: Option<Day>,
    /// Whether a person decided that it is right.
    pub is_accepted: bool,
}

impl<'a> Statement<'a> {
    /// The statement of a claim that says anything of who holds its place; `None` where it only tells of the country around
    /// it.
    #[must_use]
    pub fn of(
        claim: &'a Claim,
        source: &'a SourceId,
        published: Option<Day>,
        is_accepted: bool,
    ) -> Option<Self> {
        claim.control.as_ref()?;
        let located = claim.located.as_ref()?;
        located.place.as_ref()?;
        // What is told of a governorate or of the country around a town is told of no town.
        if located.geo_precision == GeoPrecision::Region {
            return None;
        }
        Some(Self { claim, source, published, is_accepted })
    }
}

/// A statement with its names known.
#[derive(Clone, Debug)]
pub(super) struct Said<'a> {
    pub statement: Statement<'a>,
    pub control: &'a ControlClaim,
    pub holders: Vec<ActorId>,
    pub against: Vec<ActorId>,
}

/// Days around a capture within which a denial is one of it.
const DENIAL_REACHES: i32 = 2;

impl<'a> Said<'a> {
    pub fn new(statement: Statement<'a>, actor_ids: &mut dyn FnMut(&str) -> Vec<ActorId>) -> Option<Self> {
        let control = statement.claim.control.as_ref()?;
        let mut ids = |names: &[String]| {
            let mut ids: Vec<ActorId> = Vec::new();
            for id in names.iter().flat_map(|name| actor_ids(name)) {
                if !ids.contains(&id) {
                    ids.push(id);
                }
            }
            ids
        };
        let (holders, against) = (ids(&control.holders), ids(&control.against));
        Some(Self { statement, control, holders, against })
    }

    pub fn status(&self) -> ControlStatus {
        self.control.status
    }

    pub fn is_denial(&self) -> bool {
        self.statement.claim.modality == Modality::Denied
    }

    /// Whether it says that somebody is gone, and not who came.
    pub fn is_departure(&self) -> bool {
        self.status() == ControlStatus::Unknown && !self.against.is_empty()
    }

    /// The days within which the state began. Of what holds throughout, the first: "since 2012" began then, or
    /// before; of a departure, the last: by then they are gone.
    pub fn began(&self) -> Interval {
        let claim = self.statement.claim;
        let is_throughout = !claim.sub_event_type.is_event() && claim.spans.is_some();
        if is_throughout {
            Interval::of_day(claim.interval.start())
        } else if self.is_departure() {
            Interval::of_day(claim.interval.last())
        } else {
            claim.interval
        }
    }

    /// The last day it vouches for: who tells of a state and of no end to it says so until the day of publication.
    pub fn vouched(&self) -> Day {
        let last = self.statement.claim.interval.last();
        self.statement.published.map_or(last, |published| published.max(last))
    }

    /// Whether it counts as assessed or only as claimed, and by which rule.
    ///
    /// Denied and merely rumored captures stay claimed. A partisan counts fully only against the side it prefers: what it
    /// says in favor of that side is claimed.
    pub fn verdict(&self, all: &[Said<'_>], who: &Who) -> (Basis, Rule) {
        let claim = self.statement.claim;
        // Whoever makes a table of control has weighed what was said: what is only a side's word is marked there.
        let is_weighed = !claim.sub_event_type.is_event() && claim.spans.is_none();
        if self.statement.is_accepted {
            return (Basis::Assessed, Rule::Decided);
        }
        if all.iter().any(|other| other.denies(self)) {
            return (Basis::Claimed, Rule::Denied);
        }
        if self.control.claimed || claim.modality == Modality::Claimed && claim.said_by.is_none() {
            return (Basis::Claimed, Rule::Hearsay);
        }
        if is_weighed {
            return (Basis::Assessed, Rule::Told);
        }
        let voice = claim.said_by.as_ref().unwrap_or(self.statement.source);
        let preferred = who.preferred_by(voice);
        let with = |actors: &[ActorId]| {
            actors.iter().any(|actor| {
                actor.as_str() == voice.as_str() || preferred.is_some_and(|side| who.is_with(actor, side))
            })
        };
        if preferred.is_none() && !with(&self.holders) && !with(&self.against) {
            return (Basis::Assessed, Rule::Told);
        }
        let (gains, loses) = match self.status() {
            ControlStatus::Held | ControlStatus::Mixed => (with(&self.holders), with(&self.against)),
            ControlStatus::Contested => (with(&self.against), with(&self.holders)),
            // Who is said to be gone is the enemy, unless it is the speaker's own side.
            ControlStatus::Unknown if self.is_departure() => (!with(&self.against), with(&self.against)),
            ControlStatus::Unknown | ControlStatus::Besieged | ControlStatus::Truce => (false, false),
        };
        match (gains, loses) {
            (true, false) => (Basis::Claimed, Rule::Partisan),
            (false, true) => (Basis::Assessed, Rule::AgainstInterest),
            _ => (Basis::Assessed, Rule::Told),
        }
    }

    /// Whether it denies that what another statement says is so.
    fn denies(&self, other: &Said<'_>) -> bool {
        let (mine, theirs) = (self.statement.claim.interval, other.statement.claim.interval);
        self.is_denial()
            && !other.is_denial()
            && mine.start() <= theirs.last().plus(DENIAL_REACHES)
            && theirs.start() <= mine.last().plus(DENIAL_REACHES)
            && (self.status() == other.status() || other.status() == ControlStatus::Held)
            && (self.holders.is_empty() || self.holders.iter().any(|holder| other.holders.contains(holder)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Actor, ClaimId, ReportId, Side, Source, SubEventType};

    fn who() -> Who {
        let actor = |id: &str, side: &str| Actor { side: Some(side.into()), ..Actor::named(id.into(), id) };
        let side = |id: &str| Side {
            id: id.into(),
            name: id.to_owned(),
            name_ar: None,
            color: None,
            prefers: Vec::new(),
        };
        Who::new(
            &[actor("army", "government"), actor("rebels", "opposition")],
            &[side("government"), side("opposition")],
            &[Source { prefers: Some("government".into()), ..Source::undescribed(&"sana".into()) }],
        )
    }

    fn takes(id: &str, taker: &str) -> Claim {
        let control = ControlClaim {
            status: ControlStatus::Held,
            claimed: false,
            holders: vec![taker.to_owned()],
            against: Vec::new(),
        };
        let on = Interval::of_day(Day::parse("2016-12-12").unwrap());
        let kind = SubEventType::GovernmentRegainsTerritory;
        Claim { control: Some(control), ..Claim::bare(ClaimId::from(id), ReportId::from("r"), kind, on) }
    }

    fn gone(id: &str, leaver: &str) -> Claim {
        let mut claim = takes(id, leaver);
        if let Some(control) = &mut claim.control {
            control.status = ControlStatus::Unknown;
            std::mem::swap(&mut control.holders, &mut control.against);
        }
        claim
    }

    /// What the first of these claims counts for, as one source publishes them.
    fn verdict(source: &str, claims: &[Claim]) -> String {
        let source = SourceId::from(source);
        let statement = |claim| Statement { claim, source: &source, published: None, is_accepted: false };
        let all: Vec<Said<'_>> = claims
            .iter()
            .filter_map(|claim| Said::new(statement(claim), &mut |name| vec![ActorId::from(name)]))
            .collect();
        let (basis, rule) = all[0].verdict(&all, &who());
        format!("{} {}", basis.name(), rule.name())
    }

    #[test]
    fn a_partisan_counts_fully_only_against_the_side_it_prefers() {
        assert_eq!(verdict("paper", &[takes("a", "army")]), "assessed told");
        assert_eq!(verdict("sana", &[takes("a", "army")]), "claimed partisan");
        assert_eq!(verdict("sana", &[takes("a", "rebels")]), "assessed told");
        assert_eq!(verdict("sana", &[gone("a", "rebels")]), "claimed partisan");
        assert_eq!(verdict("sana", &[gone("a", "army")]), "assessed against_interest");
        let own_word = Claim { said_by: Some("rebels".into()), ..takes("a", "rebels") };
        assert_eq!(verdict("paper", &[own_word]), "claimed partisan");
    }

    #[test]
    fn what_is_denied_or_only_rumored_stays_claimed() {
        let denial = Claim { modality: Modality::Denied, ..takes("b", "army") };
        assert_eq!(verdict("paper", &[takes("a", "army"), denial]), "claimed denied");
        let rumor = Claim { modality: Modality::Claimed, ..takes("a", "army") };
        assert_eq!(verdict("paper", &[rumor]), "claimed hearsay");
        let other_day = Interval::of_day(Day::parse("2017-12-12").unwrap());
        let late = Claim { modality: Modality::Denied, interval: other_day, ..takes("b", "army") };
        assert_eq!(verdict("paper", &[takes("a", "army"), late]), "assessed told");
    }
}
