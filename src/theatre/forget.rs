//! A report or a whole import goes out again.

use super::{
    TheatreError,
    derive::{Derivation, derive},
};
use crate::{
    model::{ImportId, ReportId},
    store::{Batch, Brought, Entry, Store, Then},
};

/// What went out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Forgotten {
    /// Reports taken out.
    pub reports: u64,
    /// Reports put back as they were before the import.
    pub restored: u64,
}

/// Takes out the report or the import of this id. Nobody else's reports change.
pub fn forget(store: &mut Store, id: &str) -> Result<Forgotten, TheatreError> {
    let mut derivation = Derivation::new(store)?;
    let mut batch = store.batch()?;
    let mut forgotten = Forgotten::default();
    if let Some(import) = batch.import_row(&ImportId(id.to_owned()))? {
        for brought in batch.reports_of_import(import)? {
            leave(&mut batch, brought, &mut derivation, &mut forgotten)?;
        }
        derive(&mut batch, &mut derivation)?;
        batch.forget_import(import)?;
    } else if batch.forget_report(&ReportId(id.to_owned()))? {
        forgotten.reports += 1;
        derive(&mut batch, &mut derivation)?;
    } else {
        return Err(TheatreError::NoSuchId(id.to_owned()));
    }
    batch.sweep()?;
    batch.refresh_contents()?;
    batch.commit()?;
    Ok(forgotten)
}

/// Takes out every report that a newer export of its source no longer has.
pub fn forget_vanished(store: &mut Store) -> Result<Forgotten, TheatreError> {
    let mut derivation = Derivation::new(store)?;
    let vanished = store.vanished()?;
    let mut batch = store.batch()?;
    let mut forgotten = Forgotten::default();
    for (report, _) in &vanished {
        forgotten.reports += u64::from(batch.forget_report(report)?);
    }
    derive(&mut batch, &mut derivation)?;
    batch.sweep()?;
    batch.refresh_contents()?;
    batch.commit()?;
    Ok(forgotten)
}

/// A report leaves with its import, unless another import has it too or an earlier version of it.
fn leave(
    batch: &mut Batch<'_>,
    brought: Brought,
    derivation: &mut Derivation,
    forgotten: &mut Forgotten,
) -> Result<(), TheatreError> {
    match brought.then {
        Then::SeenIn(other) => batch.hand_over(brought.row, other)?,
        Then::Earlier(version) => {
            let (report, claims) = (version.report.clone(), version.claims.clone());
            let events = derivation.lone_events(&report, &claims);
            batch.restore(brought.row, &version, &Entry::new(report, claims, events))?;
            forgotten.restored += 1;
        }
        Then::Nothing => {
            batch.forget_report(&brought.id)?;
            forgotten.reports += 1;
        }
    }
    Ok(())
}
