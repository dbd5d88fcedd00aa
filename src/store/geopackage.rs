//! What every GeoPackage has: reference systems, contents, extensions, and an R-tree for each table of features.

use rusqlite::{Connection, params};

use crate::model::Source;

/// `user_version` of a GeoPackage 1.3.0.
const GEOPACKAGE_VERSION: i32 = 10_300;
/// Written instead of a clock's time, so that the same input gives the same bytes.
const NO_CLOCK: &str = "1970-01-01T00:00:00.000Z";

/// Makes the tables that every GeoPackage has.
pub fn create(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "application_id", i32::from_be_bytes(*b"GPKG"))?;
    connection.pragma_update(None, "user_version", GEOPACKAGE_VERSION)?;
    connection.execute_batch(GEOPACKAGE_TABLES)
}

/// Registers a table with a geometry `geom` and a key `fid` as features, and gives it an R-tree.
pub fn register_features(
    connection: &Connection,
    table: &str,
    geometry_type: &str,
    description: &str,
) -> rusqlite::Result<()> {
    register(connection, table, "features", description)?;
    connection.execute(
        "INSERT INTO gpkg_geometry_columns VALUES (?1, 'geom', ?2, 4326, 0, 0)",
        [table, geometry_type],
    )?;
    connection.execute_batch(&rtree(table))?;
    connection
        .execute(
            "INSERT INTO gpkg_extensions VALUES
             (?1, 'geom', 'gpkg_rtree_index', 'http://www.geopackage.org/spec120/#extension_rtree', 'write-only')",
            [table],
        )
        .map(drop)
}

/// Registers a table without geometry.
pub fn register_attributes(connection: &Connection, table: &str, description: &str) -> rusqlite::Result<()> {
    register(connection, table, "attributes", description)
}

/// Registers the metadata extension, where licences and attributions stand.
pub fn register_metadata(connection: &Connection) -> rusqlite::Result<()> {
    for table in ["gpkg_metadata", "gpkg_metadata_reference"] {
        connection.execute(
            "INSERT INTO gpkg_extensions VALUES
             (?1, NULL, 'gpkg_metadata', 'http://www.geopackage.org/spec120/#extension_metadata', 'read-write')",
            [table],
        )?;
    }
    Ok(())
}

/// Who must be named for the rows of a file, and under which licence, as JSON.
#[must_use]
pub fn attribution_json(title: &str, sources: &[Source]) -> String {
    let sources: Vec<_> = sources
        .iter()
        .map(|source| {
            serde_json::json!({
                "source": source.name,
                "licence": source.licence,
                "attribution": source.attribution,
                "republish": source.republish,
            })
        })
        .collect();
    serde_json::json!({ "title": title, "sources": sources }).to_string()
}

/// Writes the metadata of the whole file, in the place of what stood there.
pub fn put_metadata(connection: &Connection, json: &str) -> rusqlite::Result<()> {
    connection.execute(
        "INSERT INTO gpkg_metadata VALUES (1, 'dataset', 'https://schema.org/Dataset', 'application/json', ?1)
         ON CONFLICT (id) DO UPDATE SET metadata = excluded.metadata WHERE metadata != excluded.metadata",
        [json],
    )?;
    connection
        .execute(
            "INSERT INTO gpkg_metadata_reference SELECT 'geopackage', NULL, NULL, NULL, ?1, 1, NULL
             WHERE NOT EXISTS (SELECT 1 FROM gpkg_metadata_reference)",
            [NO_CLOCK],
        )
        .map(drop)
}

/// Brings the extent of a table of features in `gpkg_contents` up to date.
pub fn refresh_extent(connection: &Connection, table: &str) -> rusqlite::Result<()> {
    connection
        .execute(
            &format!(
                "UPDATE gpkg_contents SET (min_x, min_y, max_x, max_y) =
                 (SELECT min(minx), min(miny), max(maxx), max(maxy) FROM rtree_{table}_geom)
                 WHERE table_name = '{table}'"
            ),
            [],
        )
        .map(drop)
}

fn register(
    connection: &Connection,
    table: &str,
    data_type: &str,
    description: &str,
) -> rusqlite::Result<()> {
    let spatial = data_type == "features";
    connection
        .execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, srs_id)
             VALUES (?1, ?2, ?1, ?3, ?4, ?5)",
            params![table, data_type, description, NO_CLOCK, spatial.then_some(4326)],
        )
        .map(drop)
}

/// The R-tree of a table and the triggers that keep it, as GeoPackage 1.3 annex F.3 gives them.
fn rtree(table: &str) -> String {
    let bounds = "ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)";
    let filled = "NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom)";
    let empty = "NEW.geom ISNULL OR ST_IsEmpty(NEW.geom)";
    let tree = format!("rtree_{table}_geom");
    format!(
        "CREATE VIRTUAL TABLE {tree} USING rtree(id, minx, maxx, miny, maxy);
         CREATE TRIGGER {tree}_insert AFTER INSERT ON {table} WHEN ({filled})
         BEGIN INSERT OR REPLACE INTO {tree} VALUES (NEW.fid, {bounds}); END;
         CREATE TRIGGER {tree}_update1 AFTER UPDATE OF geom ON {table} WHEN OLD.fid = NEW.fid AND ({filled})
         BEGIN INSERT OR REPLACE INTO {tree} VALUES (NEW.fid, {bounds}); END;
         CREATE TRIGGER {tree}_update2 AFTER UPDATE OF geom ON {table} WHEN OLD.fid = NEW.fid AND ({empty})
         BEGIN DELETE FROM {tree} WHERE id = OLD.fid; END;
         CREATE TRIGGER {tree}_update3 AFTER UPDATE ON {table} WHEN OLD.fid != NEW.fid AND ({filled})
         BEGIN DELETE FROM {tree} WHERE id = OLD.fid; INSERT OR REPLACE INTO {tree} VALUES (NEW.fid, {bounds}); END;
         CREATE TRIGGER {tree}_update4 AFTER UPDATE ON {table} WHEN OLD.fid != NEW.fid AND ({empty})
         BEGIN DELETE FROM {tree} WHERE id IN (OLD.fid, NEW.fid); END;
         CREATE TRIGGER {tree}_delete AFTER DELETE ON {table} WHEN OLD.geom NOT NULL
         BEGIN DELETE FROM {tree} WHERE id = OLD.fid; END;"
    )
}

const GEOPACKAGE_TABLES: &str = "
CREATE TABLE gpkg_spatial_ref_sys (
    srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL,
    organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
INSERT INTO gpkg_spatial_ref_sys VALUES
    ('Undefined Cartesian SRS', -1, 'NONE', -1, 'undefined', 'undefined Cartesian coordinate reference system'),
    ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', 'undefined geographic coordinate reference system'),
    ('WGS 84 geodetic', 4326, 'EPSG', 4326,
     'GEOGCS[\"WGS 84\",DATUM[\"WGS_1984\",SPHEROID[\"WGS 84\",6378137,298.257223563,AUTHORITY[\"EPSG\",\"7030\"]],AUTHORITY[\"EPSG\",\"6326\"]],PRIMEM[\"Greenwich\",0,AUTHORITY[\"EPSG\",\"8901\"]],UNIT[\"degree\",0.0174532925199433,AUTHORITY[\"EPSG\",\"9122\"]],AUTHORITY[\"EPSG\",\"4326\"]]',
     'longitude/latitude coordinates in decimal degrees on the WGS 84 spheroid');
CREATE TABLE gpkg_contents (
    table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE, description TEXT DEFAULT '',
    last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
    min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
    CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (
    table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL,
    z TINYINT NOT NULL, m TINYINT NOT NULL,
    CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
    CONSTRAINT uk_gc_table_name UNIQUE (table_name),
    CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
    CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
CREATE TABLE gpkg_extensions (
    table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL, scope TEXT NOT NULL,
    CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
CREATE TABLE gpkg_metadata (
    id INTEGER CONSTRAINT m_pk PRIMARY KEY ASC NOT NULL, md_scope TEXT NOT NULL DEFAULT 'dataset',
    md_standard_uri TEXT NOT NULL, mime_type TEXT NOT NULL DEFAULT 'text/xml', metadata TEXT NOT NULL DEFAULT '');
CREATE TABLE gpkg_metadata_reference (
    reference_scope TEXT NOT NULL, table_name TEXT, column_name TEXT, row_id_value INTEGER,
    timestamp DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')), md_file_id INTEGER NOT NULL,
    md_parent_id INTEGER,
    CONSTRAINT crmr_mfi_fk FOREIGN KEY (md_file_id) REFERENCES gpkg_metadata(id),
    CONSTRAINT crmr_mpi_fk FOREIGN KEY (md_parent_id) REFERENCES gpkg_metadata(id));
";
