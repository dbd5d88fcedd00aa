//! SQLite's FTS5 with its trigram tokenizer: the whole name as a phrase first, then whatever shares trigrams with it.

use std::path::{Path, PathBuf};

use anyhow::Result;
use kharita::model::Position;
use kharita::text::fold;
use rusqlite::Connection;

use crate::alike::{MOST_FOUND, most_alike};
use crate::measure::{Figures, measured};
use crate::task::{Known, Query, Task};

const FIND: &str = "SELECT rowid FROM names WHERE names MATCH ?1 ORDER BY rank LIMIT ?2";

pub fn build(task: &Task) -> Result<()> {
    let mut database = Connection::open(path(task.folder()))?;
    database.execute("CREATE VIRTUAL TABLE names USING fts5(folded, tokenize = 'trigram')", [])?;
    let transaction = database.transaction()?;
    {
        let mut insert = transaction.prepare("INSERT INTO names (rowid, folded) VALUES (?1, ?2)")?;
        for (number, known) in task.names()?.iter().enumerate() {
            insert.execute((number as i64, &known.folded))?;
        }
    }
    transaction.execute("INSERT INTO names (names) VALUES ('optimize')", [])?;
    transaction.commit()?;
    Ok(())
}

pub fn figures(task: &Task) -> Result<Figures> {
    measured(task, || {
        let known = task.names()?;
        let database = Connection::open(path(task.folder()))?;
        // All of it fits: reading pages from the file again and again is not what is measured.
        database.pragma_update(None, "cache_size", -1_000_000)?;
        Ok(move |query: &Query| find(&database, &known, &fold(&query.text)))
    })
}

fn path(folder: &Path) -> PathBuf {
    folder.join("names.sqlite")
}

fn find(database: &Connection, known: &[Known], folded: &str) -> Option<Position> {
    let matching = |expression: &str| {
        let mut statement = database.prepare_cached(FIND).expect("the query is right");
        let rows = statement.query_map((expression, MOST_FOUND as i64), |row| row.get::<_, i64>(0));
        let numbers: Vec<usize> =
            rows.expect("it can be asked").map(|row| row.expect("a number") as usize).collect();
        most_alike(known, numbers, folded)
    };
    // A folded name has letters, digits and spaces only.
    matching(&format!("\"{folded}\"")).or_else(|| {
        let letters: Vec<char> = folded.chars().collect();
        let grams: Vec<String> =
            letters.windows(3).map(|gram| format!("\"{}\"", gram.iter().collect::<String>())).collect();
        // A name of two letters has no trigram.
        if grams.is_empty() { None } else { matching(&grams.join(" OR ")) }
    })
}
