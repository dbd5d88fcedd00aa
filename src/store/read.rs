//! Reading a theatre: whole, row by row, to build what is derived from it; or one thing at a time.

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::de::DeserializeOwned;

use super::{
    Store, StoreError,
    codec::{
        self, CLAIM_COLUMNS, CLAIM_WIDTH, Unreadable, classified_by, damaged, day, geo_precision,
        optional_day, split, sub_event_type, time_precision,
    },
    geometry,
};
use crate::model::{
    Actor, ActorId, Basis, Claim, ClaimId, ControlState, ControlStatus, Deaths, Event, EventActor, EventId,
    EventStatus, ImportId, Interval, Pattern, Place, PlaceId, Problem, Report, ReportId, Role, Rule, Side,
    SideId, Source, SourceId, SourceKind, Terrain, TheatreInfo,
};

/// What a claim belongs to, by rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClaimKeys {
    /// Row of its report.
    pub report: i64,
    /// Row of the event it is an account of.
    pub event: Option<i64>,
}

/// A file that was imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportRecord {
    /// From the file's content.
    pub id: String,
    /// Name of the file.
    pub file: String,
    /// Its format.
    pub format: String,
    /// Its rows; `None` while the import has not come to its end.
    pub rows: Option<u64>,
    /// Reports whose current version it brought.
    pub reports: u64,
}

/// A problem, and the import that met it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredProblem {
    /// Id of the import.
    pub import: String,
    /// The problem.
    pub problem: Problem,
}

impl Store {
    /// What the theatre says of itself, once it was told.
    pub fn info(&self) -> Result<Option<TheatreInfo>, StoreError> {
        self.json_setting("info", "theatre in JSON")
    }

    fn json_setting<T: DeserializeOwned>(
        &self,
        key: &str,
        wanted: &'static str,
    ) -> Result<Option<T>, StoreError> {
        self.told_reading(|c| {
            let text: Option<String> = c
                .query_row("SELECT value FROM theatre WHERE key = ?1", [key], |row| row.get(0))
                .optional()?;
            text.map(|text| serde_json::from_str(&text).map_err(|_| damaged("theatre", &text, wanted)))
                .transpose()
        })
    }

    /// The land that control is drawn on; `None` where the theatre was made before there was any.
    pub fn terrain(&self) -> Result<Option<Terrain>, StoreError> {
        self.json_setting("terrain", "the land of a theatre in JSON")
    }

    /// Where the gazetteer is that the theatre's names are looked up in; `None` for the built-in one.
    pub fn gazetteer(&self) -> Result<Option<String>, StoreError> {
        self.told_reading(|c| {
            let value =
                c.query_row("SELECT value FROM theatre WHERE key = 'gazetteer'", [], |row| row.get(0));
            Ok(value.optional()?)
        })
    }

    /// Sources, by id.
    pub fn sources(&self) -> Result<Vec<Source>, StoreError> {
        self.all(&format!("SELECT {SOURCE_COLUMNS} FROM sources ORDER BY id"), source)
    }

    /// Sides, by id.
    pub fn sides(&self) -> Result<Vec<Side>, StoreError> {
        self.all("SELECT id, name, name_ar, color, prefers FROM sides ORDER BY fid", |row| {
            Ok(Side {
                id: SideId(row.get(0)?),
                name: row.get(1)?,
                name_ar: row.get(2)?,
                color: row.get(3)?,
                prefers: split(&row.get::<_, String>(4)?).into_iter().map(SideId).collect(),
            })
        })
    }

    /// Actors, by id.
    pub fn actors(&self) -> Result<Vec<Actor>, StoreError> {
        let columns = "id, name, name_ar, aliases, acled, ucdp, side, parent, from_date, until_date, \
                       successor, color, pattern";
        self.all(&format!("SELECT {columns} FROM actors ORDER BY id"), |row| {
            let list = |column| Ok::<_, rusqlite::Error>(split(&row.get::<_, String>(column)?));
            Ok(Actor {
                id: ActorId(row.get(0)?),
                name: row.get(1)?,
                name_ar: row.get(2)?,
                aliases: list(3)?,
                acled: list(4)?,
                ucdp: list(5)?,
                side: row.get::<_, Option<String>>(6)?.map(SideId),
                parent: row.get::<_, Option<String>>(7)?.map(ActorId),
                from: row.get(8)?,
                until: row.get(9)?,
                successor: row.get::<_, Option<String>>(10)?.map(ActorId),
                color: row.get(11)?,
                pattern: Pattern::parse(&row.get::<_, String>(12)?).unwrap_or_default(),
            })
        })
    }

    /// Places that claims name, by id.
    pub fn places(&self) -> Result<Vec<Place>, StoreError> {
        self.all(&format!("SELECT {PLACE_COLUMNS} FROM places ORDER BY id"), place)
    }

    /// Every event with its row, in the order of their rows.
    pub fn for_each_event(&self, mut each: impl FnMut(i64, Event)) -> Result<(), StoreError> {
        let columns = "fid, geom, id, sub_event_type, start_date, end_date, time_precision, toponym, place_id, admin1, \
                       geo_precision, actor1, actor2, deaths_low, deaths_best, deaths_high, injured, status, \
                       classified_by, sources";
        self.for_each(&format!("SELECT {columns} FROM events ORDER BY fid"), |row| {
            let mut actors = Vec::new();
            for (column, role) in [(11, Role::Actor1), (12, Role::Actor2)] {
                if let Some(ids) = row.get_ref(column)?.as_str_or_null().map_err(rusqlite::Error::from)? {
                    actors.extend(split(ids).into_iter().map(|id| EventActor { actor: ActorId(id), role }));
                }
            }
            let status: String = row.get(17)?;
            let event = Event {
                id: EventId(row.get(2)?),
                sub_event_type: sub_event_type(row, 3, "events")?,
                classified_by: classified_by(&row.get::<_, String>(18)?),
                interval: Interval::of_days(day(row, 4, "events")?, day(row, 5, "events")?),
                time_precision: time_precision(row, 6, "events")?,
                toponym: row.get(7)?,
                admin1: row.get(9)?,
                place: row.get::<_, Option<String>>(8)?.map(PlaceId),
                position: row
                    .get_ref(1)?
                    .as_blob_or_null()
                    .map_err(rusqlite::Error::from)?
                    .and_then(geometry::decode),
                geo_precision: geo_precision(row, 10, "events")?,
                actors,
                deaths: Deaths::new(row.get(13)?, row.get(14)?, row.get(15)?),
                injured: row.get(16)?,
                status: EventStatus::parse(&status).ok_or_else(|| damaged("events", &status, "status"))?,
                sources: split(&row.get::<_, String>(19)?).into_iter().map(SourceId).collect(),
            };
            each(row.get(0)?, event);
            Ok(())
        })
    }

    /// Every report without its text, with its row and whether it is a row of a table, in the order of their rows.
    pub fn for_each_report(&self, mut each: impl FnMut(i64, Report, bool)) -> Result<(), StoreError> {
        let columns = "fid, id, source, published, title, url, language, text IS NULL";
        self.for_each(&format!("SELECT {columns} FROM reports ORDER BY fid"), |row| {
            let report = Report {
                id: ReportId(row.get(1)?),
                source: SourceId(row.get(2)?),
                import: ImportId::default(),
                line: 0,
                published: optional_day(row, 3, "reports")?,
                title: row.get(4)?,
                url: row.get(5)?,
                language: row.get(6)?,
                text: None,
                original: None,
            };
            each(row.get(0)?, report, row.get(7)?);
            Ok(())
        })
    }

    /// Every claim, in the order of their rows.
    pub fn for_each_claim(&self, mut each: impl FnMut(ClaimKeys, Claim)) -> Result<(), StoreError> {
        let statement = format!(
            "SELECT {CLAIM_COLUMNS}, r.fid, c.event FROM claims c JOIN reports r ON r.fid = c.report ORDER BY c.fid"
        );
        self.for_each(&statement, |row| {
            let keys = ClaimKeys { report: row.get(CLAIM_WIDTH)?, event: row.get(CLAIM_WIDTH + 1)? };
            each(keys, codec::claim(row)?);
            Ok(())
        })
    }

    /// Every state of control, by place and day.
    pub fn control(&self) -> Result<Vec<ControlState>, StoreError> {
        let columns = "place_id, start_date, start_latest, until_date, status, holders, against, basis, claims, sources, \
             rule, vouched_date, fades_date";
        self.all(&format!("SELECT {columns} FROM control ORDER BY place_id, fid"), |row| {
            let (status, rule): (String, String) = (row.get(4)?, row.get(10)?);
            let list = |column| Ok::<_, rusqlite::Error>(split(&row.get::<_, String>(column)?));
            Ok(ControlState {
                place: PlaceId(row.get(0)?),
                began: Interval::of_days(day(row, 1, "control")?, day(row, 2, "control")?),
                end: optional_day(row, 3, "control")?,
                status: ControlStatus::parse(&status).ok_or_else(|| damaged("control", &status, "status"))?,
                holders: list(5)?.into_iter().map(ActorId).collect(),
                against: list(6)?.into_iter().map(ActorId).collect(),
                basis: if row.get_ref(7)?.as_str() == Ok(Basis::Claimed.name()) {
                    Basis::Claimed
                } else {
                    Basis::Assessed
                },
                claims: list(8)?.into_iter().map(ClaimId).collect(),
                sources: list(9)?.into_iter().map(SourceId).collect(),
                rule: Rule::parse(&rule).ok_or_else(|| damaged("control", &rule, "rule"))?,
                vouched: optional_day(row, 11, "control")?.unwrap_or(day(row, 2, "control")?),
                fades: optional_day(row, 12, "control")?,
            })
        })
    }

    /// Imports, oldest first.
    pub fn imports(&self) -> Result<Vec<ImportRecord>, StoreError> {
        let reports = "(SELECT count(*) FROM reports r WHERE r.import = i.fid)";
        self.all(&format!("SELECT id, file, format, rows, {reports} FROM imports i ORDER BY fid"), |row| {
            Ok(ImportRecord {
                id: row.get(0)?,
                file: row.get(1)?,
                format: row.get(2)?,
                rows: row.get::<_, Option<i64>>(3)?.map(i64::unsigned_abs),
                reports: row.get::<_, i64>(4)?.unsigned_abs(),
            })
        })
    }

    /// Problems, by import and line.
    pub fn problems(&self) -> Result<Vec<StoredProblem>, StoreError> {
        let statement = "SELECT i.id, p.file, p.line, p.column_name, p.value, p.reason, p.row FROM problems p
                         JOIN imports i ON i.fid = p.import ORDER BY p.import, p.line";
        self.all(statement, |row| {
            Ok(StoredProblem {
                import: row.get(0)?,
                problem: Problem {
                    file: row.get(1)?,
                    line: row.get::<_, i64>(2)?.unsigned_abs(),
                    column: row.get(3)?,
                    value: row.get(4)?,
                    reason: row.get(5)?,
                    row: row.get(6)?,
                },
            })
        })
    }

    /// Reports that a newer export of their source no longer has, with the file that lacks them.
    pub fn vanished(&self) -> Result<Vec<(ReportId, String)>, StoreError> {
        let statement =
            "SELECT r.id, i.file FROM reports r JOIN imports i ON i.fid = r.vanished_in ORDER BY r.fid";
        self.all(statement, |row| Ok((ReportId(row.get(0)?), row.get(1)?)))
    }

    /// Earlier versions of a report, oldest first, as JSON of the report and its claims.
    pub fn versions_of(&self, report: &ReportId) -> Result<Vec<(u64, String)>, StoreError> {
        self.told_reading(|c| {
            let mut find =
                c.prepare("SELECT version, content FROM report_versions WHERE report = ?1 ORDER BY version")?;
            let mut rows = find.query(params![report.0])?;
            let mut found = Vec::new();
            while let Some(row) = rows.next()? {
                found.push((row.get::<_, i64>(0)?.unsigned_abs(), row.get(1)?));
            }
            Ok(found)
        })
    }

    /// How many rows a table of ours has.
    pub fn count(&self, table: &'static str) -> Result<u64, StoreError> {
        self.told_reading(|c| {
            Ok(c.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get::<_, i64>(0))?
                .unsigned_abs())
        })
    }

    /// A number that changes whenever another process or this one changed the file.
    pub fn data_version(&self) -> Result<i64, StoreError> {
        self.told_reading(|c| Ok(c.query_row("PRAGMA data_version", [], |row| row.get(0))?))
    }

    pub(super) fn all<T>(
        &self,
        statement: &str,
        mut read: impl FnMut(&Row<'_>) -> Result<T, Unreadable>,
    ) -> Result<Vec<T>, StoreError> {
        let mut found = Vec::new();
        self.for_each(statement, |row| {
            found.push(read(row)?);
            Ok(())
        })?;
        Ok(found)
    }

    fn for_each(
        &self,
        statement: &str,
        mut read: impl FnMut(&Row<'_>) -> Result<(), Unreadable>,
    ) -> Result<(), StoreError> {
        self.told_reading(|c| {
            let mut find = c.prepare(statement)?;
            let mut rows = find.query([])?;
            while let Some(row) = rows.next()? {
                read(row)?;
            }
            Ok(())
        })
    }

    fn told_reading<T>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, Unreadable>,
    ) -> Result<T, StoreError> {
        work(&self.connection).map_err(|cause| cause.in_file(&self.path))
    }
}

/// The columns of `sources`, in the order that [`source`] reads them.
pub(super) const SOURCE_COLUMNS: &str =
    "id, name, kind, prefers, copies, licence, attribution, republish, url";

/// A source from a row of [`SOURCE_COLUMNS`].
pub(super) fn source(row: &Row<'_>) -> Result<Source, Unreadable> {
    Ok(Source {
        id: SourceId(row.get(0)?),
        name: row.get(1)?,
        kind: SourceKind::parse(&row.get::<_, String>(2)?),
        prefers: row.get::<_, Option<String>>(3)?.map(SideId),
        copies: row.get::<_, Option<String>>(4)?.map(SourceId),
        licence: row.get(5)?,
        attribution: row.get(6)?,
        republish: row.get(7)?,
        url: row.get(8)?,
    })
}

/// The columns of `places`, in the order that [`place`] reads them.
pub(super) const PLACE_COLUMNS: &str =
    "geom, id, name, name_ar, names, feature_code, country, admin1, population, radius_km, codes, known_by";

/// A place from a row of [`PLACE_COLUMNS`].
pub(super) fn place(row: &Row<'_>) -> Result<Place, Unreadable> {
    let position = row.get_ref(0)?.as_blob().ok().and_then(geometry::decode);
    let id: String = row.get(1)?;
    Ok(Place {
        position: position.ok_or_else(|| damaged("places", &id, "place with a point"))?,
        id: PlaceId(id),
        name: row.get(2)?,
        name_ar: row.get(3)?,
        names: split(&row.get::<_, String>(4)?),
        feature_code: row.get(5)?,
        country: row.get(6)?,
        admin1: row.get(7)?,
        population: row.get(8)?,
        radius_km: row.get(9)?,
        codes: split(&row.get::<_, String>(10)?),
        known_by: row.get(11)?,
    })
}
