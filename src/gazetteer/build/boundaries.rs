//! Boundaries as OCHA publishes them (COD-AB): shapefiles of a country, its governorates, districts, sub-districts and
//! neighborhoods, with English and Arabic names and p-codes.
//!
//! Columns are named `adm1_name`, `adm1_name1`, `adm1_pcode` in newer files and `ADM1_EN`, `ADM1_AR`, `ADM1_PCODE` in
//! older ones; a file is of the lowest level that has a p-code column. Files of neighborhoods are Syria's own.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufReader, Read, Seek};
use std::path::{Path, PathBuf};

use geo::{BoundingRect, Contains, InteriorPoint, MultiPolygon, Point};
use shapefile::dbase::encoding::UnicodeLossy;
use shapefile::dbase::{FieldError, FieldIterator, FieldValue, ReadableRecord, ReaderBuilder};
use shapefile::{Polygon, ShapeReader};

use crate::gazetteer::draft::{Draft, Name};
use crate::gazetteer::shape::Shape;
use crate::model::{PlaceId, Position, Problem};

use super::{BuildError, Reading};

const WANTED: &str = "a folder of OCHA boundaries (shapefiles with p-codes)";

/// Reads every shapefile of a folder, or one file.
pub(super) fn read(path: &Path, source: usize) -> Result<Reading, BuildError> {
    let unreadable = |cause| BuildError::Unreadable { path: path.to_owned(), cause };
    let mut files: Vec<PathBuf> = if path.is_dir() {
        let entries: Result<Vec<_>, _> = std::fs::read_dir(path).map_err(unreadable)?.collect();
        entries.map_err(unreadable)?.into_iter().map(|entry| entry.path()).collect()
    } else {
        vec![path.to_owned()]
    };
    files.retain(|file| file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("shp")));
    files.sort();
    if files.is_empty() {
        let found = "there is no .shp file".to_owned();
        return Err(BuildError::Other { path: path.to_owned(), wanted: WANTED, found });
    }
    let mut reading = Reading::default();
    for file in files {
        read_file(&file, source, &mut reading)?;
    }
    Ok(reading)
}

fn read_file(path: &Path, source: usize, reading: &mut Reading) -> Result<(), BuildError> {
    let other = |found: String| BuildError::Other { path: path.to_owned(), wanted: WANTED, found };
    let shapes = ShapeReader::from_path(path).and_then(ShapeReader::read_as::<Polygon>);
    let shapes = shapes.map_err(|error| other(error.to_string()))?;
    let table = path.with_extension("dbf");
    let file = File::open(&table).map_err(|cause| BuildError::Unreadable { path: table.clone(), cause })?;
    let records = ReaderBuilder::new()
        .with_encoding(UnicodeLossy)
        .build(BufReader::new(file))
        .and_then(|mut reader| reader.read_as::<Cells>())
        .map_err(|error| other(format!("{}: {error}", table.display())))?;
    if records.len() != shapes.len() {
        return Err(other(format!("{} shapes have {} rows", shapes.len(), records.len())));
    }
    let file = path.file_name().unwrap_or_default().to_string_lossy();
    for (number, (shape, record)) in (1..).zip(shapes.into_iter().zip(&records)) {
        let draft = MultiPolygon::try_from(shape)
            .map_err(|error| error.to_string())
            .and_then(|outline| draft(record, outline, source));
        match draft {
            Ok(draft) => reading.drafts.push(draft),
            Err(reason) => reading.problems.push(Problem::of_line(&file, number, reason)),
        }
    }
    Ok(())
}

/// The cells of a row that can be read: OCHA leaves dates out in a way that counts as a wrong date.
struct Cells(HashMap<String, FieldValue>);

impl ReadableRecord for Cells {
    fn read_using<S: Read + Seek, M: Read + Seek>(
        fields: &mut FieldIterator<S, M>,
    ) -> Result<Self, FieldError> {
        const MOST_FIELDS: usize = 255;
        // A cell that is wrong is left behind; a file that has ended would be wrong for ever.
        let cells = fields.take(MOST_FIELDS).flatten();
        Ok(Self(cells.map(|cell| (cell.name.to_owned(), cell.value)).collect()))
    }
}

fn draft(record: &Cells, outline: MultiPolygon, source: usize) -> Result<Draft, String> {
    let text = |columns: &[String]| columns.iter().find_map(|column| text(record, column));
    let of_level = |level: usize, what: &[&str]| {
        let columns: Vec<String> = what
            .iter()
            .flat_map(|what| [format!("adm{level}_{what}"), format!("ADM{level}_{}", what.to_uppercase())])
            .collect();
        text(&columns)
    };
    let name = |level| of_level(level, &["name", "en"]);
    let own = |column: &str| text(&[column.to_owned()]);
    let (level, code, english, arabic) = if let Some(code) = own("neighbor_2") {
        (5, code, own("neighborho"), own("neighbor_1"))
    } else {
        let level = (0..=4).rev().find(|&level| of_level(level, &["pcode"]).is_some());
        let level = level.ok_or("it has no p-code")?;
        let code = of_level(level, &["pcode"]).unwrap_or_default();
        (level, code, name(level), of_level(level, &["name1", "ar"]))
    };
    let feature_code = ["PCLI", "ADM1", "ADM2", "ADM3", "ADM4", "PPLX"][level];
    let degrees = |column: &str| match record.0.get(column) {
        Some(FieldValue::Numeric(Some(number))) => *number,
        _ => f64::NAN,
    };
    let position = point_within(&outline, degrees("center_lon"), degrees("center_lat"))
        .ok_or("its outline has no inside")?;
    let outline = Shape::Area(outline);
    let farthest = outline.reach(position);
    let mut draft = Draft {
        ids: vec![PlaceId(format!("ocha:{code}"))],
        names: Vec::new(),
        position,
        feature_code: feature_code.to_owned(),
        country: of_level(0, &["pcode"]).unwrap_or_default(),
        admin: [1, 2, 3].map(|above| if above <= level { name(above) } else { None }),
        population: None,
        radius_km: Some((farthest.kilometers() * 10.0).round() / 10.0),
        codes: vec![format!("OCHA {code}")],
        known_by: "OCHA boundary".to_owned(),
        shape: Some(outline),
    };
    for name in english.into_iter().chain(of_level(level, &["ref_n"])) {
        draft.add_name(Name::new(name, source));
    }
    if let Some(name) = arabic {
        draft.add_name(Name { language: Some("ar".to_owned()), ..Name::new(name, source) });
    }
    if draft.names.is_empty() { Err(format!("{code} has no name")) } else { Ok(draft) }
}

/// A cell, `None` where nothing stands in it.
fn text(record: &Cells, column: &str) -> Option<String> {
    match record.0.get(column)? {
        FieldValue::Character(Some(text)) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        _ => None,
    }
}

/// The center that a row names, where it lies inside; else a point that does.
fn point_within(outline: &MultiPolygon, longitude: f64, latitude: f64) -> Option<Position> {
    let named = Point::new(longitude, latitude);
    let inside = outline.contains(&named).then_some(named);
    let point = inside
        .or_else(|| outline.interior_point())
        .or_else(|| outline.bounding_rect().map(|rect| Point::from(rect.center())))?;
    Position::new(round(point.x()), round(point.y()))
}

/// To 1e-5 degrees, about a meter.
fn round(degrees: f64) -> f64 {
    (degrees * 1e5).round() / 1e5
}
