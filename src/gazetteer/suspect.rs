//! What looks wrong in a gazetteer, for a person to check.

use std::collections::BTreeMap;

use geo::{Contains, Point};

use crate::geometry::{Meters, distance};
use crate::text::{fold, loose, skeleton};

use super::draft::is_arabic;
use super::kind::is_settled;
use super::{Entry, Gazetteer};

/// Something that looks wrong.
#[derive(Clone, Debug, PartialEq)]
pub struct Suspect<'g> {
    /// The place.
    pub place: Entry<'g>,
    /// What looks wrong with it.
    pub what: Suspicion<'g>,
}

/// What looks wrong with a place.
#[derive(Clone, Debug, PartialEq)]
pub enum Suspicion<'g> {
    /// A name that is said to be Arabic has no Arabic letter.
    LatinAsArabic(&'g str),
    /// It lies outside the outline of its own country.
    OutsideCountry,
    /// Another place this near has a name that sounds the same: one place, spelled in two ways?
    SoundsLike(Entry<'g>, Meters),
}

/// Two names this close may be one village.
const CLOSE: Meters = Meters::from_kilometers(2.0);
/// Consonants that say something.
const ENOUGH: usize = 3;

impl Gazetteer {
    /// Everything that looks wrong, in the order of places.
    #[must_use]
    pub fn suspects(&self) -> Vec<Suspect<'_>> {
        let mut suspects = Vec::new();
        let countries: Vec<Entry> = self.places().filter(|place| place.feature_code() == "PCLI").collect();
        for place in self.places() {
            for name in place.names() {
                if name.language == Some("ar") && !is_arabic(name.text) {
                    suspects.push(Suspect { place, what: Suspicion::LatinAsArabic(name.text) });
                }
            }
            let country = countries.iter().find(|country| country.country() == place.country());
            if let Some(outline) = country.and_then(|country| country.outline())
                && is_settled(place.feature_code())
            {
                let point = Point::new(place.position().longitude(), place.position().latitude());
                if !outline.contains(&point) {
                    suspects.push(Suspect { place, what: Suspicion::OutsideCountry });
                }
            }
        }
        suspects.extend(self.doubles());
        suspects.sort_by_key(|suspect| suspect.place.number);
        suspects
    }

    /// Towns and villages close to each other whose shown names sound the same.
    fn doubles(&self) -> Vec<Suspect<'_>> {
        let mut by_sound: BTreeMap<String, Vec<Entry>> = BTreeMap::new();
        for place in self.places().filter(|place| is_settled(place.feature_code())) {
            let sound = skeleton(&fold(place.name()));
            if sound.chars().count() >= ENOUGH {
                by_sound.entry(sound).or_default().push(place);
            }
        }
        let mut doubles = Vec::new();
        for places in by_sound.values() {
            for (at, one) in places.iter().enumerate() {
                for other in &places[at + 1..] {
                    let apart = distance(one.position(), other.position());
                    if apart > CLOSE {
                        continue;
                    }
                    let [sound, other_sound] = [one, other].map(|place| loose(&fold(place.name())));
                    if strsim::normalized_damerau_levenshtein(&sound, &other_sound) >= 0.6 {
                        doubles.push(Suspect { place: *one, what: Suspicion::SoundsLike(*other, apart) });
                    }
                }
            }
        }
        doubles
    }
}
