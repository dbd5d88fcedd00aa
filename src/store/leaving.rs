//! Reports going out: those that a newer export lacks are marked, those that a person forgets are gone.

use rusqlite::{OptionalExtension, ToSql, params};

use super::{Batch, StoreError, codec};
use crate::model::{Claim, Day, Report, ReportId, SourceId};

/// What an earlier version of a report said, as kept in `report_versions`.
type Version = (Report, Vec<Claim>);

impl Batch<'_> {
    /// Marks the reports that earlier imports of a file of this name brought and this one lacks; returns the newly gone.
    pub fn mark_vanished_of_file(
        &self,
        import: i64,
        is_there: &dyn Fn(&str) -> bool,
    ) -> Result<Vec<ReportId>, StoreError> {
        let condition = "r.import IN (SELECT other.fid FROM imports other, imports this WHERE this.fid = ?1
                         AND other.fid != ?1 AND other.file = this.file AND other.format = this.format)";
        self.mark_vanished(import, condition, &[&import], is_there)
    }

    /// Marks the reports of a source about these days that a newer export of it lacks; returns the newly gone.
    pub fn mark_vanished_of_source(
        &self,
        import: i64,
        source: &SourceId,
        (first, last): (Day, Day),
        is_there: &dyn Fn(&str) -> bool,
    ) -> Result<Vec<ReportId>, StoreError> {
        let condition = "r.source = ?1 AND EXISTS (SELECT 1 FROM claims c WHERE c.report = r.fid
                         AND c.start_date >= ?2 AND c.end_date <= ?3)";
        let days = [first.to_string(), last.to_string()];
        self.mark_vanished(import, condition, &[&source.0, &days[0], &days[1]], is_there)
    }

    fn mark_vanished(
        &self,
        import: i64,
        condition: &str,
        values: &[&dyn ToSql],
        is_there: &dyn Fn(&str) -> bool,
    ) -> Result<Vec<ReportId>, StoreError> {
        self.told(|t| {
            let mut candidates = t.prepare(&format!(
                "SELECT r.fid, r.id FROM reports r WHERE r.vanished_in IS NULL AND {condition} ORDER BY r.fid"
            ))?;
            let mut rows = candidates.query(values)?;
            let mut gone = Vec::new();
            while let Some(row) = rows.next()? {
                let id: String = row.get(1)?;
                if !is_there(&id) {
                    gone.push((row.get::<_, i64>(0)?, ReportId(id)));
                }
            }
            let mut mark = t.prepare("UPDATE reports SET vanished_in = ?2 WHERE fid = ?1")?;
            for (row, _) in &gone {
                mark.execute(params![row, import])?;
            }
            Ok(gone.into_iter().map(|(_, id)| id).collect())
        })
    }

    /// Takes a report out, with its claims, events and earlier versions. `false` when there is none of this id.
    pub fn forget_report(&mut self, id: &ReportId) -> Result<bool, StoreError> {
        let row: Option<i64> = self.told(|t| {
            Ok(t.query_row("SELECT fid FROM reports WHERE id = ?1", [&id.0], |row| row.get(0)).optional()?)
        })?;
        let Some(row) = row else { return Ok(false) };
        self.delete_claims(row)?;
        self.told(|t| {
            t.execute("DELETE FROM report_versions WHERE report = ?1", [&id.0])?;
            t.execute("DELETE FROM reports WHERE fid = ?1", [row])?;
            Ok(true)
        })
    }

    /// What an import brought: new reports are to be forgotten, edited ones to be put back as they were before.
    pub fn reports_of_import(&self, import: i64) -> Result<Vec<(ReportId, Option<Version>)>, StoreError> {
        self.told(|t| {
            let mut find = t.prepare(
                "SELECT r.id, (SELECT v.content FROM report_versions v WHERE v.report = r.id AND v.import != ?1
                 ORDER BY v.version DESC LIMIT 1) FROM reports r WHERE r.import = ?1 ORDER BY r.fid",
            )?;
            let mut rows = find.query([import])?;
            let mut found = Vec::new();
            while let Some(row) = rows.next()? {
                let content: Option<String> = row.get(1)?;
                let version = content
                    .map(|text| {
                        serde_json::from_str(&text)
                            .map_err(|_| codec::damaged("report_versions", &text, "report in JSON"))
                    })
                    .transpose()?;
                found.push((ReportId(row.get(0)?), version));
            }
            Ok(found)
        })
    }

    /// Takes the record of an import out, with its problems and what it saw vanish.
    pub fn forget_import(&self, import: i64) -> Result<(), StoreError> {
        self.told(|t| {
            t.execute("UPDATE reports SET vanished_in = NULL WHERE vanished_in = ?1", [import])?;
            t.execute("DELETE FROM report_versions WHERE import = ?1", [import])?;
            t.execute("DELETE FROM problems WHERE import = ?1", [import])?;
            t.execute("DELETE FROM imports WHERE fid = ?1", [import])?;
            Ok(())
        })
    }
}
