//! A written name in a context goes in; ranked places with reasons come out, and "cannot tell" is an answer.

use serde::Serialize;

use crate::geometry::{Meters, distance};
use crate::model::{PlaceId, Position};
use crate::text::{fold, loose};

use super::asked::{self, Asked, Cut, Reading};
use super::context::{Context, Setting};
use super::kind::{Fit, is_settled};
use super::rank::{Found, Layer, Match, set_back_stand_ins, weigh};
use super::reason::Reason;
use super::{Gazetteer, Names, all_names};

/// Candidates that are kept, at most.
const MOST_CANDIDATES: usize = 12;
/// Confidence of a place that only stands in for what was asked for, at most.
const SUREST_STAND_IN: f64 = 0.70;
/// Letters of a loose key below which it says nothing of towns, which are many: Ash, Ayash and Esheh have one.
const SHORTEST_LOOSE: usize = 4;
/// A candidate this close to the first one, in points of `rank`, is a rival if it is elsewhere.
const MARGIN: f64 = 0.10;
/// Places of one name closer than this are one place for the map.
pub const SAME_PLACE: Meters = Meters::from_kilometers(5.0);

/// What a toponym may name, best first.
#[derive(Clone, Debug, Serialize)]
pub struct Resolution {
    /// The toponym as it was asked.
    pub query: String,
    /// Whether the evidence does not decide between the first and another candidate.
    pub ambiguous: bool,
    /// The places, best first.
    pub candidates: Vec<Candidate>,
}

/// One place that a toponym may name.
#[derive(Clone, Debug, Serialize)]
pub struct Candidate {
    /// The gazetteer it comes from and its key there.
    pub place_id: PlaceId,
    /// English name as shown.
    pub name: String,
    /// Arabic name as shown.
    pub name_ar: Option<String>,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// GeoNames feature code.
    pub feature_code: String,
    /// Governorate or province.
    pub admin1: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// 0 to 0.99, to two decimals.
    pub confidence: f64,
    /// Why it ranks where it does, a sentence each.
    pub reasons: Vec<String>,
}

/// What a toponym may name, with the gazetteer's own places.
#[derive(Clone, Debug)]
pub struct Ranking<'g> {
    /// Whether the evidence does not decide between the first and another candidate.
    pub ambiguous: bool,
    /// The candidates, best first.
    pub matches: Vec<Match<'g>>,
}

impl Gazetteer {
    /// The places that a toponym may name in a context, best first, with reasons.
    ///
    /// ```
    /// use kharita::gazetteer::{Context, Gazetteer};
    /// let found = Gazetteer::built_in().resolve("Abu a-Dhuhur Military Airport", &Context::default());
    /// assert_eq!(found.candidates[0].feature_code, "AIRB");
    /// ```
    #[must_use]
    pub fn resolve(&self, toponym: &str, context: &Context) -> Resolution {
        let ranking = self.rank(toponym, context);
        Resolution {
            query: toponym.to_owned(),
            ambiguous: ranking.ambiguous,
            candidates: ranking.matches.iter().map(Candidate::of).collect(),
        }
    }

    /// The same as [`Gazetteer::resolve`], without copying anything.
    #[must_use]
    pub fn rank(&self, toponym: &str, context: &Context) -> Ranking<'_> {
        let toponym = toponym.trim();
        let asked = asked::read(toponym);
        let setting = Setting::of(self, context, &asked);
        let wanted = asked.wanted.or(setting.wanted);

        let mut matches = Vec::new();
        let mut weigh_all = |found: Vec<Found>| {
            for found in found {
                add(&mut matches, weigh(self, found, wanted, &setting));
            }
            let enough = if wanted.is_some() { Fit::Yes } else { Fit::Unasked };
            matches.iter().any(|found| found.fit <= enough)
        };
        if !weigh_all(self.folded(toponym, &asked)) {
            weigh_all(self.loose(&asked));
        }
        set_back_stand_ins(&mut matches);
        matches.sort_by(|one, other| {
            other.score.total_cmp(&one.score).then_with(|| one.place.id.cmp(&other.place.id))
        });
        matches.truncate(MOST_CANDIDATES);
        decide(matches)
    }

    /// The place of this name at a point, by every layer: the best-named and nearest one within [`SAME_PLACE`], or a
    /// region within whose radius the point lies. What only stands in for the place asked for is none.
    #[must_use]
    pub fn named_near(&self, toponym: &str, position: Position) -> Option<&PlaceId> {
        let toponym = toponym.trim();
        let asked = asked::read(toponym);
        let mut found = self.folded(toponym, &asked);
        found.extend(self.loose(&asked));
        let at_the_point = found.into_iter().filter_map(|found| {
            let place = &self.places[found.place as usize];
            let code = place.feature_code.as_str();
            let fits = found.is_named_by_kind()
                || asked.wanted.is_none_or(|wanted| wanted.kind.fit(code) == Fit::Yes);
            let is_area = code == "RGN" || asked.wanted.is_some() && !is_settled(code);
            let radius = place.radius_km.filter(|_| is_area).map_or(0.0, |radius| radius);
            let reach = SAME_PLACE.0.max(Meters::from_kilometers(radius).0);
            let apart = distance(position, place.position);
            (fits && apart.0 <= reach).then_some((found.layer, found.part, apart, &place.id))
        });
        at_the_point
            .min_by(|one, other| (one.0, one.1).cmp(&(other.0, other.1)).then(one.2.0.total_cmp(&other.2.0)))
            .map(|(.., id)| id)
    }

    /// Places with a name of the same folded letters.
    fn folded(&self, toponym: &str, asked: &Asked) -> Vec<Found> {
        let mut found = Vec::new();
        for reading in &asked.readings {
            for (place, part) in self.names.get(&reading.key) {
                let written = self.is_written(place, toponym, reading);
                let layer = if written { Layer::Exact } else { Layer::Folded };
                found.push(Found { place, layer, part, names_kind: reading.names_kind, cut: reading.cut });
            }
        }
        found
    }

    /// Places with a name of the same loose key.
    fn loose(&self, asked: &Asked) -> Vec<Found> {
        let names = self.loose_names();
        let mut found = Vec::new();
        for reading in &asked.readings {
            let key = loose(&reading.key);
            let says_enough = |place: u32| {
                key.len() >= SHORTEST_LOOSE || !is_settled(&self.places[place as usize].feature_code)
            };
            let (layer, names_kind, cut) = (Layer::Loose, reading.names_kind, reading.cut);
            let places = names.get(&key).filter(|&(place, _)| says_enough(place));
            found.extend(places.map(|(place, part)| Found { place, layer, part, names_kind, cut }));
        }
        found
    }

    /// Whether one of the place's names with this key stands letter by letter in the toponym.
    fn is_written(&self, place: u32, toponym: &str, reading: &Reading) -> bool {
        let mut names = all_names(&self.places[place as usize]);
        if reading.cut == Cut::Nothing {
            return names.any(|name| name == toponym);
        }
        names.any(|name| name.len() <= toponym.len() && toponym.contains(name) && fold(name) == reading.key)
    }

    /// The names by their loose keys, made when they are first needed.
    pub(super) fn loose_names(&self) -> &Names {
        self.loose.get_or_init(|| {
            let mut names = Names::default();
            for (key, place, part) in self.names.all() {
                names.push(&loose(key), place, part);
            }
            names.sort();
            names
        })
    }
}

/// Keeps each place once, with what speaks most for it.
fn add<'g>(matches: &mut Vec<Match<'g>>, new: Match<'g>) {
    match matches.iter_mut().find(|known| std::ptr::eq(known.place, new.place)) {
        Some(known) if known.score < new.score => *known = new,
        Some(_) => {}
        None => matches.push(new),
    }
}

/// Turns points into confidence, and tells whether the first candidate has rivals elsewhere.
fn decide(mut matches: Vec<Match>) -> Ranking {
    let mut rivals = 0;
    if let Some((first, others)) = matches.split_first_mut() {
        for other in others {
            other.rival = first.score - other.score < MARGIN
                && distance(first.place.position, other.place.position) > SAME_PLACE;
            rivals += usize::from(other.rival);
        }
        first.rival = rivals > 0;
    }
    // What a later candidate has is never more than what an earlier one has.
    let mut least = 1.0_f64;
    for found in &mut matches {
        let most = if found.fit == Fit::StandsIn { SUREST_STAND_IN } else { 0.99 };
        let sure = found.score.clamp(0.05, most);
        let shared = if found.rival { sure / (rivals + 1) as f64 } else { sure };
        least = least.min(to_two_decimals(shared));
        found.confidence = least;
        if found.rival {
            found.reasons.push(Reason::Rivals(rivals));
        }
    }
    Ranking { ambiguous: rivals > 0, matches }
}

pub(super) fn to_two_decimals(number: f64) -> f64 {
    (number * 100.0).round() / 100.0
}

impl Candidate {
    /// A match with everything copied out of the gazetteer.
    pub(super) fn of(found: &Match) -> Self {
        let place = found.place;
        Self {
            place_id: place.id.clone(),
            name: place.name.clone(),
            name_ar: place.name_ar.clone(),
            latitude: place.position.latitude(),
            longitude: place.position.longitude(),
            feature_code: place.feature_code.clone(),
            admin1: place.admin1.clone(),
            country: place.country.clone(),
            confidence: found.confidence,
            reasons: found.reasons(),
        }
    }
}
