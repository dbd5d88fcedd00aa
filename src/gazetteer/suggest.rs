//! What a person who has begun to write a name may be looking for.

use crate::text::{fold, loose, skeleton};

use super::asked::Cut;
use super::context::{Context, Setting};
use super::draft::is_arabic;
use super::find::{Found, Layer};
use super::index::Part;
use super::kind::Fit;
use super::rank::{Match, weigh, weight_alone};
use super::resolve::{Candidate, Resolution, to_two_decimals};
use super::{Gazetteer, asked};

/// How a suggestion was found; the first ways come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    /// A whole name, perhaps with a word for the kind.
    Name,
    /// The beginning of a name.
    Beginning,
    /// The beginning of a later word of a name.
    Word,
    /// The beginning of a name by its consonants.
    SoundsAlike,
}

impl Gazetteer {
    /// Up to `limit` places whose name is or begins like `prefix`, in Arabic or Latin letters.
    ///
    /// Whole names first, then beginnings of names, of later words in them, and of their consonants; the more important
    /// place first within each. Nothing is ambiguous here: a person chooses.
    #[must_use]
    pub fn suggest(&self, prefix: &str, limit: usize) -> Resolution {
        let begun = asked::readable(prefix);
        let ways = self.ways_to_places(&beginnings(begun), limit * WEIGHED);
        let begins_nothing = ways.is_empty();
        let no_setting = Setting::default();
        let mut matches: Vec<(Way, Match)> = self
            .most_important(ways, limit * WEIGHED)
            .into_iter()
            .map(|(place, way, part)| {
                let layer = if way < Way::SoundsAlike { Layer::Folded } else { Layer::Skeleton };
                let found = Found {
                    place,
                    layer,
                    part,
                    names_kind: false,
                    cut: Cut::Nothing,
                    unlike: 0.0,
                    letters_differ: 0.0,
                    side: 0,
                };
                (way, weigh(self, found, None, &no_setting))
            })
            .collect();
        // "Abu Duhur airport" is no beginning of a name, but it is a name; and "Idlb" is one with a typing error.
        let names_a_kind = asked::read(begun).wanted.is_some();
        if begins_nothing || names_a_kind {
            let least = if names_a_kind { 0.0 } else { LIKELY };
            let ranked = self.rank(begun, &Context::default()).matches;
            for found in ranked.into_iter().filter(|found| found.confidence >= least) {
                matches.retain(|(_, known)| known.place != found.place);
                let way = if found.fit == Fit::Yes { Way::Name } else { Way::SoundsAlike };
                matches.push((way, found));
            }
        }
        matches.sort_by(|(one_way, one), (other_way, other)| {
            one_way
                .cmp(other_way)
                .then(other.score.total_cmp(&one.score))
                .then_with(|| one.place.id().cmp(other.place.id()))
        });
        matches.truncate(limit);
        let candidates = matches.into_iter().map(|(_, mut found)| {
            found.confidence = to_two_decimals(found.score.clamp(0.05, 0.99));
            Candidate::of(&found)
        });
        Resolution { query: prefix.to_owned(), ambiguous: false, candidates: candidates.collect() }
    }
}

/// Confidence from which a place is suggested for what no name begins with: "zzz" may be anything.
const LIKELY: f64 = 0.5;
/// Places that are weighed for each that is shown: what a letter or two begin is too much to weigh all of it.
const WEIGHED: usize = 8;

/// A way to a place, and by which part of its names.
type ToPlace = (u32, Way, Part);

impl Gazetteer {
    /// The best way to each place whose name begins so; ways that come later are not looked at once there are enough.
    fn ways_to_places(&self, keys: &[String], enough: usize) -> Vec<ToPlace> {
        let mut ways: Vec<ToPlace> = Vec::new();
        for more in [Self::with_beginning, Self::with_word, Self::sounding_alike] {
            for key in keys {
                more(self, key, &mut ways);
            }
            ways.sort_unstable();
            ways.dedup_by_key(|(place, ..)| *place);
            if ways.len() >= enough {
                break;
            }
        }
        ways
    }

    fn with_beginning(&self, key: &str, ways: &mut Vec<ToPlace>) {
        ways.extend(self.index.folded.starting(key).map(|number| {
            let (place, part) = self.index.place(number);
            let is_whole = self.index.folded.length[number as usize] as usize == key.len();
            (place, if is_whole { Way::Name } else { Way::Beginning }, part)
        }));
    }

    fn with_word(&self, key: &str, ways: &mut Vec<ToPlace>) {
        let words = &self.index.later_words;
        ways.extend(words.starting(key).map(|at| {
            let (place, part) = self.index.place(words.target[at as usize]);
            (place, Way::Word, part)
        }));
    }

    fn sounding_alike(&self, key: &str, ways: &mut Vec<ToPlace>) {
        let consonants = skeleton(key);
        if consonants.len() < SHORTEST_SKELETON {
            return;
        }
        let sound = loose(key);
        let sounds = &self.index.sounds;
        ways.extend(sounds.skeletons.starting(&consonants).filter_map(|entry| {
            let known = sounds.sound(entry);
            // Vowels count where both have them.
            let is_alike = known.starts_with(&sound) || is_arabic(known) != is_arabic(key);
            let (place, part) = self.index.place(sounds.name(entry));
            is_alike.then_some((place, Way::SoundsAlike, part))
        }));
    }

    /// Of many, those found in the best ways and the most important among them.
    fn most_important(&self, mut ways: Vec<ToPlace>, count: usize) -> Vec<ToPlace> {
        if ways.len() > count {
            let mut ranked: Vec<(Way, f64, usize)> = ways
                .iter()
                .enumerate()
                .map(|(at, &(place, way, part))| (way, weight_alone(self.entry(place), part), at))
                .collect();
            let best_first = |one: &(Way, f64, usize), other: &(Way, f64, usize)| {
                one.0.cmp(&other.0).then(other.1.total_cmp(&one.1)).then(one.2.cmp(&other.2))
            };
            ranked.select_nth_unstable_by(count, best_first);
            ranked.truncate(count);
            ways = ranked.into_iter().map(|(.., at)| ways[at]).collect();
            ways.sort_unstable();
        }
        ways
    }
}

/// Consonants below which they would suggest anything.
const SHORTEST_SKELETON: usize = 2;

/// The folded beginning, and the same without an article or half an article at its end: `abu al`, `ابو الظ`.
fn beginnings(prefix: &str) -> Vec<String> {
    let key = fold(prefix);
    let (before, last) = key.rsplit_once(' ').unwrap_or(("", &key));
    let rest = match last {
        "al" | "el" | "ال" => "",
        word => word.strip_prefix("ال").unwrap_or(word),
    };
    let bare = format!("{before} {rest}").trim().to_owned();
    let mut keys = vec![key, bare];
    keys.dedup();
    keys.retain(|key| !key.is_empty());
    keys
}
