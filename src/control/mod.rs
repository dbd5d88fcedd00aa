//! Claims about control become, for each place, a timeline of who held it from which day.

mod timeline;

pub use timeline::{Statement, timeline};
