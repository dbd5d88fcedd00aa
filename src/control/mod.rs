//! Claims about control become, for each place, a timeline of who held it from which day.

mod tenure;
mod timeline;

pub use tenure::Tenures;
pub use timeline::{Statement, timeline};
