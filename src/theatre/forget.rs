//! A report or a whole import goes out again.

use super::{TheatreError, derive};
use crate::{
    control::Tenures,
    extract::Naming,
    model::{Claim, ImportId, Report, ReportId},
    store::{Batch, Entry, Store},
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
    let actors = store.actors()?;
    let (mut naming, tenures) = (Naming::new(&actors), Tenures::new(&actors));
    let mut batch = store.batch()?;
    let mut forgotten = Forgotten::default();
    if let Some(import) = batch.import_row(&ImportId(id.to_owned()))? {
        for (report, earlier) in batch.reports_of_import(import)? {
            batch.forget_report(&report)?;
            match earlier {
                Some((report, claims)) => {
                    restore(&mut batch, report, claims, &mut naming)?;
                    forgotten.restored += 1;
                }
                None => forgotten.reports += 1,
            }
        }
        derive::derive(&mut batch, &mut naming, &tenures)?;
        batch.forget_import(import)?;
    } else if batch.forget_report(&ReportId(id.to_owned()))? {
        forgotten.reports += 1;
        derive::derive(&mut batch, &mut naming, &tenures)?;
    } else {
        return Err(TheatreError::NoSuchId(id.to_owned()));
    }
    batch.refresh_contents()?;
    batch.commit()?;
    Ok(forgotten)
}

/// Takes out every report that a newer export of its source no longer has.
pub fn forget_vanished(store: &mut Store) -> Result<Forgotten, TheatreError> {
    let actors = store.actors()?;
    let (mut naming, tenures) = (Naming::new(&actors), Tenures::new(&actors));
    let vanished = store.vanished()?;
    let mut batch = store.batch()?;
    let mut forgotten = Forgotten::default();
    for (report, _) in &vanished {
        forgotten.reports += u64::from(batch.forget_report(report)?);
    }
    derive::derive(&mut batch, &mut naming, &tenures)?;
    batch.refresh_contents()?;
    batch.commit()?;
    Ok(forgotten)
}

/// Puts an earlier version of a report back; the import that brought it still stands.
fn restore(
    batch: &mut Batch<'_>,
    report: Report,
    claims: Vec<Claim>,
    naming: &mut Naming,
) -> Result<(), TheatreError> {
    let Some(import) = batch.import_row(&report.import)? else { return Ok(()) };
    let events = derive::lone_events(&report, &claims, naming);
    batch.put_report(import, &Entry::new(report, claims, events))?;
    Ok(())
}
