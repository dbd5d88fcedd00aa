//! A feature as one row: the columns of CSV and of exported GeoPackages.

use crate::atlas::{
    ActorRecord, AreaRecord, ChangeRecord, ClaimRecord, ControlRecord, EventRecord, Feature, FrontRecord,
    Layer, PlaceRecord, Record, ReportRecord, StatementRecord,
};
use crate::model::Day;

/// What a column holds, in GeoPackage's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `TEXT`
    Text,
    /// `INTEGER`
    Integer,
    /// `REAL`
    Real,
    /// `DATE`
    Date,
    /// `BOOLEAN`
    Boolean,
}

/// A value of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Text, or a date as text.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// Another number.
    Real(f64),
    /// Yes or no.
    Boolean(bool),
}

/// The columns of a layer, besides its point.
pub fn columns(layer: Layer) -> &'static [(&'static str, Kind)] {
    match layer {
        Layer::Events | Layer::Strikes => EVENT_COLUMNS,
        Layer::Control => CONTROL_COLUMNS,
        Layer::Places => PLACE_COLUMNS,
        Layer::Claims => CLAIM_COLUMNS,
        Layer::Reports => REPORT_COLUMNS,
        Layer::ControlAreas => AREA_COLUMNS,
        Layer::FrontLines => FRONT_COLUMNS,
        Layer::Changes => CHANGE_COLUMNS,
    }
}

/// The cells of a feature, column by column.
pub fn cells(feature: &Feature<Record<'_>>) -> Vec<Cell> {
    match &feature.properties {
        Record::Event(event) => event_cells(event),
        Record::Control(state) => control_cells(state),
        Record::Place(place) => place_cells(place),
        Record::Claim(claim) => claim_cells(claim),
        Record::Report(report) => report_cells(report),
        Record::Area(area) => area_cells(area),
        Record::Front(front) => front_cells(front),
        Record::Change(change) => change_cells(change),
    }
}

const EVENT_COLUMNS: &[(&str, Kind)] = &[
    ("id", Kind::Text),
    ("event_type", Kind::Text),
    ("sub_event_type", Kind::Text),
    ("start_date", Kind::Date),
    ("end_date", Kind::Date),
    ("time_precision", Kind::Integer),
    ("place_id", Kind::Text),
    ("place_name", Kind::Text),
    ("toponym", Kind::Text),
    ("admin1", Kind::Text),
    ("geo_precision", Kind::Integer),
    ("actor1", Kind::Text),
    ("actor2", Kind::Text),
    ("deaths_low", Kind::Integer),
    ("deaths_best", Kind::Integer),
    ("deaths_high", Kind::Integer),
    ("injured", Kind::Integer),
    ("status", Kind::Text),
    ("classified_by", Kind::Text),
    ("sources", Kind::Text),
    ("said_by", Kind::Text),
    ("published", Kind::Text),
    ("urls", Kind::Text),
    ("quotes", Kind::Text),
    ("licences", Kind::Text),
    ("attributions", Kind::Text),
    ("republish", Kind::Boolean),
];

fn event_cells(event: &EventRecord<'_>) -> Vec<Cell> {
    let deaths = event.deaths;
    let told = |of: &dyn Fn(&StatementRecord<'_>) -> Option<String>| {
        joined(event.sources.iter().map(|account| &account.statement).filter_map(of))
    };
    vec![
        text(event.id),
        text(event.event_type),
        text(event.sub_event_type),
        Cell::Text(event.start.to_string()),
        Cell::Text(event.end.to_string()),
        Cell::Integer(event.time_precision.into()),
        optional(event.place_id),
        optional(event.place_name),
        text(event.toponym),
        optional(event.admin1),
        Cell::Integer(event.geo_precision.into()),
        actors(&event.actors, "actor1"),
        actors(&event.actors, "actor2"),
        number(deaths.and_then(|toll| toll.low)),
        number(deaths.and_then(|toll| toll.best)),
        number(deaths.and_then(|toll| toll.high)),
        number(event.injured),
        text(event.status),
        text(event.classified_by),
        told(&|account| Some(account.name.to_owned())),
        told(&|account| account.said_by.map(str::to_owned)),
        told(&|account| account.published.map(|day| day.to_string())),
        told(&|account| account.url.map(str::to_owned)),
        told(&|account| account.quote.map(str::to_owned)),
        told(&|account| Some(account.licence.to_owned())),
        told(&|account| Some(account.attribution.to_owned())),
        Cell::Boolean(event.sources.iter().all(|account| account.statement.republish)),
    ]
}

const CONTROL_COLUMNS: &[(&str, Kind)] = &[
    ("id", Kind::Text),
    ("place_id", Kind::Text),
    ("place_name", Kind::Text),
    ("admin1", Kind::Text),
    ("start_date", Kind::Date),
    ("start_latest", Kind::Date),
    ("until_date", Kind::Date),
    ("status", Kind::Text),
    ("holders", Kind::Text),
    ("against", Kind::Text),
    ("basis", Kind::Text),
    ("rule", Kind::Text),
    ("vouched_date", Kind::Date),
    ("fades_date", Kind::Date),
    ("sources", Kind::Text),
    ("published", Kind::Text),
    ("urls", Kind::Text),
    ("licences", Kind::Text),
    ("attributions", Kind::Text),
    ("republish", Kind::Boolean),
];

fn control_cells(state: &ControlRecord<'_>) -> Vec<Cell> {
    let told =
        |of: &dyn Fn(&StatementRecord<'_>) -> Option<String>| joined(state.sources.iter().filter_map(of));
    vec![
        text(&state.id),
        text(state.place_id),
        text(state.place_name),
        optional(state.admin1),
        Cell::Text(state.start.to_string()),
        Cell::Text(state.start_latest.to_string()),
        date(state.until),
        text(state.status),
        several(&state.holders),
        several(&state.against),
        text(state.basis),
        text(state.rule),
        Cell::Text(state.vouched.to_string()),
        date(state.fades),
        told(&|statement| Some(statement.name.to_owned())),
        told(&|statement| statement.published.map(|day| day.to_string())),
        told(&|statement| statement.url.map(str::to_owned)),
        told(&|statement| Some(statement.licence.to_owned())),
        told(&|statement| Some(statement.attribution.to_owned())),
        Cell::Boolean(state.sources.iter().all(|statement| statement.republish)),
    ]
}

fn several(ids: &[&str]) -> Cell {
    joined(ids.iter().map(|id| (*id).to_owned()))
}

const AREA_COLUMNS: &[(&str, Kind)] = &[
    ("id", Kind::Text),
    ("day", Kind::Date),
    ("status", Kind::Text),
    ("holders", Kind::Text),
    ("against", Kind::Text),
    ("km2", Kind::Real),
    ("doubtful_km2", Kind::Real),
    ("population", Kind::Integer),
];

fn area_cells(area: &AreaRecord<'_>) -> Vec<Cell> {
    vec![
        text(&area.id),
        Cell::Text(area.day.to_string()),
        text(area.status),
        several(&area.holders),
        several(&area.against),
        Cell::Real(area.km2),
        Cell::Real(area.doubtful_km2),
        Cell::Integer(area.population as i64),
    ]
}

const FRONT_COLUMNS: &[(&str, Kind)] = &[
    ("id", Kind::Text),
    ("day", Kind::Date),
    ("between", Kind::Text),
    ("since", Kind::Date),
    ("km", Kind::Real),
];

fn front_cells(front: &FrontRecord<'_>) -> Vec<Cell> {
    vec![
        text(&front.id),
        Cell::Text(front.day.to_string()),
        several(&front.between),
        date(front.since),
        Cell::Real(front.km),
    ]
}

const CHANGE_COLUMNS: &[(&str, Kind)] = &[
    ("id", Kind::Text),
    ("from_date", Kind::Date),
    ("to_date", Kind::Date),
    ("from_status", Kind::Text),
    ("from_holders", Kind::Text),
    ("to_status", Kind::Text),
    ("to_holders", Kind::Text),
    ("km2", Kind::Real),
    ("population", Kind::Integer),
    ("moved_km", Kind::Real),
    ("bearing", Kind::Real),
];

fn change_cells(change: &ChangeRecord<'_>) -> Vec<Cell> {
    vec![
        text(&change.id),
        Cell::Text(change.from.to_string()),
        Cell::Text(change.to.to_string()),
        text(change.from_status),
        several(&change.from_holders),
        text(change.to_status),
        several(&change.to_holders),
        Cell::Real(change.km2),
        Cell::Integer(change.population as i64),
        change.moved_km.map_or(Cell::Empty, Cell::Real),
        change.bearing.map_or(Cell::Empty, Cell::Real),
    ]
}

const PLACE_COLUMNS: &[(&str, Kind)] = &[
    ("id", Kind::Text),
    ("name", Kind::Text),
    ("name_ar", Kind::Text),
    ("names", Kind::Text),
    ("feature_code", Kind::Text),
    ("country", Kind::Text),
    ("admin1", Kind::Text),
    ("population", Kind::Integer),
    ("radius_km", Kind::Real),
    ("codes", Kind::Text),
    ("known_by", Kind::Text),
];

fn place_cells(place: &PlaceRecord<'_>) -> Vec<Cell> {
    vec![
        text(place.id),
        text(place.name),
        optional(place.name_ar),
        joined(place.names.iter().cloned()),
        text(place.feature_code),
        text(place.country),
        optional(place.admin1),
        number(place.population),
        place.radius_km.map_or(Cell::Empty, Cell::Real),
        joined(place.codes.iter().cloned()),
        text(place.known_by),
    ]
}

const CLAIM_COLUMNS: &[(&str, Kind)] = &[
    ("id", Kind::Text),
    ("event", Kind::Text),
    ("event_type", Kind::Text),
    ("sub_event_type", Kind::Text),
    ("modality", Kind::Text),
    ("unsettled", Kind::Boolean),
    ("start_date", Kind::Date),
    ("end_date", Kind::Date),
    ("time_precision", Kind::Integer),
    ("place_id", Kind::Text),
    ("toponym", Kind::Text),
    ("geo_precision", Kind::Integer),
    ("actor1", Kind::Text),
    ("actor2", Kind::Text),
    ("deaths_low", Kind::Integer),
    ("deaths_best", Kind::Integer),
    ("deaths_high", Kind::Integer),
    ("injured", Kind::Integer),
    ("weapon", Kind::Text),
    ("target", Kind::Text),
    ("report", Kind::Text),
    ("source", Kind::Text),
    ("said_by", Kind::Text),
    ("published", Kind::Date),
    ("url", Kind::Text),
    ("quote", Kind::Text),
    ("linked_to", Kind::Text),
    ("joined", Kind::Boolean),
    ("reason", Kind::Text),
    ("licence", Kind::Text),
    ("attribution", Kind::Text),
    ("republish", Kind::Boolean),
];

fn claim_cells(claim: &ClaimRecord<'_>) -> Vec<Cell> {
    let account = &claim.account;
    let (statement, deaths) = (&account.statement, account.deaths);
    vec![
        text(claim.id),
        optional(claim.event),
        text(claim.event_type),
        text(account.sub_event_type),
        text(statement.modality),
        Cell::Boolean(statement.unsettled),
        Cell::Text(account.start.to_string()),
        Cell::Text(account.end.to_string()),
        Cell::Integer(claim.time_precision.into()),
        optional(claim.place_id),
        text(account.toponym),
        Cell::Integer(claim.geo_precision.into()),
        actors(&account.actors, "actor1"),
        actors(&account.actors, "actor2"),
        number(deaths.and_then(|toll| toll.low)),
        number(deaths.and_then(|toll| toll.best)),
        number(deaths.and_then(|toll| toll.high)),
        number(claim.injured),
        optional(account.weapon),
        optional(account.target),
        text(statement.report),
        text(statement.name),
        optional(statement.said_by),
        date(statement.published),
        optional(statement.url),
        optional(statement.quote),
        optional(statement.link.map(|link| link.claim)),
        statement.link.map_or(Cell::Empty, |link| Cell::Boolean(link.joined)),
        optional(statement.link.map(|link| link.reason)),
        text(statement.licence),
        text(statement.attribution),
        Cell::Boolean(statement.republish),
    ]
}

const REPORT_COLUMNS: &[(&str, Kind)] = &[
    ("id", Kind::Text),
    ("source", Kind::Text),
    ("title", Kind::Text),
    ("url", Kind::Text),
    ("published", Kind::Date),
    ("language", Kind::Text),
    ("claims", Kind::Integer),
    ("licence", Kind::Text),
    ("attribution", Kind::Text),
    ("republish", Kind::Boolean),
];

fn report_cells(report: &ReportRecord<'_>) -> Vec<Cell> {
    vec![
        text(report.id),
        text(report.name),
        optional(report.title),
        optional(report.url),
        date(report.published),
        optional(report.language),
        Cell::Integer(report.claims.into()),
        text(report.licence),
        text(report.attribution),
        Cell::Boolean(report.republish),
    ]
}

fn date(day: Option<Day>) -> Cell {
    day.map_or(Cell::Empty, |day| Cell::Text(day.to_string()))
}

fn text(value: &str) -> Cell {
    if value.is_empty() { Cell::Empty } else { Cell::Text(value.to_owned()) }
}

fn optional(value: Option<&str>) -> Cell {
    value.map_or(Cell::Empty, text)
}

fn number(value: Option<u32>) -> Cell {
    value.map_or(Cell::Empty, |number| Cell::Integer(number.into()))
}

fn actors(actors: &[ActorRecord<'_>], role: &str) -> Cell {
    joined(actors.iter().filter(|actor| actor.role == role).map(|actor| actor.name.to_owned()))
}

/// Several values in one column, each once, in the order they come.
fn joined(values: impl Iterator<Item = String>) -> Cell {
    let mut once: Vec<String> = Vec::new();
    for value in values {
        if !once.contains(&value) {
            once.push(value);
        }
    }
    text(&once.join("; "))
}
