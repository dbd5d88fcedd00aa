//! Which of several places of one name is meant: weights for what speaks for each, with the reason said.
//!
//! Weights are logarithms of odds. A candidate's confidence is its share when all of them, and the chance that the place
//! is none of them, are weighed against each other (a conditional logit). They are set by hand in the order in which
//! evidence should win: the kind that was asked for and the governorate outweigh how exactly the name is written, and
//! that outweighs importance; and so that of the names in UCDP GED about as many are right as the confidence says.

use std::sync::Arc;

use geo::{Distance, Euclidean, Point};

use crate::geometry::{METERS_PER_DEGREE, Meters, distance};
use crate::model::Position;

use super::asked::Cut;
use super::context::Setting;
use super::find::{Found, Layer};
use super::index::Part;
use super::kind::{Fit, Kind, Wanted, is_settled, is_site, noun};
use super::reason::Reason;
use super::regions::RegionId;
use super::shape::Shape;
use super::{Entry, Gazetteer};

/// One candidate: a place, and what speaks for and against it.
#[derive(Clone, Debug)]
pub struct Match<'g> {
    /// The place.
    pub place: Entry<'g>,
    /// Where the toponym means: the place's point, unless it measures from there or names a part of it.
    pub position: Position,
    /// Within which distance of that the truth lies, where that is known.
    pub radius: Option<Meters>,
    /// What of the place that is.
    pub(super) extent: Extent,
    /// 0 to 0.99: how likely it is that this place is meant.
    pub confidence: f64,
    /// How alike the names are.
    pub layer: Layer,
    /// Whether it is of the kind that the toponym asks for.
    pub fit: Fit,
    /// Whether the evidence does not decide between this and another candidate elsewhere.
    pub rival: bool,
    /// Whether something that the context says of where it lies speaks against it.
    pub(super) misplaced: bool,
    /// Under which of the names with strokes between them it was found, a bit each.
    pub(super) sides: u8,
    pub(super) score: f64,
    pub(super) reasons: Vec<Reason<'g>>,
}

/// What of a place, or near it, a toponym means.
#[derive(Clone, Debug)]
pub(super) enum Extent {
    /// The place.
    Whole,
    /// A part of it, or the land along it.
    Drawn(Arc<Shape>),
    /// Somewhere around it, of which only a radius is known.
    Around,
}

impl<'g> Match<'g> {
    /// The only candidate: land that is drawn beside a place. `None` where the land has no inside.
    pub(super) fn drawn(place: Entry<'g>, land: Shape, reasons: Vec<Reason<'g>>) -> Option<Self> {
        const SURE: f64 = 0.99;
        let position = land.inner_point()?;
        Some(Self {
            place,
            position,
            radius: Some(land.reach(position)),
            extent: Extent::Drawn(Arc::new(land)),
            confidence: SURE,
            layer: Layer::Exact,
            fit: Fit::Yes,
            rival: false,
            misplaced: false,
            sides: 0,
            score: 0.0,
            reasons,
        })
    }

    /// The area in which, or the course along which, the truth lies, where that is known better than by a radius.
    #[must_use]
    pub fn within(&self) -> Option<&Shape> {
        match &self.extent {
            Extent::Whole => self.place.shape(),
            Extent::Drawn(shape) => Some(shape),
            Extent::Around => None,
        }
    }

    /// Why it ranks where it does, one sentence each.
    #[must_use]
    pub fn reasons(&self) -> Vec<String> {
        self.reasons.iter().map(Reason::to_string).collect()
    }
}

const FOLDED: f64 = -0.3;
/// The name has the same consonants; the more its vowels differ, the less it weighs.
const SKELETON: f64 = -0.6;
const SKELETON_UNLIKE: f64 = -13.0;
/// Of names that sound alike, the one that is written most alike too, whether by habit or by a typing error. In either half
/// of the names in UCDP GED (`tests/bench/gazetteer.rs`) more are right with it.
const LETTERS_DIFFER: f64 = -6.0;
/// A word is left out or added.
const HEART: f64 = -1.4;
/// A typing error is thought of last.
const TYPO: f64 = -2.0;
const TYPO_UNLIKE: f64 = -16.0;
/// The name is not the one that is shown, as Ariha for Jericho.
const OTHER_NAME: f64 = -0.3;
/// Part of the toponym was left out: what stands in parentheses or after a comma.
const ASIDE: f64 = -1.3;
/// The word for its kind is part of its name and was not written.
const CORE_ONLY: f64 = -1.2;
const KIND_FITS: f64 = 2.0;
/// The word for the kind is part of the name, as in Aleppo Citadel.
const KIND_IS_NAMED: f64 = 3.5;
const KIND_STANDS_IN: f64 = -0.5;
/// A governorate for a part of it, and a town for the land around it, while that is not in the tables.
const WHOLE_STANDS_IN: f64 = 1.2;
const TOWN_STANDS_IN: f64 = -1.0;
/// What only stands in, once there is a place of the kind that was asked for.
const NEEDLESS: f64 = -2.0;
const KIND_DIFFERS: f64 = -2.5;
const ADMIN1_AGREES: f64 = 2.0;
/// Outside the governorate: at its border, and at most, so far away.
const ADMIN1_DIFFERS: f64 = -0.6;
const ADMIN1_FAR: f64 = -3.5;
const FAR: Meters = Meters::from_kilometers(40.0);
const COUNTRY_AGREES: f64 = 0.5;
const COUNTRY_DIFFERS: f64 = -4.0;
const TEXT_NAMES_ADMIN1: f64 = 2.2;
const TEXT_NAMES_ADMIN2: f64 = 1.5;
const TEXT_NAMES_COUNTRY: f64 = 1.0;
const TEXT_NAMES_OTHERS: f64 = -0.8;
/// So far from a border as the context says, and ever farther off that.
const BORDER_AGREES: f64 = 1.5;
const BORDER_DIFFERS: f64 = -2.5;
/// For the country of the theatre, and against others, while no country is named.
const HOME: f64 = 0.4;
/// What importance adds at most.
const IMPORTANCE: f64 = 1.2;
/// What each e-fold of spellings on record adds.
const SPELLINGS: f64 = 0.3;
/// Inhabitants with which a place has all of it.
const MOST_IMPORTANT: f64 = 1e7;
/// Two names with a stroke between them are of one place, or of neighbors within 5 km. In either half of the names in UCDP
/// GED more are right with it.
pub(super) const BOTH_SIDES: f64 = 1.5;
/// How much speaks for a place that the gazetteer does not have.
pub(super) const NONE_OF_THESE: f64 = -1.0;

/// Weighs one place that was found.
pub(super) fn weigh<'g>(
    gazetteer: &'g Gazetteer,
    found: Found,
    wanted: Option<Wanted>,
    setting: &Setting<'g>,
) -> Match<'g> {
    let place = gazetteer.entry(found.place);
    let mut score = likeness(&found);
    let named = match found.layer {
        Layer::Exact => Reason::Exact,
        Layer::Folded => Reason::Folded,
        Layer::Skeleton => Reason::Skeleton,
        Layer::Heart => Reason::Heart,
        Layer::Typo => Reason::Typo,
    };
    let mut reasons = Vec::with_capacity(4);
    reasons.push(named);
    if found.part == Part::Other {
        reasons.push(Reason::OtherName);
    }
    let (fit, points) = of_kind(place, found, wanted, &mut reasons);
    score += points;
    let where_it_lies = where_it_lies(place, setting, &mut reasons);
    score += where_it_lies;
    score += place.importance();
    reasons.extend(reason_of_importance(place));
    let misplaced = where_it_lies <= ADMIN1_DIFFERS;
    let mut extent = Extent::Whole;
    let (mut position, mut radius) = (place.position(), place.radius_km().map(Meters::from_kilometers));
    // An area that stands in for a part of it: that part.
    if let (Fit::StandsIn, Some(wanted)) = (fit, wanted)
        && let Some(part) = place.part(wanted.word)
    {
        (position, radius) = (part.middle, Some(part.reach));
        extent = Extent::Drawn(Arc::clone(&part.shape));
        reasons.push(Reason::Part(wanted.word));
    }
    Match {
        place,
        position,
        radius,
        extent,
        confidence: 0.0,
        layer: found.layer,
        fit,
        rival: false,
        misplaced,
        sides: found.side,
        score,
        reasons,
    }
}

/// Points for how alike the written name and the place's are.
pub(super) fn likeness(found: &Found) -> f64 {
    let name = match found.layer {
        Layer::Exact => 0.0,
        Layer::Folded => FOLDED,
        Layer::Skeleton => SKELETON + SKELETON_UNLIKE * found.unlike + LETTERS_DIFFER * found.letters_differ,
        Layer::Heart => HEART + SKELETON_UNLIKE * found.unlike + LETTERS_DIFFER * found.letters_differ,
        Layer::Typo => TYPO + TYPO_UNLIKE * found.unlike,
    };
    let other_name = if found.part == Part::Other { OTHER_NAME } else { 0.0 };
    let aside = if found.cut == Cut::Aside { ASIDE } else { 0.0 };
    name + other_name + aside
}

/// Points for being of the kind that was asked for.
fn of_kind<'g>(
    place: Entry<'g>,
    found: Found,
    wanted: Option<Wanted>,
    reasons: &mut Vec<Reason<'g>>,
) -> (Fit, f64) {
    let code = place.feature_code();
    let fit = match wanted {
        None => Fit::Unasked,
        Some(_) if found.is_named_by_kind() => Fit::Yes,
        Some(wanted) => match wanted.kind.fit(code) {
            // Eastern Ghouta is no part of the Western one.
            Fit::Yes if found.cut == Cut::Direction && wanted.kind == Kind::Countryside => Fit::StandsIn,
            fit => fit,
        },
    };
    let points = match (fit, wanted) {
        (Fit::Unasked, _) | (_, None) => {
            let without_its_word = if found.part == Part::Core {
                reasons.push(Reason::CoreOnly(noun(code)));
                CORE_ONLY
            } else {
                0.0
            };
            without_its_word + unasked(code)
        }
        (Fit::Yes, Some(Wanted { word, .. })) => {
            reasons.push(Reason::KindFits { noun: noun(code), word });
            if found.is_named_by_kind() { KIND_IS_NAMED } else { KIND_FITS }
        }
        (Fit::StandsIn, Some(Wanted { word, kind })) => {
            reasons.push(Reason::StandsIn { name: place.name(), word });
            match (kind, code) {
                (Kind::Countryside | Kind::Area, "ADM1") => WHOLE_STANDS_IN,
                (Kind::Countryside | Kind::Area, code) if is_settled(code) => TOWN_STANDS_IN,
                _ => KIND_STANDS_IN,
            }
        }
        (Fit::No, Some(Wanted { word, .. })) => {
            reasons.push(Reason::KindDiffers { noun: noun(code), word });
            KIND_DIFFERS
        }
    };
    (fit, points)
}

/// Sets back what only stands in for a place of the kind asked for, where there is such a place.
pub(super) fn set_back_stand_ins(matches: &mut [Match]) {
    if matches.iter().all(|found| found.fit != Fit::Yes) {
        return;
    }
    for found in matches.iter_mut().filter(|found| found.fit == Fit::StandsIn) {
        found.score += NEEDLESS;
        for reason in &mut found.reasons {
            if let Reason::StandsIn { word, .. } = *reason {
                *reason = Reason::KindDiffers { noun: noun(found.place.feature_code()), word };
            }
        }
    }
}

/// Points for lying in the governorate and country, and near the point, that the context names.
fn where_it_lies<'g>(place: Entry<'g>, setting: &Setting<'g>, reasons: &mut Vec<Reason<'g>>) -> f64 {
    let gazetteer = place.gazetteer;
    let region = gazetteer.region_of[place.number as usize];
    let mut score = 0.0;
    match setting.country {
        Some(country) if country != place.country() => {
            reasons.push(Reason::OtherCountry(gazetteer.country_name(place.country())));
            score += COUNTRY_DIFFERS;
        }
        Some(_) => score += COUNTRY_AGREES + in_admin1(place, region, setting.admin1, reasons),
        None if !setting.named_countries.is_empty() || gazetteer.home.is_empty() => {}
        None if place.country() == gazetteer.home => score += HOME,
        None => score -= HOME,
    }
    match region.filter(|region| setting.named_regions.contains(region)) {
        Some(region) => {
            reasons.push(Reason::TextAdmin1(&gazetteer.regions.get(region).name));
            score += TEXT_NAMES_ADMIN1;
        }
        None if !setting.named_regions.is_empty() => score += TEXT_NAMES_OTHERS,
        None => {}
    }
    if setting.named_countries.contains(&place.country()) {
        let by_region = |region: &RegionId| gazetteer.regions.get(*region).country == place.country();
        if !setting.named_regions.iter().any(by_region) {
            reasons.push(Reason::TextCountry(gazetteer.country_name(place.country())));
        }
        score += TEXT_NAMES_COUNTRY;
    } else if !setting.named_countries.is_empty() {
        score += TEXT_NAMES_OTHERS;
    }
    if let Some(near) = setting.near {
        let apart = distance(near, place.position());
        reasons.push(Reason::Near(apart));
        score += nearness(apart);
    }
    // A report is about one area.
    let others = setting.resolved.iter().map(|&other| distance(other, place.position()));
    if let Some(apart) = others.min_by(|one, other| one.0.total_cmp(&other.0)) {
        reasons.push(Reason::NearOthers(apart));
        score += nearness(apart);
    }
    score += at_border(place, setting, reasons);
    if let Some(admin2) = place.admin2().filter(|admin2| setting.named_districts.contains(admin2)) {
        reasons.push(Reason::TextAdmin2(admin2));
        score += TEXT_NAMES_ADMIN2;
    }
    score
}

/// Points for being so near to where the context says it is.
fn nearness(apart: Meters) -> f64 {
    match apart.kilometers() {
        ..5.0 => 1.5,
        ..25.0 => 1.0,
        ..75.0 => 0.5,
        ..200.0 => 0.0,
        _ => -1.0,
    }
}

/// Points for being as far from a border as the context says. An area reaches farther than its point.
fn at_border<'g>(place: Entry<'g>, setting: &Setting<'g>, reasons: &mut Vec<Reason<'g>>) -> f64 {
    if !is_settled(place.feature_code()) && !is_site(place.feature_code()) {
        return 0.0;
    }
    let mut score = 0.0;
    for &(border, away) in &setting.borders {
        let border = place.gazetteer.entry(border);
        let Some(course) = border.shape() else { continue };
        let apart = course.distance(place.position());
        let miss = away.miss(apart);
        reasons.push(Reason::Border { border: border.name(), apart, fits: miss.0 == 0.0 });
        score += match miss.kilometers() {
            0.0 => BORDER_AGREES,
            ..10.0 => 0.5,
            ..30.0 => -0.5,
            _ => BORDER_DIFFERS,
        };
    }
    score
}

/// Points for lying in one of the governorates that the row may mean, or how far outside.
fn in_admin1<'g>(
    place: Entry<'g>,
    region: Option<RegionId>,
    named: &[RegionId],
    reasons: &mut Vec<Reason<'g>>,
) -> f64 {
    let gazetteer = place.gazetteer;
    let (Some(own), [first, ..]) = (region, named) else { return 0.0 };
    let own_name = &gazetteer.regions.get(own).name;
    if named.contains(&own) {
        reasons.push(Reason::Admin1(own_name));
        return ADMIN1_AGREES;
    }
    reasons.push(Reason::OtherAdmin1 { named: &gazetteer.regions.get(*first).name, own: own_name });
    // Reports often take a place at the border for the neighbor's.
    let outside = outside(place, *first).unwrap_or(FAR);
    ADMIN1_DIFFERS + (ADMIN1_FAR - ADMIN1_DIFFERS) * (outside.0 / FAR.0).min(1.0)
}

/// How far outside a governorate a place lies; `None` where its border is not known.
///
/// On a plane that is right at the place, which is good to a few percent for the tens of kilometers that matter.
fn outside(place: Entry, region: RegionId) -> Option<Meters> {
    let area = place.gazetteer.entry(place.gazetteer.regions.get(region).area?);
    let position = place.position();
    let scale = position.latitude().to_radians().cos();
    let point = Point::new(position.longitude(), position.latitude());
    let apart = Euclidean.distance(&point, area.outline()?);
    Some(Meters(apart * METERS_PER_DEGREE * scale))
}

/// Points for a kind when none was asked for: a bare name is first of all a town's.
fn unasked(code: &str) -> f64 {
    match code {
        "PPLX" => 1.3,
        "PPLQ" => 0.8,
        code if is_settled(code) => 1.5,
        "PCLI" => 1.2,
        "RGN" => 0.8,
        // "In Hama" may be said of the city and of the governorate.
        "ADM1" => 1.1,
        "ADM2" | "ADM3" => -0.2,
        // Sites are mostly named with the word for their kind.
        _ => 0.0,
    }
}

/// What speaks for a place before anything is known of where and how it was named.
pub(super) fn weight_alone(place: Entry, part: Part) -> f64 {
    let home = if place.country() == place.gazetteer.home { HOME } else { -HOME };
    let other_name = if part == Part::Other { OTHER_NAME } else { 0.0 };
    let without_its_word = if part == Part::Core { CORE_ONLY } else { 0.0 };
    unasked(place.feature_code()) + place.importance() + home + other_name + without_its_word
}

/// Points for being large, a capital, or much written about. They are kept with the place, so a change here raises
/// `pack::VERSION`.
pub(super) fn importance(feature_code: &str, population: Option<u32>, names: usize) -> f32 {
    let people = population.map_or(0.25, |people| f64::from(people).log10() / MOST_IMPORTANT.log10());
    let standing = match feature_code {
        "PPLC" => 1.0,
        "PPLA" => 0.9,
        "ADM1" | "PCLI" => 0.7,
        "PPLA2" => 0.6,
        "RGN" => 0.5,
        "PPLA3" => 0.45,
        _ => 0.0,
    };
    // What is written about often has many spellings on record.
    let spellings = (names.max(1) as f64).ln() * SPELLINGS;
    (people.max(standing).min(1.0) * IMPORTANCE + spellings) as f32
}

/// Why a place is important, where it is.
fn reason_of_importance(place: Entry<'_>) -> Option<Reason<'_>> {
    match place.feature_code() {
        "PPLC" => Some(Reason::Capital),
        "PPLA" => Some(Reason::Seat),
        "ADM1" | "PCLI" | "PPLA2" | "RGN" | "PPLA3" => None,
        _ => place.population().map(Reason::People),
    }
}
