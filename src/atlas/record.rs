//! What is told of one event, state, place, claim or report: the same to the page, the API and every file.

use serde::Serialize;

use super::areas::{AreaRecord, ChangeRecord, FrontRecord};
use super::{
    Atlas, NONE,
    claims::ClaimRow,
    columns::{ActorRef, NO_DAY, NO_SOURCE},
};
use crate::model::{ActorId, ClassifiedBy, Day, EventStatus, Place, Position, Source, Spans, SubEventType};

/// A feature of RFC 7946, at a point, along lines, over land or without a place.
#[derive(Clone, Debug, Serialize)]
pub struct Feature<P> {
    /// Always `Feature`.
    pub r#type: &'static str,
    /// Id within its collection.
    pub id: String,
    /// Where; `None` where that is not known.
    pub geometry: Option<Geometry>,
    /// What.
    pub properties: P,
}

/// A geometry of RFC 7946, longitude first.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "type", content = "coordinates")]
pub enum Geometry {
    /// A point.
    Point([f64; 2]),
    /// Lines.
    MultiLineString(Vec<Vec<[f64; 2]>>),
    /// Areas: of each its exterior, then its holes.
    MultiPolygon(Vec<Vec<Vec<[f64; 2]>>>),
}

/// What is told of one row of a layer.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub enum Record<'a> {
    /// Of an event or a strike.
    Event(EventRecord<'a>),
    /// Of a state of control.
    Control(ControlRecord<'a>),
    /// Of a place.
    Place(PlaceRecord<'a>),
    /// Of a claim.
    Claim(Box<ClaimRecord<'a>>),
    /// Of a report.
    Report(ReportRecord<'a>),
    /// Of an area of control.
    Area(AreaRecord<'a>),
    /// Of a front line.
    Front(FrontRecord<'a>),
    /// Of land that changed hands.
    Change(ChangeRecord<'a>),
}

/// What is told of an event.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs, reason = "the names are ACLED's, UCDP's and GeoNames'")]
pub struct EventRecord<'a> {
    pub id: &'a str,
    pub event_type: &'static str,
    pub sub_event_type: &'static str,
    pub start: Day,
    /// The last day it may have been.
    pub end: Day,
    pub time_precision: u8,
    pub place_id: Option<&'a str>,
    pub place_name: Option<&'a str>,
    pub place_name_ar: Option<&'a str>,
    pub toponym: &'a str,
    pub admin1: Option<&'a str>,
    pub geo_precision: u8,
    pub actors: Vec<ActorRecord<'a>>,
    pub deaths: Option<DeathsRecord>,
    pub injured: Option<u32>,
    pub status: &'static str,
    pub classified_by: &'static str,
    pub sources: Vec<AccountRecord<'a>>,
}

/// An actor and its part.
#[derive(Clone, Copy, Debug, Serialize)]
#[allow(missing_docs, reason = "the names say it")]
pub struct ActorRecord<'a> {
    pub actor: &'a str,
    pub name: &'a str,
    pub name_ar: Option<&'a str>,
    pub role: &'static str,
}

/// A toll.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "the names are UCDP's")]
pub struct DeathsRecord {
    pub low: Option<u32>,
    pub best: Option<u32>,
    pub high: Option<u32>,
}

/// What a claim says of itself: who published it, who is quoted, and what may be done with it.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs, reason = "the names say it")]
pub struct StatementRecord<'a> {
    pub claim: &'a str,
    pub report: &'a str,
    pub source: &'a str,
    pub name: &'a str,
    pub url: Option<&'a str>,
    pub published: Option<Day>,
    pub quote: Option<&'a str>,
    pub said_by: Option<&'a str>,
    pub modality: &'static str,
    /// Whether the report itself says that this is not settled.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub unsettled: bool,
    /// Where the report's text says it, in code points; the quotation is its sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spans: Option<Spans>,
    /// Why it is joined to an earlier claim or kept apart from it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<LinkRecord<'a>>,
    pub licence: &'a str,
    pub attribution: &'a str,
    pub republish: bool,
}

/// Why a claim is joined to an earlier one, or kept apart from it.
#[derive(Clone, Copy, Debug, Serialize)]
#[allow(missing_docs, reason = "the names say it")]
pub struct LinkRecord<'a> {
    pub claim: &'a str,
    pub joined: bool,
    pub reason: &'a str,
}

/// One account of an event: what any claim says of itself, and what it says of the event.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs, reason = "the names say it")]
pub struct AccountRecord<'a> {
    #[serde(flatten)]
    pub statement: StatementRecord<'a>,
    pub sub_event_type: &'static str,
    pub start: Day,
    /// The last day it may have been.
    pub end: Day,
    pub toponym: &'a str,
    pub deaths: Option<DeathsRecord>,
    pub actors: Vec<ActorRecord<'a>>,
    /// With what it was done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weapon: Option<&'a str>,
    /// What it hit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<&'a str>,
}

/// What is told of a claim.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs, reason = "the names are ACLED's, UCDP's and GeoNames'")]
pub struct ClaimRecord<'a> {
    pub id: &'a str,
    /// The event it is an account of; none for plans, threats and states of control.
    pub event: Option<&'a str>,
    pub event_type: &'static str,
    pub time_precision: u8,
    pub place_id: Option<&'a str>,
    pub geo_precision: u8,
    pub injured: Option<u32>,
    #[serde(flatten)]
    pub account: AccountRecord<'a>,
}

/// What is told of a report.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs, reason = "the names say it")]
pub struct ReportRecord<'a> {
    pub id: &'a str,
    pub source: &'a str,
    pub name: &'a str,
    pub title: Option<&'a str>,
    pub url: Option<&'a str>,
    pub published: Option<Day>,
    pub language: Option<&'a str>,
    /// How many claims it makes.
    pub claims: u32,
    pub licence: &'a str,
    pub attribution: &'a str,
    pub republish: bool,
}

/// What is told of a state of control.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs, reason = "the names say it")]
pub struct ControlRecord<'a> {
    pub id: String,
    pub place_id: &'a str,
    pub place_name: &'a str,
    pub place_name_ar: Option<&'a str>,
    pub admin1: Option<&'a str>,
    pub feature_code: &'a str,
    pub start: Day,
    /// The last day on which it may have begun.
    pub start_latest: Day,
    /// The day the next state begins.
    pub until: Option<Day>,
    pub status: &'static str,
    pub holders: Vec<&'a str>,
    pub against: Vec<&'a str>,
    pub basis: &'static str,
    /// Why it is as it is.
    pub rule: &'static str,
    /// The last day that its sources vouch for.
    pub vouched: Day,
    /// The day from which on it is unknown, because nobody has vouched for it for too long.
    pub fades: Option<Day>,
    pub sources: Vec<StatementRecord<'a>>,
}

/// What is told of a place.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs, reason = "the names are GeoNames'")]
pub struct PlaceRecord<'a> {
    pub id: &'a str,
    pub name: &'a str,
    pub name_ar: Option<&'a str>,
    pub names: &'a [String],
    pub feature_code: &'a str,
    pub country: &'a str,
    pub admin1: Option<&'a str>,
    pub population: Option<u32>,
    pub radius_km: Option<f64>,
    pub codes: &'a [String],
    pub known_by: &'a str,
}

impl<P> Feature<P> {
    /// The same feature with other properties.
    pub fn map<Q>(self, change: impl FnOnce(P) -> Q) -> Feature<Q> {
        Feature {
            r#type: self.r#type,
            id: self.id,
            geometry: self.geometry,
            properties: change(self.properties),
        }
    }

    fn new(id: String, position: Option<Position>, properties: P) -> Self {
        Self { r#type: "Feature", id, geometry: position.map(Geometry::point), properties }
    }
}

impl Geometry {
    /// A point, longitude first, to seven decimals: a centimeter.
    #[must_use]
    pub fn point(position: Position) -> Self {
        let rounded = |degrees: f64| (degrees * 1e7).round() / 1e7;
        Self::Point([rounded(position.longitude()), rounded(position.latitude())])
    }

    /// Longitude and latitude of a point; `None` of anything else.
    #[must_use]
    pub fn position(&self) -> Option<Position> {
        match self {
            Self::Point([longitude, latitude]) => Position::new(*longitude, *latitude),
            _ => None,
        }
    }

    /// All its points.
    #[must_use]
    pub fn points(&self) -> Box<dyn Iterator<Item = &[f64; 2]> + '_> {
        match self {
            Self::Point(point) => Box::new(std::iter::once(point)),
            Self::MultiLineString(lines) => Box::new(lines.iter().flatten()),
            Self::MultiPolygon(polygons) => Box::new(polygons.iter().flatten().flatten()),
        }
    }
}

impl Atlas {
    pub(super) fn event_feature(&self, row: u32) -> Feature<EventRecord<'_>> {
        let events = &self.events;
        let at = row as usize;
        let detail = &events.detail[at];
        let sub_event_type = events.sub_event_type(at);
        let place = (detail.place != NONE).then(|| &self.places[detail.place as usize]);
        let record = EventRecord {
            id: events.ids.get(detail.id),
            event_type: sub_event_type.event_type().name(),
            sub_event_type: sub_event_type.name(),
            start: Day::from_number(events.start[at]),
            end: Day::from_number(events.end[at] - 1),
            time_precision: detail.time_precision,
            place_id: place.map(|place| place.id.as_str()),
            place_name: place.map(|place| place.name.as_str()),
            place_name_ar: place.and_then(|place| place.name_ar.as_deref()),
            toponym: events.symbols.get(detail.toponym),
            admin1: (detail.admin1 != NONE).then(|| events.symbols.get(detail.admin1)),
            geo_precision: detail.geo_precision,
            actors: self.actors_of(events.actors_of(&detail.actors)),
            deaths: deaths(detail.deaths),
            injured: (detail.injured != NONE).then_some(detail.injured),
            status: EventStatus::ALL[usize::from(detail.status)].name(),
            classified_by: if detail.is_classified_by_headline {
                ClassifiedBy::Headline.name()
            } else {
                ClassifiedBy::Source.name()
            },
            sources: self.accounts_of(at).iter().map(|claim| self.account(claim)).collect(),
        };
        let position = Position::new(events.longitude[at], events.latitude[at]);
        Feature::new(record.id.to_owned(), position, record)
    }

    pub(super) fn control_feature(&self, row: u32) -> Feature<ControlRecord<'_>> {
        let state_row = &self.control.states[row as usize];
        let state = &state_row.state;
        let place = &self.places[state_row.place as usize];
        let record = ControlRecord {
            id: self.state_id(row),
            place_id: place.id.as_str(),
            place_name: &place.name,
            place_name_ar: place.name_ar.as_deref(),
            admin1: place.admin1.as_deref(),
            feature_code: &place.feature_code,
            start: state.began.start(),
            start_latest: state.began.last(),
            until: state.end,
            status: state.status.name(),
            holders: state.holders.iter().map(ActorId::as_str).collect(),
            against: state.against.iter().map(ActorId::as_str).collect(),
            basis: state.basis.name(),
            rule: state.rule.name(),
            vouched: state.vouched,
            fades: state.fades,
            sources: state
                .claims
                .iter()
                .filter_map(|claim| self.claims.row_of(claim.as_str()))
                .map(|row| self.statement(&self.claims.rows[row as usize]))
                .collect(),
        };
        Feature::new(record.id.clone(), Some(place.position), record)
    }

    pub(super) fn place_feature(&self, row: u32) -> Feature<PlaceRecord<'_>> {
        let place: &Place = &self.places[row as usize];
        let record = PlaceRecord {
            id: place.id.as_str(),
            name: &place.name,
            name_ar: place.name_ar.as_deref(),
            names: &place.names,
            feature_code: &place.feature_code,
            country: &place.country,
            admin1: place.admin1.as_deref(),
            population: place.population,
            radius_km: place.radius_km,
            codes: &place.codes,
            known_by: &place.known_by,
        };
        Feature::new(place.id.0.clone(), Some(place.position), record)
    }

    /// The id of a state.
    pub(super) fn state_id(&self, row: u32) -> String {
        self.control.states[row as usize].id()
    }

    pub(super) fn claim_feature(&self, row: u32) -> Feature<ClaimRecord<'_>> {
        let claim = &self.claims.rows[row as usize];
        let place = (claim.place != NONE).then(|| self.places[claim.place as usize].id.as_str());
        let record = ClaimRecord {
            id: self.claims.texts.get(claim.id),
            event: (claim.event != NONE).then(|| self.event_id(claim.event)),
            event_type: sub_event_type(claim).event_type().name(),
            time_precision: claim.time_precision,
            place_id: place,
            geo_precision: claim.geo_precision,
            injured: (claim.injured != NONE).then_some(claim.injured),
            account: self.account(claim),
        };
        Feature::new(record.id.to_owned(), Position::new(claim.longitude, claim.latitude), record)
    }

    pub(super) fn report_feature(&self, row: u32) -> Feature<ReportRecord<'_>> {
        let report = &self.claims.reports[row as usize];
        let source = self.source(report.source);
        let record = ReportRecord {
            id: self.claims.texts.get(report.id),
            source: source.id.as_str(),
            name: &source.name,
            title: self.claims.text(report.title),
            url: self.symbol(report.url),
            published: day(report.published),
            language: self.symbol(report.language),
            claims: report.claims,
            licence: &source.licence,
            attribution: &source.attribution,
            republish: source.republish,
        };
        Feature::new(record.id.to_owned(), None, record)
    }

    fn symbol(&self, number: u32) -> Option<&str> {
        (number != NONE).then(|| self.events.symbols.get(number))
    }

    /// The id of the event of a row.
    pub(super) fn event_id(&self, row: u32) -> &str {
        self.events.ids.get(self.events.detail[row as usize].id)
    }

    fn account(&self, claim: &ClaimRow) -> AccountRecord<'_> {
        AccountRecord {
            statement: self.statement(claim),
            sub_event_type: sub_event_type(claim).name(),
            start: Day::from_number(claim.start),
            end: Day::from_number(claim.end - 1),
            toponym: self.events.symbols.get(claim.toponym),
            deaths: deaths(claim.deaths),
            actors: self.actors_of(self.claims.actors_of(claim)),
            weapon: self.symbol(claim.weapon),
            target: self.symbol(claim.target),
        }
    }

    pub(super) fn statement(&self, claim: &ClaimRow) -> StatementRecord<'_> {
        let report = self.claims.report(claim);
        let source = self.source(report.source);
        let id = self.claims.texts.get(claim.id);
        StatementRecord {
            claim: id,
            report: self.claims.texts.get(report.id),
            source: source.id.as_str(),
            name: &source.name,
            url: self.symbol(report.url),
            published: day(report.published),
            quote: self.claims.text(claim.quote),
            said_by: (claim.said_by != NO_SOURCE).then(|| self.voice(claim.said_by)),
            modality: claim.modality.name(),
            unsettled: claim.is_unsettled,
            spans: self.claims.text(claim.spans).and_then(|spans| serde_json::from_str(spans).ok()),
            link: self.claims.links.get(id).map(|link| LinkRecord {
                claim: &link.earlier,
                joined: link.is_joined,
                reason: &link.reason,
            }),
            licence: &source.licence,
            attribution: &source.attribution,
            republish: source.republish,
        }
    }

    /// The name of who is quoted: of an actor that speaks for itself, its own.
    fn voice(&self, row: u16) -> &str {
        let source = self.source(row);
        let actor = self.actor_rows.get(&ActorId(source.id.0.clone()));
        actor.map_or(&source.name, |row| &self.actors[usize::from(*row)].name)
    }

    fn source(&self, row: u16) -> &Source {
        &self.sources[usize::from(row)]
    }

    fn actors_of(&self, refs: &[ActorRef]) -> Vec<ActorRecord<'_>> {
        refs.iter()
            .map(|named| {
                let actor = &self.actors[usize::from(named.actor)];
                ActorRecord {
                    actor: actor.id.as_str(),
                    name: &actor.name,
                    name_ar: actor.name_ar.as_deref(),
                    role: if named.is_second { "actor2" } else { "actor1" },
                }
            })
            .collect()
    }
}

fn sub_event_type(claim: &ClaimRow) -> SubEventType {
    SubEventType::ALL[usize::from(claim.kind)]
}

fn day(number: i32) -> Option<Day> {
    (number != NO_DAY).then(|| Day::from_number(number))
}

fn deaths([low, best, high]: [u32; 3]) -> Option<DeathsRecord> {
    let some = |figure: u32| (figure != NONE).then_some(figure);
    (low != NONE || best != NONE || high != NONE).then(|| DeathsRecord {
        low: some(low),
        best: some(best),
        high: some(high),
    })
}
