//! Keeps what was read, batch by batch, and counts what became of it.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use xxhash_rust::xxh3::xxh3_64;

use super::{
    Imported, TheatreError,
    derive::{Derivation, derive},
    ready::Ready,
};
use crate::{
    model::{Day, ImportId, Problem, Source, SourceId},
    store::{Batch, Entry, Put, Store},
};

/// Keeps batches and counts what became of their rows.
pub(super) struct Keeper {
    /// Whether the file is an export that has every row about its days.
    covers_its_days: bool,
    derivation: Derivation,
    outcome: Imported,
    /// Rows of the file so far.
    row: u64,
    /// The rows that were problems.
    told: HashSet<u64>,
    /// Hashes of the ids of all reports of the file, and of what they say.
    seen: HashMap<u64, i64>,
    /// Hashes of the ids of rows that could not be used: they are in the file all the same.
    unusable: HashSet<u64>,
    /// The days that the reports of each source are about.
    spans: BTreeMap<SourceId, (Day, Day)>,
    sources: BTreeSet<SourceId>,
}

impl Keeper {
    pub fn new(file: &str, format: &str, covers_its_days: bool, derivation: Derivation) -> Self {
        Self {
            covers_its_days,
            derivation,
            outcome: Imported { file: file.to_owned(), format: format.to_owned(), ..Imported::default() },
            row: 0,
            told: HashSet::new(),
            seen: HashMap::new(),
            unusable: HashSet::new(),
            spans: BTreeMap::new(),
            sources: BTreeSet::new(),
        }
    }

    pub fn keep(
        &mut self,
        store: &mut Store,
        import: &ImportId,
        rows: Vec<Ready>,
    ) -> Result<(), TheatreError> {
        let mut batch = store.batch()?;
        let import = batch.begin_import(import, &self.outcome.file, &self.outcome.format)?;
        for row in rows {
            self.row += 1;
            let row = self.refuse_second(row);
            match row {
                Ready::Report { entry, places, problem } => {
                    for place in &places {
                        batch.put_place(place)?;
                    }
                    self.keep_report(&mut batch, import, &entry)?;
                    if let Some(problem) = problem {
                        self.keep_problem(&batch, import, problem)?;
                        self.outcome.flawed += 1;
                    }
                }
                Ready::Problem(problem, id) => {
                    self.unusable.extend(id.map(|id| xxh3_64(id.0.as_bytes())));
                    self.keep_problem(&batch, import, problem)?;
                    self.outcome.problems += 1;
                }
            }
        }
        derive(&mut batch, &mut self.derivation)?;
        Ok(batch.commit()?)
    }

    fn keep_problem(
        &mut self,
        batch: &Batch<'_>,
        import: i64,
        mut problem: Problem,
    ) -> Result<(), TheatreError> {
        problem.file.clone_from(&self.outcome.file);
        batch.put_problem(import, self.row, &problem)?;
        self.told.insert(self.row);
        Ok(())
    }

    /// A row with the id of an earlier row of the same file: which of them is right, or whether they are two events,
    /// nobody knows.
    fn refuse_second(&self, row: Ready) -> Ready {
        let Ready::Report { entry, .. } = &row else { return row };
        let report = entry.report();
        let reason = match self.seen.get(&xxh3_64(report.id.0.as_bytes())) {
            None => return row,
            Some(hash) if *hash == entry.hash() => {
                "the same as an earlier row of this file; if they are two events, give each row its own id"
            }
            Some(_) => {
                "an earlier row of this file has this id and says something else; give each row its own id"
            }
        };
        let problem = Problem {
            column: Some("id".to_owned()),
            value: Some(Problem::shorten(report.id.as_str(), Problem::LONGEST_VALUE)),
            row: report.original.as_deref().map(|row| Problem::shorten(row, Problem::LONGEST_ROW)),
            ..Problem::of_line("", report.line, reason.to_owned())
        };
        Ready::Problem(problem, None)
    }

    fn keep_report(&mut self, batch: &mut Batch<'_>, import: i64, entry: &Entry) -> Result<(), TheatreError> {
        let (report, claims) = (entry.report(), entry.claims());
        self.derivation.note(report);
        self.seen.insert(xxh3_64(report.id.0.as_bytes()), entry.hash());
        for source in claims.iter().filter_map(|claim| claim.said_by.as_ref()).chain([&report.source]) {
            if !self.sources.contains(source) {
                self.sources.insert(source.clone());
            }
        }
        for claim in claims {
            let (start, last) = (claim.interval.start(), claim.interval.last());
            if let Some(span) = self.spans.get_mut(&report.source) {
                *span = (span.0.min(start), span.1.max(last));
            } else {
                self.spans.insert(report.source.clone(), (start, last));
            }
        }
        match batch.put_report(import, entry)? {
            Put::New => self.outcome.new += 1,
            Put::Unchanged | Put::ReadAnew => self.outcome.unchanged += 1,
            Put::Changed => self.outcome.changed.push(report.id.clone()),
        }
        Ok(())
    }

    pub fn finish(
        mut self,
        store: &mut Store,
        import: &ImportId,
        rows: u64,
    ) -> Result<Imported, TheatreError> {
        let known: BTreeSet<SourceId> = store.sources()?.into_iter().map(|source| source.id).collect();
        let mut batch = store.batch()?;
        let row = batch.begin_import(import, &self.outcome.file, &self.outcome.format)?;
        for source in self.sources.iter().filter(|source| !known.contains(source)) {
            batch.put_source(&Source::undescribed(source))?;
        }
        let is_read = |id: &str| self.seen.contains_key(&xxh3_64(id.as_bytes()));
        let is_there = |id: &str| is_read(id) || self.unusable.contains(&xxh3_64(id.as_bytes()));
        // Read otherwise than before, the file gives other reports: those of the earlier reading go.
        let superseded = batch.unseen_of_import(row, &is_read)?;
        for report in &superseded {
            batch.forget_report(report)?;
        }
        derive(&mut batch, &mut self.derivation)?;
        // An export of a data set covers its days whatever the file is called; any other table replaces its own earlier
        // edition.
        let mut vanished = batch.mark_vanished_of_file(row, &is_there)?;
        if self.covers_its_days {
            for (source, days) in &self.spans {
                vanished.extend(batch.mark_vanished_of_source(row, source, *days, &is_there)?);
            }
        }
        if !superseded.is_empty() || !self.outcome.changed.is_empty() {
            batch.sweep()?;
        }
        batch.finish_import(row, rows, &|ordinal| self.told.contains(&ordinal))?;
        batch.commit()?;
        self.outcome.superseded = superseded.len() as u64;
        self.outcome.rows = rows;
        self.outcome.vanished = vanished;
        Ok(self.outcome)
    }
}
