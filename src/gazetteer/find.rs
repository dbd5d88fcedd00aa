//! Who has a name: four layers, from letter by letter to typing errors, each tried when the ones before found nothing
//! sure.

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
        for key in [Some(skeleton(name)), turkish_skeleton(name)].into_iter().flatten() {
            let says_little = key.chars().count() < SHORTEST_SKELETON;
            let most = if says_little { MOST_UNLIKE / 2.0 } else { MOST_UNLIKE };
            for &number in table.get(&key) {
                let known = self.index.folded.key(number);
                if known == reading.key {
                    continue;
                }
                let unlike = match heart(known).filter(|_| layer == Layer::Heart) {
                    Some(heart) => unlike(name, &sound, &heart),
                    None => unlike(name, &sound, known),
                };
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
fn unlike(folded: &str, sound: &str, name: &str) -> f64 {
    if is_arabic(folded) != is_arabic(name) {
        return OTHER_SCRIPT;
    }
    let other = loose(name);
    1.0 - strsim::normalized_damerau_levenshtein(sound, &other)
}

/// What is looked at before two names are compared letter by letter: how many letters there are, and which.
#[derive(Debug, Default)]
pub(super) struct Spellings {
    letters: Vec<u64>,
    count: Vec<u8>,
}

impl Spellings {
    fn of(index: &Index) -> Self {
        let keys = (0..index.folded.len() as u32).map(|number| index.folded.key(number));
        let (letters, count) = keys.map(letters).unzip();
        Self { letters, count }
    }

    /// Numbers of the folded names within `most` typing errors of this one, and how many there are.
    fn near(&self, index: &Index, key: &str, most: usize) -> Vec<(u32, usize)> {
        let (wanted, length) = letters(key);
        let most_bits = most as u32;
        let close = |&(letters, &count): &(&u64, &u8)| {
            count.abs_diff(length) <= most as u8
                && (wanted & !letters).count_ones() <= most_bits
                && (letters & !wanted).count_ones() <= most_bits
        };
        let candidates = self.letters.iter().zip(&self.count).enumerate().filter(|(_, one)| close(one));
        candidates
            .filter_map(|(number, _)| {
                let known = index.folded.key(number as u32);
                let typos = strsim::osa_distance(key, known);
                // Brigade 93 is not Brigade 137.
                let one_number = || digits(key).eq(digits(known));
                ((1..=most).contains(&typos) && one_number()).then_some((number as u32, typos))
            })
            .collect()
    }
}

fn digits(key: &str) -> impl Iterator<Item = char> {
    key.chars().filter(char::is_ascii_digit)
}

/// The letters of a name as a set of 64, and how many there are.
fn letters(key: &str) -> (u64, u8) {
    let (mut set, mut count) = (0, 0_u8);
    for letter in key.chars() {
        set |= 1 << (letter as u32 % 64);
        count = count.saturating_add(1);
    }
    (set, count)
}

impl Gazetteer {
    /// Made when first needed: opening a gazetteer should not wait for it.
    fn spellings(&self) -> &Spellings {
        self.spellings.get_or_init(|| Spellings::of(&self.index))
    }
}
