//! The keys of all names: folded, by their consonants, from each later word on, and by how many letters they have.

use crate::geometry::{Meters, distance};
use crate::text::{fold, heart};

use super::asked;
use super::keys::Keys;
use super::kind::{self, Fit};
use super::sounds::Sounds;
use super::spellings::Spellings;
use super::{Entry, Gazetteer};

/// What a key is of a place's names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    /// The English or Arabic name that is shown.
    Shown,
    /// Another of its names.
    Other,
    /// A name without the words for its kind: `aleppo` of Aleppo International Airport.
    Core,
}

/// The keys of all names.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Index {
    /// Folded names; each leads to a place and says which part of its names it is.
    pub(super) folded: Keys,
    /// Names by their consonants.
    pub(super) sounds: Sounds,
    /// The hearts of names by theirs.
    pub(super) hearts: Sounds,
    /// Folded names from each later word on; each leads to a folded name.
    pub(super) later_words: Keys,
    /// Names by their number of letters.
    pub(super) spellings: Spellings,
}

/// Bits of a target that hold the place; the ones above hold the part.
const PLACE_BITS: u32 = 30;

impl Index {
    pub(super) fn of(gazetteer: &Gazetteer) -> Self {
        let folded = best_parts(names_of(gazetteer));
        let folded = Keys::of(folded.iter().map(|(key, place, part)| (key.as_str(), pack(*place, *part))));
        let numbers = 0..folded.len() as u32;
        let names: Vec<(&str, u32)> = numbers.map(|number| (folded.key(number), number)).collect();
        let hearts: Vec<(String, u32)> =
            names.iter().filter_map(|&(key, number)| Some((heart(key)?, number))).collect();
        let hearts: Vec<(&str, u32)> =
            hearts.iter().map(|(heart, number)| (heart.as_str(), *number)).collect();
        let later_words = names
            .iter()
            .flat_map(|&(key, number)| key.match_indices(' ').map(move |(at, _)| (&key[at + 1..], number)));
        Self {
            sounds: Sounds::of(&names),
            hearts: Sounds::of(&hearts),
            later_words: Keys::of(later_words),
            spellings: Spellings::of(&folded),
            folded,
        }
    }

    /// The place that has the folded name with this number, and which part of its names it is.
    pub(super) fn place(&self, number: u32) -> (u32, Part) {
        let target = self.folded.target[number as usize];
        let part = match target >> PLACE_BITS {
            0 => Part::Shown,
            1 => Part::Other,
            _ => Part::Core,
        };
        (target & ((1 << PLACE_BITS) - 1), part)
    }

    /// The places that have this folded name.
    pub(super) fn with(&self, key: &str) -> impl Iterator<Item = (u32, Part)> {
        self.folded.with(key).map(|number| self.place(number))
    }

    /// Whether every number points into the array it is meant for.
    pub(super) fn holds_together(&self, places: usize) -> bool {
        let names = self.folded.len();
        (0..names as u32).all(|number| (self.place(number).0 as usize) < places)
            && self.later_words.target.iter().all(|&number| (number as usize) < names)
            && self.sounds.hold_together(names)
            && self.hearts.hold_together(names)
            && self.spellings.hold_together(names)
    }
}

fn pack(place: u32, part: Part) -> u32 {
    (part as u32) << PLACE_BITS | place
}

/// Of the same key of the same place, keeps the part that says most.
fn best_parts(mut names: Vec<(String, u32, Part)>) -> Vec<(String, u32, Part)> {
    names.sort_unstable();
    names.dedup_by(|next, kept| next.0 == kept.0 && next.1 == kept.1);
    names
}

/// The folded keys of all names, and of what is left of them without the words for the place's kind.
fn names_of(gazetteer: &Gazetteer) -> Vec<(String, u32, Part)> {
    let mut names = Vec::new();
    let mut cores = Vec::new();
    for place in gazetteer.places() {
        let number = place.number;
        let name_ar = place.name_ar();
        for (at, name) in place.names().enumerate() {
            let key = fold(name.text);
            // Nayrab (Aleppo) is shown so that it can be told from the other one; its name is Nayrab.
            if let Some((bare, _)) = name.text.split_once(" (") {
                names.push((fold(bare), number, Part::Shown));
            }
            if !kind::is_settled(place.feature_code())
                && let Some(stripped) = asked::strip(&key)
                && stripped.wanted.is_some_and(|wanted| wanted.kind.fit(place.feature_code()) == Fit::Yes)
            {
                let core = stripped.region.as_deref().unwrap_or(stripped.core);
                names.push((core.to_owned(), number, Part::Core));
                cores.push((core.to_owned(), number));
            }
            let is_shown = at == 0 || Some(name.text) == name_ar;
            names.push((key, number, if is_shown { Part::Shown } else { Part::Other }));
        }
    }
    names.retain(|(key, ..)| !key.is_empty());
    names.sort_unstable();
    let mut namesakes: Vec<(u32, u32)> = cores
        .iter()
        .flat_map(|(core, site)| named(&names, core).map(|town| (*site, town)))
        .filter(|&(site, town)| is_namesake(gazetteer.entry(site), gazetteer.entry(town)))
        .collect();
    namesakes.sort_unstable();
    namesakes.dedup();
    for (site, town) in namesakes {
        // "Idlib city" is no name of the governorate.
        let keys = gazetteer.entry(town).names().map(|name| fold(name.text));
        names.extend(
            keys.filter(|key| !key.is_empty() && asked::strip(key).is_none())
                .map(|key| (key, site, Part::Core)),
        );
    }
    names
}

/// The places that have this name, among sorted names.
fn named<'n>(names: &'n [(String, u32, Part)], name: &'n str) -> impl Iterator<Item = u32> + 'n {
    let first = names.partition_point(|(key, ..)| key.as_str() < name);
    names[first..].iter().take_while(move |(key, ..)| key == name).map(|&(_, place, _)| place)
}

/// Whether a site or governorate is named after this town, so that every spelling of the town's name is one of its own:
/// a governorate after its seat, a site after a town within 25 km.
fn is_namesake(named: Entry, after: Entry) -> bool {
    const NEARBY: Meters = Meters::from_kilometers(25.0);
    match named.feature_code() {
        "ADM1" => {
            let region = |place: Entry| named.gazetteer.region_of[place.number as usize];
            matches!(after.feature_code(), "PPLA" | "PPLC") && region(named) == region(after)
        }
        code => {
            kind::is_settled(after.feature_code())
                && kind::is_site(code)
                && distance(named.position(), after.position()) <= NEARBY
        }
    }
}
