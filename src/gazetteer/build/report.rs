//! What was joined and what only looks alike, for a person to check.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::geometry::Meters;
use crate::model::PlaceId;

/// How places of several sources came together.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Report {
    /// Sources in the order in which they were read.
    pub sources: Vec<String>,
    /// Places that each source tells of.
    pub told: Vec<usize>,
    /// Places in the end.
    pub places: usize,
    /// How many were joined, by why they are the same.
    pub joined: BTreeMap<Joined, usize>,
    /// What looks alike but was kept apart.
    pub alike: Vec<Alike>,
    /// Places that do not lie in the district that their source puts them in.
    pub astray: Vec<Astray>,
}

/// Why two entries are one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Joined {
    /// Both sources know it under one id.
    Id,
    /// One name, letter by letter once folded, nearby.
    Name,
    /// One name but for habits of spelling, nearby.
    Spelling,
    /// The same consonants in Arabic and Latin letters, nearby.
    Consonants,
}

impl Joined {
    /// In words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Id => "by an id that both have",
            Self::Name => "by name and distance",
            Self::Spelling => "by spelling habits and distance",
            Self::Consonants => "by consonants and distance",
        }
    }
}

/// Two places that look alike but were kept apart.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Alike {
    /// The one that was there.
    pub one: PlaceId,
    /// Its name.
    pub one_name: String,
    /// The one that came.
    pub other: PlaceId,
    /// Its name.
    pub other_name: String,
    /// How far apart they are.
    pub apart: Meters,
    /// What is alike, and why they were kept apart.
    pub why: &'static str,
}

/// A place outside the district that its source puts it in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Astray {
    /// The place.
    pub place: PlaceId,
    /// Its name.
    pub name: String,
    /// The district that its source names.
    pub stated: String,
    /// The district that its point lies in.
    pub found: String,
}
