//! How much of two tables of short reports, written for this, is read as a person reads it.
//!
//! The words and rules were mended by the same tables: the figures tell what changes, not how well unseen reports are
//! read.

use kharita::{
    event::{Who, told},
    extract::prose::{Read, Reader},
    gazetteer::Gazetteer,
    model::{ActorId, Article, Day, EventStatus, ReportId},
    theatre::Tables,
};

use crate::help;

/// One row of a table: a text, its day of publication, and what a person reads in it.
type Row = Vec<String>;

#[test]
fn how_a_thing_is_said_is_read() {
    let rows = rows("modality.csv");
    let mut wrong = Vec::new();
    for (row, read) in read(&rows) {
        let told: Vec<&str> = read
            .claims
            .iter()
            .filter(|read| read.sub_event_type.name() == row[2])
            .map(|read| read.modality.name())
            .collect();
        if told.is_empty() || told.iter().any(|&modality| modality != row[3]) {
            wrong.push(format!("{}: {} {}, read {told:?}", row[0], row[3], row[2]));
        }
    }
    let right = format!("{} of {} right", rows.len() - wrong.len(), rows.len());
    assert_eq!(right, "46 of 49 right", "wrong:\n{}", wrong.join("\n"));
}

#[test]
fn what_is_disputed_is_read() {
    let rows = rows("dispute.csv");
    let (mut found, mut missed, mut wrong) = (0, 0, 0);
    let mut shown = Vec::new();
    for (row, read) in read(&rows) {
        match (row[2] == "yes", is_disputed(&read)) {
            (true, true) => found += 1,
            (true, false) => {
                missed += 1;
                shown.push(format!("missed: {}", row[0]));
            }
            (false, true) => {
                wrong += 1;
                shown.push(format!("wrong: {}", row[0]));
            }
            (false, false) => {}
        }
    }
    let (told, disputed) = (f64::from(found + wrong), f64::from(found + missed));
    let (precision, recall) = (f64::from(found) / told, f64::from(found) / disputed);
    let figures = format!(
        "{} of {} right; disputed: precision {precision:.3}, recall {recall:.3}, F1 {:.3}",
        rows.len() - shown.len(),
        rows.len(),
        2.0 * precision * recall / (precision + recall),
    );
    assert_eq!(
        figures,
        "48 of 52 right; disputed: precision 1.000, recall 0.846, F1 0.917",
        "{}",
        shown.join("\n")
    );
}

/// Whether a report tells of a happening that is disputed, as `kharita extract` prints it.
fn is_disputed(read: &Read) -> bool {
    let tables = Tables::syria().unwrap();
    let who = Who::new(&tables.actors, &tables.sides, &tables.sources);
    let told = told(&read.claims, &"paper".into(), None, &who, &mut |name| vec![ActorId::from(name)]);
    told.iter().any(|(_, status)| *status == EventStatus::Disputed)
}

fn rows(name: &str) -> Vec<Row> {
    let mut table = csv::Reader::from_path(help::fixture(name)).unwrap();
    table.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

fn read(rows: &[Row]) -> Vec<(&Row, Read)> {
    let tables = Tables::syria().unwrap();
    let reader = Reader::new(Gazetteer::built_in(), &tables.sides, &tables.actors, &tables.sources);
    let article = |row: &Row| Article {
        text: row[0].clone(),
        published: Some(Day::parse(&row[1]).unwrap()),
        ..Article::default()
    };
    rows.iter().map(|row| (row, reader.read(&article(row), &ReportId::default()))).collect()
}
