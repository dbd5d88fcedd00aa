//! Claims about one happening become one event that keeps every account.

mod join;
mod merge;

pub use join::{Group, is_same, join};
pub use merge::{Telling, merge};
