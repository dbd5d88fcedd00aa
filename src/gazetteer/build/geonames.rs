//! GeoNames: country dumps and their alternate names, tab-separated, plain or in the zip they are published in.
//!
//! A dump has 19 columns, a table of alternate names 10. Names of governorates and districts are those of the rows that
//! have their codes.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::gazetteer::draft::{Draft, Name};
use crate::model::{PlaceId, Position, Problem};

use super::{BuildError, Reading};

const WANTED: &str =
    "a country dump of GeoNames (19 columns with tabs between) or its alternate names (10 columns)";
const DUMP_COLUMNS: usize = 19;
const ALTERNATE_COLUMNS: usize = 10;
/// What a zip may unfold to: the alternate names of all countries are 700 MB.
const LARGEST: u64 = 4 << 30;

/// Reads dumps and tables of alternate names, each with its source number; they complete each other.
pub(super) fn read(paths: &[(usize, PathBuf)]) -> Result<Reading, BuildError> {
    let mut reading = Reading::default();
    let mut by_id: HashMap<String, usize> = HashMap::new();
    let mut alternates = Vec::new();
    for (source, path) in paths {
        let text = text_of(path).map_err(|cause| BuildError::Unreadable { path: path.clone(), cause })?;
        let columns = text.lines().next().map_or(0, |line| line.split('\t').count());
        match columns {
            DUMP_COLUMNS => dump(path, &text, *source, &mut reading, &mut by_id),
            8..=ALTERNATE_COLUMNS => alternates.push((*source, text)),
            _ => {
                let found = format!("its first line has {columns} columns");
                return Err(BuildError::Other { path: path.clone(), wanted: WANTED, found });
            }
        }
    }
    for (source, text) in alternates {
        for line in text.lines() {
            let columns: Vec<&str> = line.split('\t').collect();
            let [_, id, language, name, ..] = columns[..] else { continue };
            let Some(&draft) = by_id.get(id) else { continue };
            // Links, post codes and codes of airports are no names.
            if matches!(
                language,
                "link" | "post" | "wkdt" | "iata" | "icao" | "faac" | "unlc" | "tcid" | "phon"
            ) {
                continue;
            }
            let language = Some(language.to_owned()).filter(|language| !language.is_empty());
            reading.drafts[draft].add_name(Name { language, ..Name::new(name.trim(), source) });
        }
    }
    Ok(reading)
}

fn dump(path: &Path, text: &str, source: usize, reading: &mut Reading, by_id: &mut HashMap<String, usize>) {
    let file = path.file_name().unwrap_or_default().to_string_lossy();
    let rows: Vec<Vec<&str>> = text.lines().map(|line| line.split('\t').collect()).collect();
    let mut admin1: HashMap<[&str; 2], &str> = HashMap::new();
    let mut admin2: HashMap<[&str; 3], &str> = HashMap::new();
    for row in rows.iter().filter(|row| row.len() == DUMP_COLUMNS) {
        match row[7] {
            "ADM1" => drop(admin1.insert([row[8], row[10]], row[1])),
            "ADM2" => drop(admin2.insert([row[8], row[10], row[11]], row[1])),
            _ => {}
        }
    }
    for (line, row) in (1..).zip(&rows) {
        if row.len() != DUMP_COLUMNS {
            if !row.join("").trim().is_empty() {
                let reason = format!("{} columns where a dump has {DUMP_COLUMNS}", row.len());
                reading.problems.push(Problem::of_line(&file, line, reason));
            }
            continue;
        }
        if !is_wanted(row[6], row[7]) {
            continue;
        }
        let degrees = |at: usize| row[at].parse::<f64>().unwrap_or(f64::NAN);
        let Some(position) = Position::new(degrees(5), degrees(4)) else {
            let reason = format!("{}, {} is no point", row[4], row[5]);
            reading.problems.push(Problem::of_line(&file, line, reason));
            continue;
        };
        let mut draft = Draft {
            ids: vec![PlaceId(format!("geonames:{}", row[0]))],
            names: vec![Name::new(row[1], source)],
            position,
            feature_code: row[7].to_owned(),
            country: row[8].to_owned(),
            admin: [
                admin1.get(&[row[8], row[10]]).map(|&name| name.to_owned()),
                admin2.get(&[row[8], row[10], row[11]]).map(|&name| name.to_owned()),
                None,
            ],
            population: row[14].parse().ok().filter(|&people| people > 0),
            radius_km: None,
            codes: Vec::new(),
            known_by: "GeoNames".to_owned(),
            shape: None,
        };
        for name in std::iter::once(row[2]).chain(row[3].split(',')).map(str::trim) {
            if !name.is_empty() && !name.contains("://") {
                draft.add_name(Name::new(name, source));
            }
        }
        by_id.insert(row[0].to_owned(), reading.drafts.len());
        reading.drafts.push(draft);
    }
}

/// Whether reports on a war name such features: places, areas, and the sites that are fought over.
fn is_wanted(class: &str, code: &str) -> bool {
    match class {
        "A" => !code.ends_with('H') && code != "ADMD",
        "P" => true,
        "S" => matches!(
            code,
            "AIRB"
                | "AIRF"
                | "AIRH"
                | "AIRP"
                | "BDG"
                | "BDLD"
                | "BRKS"
                | "CMP"
                | "CMPRF"
                | "CSTL"
                | "CSTM"
                | "DAM"
                | "FT"
                | "GOSP"
                | "HSP"
                | "INSM"
                | "OILR"
                | "OILP"
                | "PRN"
                | "PS"
                | "PSTB"
                | "UNIV"
        ),
        "L" => matches!(code, "AREA" | "RGN" | "MILB" | "OILF" | "GASF" | "PRT" | "BTL"),
        "T" => {
            matches!(code, "HLL" | "HLLS" | "MT" | "MTS" | "PASS" | "PLN" | "VAL" | "DSRT" | "TREL" | "ISL")
        }
        "H" => matches!(code, "LK" | "RSV" | "STM" | "CNL"),
        _ => false,
    }
}

/// The text of a file, or of the one table in a zip.
fn text_of(path: &Path) -> io::Result<String> {
    let mut text = String::new();
    let mut file = File::open(path)?;
    if path.extension().is_none_or(|ending| !ending.eq_ignore_ascii_case("zip")) {
        file.read_to_string(&mut text)?;
        return Ok(text);
    }
    let mut archive = zip::ZipArchive::new(file).map_err(io::Error::other)?;
    let names: Vec<String> = archive.file_names().filter_map(|name| Some(name.ok()?.into_owned())).collect();
    let is_table = |name: &&String| {
        let name = name.to_lowercase();
        Path::new(&name).extension().is_some_and(|ending| ending == "txt") && !name.contains("readme")
    };
    let table = names.iter().find(is_table);
    let table = table.ok_or_else(|| io::Error::other("the zip has no table in it"))?;
    let entry = archive.by_name(table).map_err(io::Error::other)?;
    entry.take(LARGEST).read_to_string(&mut text)?;
    Ok(text)
}
