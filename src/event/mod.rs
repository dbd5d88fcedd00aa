//! Claims about one happening become one event that keeps every account.
//!
//! Claims of touching blocks of place and time are compared: `likeness` lays two of them beside each other, `join` makes groups
//! of those that are alike, `merge` makes an event of a group, and `status` says how its accounts agree.

mod alone;
mod join;
mod likeness;
mod merge;
mod status;
mod telling;
#[cfg(test)]
mod testing;
mod who;

pub use alone::told;
pub use join::{Blocks, Group, Link, group, join, link};
pub use likeness::{Apart, Likeness};
pub use merge::merge;
pub use telling::Telling;
pub use who::Who;
