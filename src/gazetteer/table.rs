//! Reads the tables of places and of further spellings.
//!
//! A table of places has the columns `place_id,name,name_ar,names,latitude,longitude,feature_code,country,admin1,
//! population,radius_km,codes,known_by`. A table of spellings has `place_id` and any of `name_ar,names,admin1,
//! feature_code`: its names are added to the place's, and what its other cells say replaces what the place had. Several
//! values in one cell are separated by `; `.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use csv::StringRecord;

use crate::model::{Place, PlaceId, Position, Problem};

/// A CSV table: its name, for messages, and its text.
#[derive(Clone, Copy, Debug)]
pub struct Table<'a> {
    /// Name of the file.
    pub file: &'a str,
    /// What stands in it.
    pub text: &'a str,
}

/// Adds the places of a table; a row that cannot be read, or whose id is taken already, is a problem.
pub(super) fn read_places(
    table: Table,
    places: &mut Vec<Place>,
    by_id: &mut HashMap<PlaceId, u32>,
    problems: &mut Vec<Problem>,
) {
    for_each_row(table, problems, |row| {
        let place = place(row)?;
        match by_id.entry(place.id.clone()) {
            Entry::Occupied(_) => {
                Err(row.wrong("place_id", "another place has this id already; give every place its own"))
            }
            Entry::Vacant(free) => {
                free.insert(places.len() as u32);
                places.push(place);
                Ok(())
            }
        }
    });
}

/// Adds what a table of spellings says to the places it names.
pub(super) fn read_spellings(
    table: Table,
    places: &mut [Place],
    by_id: &HashMap<PlaceId, u32>,
    problems: &mut Vec<Problem>,
) {
    for_each_row(table, problems, |row| {
        let id = row.required("place_id")?;
        let Some(&number) = by_id.get(&PlaceId::from(id)) else {
            return Err(
                row.wrong("place_id", "no table of places has this id; add the place or correct the id")
            );
        };
        let place = &mut places[number as usize];
        place.names.extend(list(row.cell("names")));
        if let Some(name_ar) = row.optional("name_ar") {
            let former = place.name_ar.replace(name_ar.to_owned());
            place.names.extend(former);
        }
        if let Some(admin1) = row.optional("admin1") {
            place.admin1 = Some(admin1.to_owned());
        }
        if let Some(feature_code) = row.optional("feature_code") {
            feature_code.clone_into(&mut place.feature_code);
        }
        Ok(())
    });
}

fn place(row: &Row) -> Result<Place, Wrong> {
    let position = Position::new(row.number("longitude")?, row.number("latitude")?).ok_or_else(|| {
        row.wrong("latitude", "not on the globe; latitudes are -90 to 90, longitudes -180 to 180")
    })?;
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
    Ok(Place {
        id: PlaceId::from(row.required("place_id")?),
        name: row.required("name")?.to_owned(),
        name_ar: row.optional("name_ar").map(str::to_owned),
        names: list(row.cell("names")).collect(),
        position,
        feature_code: row.required("feature_code")?.to_owned(),
        country: row.cell("country").to_owned(),
        admin1: row.optional("admin1").map(str::to_owned),
        population,
        radius_km,
        codes: list(row.cell("codes")).collect(),
        known_by: row.cell("known_by").to_owned(),
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

fn for_each_row(table: Table, problems: &mut Vec<Problem>, mut read: impl FnMut(&Row) -> Result<(), Wrong>) {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(table.text.as_bytes());
    let columns: HashMap<String, usize> = match reader.headers() {
        Ok(headers) => headers.iter().enumerate().map(|(at, name)| (name.trim().to_owned(), at)).collect(),
        Err(error) => return problems.push(whole_row(table.file, 1, error.to_string())),
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
                        ..whole_row(
                            table.file,
                            cells.position().map_or(0, csv::Position::line),
                            wrong.reason.to_owned(),
                        )
                    });
                }
            }
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                problems.push(whole_row(table.file, line, error.to_string()));
            }
        }
    }
}

fn whole_row(file: &str, line: u64, reason: String) -> Problem {
    Problem { file: file.to_owned(), line, column: None, value: None, reason, row: None }
}
