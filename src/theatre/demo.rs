//! The theatre that comes with the program: northwest Syria, 2011 to 2024, written by hand from facts with sources.

use super::{Imported, Incoming, Tables, TheatreError, import, load};
use crate::{
    atlas::Atlas,
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

/// The demo as an atlas; the file it is made in goes away again.
pub fn load_demo(gazetteer: &Gazetteer) -> Result<Atlas, TheatreError> {
    let folder = tempfile::Builder::new().prefix("kharita-").tempdir()?;
    let mut store = Store::create(&folder.path().join("demo.gpkg"))?;
    Tables::syria()?.put_into(&mut store)?;
    fill_demo(&mut store, gazetteer)?;
    let atlas = load(&store)?;
    store.close()?;
    Ok(atlas)
}
