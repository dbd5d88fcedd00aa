//! OCHA's communities, as a JSON list whose names carry their sub-district and district.
//!
//! A name reads `Kafr Omeim (Saraqab) - Saraqab - Idleb`: the name, a hint that tells it from namesakes or a second name,
//! the sub-district, the district; in Arabic the governorate may follow. Rows of areas and quarters read `ALEPPO : Old
//! Aleppo`, after a governorate. The field `closest_geonames_post_code` holds the p-code of a community (`C1353`), or of
//! the sub-district or district that an area lies in.

use std::path::Path;

use serde::Deserialize;

use crate::gazetteer::draft::{Draft, Name};
use crate::model::{PlaceId, Position, Problem};
use crate::text::{fold, skeleton};

use super::{BuildError, Reading};

const WANTED: &str =
    "OCHA's list of communities (JSON objects with search_name_en, search_name_ar, lat and lon)";

#[derive(Deserialize)]
struct Row {
    search_name_en: String,
    #[serde(default)]
    search_name_ar: String,
    #[serde(default)]
    closest_geonames_post_code: String,
    #[serde(default)]
    old_sa_name: String,
    lat: serde_json::Value,
    lon: serde_json::Value,
}

/// Reads a list of communities.
pub(super) fn read(path: &Path, country: &str, source: usize) -> Result<Reading, BuildError> {
    let text = std::fs::read_to_string(path)
        .map_err(|cause| BuildError::Unreadable { path: path.to_owned(), cause })?;
    let rows: Vec<Row> = serde_json::from_str(&text).map_err(|error| BuildError::Other {
        path: path.to_owned(),
        wanted: WANTED,
        found: error.to_string(),
    })?;
    let file = path.file_name().unwrap_or_default().to_string_lossy();
    let mut reading = Reading::default();
    for (number, row) in (1..).zip(&rows) {
        match draft(row, country, source) {
            Ok(draft) => reading.drafts.push(draft),
            Err(reason) => {
                let reason = format!("{}: {reason}", row.search_name_en.trim());
                reading.problems.push(Problem::of_line(&file, number, reason));
            }
        }
    }
    Ok(reading)
}

fn draft(row: &Row, country: &str, source: usize) -> Result<Draft, &'static str> {
    let degrees = |value: &serde_json::Value| value.as_f64().unwrap_or(f64::NAN);
    let position = Position::new(degrees(&row.lon), degrees(&row.lat)).ok_or("it has no coordinates")?;
    let english = without_number(&row.search_name_en);
    let arabic = without_number(&row.search_name_ar);
    let mut draft = Draft {
        ids: Vec::new(),
        names: Vec::new(),
        position,
        feature_code: "PPL".to_owned(),
        country: country.to_owned(),
        admin: [None, None, None],
        population: None,
        radius_km: None,
        codes: Vec::new(),
        known_by: "OCHA".to_owned(),
        shape: None,
    };
    if let Some((admin1, name)) = english.split_once(" : ") {
        "PPLX".clone_into(&mut draft.feature_code);
        draft.ids.push(PlaceId(format!("ocha-area:{}", fold(english).replace(' ', "-"))));
        draft.admin[0] = Some(capitalized(admin1));
        draft.add_name(Name::new(name.trim(), source));
        if let Some((_, name)) = arabic.split_once(" : ") {
            add_arabic(&mut draft, name, source);
        }
        return Ok(draft);
    }
    let mut parts: Vec<&str> = english.split(" - ").map(str::trim).collect();
    let (Some(district), Some(sub_district)) = (parts.pop(), parts.pop()) else {
        return Err("it is not written as name - sub-district - district");
    };
    let code = row.closest_geonames_post_code.trim();
    draft.ids.push(PlaceId(format!("ocha:{code}")));
    draft.codes.push(format!("OCHA {code}"));
    draft.admin = [None, Some(district.to_owned()), Some(sub_district.to_owned())];
    for (name, aside) in parts.iter().map(|part| name_and_aside(part)) {
        for name in std::iter::once(name).chain(aside) {
            if draft.names.is_empty() || !is_hint(name, [district, sub_district]) {
                draft.add_name(Name::new(name, source));
            }
        }
    }
    let mut parts = arabic.split(" - ").map(str::trim);
    let name = parts.next().unwrap_or_default();
    let areas: Vec<&str> = parts.collect();
    for (at, name) in name.split(['_', '-']).enumerate() {
        if at == 0 || areas.iter().all(|area| fold(area) != fold(name)) {
            add_arabic(&mut draft, name, source);
        }
    }
    // The name of an earlier list, after its governorate.
    if let Some((_, name)) = row.old_sa_name.split_once(':') {
        add_arabic(&mut draft, name, source);
    }
    if fold(draft.name()) == fold(sub_district) {
        // The community that a sub-district or district is named after is its seat.
        let seat = if fold(sub_district) == fold(district) { "PPLA2" } else { "PPLA3" };
        seat.clone_into(&mut draft.feature_code);
    }
    Ok(draft)
}

/// `Abin - Afrin - Afrin --- (((0)))` without the number at its end.
fn without_number(name: &str) -> &str {
    name.split_once(" --- ").map_or(name, |(name, _)| name).trim()
}

/// `Arima (A'rima)` as `Arima` and `A'rima`.
fn name_and_aside(part: &str) -> (&str, Option<&str>) {
    match part.split_once(" (") {
        Some((name, aside)) => (name.trim(), Some(aside.trim_end_matches(')').trim())),
        None => (part, None),
    }
}

/// Whether a second name only says in which sub-district or district the place lies.
fn is_hint(name: &str, areas: [&str; 2]) -> bool {
    let consonants = skeleton(&fold(name));
    areas.iter().any(|area| skeleton(&fold(area)) == consonants)
}

fn add_arabic(draft: &mut Draft, name: &str, source: usize) {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    // "village of" and "quarter of" are no part of a name.
    let bare = ["قرية ", "حي ", "مدينة ", "بلدة "].iter().find_map(|word| name.strip_prefix(word));
    let name = bare.unwrap_or(&name);
    if !name.is_empty() {
        draft.add_name(Name { language: Some("ar".to_owned()), ..Name::new(name, source) });
    }
}

/// `ALEPPO` as `Aleppo`.
fn capitalized(name: &str) -> String {
    let mut words = Vec::new();
    for word in name.split_whitespace() {
        let (first, rest) = word.split_at(word.chars().next().map_or(0, char::len_utf8));
        words.push(format!("{first}{}", rest.to_lowercase()));
    }
    words.join(" ")
}
