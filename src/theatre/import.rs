//! A file goes in: read, located and merged on one thread, kept on another, batch by batch.

use std::{
    mem,
    ops::ControlFlow,
    sync::mpsc::{self, SyncSender},
};

use super::{
    TheatreError,
    articles::Articles,
    derive::Derivation,
    keeper::Keeper,
    ready::{Places, Ready, Rows},
};
use crate::{
    extract::{
        Outlets,
        prose::{Lexicon, Reader},
    },
    gazetteer::Gazetteer,
    intake::{self, Format, article::OpenedArticles},
    model::{ImportId, ReportId},
    store::Store,
};

/// Rows in one batch: few enough to be kept at once, many enough that the disk is not asked to sync all the time.
const BATCH: usize = 10_000;
/// Bytes of text in one batch, about: few rows are long, but then they are very long.
const BATCH_BYTES: usize = 16 << 20;
/// Batches that may wait to be kept.
const WAITING: usize = 2;

/// What came of an import. `new + changed + unchanged + problems = rows`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Name of the file.
    pub file: String,
    /// What it was read as.
    pub format: String,
    /// Rows of the file.
    pub rows: u64,
    /// Reports that were not there before.
    pub new: u64,
    /// Reports that say something else than before.
    pub changed: Vec<ReportId>,
    /// Reports that were there already.
    pub unchanged: u64,
    /// Rows that could not be used.
    pub problems: u64,
    /// Reports that were kept though not all of them could be read.
    pub flawed: u64,
    /// Reports that an earlier export has and this one lacks.
    pub vanished: Vec<ReportId>,
    /// Reports of an earlier reading of the same file, which this one replaces.
    pub superseded: u64,
}

/// A file that can be imported.
#[derive(Debug)]
pub enum Incoming {
    /// A table or GeoJSON: each row is a report with its claims.
    Table(Box<intake::Opened>),
    /// Articles, whose claims are read in their texts by the words of a lexicon.
    Articles(Box<OpenedArticles>, &'static Lexicon),
}

impl Incoming {
    /// Name of the file without its folders.
    #[must_use]
    pub fn file(&self) -> &str {
        match self {
            Self::Table(table) => &table.header().file,
            Self::Articles(articles, _) => &articles.header().file,
        }
    }

    /// Sheets of a workbook that look like tables too and are not read.
    #[must_use]
    pub fn left_out(&self) -> &[String] {
        match self {
            Self::Table(table) => &table.header().left_out,
            Self::Articles(articles, _) => &articles.header().left_out,
        }
    }

    fn import(&self) -> &ImportId {
        match self {
            Self::Table(table) => &table.header().import,
            Self::Articles(articles, _) => &articles.header().import,
        }
    }

    fn format(&self) -> &'static str {
        match self {
            Self::Table(table) => table.header().format.name(),
            Self::Articles(articles, _) => articles.header().format.name(),
        }
    }

    /// Whether it is an export that has every row of its source about its days.
    fn covers_its_days(&self) -> bool {
        matches!(self, Self::Table(table) if matches!(table.header().format, Format::Acled | Format::Ucdp))
    }
}

/// Imports an opened file; `progress` is told how many of how many bytes were read.
pub fn import(
    store: &mut Store,
    file: Incoming,
    gazetteer: &Gazetteer,
    progress: &mut (dyn FnMut(u64, u64) + Send),
) -> Result<Imported, TheatreError> {
    let (sides, actors, sources) = (store.sides()?, store.actors()?, store.sources()?);
    let import = file.import().clone();
    let for_reading = Derivation::new(store)?;
    let mut keeper = Keeper::new(file.file(), file.format(), file.covers_its_days(), Derivation::new(store)?);
    let (send, receive) = mpsc::sync_channel::<Vec<Ready>>(WAITING);
    let rows = std::thread::scope(|scope| {
        let reader = scope.spawn(move || -> Result<u64, TheatreError> {
            let mut batches = Batches { send, batch: Vec::new(), bytes: 0 };
            let rows = match file {
                Incoming::Table(table) => {
                    let mut rows = Rows::new(gazetteer, for_reading);
                    table.read(&mut |item| batches.take(rows.prepare(item)), progress)?.rows
                }
                Incoming::Articles(opened, lexicon) => {
                    let import = opened.header().import.clone();
                    let reader = Reader::by(lexicon, gazetteer, &sides, &actors, &sources);
                    let outlets = Outlets::new(&sources);
                    let mut articles =
                        Articles::new(reader, outlets, Places::new(gazetteer), import, for_reading);
                    let reading = opened.read(&mut |item| batches.take_all(articles.take(item)), progress)?;
                    let _ = batches.take_all(articles.rest());
                    reading.articles + reading.problems
                }
            };
            let _ = batches.give();
            Ok(rows)
        });
        let mut kept = Ok(());
        for batch in receive {
            kept = keeper.keep(store, &import, batch);
            if kept.is_err() {
                break;
            }
        }
        let rows = reader.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        kept.and(rows)
    })?;
    keeper.finish(store, &import, rows)
}

/// Gathers what is ready into batches and hands them over.
struct Batches {
    send: SyncSender<Vec<Ready>>,
    batch: Vec<Ready>,
    bytes: usize,
}

impl Batches {
    fn take(&mut self, ready: Ready) -> ControlFlow<()> {
        self.bytes += ready.bytes();
        self.batch.push(ready);
        if self.batch.len() < BATCH && self.bytes < BATCH_BYTES {
            ControlFlow::Continue(())
        } else {
            self.give()
        }
    }

    fn take_all(&mut self, ready: Vec<Ready>) -> ControlFlow<()> {
        ready.into_iter().try_for_each(|one| self.take(one))
    }

    fn give(&mut self) -> ControlFlow<()> {
        self.bytes = 0;
        // Nobody receives when keeping failed: then there is no use in reading on.
        match self.send.send(mem::take(&mut self.batch)) {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        }
    }
}
