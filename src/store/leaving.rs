//! Reports going out: those that a newer export lacks are marked, those that a person forgets are gone.

use rusqlite::{OptionalExtension, Row, ToSql, params};

use super::{
    Batch, Entry, StoreError,
    codec::{self, Unreadable},
};
use crate::model::{Claim, Day, Report, ReportId, SourceId};

/// What follows for a report when the import that brought its current version is forgotten.
#[derive(Debug)]
pub enum Then {
    /// Another import has it too, as it is.
    SeenIn(i64),
    /// An earlier version comes back.
    Earlier(Box<Version>),
    /// Nobody else has it.
    Nothing,
}

/// An earlier version of a report, as kept in `report_versions`.
#[derive(Debug)]
pub struct Version {
    row: i64,
    number: i64,
    import: i64,
    hash: i64,
    /// The report as it was.
    pub report: Report,
    /// What it claimed.
    pub claims: Vec<Claim>,
}

/// A report that an import brought.
#[derive(Debug)]
pub struct Brought {
    /// Its row.
    pub row: i64,
    /// Its id.
    pub id: ReportId,
    /// What follows for it when the import is forgotten.
    pub then: Then,
}

impl Batch<'_> {
    /// Marks the reports that earlier editions of this import's file have and this one lacks; returns the newly gone.
    pub fn mark_vanished_of_file(
        &self,
        import: i64,
        is_there: &dyn Fn(&str) -> bool,
    ) -> Result<Vec<ReportId>, StoreError> {
        let mut gone = Vec::new();
        for edition in self.earlier_editions(import)? {
            gone.extend(self.mark_vanished(import, "r.import = ?1", &[&edition], None, is_there)?);
        }
        Ok(gone)
    }

    /// Marks the reports of a source about these days that a newer export of it lacks; returns the newly gone.
    ///
    /// An export that has fewer than half of them is another selection (other event types, another country) and says
    /// nothing about the rest.
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
        self.mark_vanished(import, condition, &[&source.0, &days[0], &days[1]], Some(0.5), is_there)
    }

    fn mark_vanished(
        &self,
        import: i64,
        condition: &str,
        values: &[&dyn ToSql],
        least_share: Option<f64>,
        is_there: &dyn Fn(&str) -> bool,
    ) -> Result<Vec<ReportId>, StoreError> {
        self.told(|t| {
            let mut candidates = t.prepare(&format!(
                "SELECT r.fid, r.id, r.import, r.version FROM reports r
                 WHERE r.vanished_in IS NULL AND {condition} ORDER BY r.fid"
            ))?;
            let mut rows = candidates.query(values)?;
            let (mut gone, mut there) = (Vec::new(), 0_usize);
            while let Some(row) = rows.next()? {
                let id: String = row.get(1)?;
                let is_new = row.get::<_, i64>(2)? == import && row.get::<_, i64>(3)? == 1;
                if is_there(&id) {
                    there += usize::from(!is_new);
                } else {
                    gone.push((row.get::<_, i64>(0)?, ReportId(id)));
                }
            }
            let share = there as f64 / (there + gone.len()).max(1) as f64;
            if least_share.is_some_and(|least| share < least) {
                return Ok(Vec::new());
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
            t.execute("DELETE FROM sightings WHERE report = ?1", [row])?;
            t.execute("DELETE FROM reports WHERE fid = ?1", [row])?;
            Ok(true)
        })
    }

    /// The reports whose current version an import brought, and what follows for each when it is forgotten.
    pub fn reports_of_import(&self, import: i64) -> Result<Vec<Brought>, StoreError> {
        self.told(|t| {
            let mut find = t.prepare(
                "SELECT r.fid, r.id, (SELECT min(s.import) FROM sightings s
                 WHERE s.report = r.fid AND s.version = r.version AND s.import != ?1)
                 FROM reports r WHERE r.import = ?1 ORDER BY r.fid",
            )?;
            let mut earlier = t.prepare(
                "SELECT fid, version, import, content_hash, content FROM report_versions
                 WHERE report = ?1 AND import != ?2 ORDER BY version DESC LIMIT 1",
            )?;
            let mut rows = find.query([import])?;
            let mut found = Vec::new();
            while let Some(row) = rows.next()? {
                let id: String = row.get(1)?;
                let then = match row.get::<_, Option<i64>>(2)? {
                    Some(other) => Then::SeenIn(other),
                    None => match earlier.query(params![id, import])?.next()? {
                        Some(version) => Then::Earlier(Box::new(version_of(version)?)),
                        None => Then::Nothing,
                    },
                };
                found.push(Brought { row: row.get(0)?, id: ReportId(id), then });
            }
            Ok(found)
        })
    }

    /// Ids of the reports whose current version this import brought and that it does not have any more.
    pub fn unseen_of_import(
        &self,
        import: i64,
        is_there: &dyn Fn(&str) -> bool,
    ) -> Result<Vec<ReportId>, StoreError> {
        self.told(|t| {
            let mut find = t.prepare("SELECT id FROM reports WHERE import = ?1 ORDER BY fid")?;
            let mut rows = find.query([import])?;
            let mut found = Vec::new();
            while let Some(row) = rows.next()? {
                let id: String = row.get(0)?;
                if !is_there(&id) {
                    found.push(ReportId(id));
                }
            }
            Ok(found)
        })
    }

    /// Another import that has the report too stands for it from now on.
    pub fn hand_over(&self, report: i64, other: i64) -> Result<(), StoreError> {
        self.told(|t| {
            t.execute("UPDATE reports SET import = ?2 WHERE fid = ?1", params![report, other])?;
            t.execute("DELETE FROM sightings WHERE report = ?1 AND import = ?2", params![report, other])?;
            Ok(())
        })
    }

    /// Puts an earlier version of a report in the place of the current one, which is gone then.
    pub fn restore(&mut self, report: i64, version: &Version, entry: &Entry) -> Result<(), StoreError> {
        self.replace_report(report, entry, version.number, version.import, version.hash)?;
        self.told(|t| {
            t.execute("DELETE FROM report_versions WHERE fid = ?1", [version.row])?;
            Ok(())
        })
    }

    /// Takes the record of an import out, with its problems, its versions that no other import has, and what it saw
    /// vanish. What its reports become is decided before.
    pub fn forget_import(&self, import: i64) -> Result<(), StoreError> {
        self.told(|t| {
            t.execute(
                "UPDATE report_versions AS v SET import = (
                     SELECT min(s.import) FROM sightings s JOIN reports r ON r.fid = s.report
                     WHERE r.id = v.report AND s.version = v.version AND s.import != ?1)
                 WHERE import = ?1 AND EXISTS (
                     SELECT 1 FROM sightings s JOIN reports r ON r.fid = s.report
                     WHERE r.id = v.report AND s.version = v.version AND s.import != ?1)",
                [import],
            )?;
            t.execute("DELETE FROM report_versions WHERE import = ?1", [import])?;
            t.execute("DELETE FROM sightings WHERE import = ?1", [import])?;
            t.execute("UPDATE reports SET vanished_in = NULL WHERE vanished_in = ?1", [import])?;
            t.execute("DELETE FROM problems WHERE import = ?1", [import])?;
            t.execute("DELETE FROM imports WHERE fid = ?1", [import])?;
            Ok(())
        })
    }
}

fn version_of(row: &Row<'_>) -> Result<Version, Unreadable> {
    let content: String = row.get(4)?;
    let (report, claims) = serde_json::from_str(&content)
        .map_err(|_| codec::damaged("report_versions", &content, "report in JSON"))?;
    Ok(Version {
        row: row.get(0)?,
        number: row.get(1)?,
        import: row.get(2)?,
        hash: row.get(3)?,
        report,
        claims,
    })
}
