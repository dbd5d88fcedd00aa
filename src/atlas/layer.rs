//! Layers: what a reader of the map switches on, and what a window, a box and a filter show of it.

use super::{
    Atlas, Filter, NONE, Unknown,
    claims::ClaimRow,
    columns::Events,
    control::{within, within_or_anywhere},
    filter::{Kinds, shortened},
    found::{All, Found},
    record::{Feature, Record},
};
use crate::model::{ControlStatus, Position, Window};

/// What a reader of the map switches on, and a collection of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layer {
    /// Everything that happened.
    Events,
    /// Air strikes, shelling, bombs and chemical weapons.
    Strikes,
    /// Who held which place.
    Control,
    /// Places that claims name.
    Places,
    /// Who says what.
    Claims,
    /// What was published.
    Reports,
    /// The land of a day, by who held it.
    ControlAreas,
    /// Where enemies meet on a day.
    FrontLines,
    /// Land that changed hands between two days.
    Changes,
}

impl Layer {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Events,
        Self::Strikes,
        Self::Control,
        Self::Places,
        Self::Claims,
        Self::Reports,
        Self::ControlAreas,
        Self::FrontLines,
        Self::Changes,
    ];

    /// The name in addresses and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Events => "events",
            Self::Strikes => "strikes",
            Self::Control => "control",
            Self::Places => "places",
            Self::Claims => "claims",
            Self::Reports => "reports",
            Self::ControlAreas => "control-areas",
            Self::FrontLines => "front-lines",
            Self::Changes => "changes",
        }
    }

    /// The type of its geometries, in GeoPackage's words.
    #[must_use]
    pub fn geometry_type(self) -> &'static str {
        match self {
            Self::ControlAreas | Self::Changes => "MULTIPOLYGON",
            Self::FrontLines => "MULTILINESTRING",
            _ => "POINT",
        }
    }

    /// Reads the name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|layer| layer.name() == text)
    }
}

impl Atlas {
    /// What a filter finds of a layer: events in the order of time, places by id, states by place and day.
    pub fn find(&self, layer: Layer, filter: &Filter) -> Result<Found<'_>, Unknown> {
        let made = match layer {
            Layer::ControlAreas => self.areas(filter)?,
            Layer::FrontLines => self.fronts(filter)?,
            Layer::Changes => self.changes(filter)?,
            _ => return Ok(Found::new(self, layer, filter, All::Rows(self.rows(layer, filter)?))),
        };
        let sources = self.sources_in(filter.window.unwrap_or(Window::ALL));
        Ok(Found::new(self, layer, filter, All::Made(made, sources)))
    }

    /// The rows of a layer that the atlas keeps.
    fn rows(&self, layer: Layer, filter: &Filter) -> Result<Vec<u32>, Unknown> {
        let window = filter.window.unwrap_or(Window::ALL);
        let rows = match layer {
            Layer::Events | Layer::Strikes => {
                let of_layer = if layer == Layer::Strikes { Kinds::strikes() } else { Kinds::events() };
                let kinds = if filter.types.is_empty() {
                    of_layer
                } else {
                    of_layer.and(Kinds::named(&filter.types)?)
                };
                let actors = self.actor_set(&filter.actors)?;
                let mut rows = self.index.find(&self.events, filter.bbox, window, kinds);
                if !actors.is_empty() {
                    rows.retain(|row| has_actor(&self.events, *row as usize, &actors));
                }
                if !filter.statuses.is_empty() {
                    let statuses: Vec<u8> = filter.statuses.iter().map(|status| *status as u8).collect();
                    rows.retain(|row| statuses.contains(&self.events.detail[*row as usize].status));
                }
                rows
            }
            Layer::Control => {
                self.actor_set(&filter.actors)?;
                let statuses = statuses(&filter.types)?;
                rows_where(self.control.states.len(), |row| {
                    let state = &self.control.states[row];
                    state.overlaps(window)
                        && state.has_any(&filter.actors)
                        && (statuses.is_empty() || statuses.contains(&state.state.status))
                        && within(filter.bbox, self.places[state.place as usize].position)
                })
            }
            Layer::Places => {
                for code in &filter.types {
                    if !self.places.iter().any(|place| place.feature_code.eq_ignore_ascii_case(code)) {
                        return Err(Unknown::Type { given: shortened(code), allowed: self.feature_codes() });
                    }
                }
                rows_where(self.places.len(), |row| {
                    let place = &self.places[row];
                    within(filter.bbox, place.position)
                        && (filter.types.is_empty()
                            || filter.types.iter().any(|code| code.eq_ignore_ascii_case(&place.feature_code)))
                })
            }
            Layer::Claims => {
                let kinds = if filter.types.is_empty() { Kinds::ALL } else { Kinds::named(&filter.types)? };
                let actors = self.actor_set(&filter.actors)?;
                rows_where(self.claims.rows.len(), |row| {
                    let claim = &self.claims.rows[row];
                    let named = self.claims.actors_of(claim);
                    kinds.has(claim.kind)
                        && claim.start < window.end.number()
                        && claim.end > window.start.number()
                        && within_or_anywhere(filter.bbox, Position::new(claim.longitude, claim.latitude))
                        && (actors.is_empty() || named.iter().any(|named| actors.contains(&named.actor)))
                })
            }
            Layer::Reports => rows_where(self.claims.reports.len(), |row| {
                let published = self.claims.reports[row].published;
                filter.window.is_none_or(|window| {
                    published >= window.start.number() && published < window.end.number()
                })
            }),
            Layer::ControlAreas | Layer::FrontLines | Layer::Changes => Vec::new(),
        };
        Ok(rows)
    }

    /// The feature of one row of a layer that the atlas keeps.
    pub(super) fn feature(&self, layer: Layer, row: u32) -> Option<Feature<Record<'_>>> {
        Some(match layer {
            Layer::Events | Layer::Strikes => self.event_feature(row).map(Record::Event),
            Layer::Control => self.control_feature(row).map(Record::Control),
            Layer::Places => self.place_feature(row).map(Record::Place),
            Layer::Claims => self.claim_feature(row).map(|claim| Record::Claim(Box::new(claim))),
            Layer::Reports => self.report_feature(row).map(Record::Report),
            Layer::ControlAreas | Layer::FrontLines | Layer::Changes => return None,
        })
    }

    /// The feature of this id. An event answers to the ids of all its claims: it had another one before they were joined.
    #[must_use]
    pub fn feature_by_id(&self, layer: Layer, id: &str) -> Option<Feature<Record<'_>>> {
        let row = match layer {
            Layer::Events => self.event_row(id)?,
            Layer::Strikes => {
                self.event_row(id).filter(|row| self.events.sub_event_type(*row as usize).is_strike())?
            }
            Layer::Control => (0..self.control.states.len() as u32).find(|row| self.state_id(*row) == id)?,
            Layer::Places => *self.place_rows.get(&crate::model::PlaceId(id.to_owned()))?,
            Layer::Claims => self.claims.row_of(id)?,
            Layer::Reports => self.claims.report_of(id)?,
            // Their ids hold within one answer.
            Layer::ControlAreas | Layer::FrontLines | Layer::Changes => return None,
        };
        self.feature(layer, row)
    }

    /// Every event and state of control that a report tells of.
    #[must_use]
    pub fn features_of_report(&self, report: &str) -> Vec<Feature<Record<'_>>> {
        let Some(report) = self.claims.report_of(report) else { return Vec::new() };
        let told: Vec<&ClaimRow> = self.claims.rows.iter().filter(|claim| claim.report == report).collect();
        let mut events: Vec<u32> =
            told.iter().map(|claim| claim.event).filter(|event| *event != NONE).collect();
        events.sort_unstable();
        events.dedup();
        let ids: Vec<&str> = told.iter().map(|claim| self.claims.texts.get(claim.id)).collect();
        let states = rows_where(self.control.states.len(), |row| {
            self.control.states[row].state.claims.iter().any(|claim| ids.contains(&claim.as_str()))
        });
        let events = events.into_iter().filter_map(|row| self.feature(Layer::Events, row));
        events.chain(states.into_iter().filter_map(|row| self.feature(Layer::Control, row))).collect()
    }

    /// The ids of the sources that a row comes from.
    pub(super) fn sources_of(&self, layer: Layer, row: u32) -> Vec<&str> {
        match layer {
            Layer::Events | Layer::Strikes => {
                let reports = self.accounts_of(row as usize).iter().map(|claim| self.claims.report(claim));
                reports.map(|report| self.sources[usize::from(report.source)].id.as_str()).collect()
            }
            Layer::Control => self.control.states[row as usize]
                .state
                .sources
                .iter()
                .map(crate::model::SourceId::as_str)
                .collect(),
            Layer::Places | Layer::ControlAreas | Layer::FrontLines | Layer::Changes => Vec::new(),
            Layer::Claims => {
                let report = self.claims.report(&self.claims.rows[row as usize]);
                vec![self.sources[usize::from(report.source)].id.as_str()]
            }
            Layer::Reports => {
                let report = &self.claims.reports[row as usize];
                vec![self.sources[usize::from(report.source)].id.as_str()]
            }
        }
    }

    fn event_row(&self, id: &str) -> Option<u32> {
        let of_claim = || {
            let claim = &self.claims.rows[self.claims.row_of(id)? as usize];
            (claim.event != NONE).then_some(claim.event)
        };
        self.events.row_of(id).or_else(of_claim)
    }

    fn feature_codes(&self) -> String {
        let codes: std::collections::BTreeSet<&str> =
            self.places.iter().map(|p| p.feature_code.as_str()).collect();
        codes.into_iter().collect::<Vec<_>>().join(", ")
    }
}

fn rows_where(length: usize, is_wanted: impl Fn(usize) -> bool) -> Vec<u32> {
    (0..length).filter(|row| is_wanted(*row)).map(|row| row as u32).collect()
}

fn has_actor(events: &Events, row: usize, actors: &[u16]) -> bool {
    events.actors_of(&events.detail[row].actors).iter().any(|named| actors.contains(&named.actor))
}

pub(super) fn statuses(types: &[String]) -> Result<Vec<ControlStatus>, Unknown> {
    types
        .iter()
        .map(|name| {
            ControlStatus::parse(name).ok_or_else(|| Unknown::Type {
                given: shortened(name),
                allowed: ControlStatus::ALL.map(ControlStatus::name).join(", "),
            })
        })
        .collect()
}
