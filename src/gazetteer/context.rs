//! What is known around a toponym, and what it says about where the place is.

use crate::model::Position;
use crate::text::fold;

use super::Gazetteer;
use super::asked::{self, Asked};
use super::border::Away;
use super::kind::Wanted;
use super::regions::RegionId;

/// What is known around a toponym. All of it may be empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Context {
    /// The sentence or paragraph in which it stands.
    pub text: String,
    /// The governorate or province that its row names.
    pub admin1: Option<String>,
    /// The country that its row names, as a name or as an ISO 3166-1 alpha-2 code.
    pub country: Option<String>,
    /// A point that the place is said to be near to.
    pub near: Option<Position>,
    /// Where the other places of the report are, as far as they are sure.
    pub resolved: Vec<Position>,
}

/// A context, understood.
#[derive(Debug, Default)]
pub(super) struct Setting<'g> {
    /// Governorates that the row may mean.
    pub(super) admin1: &'g [RegionId],
    /// Country that the row names or its governorate lies in.
    pub(super) country: Option<&'g str>,
    /// Governorates that the text names.
    pub(super) named_regions: Vec<RegionId>,
    /// Countries that the text names, or whose governorates it names.
    pub(super) named_countries: Vec<&'g str>,
    /// The kind of place that the words next to the toponym ask for.
    pub(super) wanted: Option<Wanted>,
    pub(super) near: Option<Position>,
    pub(super) resolved: Vec<Position>,
    /// Districts that the text names with a word such as "district".
    pub(super) named_districts: Vec<&'g str>,
    /// Borders as places, and how far from each the place is said to be.
    pub(super) borders: Vec<(u32, Away)>,
}

/// Words of a governorate's or country's name that are looked up together, at most.
const LONGEST_NAME: usize = 4;
/// Words before and after a toponym that may say its kind.
const AROUND: usize = 3;
/// Words of a text that describes the place and does not repeat its name, at most.
const DESCRIPTION: usize = 8;

impl<'g> Setting<'g> {
    pub(super) fn of(gazetteer: &'g Gazetteer, context: &Context, asked: &Asked) -> Self {
        let regions = &gazetteer.regions;
        let admin1 = context.admin1.as_deref().map_or(&[][..], |name| regions.named(name));
        let country = context
            .country
            .as_deref()
            .and_then(|name| regions.country(name))
            .or_else(|| admin1.first().map(|&region| regions.get(region).country.as_str()));
        let mut setting = Self {
            admin1,
            country,
            near: context.near,
            resolved: context.resolved.clone(),
            ..Self::default()
        };
        if !context.text.is_empty() {
            setting.read(gazetteer, &fold(&context.text), asked);
        }
        if !asked.after_comma.is_empty() {
            setting.read(gazetteer, &fold(&asked.after_comma), asked);
        }
        setting
    }

    /// Whether it tells nothing of where the place lies.
    pub(super) fn says_nothing(&self) -> bool {
        self.country.is_none()
            && self.admin1.is_empty()
            && self.named_countries.is_empty()
            && self.named_regions.is_empty()
            && self.named_districts.is_empty()
            && self.near.is_none()
            && self.resolved.is_empty()
    }

    /// Reads a folded text: the words next to the toponym, then the governorates and countries elsewhere in it.
    fn read(&mut self, gazetteer: &'g Gazetteer, text: &str, asked: &Asked) {
        let words: Vec<&str> = text.split(' ').collect();
        let mut taken = vec![false; words.len()];
        if let Some(name) = asked.readings.first() {
            let name: Vec<&str> = name.key.split(' ').collect();
            for start in 0..=words.len().saturating_sub(name.len()) {
                let end = start + name.len();
                if words.get(start..end) != Some(&name[..]) {
                    continue;
                }
                taken[start..end].fill(true);
                let before = &words[start.saturating_sub(AROUND)..start];
                let after = &words[end..words.len().min(end + AROUND)];
                self.wanted = self.wanted.or_else(|| asked::wanted_around(before, after));
            }
        }
        let named = taken.clone();
        if words.len() <= DESCRIPTION && !named.contains(&true) {
            self.wanted = self.wanted.or_else(|| asked::wanted_in(&words));
        }
        self.named_districts = districts_in(gazetteer, &words);
        for saying in gazetteer.borders.said_in(&words) {
            if saying.is_of(&words, &named) {
                self.borders.push((saying.border, saying.away));
            }
            // "Turkey" of "the border with Turkey" is not where the place lies.
            taken[saying.words].fill(true);
        }
        let mut start = 0;
        while start < words.len() {
            if !gazetteer.regions.may_begin(words[start]) {
                start += 1;
                continue;
            }
            let longest = (1..=LONGEST_NAME.min(words.len() - start)).rev().find(|&length| {
                !taken[start..start + length].contains(&true)
                    && self.take_name(gazetteer, &words[start..start + length].join(" "))
            });
            start += longest.unwrap_or(1);
        }
    }

    /// Notes the governorates or the country with this name; `false` when there are none.
    fn take_name(&mut self, gazetteer: &'g Gazetteer, key: &str) -> bool {
        let regions = &gazetteer.regions;
        let named = regions.with_key(key);
        for &region in named {
            push_new(&mut self.named_regions, region);
            push_new(&mut self.named_countries, regions.get(region).country.as_str());
        }
        let country = regions.country_with_key(key);
        if let Some(country) = country {
            push_new(&mut self.named_countries, country);
        }
        country.is_some() || !named.is_empty()
    }
}

/// The districts and sub-districts that a text names with the word for it: "Harim district".
fn districts_in<'g>(gazetteer: &'g Gazetteer, words: &[&str]) -> Vec<&'g str> {
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        if !matches!(*word, "district" | "subdistrict" | "nahiya" | "nahiyah") {
            continue;
        }
        for length in 1..=LONGEST_NAME.min(at) {
            let name = words[at - length..at].join(" ");
            for (place, _) in gazetteer.index.with(&name) {
                let area = gazetteer.entry(place);
                if matches!(area.feature_code(), "ADM2" | "ADM3") {
                    found.extend(area.admin2());
                }
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn push_new<T: PartialEq>(list: &mut Vec<T>, item: T) {
    if !list.contains(&item) {
        list.push(item);
    }
}
