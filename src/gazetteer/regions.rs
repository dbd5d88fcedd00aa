//! Governorates and countries under every name they have, to read them out of a context.

use std::collections::HashMap;

use crate::text::{WordMap, WordSet, fold, loose};

use super::{Gazetteer, asked};

/// Number of a governorate.
pub(super) type RegionId = u16;

/// The governorates and countries of a gazetteer.
#[derive(Debug, Default)]
pub(super) struct Regions {
    all: Vec<Region>,
    by_key: WordMap<Vec<RegionId>>,
    by_loose_key: WordMap<Vec<RegionId>>,
    /// Names of countries to their codes.
    countries: WordMap<String>,
    /// Codes of countries to their names.
    country_names: WordMap<String>,
    /// The first words of all names.
    first_words: WordSet,
}

/// A governorate or province of a country.
#[derive(Debug)]
pub(super) struct Region {
    pub(super) name: String,
    pub(super) country: String,
    /// The governorate as a place.
    pub(super) area: Option<u32>,
}

impl Regions {
    /// Finds all governorates that places lie in, and the number of each place's.
    pub(super) fn of(gazetteer: &Gazetteer) -> (Self, Vec<Option<RegionId>>) {
        let mut regions = Self::default();
        let mut numbers: HashMap<(&str, &str), RegionId> = HashMap::new();
        let mut region_of = Vec::with_capacity(gazetteer.places().len());
        for place in gazetteer.places() {
            let own_name = (place.feature_code() == "ADM1").then_some(place.name());
            let Some(admin1) = place.admin1().or(own_name) else {
                region_of.push(None);
                continue;
            };
            let number = *numbers.entry((place.country(), admin1)).or_insert_with(|| {
                let number = regions.all.len() as RegionId;
                regions.all.push(Region {
                    name: admin1.to_owned(),
                    country: place.country().to_owned(),
                    area: None,
                });
                regions.add_name(admin1, number);
                number
            });
            region_of.push(Some(number));
        }
        for (place, region) in gazetteer.places().zip(&region_of) {
            let names = place.names().map(|name| name.text);
            match (place.feature_code(), region) {
                ("ADM1", Some(number)) => {
                    regions.all[usize::from(*number)].area = Some(place.number);
                    names.for_each(|name| regions.add_name(name, *number));
                }
                ("PCLI", _) => {
                    regions.country_names.insert(place.country().to_owned(), place.name().to_owned());
                    for name in names {
                        regions.countries.insert(fold(name), place.country().to_owned());
                    }
                }
                _ => {}
            }
        }
        let names = regions.by_key.keys().chain(regions.countries.keys());
        regions.first_words = names.filter_map(|name| name.split(' ').next()).map(str::to_owned).collect();
        (regions, region_of)
    }

    fn add_name(&mut self, name: &str, number: RegionId) {
        let whole = fold(name);
        let core = asked::strip(&whole).map(|stripped| stripped.core.to_owned());
        for key in std::iter::once(whole).chain(core) {
            for (map, key) in [(&mut self.by_loose_key, loose(&key)), (&mut self.by_key, key)] {
                let numbers = map.entry(key).or_default();
                if !numbers.contains(&number) {
                    numbers.push(number);
                }
            }
        }
    }

    /// The governorate with this number.
    pub(super) fn get(&self, number: RegionId) -> &Region {
        &self.all[usize::from(number)]
    }

    /// The governorates that a column names: "Hamah Governorate" is Hama.
    pub(super) fn named(&self, admin1: &str) -> &[RegionId] {
        let whole = fold(admin1);
        let core = asked::strip(&whole).map_or(whole.as_str(), |stripped| stripped.core);
        self.by_key
            .get(&whole)
            .or_else(|| self.by_key.get(core))
            .or_else(|| self.by_loose_key.get(&loose(core)))
            .map_or(&[], Vec::as_slice)
    }

    /// Whether the folded name of a governorate or a country begins with a word. Few words of a text begin one.
    pub(super) fn may_begin(&self, word: &str) -> bool {
        self.first_words.contains(word)
    }

    /// The governorates of which these folded words are the name.
    pub(super) fn with_key(&self, key: &str) -> &[RegionId] {
        self.by_key.get(key).map_or(&[], Vec::as_slice)
    }

    /// The code of a country by its folded name.
    pub(super) fn country_with_key(&self, key: &str) -> Option<&str> {
        self.countries.get(key).map(String::as_str)
    }

    /// The code of a country by its code or its name.
    pub(super) fn country(&self, name_or_code: &str) -> Option<&str> {
        match self.country_names.get_key_value(name_or_code) {
            Some((code, _)) => Some(code),
            None => self.country_with_key(&fold(name_or_code)),
        }
    }

    /// A country's name by its code; the code where the name is not known.
    pub(super) fn country_name<'a>(&'a self, code: &'a str) -> &'a str {
        self.country_names.get(code).map_or(code, String::as_str)
    }
}
