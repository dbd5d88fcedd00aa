//! The tables of a theatre, and how an older file becomes a newer one.

use std::path::Path;

use rusqlite::{Connection, OptionalExtension, params};

use super::{
    StoreError,
    codec::{self, CLAIM_COLUMNS, CLAIM_WIDTH},
    geopackage,
};
use crate::geometry::Keys;

/// Each step brings a theatre from the version of its position to the next; a new theatre takes them all.
const STEPS: &[fn(&Connection) -> rusqlite::Result<()>] = &[version_1, version_2, version_3];

/// The version that this program writes.
pub const NEWEST: i64 = STEPS.len() as i64;

/// The tables with a geometry in each row.
pub const FEATURE_TABLES: [&str; 4] = ["events", "control", "places", "expert_areas"];

/// Those with a point, and what QGIS shows as their description.
const POINT_TABLES: [(&str, &str); 3] = [
    ("events", "What happened, merged from claims; end_date is the last day it may have been"),
    ("control", "Who held which place; until_date is the day the next state begins"),
    ("places", "The gazetteer's places that claims of this theatre name"),
];

const ATTRIBUTE_TABLES: [(&str, &str); 11] = [
    ("sources", "Who publishes, and under which licence"),
    ("imports", "Files that were imported"),
    ("reports", "What was published, the current version of each"),
    ("row_shapes", "Names of the columns whose values stand in the column original of reports"),
    ("report_versions", "Earlier versions of reports that were edited upstream"),
    ("claims", "Who says that what happened where, when, by whom; event is the row of events it is about"),
    ("actors", "Parties of the war"),
    ("sides", "Sides of the war"),
    ("decisions", "What people decided about claims"),
    ("problems", "Rows that could not be used, and why"),
    ("theatre", "What the theatre says of itself"),
];

/// Makes the tables of a new theatre.
pub fn create(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch("BEGIN IMMEDIATE")?;
    for step in STEPS {
        step(connection)?;
    }
    set_version(connection, NEWEST)?;
    connection.execute_batch("COMMIT")
}

/// The version of a theatre; refuses a newer one than this program knows, and what is no theatre.
pub fn version(connection: &Connection, path: &Path) -> Result<i64, StoreError> {
    let told = |cause| StoreError::Sqlite { path: path.to_owned(), cause };
    let has_theatre: bool = connection
        .query_row("SELECT count(*) FROM sqlite_master WHERE name = 'theatre'", [], |row| row.get(0))
        .map_err(told)?;
    if !has_theatre {
        return Err(StoreError::NotATheatre { path: path.to_owned(), found: "another program's GeoPackage" });
    }
    let found: i64 = connection
        .query_row("SELECT value FROM theatre WHERE key = 'schema_version'", [], |row| {
            row.get::<_, String>(0)
        })
        .optional()
        .map_err(told)?
        .and_then(|text| text.parse().ok())
        .unwrap_or(0);
    if found > NEWEST {
        return Err(StoreError::Newer { path: path.to_owned(), found, known: NEWEST });
    }
    Ok(found)
}

/// Brings a theatre of this version up to date.
pub fn upgrade(connection: &Connection, path: &Path, version: i64) -> Result<(), StoreError> {
    if version == NEWEST {
        return Ok(());
    }
    let steps = || {
        connection.execute_batch("BEGIN IMMEDIATE")?;
        for step in &STEPS[version.max(0) as usize..] {
            step(connection)?;
        }
        set_version(connection, NEWEST)?;
        connection.execute_batch("COMMIT")
    };
    steps().map_err(|cause| StoreError::Sqlite { path: path.to_owned(), cause })
}

fn set_version(connection: &Connection, version: i64) -> rusqlite::Result<()> {
    connection
        .execute(
            "INSERT INTO theatre (key, value) VALUES ('schema_version', ?1)
             ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            [version.to_string()],
        )
        .map(drop)
}

fn version_1(connection: &Connection) -> rusqlite::Result<()> {
    geopackage::create(connection)?;
    connection.execute_batch(THEATRE_TABLES)?;
    for (table, description) in POINT_TABLES {
        geopackage::register_features(connection, table, "POINT", description)?;
    }
    for (table, description) in ATTRIBUTE_TABLES {
        geopackage::register_attributes(connection, table, description)?;
    }
    geopackage::register_metadata(connection)
}

/// Reports with a text, and claims that words of it say.
fn version_2(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch(
        "ALTER TABLE reports ADD COLUMN language TEXT;
         ALTER TABLE reports ADD COLUMN text TEXT;
         ALTER TABLE claims ADD COLUMN is_unsettled BOOLEAN NOT NULL DEFAULT 0;
         ALTER TABLE claims ADD COLUMN spans TEXT;
         ALTER TABLE claims ADD COLUMN weapon TEXT;
         ALTER TABLE claims ADD COLUMN target TEXT;
         ALTER TABLE claims ADD COLUMN area_key INTEGER;
         ALTER TABLE claims ADD COLUMN name_key INTEGER;
         CREATE INDEX claims_by_area ON claims (area_key) WHERE area_key IS NOT NULL;
         CREATE INDEX claims_by_name ON claims (name_key) WHERE name_key IS NOT NULL;
         CREATE TABLE links (
             fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, later INTEGER NOT NULL UNIQUE, earlier INTEGER NOT NULL,
             joined BOOLEAN NOT NULL, reason TEXT NOT NULL);
         CREATE INDEX links_by_earlier ON links (earlier);
         ALTER TABLE decisions ADD COLUMN value TEXT NOT NULL DEFAULT '';",
    )?;
    let links = "Why claims are joined to one event or kept apart; later and earlier are rows of claims";
    geopackage::register_attributes(connection, "links", links)?;
    key_claims(connection)
}

/// States of control say why they are as they are, and until when they are vouched for; experts' polygons.
fn version_3(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch(
        "ALTER TABLE control ADD COLUMN rule TEXT NOT NULL DEFAULT 'told';
         ALTER TABLE control ADD COLUMN vouched_date DATE;
         ALTER TABLE control ADD COLUMN fades_date DATE;
         CREATE TABLE expert_areas (
             fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom MULTIPOLYGON, source TEXT NOT NULL, status TEXT NOT NULL,
             holders TEXT NOT NULL, against TEXT NOT NULL, from_date DATE NOT NULL, until_date DATE,
             published_date DATE);
         CREATE INDEX expert_areas_by_source ON expert_areas (source);",
    )?;
    let areas =
        "Who holds which land as experts drew it; until_date is the day from which that is valid no more";
    geopackage::register_features(connection, "expert_areas", "MULTIPOLYGON", areas)
}

/// Puts the claims of an older theatre into their blocks.
fn key_claims(connection: &Connection) -> rusqlite::Result<()> {
    let mut find = connection.prepare(&format!(
        "SELECT {CLAIM_COLUMNS}, c.fid FROM claims c JOIN reports r ON r.fid = c.report WHERE c.control_status IS NULL"
    ))?;
    let mut key = connection.prepare("UPDATE claims SET area_key = ?2, name_key = ?3 WHERE fid = ?1")?;
    let mut rows = find.query([])?;
    while let Some(row) = rows.next()? {
        // What cannot be read is told when the theatre is loaded.
        let Ok(claim) = codec::claim(row) else { continue };
        let keys = Keys::of(&claim);
        key.execute(params![row.get::<_, i64>(CLAIM_WIDTH)?, keys.area, keys.name])?;
    }
    Ok(())
}

const THEATRE_TABLES: &str = "
CREATE TABLE theatre (
    fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, key TEXT NOT NULL UNIQUE, value TEXT NOT NULL);
CREATE TABLE sources (
    fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, kind TEXT NOT NULL,
    prefers TEXT, copies TEXT, licence TEXT NOT NULL, attribution TEXT NOT NULL, republish BOOLEAN NOT NULL, url TEXT);
CREATE TABLE imports (
    fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, id TEXT NOT NULL UNIQUE, file TEXT NOT NULL, format TEXT NOT NULL,
    rows INTEGER);
CREATE TABLE reports (
    fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, id TEXT NOT NULL UNIQUE, source TEXT NOT NULL,
    import INTEGER NOT NULL, line INTEGER NOT NULL, version INTEGER NOT NULL DEFAULT 1, published DATE, title TEXT,
    url TEXT, shape INTEGER, original TEXT, content_hash INTEGER NOT NULL, vanished_in INTEGER);
CREATE INDEX reports_by_import ON reports (import);
CREATE TABLE sightings (
    report INTEGER NOT NULL, version INTEGER NOT NULL, import INTEGER NOT NULL,
    PRIMARY KEY (report, version, import));
CREATE INDEX sightings_by_import ON sightings (import);
CREATE TABLE row_shapes (
    fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, columns TEXT NOT NULL UNIQUE);
CREATE TABLE report_versions (
    fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, report TEXT NOT NULL, version INTEGER NOT NULL,
    import INTEGER NOT NULL, content_hash INTEGER NOT NULL, content TEXT NOT NULL, UNIQUE (report, version));
CREATE TABLE claims (
    fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, id TEXT NOT NULL, report INTEGER NOT NULL, event INTEGER,
    happening TEXT, sub_event_type TEXT NOT NULL, classified_by TEXT NOT NULL, modality TEXT NOT NULL,
    start_date DATE NOT NULL, end_date DATE NOT NULL, time_precision INTEGER NOT NULL, toponym TEXT NOT NULL,
    admin1 TEXT, admin2 TEXT, longitude REAL, latitude REAL, geo_precision INTEGER, place_id TEXT, actor1 TEXT,
    actor2 TEXT, deaths_low INTEGER, deaths_best INTEGER, deaths_high INTEGER, injured INTEGER, said_by TEXT,
    quote TEXT, control_status TEXT, control_claimed BOOLEAN, holders TEXT, against TEXT);
CREATE INDEX claims_by_report ON claims (report);
CREATE INDEX claims_by_happening ON claims (happening) WHERE happening IS NOT NULL;
CREATE INDEX claims_by_controlled_place ON claims (place_id) WHERE control_status IS NOT NULL;
CREATE TABLE events (
    fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom POINT, id TEXT NOT NULL UNIQUE, event_type TEXT NOT NULL,
    sub_event_type TEXT NOT NULL, start_date DATE NOT NULL, end_date DATE NOT NULL, time_precision INTEGER NOT NULL,
    toponym TEXT NOT NULL, place_id TEXT, admin1 TEXT, geo_precision INTEGER NOT NULL, actor1 TEXT, actor2 TEXT,
    deaths_low INTEGER, deaths_best INTEGER, deaths_high INTEGER, injured INTEGER, status TEXT NOT NULL,
    classified_by TEXT NOT NULL, sources TEXT NOT NULL);
CREATE TABLE control (
    fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom POINT, place_id TEXT NOT NULL, place_name TEXT NOT NULL,
    admin1 TEXT, start_date DATE NOT NULL, start_latest DATE NOT NULL, until_date DATE, status TEXT NOT NULL,
    holders TEXT NOT NULL, against TEXT NOT NULL, basis TEXT NOT NULL, claims TEXT NOT NULL, sources TEXT NOT NULL);
CREATE INDEX control_by_place ON control (place_id);
CREATE TABLE places (
    fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom POINT, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
    name_ar TEXT, names TEXT NOT NULL, feature_code TEXT NOT NULL, country TEXT NOT NULL, admin1 TEXT,
    population INTEGER, radius_km REAL, codes TEXT NOT NULL, known_by TEXT NOT NULL);
CREATE TABLE actors (
    fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, name_ar TEXT,
    aliases TEXT NOT NULL, acled TEXT NOT NULL, ucdp TEXT NOT NULL, side TEXT, parent TEXT, from_date TEXT,
    until_date TEXT, successor TEXT, color TEXT, pattern TEXT NOT NULL);
CREATE TABLE sides (
    fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, name_ar TEXT,
    color TEXT, prefers TEXT NOT NULL);
CREATE TABLE decisions (
    fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, claim TEXT NOT NULL, decision TEXT NOT NULL, who TEXT NOT NULL,
    decided DATE NOT NULL, why TEXT NOT NULL);
CREATE TABLE problems (
    fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, import INTEGER NOT NULL, ordinal INTEGER NOT NULL,
    file TEXT NOT NULL, line INTEGER NOT NULL, column_name TEXT, value TEXT, reason TEXT NOT NULL, row TEXT,
    UNIQUE (import, ordinal));
";
