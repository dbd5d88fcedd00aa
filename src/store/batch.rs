//! One batch of writes: all of it is kept or none.

use std::{collections::BTreeSet, path::PathBuf};

use rusqlite::{OptionalExtension, Transaction, params};

use super::{StoreError, codec::Unreadable, geopackage, original::Shapes, schema};
use crate::model::{ImportId, PlaceId, Problem, Rulings};

/// A transaction on a theatre.
#[derive(Debug)]
pub struct Batch<'a> {
    pub(super) transaction: Transaction<'a>,
    pub(super) path: PathBuf,
    pub(super) shapes: Shapes,
    pub(super) rulings: Rulings,
    pub(super) touched_claims: BTreeSet<i64>,
    pub(super) new_claims: BTreeSet<i64>,
    pub(super) touched_places: BTreeSet<PlaceId>,
}

impl<'a> Batch<'a> {
    pub(super) fn new(transaction: Transaction<'a>, path: PathBuf, rulings: Rulings) -> Self {
        Self {
            transaction,
            path,
            shapes: Shapes::default(),
            rulings,
            touched_claims: BTreeSet::new(),
            new_claims: BTreeSet::new(),
            touched_places: BTreeSet::new(),
        }
    }

    /// Keeps everything that was written. The claims and places touched must have been derived anew before.
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

    /// Keeps a problem; one that this import told of the same row before gives way. `ordinal` counts the file's rows:
    /// several may stand on one line.
    pub fn put_problem(&self, import: i64, ordinal: u64, problem: &Problem) -> Result<(), StoreError> {
        self.told(|t| {
            let values = params![
                import,
                ordinal as i64,
                problem.line as i64,
                problem.file,
                problem.column,
                problem.value,
                problem.reason,
                problem.row
            ];
            // Not an upsert: one that finds the row still uses up a key, so that a repeated import would number on.
            let mut update = t.prepare_cached(
                "UPDATE problems SET line = ?3, file = ?4, column_name = ?5, value = ?6, reason = ?7, row = ?8
                 WHERE import = ?1 AND ordinal = ?2",
            )?;
            if update.execute(values)? == 0 {
                let mut insert = t.prepare_cached(
                    "INSERT INTO problems (import, ordinal, line, file, column_name, value, reason, row)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                )?;
                insert.execute(values)?;
            }
            Ok(())
        })
    }

    /// Ends an import: keeps its number of rows, and lets go of the problems of an earlier reading of the file, or of an
    /// earlier edition of it, which this one told anew if they are still there. `is_told` knows the rows it told of.
    pub fn finish_import(
        &self,
        import: i64,
        rows: u64,
        is_told: &dyn Fn(u64) -> bool,
    ) -> Result<(), StoreError> {
        let editions = self.earlier_editions(import)?;
        self.told(|t| {
            t.execute("UPDATE imports SET rows = ?2 WHERE fid = ?1", params![import, rows as i64])?;
            let mut find = t.prepare("SELECT fid, ordinal FROM problems WHERE import = ?1")?;
            let mut problems = find.query([import])?;
            let mut mended = Vec::new();
            while let Some(row) = problems.next()? {
                if !is_told(row.get::<_, i64>(1)?.unsigned_abs()) {
                    mended.push(row.get::<_, i64>(0)?);
                }
            }
            for problem in mended {
                t.execute("DELETE FROM problems WHERE fid = ?1", [problem])?;
            }
            for edition in editions {
                t.execute("DELETE FROM problems WHERE import = ?1", [edition])?;
            }
            Ok(())
        })?;
        self.refresh_contents()
    }

    /// Imports of earlier editions of this import's file: of the same name and format, and with a report in common. Files
    /// of one name in two folders have none.
    pub(super) fn earlier_editions(&self, import: i64) -> Result<Vec<i64>, StoreError> {
        self.told(|t| {
            let mut find = t.prepare(
                "SELECT o.fid FROM imports o, imports this WHERE this.fid = ?1 AND o.fid != ?1 AND o.file = this.file
                 AND o.format = this.format AND (
                     NOT EXISTS (SELECT 1 FROM reports r WHERE r.import = o.fid)
                     OR EXISTS (SELECT 1 FROM sightings s JOIN reports r ON r.fid = s.report
                                WHERE s.import = ?1 AND r.import = o.fid)
                     OR EXISTS (SELECT 1 FROM sightings s JOIN sightings e ON e.report = s.report
                                WHERE s.import = ?1 AND e.import = o.fid)
                     OR EXISTS (SELECT 1 FROM report_versions v JOIN reports r ON r.id = v.report
                                WHERE v.import = o.fid AND r.import = ?1))
                 ORDER BY o.fid",
            )?;
            let found = find.query_map([import], |row| row.get(0))?.collect::<Result<_, _>>()?;
            Ok(found)
        })
    }

    /// Claims without an event of their own, because they came without one or were joined to what went; they are to be
    /// joined anew. Asking forgets them.
    pub fn take_touched_claims(&mut self) -> BTreeSet<i64> {
        std::mem::take(&mut self.touched_claims)
    }

    /// Claims that came in this batch with an event of their own, and may be joined to others. Asking forgets them.
    pub fn take_new_claims(&mut self) -> BTreeSet<i64> {
        std::mem::take(&mut self.new_claims)
    }

    /// Places whose claims of control changed in this batch; asking forgets them.
    pub fn take_touched_places(&mut self) -> BTreeSet<PlaceId> {
        std::mem::take(&mut self.touched_places)
    }

    /// Brings what the file says of itself up to date: the extents of its tables, and who must be named for it.
    pub fn refresh_contents(&self) -> Result<(), StoreError> {
        self.told(|t| {
            for table in schema::FEATURE_TABLES {
                geopackage::refresh_extent(t, table)?;
            }
            Ok(())
        })?;
        self.refresh_metadata()
    }

    /// Lets go of what nothing in the theatre names any more.
    pub fn sweep(&self) -> Result<(), StoreError> {
        self.told(|t| {
            t.execute_batch(
                "DELETE FROM places WHERE id NOT IN (SELECT place_id FROM claims WHERE place_id IS NOT NULL);
                 DELETE FROM row_shapes WHERE fid NOT IN (SELECT shape FROM reports WHERE shape IS NOT NULL);
                 DELETE FROM sources WHERE kind = 'unknown' AND licence = 'unknown'
                 AND id NOT IN (SELECT source FROM reports) AND id NOT IN (SELECT source FROM expert_areas)
                 AND id NOT IN (SELECT said_by FROM claims WHERE said_by IS NOT NULL);",
            )?;
            Ok(())
        })
    }

    pub(super) fn told<T>(
        &self,
        work: impl FnOnce(&Transaction<'a>) -> Result<T, Unreadable>,
    ) -> Result<T, StoreError> {
        work(&self.transaction).map_err(|cause| cause.in_file(&self.path))
    }
}
