//! Which of several places of one name is meant: points for what speaks for each, with the reason said.
//!
//! The points are weights set by hand, in the order in which evidence should win: the kind that was asked for and the
//! governorate outweigh how exactly the name is written, and that outweighs importance. Their sum, cut to 0.99, is the
//! confidence; it is not a probability.

use crate::geometry::distance;
use crate::model::Place;

use super::Gazetteer;
use super::asked::Cut;
use super::context::Setting;
use super::kind::{Fit, Kind, Wanted, is_settled, noun};
use super::names::Part;
use super::reason::Reason;
use super::regions::RegionId;

/// A place found under a toponym's name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub(super) place: u32,
    pub(super) layer: Layer,
    pub(super) part: Part,
    /// Whether the words for the kind are in the name that was found.
    pub(super) names_kind: bool,
    pub(super) cut: Cut,
}

impl Found {
    /// Whether the word for the kind is part of the place's own name.
    pub(super) fn is_named_by_kind(self) -> bool {
        self.names_kind && self.part != Part::Core
    }
}

/// How alike the written name and the place's name are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// Letter by letter.
    Exact,
    /// By [`fold`](crate::text::fold).
    Folded,
    /// By [`loose`](crate::text::loose).
    Loose,
}

/// One candidate: a place, and what speaks for and against it.
#[derive(Clone, Debug)]
pub struct Match<'g> {
    /// The place.
    pub place: &'g Place,
    /// 0 to 0.99; shared with its rivals where the evidence does not decide.
    pub confidence: f64,
    /// How alike the names are.
    pub layer: Layer,
    /// Whether it is of the kind that the toponym asks for.
    pub fit: Fit,
    /// Whether the evidence does not decide between this and another candidate elsewhere.
    pub rival: bool,
    pub(super) score: f64,
    pub(super) reasons: Vec<Reason<'g>>,
}

impl Match<'_> {
    /// Why it ranks where it does, one sentence each.
    #[must_use]
    pub fn reasons(&self) -> Vec<String> {
        self.reasons.iter().map(Reason::to_string).collect()
    }
}

const EXACT: f64 = 0.60;
const FOLDED: f64 = 0.57;
const LOOSE: f64 = 0.45;
/// The name is not the one that is shown, as Ariha for Jericho.
const OTHER_NAME: f64 = -0.07;
/// Part of the toponym was left out: what stands in parentheses or after a comma.
const ASIDE: f64 = -0.13;
/// The word for its kind is part of its name and was not written.
const CORE_ONLY: f64 = -0.12;
const KIND_FITS: f64 = 0.20;
/// The word for the kind is part of the name, as in Aleppo Citadel.
const KIND_IS_NAMED: f64 = 0.35;
const KIND_STANDS_IN: f64 = -0.05;
/// A governorate for a part of it, and a town for the land around it, while that is not in the tables.
const WHOLE_STANDS_IN: f64 = 0.12;
const TOWN_STANDS_IN: f64 = -0.10;
/// What only stands in, once there is a place of the kind that was asked for.
const NEEDLESS: f64 = -0.20;
const KIND_DIFFERS: f64 = -0.25;
const ADMIN1_AGREES: f64 = 0.20;
const ADMIN1_DIFFERS: f64 = -0.35;
const COUNTRY_AGREES: f64 = 0.05;
const COUNTRY_DIFFERS: f64 = -0.40;
const TEXT_NAMES_ADMIN1: f64 = 0.15;
const TEXT_NAMES_COUNTRY: f64 = 0.10;
const TEXT_NAMES_OTHERS: f64 = -0.05;
/// For the country of the theatre, and against others, while no country is named.
const HOME: f64 = 0.04;
/// What importance adds at most.
const IMPORTANCE: f64 = 0.12;
/// Inhabitants with which a place has all of it.
const MOST_IMPORTANT: f64 = 1e7;

/// Weighs one place that was found.
pub(super) fn weigh<'g>(
    gazetteer: &'g Gazetteer,
    found: Found,
    wanted: Option<Wanted>,
    setting: &Setting<'g>,
) -> Match<'g> {
    let place = &gazetteer.places[found.place as usize];
    let (mut score, named) = match found.layer {
        Layer::Exact => (EXACT, Reason::Exact),
        Layer::Folded => (FOLDED, Reason::Folded),
        Layer::Loose => (LOOSE, Reason::Loose),
    };
    let mut reasons = Vec::with_capacity(4);
    reasons.push(named);
    if found.part == Part::Other {
        score += OTHER_NAME;
        reasons.push(Reason::OtherName);
    }
    if found.cut == Cut::Aside {
        score += ASIDE;
    }

    let fit = match wanted {
        None => Fit::Unasked,
        Some(_) if found.is_named_by_kind() => Fit::Yes,
        Some(wanted) => match wanted.kind.fit(&place.feature_code) {
            // Eastern Ghouta is no part of the Western one.
            Fit::Yes if found.cut == Cut::Direction && wanted.kind == Kind::Countryside => Fit::StandsIn,
            fit => fit,
        },
    };
    score += match (fit, wanted) {
        (Fit::Unasked, _) | (_, None) => {
            if found.part == Part::Core {
                score += CORE_ONLY;
                reasons.push(Reason::CoreOnly(noun(&place.feature_code)));
            }
            unasked(&place.feature_code)
        }
        (Fit::Yes, Some(Wanted { word, .. })) => {
            reasons.push(Reason::KindFits { noun: noun(&place.feature_code), word });
            if found.is_named_by_kind() { KIND_IS_NAMED } else { KIND_FITS }
        }
        (Fit::StandsIn, Some(Wanted { word, kind })) => {
            reasons.push(Reason::StandsIn { name: &place.name, word });
            match (kind, place.feature_code.as_str()) {
                (Kind::Countryside | Kind::Area, "ADM1") => WHOLE_STANDS_IN,
                (Kind::Countryside | Kind::Area, code) if is_settled(code) => TOWN_STANDS_IN,
                _ => KIND_STANDS_IN,
            }
        }
        (Fit::No, Some(Wanted { word, .. })) => {
            reasons.push(Reason::KindDiffers { noun: noun(&place.feature_code), word });
            KIND_DIFFERS
        }
    };
    score += where_it_lies(gazetteer, found.place, setting, &mut reasons);
    score += importance(place, &mut reasons);
    Match { place, confidence: 0.0, layer: found.layer, fit, rival: false, score, reasons }
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
                *reason = Reason::KindDiffers { noun: noun(&found.place.feature_code), word };
            }
        }
    }
}

/// Points for lying in the governorate and country, and near the point, that the context names.
fn where_it_lies<'g>(
    gazetteer: &'g Gazetteer,
    number: u32,
    setting: &Setting<'g>,
    reasons: &mut Vec<Reason<'g>>,
) -> f64 {
    let place = &gazetteer.places[number as usize];
    let region = gazetteer.region_of[number as usize];
    let region_name = |number| gazetteer.regions.get(number).name.as_str();
    let mut score = 0.0;
    match setting.country {
        Some(country) if country != place.country => {
            let name = gazetteer.regions.country_name(&place.country);
            reasons.push(Reason::OtherCountry(name));
            score += COUNTRY_DIFFERS;
        }
        Some(_) => {
            score += COUNTRY_AGREES;
            match (region, setting.admin1) {
                (Some(region), [_, ..]) if setting.admin1.contains(&region) => {
                    reasons.push(Reason::Admin1(region_name(region)));
                    score += ADMIN1_AGREES;
                }
                (Some(region), [named, ..]) => {
                    reasons
                        .push(Reason::OtherAdmin1 { named: region_name(*named), own: region_name(region) });
                    score += ADMIN1_DIFFERS;
                }
                _ => {}
            }
        }
        None if !setting.named_countries.is_empty() => {}
        None if place.country == gazetteer.home => score += HOME,
        None => score -= HOME,
    }
    match region.filter(|region| setting.named_regions.contains(region)) {
        Some(region) => {
            reasons.push(Reason::TextAdmin1(region_name(region)));
            score += TEXT_NAMES_ADMIN1;
        }
        None if !setting.named_regions.is_empty() => score += TEXT_NAMES_OTHERS,
        None => {}
    }
    if setting.named_countries.contains(&place.country.as_str()) {
        let by_region = |region: &RegionId| gazetteer.regions.get(*region).country == place.country;
        if !setting.named_regions.iter().any(by_region) {
            reasons.push(Reason::TextCountry(gazetteer.regions.country_name(&place.country)));
        }
        score += TEXT_NAMES_COUNTRY;
    } else if !setting.named_countries.is_empty() {
        score += TEXT_NAMES_OTHERS;
    }
    if let Some(near) = setting.near {
        let apart = distance(near, place.position);
        reasons.push(Reason::Near(apart));
        score += match apart.kilometers() {
            ..5.0 => 0.15,
            ..25.0 => 0.10,
            ..75.0 => 0.05,
            ..200.0 => 0.0,
            _ => -0.10,
        };
    }
    score
}

/// Points for a kind when none was asked for: a bare name is first of all a town's.
fn unasked(code: &str) -> f64 {
    match code {
        "PPLX" => 0.13,
        "PPLQ" => 0.08,
        code if is_settled(code) => 0.15,
        "PCLI" => 0.12,
        "RGN" => 0.08,
        "ADM2" | "ADM3" => -0.02,
        // Governorates and sites are mostly named with the word for their kind.
        _ => 0.0,
    }
}

/// Points for being large or a capital, up to [`IMPORTANCE`].
fn importance<'g>(place: &'g Place, reasons: &mut Vec<Reason<'g>>) -> f64 {
    let people = place.population.map_or(0.25, |people| f64::from(people).log10() / MOST_IMPORTANT.log10());
    let standing = match place.feature_code.as_str() {
        "PPLC" => {
            reasons.push(Reason::Capital);
            1.0
        }
        "PPLA" => {
            reasons.push(Reason::Seat);
            0.9
        }
        "ADM1" | "PCLI" => 0.7,
        "RGN" => 0.5,
        _ => 0.0,
    };
    if standing == 0.0 {
        reasons.extend(place.population.map(Reason::People));
    }
    people.max(standing).min(1.0) * IMPORTANCE
}
