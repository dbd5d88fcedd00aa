//! Tables that are asked about every word of a text.

use std::collections::{HashMap, HashSet};

use foldhash::fast::FixedState;

/// Words with what each leads to.
///
/// Hashed fast and always alike: what stands in these tables comes from lexicons and gazetteers, so that no text can
/// choose words that collide.
pub type WordMap<T> = HashMap<String, T, FixedState>;

/// Words by themselves, in the same way.
pub type WordSet = HashSet<String, FixedState>;
