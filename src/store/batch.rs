//! One batch of writes: all of it is kept or none.

use std::{collections::BTreeSet, path::PathBuf};

use rusqlite::{OptionalExtension, Transaction, params};

use super::{StoreError, codec::Unreadable, geopackage, original::Shapes, schema};
use crate::model::{ImportId, PlaceId, Problem};

/// A transaction on a theatre.
#[derive(Debug)]
pub struct Batch<'a> {
    pub(super) transaction: Transaction<'a>,
    pub(super) path: PathBuf,
    pub(super) shapes: Shapes,
    pub(super) touched_happenings: BTreeSet<String>,
    pub(super) touched_places: BTreeSet<PlaceId>,
}

impl<'a> Batch<'a> {
    pub(super) fn new(transaction: Transaction<'a>, path: PathBuf) -> Self {
        Self {
            transaction,
            path,
            shapes: Shapes::default(),
            touched_happenings: BTreeSet::new(),
            touched_places: BTreeSet::new(),
        }
    }

    /// Keeps everything that was written. The happenings and places touched must have been derived anew before.
    pub fn commit(self) -> Result<(), StoreError> {
        let path = self.path;
        self.transaction.commit().map_err(|cause| StoreError::Sqlite { path, cause })
    }

    /// The row of this import, made if new.
    pub fn begin_import(&self, id: &ImportId, file: &str, format: &str) -> Result<i64, StoreError> {
        self.told(|t| {
            // Not an upsert: one that finds the row still uses up a key, so that a repeated import would number on.
            t.execute(
                "INSERT INTO imports (id, file, format)
                 SELECT ?1, ?2, ?3 WHERE NOT EXISTS (SELECT 1 FROM imports WHERE id = ?1)",
                params![id.0, file, format],
            )?;
            Ok(t.query_row("SELECT fid FROM imports WHERE id = ?1", [&id.0], |row| row.get(0))?)
        })
    }

    /// The import of this id, if there is one.
    pub fn import_row(&self, id: &ImportId) -> Result<Option<i64>, StoreError> {
        self.told(|t| {
            Ok(t.query_row("SELECT fid FROM imports WHERE id = ?1", [&id.0], |row| row.get(0)).optional()?)
        })
    }

    /// Keeps a problem; one that this import told of the same line before gives way.
    pub fn put_problem(&self, import: i64, problem: &Problem) -> Result<(), StoreError> {
        self.told(|t| {
            let values = params![
                import,
                problem.line as i64,
                problem.file,
                problem.column,
                problem.value,
                problem.reason,
                problem.row
            ];
            // Not an upsert: one that finds the row still uses up a key, so that a repeated import would number on.
            let mut update = t.prepare_cached(
                "UPDATE problems SET file = ?3, column_name = ?4, value = ?5, reason = ?6, row = ?7
                 WHERE import = ?1 AND line = ?2",
            )?;
            if update.execute(values)? == 0 {
                let mut insert = t.prepare_cached(
                    "INSERT INTO problems (import, line, file, column_name, value, reason, row)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                )?;
                insert.execute(values)?;
            }
            Ok(())
        })
    }

    /// Ends an import: keeps its number of rows, and lets go of the problems that earlier imports of the same file
    /// told, which this one tells anew if they are still there.
    pub fn finish_import(&self, import: i64, rows: u64) -> Result<(), StoreError> {
        self.told(|t| {
            t.execute("UPDATE imports SET rows = ?2 WHERE fid = ?1", params![import, rows as i64])?;
            t.execute(
                "DELETE FROM problems WHERE import IN (SELECT other.fid FROM imports other, imports this
                 WHERE this.fid = ?1 AND other.fid != ?1 AND other.file = this.file AND other.format = this.format)",
                [import],
            )?;
            Ok(())
        })?;
        self.refresh_contents()
    }

    /// Happenings whose claims changed in this batch, to be merged anew; asking forgets them.
    pub fn take_touched_happenings(&mut self) -> BTreeSet<String> {
        std::mem::take(&mut self.touched_happenings)
    }

    /// Places whose claims of control changed in this batch; asking forgets them.
    pub fn take_touched_places(&mut self) -> BTreeSet<PlaceId> {
        std::mem::take(&mut self.touched_places)
    }

    /// Brings what the file says of itself up to date: the extents of its tables, and who must be named for it.
    pub fn refresh_contents(&self) -> Result<(), StoreError> {
        self.told(|t| {
            for (table, _) in schema::FEATURE_TABLES {
                geopackage::refresh_extent(t, table)?;
            }
            Ok(())
        })?;
        self.refresh_metadata()
    }

    pub(super) fn told<T>(
        &self,
        work: impl FnOnce(&Transaction<'a>) -> Result<T, Unreadable>,
    ) -> Result<T, StoreError> {
        work(&self.transaction).map_err(|cause| cause.in_file(&self.path))
    }
}
