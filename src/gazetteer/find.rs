//! Who has a name: four layers, from letter by letter to typing errors, each tried when the ones before found nothing
//! sure.

use std::str::Chars;

use crate::text::{fold, heart, loose, skeleton, turkish_skeleton};

use super::Gazetteer;
use super::asked::{Asked, Cut, Reading};
use super::draft::is_arabic;
use super::index::{Index, Part};
use super::keys::Keys;
use super::kind::is_settled;

/// How alike the written name and the place's name are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// Letter by letter.
    Exact,
    /// By [`fold`](crate::text::fold).
    Folded,
    /// By [`skeleton`](crate::text::skeleton).
    Skeleton,
    /// But for a word that tells what the village grew from, or which part of it is meant.
    Heart,
    /// With a typing error or two.
    Typo,
}

/// A place found under a toponym's name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub(super) place: u32,
    pub(super) layer: Layer,
    pub(super) part: Part,
    /// Whether the words for the kind are in the name that was found.
    pub(super) names_kind: bool,
    pub(super) cut: Cut,
    /// What share of the letters differs, vowels by their classes; 0 in the first two layers.
    pub(super) unlike: f64,
}

impl Found {
    fn new(place: u32, part: Part, layer: Layer, reading: &Reading, unlike: f64) -> Self {
        Self { place, layer, part, names_kind: reading.names_kind, cut: reading.cut, unlike }
    }

    /// Whether the word for the kind is part of the place's own name.
    pub(super) fn is_named_by_kind(self) -> bool {
        self.names_kind && self.part != Part::Core
    }
}

/// What is alike enough by its consonants: a third of the letters may differ.
const MOST_UNLIKE: f64 = 0.34;
/// A name in the other script cannot be compared by its vowels.
const OTHER_SCRIPT: f64 = 0.12;
/// Consonants below which a skeleton says nothing of towns, which are many: Ash, Ayash and Esheh have one.
const SHORTEST_SKELETON: usize = 3;
/// Letters of a sound below which it says nothing at all.
const SHORTEST_SOUND: usize = 2;
/// Letters from which one typing error is thought of, and from which two are.
const ONE_TYPO: usize = 5;
const TWO_TYPOS: usize = 9;

impl Gazetteer {
    /// Places with a name of the same folded letters.
    pub(super) fn folded(&self, toponym: &str, asked: &Asked) -> Vec<Found> {
        let mut found = Vec::new();
        for reading in &asked.readings {
            for (place, part) in self.index.with(&reading.key) {
                let written = self.is_written(place, toponym, reading);
                let layer = if written { Layer::Exact } else { Layer::Folded };
                found.push(Found::new(place, part, layer, reading, 0.0));
            }
        }
        found
    }

    /// Places with a name of the same consonants, and vowels not too different.
    pub(super) fn by_skeleton(&self, asked: &Asked) -> Vec<Found> {
        let mut found = Vec::new();
        for reading in &asked.readings {
            self.sounds_like(reading, &reading.key, &self.index.skeletons, Layer::Skeleton, &mut found);
        }
        found
    }

    /// Places of whose names the toponym leaves a word out, or to whose it adds one: Ameriyeh for Tell Ameriyeh.
    pub(super) fn by_heart(&self, asked: &Asked) -> Vec<Found> {
        let mut found = Vec::new();
        for reading in &asked.readings {
            self.sounds_like(reading, &reading.key, &self.index.hearts, Layer::Heart, &mut found);
            if let Some(heart) = heart(&reading.key) {
                // The words for a kind may be among those that were left out.
                let reading = Reading { key: reading.key.clone(), names_kind: false, cut: reading.cut };
                self.sounds_like(&reading, &heart, &self.index.hearts, Layer::Heart, &mut found);
                self.sounds_like(&reading, &heart, &self.index.skeletons, Layer::Heart, &mut found);
            }
        }
        found
    }

    /// Adds the places whose names sound like `name`, by a table of skeletons of names or of their hearts.
    fn sounds_like(&self, reading: &Reading, name: &str, table: &Keys, layer: Layer, found: &mut Vec<Found>) {
        let sound = loose(name);
        // One letter over and over sounds like half of all names.
        if sound.chars().count() < SHORTEST_SOUND {
            return;
        }
        for key in [Some(skeleton(name)), turkish_skeleton(name)].into_iter().flatten() {
            let says_little = key.chars().count() < SHORTEST_SKELETON;
            let most = if says_little { MOST_UNLIKE / 2.0 } else { MOST_UNLIKE };
            // Places of one name follow each other.
            let (mut last, mut unlike) = ("", 1.0);
            for &number in table.get(&key) {
                let known = self.index.folded.key(number);
                if known == reading.key {
                    continue;
                }
                if known != last {
                    let heart = if layer == Layer::Heart { heart(known) } else { None };
                    unlike = unlikeness(name, &sound, heart.as_deref().unwrap_or(known));
                    last = known;
                }
                let (place, part) = self.index.place(number);
                // Southern Idlib is no part of a village named Idlib.
                let fits = layer != Layer::Heart || is_settled(self.entry(place).feature_code());
                if unlike <= most && fits {
                    found.push(Found::new(place, part, layer, reading, unlike));
                }
            }
        }
    }

    /// Places with a name that differs by a typing error or two.
    pub(super) fn with_typos(&self, asked: &Asked) -> Vec<Found> {
        let mut found = Vec::new();
        let some_is_bare = asked.readings.iter().any(|reading| !reading.names_kind);
        for reading in asked.readings.iter().filter(|reading| !(reading.names_kind && some_is_bare)) {
            let letters = reading.key.chars().count();
            let most = usize::from(letters >= ONE_TYPO) + usize::from(letters >= TWO_TYPOS);
            if most == 0 {
                continue;
            }
            for (number, typos) in self.spellings().near(&self.index, &reading.key, most) {
                let (place, part) = self.index.place(number);
                let unlike = typos as f64 / letters as f64;
                found.push(Found::new(place, part, Layer::Typo, reading, unlike));
            }
        }
        found
    }

    /// Whether one of the place's names with this key stands letter by letter in the toponym.
    fn is_written(&self, place: u32, toponym: &str, reading: &Reading) -> bool {
        let mut names = self.entry(place).names().map(|name| name.text);
        if reading.cut == Cut::Nothing {
            return names.any(|name| name == toponym);
        }
        names.any(|name| name.len() <= toponym.len() && toponym.contains(name) && fold(name) == reading.key)
    }
}

/// What share of the letters of two names with one skeleton differs.
fn unlikeness(folded: &str, sound: &str, name: &str) -> f64 {
    if is_arabic(folded) != is_arabic(name) {
        return OTHER_SCRIPT;
    }
    let other = loose(name);
    if sound == other {
        return 0.0;
    }
    let (one, two) = (sound.chars().count(), other.chars().count());
    // So many letters differ at least.
    let least = one.abs_diff(two) as f64 / one.max(two) as f64;
    if least > MOST_UNLIKE { least } else { strsim::osa_distance(sound, &other) as f64 / one.max(two) as f64 }
}

/// What is looked at before two names are compared letter by letter: how many letters there are, and which.
#[derive(Debug, Default)]
pub(super) struct Spellings {
    /// For each number of letters, and once more: the first of the names that have so many.
    first: Vec<usize>,
    /// Which letters are in each name, the names in the order of how many letters they have.
    letters: Vec<u64>,
    /// For each of them: its number in the index.
    number: Vec<u32>,
}

impl Spellings {
    fn of(index: &Index) -> Self {
        let keys = (0..index.folded.len() as u32).map(|number| (letters(index.folded.key(number)), number));
        let mut sorted: Vec<((usize, u64), u32)> = keys.collect();
        sorted.sort_by_key(|&((count, _), _)| count);
        let most = sorted.last().map_or(0, |&((count, _), _)| count);
        Self {
            first: (0..=most + 1)
                .map(|count| sorted.partition_point(|&((known, _), _)| known < count))
                .collect(),
            letters: sorted.iter().map(|&((_, letters), _)| letters).collect(),
            number: sorted.iter().map(|&(_, number)| number).collect(),
        }
    }

    /// Numbers of the folded names within `most` typing errors of this one, and how many there are.
    fn near(&self, index: &Index, key: &str, most: usize) -> Vec<(u32, usize)> {
        let (count, wanted) = letters(key);
        let first_of = |count: usize| self.first.get(count).copied().unwrap_or(self.letters.len());
        let range = first_of(count.saturating_sub(most))..first_of(count + most + 1);
        let close = |letters: u64| is_few(wanted & !letters, most) && is_few(letters & !wanted, most);
        let candidates = range.filter(|&at| close(self.letters[at])).map(|at| self.number[at]);
        let mut near: Vec<(u32, usize)> = candidates
            .filter_map(|number| {
                let known = index.folded.key(number);
                let typos = typos(key.chars(), known.chars(), most).filter(|&typos| typos > 0)?;
                // Brigade 93 is not Brigade 137.
                digits(key).eq(digits(known)).then_some((number, typos))
            })
            .collect();
        near.sort_unstable();
        near
    }
}

/// Whether at most so many letters are in a set.
fn is_few(mut set: u64, most: usize) -> bool {
    for _ in 0..most {
        set &= set.wrapping_sub(1);
    }
    set == 0
}

/// How many typing errors two words are apart: a letter exchanged, left out or added, or two neighbors swapped; `None`
/// where there are more than `most`. The optimal string alignment distance, fast because `most` is small.
fn typos(mut one: Chars, mut other: Chars, most: usize) -> Option<usize> {
    loop {
        let (before, before_other) = (one.clone(), other.clone());
        match (one.next(), other.next()) {
            (None, None) => return Some(0),
            (letter, other_letter) if letter == other_letter => {}
            _ if most == 0 => return None,
            (letter, other_letter) => {
                let most = most - 1;
                let swapped = || {
                    let (mut one, mut other) = (one.clone(), other.clone());
                    let is_swapped = one.next() == other_letter && other.next() == letter;
                    if is_swapped { typos(one, other, most) } else { None }
                };
                let ways = [
                    typos(one.clone(), other.clone(), most),
                    typos(one.clone(), before_other, most),
                    typos(before, other.clone(), most),
                    swapped(),
                ];
                return ways.into_iter().flatten().min().map(|typos| typos + 1);
            }
        }
    }
}

fn digits(key: &str) -> impl Iterator<Item = char> {
    key.chars().filter(char::is_ascii_digit)
}

/// How many letters a name has, and which, as a set of 64.
fn letters(key: &str) -> (usize, u64) {
    key.chars().fold((0, 0), |(count, set), letter| (count + 1, set | 1 << (letter as u32 % 64)))
}

impl Gazetteer {
    /// Made when first needed: opening a gazetteer should not wait for it.
    fn spellings(&self) -> &Spellings {
        self.spellings.get_or_init(|| Spellings::of(&self.index))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn typing_errors_are_counted_as_by_the_slow_way(one in "[abاب]{0,6}", other in "[abاب]{0,6}", most in 0..3_usize) {
            let apart = strsim::osa_distance(&one, &other);
            prop_assert_eq!(typos(one.chars(), other.chars(), most), (apart <= most).then_some(apart));
        }

        #[test]
        fn names_are_found_among_those_of_their_length(names in proptest::collection::vec("[abc]{1,5}", 1..9), key in "[abc]{1,5}", most in 1..3_usize) {
            let folded = Keys::of(names.iter().map(String::as_str).zip(0..));
            let index = Index { folded, ..Index::default() };
            let found = Spellings::of(&index).near(&index, &key, most);
            let all = (0..index.folded.len() as u32)
                .map(|number| (number, strsim::osa_distance(&key, index.folded.key(number))));
            prop_assert_eq!(found, all.filter(|&(_, apart)| (1..=most).contains(&apart)).collect::<Vec<_>>());
        }
    }
}
