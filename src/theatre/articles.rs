//! Articles made ready to be kept: read by every core, and kept in their order.

use std::mem;

use super::{
    derive::Derivation,
    ready::{Places, Ready},
};
use crate::{
    extract::{Outlets, prose::Reader, together},
    model::{Article, ImportId, Problem},
    store::Entry,
};

/// Articles that are read together.
const TOGETHER: usize = 256;
/// Characters of articles that are read together, about: a few are long, but then they are very long.
const TOGETHER_BYTES: usize = 8 << 20;

/// Where articles wait until there are enough to be read together.
pub(super) struct Articles<'a> {
    reader: Reader<'a>,
    outlets: Outlets,
    import: ImportId,
    derivation: Derivation,
    places: Places<'a>,
    waiting: Vec<Result<Article, Problem>>,
    bytes: usize,
}

impl<'a> Articles<'a> {
    pub fn new(
        reader: Reader<'a>,
        outlets: Outlets,
        places: Places<'a>,
        import: ImportId,
        derivation: Derivation,
    ) -> Self {
        Self { reader, outlets, import, derivation, places, waiting: Vec::new(), bytes: 0 }
    }

    /// Takes an article; gives those that wait, ready, when they are enough.
    pub fn take(&mut self, item: Result<Article, Problem>) -> Vec<Ready> {
        self.bytes += item.as_ref().map_or(0, |article| article.text.len());
        self.waiting.push(item);
        if self.waiting.len() < TOGETHER && self.bytes < TOGETHER_BYTES { Vec::new() } else { self.rest() }
    }

    /// Those that still wait.
    pub fn rest(&mut self) -> Vec<Ready> {
        self.bytes = 0;
        let waiting = mem::take(&mut self.waiting);
        let (reader, outlets) = (&self.reader, &self.outlets);
        let read = together(&waiting, |item| {
            item.as_ref().ok().map(|article| reader.read(article, &outlets.report_id(article)))
        });
        let mut ready = Vec::with_capacity(waiting.len());
        for (item, read) in waiting.into_iter().zip(read) {
            let (article, mut read) = match (item, read) {
                (Ok(article), Some(read)) => (article, read),
                (Err(problem), _) => {
                    ready.push(Ready::Problem(problem, None));
                    continue;
                }
                (Ok(_), None) => continue,
            };
            let report = self.outlets.report(article, self.import.clone());
            let problem = (!read.problems.is_empty())
                .then(|| Problem::of_line("", report.line, read.problems.join("; ")));
            let places = read.claims.iter_mut().filter_map(|claim| self.places.of(claim)).collect();
            let events = self.derivation.lone_events(&report, &read.claims);
            ready.push(Ready::Report { entry: Entry::new(report, read.claims, events), places, problem });
        }
        ready
    }
}
