//! One batch of writes: all of it is kept or none.

use std::{collections::BTreeSet, path::PathBuf};

use rusqlite::{OptionalExtension, ToSql, Transaction, params};
use xxhash_rust::xxh3::xxh3_64;

use super::{
    StoreError,
    codec::{self, CLAIM_COLUMNS, CLAIM_WIDTH, REPORT_COLUMNS, Unreadable, join, some_text},
    geometry,
    original::Shapes,
};
use crate::model::{
    Claim, ControlState, Day, Event, ImportId, Place, PlaceId, Problem, Report, ReportId, Role, SourceId,
};

/// A transaction on a theatre.
#[derive(Debug)]
pub struct Batch<'a> {
    pub(super) transaction: Transaction<'a>,
    path: PathBuf,
    shapes: Shapes,
    touched_happenings: BTreeSet<String>,
    touched_places: BTreeSet<PlaceId>,
}

/// What became of a report that was put into the theatre.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Put {
    /// It was not there before.
    New,
    /// It is there already and says the same.
    Unchanged,
    /// It says something else than before; the earlier version is kept.
    Changed,
}

/// A claim in the theatre, with what its report adds.
#[derive(Clone, Debug)]
pub struct StoredClaim {
    /// Its row.
    pub row: i64,
    /// Who published it.
    pub source: SourceId,
    /// When it was published.
    pub published: Option<Day>,
    /// The claim.
    pub claim: Claim,
}

/// What an earlier version of a report said, as kept in `report_versions`.
type Version = (Report, Vec<Claim>);

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

    /// Puts a report with its claims; `events` are the events of those claims that stand alone, claim by claim.
    pub fn put_report(
        &mut self,
        import: i64,
        report: &Report,
        claims: &[Claim],
        events: &[Option<Event>],
    ) -> Result<Put, StoreError> {
        let hash = content_hash(report, claims);
        let known = self.told(|t| {
            let mut find =
                t.prepare_cached("SELECT fid, content_hash, vanished_in FROM reports WHERE id = ?1")?;
            Ok(find
                .query_row([&report.id.0], |row| {
                    Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?, row.get::<_, Option<i64>>(2)?))
                })
                .optional()?)
        })?;
        let (put, report_row) = match known {
            Some((row, known_hash, vanished)) if known_hash == hash => {
                if vanished.is_some() {
                    self.told(|t| {
                        Ok(t.execute("UPDATE reports SET vanished_in = NULL WHERE fid = ?1", [row])?)
                    })?;
                }
                return Ok(Put::Unchanged);
            }
            Some((row, ..)) => {
                let (shape, original) = self.split_original(report)?;
                self.keep_version(row)?;
                self.delete_claims(row)?;
                self.told(|t| {
                    t.execute(
                        "UPDATE reports SET source = ?2, import = ?3, line = ?4, version = version + 1, published = ?5,
                         title = ?6, url = ?7, shape = ?8, original = ?9, content_hash = ?10, vanished_in = NULL
                         WHERE fid = ?1",
                        params![
                            row,
                            report.source.0,
                            import,
                            report.line as i64,
                            report.published.map(|day| day.to_string()),
                            report.title,
                            report.url,
                            shape,
                            original,
                            hash
                        ],
                    )?;
                    Ok(())
                })?;
                (Put::Changed, row)
            }
            None => (Put::New, self.insert_report(import, report, hash)?),
        };
        for (position, claim) in claims.iter().enumerate() {
            let event = match events.get(position) {
                Some(Some(event)) => Some(self.insert_event(event)?),
                _ => None,
            };
            self.insert_claim(claim, report_row, report.title.as_deref(), event)?;
            self.touch(claim);
        }
        Ok(put)
    }

    /// Happenings whose claims changed in this batch, to be merged anew; asking forgets them.
    pub fn take_touched_happenings(&mut self) -> BTreeSet<String> {
        std::mem::take(&mut self.touched_happenings)
    }

    /// Places whose claims of control changed in this batch; asking forgets them.
    pub fn take_touched_places(&mut self) -> BTreeSet<PlaceId> {
        std::mem::take(&mut self.touched_places)
    }

    /// Every claim about a happening.
    pub fn claims_of_happening(&self, happening: &str) -> Result<Vec<StoredClaim>, StoreError> {
        self.claims_where("c.happening = ?1", happening)
    }

    /// Every claim about the control of a place.
    pub fn control_claims_of(&self, place: &PlaceId) -> Result<Vec<StoredClaim>, StoreError> {
        self.claims_where("c.place_id = ?1 AND c.control_status IS NOT NULL", &place.0)
    }

    /// Puts the events of a happening in the place of those it had; `rows` are the claims of each.
    pub fn replace_events_of(&self, happening: &str, events: &[(Event, Vec<i64>)]) -> Result<(), StoreError> {
        self.told(|t| {
            t.execute(
                "DELETE FROM events WHERE fid IN (SELECT event FROM claims WHERE happening = ?1 AND event IS NOT NULL)",
                [happening],
            )?;
            Ok(())
        })?;
        for (event, rows) in events {
            let event_row = self.insert_event(event)?;
            self.told(|t| {
                let mut update = t.prepare_cached("UPDATE claims SET event = ?2 WHERE fid = ?1")?;
                for row in rows {
                    update.execute(params![row, event_row])?;
                }
                Ok(())
            })?;
        }
        Ok(())
    }

    /// Puts the states of a place in the place of those it had.
    pub fn replace_control(&self, place: &Place, states: &[ControlState]) -> Result<(), StoreError> {
        self.told(|t| {
            t.execute("DELETE FROM control WHERE place_id = ?1", [&place.id.0])?;
            let mut insert = t.prepare_cached(
                "INSERT INTO control (geom, place_id, place_name, admin1, start_date, start_latest, until_date, status,
                 holders, against, basis, claims, sources) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
            )?;
            for state in states {
                insert.execute(params![
                    geometry::encode(place.position),
                    place.id.0,
                    place.name,
                    place.admin1,
                    state.began.start().to_string(),
                    state.began.last().to_string(),
                    state.end.map(|day| day.to_string()),
                    state.status.name(),
                    join(state.holders.iter().map(|id| id.as_str())),
                    join(state.against.iter().map(|id| id.as_str())),
                    state.basis.name(),
                    join(state.claims.iter().map(|id| id.as_str())),
                    join(state.sources.iter().map(|id| id.as_str())),
                ])?;
            }
            Ok(())
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

    /// The import of this id, if there is one.
    pub fn import_row(&self, id: &ImportId) -> Result<Option<i64>, StoreError> {
        self.told(|t| {
            Ok(t.query_row("SELECT fid FROM imports WHERE id = ?1", [&id.0], |row| row.get(0)).optional()?)
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
        })?;
        self.refresh_contents()
    }

    /// Brings the extents in `gpkg_contents` up to date.
    fn refresh_contents(&self) -> Result<(), StoreError> {
        self.told(|t| {
            for (table, _) in super::schema::FEATURE_TABLES {
                super::geopackage::refresh_extent(t, table)?;
            }
            Ok(())
        })
    }

    fn insert_report(&mut self, import: i64, report: &Report, hash: i64) -> Result<i64, StoreError> {
        let (shape, original) = self.split_original(report)?;
        self.told(|t| {
            let mut insert = t.prepare_cached(
                "INSERT INTO reports (id, source, import, line, published, title, url, shape, original, content_hash)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
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
                hash
            ])?;
            Ok(t.last_insert_rowid())
        })
    }

    fn split_original(&mut self, report: &Report) -> Result<(Option<i64>, Option<String>), StoreError> {
        let Some(original) = &report.original else { return Ok((None, None)) };
        let (shape, values) = self
            .shapes
            .split(&self.transaction, original)
            .map_err(|cause| StoreError::Sqlite { path: self.path.clone(), cause })?;
        Ok((shape, Some(values)))
    }

    fn insert_claim(
        &self,
        claim: &Claim,
        report: i64,
        title: Option<&str>,
        event: Option<i64>,
    ) -> Result<(), StoreError> {
        let actors = |role: Role| {
            some_text(join(claim.actors.iter().filter(|actor| actor.role == role).map(|actor| &actor.name)))
        };
        let located = claim.located.as_ref();
        let deaths = claim.deaths.unwrap_or_default();
        let control = claim.control.as_ref();
        self.told(|t| {
            let mut insert = t.prepare_cached(
                "INSERT INTO claims (id, report, event, happening, sub_event_type, classified_by, modality, start_date,
                 end_date, time_precision, toponym, admin1, admin2, longitude, latitude, geo_precision, place_id, actor1,
                 actor2, deaths_low, deaths_best, deaths_high, injured, said_by, quote, control_status, control_claimed,
                 holders, against) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17,
                 ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29)",
            )?;
            insert.execute(params![
                claim.id.0,
                report,
                event,
                claim.happening,
                claim.sub_event_type.name(),
                claim.classified_by.name(),
                claim.modality.name(),
                claim.interval.start().to_string(),
                claim.interval.last().to_string(),
                u8::from(claim.time_precision),
                claim.toponym.text,
                claim.toponym.admin1,
                claim.toponym.admin2,
                located.map(|at| at.position.longitude()),
                located.map(|at| at.position.latitude()),
                located.map(|at| u8::from(at.geo_precision)),
                located.and_then(|at| at.place.as_ref()).map(PlaceId::as_str),
                actors(Role::Actor1),
                actors(Role::Actor2),
                deaths.low,
                deaths.best,
                deaths.high,
                claim.injured,
                claim.said_by.as_ref().map(SourceId::as_str),
                // A headline is kept once, with its report.
                claim.quote.as_deref().filter(|quote| Some(*quote) != title),
                control.map(|control| control.status.name()),
                control.map(|control| control.claimed),
                control.map(|control| join(&control.holders)),
                control.map(|control| join(&control.against)),
            ])?;
            Ok(())
        })
    }

    fn insert_event(&self, event: &Event) -> Result<i64, StoreError> {
        let actors = |role: Role| {
            some_text(join(
                event.actors.iter().filter(|actor| actor.role == role).map(|actor| actor.actor.as_str()),
            ))
        };
        let deaths = event.deaths.unwrap_or_default();
        self.told(|t| {
            let mut insert = t.prepare_cached(
                "INSERT INTO events (geom, id, event_type, sub_event_type, start_date, end_date, time_precision, toponym,
                 place_id, admin1, geo_precision, actor1, actor2, deaths_low, deaths_best, deaths_high, injured, status,
                 classified_by, sources) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16,
                 ?17, ?18, ?19, ?20)",
            )?;
            insert.execute(params![
                event.position.map(geometry::encode),
                event.id.0,
                event.sub_event_type.event_type().name(),
                event.sub_event_type.name(),
                event.interval.start().to_string(),
                event.interval.last().to_string(),
                u8::from(event.time_precision),
                event.toponym,
                event.place.as_ref().map(PlaceId::as_str),
                event.admin1,
                u8::from(event.geo_precision),
                actors(Role::Actor1),
                actors(Role::Actor2),
                deaths.low,
                deaths.best,
                deaths.high,
                event.injured,
                event.status.name(),
                event.classified_by.name(),
                join(event.sources.iter().map(SourceId::as_str)),
            ])?;
            Ok(t.last_insert_rowid())
        })
    }

    fn claims_where(&self, condition: &str, value: &str) -> Result<Vec<StoredClaim>, StoreError> {
        self.told(|t| {
            let mut find = t.prepare_cached(&format!(
                "SELECT {CLAIM_COLUMNS}, c.fid, r.source, r.published
                 FROM claims c JOIN reports r ON r.fid = c.report WHERE {condition} ORDER BY c.fid"
            ))?;
            let mut rows = find.query([value])?;
            let mut found = Vec::new();
            while let Some(row) = rows.next()? {
                found.push(StoredClaim {
                    row: row.get(CLAIM_WIDTH)?,
                    source: SourceId(row.get(CLAIM_WIDTH + 1)?),
                    published: codec::optional_day(row, CLAIM_WIDTH + 2, "reports")?,
                    claim: codec::claim(row)?,
                });
            }
            Ok(found)
        })
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

    fn delete_claims(&mut self, report: i64) -> Result<(), StoreError> {
        let touched = self.told(|t| {
            let mut find =
                t.prepare_cached("SELECT happening, place_id, control_status FROM claims WHERE report = ?1")?;
            let mut rows = find.query([report])?;
            let mut touched = Vec::new();
            while let Some(row) = rows.next()? {
                let is_control = row.get::<_, Option<String>>(2)?.is_some();
                let place = row.get::<_, Option<String>>(1)?.filter(|_| is_control);
                touched.push((row.get::<_, Option<String>>(0)?, place));
            }
            drop(rows);
            // Events of this report's claims go; a happening that other reports tell of too is merged anew.
            t.execute(
                "DELETE FROM events WHERE fid IN (SELECT event FROM claims WHERE report = ?1 AND event IS NOT NULL)",
                [report],
            )?;
            t.execute("DELETE FROM claims WHERE report = ?1", [report])?;
            Ok(touched)
        })?;
        for (happening, place) in touched {
            self.touched_happenings.extend(happening);
            self.touched_places.extend(place.map(PlaceId));
        }
        Ok(())
    }

    fn touch(&mut self, claim: &Claim) {
        if let Some(happening) = &claim.happening {
            if !self.touched_happenings.contains(happening) {
                self.touched_happenings.insert(happening.clone());
            }
        }
        if claim.control.is_some() {
            self.touched_places.extend(claim.located.as_ref().and_then(|at| at.place.clone()));
        }
    }

    pub(super) fn told<T>(
        &self,
        work: impl FnOnce(&Transaction<'a>) -> Result<T, Unreadable>,
    ) -> Result<T, StoreError> {
        work(&self.transaction).map_err(|cause| cause.in_file(&self.path))
    }
}

/// What tells one version of a report from another: all it says, and not which file or line said it.
fn content_hash(report: &Report, claims: &[Claim]) -> i64 {
    let said = (&report.source, report.published, &report.title, &report.url, &report.original, claims);
    // A claim is plain data: it always serializes.
    xxh3_64(&serde_json::to_vec(&said).unwrap_or_default()) as i64
}
