//! Who held a place or a piece of land on a day, since when, why, how sure that is, and who says so.

use serde::Serialize;

use super::{Atlas, StatementRecord, claims::ClaimRow, control::StateRow, land::LandOfPlaces};
use crate::control::areas::doubt::{Doubt, Doubts};
use crate::geometry::{Meters, distance};
use crate::model::{
    ActorId, Basis, ControlState, ControlStatus, Day, ExpertArea, Modality, Position, Rule, SubEventType,
};
use crate::text::fold;

/// The answer.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs, reason = "the names say it")]
pub struct Why<'a> {
    pub day: Day,
    pub longitude: f64,
    pub latitude: f64,
    pub status: &'static str,
    pub holders: Vec<NamedActor<'a>>,
    pub against: Vec<NamedActor<'a>>,
    /// The first day on which it may have begun.
    pub since: Option<Day>,
    /// The last one.
    pub since_latest: Option<Day>,
    pub rule: Option<&'static str>,
    /// The last day that its sources vouch for.
    pub vouched: Option<Day>,
    /// The place that says so; `None` where none is near enough.
    pub place: Option<Speaking<'a>>,
    /// How doubtful it is that the land is held as that place is; `None` for the place itself.
    pub doubt: Option<Doubt>,
    /// All of it in words.
    pub sentences: Vec<String>,
    pub sources: Vec<StatementRecord<'a>>,
    /// What is only claimed.
    pub claimed: Vec<Claimed<'a>>,
    /// Who denies what is claimed.
    pub denials: Vec<StatementRecord<'a>>,
}

/// An actor by its name.
#[derive(Clone, Copy, Debug, Serialize)]
#[allow(missing_docs, reason = "the names say it")]
pub struct NamedActor<'a> {
    pub actor: &'a str,
    pub name: &'a str,
}

/// The place whose state is that of the land around it.
#[derive(Clone, Copy, Debug, Serialize)]
#[allow(missing_docs, reason = "the names say it")]
pub struct Speaking<'a> {
    pub place_id: &'a str,
    pub name: &'a str,
    pub name_ar: Option<&'a str>,
    pub distance_km: f64,
}

/// A state that is only claimed.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs, reason = "the names say it")]
pub struct Claimed<'a> {
    pub status: &'static str,
    pub holders: Vec<NamedActor<'a>>,
    pub since: Day,
    pub rule: &'static str,
    pub sources: Vec<StatementRecord<'a>>,
}

/// Share of wrong land from which on it is worth saying.
const TOLD_DOUBT: f32 = 0.01;
/// How near to a place its own land is the place.
const HERE: Meters = Meters(500.0);
/// Days around a claim within which a denial is one of it.
const DENIAL_REACHES: i32 = 2;

impl Atlas {
    /// Whether anybody tells who held the place of this id.
    #[must_use]
    pub fn is_told_of(&self, place: &str) -> bool {
        let row = self.place_rows.get(&crate::model::PlaceId(place.to_owned()));
        row.is_some_and(|row| !self.states_of(*row).is_empty())
    }

    /// The id of a place of this name that anybody tells who held, the first by id; for places that no gazetteer knows.
    #[must_use]
    pub fn told_of_by_name(&self, name: &str) -> Option<&str> {
        let wanted = fold(name);
        let told = self.control.states.iter().map(|row| &self.places[row.place as usize]);
        told.filter(|place| fold(&place.name) == wanted).map(|place| place.id.as_str()).min()
    }

    /// Who held a place on a day, by what is told of the place itself; `None` where nothing is.
    #[must_use]
    pub fn why(&self, place: &str, day: Day) -> Option<Why<'_>> {
        let row = *self.place_rows.get(&crate::model::PlaceId(place.to_owned()))?;
        if self.states_of(row).is_empty() {
            return None;
        }
        let mut why = self.why_place(row, day);
        let drawn = self.land().and_then(|LandOfPlaces { land, .. }| {
            let area = land.drawn_on(land.face_at(self.places[row as usize].position)?, day)?;
            self.expert_areas.get(area)
        });
        if let Some(area) = drawn {
            why.sentences.push("On the map an expert's drawing decides about this land:".to_owned());
            why.sentences.extend(self.why_drawn(area, day).sentences);
        }
        Some(why)
    }

    /// Who held the land at a point on a day, by what an expert drew there, else by what is told of the places around; `None`
    /// outside the country.
    #[must_use]
    pub fn why_at(&self, at: Position, day: Day) -> Option<Why<'_>> {
        let (speaker, doubt) = match self.land() {
            Some(LandOfPlaces { land, places }) => {
                let face = land.face_at(at)?;
                if let Some(area) = land.drawn_on(face, day) {
                    let why = self.why_drawn(self.expert_areas.get(area)?, day);
                    return Some(Why { longitude: at.longitude(), latitude: at.latitude(), ..why });
                }
                let (label, class) = land.history.face_on(face, day.number());
                let speaker = match land.faces.place_of_face(face) {
                    // Of a place's own land the place tells, if only that nobody knows.
                    Some(place) if label == 0 => Some((place as usize, Meters(0.0))),
                    _ if label == 0 => None,
                    _ => land.speaker(at, day, label).map(|speaker| (speaker.place, speaker.distance)),
                };
                let doubt = Doubts::default().classes().get(usize::from(class)).copied();
                (speaker.map(|(place, apart)| (places[place], apart)), doubt.filter(|_| label != 0))
            }
            None => (self.nearest_known(at, day), None),
        };
        let mut why = if let Some((row, apart)) = speaker {
            Why { doubt, ..self.why_near(row, apart, day) }
        } else {
            let reach = self.info.control.reach_km;
            let nobody =
                format!("Who held this land on {day} is not known: no place within {reach} km tells.");
            Why { sentences: vec![nobody], ..unknown(day) }
        };
        if let Some(doubt) = doubt.filter(|doubt| doubt.wrong >= TOLD_DOUBT) {
            let one_in = (1.0 / doubt.wrong).round();
            why.sentences
                .push(format!("Of land as far from those who tell, about 1 in {one_in} is another's."));
        }
        (why.longitude, why.latitude) = (at.longitude(), at.latitude());
        Some(why)
    }

    /// What an expert's area says of the land in it. From when it is so an area does not say, only for which days it says so.
    fn why_drawn(&self, area: &ExpertArea, day: Day) -> Why<'_> {
        let ExpertArea { holding, from, .. } = area;
        let is_unknown = holding.status == ControlStatus::Unknown;
        let held = if is_unknown {
            format!("Who held this land on {day} is not known.")
        } else {
            format!("This land was {} on {day}.", self.holding_in_words(holding))
        };
        let source = self.sources.iter().find(|source| source.id == area.source);
        let source = source.map_or(area.source.as_str(), |source| &source.name);
        let drawn = match area.until.map(|until| until.plus(-1)) {
            Some(last) => format!("Drawn so by {source}, valid from {from} to {last}."),
            None => format!("Drawn so by {source}, valid from {from} on."),
        };
        Why {
            status: holding.status.name(),
            holders: self.named(&holding.holders),
            against: self.named(&holding.against),
            sentences: vec![held, drawn],
            ..unknown(day)
        }
    }

    /// What a place tells of the land around it.
    fn why_near(&self, row: u32, apart: Meters, day: Day) -> Why<'_> {
        let mut why = self.why_place(row, day);
        if let Some(place) = why.place.as_mut().filter(|_| apart > HERE) {
            place.distance_km = (apart.kilometers() * 10.0).round() / 10.0;
            why.sentences.insert(0, format!("The nearest place that tells is {}, {apart} away.", place.name));
        }
        why
    }

    /// The nearest place that is known to be held on a day, within reach.
    fn nearest_known(&self, at: Position, day: Day) -> Option<(u32, Meters)> {
        let known = self.control.states.iter().filter(|row| {
            row.state.basis == Basis::Assessed
                && row.state.status != ControlStatus::Unknown
                && row.state.is_on(day)
        });
        known
            .map(|row| (row.place, distance(at, self.places[row.place as usize].position)))
            .filter(|(_, apart)| apart.kilometers() <= self.info.control.reach_km)
            .min_by(|one, other| one.1.0.total_cmp(&other.1.0))
    }

    fn states_of(&self, place: u32) -> &[StateRow] {
        let states = &self.control.states;
        let start = states.partition_point(|row| row.place < place);
        &states[start..start + states[start..].partition_point(|row| row.place == place)]
    }

    fn why_place(&self, row: u32, day: Day) -> Why<'_> {
        let place = &self.places[row as usize];
        let states = self.states_of(row);
        let assessed = || states.iter().map(|row| &row.state).filter(|state| state.basis == Basis::Assessed);
        let now = assessed().find(|state| state.is_on(day));
        let before = assessed().rfind(|state| state.began.start() <= day);
        let claimed: Vec<&ControlState> = states
            .iter()
            .map(|row| &row.state)
            .filter(|state| state.basis == Basis::Claimed && state.is_on(day))
            .collect();
        let denials = self.denials(row, &claimed);
        let mut why = Why {
            longitude: place.position.longitude(),
            latitude: place.position.latitude(),
            place: Some(Speaking {
                place_id: place.id.as_str(),
                name: &place.name,
                name_ar: place.name_ar.as_deref(),
                distance_km: 0.0,
            }),
            ..unknown(day)
        };
        let told = now.or(before);
        if let Some(state) = now {
            why.status = state.status.name();
            why.holders = self.named(&state.holders);
            why.against = self.named(&state.against);
            why.since = Some(state.began.start());
            why.since_latest = Some(state.began.last());
            why.rule = Some(state.rule.name());
        }
        why.vouched = told.map(|state| state.vouched);
        why.sources = told.map_or_else(Vec::new, |state| self.statements_of(state));
        why.sentences = self.in_words(&place.name, day, now, before, assessed().next());
        for state in claimed {
            why.sentences.push(self.claimed_in_words(state, &denials));
            why.claimed.push(Claimed {
                status: state.status.name(),
                holders: self.named(&state.holders),
                since: state.began.start(),
                rule: state.rule.name(),
                sources: self.statements_of(state),
            });
        }
        why.denials = denials;
        why
    }

    pub(super) fn named<'a>(&'a self, actors: &[ActorId]) -> Vec<NamedActor<'a>> {
        let known = |id: &ActorId| {
            let row = *self.actor_rows.get(id)?;
            let actor = &self.actors[usize::from(row)];
            Some(NamedActor { actor: actor.id.as_str(), name: &actor.name })
        };
        actors.iter().filter_map(known).collect()
    }

    fn statements_of(&self, state: &ControlState) -> Vec<StatementRecord<'_>> {
        let rows = state.claims.iter().filter_map(|claim| self.claims.row_of(claim.as_str()));
        rows.map(|row| self.statement(&self.claims.rows[row as usize])).collect()
    }

    /// Who denies that a place was taken when it is claimed to have been.
    fn denials(&self, place: u32, claimed: &[&ControlState]) -> Vec<StatementRecord<'_>> {
        let denied: Vec<_> = claimed.iter().filter(|state| state.rule == Rule::Denied).collect();
        if denied.is_empty() {
            return Vec::new();
        }
        let is_one = |claim: &&ClaimRow| {
            let kind = SubEventType::ALL.get(usize::from(claim.kind)).copied();
            claim.place == place
                && claim.modality == Modality::Denied
                && kind.is_some_and(SubEventType::is_of_control)
                && denied.iter().any(|state| {
                    claim.start <= state.began.end().number() + DENIAL_REACHES
                        && state.began.start().number() <= claim.end + DENIAL_REACHES
                })
        };
        self.claims.rows.iter().filter(is_one).map(|claim| self.statement(claim)).collect()
    }
}

/// That nothing is known.
fn unknown<'a>(day: Day) -> Why<'a> {
    Why {
        day,
        longitude: 0.0,
        latitude: 0.0,
        status: ControlStatus::Unknown.name(),
        holders: Vec::new(),
        against: Vec::new(),
        since: None,
        since_latest: None,
        rule: None,
        vouched: None,
        place: None,
        doubt: None,
        sentences: Vec::new(),
        sources: Vec::new(),
        claimed: Vec::new(),
        denials: Vec::new(),
    }
}
