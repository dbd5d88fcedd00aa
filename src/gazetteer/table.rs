//! Reads the tables of places and of further spellings.
//!
//! A person's own table may call its columns otherwise ([`ALIASES`]) and leave out ids and feature codes. A table of
//! places has the columns `place_id,name,name_ar,names,latitude,longitude,feature_code,country,admin1,
//! population,radius_km,codes,known_by`. A table of spellings has `place_id` and any of `name_ar,names,admin1,
//! feature_code`: its names are added to the place's, and what its other cells say replaces what the place had. Several
//! values in one cell are separated by `; `.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use csv::StringRecord;

use crate::model::{PlaceId, Position, Problem};
use crate::text::slug;

use super::draft::{Draft, Name};

/// A CSV table: its name, for messages, and its text.
#[derive(Clone, Copy, Debug)]
pub struct Table<'a> {
    /// Name of the file.
    pub file: &'a str,
    /// What stands in it.
    pub text: &'a str,
}

/// Reads tables of places and of further spellings for them, all of them one source.
///
/// A row that cannot be read, whose id is taken already or whose place is in no table is a problem.
pub(super) fn read(places: &[Table], spellings: &[Table], source: usize) -> (Vec<Draft>, Vec<Problem>) {
    let (mut drafts, mut problems) = (Vec::new(), Vec::new());
    let mut by_id: HashMap<PlaceId, usize> = HashMap::new();
    for &table in places {
        for_each_row(table, &mut problems, |row| {
            let draft = draft(row, source)?;
            match by_id.entry(draft.ids[0].clone()) {
                Entry::Occupied(_) => {
                    Err(row.wrong("place_id", "another place has this id already; give every place its own"))
                }
                Entry::Vacant(free) => {
                    free.insert(drafts.len());
                    drafts.push(draft);
                    Ok(())
                }
            }
        });
    }
    for &table in spellings {
        for_each_row(table, &mut problems, |row| {
            let id = row.required("place_id")?;
            let Some(&number) = by_id.get(&PlaceId::from(id)) else {
                return Err(
                    row.wrong("place_id", "no table of places has this id; add the place or correct the id")
                );
            };
            spell(row, &mut drafts[number], source);
            Ok(())
        });
    }
    (drafts, problems)
}

/// Adds what a row of spellings says to its place.
fn spell(row: &Row, draft: &mut Draft, source: usize) {
    if let Some(name_ar) = row.optional("name_ar") {
        // The first Arabic name is the one that is shown.
        draft.names.retain(|name| name.text != name_ar);
        let at = draft.names.iter().position(Name::is_arabic).unwrap_or(1).min(draft.names.len());
        draft.names.insert(at, Name::new(name_ar, source));
    }
    for name in list(row.cell("names")) {
        draft.add_name(Name::new(name, source));
    }
    if let Some(admin1) = row.optional("admin1") {
        draft.admin[0] = Some(admin1.to_owned());
    }
    if let Some(feature_code) = row.optional("feature_code") {
        feature_code.clone_into(&mut draft.feature_code);
    }
}

fn draft(row: &Row, source: usize) -> Result<Draft, Wrong> {
    let position = position(row)?;
    let radius_km = match row.optional("radius_km") {
        None => None,
        Some(_) => Some(row.number("radius_km")?),
    };
    let population = match row.optional("population") {
        None => None,
        Some(text) => {
            let count = text.parse().map_err(|_| row.wrong("population", "not a whole number of people"))?;
            (count > 0).then_some(count)
        }
    };
    let name = row.required("name")?;
    let id = row.optional("place_id").map_or_else(
        || format!("own:{}@{:.4},{:.4}", slug(name), position.latitude(), position.longitude()),
        str::to_owned,
    );
    let mut draft = Draft {
        ids: vec![PlaceId(id)],
        names: vec![Name::new(name, source)],
        position,
        feature_code: row.optional("feature_code").unwrap_or("PPL").to_owned(),
        country: row.cell("country").to_owned(),
        admin: [row.optional("admin1").map(str::to_owned), None, None],
        population,
        radius_km,
        codes: list(row.cell("codes")).collect(),
        known_by: row.cell("known_by").to_owned(),
        shape: None,
    };
    for name in row.optional("name_ar").map(str::to_owned).into_iter().chain(list(row.cell("names"))) {
        draft.add_name(Name::new(name, source));
    }
    Ok(draft)
}

/// A row of a table of corrections: what is `None` or empty says nothing.
pub(super) struct Correction {
    pub(super) place: PlaceId,
    pub(super) names: Vec<String>,
    pub(super) position: Option<Position>,
    pub(super) feature_code: Option<String>,
    pub(super) admin1: Option<String>,
    pub(super) known_by: String,
}

/// Reads a table of corrections, each row with its line.
pub(super) fn read_corrections(table: Table) -> (Vec<(u64, Correction)>, Vec<Problem>) {
    let (mut rows, mut problems) = (Vec::new(), Vec::new());
    for_each_row(table, &mut problems, |row| {
        let position = match row.optional("latitude").or(row.optional("longitude")) {
            None => None,
            Some(_) => Some(position(row)?),
        };
        let correction = Correction {
            place: PlaceId::from(row.required("place_id")?),
            names: list(row.cell("names")).collect(),
            position,
            feature_code: row.optional("feature_code").map(str::to_owned),
            admin1: row.optional("admin1").map(str::to_owned),
            known_by: row.cell("known_by").to_owned(),
        };
        rows.push((row.cells.position().map_or(0, csv::Position::line), correction));
        Ok(())
    });
    (rows, problems)
}

fn position(row: &Row) -> Result<Position, Wrong> {
    Position::new(row.number("longitude")?, row.number("latitude")?).ok_or_else(|| {
        row.wrong("latitude", "not on the globe; latitudes are -90 to 90, longitudes -180 to 180")
    })
}

/// Values of a cell that holds several.
fn list(cell: &str) -> impl Iterator<Item = String> {
    cell.split(';').map(str::trim).filter(|value| !value.is_empty()).map(str::to_owned)
}

/// One row with the columns of its table.
struct Row<'a> {
    columns: &'a HashMap<String, usize>,
    cells: &'a StringRecord,
}

/// A cell that cannot be used.
struct Wrong {
    column: &'static str,
    value: String,
    reason: &'static str,
}

impl Row<'_> {
    fn cell(&self, column: &str) -> &str {
        self.columns.get(column).and_then(|&at| self.cells.get(at)).unwrap_or_default().trim()
    }

    fn optional(&self, column: &str) -> Option<&str> {
        Some(self.cell(column)).filter(|cell| !cell.is_empty())
    }

    fn required(&self, column: &'static str) -> Result<&str, Wrong> {
        self.optional(column)
            .ok_or_else(|| self.wrong(column, "nothing stands here; this column must be filled"))
    }

    fn number(&self, column: &'static str) -> Result<f64, Wrong> {
        let number = self.required(column)?.parse::<f64>().ok().filter(|number| number.is_finite());
        number.ok_or_else(|| self.wrong(column, "not a number; write it as 35.93"))
    }

    fn wrong(&self, column: &'static str, reason: &'static str) -> Wrong {
        Wrong { column, value: Problem::shorten(self.cell(column), Problem::LONGEST_VALUE), reason }
    }
}

/// What columns are called in other people's tables.
const ALIASES: &[(&str, &[&str])] = &[
    ("place_id", &["id", "pcode", "p_code", "geonameid"]),
    ("name", &["name_en", "place", "place_name", "asciiname", "toponym", "english_name"]),
    ("name_ar", &["arabic", "arabic_name", "name_arabic", "الاسم"]),
    ("names", &["alternatenames", "alternate_names", "alt_names", "other_names"]),
    ("latitude", &["lat", "y", "lat_dd"]),
    ("longitude", &["lon", "lng", "long", "x", "lon_dd"]),
    ("feature_code", &["fcode", "featurecode"]),
    ("country", &["country_code", "countrycode", "iso2"]),
    ("admin1", &["governorate", "province", "adm1", "adm1_name", "admin1_name"]),
    ("population", &["pop"]),
];

/// The name of a column as the tables here have it.
fn column_name(header: &str) -> String {
    let header = header.trim().trim_start_matches('\u{feff}').to_lowercase().replace([' ', '-'], "_");
    let known = ALIASES.iter().find(|(_, others)| others.contains(&header.as_str()));
    known.map_or(header, |(name, _)| (*name).to_owned())
}

fn for_each_row(table: Table, problems: &mut Vec<Problem>, mut read: impl FnMut(&Row) -> Result<(), Wrong>) {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(table.text.as_bytes());
    let columns: HashMap<String, usize> = match reader.headers() {
        // Of two columns for one thing, the first counts.
        Ok(headers) => (0..headers.len()).rev().map(|at| (column_name(&headers[at]), at)).collect(),
        Err(error) => return problems.push(Problem::of_line(table.file, 1, error.to_string())),
    };
    let mut cells = StringRecord::new();
    loop {
        match reader.read_record(&mut cells) {
            Ok(false) => return,
            Ok(true) => {
                let row = Row { columns: &columns, cells: &cells };
                if let Err(wrong) = read(&row) {
                    let text = cells.iter().collect::<Vec<_>>().join(",");
                    problems.push(Problem {
                        column: Some(wrong.column.to_owned()),
                        value: Some(wrong.value),
                        row: Some(Problem::shorten(&text, Problem::LONGEST_ROW)),
                        ..Problem::of_line(
                            table.file,
                            cells.position().map_or(0, csv::Position::line),
                            wrong.reason.to_owned(),
                        )
                    });
                }
            }
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                problems.push(Problem::of_line(table.file, line, error.to_string()));
            }
        }
    }
}
