//! Rows of tables made ready to be kept: their places found and, where a claim stands alone, its event merged.

use std::collections::HashSet;

use super::derive::Derivation;
use crate::{
    extract::Locator,
    gazetteer::Gazetteer,
    intake::Item,
    model::{Claim, ControlClaim, GeoPrecision, Place, PlaceId, Position, Problem, Report, ReportId},
    store::Entry,
    text::slug,
};

/// A row ready to be kept.
#[allow(clippy::large_enum_variant, reason = "nearly all are reports")]
pub(super) enum Ready {
    Report {
        entry: Entry,
        places: Vec<Place>,
        /// What could not be read of it.
        problem: Option<Problem>,
    },
    /// With the id of the report that it would be, where that is known.
    Problem(Problem, Option<ReportId>),
}

impl Ready {
    /// Bytes of its long texts, about.
    pub fn bytes(&self) -> usize {
        match self {
            Self::Report { entry, .. } => {
                let quotes = entry.claims().iter().filter_map(|claim| claim.quote.as_ref());
                entry
                    .report()
                    .original
                    .iter()
                    .chain(&entry.report().title)
                    .chain(&entry.report().text)
                    .chain(quotes)
                    .map(String::len)
                    .sum()
            }
            Self::Problem(problem, _) => problem.row.as_ref().map_or(0, String::len),
        }
    }
}

/// Makes rows ready: finds their places and, where a claim stands alone, its event.
pub(super) struct Rows<'a> {
    locator: Locator<'a>,
    derivation: Derivation,
    places: Places<'a>,
}

impl<'a> Rows<'a> {
    pub fn new(gazetteer: &'a Gazetteer, derivation: Derivation) -> Self {
        Self { locator: Locator::new(gazetteer), derivation, places: Places::new(gazetteer) }
    }

    pub fn prepare(&mut self, item: Item) -> Ready {
        let (report, mut claims) = match item {
            Item::Row(report, claims) => (report, claims),
            Item::Problem(problem, id) => return Ready::Problem(problem, id),
        };
        let is_of_control = claims.iter().any(|claim| claim.control.is_some());
        let mut places = Vec::new();
        for claim in &mut claims {
            if let Err(reason) = self.locator.locate(claim) {
                let problem = unlocated(&report, claim, &reason.to_string());
                return Ready::Problem(problem, Some(report.id));
            }
            // What is told of a place is told of that place, not of the country around it.
            let is_exact = claim.located.as_ref().is_some_and(|at| at.geo_precision == GeoPrecision::Exact);
            if is_exact && !is_of_control {
                claim.control = ControlClaim::of_happening(claim.sub_event_type, &claim.actors);
            }
            places.extend(self.places.of(claim));
        }
        let events = self.derivation.lone_events(&report, &claims);
        Ready::Report { entry: Entry::new(report, claims, events), places, problem: None }
    }
}

/// Places of claims that are not yet in the theatre.
pub(super) struct Places<'a> {
    gazetteer: &'a Gazetteer,
    told: HashSet<PlaceId>,
}

impl<'a> Places<'a> {
    pub fn new(gazetteer: &'a Gazetteer) -> Self {
        Self { gazetteer, told: HashSet::new() }
    }

    /// The place of a claim, the first time it is met. Control hangs on places: one that the gazetteer lacks becomes a
    /// place of the theatre.
    pub fn of(&mut self, claim: &mut Claim) -> Option<Place> {
        let located = claim.located.as_mut()?;
        if let Some(id) = &located.place {
            let is_new = self.told.insert(id.clone());
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
        self.told.insert(place.id.clone()).then_some(place)
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
