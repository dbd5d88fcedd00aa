//! Who fights, and for which side. Both are data that an analyst can change, never type names.

use serde::{Deserialize, Serialize};

use super::{ActorId, SideId};

/// A party, group, force or population of the theatre.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// Id within the theatre.
    pub id: ActorId,
    /// English name.
    pub name: String,
    /// Arabic name.
    pub name_ar: Option<String>,
    /// Other spellings and abbreviations.
    pub aliases: Vec<String>,
    /// Names in ACLED's exports.
    pub acled: Vec<String>,
    /// Names in UCDP's.
    pub ucdp: Vec<String>,
    /// The side it is on.
    pub side: Option<SideId>,
    /// What it is part of.
    pub parent: Option<ActorId>,
    /// When it began, as far as known: a day, a month or a year.
    pub from: Option<String>,
    /// When it ended or took another name.
    pub until: Option<String>,
    /// The actor it became: what it held on its last day is that one's from then on.
    pub successor: Option<ActorId>,
    /// Color on the map, `#rrggbb`.
    pub color: Option<String>,
    /// Pattern on the map, so that color is not alone.
    pub pattern: Pattern,
}

impl Actor {
    /// An actor of which only the name is known.
    #[must_use]
    pub fn named(id: ActorId, name: &str) -> Self {
        Self {
            id,
            name: name.to_owned(),
            name_ar: None,
            aliases: Vec::new(),
            acled: Vec::new(),
            ucdp: Vec::new(),
            side: None,
            parent: None,
            from: None,
            until: None,
            successor: None,
            color: None,
            pattern: Pattern::Solid,
        }
    }
}

/// How an actor's areas and towns are filled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Pattern {
    #[default]
    Solid,
    Diagonal,
    Cross,
    Dots,
}

impl Pattern {
    /// The word for it in tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Solid => "solid",
            Self::Diagonal => "diagonal",
            Self::Cross => "cross",
            Self::Dots => "dots",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Solid, Self::Diagonal, Self::Cross, Self::Dots]
            .into_iter()
            .find(|pattern| pattern.name() == text)
    }
}

/// A side of the war.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Side {
    /// Id within the theatre.
    pub id: SideId,
    /// English name.
    pub name: String,
    /// Arabic name.
    pub name_ar: Option<String>,
    /// Color on the map, `#rrggbb`.
    pub color: Option<String>,
    /// Other sides that it prefers.
    pub prefers: Vec<SideId>,
}
