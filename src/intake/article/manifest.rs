//! A table that says of files what their texts do not: address, title, outlet, day.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::Path;

use crate::intake::IntakeError;
use crate::intake::bytes::Done;
use crate::intake::headers::{Field, Fields, Layout};
use crate::intake::row::Row;
use crate::intake::source::Source;
use crate::model::Day;

use super::published;

const LAYOUT: Layout = Layout {
    fields: &[
        (Field::File, &["file", "file_name", "filename", "path"]),
        (Field::Url, &["url", "link"]),
        (Field::Title, &["title", "headline"]),
        (Field::Source, &["outlet", "source", "publisher"]),
        (Field::Published, &["published", "date", "published_on", "date_published"]),
        (Field::Language, &["language", "lang"]),
    ],
    required: &[&[Field::File]],
    kept: &[],
};

/// What a manifest says of one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// Where it can be read.
    pub url: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// When.
    pub published: Option<Day>,
    /// In which language, as a BCP 47 tag.
    pub language: Option<String>,
}

/// What is known of files, by their names without folders.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Manifest {
    files: BTreeMap<String, Told>,
}

impl Manifest {
    /// Reads a table with the columns `file,url,title,outlet,published`.
    ///
    /// It is written for this one purpose, so a row that cannot be read stops everything instead of being left out.
    pub fn read(path: &Path) -> Result<Self, IntakeError> {
        let source = Source::open(path)?;
        let file = &source.packed.file;
        let refuse = |reason: String| IntakeError::Header { file: file.clone(), reason };
        let fields = Fields::find(&LAYOUT, &source.columns, &BTreeMap::new(), file)?;
        if !fields.missing(&LAYOUT).is_empty() {
            let reason = "a manifest has the columns file, url, title, outlet, published".to_owned();
            return Err(refuse(reason));
        }
        let mut manifest = Self::default();
        let mut wrong = None;
        source.each_row(&Done::default(), &mut |row| match told(&fields, row) {
            Ok((name, told)) => {
                manifest.files.insert(name, told);
                ControlFlow::Continue(())
            }
            Err(reason) => {
                wrong = Some(format!("line {}: {reason}", row.line));
                ControlFlow::Break(())
            }
        })?;
        wrong.map_or(Ok(manifest), |reason| Err(IntakeError::Container { file: file.clone(), reason }))
    }

    /// What is known of the file with this name.
    #[must_use]
    pub fn of(&self, file: &str) -> Option<&Told> {
        self.files.get(file)
    }

    /// The files it names, with what it says of them.
    pub fn files(&self) -> impl Iterator<Item = (&str, &Told)> {
        self.files.iter().map(|(file, told)| (file.as_str(), told))
    }

    /// How many files it names.
    #[must_use]
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether it names none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}

fn told(fields: &Fields, row: &Row) -> Result<(String, Told), String> {
    if let Some(fault) = &row.fault {
        return Err(fault.clone());
    }
    let cell = |field| fields.of(field).map(|column| row.cell(column)).filter(|cell| !cell.is_empty());
    let owned = |field| cell(field).map(str::to_owned);
    let path = cell(Field::File).ok_or("the row names no file")?;
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path).to_owned();
    let published = match cell(Field::Published) {
        None => None,
        Some(text) => {
            let unreadable = || format!("{text:?} is no day; write it as 2017-11-13");
            Some(published::day(text).ok_or_else(unreadable)?)
        }
    };
    let told = Told {
        url: owned(Field::Url),
        title: owned(Field::Title),
        outlet: owned(Field::Source),
        published,
        language: owned(Field::Language),
    };
    Ok((name, told))
}
