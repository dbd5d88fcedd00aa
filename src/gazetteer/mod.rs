//! Places and the names they are written with: [`Gazetteer::resolve`] finds the place that a toponym means.
//!
//! A toponym goes through `asked` (what is the name in it, what kind of place do its words ask for), `names` (who has
//! that name, by its folded and then by its loose key) and `rank` (which of them is meant). The tables themselves are in
//! the repository's `gazetteer/`, which also says how they were made.

mod asked;
mod context;
mod kind;
mod names;
mod rank;
mod reason;
mod regions;
mod resolve;
mod suggest;
mod table;
#[cfg(test)]
mod tests;
mod words;

use std::collections::HashMap;
use std::sync::{LazyLock, OnceLock};

use crate::geometry::{Meters, distance};
use crate::model::{Place, PlaceId, Problem};
use crate::text::fold;

pub use context::Context;
pub use kind::Fit;
pub use rank::{Layer, Match};
pub use resolve::{Candidate, Ranking, Resolution, SAME_PLACE};
pub use table::Table;

use names::{Names, Part};
use regions::{RegionId, Regions};

/// Country whose places come before its neighbors' when no country is named.
const HOME: &str = "SY";

macro_rules! tables {
    ($($file:literal),+) => {
        [$(Table { file: $file, text: include_str!(concat!("../../gazetteer/", $file)) }),+]
    };
}

/// Tables of places, in the order in which a place that two of them have is taken.
static PLACES: [Table; 5] =
    tables!["places.csv", "governorates.csv", "countries.csv", "airfields.csv", "geonames.csv"];
/// Tables of further spellings.
static SPELLINGS: [Table; 1] = tables!["spellings.csv"];

/// Places under every name they are known by.
#[derive(Debug)]
pub struct Gazetteer {
    places: Vec<Place>,
    by_id: HashMap<PlaceId, u32>,
    names: Names,
    /// The same by loose keys, made when first needed.
    loose: OnceLock<Names>,
    regions: Regions,
    /// Governorate of each place.
    region_of: Vec<Option<RegionId>>,
    home: &'static str,
}

impl Gazetteer {
    /// The tables that come with the program. A row that cannot be read is left out; a test keeps there from being one.
    #[must_use]
    pub fn built_in() -> &'static Self {
        static BUILT_IN: LazyLock<Gazetteer> =
            LazyLock::new(|| Gazetteer::from_tables(&PLACES, &SPELLINGS).0);
        &BUILT_IN
    }

    /// Reads tables of places and of further spellings for them.
    #[must_use]
    pub fn from_tables(places: &[Table], spellings: &[Table]) -> (Self, Vec<Problem>) {
        let mut problems = Vec::new();
        let (mut read, mut by_id) = (Vec::new(), HashMap::new());
        for table in places {
            table::read_places(*table, &mut read, &mut by_id, &mut problems);
        }
        let mut places = read;
        for table in spellings {
            table::read_spellings(*table, &mut places, &by_id, &mut problems);
        }
        let (regions, region_of) = Regions::of(&places);
        let names = names_of(&places, &region_of);
        (Self { places, by_id, names, loose: OnceLock::new(), regions, region_of, home: HOME }, problems)
    }

    /// The place with this id.
    #[must_use]
    pub fn place(&self, id: &PlaceId) -> Option<&Place> {
        self.by_id.get(id).map(|&number| &self.places[number as usize])
    }

    /// All places.
    #[must_use]
    pub fn places(&self) -> &[Place] {
        &self.places
    }

    /// The country whose places come before its neighbors' when no country is named, as an ISO code.
    #[must_use]
    pub fn home(&self) -> &str {
        self.home
    }

    /// Whether a place lies in a governorate, or within `border` of one of its places.
    ///
    /// Also `true` where nothing speaks against it: no such governorate is known, or the place belongs to none and lies
    /// in the same country, as a region over several does.
    #[must_use]
    pub fn lies_in_or_near(&self, place: &Place, admin1: &str, border: Meters) -> bool {
        let named = self.regions.named(admin1);
        let own = self.by_id.get(&place.id).and_then(|&number| self.region_of[number as usize]);
        let is_named = |region: Option<RegionId>| region.is_some_and(|region| named.contains(&region));
        named.is_empty()
            || is_named(own)
            || own.is_none() && named.iter().any(|&region| self.regions.get(region).country == place.country)
            || self.places.iter().zip(&self.region_of).any(|(other, &region)| {
                is_named(region) && distance(place.position, other.position) <= border
            })
    }

    /// A country's name by its ISO code; the code itself where the tables have no such country.
    #[must_use]
    pub fn country_name<'a>(&'a self, code: &'a str) -> &'a str {
        self.regions.country_name(code)
    }
}

/// The folded keys of all names, and of what is left of them without the words for the place's kind.
fn names_of(places: &[Place], region_of: &[Option<RegionId>]) -> Names {
    let mut names = Names::default();
    let mut cores = Vec::new();
    for (number, place) in places.iter().enumerate() {
        let number = number as u32;
        let shown = 1 + usize::from(place.name_ar.is_some());
        for (at, name) in all_names(place).enumerate() {
            let key = fold(name);
            names.push(&key, number, if at < shown { Part::Shown } else { Part::Other });
            // Nayrab (Aleppo) is shown so that it can be told from the other one; its name is Nayrab.
            if let Some((bare, _)) = name.split_once(" (") {
                names.push(&fold(bare), number, Part::Shown);
            }
            if kind::is_settled(&place.feature_code) {
                continue;
            }
            let Some(stripped) = asked::strip(&key) else { continue };
            if stripped.wanted.is_some_and(|wanted| wanted.kind.fit(&place.feature_code) == Fit::Yes) {
                let core = stripped.region.as_deref().unwrap_or(stripped.core);
                names.push(core, number, Part::Core);
                cores.push((number, core.to_owned()));
            }
        }
    }
    names.sort();
    let namesakes: Vec<(u32, u32)> = cores
        .iter()
        .flat_map(|(site, core)| names.get(core).map(|(town, _)| (*site, town)))
        .filter(|&(site, town)| is_namesake(places, region_of, site as usize, town as usize))
        .collect();
    for (site, town) in namesakes {
        // "Idlib city" is no name of the governorate.
        let keys = all_names(&places[town as usize]).map(|name| fold(name));
        for key in keys.filter(|key| asked::strip(key).is_none()) {
            names.push(&key, site, Part::Core);
        }
    }
    names.sort();
    names
}

/// Whether a site or governorate is named after this town, so that every spelling of the town's name is one of its own:
/// a governorate after its seat, a site after a town within 25 km.
fn is_namesake(places: &[Place], region_of: &[Option<RegionId>], site: usize, town: usize) -> bool {
    const NEARBY: Meters = Meters::from_kilometers(25.0);
    let (named, after) = (&places[site], &places[town]);
    match named.feature_code.as_str() {
        "ADM1" => {
            matches!(after.feature_code.as_str(), "PPLA" | "PPLC") && region_of[site] == region_of[town]
        }
        _ => {
            kind::is_settled(&after.feature_code)
                && kind::is_site(&named.feature_code)
                && distance(named.position, after.position) <= NEARBY
        }
    }
}

/// Every name of a place, the ones that are shown first.
fn all_names(place: &Place) -> impl Iterator<Item = &String> {
    std::iter::once(&place.name).chain(&place.name_ar).chain(&place.names)
}
