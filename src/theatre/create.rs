//! A new theatre with its tables.

use std::path::Path;

use tempfile::TempPath;

use super::{Tables, TheatreError};
use crate::store::{Store, StoreError};

/// Makes a theatre with these tables. It appears whole or not at all: a killed command leaves no half of one, which
/// would be taken for a theatre without actors.
pub fn create(path: &Path, tables: &Tables) -> Result<Store, TheatreError> {
    if path.exists() {
        return Err(StoreError::Exists { path: path.to_owned() }.into());
    }
    let unreachable = |cause| StoreError::Unreachable { path: path.to_owned(), cause };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // The kind alone: the error itself names the hidden folder, of which nobody knows.
    let making = tempfile::Builder::new()
        .prefix(".kharita-")
        .tempdir_in(folder)
        .map_err(|cause| unreachable(cause.kind().into()))?;
    let made = making.path().join("theatre.gpkg");
    let fill = || -> Result<(), TheatreError> {
        let mut store = Store::create(&made)?;
        tables.put_into(&mut store)?;
        Ok(store.close()?)
    };
    fill().map_err(|error| match error {
        TheatreError::Store(error) => TheatreError::Store(error.about(path)),
        error => error,
    })?;
    TempPath::try_from_path(made).map_err(unreachable)?.persist_noclobber(path).map_err(|refused| {
        match refused.error.kind() {
            std::io::ErrorKind::AlreadyExists => StoreError::Exists { path: path.to_owned() },
            _ => unreachable(refused.error),
        }
    })?;
    Ok(Store::open(path)?)
}

/// Opens the theatre, or makes it with the tables of the Syrian war where there is none.
pub fn open_or_create(path: &Path) -> Result<Store, TheatreError> {
    if path.exists() {
        return Ok(Store::open(path)?);
    }
    match create(path, &Tables::syria()?) {
        // Another command was faster.
        Err(TheatreError::Store(StoreError::Exists { .. })) => Ok(Store::open(path)?),
        made => made,
    }
}
