//! What could not be read or decided, kept beside the result.

use serde::{Deserialize, Serialize};

/// A row that is not in the theatre, and why.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Problem {
    /// Name of the file.
    pub file: String,
    /// Line of the file, counted from 1; 0 for the file as a whole.
    pub line: u64,
    /// The column it is about.
    pub column: Option<String>,
    /// The value that stands there, shortened.
    pub value: Option<String>,
    /// Why it cannot be used, and the way out.
    pub reason: String,
    /// The whole row as it was read, shortened to [`Problem::LONGEST_ROW`] characters.
    pub row: Option<String>,
}

impl Problem {
    /// Characters of a row that are kept.
    pub const LONGEST_ROW: usize = 4_000;
    /// Characters of a value that are kept.
    pub const LONGEST_VALUE: usize = 200;

    /// A problem with a line as a whole, or with the whole file where the line is 0.
    #[must_use]
    pub fn of_line(file: &str, line: u64, reason: String) -> Self {
        Self { file: file.to_owned(), line, column: None, value: None, reason, row: None }
    }

    /// The value shortened to what is kept of it.
    #[must_use]
    pub fn shorten(text: &str, longest: usize) -> String {
        match text.char_indices().nth(longest) {
            Some((end, _)) => format!("{}…", &text[..end]),
            None => text.to_owned(),
        }
    }
}
