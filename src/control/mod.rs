//! Claims about control become, for each place, a timeline of who held it from which day; and the land between places
//! becomes areas.
//!
//! `statement` says what a claim counts for, `timeline` makes states of statements, `tenure` knows who follows whom; `areas`
//! gives the land between places to those who hold them, and `land` does so for a whole theatre.

pub mod areas;
mod land;
mod statement;
mod tenure;
mod timeline;

pub use land::{Land, Speaker};
pub use statement::Statement;
pub use tenure::Tenures;
pub use timeline::timeline;

use crate::event::Who;

/// What a theatre's tables say that decides who holds a place.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'a> {
    /// How long actors last.
    pub tenures: &'a Tenures,
    /// Who is on which side.
    pub who: &'a Who,
    /// Days after which what nobody vouches for any more is unknown; `None` for never.
    pub stale_after: Option<i32>,
}
