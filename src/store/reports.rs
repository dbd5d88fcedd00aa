//! Reports going in: new ones, and new versions of old ones.

use rusqlite::{OptionalExtension, params};
use xxhash_rust::xxh3::xxh3_64;

use super::{
    Batch, StoreError,
    codec::{self, CLAIM_COLUMNS, REPORT_COLUMNS},
    original::Original,
};
use crate::model::{Claim, Event, PlaceId, Report};

/// What became of a report that was put into the theatre.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Put {
    /// It was not there before.
    New,
    /// It is there already and says the same.
    Unchanged,
    /// Its text is the same, and more or other claims are read in it than before.
    ReadAnew,
    /// It says something else than before; the earlier version is kept.
    Changed,
}

/// A report ready to be put into a theatre. All that can be made of it beforehand is made here, on whatever thread.
#[derive(Clone, Debug)]
pub struct Entry {
    report: Report,
    claims: Vec<Claim>,
    /// The events of those claims that stand alone, claim by claim.
    events: Vec<Option<Event>>,
    hash: i64,
    original: Option<Original>,
}

impl Entry {
    /// A report with its claims and, claim by claim, the events of those that stand alone.
    #[must_use]
    pub fn new(report: Report, claims: Vec<Claim>, events: Vec<Option<Event>>) -> Self {
        let hash = content_hash(&report, &claims);
        let original = report.original.as_deref().map(Original::split);
        Self { report, claims, events, hash, original }
    }

    /// The same exactly when what the report says is the same.
    #[must_use]
    pub fn hash(&self) -> i64 {
        self.hash
    }

    /// The report.
    #[must_use]
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// Its claims.
    #[must_use]
    pub fn claims(&self) -> &[Claim] {
        &self.claims
    }
}

/// A report that is in the theatre already.
struct Known {
    row: i64,
    hash: i64,
    has_vanished: bool,
    version: i64,
    import: i64,
}

impl Batch<'_> {
    /// Puts a report with its claims.
    pub fn put_report(&mut self, import: i64, entry: &Entry) -> Result<Put, StoreError> {
        let Entry { report, hash, .. } = entry;
        let known = self.told(|t| {
            let mut find = t.prepare_cached(
                "SELECT fid, content_hash, vanished_in, version, import FROM reports WHERE id = ?1",
            )?;
            Ok(find
                .query_row([&report.id.0], |row| {
                    Ok(Known {
                        row: row.get(0)?,
                        hash: row.get(1)?,
                        has_vanished: row.get::<_, Option<i64>>(2)?.is_some(),
                        version: row.get(3)?,
                        import: row.get(4)?,
                    })
                })
                .optional()?)
        })?;
        match known {
            Some(known) if known.hash == *hash => {
                self.sight(&known, import)?;
                Ok(Put::Unchanged)
            }
            Some(known) if self.has_text(known.row, &entry.report)? => {
                self.replace_report(known.row, entry, known.version, known.import, *hash)?;
                self.sight(&known, import)?;
                Ok(Put::ReadAnew)
            }
            Some(known) => {
                self.keep_version(known.row)?;
                self.replace_report(known.row, entry, known.version + 1, import, *hash)?;
                Ok(Put::Changed)
            }
            None => {
                let row = self.insert_report(import, entry)?;
                self.put_claims(row, entry)?;
                Ok(Put::New)
            }
        }
    }

    /// Whether a report is this article word for word: what differs then is only what is read in it.
    fn has_text(&self, row: i64, report: &Report) -> Result<bool, StoreError> {
        self.told(|t| {
            let mut find = t.prepare_cached(
                "SELECT text IS ?2 AND published IS ?3 AND title IS ?4 AND url IS ?5 FROM reports
                 WHERE fid = ?1 AND text IS NOT NULL",
            )?;
            let published = report.published.map(|day| day.to_string());
            let values = params![row, report.text, published, report.title, report.url];
            Ok(find.query_row(values, |row| row.get(0)).optional()?.unwrap_or(false))
        })
    }

    /// Notes that another import has the report too, as it is.
    fn sight(&self, known: &Known, import: i64) -> Result<(), StoreError> {
        self.told(|t| {
            if known.has_vanished {
                t.execute("UPDATE reports SET vanished_in = NULL WHERE fid = ?1", [known.row])?;
            }
            if known.import != import {
                let mut note = t.prepare_cached("INSERT OR IGNORE INTO sightings VALUES (?1, ?2, ?3)")?;
                note.execute(params![known.row, known.version, import])?;
            }
            Ok(())
        })
    }

    /// Puts another version of a report in the place of the current one.
    pub(super) fn replace_report(
        &mut self,
        row: i64,
        entry: &Entry,
        version: i64,
        import: i64,
        hash: i64,
    ) -> Result<(), StoreError> {
        let (shape, original) = self.original_of(entry)?;
        self.delete_claims(row)?;
        let report = &entry.report;
        self.told(|t| {
            t.execute(
                "UPDATE reports SET source = ?2, import = ?3, line = ?4, version = ?5, published = ?6, title = ?7,
                 url = ?8, shape = ?9, original = ?10, content_hash = ?11, language = ?12, text = ?13, vanished_in = NULL
                 WHERE fid = ?1",
                params![
                    row,
                    report.source.0,
                    import,
                    report.line as i64,
                    version,
                    report.published.map(|day| day.to_string()),
                    report.title,
                    report.url,
                    shape,
                    original,
                    hash,
                    report.language,
                    report.text
                ],
            )?;
            Ok(())
        })?;
        self.put_claims(row, entry)
    }

    fn put_claims(&mut self, report: i64, entry: &Entry) -> Result<(), StoreError> {
        for (position, claim) in entry.claims.iter().enumerate() {
            let event = match entry.events.get(position) {
                // One about which people decided is joined anew, by what they decided.
                Some(Some(event)) if self.rulings.on(&claim.id).is_none() => Some(self.insert_event(event)?),
                _ => None,
            };
            let row = self.insert_claim(claim, report, entry.report.title.as_deref(), event)?;
            let touched = if event.is_some() { &mut self.new_claims } else { &mut self.touched_claims };
            touched.insert(row);
            self.touch(claim);
        }
        Ok(())
    }

    fn insert_report(&mut self, import: i64, entry: &Entry) -> Result<i64, StoreError> {
        let (shape, original) = self.original_of(entry)?;
        let report = &entry.report;
        self.told(|t| {
            let mut insert = t.prepare_cached(
                "INSERT INTO reports (id, source, import, line, published, title, url, shape, original, content_hash,
                 language, text) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
            )?;
            insert.execute(params![
                report.id.0,
                report.source.0,
                import,
                report.line as i64,
                report.published.map(|day| day.to_string()),
                report.title,
                report.url,
                shape,
                original,
                entry.hash,
                report.language,
                report.text
            ])?;
            Ok(t.last_insert_rowid())
        })
    }

    /// The row of an entry's shape, and its values.
    fn original_of<'e>(&mut self, entry: &'e Entry) -> Result<(Option<i64>, Option<&'e str>), StoreError> {
        let Some(original) = &entry.original else { return Ok((None, None)) };
        let shape = original
            .columns
            .as_deref()
            .map(|columns| self.shapes.row(&self.transaction, columns))
            .transpose();
        let shape = shape.map_err(|cause| StoreError::Sqlite { path: self.path.clone(), cause })?;
        Ok((shape, Some(&original.values)))
    }

    /// Copies the version of a report that is about to be replaced.
    fn keep_version(&self, report: i64) -> Result<(), StoreError> {
        self.told(|t| {
            let report_then = t.query_row(
                &format!("SELECT {REPORT_COLUMNS} FROM reports r WHERE r.fid = ?1"),
                [report],
                |row| Ok(codec::report(row)),
            )??;
            let mut claims = Vec::new();
            let mut find = t.prepare_cached(&format!(
                "SELECT {CLAIM_COLUMNS} FROM claims c JOIN reports r ON r.fid = c.report WHERE r.fid = ?1 ORDER BY c.fid"
            ))?;
            let mut rows = find.query([report])?;
            while let Some(row) = rows.next()? {
                claims.push(codec::claim(row)?);
            }
            let content = serde_json::to_string(&(report_then, claims))
                .map_err(|cause| rusqlite::Error::ToSqlConversionFailure(Box::new(cause)))?;
            t.execute(
                "INSERT INTO report_versions (report, version, import, content_hash, content)
                 SELECT id, version, import, content_hash, ?2 FROM reports WHERE fid = ?1",
                params![report, content],
            )?;
            Ok(())
        })
    }

    pub(super) fn delete_claims(&mut self, report: i64) -> Result<(), StoreError> {
        let touched = self.told(|t| {
            let mut find =
                t.prepare_cached("SELECT place_id FROM claims WHERE report = ?1 AND control_status IS NOT NULL")?;
            let places: Vec<Option<String>> =
                find.query_map([report], |row| row.get(0))?.collect::<Result<_, _>>()?;
            // Events of this report's claims go; claims of others that were joined to them are joined anew.
            let mut find = t.prepare_cached(
                "SELECT l.later FROM claims c JOIN links l ON l.earlier = c.fid WHERE c.report = ?1
                 UNION SELECT l.earlier FROM claims c JOIN links l ON l.later = c.fid WHERE c.report = ?1",
            )?;
            let others: Vec<i64> = find.query_map([report], |row| row.get(0))?.collect::<Result<_, _>>()?;
            t.execute(
                "DELETE FROM links WHERE later IN (SELECT fid FROM claims WHERE report = ?1)
                 OR earlier IN (SELECT fid FROM claims WHERE report = ?1)",
                [report],
            )?;
            t.execute(
                "DELETE FROM events WHERE fid IN (SELECT event FROM claims WHERE report = ?1 AND event IS NOT NULL)",
                [report],
            )?;
            let mut gone = t.prepare_cached("DELETE FROM claims WHERE report = ?1 RETURNING fid")?;
            let gone: Vec<i64> = gone.query_map([report], |row| row.get(0))?.collect::<Result<_, _>>()?;
            Ok((places, others, gone))
        })?;
        let (places, others, gone) = touched;
        self.touched_places.extend(places.into_iter().flatten().map(PlaceId));
        self.touched_claims.extend(others);
        for row in gone {
            self.touched_claims.remove(&row);
            self.new_claims.remove(&row);
        }
        Ok(())
    }

    fn touch(&mut self, claim: &Claim) {
        if claim.control.is_some() {
            self.touched_places.extend(claim.located.as_ref().and_then(|at| at.place.clone()));
        }
    }
}

/// What tells one version of a report from another: all it says, and not which file or line said it.
fn content_hash(report: &Report, claims: &[Claim]) -> i64 {
    let said = (&report.source, report.published, &report.title, &report.url, &report.original, claims);
    // A claim is plain data: it always serializes.
    let mut said = serde_json::to_vec(&said).unwrap_or_default();
    said.extend(report.text.iter().flat_map(|text| text.bytes()));
    xxh3_64(&said) as i64
}
