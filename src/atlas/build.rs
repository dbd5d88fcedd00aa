//! Building an atlas from what a theatre keeps, row by row, so that a million events need no second copy.

use std::{collections::BTreeMap, sync::OnceLock};

use super::{
    Atlas, Counts, NONE,
    columns::{AccountRow, ActorRef, Detail, Events, NO_DAY, NO_SOURCE, Range},
    control::{Control, StateRow, Statement},
    filter::Kinds,
    index::Index,
    strings::Symbols,
};
use crate::model::{
    Actor, ActorId, Claim, ClaimedActor, ControlState, Day, Deaths, Event, Place, PlaceId, Position, Role,
    Side, Source, SourceId, TheatreInfo,
};

/// An atlas in the making. Events come first, then the claims about them.
#[derive(Debug)]
pub struct Builder {
    info: TheatreInfo,
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
    accounts: Vec<(u32, AccountRow)>,
    control: Control,
    claims: u64,
}

/// A claim about an event or about control, with what its report adds.
#[derive(Clone, Copy, Debug)]
pub struct ClaimInput<'a> {
    /// Key of the event it is about; `None` for a claim about control.
    pub event: Option<i64>,
    /// Who published it.
    pub source: &'a SourceId,
    /// When it was published.
    pub published: Option<Day>,
    /// Where it can be read.
    pub url: Option<&'a str>,
    /// The claim.
    pub claim: &'a Claim,
}

impl Builder {
    /// Starts with the theatre's tables.
    #[must_use]
    pub fn new(
        info: TheatreInfo,
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
            accounts: Vec::new(),
            control: Control::default(),
            claims: 0,
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
            place: event.place.as_ref().and_then(|id| self.place_rows.get(id)).copied().unwrap_or(NONE),
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

    /// Adds a claim; `actor_ids` says who its names are.
    pub fn add_claim(&mut self, input: ClaimInput<'_>, actor_ids: &mut dyn FnMut(&str) -> Vec<ActorId>) {
        self.claims += 1;
        let claim = input.claim;
        let Some(row) = input.event.and_then(|key| self.keys.binary_search(&key).ok()) else {
            let statement = Statement {
                source: self.known_source(input.source),
                published: input.published,
                url: input.url.map(str::to_owned),
                quote: claim.quote.clone(),
                said_by: claim.said_by.clone(),
                modality: claim.modality,
            };
            self.control.statements.insert(claim.id.clone(), statement);
            return;
        };
        let account = AccountRow {
            claim: self.events.texts.push(claim.id.as_str()),
            quote: claim.quote.as_deref().map_or(NONE, |quote| self.events.texts.push(quote)),
            url: input.url.map_or(NONE, |url| self.symbols.number(url)),
            source: self.source_row(input.source),
            said_by: claim.said_by.as_ref().map_or(NO_SOURCE, |id| self.source_row(id)),
            modality: claim.modality,
            published: input.published.map_or(NO_DAY, Day::number),
            deaths: figures(claim.deaths),
            actors: self.claimed_actors(&claim.actors, actor_ids),
        };
        self.accounts.push((row as u32, account));
    }

    /// Adds a state of control; one of a place that the theatre lacks is left out.
    pub fn add_control(&mut self, state: ControlState) {
        let Some(place) = self.place_rows.get(&state.place).copied() else { return };
        for actor in state.holders.iter().chain(&state.against) {
            self.actor_row(actor, actor.as_str());
        }
        self.control.states.push(StateRow { place, state });
    }

    /// The atlas; what is not counted by its rows is told.
    #[must_use]
    pub fn finish(mut self, reports: u64, problems: u64) -> Atlas {
        self.events.symbols = std::mem::take(&mut self.symbols).into_texts();
        let order = time_order(&self.events);
        let mut rank = vec![0u32; order.len()];
        for (new, old) in order.iter().enumerate() {
            rank[*old as usize] = new as u32;
        }
        let mut events = permuted(self.events, &order);
        let mut accounts = self.accounts;
        for (row, _) in &mut accounts {
            *row = rank[*row as usize];
        }
        accounts.sort_by(|(row, one), (other_row, other)| {
            let key =
                |account: &AccountRow| if account.published == NO_DAY { i32::MAX } else { account.published };
            (row, key(one), one.claim).cmp(&(other_row, key(other), other.claim))
        });
        set_accounts(&mut events, accounts);
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
            reports,
            claims: self.claims,
            problems,
        };
        let index = Index::new(&events);
        let mut atlas = Atlas {
            info: self.info,
            tag: String::new(),
            sources: self.sources,
            sides: self.sides,
            actors: self.actors,
            places: self.places,
            source_rows: self.source_rows,
            actor_rows: self.actor_rows,
            place_rows: self.place_rows,
            events,
            index,
            control: self.control,
            counts,
            columns: OnceLock::new(),
        };
        atlas.tag = atlas.fingerprint();
        atlas
    }

    fn claimed_actors(
        &mut self,
        actors: &[ClaimedActor],
        actor_ids: &mut dyn FnMut(&str) -> Vec<ActorId>,
    ) -> Range {
        let from = self.events.actors.len() as u32;
        for named in actors {
            for id in actor_ids(&named.name) {
                let actor = self.actor_row(&id, &named.name);
                self.events.actors.push(ActorRef { actor, is_second: named.role == Role::Actor2 });
            }
        }
        from..self.events.actors.len() as u32
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

    fn known_source(&mut self, id: &SourceId) -> SourceId {
        self.source_row(id);
        id.clone()
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

/// Lays accounts, which come by event, beside their events.
fn set_accounts(events: &mut Events, accounts: Vec<(u32, AccountRow)>) {
    for (position, (row, _)) in accounts.iter().enumerate() {
        let position = position as u32;
        let range = &mut events.detail[*row as usize].accounts;
        *range = if range.start == range.end { position..position + 1 } else { range.start..position + 1 };
    }
    events.accounts = accounts.into_iter().map(|(_, account)| account).collect();
}
