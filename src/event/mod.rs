//! Claims about one happening become one event that keeps every account.

mod merge;

pub use merge::{Telling, merge};
