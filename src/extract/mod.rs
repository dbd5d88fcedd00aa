//! From what a report writes to what it means: toponyms to places, names to actors.

mod actors;
mod naming;
pub mod prose;
mod reports;
mod times;
mod together;
mod toponyms;

pub use actors::ActorIndex;
pub use naming::Naming;
pub use reports::{Outlets, UNNAMED};
pub use times::{Anchor, Relation, TimeMention, times};
pub use together::together;
pub use toponyms::{Locator, Unlocated};
