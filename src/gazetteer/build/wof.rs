//! Who's On First: one country's records as a table with tabs between the columns, or the records' own GeoJSON, a file
//! or a folder of them.
//!
//! The table's names say neither language nor script; the script is told by the letters. The GeoJSON names its languages
//! (`name:ara_x_preferred`), not always rightly: Arabic names in Latin letters are common. A population of 0 means that
//! it is not known, and so does a GeoNames id of 0.

use std::collections::HashMap;
use std::path::Path;

use csv::StringRecord;
use serde::Deserialize;
use serde_json::Value;

use crate::gazetteer::draft::{Draft, Name};
use crate::model::{PlaceId, Position, Problem};

use super::{BuildError, Reading};

const WANTED: &str =
    "a table of Who's On First records (columns wof_id, placetype, name, latitude, longitude)";

/// Reads a table of Who's On First, a record, or a folder of records.
pub(super) fn read(path: &Path, country: &str, source: usize) -> Result<Reading, BuildError> {
    let is_record =
        |path: &Path| path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("geojson"));
    if !path.is_dir() && !is_record(path) {
        return read_table(path, country, source);
    }
    let mut files = vec![path.to_owned()];
    let mut records = Vec::new();
    while let Some(file) = files.pop() {
        let unreadable = |cause| BuildError::Unreadable { path: file.clone(), cause };
        if file.is_dir() {
            for entry in std::fs::read_dir(&file).map_err(unreadable)? {
                files.push(entry.map_err(unreadable)?.path());
            }
        } else if is_record(&file) {
            records.push(file);
        }
    }
    records.sort();
    let mut reading = Reading::default();
    for file in records {
        let text = std::fs::read_to_string(&file)
            .map_err(|cause| BuildError::Unreadable { path: file.clone(), cause })?;
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        match serde_json::from_str::<Record>(&text) {
            Err(error) => {
                reading.problems.push(Problem::of_line(&name, error.line() as u64, error.to_string()));
            }
            Ok(record) => match draft_of(&record.properties, country, source) {
                Ok(draft) => reading.drafts.extend(draft),
                Err(reason) => reading.problems.push(Problem::of_line(&name, 1, reason)),
            },
        }
    }
    Ok(reading)
}

/// A record of Who's On First; its geometry, often only a point, is not needed.
#[derive(Deserialize)]
struct Record {
    properties: serde_json::Map<String, Value>,
}

/// The place of a record; `None` for what is no place of a map, or is one no more.
fn draft_of(
    properties: &serde_json::Map<String, Value>,
    country: &str,
    source: usize,
) -> Result<Option<Draft>, String> {
    let text = |key: &str| properties.get(key).and_then(Value::as_str).unwrap_or_default();
    let number = |key: &str| properties.get(key).and_then(Value::as_f64);
    let id = number("wof:id").or(number("id")).ok_or("it has no wof:id")?;
    let name = text("wof:name");
    let is_gone = !matches!(text("edtf:deprecated"), "" | "uuuu") || number("mz:is_current") == Some(0.0);
    let Some(feature_code) = feature_code(text("wof:placetype"), "", name).filter(|_| !is_gone) else {
        return Ok(None);
    };
    let at = |own: &str, label: &str| number(label).or(number(own)).unwrap_or(f64::NAN);
    let position = Position::new(at("geom:longitude", "lbl:longitude"), at("geom:latitude", "lbl:latitude"))
        .ok_or("it has no point")?;
    let mut ids = vec![PlaceId(format!("wof:{id:.0}"))];
    let geonames = properties.get("wof:concordances").and_then(|known| known.get("gn:id"));
    if let Some(geonames) = geonames.and_then(Value::as_u64).filter(|&id| id > 0) {
        ids.push(PlaceId(format!("geonames:{geonames}")));
    }
    let own_country = text("iso:country");
    let mut draft = Draft {
        ids,
        names: Vec::new(),
        position,
        feature_code: feature_code.to_owned(),
        country: if own_country.len() == 2 { own_country } else { country }.to_owned(),
        admin: [None, None, None],
        population: number("wof:population").map(|people| people as u32).filter(|&people| people > 0),
        radius_km: None,
        codes: Vec::new(),
        known_by: "Who's On First".to_owned(),
        shape: None,
    };
    if !name.is_empty() {
        draft.add_name(Name::new(name, source));
    }
    for (key, value) in properties {
        let Some((language, _)) = key.strip_prefix("name:").and_then(|rest| rest.split_once("_x_")) else {
            continue;
        };
        let language = match language {
            "unk" | "und" => None,
            "ara" => Some("ar".to_owned()),
            "eng" => Some("en".to_owned()),
            "fra" => Some("fr".to_owned()),
            "tur" => Some("tr".to_owned()),
            "kur" => Some("ku".to_owned()),
            other => Some(other.to_owned()),
        };
        for name in value.as_array().into_iter().flatten().filter_map(Value::as_str) {
            let name = name.trim();
            if !name.is_empty() && !name.contains("://") {
                draft.add_name(Name { language: language.clone(), ..Name::new(name, source) });
            }
        }
    }
    if draft.names.is_empty() { Err("a place without any name".to_owned()) } else { Ok(Some(draft)) }
}

fn read_table(path: &Path, country: &str, source: usize) -> Result<Reading, BuildError> {
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
            shape: None,
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
