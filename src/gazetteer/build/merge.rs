//! Joins what is one place: by an id that two sources share, or by name and distance.
//!
//! Two villages a few kilometers apart may bear one name, and one village may be spelled ten ways; so the more two
//! names differ, the nearer the places must be. Two entries of one source are two places unless they are as good as the
//! same: that source told them apart.

use std::collections::{BTreeSet, HashMap};

use crate::gazetteer::asked;
use crate::gazetteer::draft::{Draft, is_arabic};
use crate::gazetteer::kind::is_settled;
use crate::geometry::{Meters, distance};
use crate::model::PlaceId;
use crate::text::{fold, loose, skeleton};

use super::report::{Alike, Joined, Report};

/// Points of one village differ so much between sources.
const NEARBY: Meters = Meters::from_kilometers(3.0);
/// With names that only sound alike, and within one source.
const CLOSE: Meters = Meters::from_kilometers(2.0);
/// Two places of one name this close are told to a person.
const WORTH_A_LOOK: Meters = Meters::from_kilometers(10.0);
/// An id that two sources share is wrong in one of them if it names places this far apart.
const ASTRAY: Meters = Meters::from_kilometers(50.0);
/// Consonants that say something.
const ENOUGH_CONSONANTS: usize = 3;
/// Letters of a spelling that say something.
const ENOUGH_LETTERS: usize = 4;

/// What can be one place: a village is no district of the same name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Settled,
    Country,
    Area(u8),
    Region,
    Airfield,
    Site,
}

impl Class {
    fn of(code: &str) -> Self {
        match code {
            code if is_settled(code) => Self::Settled,
            "ADM1" => Self::Area(1),
            "ADM2" => Self::Area(2),
            "ADM3" => Self::Area(3),
            code if code.starts_with("ADM") => Self::Area(4),
            code if code.starts_with("PCL") => Self::Country,
            code if code.starts_with("AIR") => Self::Airfield,
            "RGN" | "AREA" | "VAL" | "PLN" | "MTS" => Self::Region,
            _ => Self::Site,
        }
    }

    /// How far apart two points of one place may be.
    fn reach(self) -> Meters {
        match self {
            Self::Settled | Self::Airfield | Self::Site => NEARBY,
            Self::Area(1) => Meters::from_kilometers(150.0),
            Self::Area(2) => Meters::from_kilometers(60.0),
            Self::Area(_) | Self::Region => Meters::from_kilometers(30.0),
            Self::Country => Meters::from_kilometers(5_000.0),
        }
    }
}

/// A place under way, with the keys of its names.
struct Joint {
    draft: Draft,
    class: Class,
    /// Sources that told of it.
    sources: BTreeSet<usize>,
    keys: Vec<NameKeys>,
}

/// The keys of one name.
#[derive(Clone, PartialEq, Eq)]
struct NameKeys {
    folded: String,
    loose: String,
    skeleton: String,
}

/// Joins the places of several sources, the ones told first keeping their id, shown name and point.
pub(super) fn merge(sources: Vec<Vec<Draft>>) -> (Vec<Draft>, Report) {
    let mut report = Report { told: sources.iter().map(Vec::len).collect(), ..Report::default() };
    let mut joints: Vec<Joint> = Vec::new();
    let mut by_id: HashMap<PlaceId, usize> = HashMap::new();
    let mut by_skeleton: HashMap<String, Vec<usize>> = HashMap::new();
    for (source, drafts) in sources.into_iter().enumerate() {
        for draft in drafts {
            let class = Class::of(&draft.feature_code);
            let keys = keys_of(&draft, class);
            let joined = same_id(&joints, &by_id, &draft, class, &mut report)
                .or_else(|| same_name(&joints, &by_skeleton, &draft, class, &keys, source, &mut report));
            let number = if let Some((number, why)) = joined {
                *report.joined.entry(why).or_default() += 1;
                join(&mut joints[number], draft);
                number
            } else {
                joints.push(Joint { draft, class, sources: BTreeSet::new(), keys: Vec::new() });
                joints.len() - 1
            };
            let joint = &mut joints[number];
            joint.sources.insert(source);
            for key in keys {
                if !joint.keys.contains(&key) {
                    let there = by_skeleton.entry(key.skeleton.clone()).or_default();
                    if there.last() != Some(&number) {
                        there.push(number);
                    }
                    joint.keys.push(key);
                }
            }
            for id in &joint.draft.ids {
                by_id.entry(id.clone()).or_insert(number);
            }
        }
    }
    report.places = joints.len();
    (joints.into_iter().map(|joint| joint.draft).collect(), report)
}

fn keys_of(draft: &Draft, class: Class) -> Vec<NameKeys> {
    let mut keys: Vec<NameKeys> = Vec::new();
    for name in &draft.names {
        let whole = fold(&name.text);
        // Idlib Governorate is Idlib among governorates.
        let core = asked::strip(&whole)
            .filter(|_| class != Class::Settled)
            .map_or(whole.as_str(), |stripped| stripped.core)
            .to_owned();
        let key = NameKeys { loose: loose(&core), skeleton: skeleton(&core), folded: core };
        if !key.folded.is_empty() && !keys.contains(&key) {
            keys.push(key);
        }
    }
    keys
}

fn same_id(
    joints: &[Joint],
    by_id: &HashMap<PlaceId, usize>,
    draft: &Draft,
    class: Class,
    report: &mut Report,
) -> Option<(usize, Joined)> {
    let number = draft.ids.iter().find_map(|id| by_id.get(id).copied())?;
    let known = &joints[number];
    let apart = distance(known.draft.position, draft.position);
    if known.class == class && (apart <= ASTRAY || apart <= class.reach()) {
        return Some((number, Joined::Id));
    }
    report.alike.push(alike(known, draft, apart, "one id, but other kinds of place or far apart"));
    None
}

fn same_name(
    joints: &[Joint],
    by_skeleton: &HashMap<String, Vec<usize>>,
    draft: &Draft,
    class: Class,
    keys: &[NameKeys],
    source: usize,
    report: &mut Report,
) -> Option<(usize, Joined)> {
    let mut candidates: BTreeSet<usize> = BTreeSet::new();
    for key in keys {
        candidates.extend(by_skeleton.get(&key.skeleton).into_iter().flatten());
    }
    let mut best: Option<(usize, Joined, Meters)> = None;
    let mut near_miss: Option<(usize, Meters)> = None;
    for number in candidates {
        let known = &joints[number];
        if known.class != class || class == Class::Country && known.draft.country != draft.country {
            continue;
        }
        let apart = distance(known.draft.position, draft.position);
        let Some(why) = sharing(&known.keys, keys) else { continue };
        let own_source = known.sources.contains(&source);
        let reach = match why {
            _ if own_source && has_code_of_its_own(&known.draft, draft) => Meters(-1.0),
            Joined::Name if own_source => CLOSE,
            _ if own_source => Meters(-1.0),
            Joined::Consonants if class == Class::Settled => CLOSE,
            _ => class.reach(),
        };
        if apart <= reach {
            if best.is_none_or(|(_, known_why, known_apart)| (why, apart.0) < (known_why, known_apart.0)) {
                best = Some((number, why, apart));
            }
        } else if why == Joined::Name
            && !own_source
            && class == Class::Settled
            && apart <= WORTH_A_LOOK
            && near_miss.is_none_or(|(_, known)| apart < known)
        {
            near_miss = Some((number, apart));
        }
    }
    if let (None, Some((number, apart))) = (best, near_miss) {
        report.alike.push(alike(
            &joints[number],
            draft,
            apart,
            "one name, but too far apart to be one village",
        ));
    }
    best.map(|(number, why, _)| (number, why))
}

/// Whether a source that codes its places gave each of the two a code.
fn has_code_of_its_own(one: &Draft, other: &Draft) -> bool {
    let code = |draft: &Draft| draft.ids.iter().any(|id| id.as_str().starts_with("ocha:"));
    code(one) && code(other)
}

/// What two places' names share at best.
fn sharing(known: &[NameKeys], new: &[NameKeys]) -> Option<Joined> {
    let pairs = || known.iter().flat_map(|one| new.iter().map(move |other| (one, other)));
    if pairs().any(|(one, other)| one.folded == other.folded) {
        return Some(Joined::Name);
    }
    let spelled = |(one, other): (&NameKeys, &NameKeys)| {
        one.loose == other.loose && one.loose.chars().count() >= ENOUGH_LETTERS
    };
    if pairs().any(spelled) {
        return Some(Joined::Spelling);
    }
    // Vowels tell names of one script apart, such as Hasan and Hassun; across scripts there are only consonants.
    let sounds = |(one, other): (&NameKeys, &NameKeys)| {
        one.skeleton == other.skeleton
            && one.skeleton.chars().count() >= ENOUGH_CONSONANTS
            && (is_arabic(&one.folded) != is_arabic(&other.folded)
                || strsim::normalized_damerau_levenshtein(&one.loose, &other.loose) >= 0.75)
    };
    pairs().any(sounds).then_some(Joined::Consonants)
}

fn join(joint: &mut Joint, new: Draft) {
    let known = &mut joint.draft;
    // A point that was read off a map gives way to one that was measured.
    if known.radius_km.is_some() && new.radius_km.is_none() && joint.class == Class::Settled {
        known.position = new.position;
        known.radius_km = None;
        known.known_by.clone_from(&new.known_by);
    }
    if seat_rank(&new.feature_code) > seat_rank(&known.feature_code) {
        known.feature_code = new.feature_code;
    }
    for name in new.names {
        known.add_name(name);
    }
    for id in new.ids {
        if !known.ids.contains(&id) {
            known.ids.push(id);
        }
    }
    for code in new.codes {
        if !known.codes.contains(&code) {
            known.codes.push(code);
        }
    }
    for (known, new) in known.admin.iter_mut().zip(new.admin) {
        *known = known.take().or(new);
    }
    known.population = known.population.or(new.population);
    known.shape = known.shape.take().or(new.shape);
    if known.country.is_empty() {
        known.country = new.country;
    }
}

/// Among towns, how much a feature code says.
fn seat_rank(code: &str) -> u8 {
    match code {
        "PPLC" => 5,
        "PPLA" => 4,
        "PPLA2" => 3,
        "PPLA3" => 2,
        "PPLX" => 1,
        _ => 0,
    }
}

fn alike(known: &Joint, new: &Draft, apart: Meters, why: &'static str) -> Alike {
    let id = |draft: &Draft| draft.ids.first().cloned().unwrap_or_default();
    Alike {
        one: id(&known.draft),
        one_name: known.draft.name().to_owned(),
        other: id(new),
        other_name: new.name().to_owned(),
        apart,
        why,
    }
}
