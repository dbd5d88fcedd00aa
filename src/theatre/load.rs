//! A theatre's file becomes an atlas.

use std::path::Path;

use super::{Tables, TheatreError};
use crate::{
    atlas::{Atlas, Builder, ClaimInput},
    extract::Naming,
    store::Store,
};

/// Loads the theatre of this file.
pub fn load_file(path: &Path) -> Result<Atlas, TheatreError> {
    let store = Store::open_to_read(path)?;
    let atlas = load(&store)?;
    store.close()?;
    Ok(atlas)
}

/// Loads an open theatre.
pub fn load(store: &Store) -> Result<Atlas, TheatreError> {
    let actors = store.actors()?;
    let mut naming = Naming::new(&actors);
    let info = match store.info()? {
        Some(info) => info,
        None => Tables::syria()?.info,
    };
    let mut builder = Builder::new(info, store.sources()?, store.sides()?, actors, store.places()?);
    store.for_each_event(|row, event| builder.add_event(row, &event))?;
    store.for_each_account(|account| {
        let input = ClaimInput {
            event: account.event,
            source: &account.source,
            published: account.published,
            url: account.url.as_deref(),
            claim: &account.claim,
        };
        builder.add_claim(input, &mut |name| naming.ids(name));
    })?;
    for state in store.control()? {
        builder.add_control(state);
    }
    Ok(builder.finish(store.count("reports")?, store.count("problems")?))
}
