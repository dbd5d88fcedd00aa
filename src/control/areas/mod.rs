//! Who holds the land between the places, and how good that is.
//!
//! [`Faces`] are the pieces of land: one around each place and filler between. An [`Estimator`] labels them by the states
//! of the places of a day, with the numbers of [`Holdings`](crate::model::Holdings), and says how doubtful each is
//! ([`doubt`]). [`History`] does so for the whole war, as one stream of changes. [`experts`] lays polygons that somebody drew
//! on the same faces, and [`evaluate`] redraws them to say how good the estimators are.

mod barriers;
mod candidates;
pub mod doubt;
mod estimator;
pub mod evaluate;
pub mod experts;
mod faces;
mod history;
mod kriging;
mod near;
mod nearest;
mod outline;
mod parties;
mod score;

pub use barriers::Barriers;
pub use candidates::MOST_CANDIDATES;
pub use estimator::{Estimated, Estimator, estimate};
pub use experts::ExpertPolygon;
pub use faces::{Faces, OUTSIDE, SAME_PLACE};
pub use history::{Change, History, Snapshot};
pub use outline::Outline;
pub use parties::SHORT_REACH;
pub use score::{BAND, Measured, Overlap, Score, change_overlap, score};
