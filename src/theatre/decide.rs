//! A person decides about a claim; what hangs on it is derived anew.

use super::{
    TheatreError,
    derive::{Derivation, derive},
};
use crate::{
    model::{Claim, ClaimId, Decided, Decision, Moved, Place},
    store::{Batch, Store},
};

/// Keeps a decision, and draws anew what hangs on its claim. Returns the ids of all claims it is about: a place that one
/// claim hides, the other claims of its report must not give away.
pub fn decide(
    store: &mut Store,
    decided: &Decided,
    place: Option<&Place>,
) -> Result<Vec<ClaimId>, TheatreError> {
    let mut derivation = Derivation::new(store)?;
    let mut batch = store.batch()?;
    let none = |id: &ClaimId| TheatreError::NoSuchId(id.0.clone());
    let row = batch.row_of_claim(&decided.claim)?.ok_or_else(|| none(&decided.claim))?;
    if let Decision::Merge(other) | Decision::Split(Some(other)) = &decided.decision {
        batch.row_of_claim(other)?.ok_or_else(|| none(other))?;
    }
    if let Some(place) = place {
        batch.put_place(place)?;
    }
    let rows = if matches!(decided.decision, Decision::Sensitive(_)) {
        claims_at_the_same_place(&batch, row)?
    } else {
        vec![(row, decided.claim.clone())]
    };
    for (row, claim) in &rows {
        batch.put_decision(&Decided { claim: claim.clone(), ..decided.clone() })?;
        batch.touch_claim(*row)?;
    }
    derive(&mut batch, &mut derivation)?;
    batch.refresh_contents()?;
    batch.commit()?;
    Ok(rows.into_iter().map(|(_, claim)| claim).collect())
}

/// A claim and those of its report at the same place.
fn claims_at_the_same_place(batch: &Batch<'_>, row: i64) -> Result<Vec<(i64, ClaimId)>, TheatreError> {
    let Some(told) = batch.claim_at(row)? else { return Ok(Vec::new()) };
    let at = |claim: &Claim| claim.located.as_ref().map(|at| (at.position, at.place.clone()));
    let all = batch.claims_of_report(&told.claim.report)?;
    let here = all.into_iter().filter(|other| other.row == row || at(&other.claim) == at(&told.claim));
    Ok(here.map(|other| (other.row, other.claim.id)).collect())
}

/// The claim of this id as it is by what was decided about it so far; `None` where there is none or it was rejected.
pub fn claim(store: &mut Store, id: &ClaimId) -> Result<Option<Claim>, TheatreError> {
    let batch = store.batch()?;
    let Some(row) = batch.row_of_claim(id)? else { return Ok(None) };
    Ok(batch.claim_at(row)?.map(|told| told.claim))
}

/// The place of the gazetteer that a claim is moved to.
#[must_use]
pub fn moved_to(place: &Place) -> Moved {
    Moved {
        name: place.name.clone(),
        admin1: place.admin1.clone(),
        position: place.position,
        geo_precision: crate::model::GeoPrecision::Exact,
        place: Some(place.id.clone()),
    }
}
