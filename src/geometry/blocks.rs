//! Blocks of claims near in place and time: only claims of blocks that touch can be about one happening.
//!
//! A block is a cell of the globe and a stretch of days. Whoever joins claims, in one memory, in a database or on many
//! machines, compares within a block and the blocks around it and nothing else, so the work grows with the claims and
//! not with their square.

use std::ops::RangeInclusive;

use xxhash_rust::xxh3::xxh3_64;

use crate::model::{Claim, Day, GeoPrecision};

/// Days of a block; happenings of claims that are joined begin at most so far apart.
pub const BLOCK_DAYS: i32 = 11;
/// Degrees of latitude of a block: 27.8 km.
const BLOCK_LATITUDE: f64 = 0.25;
/// Degrees of longitude: more than 25 km up to 63 degrees north or south.
const BLOCK_LONGITUDE: f64 = 0.5;
/// Cells in a row of the globe, as bits of a key.
const COLUMN_BITS: u32 = 10;
/// Rows of the globe, as bits of a key.
const ROW_BITS: u32 = 10;
/// The first day of blocks; whatever is earlier has the first block.
const FIRST_DAY: &str = "1800-01-01";

/// The blocks of a claim.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Keys {
    /// The cell of its point and the stretch of its first day; `None` for a claim without a point.
    pub area: Option<i64>,
    /// The name of its region and the stretch of its first day, where a name joins: a governorate, or the town of the same
    /// name.
    pub name: Option<i64>,
}

impl Keys {
    /// The blocks of a claim.
    #[must_use]
    pub fn of(claim: &Claim) -> Self {
        let stretch = stretch(claim.interval.start());
        let area = claim.located.as_ref().map(|at| {
            let row = ((at.position.latitude() + 90.0) / BLOCK_LATITUDE) as i64;
            let column = ((at.position.longitude() + 180.0) / BLOCK_LONGITUDE) as i64;
            (stretch << (ROW_BITS + COLUMN_BITS)) | (row << COLUMN_BITS) | column
        });
        let name = bears_a_regions_name(claim).then(|| named(&core_of_name(&claim.toponym.text), stretch));
        Self { area, name }
    }

    /// The keys of the blocks by area that touch this one: nine runs of three cells. Over the date line there is none.
    pub fn areas_around(self) -> impl Iterator<Item = RangeInclusive<i64>> {
        self.area.into_iter().flat_map(|key| {
            [-1, 0, 1].into_iter().flat_map(move |stretches: i64| {
                [-1, 0, 1].into_iter().map(move |rows: i64| {
                    let middle = key + (stretches << (ROW_BITS + COLUMN_BITS)) + (rows << COLUMN_BITS);
                    middle - 1..=middle + 1
                })
            })
        })
    }

    /// The keys of the blocks by name that touch this one.
    pub fn names_around(self) -> impl Iterator<Item = i64> {
        self.name.into_iter().flat_map(|key| {
            // The stretch stands in the low bits.
            let (name, stretch) = (key & !STRETCH_MASK, key & STRETCH_MASK);
            (stretch - 1..=stretch + 1).map(move |stretch| name | (stretch & STRETCH_MASK))
        })
    }
}

/// Bits of a key by name that say the stretch.
const STRETCH_MASK: i64 = (1 << 20) - 1;

fn stretch(day: Day) -> i64 {
    let first = Day::parse(FIRST_DAY).map_or(0, Day::number);
    i64::from((day.number() - first).max(0) / BLOCK_DAYS)
}

fn named(core: &str, stretch: i64) -> i64 {
    // Positive, so that it is the same number in every database.
    let name = (xxh3_64(core.as_bytes()) >> 1) as i64;
    (name & !STRETCH_MASK) | (stretch & STRETCH_MASK)
}

/// Whether the name of a claim's place is a region's: it is one, or the town that a region is called after.
#[must_use]
pub fn bears_a_regions_name(claim: &Claim) -> bool {
    let is_region = claim.located.as_ref().is_some_and(|at| at.geo_precision == GeoPrecision::Region);
    let name = core_of_name(&claim.toponym.text);
    !name.is_empty()
        && (is_region || claim.toponym.admin1.as_deref().is_some_and(|admin1| core_of_name(admin1) == name))
}

/// A name without the words for its kind and its part: "southern Idlib countryside" and "Idlib governorate" are `idlib`.
#[must_use]
pub fn core_of_name(name: &str) -> String {
    let is_kind = |word: &str| {
        word.ends_with("ern")
            || matches!(
                word,
                "governorate"
                    | "countryside"
                    | "district"
                    | "province"
                    | "city"
                    | "town"
                    | "rural"
                    | "greater"
            )
    };
    let words = name.split_whitespace().map(str::to_lowercase).filter(|word| !is_kind(word));
    words.collect::<Vec<_>>().join(" ")
}
