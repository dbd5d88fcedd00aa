//! A layer as a GeoPackage with one table of features.

use std::io::{self, Write};

use rusqlite::{Connection, ToSql, types::Null};

use super::{
    ExportError,
    flat::{self, Cell, Kind},
};
use crate::{
    atlas::{Atlas, Found, Geometry},
    model::Source,
    store::{geometry, geopackage},
};

/// Writes what was found of a layer. SQLite needs a file, so one is made and copied to the stream.
pub fn write(atlas: &Atlas, found: &Found<'_>, to: &mut dyn Write) -> Result<(), ExportError> {
    let file = tempfile::Builder::new().prefix("kharita-").suffix(".gpkg").tempfile()?;
    let mut connection = Connection::open(file.path())?;
    // The file is thrown away when anything fails: a journal would guard nothing.
    connection.pragma_update_and_check(None, "journal_mode", "OFF", |_| Ok(()))?;
    connection.pragma_update(None, "synchronous", "OFF")?;
    geometry::register_functions(&connection)?;
    let transaction = connection.transaction()?;
    geopackage::create(&transaction)?;
    let layer = found.layer();
    // A table is an SQL name.
    let table = layer.name().replace('-', "_");
    let columns = flat::columns(layer);
    // A column `id` would be taken for the key; `fid` is the key.
    let definitions: Vec<String> =
        columns.iter().map(|(name, kind)| format!("\"{name}\" {}", sql_type(*kind))).collect();
    transaction.execute_batch(&format!(
        "CREATE TABLE {table} (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom {}, {})",
        layer.geometry_type(),
        definitions.join(", ")
    ))?;
    geopackage::register_features(&transaction, &table, layer.geometry_type(), &atlas.info().title)?;
    geopackage::register_metadata(&transaction)?;
    let sources: Vec<Source> = found.sources().into_iter().cloned().collect();
    geopackage::put_metadata(&transaction, &geopackage::attribution_json(&atlas.info().title, &sources))?;
    {
        let marks: Vec<String> = (1..=columns.len() + 1).map(|number| format!("?{number}")).collect();
        let names: Vec<String> = columns.iter().map(|(name, _)| format!("\"{name}\"")).collect();
        let mut insert = transaction.prepare(&format!(
            "INSERT INTO {table} (geom, {}) VALUES ({})",
            names.join(", "),
            marks.join(", ")
        ))?;
        for feature in found.features() {
            let shape = feature.geometry.as_ref().and_then(encoded);
            let cells = flat::cells(&feature);
            let values = std::iter::once(&shape as &dyn ToSql).chain(cells.iter().map(sql_value));
            insert.execute(rusqlite::params_from_iter(values))?;
        }
    }
    geopackage::refresh_extent(&transaction, &table)?;
    transaction.commit()?;
    connection.close().map_err(|(_, cause)| cause)?;
    io::copy(&mut file.reopen()?, to)?;
    to.flush()?;
    Ok(())
}

/// A geometry as GeoPackage writes it.
fn encoded(shape: &Geometry) -> Option<Vec<u8>> {
    match shape {
        Geometry::Point(_) => Some(geometry::encode(shape.position()?).to_vec()),
        Geometry::MultiLineString(lines) => Some(geometry::encode_lines(lines)),
        Geometry::MultiPolygon(polygons) => Some(geometry::encode_polygons(polygons)),
    }
}

fn sql_type(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "TEXT",
        Kind::Integer => "INTEGER",
        Kind::Real => "REAL",
        Kind::Date => "DATE",
        Kind::Boolean => "BOOLEAN",
    }
}

fn sql_value(cell: &Cell) -> &dyn ToSql {
    match cell {
        Cell::Empty => &Null,
        Cell::Text(text) => text,
        Cell::Integer(number) => number,
        Cell::Real(number) => number,
        Cell::Boolean(yes) => yes,
    }
}
