//! What a person corrects: kept in the gazetteer as a table, put on top of what is built, and taken over by a rebuild.

use std::collections::HashMap;

use crate::model::{PlaceId, Problem};
use crate::text::slug;

use super::draft::{Draft, Name};
use super::table::{self, Correction};
use super::{Gazetteer, GazetteerSource, Table};

/// How the source of a person's corrections is called.
pub(super) const SOURCE: &str = "corrections";

/// A correction as a person states it. What is `None` stays as it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stated {
    /// The place to correct; a new one where this is `None`.
    pub place: Option<PlaceId>,
    /// Names to add. Of a new place, the first is shown.
    pub names: Vec<String>,
    /// Degrees north and east.
    pub position: Option<(f64, f64)>,
    /// GeoNames feature code.
    pub feature_code: Option<String>,
    /// Governorate.
    pub admin1: Option<String>,
    /// Why, or where it is known from.
    pub known_by: String,
}

/// Columns of the table that corrections are kept in.
const COLUMNS: [&str; 7] =
    ["place_id", "names", "latitude", "longitude", "feature_code", "admin1", "known_by"];

impl Stated {
    /// The row of a table that says so, and the id of the place.
    fn row(&self) -> (PlaceId, Vec<String>) {
        let id = self.place.clone().unwrap_or_else(|| {
            PlaceId(format!("own:{}", slug(self.names.first().map_or("place", String::as_str))))
        });
        let degrees = |degrees: Option<f64>| degrees.map_or(String::new(), |degrees| degrees.to_string());
        let row = vec![
            id.0.clone(),
            self.names.join("; "),
            degrees(self.position.map(|(latitude, _)| latitude)),
            degrees(self.position.map(|(_, longitude)| longitude)),
            self.feature_code.clone().unwrap_or_default(),
            self.admin1.clone().unwrap_or_default(),
            self.known_by.clone(),
        ];
        (id, row)
    }
}

impl Gazetteer {
    /// This gazetteer with one more correction, and the id of the place it is about; or what is wrong with it.
    pub fn corrected(&self, stated: &Stated) -> Result<(Self, PlaceId), String> {
        let (id, row) = stated.row();
        let mut table = csv::Writer::from_writer(Vec::new());
        let is_first = self.corrections.is_empty();
        let written = if is_first { table.write_record(COLUMNS) } else { Ok(()) };
        // A table in memory takes every row.
        let _ = written.and_then(|()| table.write_record(&row));
        let added = table.into_inner().unwrap_or_default();
        let corrections = self.corrections.clone() + &String::from_utf8_lossy(&added);
        let others = self.arrays.other_ids();
        let mut drafts: Vec<Draft> =
            self.places().zip(&others).map(|(place, others)| place.to_draft(others)).collect();
        let mut sources = self.sources();
        let source = source_of_corrections(&mut sources);
        let alone = if is_first { String::new() } else { COLUMNS.join(",") + "\n" };
        let alone = alone + &String::from_utf8_lossy(&added);
        let problems = apply(&mut drafts, &alone, source, &self.home);
        if let Some(problem) = problems.into_iter().next() {
            let column = problem.column.map_or(String::new(), |column| format!("{column}: "));
            return Err(format!("{column}{}", problem.reason));
        }
        let mut gazetteer = Self::of(&drafts, &sources, &self.home);
        gazetteer.corrections = corrections;
        Ok((gazetteer, id))
    }

    /// Takes over the corrections of an earlier gazetteer.
    pub(super) fn take_over(
        drafts: &mut Vec<Draft>,
        sources: &mut Vec<GazetteerSource>,
        corrections: &str,
        home: &str,
    ) -> Vec<Problem> {
        if corrections.is_empty() {
            return Vec::new();
        }
        let source = source_of_corrections(sources);
        apply(drafts, corrections, source, home)
    }
}

fn source_of_corrections(sources: &mut Vec<GazetteerSource>) -> usize {
    sources.iter().position(|source| source.name == SOURCE).unwrap_or_else(|| {
        sources.push(GazetteerSource { name: SOURCE.to_owned(), licence: "as its owner says".to_owned() });
        sources.len() - 1
    })
}

/// Puts a table of corrections on top of places. A row about a place that is no more becomes a place of its own where it
/// has a name and a point, else it is a problem: nothing is lost.
fn apply(drafts: &mut Vec<Draft>, corrections: &str, source: usize, home: &str) -> Vec<Problem> {
    let mut by_id: HashMap<PlaceId, usize> = HashMap::new();
    for (number, draft) in drafts.iter().enumerate() {
        for id in &draft.ids {
            by_id.entry(id.clone()).or_insert(number);
        }
    }
    let (rows, mut problems) = table::read_corrections(Table { file: SOURCE, text: corrections });
    for (line, row) in rows {
        match by_id.get(&row.place) {
            Some(&number) => correct(&mut drafts[number], row, source),
            None => match new_place(row, source, home) {
                Ok(draft) => {
                    by_id.insert(draft.ids[0].clone(), drafts.len());
                    drafts.push(draft);
                }
                Err(reason) => problems.push(Problem::of_line(SOURCE, line, reason)),
            },
        }
    }
    problems
}

fn correct(draft: &mut Draft, row: Correction, source: usize) {
    for name in row.names {
        draft.add_name(Name::new(name, source));
    }
    if let Some(position) = row.position {
        draft.position = position;
        draft.radius_km = None;
        draft.known_by = row.known_by;
    }
    if let Some(code) = row.feature_code {
        draft.feature_code = code;
    }
    if let Some(admin1) = row.admin1 {
        draft.admin[0] = Some(admin1);
    }
}

fn new_place(row: Correction, source: usize, home: &str) -> Result<Draft, String> {
    let Some(position) = row.position.filter(|_| !row.names.is_empty()) else {
        return Err(format!(
            "no place has the id {}; correct it, or give the name and the coordinates of a new place",
            row.place
        ));
    };
    Ok(Draft {
        ids: vec![row.place],
        names: row.names.into_iter().map(|name| Name::new(name, source)).collect(),
        position,
        feature_code: row.feature_code.unwrap_or_else(|| "PPL".to_owned()),
        country: home.to_owned(),
        admin: [row.admin1, None, None],
        population: None,
        radius_km: None,
        codes: Vec::new(),
        known_by: row.known_by,
        shape: None,
    })
}
