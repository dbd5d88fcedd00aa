//! Who has a name: five layers, from letter by letter to typing errors, each tried when the ones before found nothing
//! sure.

use crate::text::{Edits, fold, heart, loose, skeleton, turkish_skeleton};

use super::Gazetteer;
use super::asked::{Asked, Cut, Reading};
use super::draft::is_arabic;
use super::index::Part;
use super::kind::is_settled;
use super::sounds::Sounds;

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
    /// What share of the folded letters differs, where the names are only alike by their sound.
    pub(super) letters_differ: f64,
    /// The bit of the name among those with strokes between them.
    pub(super) side: u8,
}

impl Found {
    fn new(place: u32, part: Part, layer: Layer, reading: &Reading, unlike: f64) -> Self {
        Self {
            place,
            layer,
            part,
            names_kind: reading.names_kind,
            cut: reading.cut,
            unlike,
            letters_differ: 0.0,
            side: reading.side,
        }
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
/// Nor by its letters: half of them differ between the spellings of one name, about.
const OTHER_LETTERS: f64 = 0.5;
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
            self.sounds_like(reading, &reading.key, &self.index.sounds, Layer::Skeleton, &mut found);
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
                let reading = Reading {
                    key: reading.key.clone(),
                    names_kind: false,
                    cut: reading.cut,
                    side: reading.side,
                };
                self.sounds_like(&reading, &heart, &self.index.hearts, Layer::Heart, &mut found);
                self.sounds_like(&reading, &heart, &self.index.sounds, Layer::Heart, &mut found);
            }
        }
        found
    }

    /// Adds the places whose names sound like `name`, among names or their hearts.
    fn sounds_like(
        &self,
        reading: &Reading,
        name: &str,
        known: &Sounds,
        layer: Layer,
        found: &mut Vec<Found>,
    ) {
        let sound = loose(name);
        let edits = Edits::of(&sound);
        // One letter over and over sounds like half of all names.
        if edits.count() < SHORTEST_SOUND {
            return;
        }
        let is_in_arabic = is_arabic(name);
        let letters = Edits::of(name);
        for key in [Some(skeleton(name)), turkish_skeleton(name)].into_iter().flatten() {
            let says_little = key.chars().count() < SHORTEST_SKELETON;
            let most = if says_little { MOST_UNLIKE / 2.0 } else { MOST_UNLIKE };
            for entry in known.skeletons.with(&key) {
                let unlike = unlikeness(&sound, &edits, is_in_arabic, known.sound(entry));
                if unlike > most {
                    continue;
                }
                let number = known.name(entry);
                let (place, part) = self.index.place(number);
                // Southern Idlib is no part of a village named Idlib.
                let fits = layer != Layer::Heart || is_settled(self.entry(place).feature_code());
                let folded = self.index.folded.key(number);
                if fits && folded != reading.key {
                    let letters_differ = if is_arabic(folded) == is_in_arabic {
                        share(&letters, folded)
                    } else {
                        OTHER_LETTERS
                    };
                    found.push(Found { letters_differ, ..Found::new(place, part, layer, reading, unlike) });
                }
            }
        }
    }

    /// Places with a name that differs by so many typing errors at most, or by fewer where it is short.
    pub(super) fn with_typos(&self, asked: &Asked, most: usize) -> Vec<Found> {
        let mut found = Vec::new();
        let some_is_bare = asked.readings.iter().any(|reading| !reading.names_kind);
        for reading in asked.readings.iter().filter(|reading| !(reading.names_kind && some_is_bare)) {
            let letters = reading.key.chars().count();
            let most = most.min(usize::from(letters >= ONE_TYPO) + usize::from(letters >= TWO_TYPOS));
            if most == 0 {
                continue;
            }
            for (number, typos) in self.index.spellings.nearest(&self.index.folded, &reading.key, most) {
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

/// What share of the letters of two names with one skeleton differs, by their sounds.
fn unlikeness(sound: &str, edits: &Edits, is_in_arabic: bool, other: &str) -> f64 {
    if sound == other {
        return 0.0;
    }
    if is_in_arabic != is_arabic(other) {
        return OTHER_SCRIPT;
    }
    share(edits, other)
}

/// What share of the letters of two words differs; at least, where it is more than counts for alike.
fn share(edits: &Edits, other: &str) -> f64 {
    let (one, two) = (edits.count(), other.chars().count());
    // So many letters differ at least.
    let least = one.abs_diff(two) as f64 / one.max(two) as f64;
    if least > MOST_UNLIKE { least } else { edits.to(other) as f64 / one.max(two) as f64 }
}
