//! Who's On First, as a table of one country's records with tabs between the columns.
//!
//! Its names say neither language nor script; the script is told by the letters. A population of 0 means that it is
//! not known, and so does a GeoNames id of 0.

use std::collections::HashMap;
use std::path::Path;

use csv::StringRecord;

use crate::gazetteer::draft::{Draft, Name};
use crate::model::{PlaceId, Position, Problem};

use super::{BuildError, Reading};

const WANTED: &str =
    "a table of Who's On First records (columns wof_id, placetype, name, latitude, longitude)";

/// Reads a table of Who's On First.
pub(super) fn read(path: &Path, country: &str, source: usize) -> Result<Reading, BuildError> {
    let unreadable = |cause| BuildError::Unreadable { path: path.to_owned(), cause };
    let text = std::fs::read_to_string(path).map_err(unreadable)?;
    let mut reader =
        csv::ReaderBuilder::new().delimiter(b'\t').quoting(false).flexible(true).from_reader(text.as_bytes());
    let other = |found: String| BuildError::Other { path: path.to_owned(), wanted: WANTED, found };
    let headers = reader.headers().map_err(|error| other(error.to_string()))?.clone();
    for column in ["wof_id", "placetype", "name", "latitude", "longitude"] {
        if !headers.iter().any(|header| header == column) {
            return Err(other(format!("it has no column {column}")));
        }
    }
    let mut rows = Vec::new();
    let mut reading = Reading::default();
    let file = path.file_name().unwrap_or_default().to_string_lossy();
    for row in reader.records() {
        match row {
            Ok(row) => rows.push(row),
            Err(error) => reading.problems.push(Problem::of_line(&file, 0, error.to_string())),
        }
    }
    let cell = |row: &StringRecord, column: &str| -> String {
        let at = headers.iter().position(|header| header == column);
        at.and_then(|at| row.get(at)).unwrap_or_default().trim().to_owned()
    };
    let names: HashMap<String, String> =
        rows.iter().map(|row| (cell(row, "wof_id"), cell(row, "name"))).collect();
    for row in &rows {
        let get = |column: &str| cell(row, column);
        let Some(feature_code) = feature_code(&get("placetype"), &get("designation"), &get("name")) else {
            continue;
        };
        let line = row.position().map_or(0, csv::Position::line);
        let number = |column: &str| get(column).parse::<f64>().unwrap_or(f64::NAN);
        let Some(position) = Position::new(number("longitude"), number("latitude")) else {
            let reason = format!("{}, {} is no point", get("latitude"), get("longitude"));
            reading.problems.push(Problem::of_line(&file, line, reason));
            continue;
        };
        let mut ids = vec![PlaceId(format!("wof:{}", get("wof_id")))];
        let geonames = get("geonames_id");
        if !matches!(geonames.as_str(), "" | "0") {
            ids.push(PlaceId(format!("geonames:{geonames}")));
        }
        let mut draft = Draft {
            ids,
            names: vec![Name::new(get("name"), source)],
            position,
            feature_code: feature_code.to_owned(),
            country: country.to_owned(),
            admin: [names.get(&get("region_id")).cloned(), names.get(&get("county_id")).cloned(), None],
            population: get("population").parse().ok().filter(|&people| people > 0),
            radius_km: None,
            codes: Vec::new(),
            known_by: "Who's On First".to_owned(),
            outline: None,
        };
        for name in get("alternate_names")
            .split('|')
            .map(str::trim)
            .filter(|name| !name.is_empty() && !name.contains("://"))
        {
            draft.add_name(Name::new(name, source));
        }
        draft.names.retain(|name| !name.text.is_empty());
        if draft.names.is_empty() {
            reading.problems.push(Problem::of_line(&file, line, "a place without any name".to_owned()));
            continue;
        }
        reading.drafts.push(draft);
    }
    Ok(reading)
}

/// The GeoNames code of a place type; `None` for what is no place of a map.
fn feature_code(placetype: &str, designation: &str, name: &str) -> Option<&'static str> {
    Some(match (placetype, designation) {
        (_, "PPLC") => "PPLC",
        (_, "PPLA") => "PPLA",
        (_, "PPLA2") => "PPLA2",
        (_, "PPLA3") => "PPLA3",
        ("locality", "WAD") => "WAD",
        ("locality", _) => "PPL",
        ("neighbourhood" | "macrohood" | "microhood" | "borough", _) => "PPLX",
        ("localadmin", _) => "ADM3",
        ("county", _) => "ADM2",
        ("region", _) => "ADM1",
        ("country", _) => "PCLI",
        ("campus", _) if name.contains("Airport") => "AIRP",
        _ => return None,
    })
}
