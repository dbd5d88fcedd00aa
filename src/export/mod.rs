//! A layer as a file: one format a file.

mod csv;
mod flat;
mod geojson;
mod geopackage;
mod topojson;

use std::io;

use thiserror::Error;

use crate::atlas::{Atlas, Found};

/// The formats that a layer can be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// RFC 7946.
    GeoJson,
    /// RFC 4180, with cells that spreadsheets would run defused.
    Csv,
    /// GeoPackage 1.3.
    GeoPackage,
    /// TopoJSON, of areas of control with their front lines.
    TopoJson,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::GeoJson, Self::Csv, Self::GeoPackage, Self::TopoJson];

    /// The name on the command line, which is the file's ending too.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::GeoJson => "geojson",
            Self::Csv => "csv",
            Self::GeoPackage => "gpkg",
            Self::TopoJson => "topojson",
        }
    }

    /// Reads the name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name().eq_ignore_ascii_case(text))
    }
}

/// Why a file cannot be written.
#[derive(Debug, Error)]
pub enum ExportError {
    /// The system refuses.
    #[error("the system refuses")]
    Io(#[from] io::Error),
    /// The layer has no lines that neighbors share.
    #[error("topojson is for control-areas, which has their front lines too; {0} has no shared lines")]
    NoTopology(&'static str),
    /// The GeoPackage cannot be written.
    #[error("the GeoPackage cannot be made")]
    Sqlite(#[from] rusqlite::Error),
}

/// Writes what was found of a layer.
pub fn write(
    atlas: &Atlas,
    found: &Found<'_>,
    format: Format,
    to: &mut dyn io::Write,
) -> Result<(), ExportError> {
    match format {
        Format::GeoJson => Ok(geojson::write(found, to)?),
        Format::Csv => Ok(csv::write(found, to)?),
        Format::GeoPackage => geopackage::write(atlas, found, to),
        Format::TopoJson => topojson::write(atlas, found, to),
    }
}
