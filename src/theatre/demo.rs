//! The theatre that comes with the program: northwest Syria, 2011 to 2024, written by hand from facts with sources.

use std::path::Path;

use super::{Imported, Incoming, Tables, TheatreError, import};
use crate::{
    gazetteer::Gazetteer,
    intake::{self, Options},
    store::Store,
};

/// The demo's own tables, by the name of their file.
const TABLES: [(&str, &str); 2] = [
    ("control.csv", include_str!("../../theatres/syria/control.csv")),
    ("events.csv", include_str!("../../theatres/syria/events.csv")),
];

/// Puts the demo's control and events into a theatre, through the same door as any other table.
pub fn fill_demo(store: &mut Store, gazetteer: &Gazetteer) -> Result<Vec<Imported>, TheatreError> {
    let folder = tempfile::Builder::new().prefix("kharita-").tempdir()?;
    TABLES
        .iter()
        .map(|(name, text)| {
            let path = folder.path().join(name);
            std::fs::write(&path, text)?;
            let file = intake::open(&path, &Options::default())?;
            import(store, Incoming::Table(Box::new(file)), gazetteer, &mut |_, _| {})
        })
        .collect()
}

/// Makes the demo's theatre, in a file that is not there yet.
pub fn make_demo(path: &Path, gazetteer: &Gazetteer) -> Result<(), TheatreError> {
    let mut store = Store::create(path)?;
    Tables::syria()?.put_into(&mut store)?;
    fill_demo(&mut store, gazetteer)?;
    Ok(store.close()?)
}
