//! Events as columns, in the order of their first day and, within a day, of their id.
//!
//! What a query reads of every row lies in columns of its own; what only a found row needs lies beside it in
//! [`Detail`]. A million events take about 200 bytes each, quotations and addresses included.

use super::strings::Texts;
use crate::model::SubEventType;

/// No number: nobody gives one, or there is nothing to point at.
pub const NONE: u32 = u32::MAX;

/// Events, column by column.
#[derive(Debug, Default)]
pub struct Events {
    /// First day, as days since 1970-01-01.
    pub start: Vec<i32>,
    /// The day after the last one.
    pub end: Vec<i32>,
    /// Degrees east; NaN where not located.
    pub longitude: Vec<f64>,
    /// Degrees north; NaN where not located.
    pub latitude: Vec<f64>,
    /// Number of the sub-type.
    pub kind: Vec<u8>,
    /// What a found row needs besides.
    pub detail: Vec<Detail>,
    /// Ids, by [`Detail::id`].
    pub ids: Texts,
    /// Toponyms, governorates and addresses.
    pub symbols: Texts,
    /// Actors of all events: [`Detail::actors`] says which are whose.
    pub actors: Vec<ActorRef>,
    /// Rows in the order of their ids.
    pub by_id: Vec<u32>,
}

/// An actor of an event, as a number, with its part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ActorRef {
    /// Row of the actor.
    pub actor: u16,
    /// Whether it is `actor2`.
    pub is_second: bool,
}

/// A range of rows of another column.
pub type Range = std::ops::Range<u32>;

/// What a found row needs besides its place, time and type.
#[derive(Clone, Debug, Default)]
pub struct Detail {
    pub id: u32,
    pub toponym: u32,
    pub admin1: u32,
    pub place: u32,
    pub deaths: [u32; 3],
    pub injured: u32,
    pub actors: Range,
    /// Its claims, as rows of theirs.
    pub accounts: Range,
    pub time_precision: u8,
    pub geo_precision: u8,
    pub status: u8,
    pub is_classified_by_headline: bool,
}

/// No source.
pub const NO_SOURCE: u16 = u16::MAX;
/// No day.
pub const NO_DAY: i32 = i32::MIN;

impl Events {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.start.len()
    }

    /// The sub-type of a row.
    pub fn sub_event_type(&self, row: usize) -> SubEventType {
        SubEventType::ALL[usize::from(self.kind[row])]
    }

    /// The row of this id.
    pub fn row_of(&self, id: &str) -> Option<u32> {
        let at =
            self.by_id.binary_search_by(|row| self.ids.get(self.detail[*row as usize].id).cmp(id)).ok()?;
        Some(self.by_id[at])
    }

    /// The actors of a row.
    pub fn actors_of(&self, range: &Range) -> &[ActorRef] {
        &self.actors[range.start as usize..range.end as usize]
    }
}
