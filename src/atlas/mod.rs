//! Everything derived from a theatre, built once, immutable, in columns.
//!
//! The page, the API and every file ask here what a layer shows for a window, a box and a filter, so that all of them
//! show the same numbers. A server holds one [`Atlas`] and puts a new one in its place when the theatre changes.

mod areas;
mod block;
mod build;
mod claims;
mod columns;
mod control;
mod filter;
mod found;
mod index;
mod land;
mod layer;
mod record;
mod strings;
mod topology;
mod transfer;
mod why;
mod words;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::OnceLock,
};

use crate::model::{Actor, ActorId, Day, ExpertArea, Place, PlaceId, Side, Source, Terrain, TheatreInfo};

pub use areas::{AreaRecord, ChangeRecord, FrontRecord};
pub use build::Builder;
pub use claims::Link;
pub use columns::NONE;
pub use filter::{Filter, Unknown};
pub use found::Found;
pub use layer::Layer;
pub use record::{
    AccountRecord, ActorRecord, ClaimRecord, ControlRecord, DeathsRecord, EventRecord, Feature, Geometry,
    LinkRecord, PlaceRecord, Record, ReportRecord, StatementRecord,
};
pub use topology::Topology;
pub use why::{Claimed, NamedActor, Speaking, Why};

/// A theatre as it is asked about.
#[derive(Debug)]
pub struct Atlas {
    info: TheatreInfo,
    terrain: Terrain,
    tag: String,
    sources: Vec<Source>,
    sides: Vec<Side>,
    actors: Vec<Actor>,
    places: Vec<Place>,
    actor_rows: BTreeMap<ActorId, u16>,
    place_rows: BTreeMap<PlaceId, u32>,
    events: columns::Events,
    index: index::Index,
    claims: claims::Claims,
    control: control::Control,
    expert_areas: Vec<ExpertArea>,
    counts: Counts,
    columns: OnceLock<Vec<u8>>,
    land: OnceLock<Option<land::LandOfPlaces>>,
    control_columns: OnceLock<Vec<u8>>,
}

/// How much there is of everything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[allow(missing_docs, reason = "the names are those of the tables and layers")]
pub struct Counts {
    pub events: u64,
    pub strikes: u64,
    pub control: u64,
    pub places: u64,
    pub reports: u64,
    pub claims: u64,
    pub problems: u64,
}

impl Atlas {
    /// What the theatre says of itself.
    #[must_use]
    pub fn info(&self) -> &TheatreInfo {
        &self.info
    }

    /// A short text that is the same exactly when everything here is the same: an ETag.
    #[must_use]
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// Sources, by id.
    #[must_use]
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// Sides, in the order of their table.
    #[must_use]
    pub fn sides(&self) -> &[Side] {
        &self.sides
    }

    /// Actors, by id: those of the table, then those that only claims name.
    #[must_use]
    pub fn actors(&self) -> &[Actor] {
        &self.actors
    }

    /// How much there is of everything.
    #[must_use]
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// The first and the last day that claims and the areas of experts are about; `None` while there is nothing.
    ///
    /// A state that began because a holder ended is no claim about that day.
    #[must_use]
    pub fn days(&self) -> Option<(Day, Day)> {
        let starts = self.events.start.iter().copied();
        let ends = self.events.end.iter().map(|end| end - 1);
        let mut told = BTreeSet::new();
        let began: Vec<i32> = self
            .control
            .states
            .iter()
            .filter(|row| told.insert(row.state.claims.first()))
            .map(|row| row.state.began.start().number())
            .chain(self.expert_areas.iter().map(|area| area.from.number()))
            .collect();
        let first = starts.chain(began.iter().copied()).min()?;
        let last = ends.chain(began).max()?;
        Some((Day::from_number(first), Day::from_number(last)))
    }

    /// How many events each source tells of, source by source.
    #[must_use]
    pub fn events_by_source(&self) -> Vec<u64> {
        let mut counts = vec![0; self.sources.len()];
        for row in 0..self.events.len() {
            let mut told: Vec<u16> =
                self.accounts_of(row).iter().map(|claim| self.claims.report(claim).source).collect();
            told.sort_unstable();
            told.dedup();
            for source in told {
                counts[usize::from(source)] += 1;
            }
        }
        counts
    }

    /// The claims about the event of a row.
    fn accounts_of(&self, row: usize) -> &[claims::ClaimRow] {
        let range = &self.events.detail[row].accounts;
        &self.claims.rows[range.start as usize..range.end as usize]
    }
}
