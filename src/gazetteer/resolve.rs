//! A written name in a context goes in; ranked places with reasons come out, and "cannot tell" is an answer.

use serde::Serialize;

use crate::geometry::{Meters, distance};
use crate::model::{PlaceId, Position};

use super::arrays::STEPS;
use super::asked;
use super::context::{Context, Setting};
use super::find::Found;
use super::index::Part;
use super::kind::{Fit, is_settled};
use super::offset::{self, Measured};
use super::rank::{BOTH_SIDES, Extent, Match, NONE_OF_THESE, likeness, set_back_stand_ins, weigh};
use super::reason::Reason;
use super::shape::Shape;
use super::{Entry, Gazetteer};

/// Confidence from which a place of a report speaks for others near to it.
const SURE: f64 = 0.9;
/// A share that is none in two decimals.
const LEAST_SHARE: f64 = 0.001;
/// Places of a report that speak for others, at most: a list of all of Syria is about no one area.
const MOST_WITNESSES: usize = 64;
/// Candidates that are shown, at most.
const MOST_CANDIDATES: usize = 12;
/// Names that sound alike and are weighed where there is no context: a few more than are shown, as some are of one place.
const MOST_ALIKE: usize = 16;
/// Confidence of a place that only stands in for what was asked for, at most.
const SUREST_STAND_IN: f64 = 0.70;
/// A candidate this close to the first one, in weights of `rank`, is a rival if it is elsewhere: what speaks for the
/// first is less than three to one.
const MARGIN: f64 = 1.1;
/// Places of one name closer than this are one place for the map.
pub const SAME_PLACE: Meters = Meters::from_kilometers(5.0);

/// What a toponym may name, best first.
#[derive(Clone, Debug, Serialize)]
pub struct Resolution {
    /// The toponym as it was asked.
    pub query: String,
    /// Whether the evidence does not decide between the first and another candidate.
    pub ambiguous: bool,
    /// The places, best first: twelve at most.
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
    /// Kilometers around that point within which the truth lies, where that is known.
    pub radius_km: Option<f64>,
    /// The area in which, or the course along which, the truth lies, as a GeoJSON geometry, where that is known.
    pub within: Option<Shape>,
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
    /// Whether the toponym asks for somewhere near the place, and not for the place.
    pub is_near: bool,
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
            candidates: ranking.matches.iter().take(MOST_CANDIDATES).map(Candidate::of).collect(),
        }
    }

    /// The same as [`Gazetteer::resolve`], without copying anything, and with every candidate.
    #[must_use]
    pub fn rank(&self, toponym: &str, context: &Context) -> Ranking<'_> {
        let toponym = asked::readable(toponym);
        if let Some(ranking) = self.rank_border(toponym, context) {
            return ranking;
        }
        match offset::read(toponym) {
            Some(Measured::From { distance, bearing, place }) => {
                let mut ranking = self.rank_name(&place, context);
                for found in &mut ranking.matches {
                    let (position, radius) = offset::locate(found.position, distance, bearing);
                    (found.position, found.radius, found.extent) = (position, Some(radius), Extent::Around);
                    found.reasons.push(Reason::Away { apart: distance, bearing });
                }
                Ranking { is_near: true, ..ranking }
            }
            Some(Measured::Between(one, other)) => {
                let mut ranking = self.rank_name(&one, context);
                let other = self.rank_name(&other, context);
                if let Some(end) = other.matches.first() {
                    for found in &mut ranking.matches {
                        let (position, radius) = offset::middle(found.position, end.position);
                        (found.position, found.radius, found.extent) =
                            (position, Some(radius), Extent::Around);
                        found.reasons.push(Reason::Between(end.place.name()));
                    }
                }
                Ranking { ambiguous: ranking.ambiguous || other.ambiguous, is_near: true, ..ranking }
            }
            None => self.rank_name(toponym, context),
        }
    }

    /// Ranks a toponym that measures from nowhere.
    fn rank_name(&self, toponym: &str, context: &Context) -> Ranking<'_> {
        let asked = asked::read(toponym);
        let setting = Setting::of(self, context, &asked);
        let wanted = asked.wanted.or(setting.wanted);
        let enough = if wanted.is_some() { Fit::Yes } else { Fit::Unasked };

        let mut matches = Vec::new();
        // Weighs what was found, and tells how unlike the name of the one that is most alike and fits is.
        let mut weigh_all = |found: Vec<Found>| {
            let mut least_unlike = f64::INFINITY;
            for found in found {
                let weighed = weigh(self, found, wanted, &setting);
                if weighed.fit <= enough && !weighed.misplaced {
                    least_unlike = least_unlike.min(found.unlike);
                }
                add(&mut matches, weighed);
            }
            least_unlike
        };
        if weigh_all(self.folded(toponym, &asked)).is_infinite() {
            let mut alike = self.by_skeleton(&asked);
            // Where nothing is said of where it lies, nothing brings the others forward.
            if alike.len() > MOST_ALIKE && wanted.is_none() && setting.says_nothing() {
                let by_likeness = |one: &Found, other: &Found| likeness(other).total_cmp(&likeness(one));
                alike.select_nth_unstable_by(MOST_ALIKE, by_likeness);
                alike.truncate(MOST_ALIKE);
            }
            let unlike = weigh_all(alike);
            if unlike.is_infinite() {
                weigh_all(self.by_heart(&asked));
            }
            // What sounds the same is written by another habit; anything else may be a typing error, or two where nothing
            // sounds alike.
            if unlike > 0.0 {
                let most = if unlike.is_finite() { 1 } else { 2 };
                weigh_all(self.with_typos(&asked, most));
            }
        }
        set_back_stand_ins(&mut matches);
        bring_sides_together(&mut matches);
        matches.sort_unstable_by(|one, other| {
            other.score.total_cmp(&one.score).then_with(|| one.place.id().cmp(other.place.id()))
        });
        Ranking { is_near: asked.is_near, ..decide(matches) }
    }

    /// The place of this name at a point, by every layer: the best-named and nearest one within [`SAME_PLACE`], or a
    /// region within whose radius the point lies. What only stands in for the place asked for is none.
    #[must_use]
    pub fn named_near(&self, toponym: &str, position: Position) -> Option<Entry<'_>> {
        let toponym = asked::readable(toponym);
        let asked = asked::read(toponym);
        let mut found = self.folded(toponym, &asked);
        found.extend(self.by_skeleton(&asked));
        let at_the_point = found.into_iter().filter_map(|found| {
            let place = self.entry(found.place);
            let code = place.feature_code();
            // Aleppo is no name of its prison, though a prison of Aleppo may be meant where one is asked for.
            let fits = found.is_named_by_kind()
                || asked.wanted.map_or(found.part != Part::Core || is_area_code(code), |wanted| {
                    wanted.kind.fit(code) == Fit::Yes
                });
            let is_area = code == "RGN" || asked.wanted.is_some() && !is_settled(code);
            let radius = place.radius_km().filter(|_| is_area).map_or(0.0, |radius| radius);
            let reach = SAME_PLACE.0.max(Meters::from_kilometers(radius).0);
            let apart = distance(position, place.position());
            (fits && apart.0 <= reach).then_some((found.layer, found.part, apart, place))
        });
        at_the_point
            .min_by(|one, other| (one.0, one.1).cmp(&(other.0, other.1)).then(one.2.0.total_cmp(&other.2.0)))
            .map(|(.., place)| place)
    }
}

/// Whether it is an area, which is called by its bare name as often as with the word for its kind.
fn is_area_code(code: &str) -> bool {
    code.starts_with("ADM") || code == "RGN"
}

/// A toponym of a report, with the sentence in which it stands.
#[derive(Clone, Copy, Debug)]
pub struct Mention<'a> {
    /// As written.
    pub toponym: &'a str,
    /// The sentence around it.
    pub sentence: &'a str,
}

impl Gazetteer {
    /// Ranks all toponyms of one report: what is sure in it speaks for what is near to that, since a report is mostly
    /// about one area.
    #[must_use]
    pub fn rank_report(&self, mentions: &[Mention]) -> Vec<Ranking<'_>> {
        let alone = |mention: &Mention, resolved: Vec<Position>| {
            let context = Context { text: mention.sentence.to_owned(), resolved, ..Context::default() };
            self.rank(mention.toponym, &context)
        };
        let first: Vec<Ranking> = mentions.iter().map(|mention| alone(mention, Vec::new())).collect();
        let mut sure: Vec<(&str, Position)> = Vec::new();
        for best in first.iter().filter_map(|ranking| ranking.matches.first()) {
            let is_spot = !matches!(best.place.feature_code(), "ADM1" | "PCLI" | "PPLC");
            let is_new = || sure.iter().all(|(id, _)| *id != best.place.id());
            if best.confidence >= SURE && is_spot && sure.len() < MOST_WITNESSES && is_new() {
                sure.push((best.place.id(), best.position));
            }
        }
        mentions
            .iter()
            .zip(first)
            .map(|(mention, ranking)| {
                // What is sure already needs nobody to speak for it.
                let Some(best) = ranking.matches.first().filter(|best| best.confidence < SURE) else {
                    return ranking;
                };
                let others = sure.iter().filter(|(id, _)| *id != best.place.id());
                let others: Vec<Position> = others.map(|(_, position)| *position).collect();
                if others.is_empty() { ranking } else { alone(mention, others) }
            })
            .collect()
    }
}

/// Keeps each place once, with what speaks most for it.
fn add<'g>(matches: &mut Vec<Match<'g>>, new: Match<'g>) {
    match matches.iter_mut().find(|known| known.place == new.place) {
        Some(known) => {
            let sides = known.sides | new.sides;
            if known.score < new.score {
                *known = new;
            }
            known.sides = sides;
        }
        None => matches.push(new),
    }
}

/// Brings forward what stands on both sides of a stroke, by its own names or by a neighbor's: "Tall Hawash/Al Hawash".
fn bring_sides_together(matches: &mut [Match]) {
    let has_both = |sides: u8| sides.count_ones() > 1;
    if !has_both(matches.iter().fold(0, |sides, found| sides | found.sides)) {
        return;
    }
    let sides_around = |here: &Match| {
        let around = matches.iter().filter(|other| is_same_place(here.place, other.place));
        around.fold(0, |sides, found| sides | found.sides)
    };
    let together: Vec<bool> =
        matches.iter().map(|found| found.sides != 0 && has_both(sides_around(found))).collect();
    for (found, _) in matches.iter_mut().zip(together).filter(|(_, together)| *together) {
        found.score += BOTH_SIDES;
    }
}

/// Turns weights into confidence, and tells whether the first candidate has rivals elsewhere.
fn decide(mut matches: Vec<Match>) -> Ranking {
    let mut rivals = 0;
    if let Some((first, others)) = matches.split_first_mut() {
        for other in others {
            other.rival = first.score - other.score < MARGIN && !is_same_place(first.place, other.place);
            rivals += usize::from(other.rival);
        }
        first.rival = rivals > 0;
    }
    let most = matches.first().map_or(0.0, |first| first.score);
    let share = |score: f64| (score - most).exp();
    let all: f64 = matches.iter().map(|found| share(found.score)).sum::<f64>() + share(NONE_OF_THESE);
    let shares: Vec<f64> = matches.iter().map(|found| share(found.score) / all).collect();
    // From here on all of them together have nothing to speak of.
    let end = (0..shares.len()).find(|&at| shares[at] * ((shares.len() - at) as f64) < LEAST_SHARE);
    let end = end.unwrap_or(shares.len());
    // What a later candidate has is never more than what an earlier one has.
    let mut least = 1.0_f64;
    for at in 0..matches.len() {
        // Places of one name this close are one place for the map.
        let here = matches[at].place;
        let near = (at + 1..end).filter(|&other| is_same_place(here, matches[other].place));
        let together = shares[at] + near.map(|other| shares[other]).sum::<f64>();
        let found = &mut matches[at];
        let surest = if found.fit == Fit::StandsIn { SUREST_STAND_IN } else { 0.99 };
        least = least.min(to_two_decimals(together.min(surest)));
        found.confidence = least;
        if found.rival {
            found.reasons.push(Reason::Rivals(rivals));
        }
    }
    Ranking { ambiguous: rivals > 0, matches, is_near: false }
}

/// Whether two places are one for the map.
fn is_same_place(one: Entry, other: Entry) -> bool {
    // So far apart in latitude alone; most pairs are told by this, which costs less than a distance.
    const FAR: u32 = (0.05 * STEPS) as u32;
    let latitude = |place: Entry| place.gazetteer.arrays.latitude[place.number as usize].cast_signed();
    latitude(one).abs_diff(latitude(other)) < FAR && distance(one.position(), other.position()) <= SAME_PLACE
}

pub(super) fn to_two_decimals(number: f64) -> f64 {
    (number * 100.0).round() / 100.0
}

impl Candidate {
    /// A match with everything copied out of the gazetteer.
    pub(super) fn of(found: &Match) -> Self {
        let place = found.place;
        Self {
            place_id: PlaceId::from(place.id()),
            name: place.name().to_owned(),
            name_ar: place.name_ar().map(str::to_owned),
            latitude: found.position.latitude(),
            longitude: found.position.longitude(),
            radius_km: found.radius.map(|radius| to_two_decimals(radius.kilometers())),
            within: found.within().cloned(),
            feature_code: place.feature_code().to_owned(),
            admin1: place.admin1().map(str::to_owned),
            country: place.country().to_owned(),
            confidence: found.confidence,
            reasons: found.reasons(),
        }
    }
}
