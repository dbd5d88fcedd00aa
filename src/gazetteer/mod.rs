//! Places and the names they are written with: [`Gazetteer::resolve`] finds the place that a toponym means.
//!
//! A toponym goes through `asked` (what is the name in it, what kind of place do its words ask for), `find` (who has
//! that name: exactly, folded, by its consonants, with typing errors) and `rank` (which of them is meant). Places lie in
//! flat `arrays` that a file is read into; `build` makes them of tables and of what others publish, which `fetch` brings.
//! The tables that come with the program are in the repository's `gazetteer/`, which also says how they were made.

mod arrays;
mod asked;
mod border;
mod borderland;
pub mod build;
mod context;
mod correct;
mod draft;
mod drawn;
mod entry;
pub mod fetch;
mod find;
mod index;
mod keys;
mod kind;
mod nearby;
mod offset;
mod pack;
mod part;
mod rank;
mod reason;
mod regions;
mod resolve;
mod running;
mod shape;
mod sounds;
mod spellings;
mod suggest;
mod suspect;
mod table;
#[cfg(test)]
mod tests;
mod words;

use std::sync::{LazyLock, OnceLock};

use crate::geometry::{Meters, distance};
use crate::model::{PlaceId, Problem};

pub use arrays::GazetteerSource;
pub use context::Context;
pub use correct::Stated;
pub use draft::{Draft, Name, Origins};
pub use entry::{Entry, EntryName};
pub use find::Layer;
pub use kind::Fit;
pub use nearby::Nearby;
pub use pack::PackError;
pub use rank::Match;
pub use resolve::{Candidate, Mention, Ranking, Resolution, SAME_PLACE};
pub use shape::Shape;
pub use suspect::{Suspect, Suspicion};
pub use table::Table;

use arrays::Arrays;
use border::Borders;
use index::Index;
use part::Parts;
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

/// Areas and courses of those places, drawn by hand, and the country's borders and shore.
static DRAWN: [Table; 2] = tables!["shapes.geojson", "borders.geojson"];

/// The places that come with the program, and what in their tables cannot be read.
fn built_in_drafts() -> (Vec<Draft>, Vec<Problem>) {
    let (mut drafts, mut problems) = table::read(&PLACES, &SPELLINGS, 0);
    for drawn in &DRAWN {
        problems.extend(drawn::lay(&mut drafts, drawn.file, drawn.text));
    }
    (drafts, problems)
}

/// Places under every name they are known by.
#[derive(Debug)]
pub struct Gazetteer {
    arrays: Arrays,
    index: Index,
    regions: Regions,
    borders: Borders,
    /// Governorate of each place.
    region_of: Vec<Option<RegionId>>,
    shapes: OnceLock<Vec<Shape>>,
    /// The parts of each shape.
    parts: OnceLock<Vec<Parts>>,
    home: String,
    /// What a person has corrected, as a table.
    corrections: String,
}

impl Gazetteer {
    /// The tables that come with the program. A row that cannot be read is left out; a test keeps there from being one.
    #[must_use]
    pub fn built_in() -> &'static Self {
        static BUILT_IN: LazyLock<Gazetteer> =
            LazyLock::new(|| Gazetteer::of(&built_in_drafts().0, &[], HOME));
        &BUILT_IN
    }

    /// Reads tables of places and of further spellings for them.
    #[must_use]
    pub fn from_tables(places: &[Table], spellings: &[Table]) -> (Self, Vec<Problem>) {
        let (drafts, problems) = table::read(places, spellings, 0);
        (Self::of(&drafts, &[], HOME), problems)
    }

    /// A gazetteer of places that are joined already, with the country whose places come first.
    #[must_use]
    pub fn of(drafts: &[Draft], sources: &[GazetteerSource], home: &str) -> Self {
        let arrays = Arrays::of(drafts, sources);
        let mut gazetteer = Self::without_index(arrays, home.to_owned());
        gazetteer.index = Index::of(&gazetteer);
        gazetteer
    }

    fn without_index(arrays: Arrays, home: String) -> Self {
        let mut gazetteer = Self {
            arrays,
            index: Index::default(),
            regions: Regions::default(),
            borders: Borders::default(),
            region_of: Vec::new(),
            shapes: OnceLock::new(),
            parts: OnceLock::new(),
            home,
            corrections: String::new(),
        };
        (gazetteer.regions, gazetteer.region_of) = Regions::of(&gazetteer);
        gazetteer.borders = Borders::of(&gazetteer);
        gazetteer
    }

    /// The place with this id, or known under it to another source.
    #[must_use]
    pub fn place(&self, id: &PlaceId) -> Option<Entry<'_>> {
        self.arrays.place_with(id.as_str()).map(|number| self.entry(number))
    }

    /// All places.
    pub fn places(&self) -> impl ExactSizeIterator<Item = Entry<'_>> {
        (0..self.arrays.id.len() as u32).map(|number| self.entry(number))
    }

    fn entry(&self, number: u32) -> Entry<'_> {
        Entry { gazetteer: self, number }
    }

    /// Who its places come from, by the numbers that [`Origins`] tells.
    #[must_use]
    pub fn sources(&self) -> Vec<GazetteerSource> {
        let sources = self.arrays.source.iter().zip(&self.arrays.source_licence);
        let string = |number: &u32| self.arrays.string(*number).to_owned();
        sources
            .map(|(name, licence)| GazetteerSource { name: string(name), licence: string(licence) })
            .collect()
    }

    /// The country whose places come before its neighbors' when no country is named, as an ISO code.
    #[must_use]
    pub fn home(&self) -> &str {
        &self.home
    }

    /// Every shape, made of its points when the first is asked for.
    fn shapes(&self) -> &[Shape] {
        self.shapes.get_or_init(|| {
            (0..self.arrays.shape_line.len() - 1).map(|number| self.arrays.shape(number)).collect()
        })
    }

    /// The parts of every shape, as far as they have been asked for.
    fn parts(&self) -> &[Parts] {
        self.parts.get_or_init(|| self.shapes().iter().map(|_| Parts::default()).collect())
    }

    /// Whether a place lies in a governorate, or within `border` of one of its places.
    ///
    /// Also `true` where nothing speaks against it: no such governorate is known, or the place belongs to none and lies
    /// in the same country, as a region over several does.
    #[must_use]
    pub fn lies_in_or_near(&self, place: Entry<'_>, admin1: &str, border: Meters) -> bool {
        let named = self.regions.named(admin1);
        let own = self.region_of[place.number as usize];
        let is_named = |region: Option<RegionId>| region.is_some_and(|region| named.contains(&region));
        named.is_empty()
            || is_named(own)
            || own.is_none()
                && named.iter().any(|&region| self.regions.get(region).country == place.country())
            || self.places().zip(&self.region_of).any(|(other, &region)| {
                is_named(region) && distance(place.position(), other.position()) <= border
            })
    }

    /// A country's name by its ISO code; the code itself where the tables have no such country.
    #[must_use]
    pub fn country_name<'a>(&'a self, code: &'a str) -> &'a str {
        self.regions.country_name(code)
    }
}
