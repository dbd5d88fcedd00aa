//! Building an atlas from what a theatre keeps, row by row, so that a million events need no second copy.

use std::{
    collections::{BTreeMap, HashMap},
    sync::OnceLock,
};

use super::{
    Atlas, Counts, NONE,
    claims::{ClaimRow, Claims, Link, ReportRow},
    columns::{ActorRef, Detail, Events, NO_DAY, NO_SOURCE, Range},
    control::{Control, StateRow},
    filter::Kinds,
    index::Index,
    strings::Symbols,
};
use crate::model::{
    Actor, ActorId, Claim, ClaimId, ClaimedActor, ControlState, Day, Deaths, Event, ExpertArea, GeoPrecision,
    Place, PlaceId, Position, Report, Role, Side, Source, SourceId, Terrain, TheatreInfo,
};

/// An atlas in the making. Events and reports come first, then the claims about them.
#[derive(Debug)]
pub struct Builder {
    info: TheatreInfo,
    terrain: Terrain,
    sources: Vec<Source>,
    sides: Vec<Side>,
    actors: Vec<Actor>,
    places: Vec<Place>,
    source_rows: BTreeMap<SourceId, u16>,
    actor_rows: BTreeMap<ActorId, u16>,
    place_rows: BTreeMap<PlaceId, u32>,
    events: Events,
    symbols: Symbols,
    /// Keys that accounts name their event by, rising.
    keys: Vec<i64>,
    claims: Claims,
    /// Rows of reports by the keys that claims name them by.
    reports: HashMap<i64, u32>,
    control: Control,
    expert_areas: Vec<ExpertArea>,
}

impl Builder {
    /// Starts with the theatre's tables.
    #[must_use]
    pub fn new(
        info: TheatreInfo,
        terrain: Terrain,
        mut sources: Vec<Source>,
        sides: Vec<Side>,
        mut actors: Vec<Actor>,
        mut places: Vec<Place>,
    ) -> Self {
        sources.sort_by(|one, other| one.id.cmp(&other.id));
        actors.sort_by(|one, other| one.id.cmp(&other.id));
        places.sort_by(|one, other| one.id.cmp(&other.id));
        Self {
            info,
            terrain,
            source_rows: sources
                .iter()
                .enumerate()
                .map(|(row, source)| (source.id.clone(), row as u16))
                .collect(),
            actor_rows: actors
                .iter()
                .enumerate()
                .map(|(row, actor)| (actor.id.clone(), row as u16))
                .collect(),
            place_rows: places
                .iter()
                .enumerate()
                .map(|(row, place)| (place.id.clone(), row as u32))
                .collect(),
            sources,
            sides,
            actors,
            places,
            events: Events::default(),
            symbols: Symbols::default(),
            keys: Vec::new(),
            claims: Claims::default(),
            reports: HashMap::new(),
            control: Control::default(),
            expert_areas: Vec::new(),
        }
    }

    /// Adds an event; keys must rise.
    pub fn add_event(&mut self, key: i64, event: &Event) {
        debug_assert!(self.keys.last().is_none_or(|last| *last < key), "keys rise");
        self.keys.push(key);
        let position = event.position;
        self.events.start.push(event.interval.start().number());
        self.events.end.push(event.interval.end().number());
        self.events.longitude.push(position.map_or(f64::NAN, Position::longitude));
        self.events.latitude.push(position.map_or(f64::NAN, Position::latitude));
        self.events.kind.push(event.sub_event_type.number());
        let from = self.events.actors.len() as u32;
        for named in &event.actors {
            let actor = self.actor_row(&named.actor, named.actor.as_str());
            self.events.actors.push(ActorRef { actor, is_second: named.role == Role::Actor2 });
        }
        let detail = Detail {
            id: self.events.ids.push(event.id.as_str()),
            toponym: self.symbols.number(&event.toponym),
            admin1: event.admin1.as_deref().map_or(NONE, |text| self.symbols.number(text)),
            place: self.place_row(event.place.as_ref()),
            deaths: figures(event.deaths),
            injured: event.injured.unwrap_or(NONE),
            actors: from..self.events.actors.len() as u32,
            accounts: 0..0,
            time_precision: event.time_precision.into(),
            geo_precision: event.geo_precision.into(),
            status: event.status as u8,
            is_classified_by_headline: event.classified_by == crate::model::ClassifiedBy::Headline,
        };
        self.events.detail.push(detail);
    }

    /// Adds a report; claims name it by its key.
    pub fn add_report(&mut self, key: i64, report: &Report) {
        let row = ReportRow {
            id: self.claims.texts.push(report.id.as_str()),
            source: self.source_row(&report.source),
            published: report.published.map_or(NO_DAY, Day::number),
            title: report.title.as_deref().map_or(NONE, |title| self.claims.texts.push(title)),
            url: report.url.as_deref().map_or(NONE, |url| self.symbols.number(url)),
            language: report.language.as_deref().map_or(NONE, |language| self.symbols.number(language)),
            claims: 0,
        };
        self.reports.insert(key, self.claims.reports.len() as u32);
        self.claims.reports.push(row);
    }

    /// Adds a claim of a report, about an event or none, by their keys; `actor_ids` says who its names are.
    pub fn add_claim(
        &mut self,
        report: i64,
        event: Option<i64>,
        claim: &Claim,
        actor_ids: &mut dyn FnMut(&str) -> Vec<ActorId>,
    ) {
        let Some(report) = self.reports.get(&report).copied() else { return };
        self.claims.reports[report as usize].claims += 1;
        let title = self.claims.reports[report as usize].title;
        let quote = match claim.quote.as_deref() {
            None => NONE,
            // A headline is kept once.
            Some(quote) if self.claims.text(title) == Some(quote) => title,
            Some(quote) => self.claims.texts.push(quote),
        };
        let event = event.and_then(|key| self.keys.binary_search(&key).ok());
        let located = claim.located.as_ref();
        let spans = claim.spans.as_ref().and_then(|spans| serde_json::to_string(spans).ok());
        let row = ClaimRow {
            id: self.claims.texts.push(claim.id.as_str()),
            report,
            event: event.map_or(NONE, |row| row as u32),
            kind: claim.sub_event_type.number(),
            modality: claim.modality,
            is_unsettled: claim.is_unsettled,
            start: claim.interval.start().number(),
            end: claim.interval.end().number(),
            time_precision: claim.time_precision.into(),
            toponym: self.symbols.number(&claim.toponym.text),
            place: self.place_row(located.and_then(|at| at.place.as_ref())),
            longitude: located.map_or(f64::NAN, |at| at.position.longitude()),
            latitude: located.map_or(f64::NAN, |at| at.position.latitude()),
            geo_precision: located.map_or(GeoPrecision::Region, |at| at.geo_precision).into(),
            actors: self.claimed_actors(&claim.actors, actor_ids),
            deaths: figures(claim.deaths),
            injured: claim.injured.unwrap_or(NONE),
            weapon: claim.weapon.as_deref().map_or(NONE, |weapon| self.symbols.number(weapon)),
            target: claim.target.as_deref().map_or(NONE, |target| self.symbols.number(target)),
            said_by: claim.said_by.as_ref().map_or(NO_SOURCE, |id| self.source_row(id)),
            quote,
            spans: spans.map_or(NONE, |spans| self.claims.texts.push(&spans)),
        };
        self.claims.rows.push(row);
    }

    /// Adds why a claim is joined to an earlier one, or kept apart from it.
    pub fn add_link(&mut self, claim: &ClaimId, link: Link) {
        self.claims.links.insert(claim.0.clone(), link);
    }

    /// Adds a state of control; one of a place that the theatre lacks is left out.
    pub fn add_control(&mut self, state: ControlState) {
        let Some(place) = self.place_rows.get(&state.place).copied() else { return };
        for actor in state.holders.iter().chain(&state.against) {
            self.actor_row(actor, actor.as_str());
        }
        self.control.states.push(StateRow { place, state });
    }

    /// Adds land that an expert drew.
    pub fn add_expert_area(&mut self, area: ExpertArea) {
        self.source_row(&area.source);
        for actor in area.holding.holders.iter().chain(&area.holding.against) {
            self.actor_row(actor, actor.as_str());
        }
        self.expert_areas.push(area);
    }

    /// The atlas; problems are only counted.
    #[must_use]
    pub fn finish(mut self, problems: u64) -> Atlas {
        self.events.symbols = std::mem::take(&mut self.symbols).into_texts();
        let order = time_order(&self.events);
        let mut rank = vec![0u32; order.len()];
        for (new, old) in order.iter().enumerate() {
            rank[*old as usize] = new as u32;
        }
        let mut events = permuted(self.events, &order);
        settle(&mut self.claims, &mut events, &rank);
        let mut by_id: Vec<u32> = (0..events.len() as u32).collect();
        by_id.sort_by(|one, other| {
            let id = |row: &u32| events.ids.get(events.detail[*row as usize].id);
            id(one).cmp(id(other))
        });
        events.by_id = by_id;
        self.control.sort();
        let counts = Counts {
            events: events.len() as u64,
            strikes: events.kind.iter().filter(|kind| Kinds::strikes().has(**kind)).count() as u64,
            control: self.control.states.len() as u64,
            places: self.places.len() as u64,
            reports: self.claims.reports.len() as u64,
            claims: self.claims.rows.len() as u64,
            problems,
        };
        let index = Index::new(&events);
        let mut atlas = Atlas {
            info: self.info,
            terrain: self.terrain,
            tag: String::new(),
            sources: self.sources,
            sides: self.sides,
            actors: self.actors,
            places: self.places,
            actor_rows: self.actor_rows,
            place_rows: self.place_rows,
            events,
            index,
            claims: self.claims,
            control: self.control,
            expert_areas: self.expert_areas,
            counts,
            columns: OnceLock::new(),
            land: OnceLock::new(),
            control_columns: OnceLock::new(),
        };
        atlas.tag = atlas.fingerprint();
        atlas
    }

    fn claimed_actors(
        &mut self,
        actors: &[ClaimedActor],
        actor_ids: &mut dyn FnMut(&str) -> Vec<ActorId>,
    ) -> Range {
        let from = self.claims.actors.len() as u32;
        for named in actors {
            for id in actor_ids(&named.name) {
                let actor = self.actor_row(&id, &named.name);
                self.claims.actors.push(ActorRef { actor, is_second: named.role == Role::Actor2 });
            }
        }
        from..self.claims.actors.len() as u32
    }

    /// The row of an actor; one that only claims name gets a row with the name as they write it.
    fn actor_row(&mut self, id: &ActorId, name: &str) -> u16 {
        if let Some(row) = self.actor_rows.get(id) {
            // An event knows ids only; the claims that follow know how they are written.
            if name != id.as_str() && self.actors[usize::from(*row)].name == id.as_str() {
                name.clone_into(&mut self.actors[usize::from(*row)].name);
            }
            return *row;
        }
        if self.actors.len() >= usize::from(u16::MAX) {
            return u16::MAX - 1;
        }
        let row = self.actors.len() as u16;
        self.actors.push(Actor::named(id.clone(), name));
        self.actor_rows.insert(id.clone(), row);
        row
    }

    fn place_row(&self, id: Option<&PlaceId>) -> u32 {
        id.and_then(|id| self.place_rows.get(id)).copied().unwrap_or(NONE)
    }

    /// The row of a source; one that no table describes gets a row that says so.
    fn source_row(&mut self, id: &SourceId) -> u16 {
        if let Some(row) = self.source_rows.get(id) {
            return *row;
        }
        let row = self.sources.len().min(usize::from(NO_SOURCE - 1)) as u16;
        self.sources.push(Source::undescribed(id));
        self.source_rows.insert(id.clone(), row);
        row
    }
}

fn figures(deaths: Option<Deaths>) -> [u32; 3] {
    let deaths = deaths.unwrap_or_default();
    [deaths.low, deaths.best, deaths.high].map(|figure| figure.unwrap_or(NONE))
}

fn time_order(events: &Events) -> Vec<u32> {
    let mut order: Vec<u32> = (0..events.len() as u32).collect();
    order.sort_by(|one, other| {
        let (one, other) = (*one as usize, *other as usize);
        let id = |row: usize| events.ids.get(events.detail[row].id);
        events.start[one].cmp(&events.start[other]).then_with(|| id(one).cmp(id(other)))
    });
    order
}

/// The same events in another order.
fn permuted(events: Events, order: &[u32]) -> Events {
    fn pick<T: Clone>(column: &[T], order: &[u32]) -> Vec<T> {
        order.iter().map(|row| column[*row as usize].clone()).collect()
    }
    Events {
        start: pick(&events.start, order),
        end: pick(&events.end, order),
        longitude: pick(&events.longitude, order),
        latitude: pick(&events.latitude, order),
        kind: pick(&events.kind, order),
        detail: pick(&events.detail, order),
        ..events
    }
}

/// Lays claims beside their events, which have other rows now, and reports in the order of their ids.
fn settle(claims: &mut Claims, events: &mut Events, rank: &[u32]) {
    let mut order: Vec<u32> = (0..claims.reports.len() as u32).collect();
    let id = |row: &u32| claims.texts.get(claims.reports[*row as usize].id);
    order.sort_by(|one, other| id(one).cmp(id(other)));
    let mut new = vec![0; order.len()];
    for (at, old) in order.iter().enumerate() {
        new[*old as usize] = at as u32;
    }
    claims.reports = order.iter().map(|row| claims.reports[*row as usize].clone()).collect();
    for claim in &mut claims.rows {
        claim.report = new[claim.report as usize];
        if claim.event != NONE {
            claim.event = rank[claim.event as usize];
        }
    }
    let mut rows = std::mem::take(&mut claims.rows);
    let published = |claim: &ClaimRow| match claims.reports[claim.report as usize].published {
        NO_DAY => i32::MAX,
        day => day,
    };
    rows.sort_by(|one, other| {
        (one.event, published(one), one.report, one.id).cmp(&(
            other.event,
            published(other),
            other.report,
            other.id,
        ))
    });
    for (at, claim) in rows.iter().enumerate().filter(|(_, claim)| claim.event != NONE) {
        let at = at as u32;
        let range = &mut events.detail[claim.event as usize].accounts;
        *range = if range.start == range.end { at..at + 1 } else { range.start..at + 1 };
    }
    claims.rows = rows;
    let mut by_id: Vec<u32> = (0..claims.rows.len() as u32).collect();
    let id = |row: &u32| claims.texts.get(claims.rows[*row as usize].id);
    by_id.sort_by(|one, other| id(one).cmp(id(other)));
    claims.by_id = by_id;
}
