//! What every contestant is given, as files: all names with their places, and the queries with where they should lead.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use kharita::gazetteer::{Entry, Gazetteer};
use kharita::model::Position;
use kharita::text::fold;

/// What was done to the names that are asked for.
pub const SETS: [&str; 4] = ["a exact or folded", "b respelled", "c typing error", "d in UCDP"];
/// Queries of a set, at most: evenly spaced ones are kept.
const MOST_QUERIES: usize = 20_000;

/// The folder with everything that a contestant reads.
pub struct Task {
    folder: PathBuf,
}

/// One name of one place.
pub struct Known {
    pub folded: String,
    pub at: Position,
}

/// One query, and where the place is that it means.
pub struct Query {
    pub text: String,
    pub folded: String,
    pub at: Position,
}

impl Query {
    pub fn new(text: String, at: Position) -> Self {
        Self { folded: fold(&text), text, at }
    }
}

impl Task {
    /// The task that was written into a folder.
    pub fn of(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }

    /// Writes the gazetteer, its names and the queries.
    pub fn write(folder: &Path, gazetteer: &Gazetteer, sets: &[Vec<Query>]) -> Result<Self> {
        let task = Self::of(folder);
        gazetteer.save(&task.gazetteer())?;
        let names = gazetteer.places().flat_map(|place| {
            let mut keys: Vec<String> = place.names().map(|name| fold(name.text)).collect();
            keys.sort_unstable();
            keys.dedup();
            keys.into_iter().filter(|key| !key.is_empty()).map(move |key| line(&[&key], place.position()))
        });
        fs::write(task.names_file(), names.collect::<String>())?;
        for (number, queries) in sets.iter().enumerate() {
            let step = queries.len().div_ceil(MOST_QUERIES).max(1);
            let lines = queries.iter().step_by(step).map(|one| line(&[&one.folded, &one.text], one.at));
            fs::write(task.queries_file(number), lines.collect::<String>())?;
        }
        Ok(task)
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    pub fn gazetteer(&self) -> PathBuf {
        self.folder.join("places.gaz")
    }

    /// A line a name: its folded letters, and where the place is.
    pub fn names_file(&self) -> PathBuf {
        self.folder.join("names.tsv")
    }

    /// A line a query: its folded letters, its text as written, and where the place is.
    pub fn queries_file(&self, set: usize) -> PathBuf {
        self.folder.join(format!("queries-{set}.tsv"))
    }

    pub fn names(&self) -> Result<Vec<Known>> {
        read(&self.names_file(), |[folded], at| Known { folded, at })
    }

    pub fn queries(&self, set: usize) -> Result<Vec<Query>> {
        read(&self.queries_file(set), |[folded, text], at| Query { text, folded, at })
    }
}

/// Every third name of a place.
pub fn asked_names(place: Entry<'_>) -> impl Iterator<Item = &str> {
    place.names().step_by(3).map(|name| name.text)
}

fn line(texts: &[&str], at: Position) -> String {
    format!("{}\t{}\t{}\n", texts.join("\t"), at.longitude(), at.latitude())
}

fn read<T, const N: usize>(path: &Path, row: impl Fn([String; N], Position) -> T) -> Result<Vec<T>> {
    let text = fs::read_to_string(path)?;
    let read_line = |line: &str| {
        let (rest, latitude) = line.rsplit_once('\t')?;
        let (rest, longitude) = rest.rsplit_once('\t')?;
        let texts: Vec<String> = rest.split('\t').map(str::to_owned).collect();
        let at = Position::new(longitude.parse().ok()?, latitude.parse().ok()?)?;
        Some(row(texts.try_into().ok()?, at))
    };
    let rows = text.lines().map(|line| read_line(line).with_context(|| format!("cannot read {line}")));
    rows.collect()
}
