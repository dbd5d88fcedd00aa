//! Who publishes, and what was published.

use serde::{Deserialize, Serialize};

use super::{Day, ImportId, ReportId, SideId, SourceId};

/// A publisher, and what may be done with what it publishes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Id within the theatre.
    pub id: SourceId,
    /// Name as shown.
    pub name: String,
    /// What kind of publisher it is.
    pub kind: SourceKind,
    /// The side it prefers; what it says for that side counts less.
    pub prefers: Option<SideId>,
    /// The agency whose reports it repeats, so that a copy is not a second witness.
    pub copies: Option<SourceId>,
    /// Licence of its rows or texts.
    pub licence: String,
    /// How it asks to be named.
    pub attribution: String,
    /// Whether its rows or texts may be republished.
    pub republish: bool,
    /// Where it is found.
    pub url: Option<String>,
}

impl Source {
    /// A source that no table describes: nothing is known that would allow to republish it.
    #[must_use]
    pub fn undescribed(id: &SourceId) -> Self {
        Self {
            id: id.clone(),
            name: id.0.clone(),
            kind: SourceKind::Unknown,
            prefers: None,
            copies: None,
            licence: "unknown".to_owned(),
            attribution: id.0.clone(),
            republish: false,
            url: None,
        }
    }
}

/// What kind of publisher a source is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum SourceKind {
    Newspaper,
    Agency,
    Broadcaster,
    Monitor,
    Data,
    Government,
    ArmedGroup,
    Organization,
    Reference,
    Unknown,
}

impl SourceKind {
    /// The word for it in tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Newspaper => "newspaper",
            Self::Agency => "agency",
            Self::Broadcaster => "broadcaster",
            Self::Monitor => "monitor",
            Self::Data => "data",
            Self::Government => "government",
            Self::ArmedGroup => "armed-group",
            Self::Organization => "organization",
            Self::Reference => "reference",
            Self::Unknown => "unknown",
        }
    }

    /// Reads the word; anything else is `Unknown`.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        [
            Self::Newspaper,
            Self::Agency,
            Self::Broadcaster,
            Self::Monitor,
            Self::Data,
            Self::Government,
            Self::ArmedGroup,
            Self::Organization,
            Self::Reference,
        ]
        .into_iter()
        .find(|kind| kind.name() == text)
        .unwrap_or(Self::Unknown)
    }
}

/// One published thing: an article, or one row of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// From its source and its own key, else from its content.
    pub id: ReportId,
    /// Who published it.
    pub source: SourceId,
    /// The import that brought its current version.
    pub import: ImportId,
    /// Line of the file it was read from, counted from 1.
    pub line: u64,
    /// When it was published, where that is known.
    pub published: Option<Day>,
    /// Title or headline.
    pub title: Option<String>,
    /// Where it can be read.
    pub url: Option<String>,
    /// Its language as a BCP 47 tag, where the source says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Its text, for an article.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// What the row said in columns that no field of ours carries, as a JSON object with sorted keys.
    pub original: Option<String>,
}
