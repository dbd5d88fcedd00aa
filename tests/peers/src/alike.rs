//! Puts what a search engine found in the order in which the names are alike.
//!
//! Its own score knows nothing of the order of letters; whoever uses one for names would do as much.

use kharita::model::Position;

use crate::task::Known;

/// Names that a search engine is asked for.
pub const MOST_FOUND: usize = 10;

/// Where the place is whose name is most alike; of several, the one that was found first.
pub fn most_alike(known: &[Known], found: impl IntoIterator<Item = usize>, folded: &str) -> Option<Position> {
    let errors = |number: &usize| strsim::osa_distance(folded, &known[*number].folded);
    found.into_iter().min_by_key(errors).map(|number| known[number].at)
}
