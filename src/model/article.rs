//! What a report is before it is read: a text that was published.

use serde::{Deserialize, Serialize};

use super::Day;

/// A text that was published, with what is known of where and when.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// Its own key with its publisher: an id of the file's, else its address; `None` where it has neither.
    pub key: Option<String>,
    /// Where it can be read.
    pub url: Option<String>,
    /// Title or headline.
    pub title: Option<String>,
    /// Who published it, as written.
    pub outlet: Option<String>,
    /// When it was published; `None` where nothing says so. Never the day on which it was read.
    pub published: Option<Day>,
    /// Its language as a BCP 47 tag, as the source says it.
    pub language: Option<String>,
    /// The text itself. Spans are counted in it, in Unicode code points.
    pub text: String,
    /// Where it stands in its file, from 1: a line, a row of a sheet, or a record of a web archive.
    pub line: u64,
}
