//! The theatre on disk: one file, a GeoPackage 1.3 that QGIS and `ogrinfo` open as it is.
//!
//! Everything kept or derived is written in batches, each one transaction: a killed import leaves the file as it was
//! before or after a batch, never between. While a command runs SQLite keeps a write-ahead log beside the file;
//! [`Store::close`] folds it back, so that after every command the theatre is one file again.

mod batch;
mod claims;
mod codec;
mod decisions;
mod error;
mod experts;
pub mod geometry;
pub mod geopackage;
mod leaving;
mod links;
mod original;
mod read;
mod reports;
mod schema;
mod tables;

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};

use crate::model::Rulings;

pub use batch::Batch;
pub use claims::StoredClaim;
pub use error::StoreError;
pub use leaving::{Brought, Then, Version};
pub use links::StoredLink;
pub use read::{ClaimKeys, ImportRecord, StoredProblem};
pub use reports::{Entry, Put};

/// A theatre's file, open.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    path: PathBuf,
}

impl Store {
    /// Makes a new theatre without any tables of its own; it is an error when the file is there already.
    pub fn create(path: &Path) -> Result<Self, StoreError> {
        if path.exists() {
            return Err(StoreError::Exists { path: path.to_owned() });
        }
        let store = Self::connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
        store.keep_a_log()?;
        schema::create(&store.connection).map_err(|cause| store.told(cause))?;
        Ok(store)
    }

    /// Opens a theatre to read and write, and brings an older one up to date.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        Self::must_be_theatre(path)?;
        let store = Self::connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        // Before anything is written, and be it a mark in the header: what is no theatre stays as it is.
        let version = schema::version(&store.connection, path)?;
        store.keep_a_log()?;
        schema::upgrade(&store.connection, path, version)?;
        Ok(store)
    }

    /// Opens a theatre to read. The file stays as it is, and neither it nor its folder need be writable, unless it has
    /// to be put in order first: a killed command left its log, or it is of an older Kharita.
    pub fn open_to_read(path: &Path) -> Result<Self, StoreError> {
        Self::must_be_theatre(path)?;
        let mut log = path.as_os_str().to_owned();
        log.push("-wal");
        if Path::new(&log).exists() {
            return Self::open(path);
        }
        let store = Self::connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        if schema::version(&store.connection, path)? < schema::NEWEST {
            drop(store);
            return Self::open(path);
        }
        Ok(store)
    }

    /// Begins a batch: all of it is kept or none.
    pub fn batch(&mut self) -> Result<Batch<'_>, StoreError> {
        let path = self.path.clone();
        let rulings = Rulings::of(&self.decisions()?);
        let transaction = self
            .connection
            .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)
            .map_err(|cause| StoreError::Sqlite { path: path.clone(), cause })?;
        Ok(Batch::new(transaction, path, rulings))
    }

    /// Folds the log back into the file and closes it; a store that is only dropped does so without a word.
    pub fn close(self) -> Result<(), StoreError> {
        self.fold_back().map_err(|cause| self.told(cause))
    }

    fn fold_back(&self) -> rusqlite::Result<()> {
        self.connection.pragma_update_and_check(None, "wal_checkpoint", "TRUNCATE", |_| Ok(())).or_else(
            |cause| {
                if cause == rusqlite::Error::QueryReturnedNoRows { Ok(()) } else { Err(cause) }
            },
        )?;
        // Another process that reads just now keeps the log alive; it is folded back when that one closes.
        let _ = self.connection.pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(()));
        Ok(())
    }

    fn connect(path: &Path, flags: OpenFlags) -> Result<Self, StoreError> {
        let told = |cause| StoreError::Sqlite { path: path.to_owned(), cause };
        let connection =
            Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX).map_err(told)?;
        connection.busy_timeout(std::time::Duration::from_secs(10)).map_err(told)?;
        connection.pragma_update(None, "foreign_keys", "OFF").map_err(told)?;
        // What is forgotten is overwritten: a witness's name must not be left in free pages.
        connection.pragma_update_and_check(None, "secure_delete", "ON", |_| Ok(())).map_err(told)?;
        // 64 MiB of pages: the indexes of a million rows stay in memory while they grow.
        connection.pragma_update(None, "cache_size", -65_536).map_err(told)?;
        // An insert that fires triggers keeps a little journal of its own: in memory it costs a quarter less than in a
        // file.
        connection.pragma_update(None, "temp_store", "MEMORY").map_err(told)?;
        // Folding the log back every 64 MiB and not every 4 writes a page that changes again and again once.
        connection.pragma_update(None, "wal_autocheckpoint", 16_384).map_err(told)?;
        connection.set_prepared_statement_cache_capacity(64);
        geometry::register_functions(&connection).map_err(told)?;
        Ok(Self { connection, path: path.to_owned() })
    }

    /// Writes go to a log beside the file until it is folded back.
    fn keep_a_log(&self) -> Result<(), StoreError> {
        let told = |cause| self.told(cause);
        self.connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(())).map_err(told)?;
        self.connection.pragma_update(None, "synchronous", "FULL").map_err(told)
    }

    fn must_be_theatre(path: &Path) -> Result<(), StoreError> {
        let path_buf = || path.to_owned();
        let metadata =
            std::fs::metadata(path).map_err(|cause| StoreError::Unreachable { path: path_buf(), cause })?;
        if metadata.is_dir() {
            return Err(StoreError::NotATheatre { path: path_buf(), found: "a directory" });
        }
        let mut head = Vec::new();
        std::fs::File::open(path)
            .and_then(|file| std::io::Read::read_to_end(&mut std::io::Read::take(file, 72), &mut head))
            .map_err(|cause| StoreError::Unreachable { path: path_buf(), cause })?;
        match head.get(68..72) {
            _ if head.is_empty() => Err(StoreError::NotATheatre { path: path_buf(), found: "an empty file" }),
            Some(id) if head.starts_with(b"SQLite format 3\0") && id == b"GPKG" => Ok(()),
            _ => Err(StoreError::NotATheatre { path: path_buf(), found: "no GeoPackage" }),
        }
    }

    fn told(&self, cause: rusqlite::Error) -> StoreError {
        StoreError::Sqlite { path: self.path.clone(), cause }
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        // Who wants to know whether it went well calls `close`.
        let _ = self.fold_back();
    }
}
