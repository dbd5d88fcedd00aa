//! A file goes in: read, located and merged on one thread, kept on another, batch by batch.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    ops::ControlFlow,
    sync::mpsc,
};

use xxhash_rust::xxh3::xxh3_64;

use super::{TheatreError, derive};
use crate::{
    control::Tenures,
    extract::{Locator, Naming},
    gazetteer::Gazetteer,
    intake::{Format, Item, Opened},
    model::{Claim, Day, Place, PlaceId, Position, Problem, Report, ReportId, SourceId},
    store::{Batch, Entry, Put, Store},
    text::slug,
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
    /// Reports that an earlier export has and this one lacks.
    pub vanished: Vec<ReportId>,
    /// Reports of an earlier reading of the same file, which this one replaces.
    pub superseded: u64,
}

/// A row ready to be kept.
enum Ready {
    Report {
        entry: Entry,
        places: Vec<Place>,
    },
    /// With the id of the report that it would be, where that is known.
    Problem(Problem, Option<ReportId>),
}

impl Ready {
    /// Bytes of its long texts, about.
    fn bytes(&self) -> usize {
        match self {
            Self::Report { entry, .. } => {
                let quotes = entry.claims().iter().filter_map(|claim| claim.quote.as_ref());
                entry
                    .report()
                    .original
                    .iter()
                    .chain(&entry.report().title)
                    .chain(quotes)
                    .map(String::len)
                    .sum()
            }
            Self::Problem(problem, _) => problem.row.as_ref().map_or(0, String::len),
        }
    }
}

/// Imports an opened file; `progress` is told how many of how many bytes were read.
pub fn import(
    store: &mut Store,
    file: Opened,
    gazetteer: &Gazetteer,
    progress: &mut (dyn FnMut(u64, u64) + Send),
) -> Result<Imported, TheatreError> {
    let header = file.header().clone();
    let actors = store.actors()?;
    let mut naming = Naming::new(&actors);
    let mut keeper = Keeper::new(header.file.clone(), header.format, Tenures::new(&actors));
    let (send, receive) = mpsc::sync_channel::<Vec<Ready>>(WAITING);
    let reading = std::thread::scope(|scope| {
        let reader = scope.spawn(move || {
            let mut preparer = Preparer::new(gazetteer, &actors);
            let mut batch = Vec::with_capacity(BATCH);
            let mut bytes = 0;
            let reading = file.read(
                &mut |item| {
                    let ready = preparer.prepare(item);
                    bytes += ready.bytes();
                    batch.push(ready);
                    if batch.len() < BATCH && bytes < BATCH_BYTES {
                        return ControlFlow::Continue(());
                    }
                    bytes = 0;
                    // Nobody receives when keeping failed: then there is no use in reading on.
                    match send.send(std::mem::replace(&mut batch, Vec::with_capacity(BATCH))) {
                        Ok(()) => ControlFlow::Continue(()),
                        Err(_) => ControlFlow::Break(()),
                    }
                },
                progress,
            );
            let _ = send.send(batch);
            reading
        });
        let mut kept = Ok(());
        for batch in receive {
            kept = keeper.keep(store, &header.import, batch, &mut naming);
            if kept.is_err() {
                break;
            }
        }
        let reading = reader.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        kept.map(|()| reading)
    })??;
    keeper.finish(store, &header.import, reading.rows, &mut naming)
}

/// Makes rows ready: finds their places and, where a claim stands alone, its event.
struct Preparer<'a> {
    gazetteer: &'a Gazetteer,
    locator: Locator<'a>,
    naming: Naming,
    told_places: HashSet<PlaceId>,
}

impl<'a> Preparer<'a> {
    fn new(gazetteer: &'a Gazetteer, actors: &[crate::model::Actor]) -> Self {
        Self {
            gazetteer,
            locator: Locator::new(gazetteer),
            naming: Naming::new(actors),
            told_places: HashSet::new(),
        }
    }

    fn prepare(&mut self, item: Item) -> Ready {
        let (report, mut claims) = match item {
            Item::Row(report, claims) => (report, claims),
            Item::Problem(problem, id) => return Ready::Problem(problem, id),
        };
        let mut places = Vec::new();
        for claim in &mut claims {
            if let Err(reason) = self.locator.locate(claim) {
                let problem = unlocated(&report, claim, &reason.to_string());
                return Ready::Problem(problem, Some(report.id));
            }
            places.extend(self.place_of(claim));
        }
        let events = derive::lone_events(&report, &claims, &mut self.naming);
        Ready::Report { entry: Entry::new(report, claims, events), places }
    }

    /// The place of a claim, the first time it is met. Control hangs on places: one that the gazetteer lacks becomes a
    /// place of the theatre.
    fn place_of(&mut self, claim: &mut Claim) -> Option<Place> {
        let located = claim.located.as_mut()?;
        if let Some(id) = &located.place {
            let is_new = self.told_places.insert(id.clone());
            return if is_new {
                self.gazetteer.place(id).map(crate::gazetteer::Entry::to_place)
            } else {
                None
            };
        }
        claim.control.as_ref()?;
        let place =
            place_of_theatre(claim.toponym.text.as_str(), claim.toponym.admin1.as_deref(), located.position);
        located.place = Some(place.id.clone());
        self.told_places.insert(place.id.clone()).then_some(place)
    }
}

/// A place of the theatre's own: its name and its point tell it from others.
fn place_of_theatre(name: &str, admin1: Option<&str>, position: Position) -> Place {
    let point = format!("{:.4},{:.4}", position.latitude(), position.longitude());
    let key = slug(&[name, admin1.unwrap_or_default()].join(" "));
    Place {
        id: PlaceId(format!("theatre:{key}@{point}")),
        name: if name.is_empty() { point } else { name.to_owned() },
        name_ar: None,
        names: Vec::new(),
        position,
        feature_code: "PPL".to_owned(),
        country: String::new(),
        admin1: admin1.map(str::to_owned),
        population: None,
        radius_km: None,
        codes: Vec::new(),
        known_by: "coordinates of the row that names it".to_owned(),
    }
}

fn unlocated(report: &Report, claim: &Claim, reason: &str) -> Problem {
    let toponym = &claim.toponym;
    let row = [Some(&toponym.text), toponym.admin2.as_ref(), toponym.admin1.as_ref(), claim.quote.as_ref()];
    let row: Vec<&str> = row.into_iter().flatten().map(String::as_str).collect();
    Problem {
        file: String::new(),
        line: report.line,
        column: Some("place".to_owned()),
        value: Some(Problem::shorten(&toponym.text, Problem::LONGEST_VALUE)),
        reason: reason.to_owned(),
        row: Some(Problem::shorten(&row.join(" | "), Problem::LONGEST_ROW)),
    }
}

/// Keeps batches and counts what became of their rows.
struct Keeper {
    format: Format,
    tenures: Tenures,
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
    fn new(file: String, format: Format, tenures: Tenures) -> Self {
        Self {
            format,
            tenures,
            outcome: Imported { file, format: format.name().to_owned(), ..Imported::default() },
            row: 0,
            told: HashSet::new(),
            seen: HashMap::new(),
            unusable: HashSet::new(),
            spans: BTreeMap::new(),
            sources: BTreeSet::new(),
        }
    }

    fn keep(
        &mut self,
        store: &mut Store,
        import: &crate::model::ImportId,
        rows: Vec<Ready>,
        naming: &mut Naming,
    ) -> Result<(), TheatreError> {
        let mut batch = store.batch()?;
        let import = batch.begin_import(import, &self.outcome.file, self.format.name())?;
        for row in rows {
            self.row += 1;
            let row = self.refuse_second(row);
            match row {
                Ready::Report { entry, places } => {
                    for place in &places {
                        batch.put_place(place)?;
                    }
                    self.keep_report(&mut batch, import, &entry)?;
                }
                Ready::Problem(mut problem, id) => {
                    self.unusable.extend(id.map(|id| xxh3_64(id.0.as_bytes())));
                    problem.file.clone_from(&self.outcome.file);
                    batch.put_problem(import, self.row, &problem)?;
                    self.told.insert(self.row);
                    self.outcome.problems += 1;
                }
            }
        }
        derive::derive(&mut batch, naming, &self.tenures)?;
        Ok(batch.commit()?)
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
            Put::Unchanged => self.outcome.unchanged += 1,
            Put::Changed => self.outcome.changed.push(report.id.clone()),
        }
        Ok(())
    }

    fn finish(
        mut self,
        store: &mut Store,
        import: &crate::model::ImportId,
        rows: u64,
        naming: &mut Naming,
    ) -> Result<Imported, TheatreError> {
        let known: BTreeSet<SourceId> = store.sources()?.into_iter().map(|source| source.id).collect();
        let mut batch = store.batch()?;
        let row = batch.begin_import(import, &self.outcome.file, self.format.name())?;
        for source in self.sources.iter().filter(|source| !known.contains(source)) {
            batch.put_source(&crate::atlas::undescribed(source))?;
        }
        let is_read = |id: &str| self.seen.contains_key(&xxh3_64(id.as_bytes()));
        let is_there = |id: &str| is_read(id) || self.unusable.contains(&xxh3_64(id.as_bytes()));
        // Read otherwise than before, the file gives other reports: those of the earlier reading go.
        let superseded = batch.unseen_of_import(row, &is_read)?;
        for report in &superseded {
            batch.forget_report(report)?;
        }
        derive::derive(&mut batch, naming, &self.tenures)?;
        // An export of a data set covers its days whatever the file is called; any other table replaces its own earlier
        // edition.
        let mut vanished = batch.mark_vanished_of_file(row, &is_there)?;
        if matches!(self.format, Format::Acled | Format::Ucdp) {
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
