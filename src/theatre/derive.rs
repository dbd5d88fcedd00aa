//! What a batch touched is derived anew before it is kept, so that a theatre never shows half of a change.

use std::collections::BTreeSet;

use super::{TheatreError, joining};
use crate::{
    control::{Rules, Statement, Tenures, timeline},
    event::{Telling, Who, merge},
    extract::Naming,
    model::{Claim, ControlPolicy, ControlState, Event, PlaceId, Report, SourceId},
    store::{Batch, Store},
};

/// What a theatre's tables say of who is who, and who has published in it.
#[derive(Debug)]
pub struct Derivation {
    pub naming: Naming,
    pub tenures: Tenures,
    pub who: Who,
    pub policy: ControlPolicy,
    /// Each publisher of the theatre, with whether it is one of rows of tables.
    publishers: BTreeSet<(SourceId, bool)>,
}

impl Derivation {
    pub fn new(store: &Store) -> Result<Self, TheatreError> {
        let (actors, sides, sources) = (store.actors()?, store.sides()?, store.sources()?);
        Ok(Self {
            naming: Naming::new(&actors),
            tenures: Tenures::new(&actors),
            who: Who::new(&actors, &sides, &sources),
            policy: store.info()?.map_or_else(ControlPolicy::default, |info| info.control),
            publishers: store.publishers()?,
        })
    }

    /// Notes who published a report that came in.
    pub fn note(&mut self, report: &Report) {
        let is_row = report.text.is_none();
        if !self.publishers.iter().any(|(source, known)| *source == report.source && *known == is_row) {
            self.publishers.insert((report.source.clone(), is_row));
        }
    }

    /// The states of a place.
    pub fn timeline(&mut self, place: &PlaceId, statements: &[Statement<'_>]) -> Vec<ControlState> {
        let Self { naming, tenures, who, policy, .. } = self;
        let rules = Rules { tenures, who, stale_after: policy.stale_after_days };
        timeline(place, statements, &rules, &mut |name| naming.ids(name))
    }

    /// Whether all reports are rows of one publisher, who has told happenings apart already.
    pub fn is_one_table(&self) -> bool {
        self.publishers.len() <= 1 && self.publishers.iter().all(|(_, is_row)| *is_row)
    }

    /// The events of a report's claims as they are before any of them is joined to another, claim by claim.
    pub fn lone_events(&mut self, report: &Report, claims: &[Claim]) -> Vec<Option<Event>> {
        let is_row = report.text.is_none();
        let mut ids = |name: &str| self.naming.ids(name);
        claims
            .iter()
            .map(|claim| {
                if claim.happening.is_some() || !is_account(claim) {
                    return None;
                }
                let telling = Telling::new(claim, &report.source, report.published, is_row, &mut ids);
                merge(&[telling], &self.who)
            })
            .collect()
    }
}

/// Joins the claims and redraws the timelines of the places that this batch touched.
pub fn derive(batch: &mut Batch<'_>, derivation: &mut Derivation) -> Result<(), TheatreError> {
    joining::join_touched(batch, derivation)?;
    for id in batch.take_touched_places() {
        let Some(place) = batch.place(&id)? else { continue };
        let claims = batch.control_claims_of(&id)?;
        let rulings = batch.rulings();
        let statements: Vec<Statement<'_>> = claims
            .iter()
            .filter_map(|told| {
                let is_accepted = rulings.is_accepted(&told.claim.id);
                Statement::of(&told.claim, &told.source, told.published, is_accepted)
            })
            .collect();
        let states = derivation.timeline(&id, &statements);
        batch.replace_control(&place, &states)?;
    }
    Ok(())
}

/// Whether a claim is an account of an event: plans, threats and what did not happen are none, and neither are states of
/// control.
pub fn is_account(claim: &Claim) -> bool {
    claim.sub_event_type.is_event() && claim.modality.is_of_fact()
}
