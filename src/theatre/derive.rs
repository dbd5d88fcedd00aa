//! What a batch touched is derived anew before it is kept, so that a theatre never shows half of a change.

use super::TheatreError;
use crate::{
    control::{Statement, Tenures, timeline},
    event::{Telling, merge},
    extract::Naming,
    model::{Claim, Event, Report},
    store::{Batch, StoredClaim},
};

/// Merges the happenings and redraws the timelines of the places whose claims this batch changed.
pub fn derive(batch: &mut Batch<'_>, naming: &mut Naming, tenures: &Tenures) -> Result<(), TheatreError> {
    for happening in batch.take_touched_happenings() {
        let claims = batch.claims_of_happening(&happening)?;
        let told: Vec<&StoredClaim> = claims.iter().filter(|told| is_account(&told.claim)).collect();
        let tellings: Vec<Telling<'_>> = told
            .iter()
            .map(|told| Telling { claim: &told.claim, source: &told.source, published: told.published })
            .collect();
        let event = merge(&tellings, &mut |name| naming.ids(name));
        let rows = told.iter().map(|told| told.row).collect();
        let events: Vec<_> = event.into_iter().map(|event| (event, Vec::clone(&rows))).collect();
        batch.replace_events_of(&happening, &events)?;
    }
    for id in batch.take_touched_places() {
        let Some(place) = batch.place(&id)? else { continue };
        let claims = batch.control_claims_of(&id)?;
        let statements: Vec<Statement<'_>> = claims
            .iter()
            .map(|told| Statement { claim: &told.claim, source: &told.source, published: told.published })
            .collect();
        let states = timeline(&id, &statements, tenures, &mut |name| naming.ids(name));
        batch.replace_control(&place, &states)?;
    }
    Ok(())
}

/// The events of a report's claims that stand alone, claim by claim: those that no table says are about one happening.
pub fn lone_events(report: &Report, claims: &[Claim], naming: &mut Naming) -> Vec<Option<Event>> {
    claims
        .iter()
        .map(|claim| {
            let is_alone = claim.happening.is_none() && is_account(claim);
            let telling = Telling { claim, source: &report.source, published: report.published };
            if is_alone { merge(&[telling], &mut |name| naming.ids(name)) } else { None }
        })
        .collect()
}

/// Whether a claim is an account of an event: plans, threats and what did not happen are none, and neither are states of
/// control.
fn is_account(claim: &Claim) -> bool {
    claim.sub_event_type.is_event() && claim.modality.is_of_fact()
}
