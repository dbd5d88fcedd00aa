//! Why a theatre cannot be read or written.

use std::path::PathBuf;

use thiserror::Error;

/// Why a theatre cannot be read or written.
#[derive(Debug, Error)]
pub enum StoreError {
    /// A new theatre would overwrite a file.
    #[error("{} is there already; import into it, or name another file", path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// No such file, or no permission.
    #[error("cannot open {}: {cause}", path.display())]
    Unreachable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        cause: std::io::Error,
    },
    /// The file is something else.
    #[error("{} is {found}, not a theatre; `kharita new` makes one, `kharita import FILE --into THEATRE` fills it", path.display())]
    NotATheatre {
        /// The file.
        path: PathBuf,
        /// What it is instead.
        found: &'static str,
    },
    /// The file was written by a newer Kharita.
    #[error("{} has schema version {found}, newer than this kharita's {known}; use a newer kharita", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its version.
        found: i64,
        /// The newest version this program knows.
        known: i64,
    },
    /// SQLite refuses; nothing of the batch is kept.
    #[error("{}: {}", path.display(), sqlite_reason(cause))]
    Sqlite {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        cause: rusqlite::Error,
    },
    /// A stored value is not what this program writes.
    #[error("{}: {table} holds {value:?}, which is no {expected}", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// The table.
        table: &'static str,
        /// What stands there.
        value: String,
        /// What should stand there.
        expected: &'static str,
    },
}

impl StoreError {
    /// The same about a theatre that is made under another name until it is whole: that name means nothing to a person.
    #[must_use]
    pub fn about(self, theatre: &std::path::Path) -> Self {
        match self {
            Self::Sqlite { cause, .. } => Self::Sqlite { path: theatre.to_owned(), cause },
            Self::Unreachable { cause, .. } => Self::Unreachable { path: theatre.to_owned(), cause },
            other => other,
        }
    }
}

/// What a failed write leaves.
const UNHARMED: &str = "the theatre is as it was before this batch";

/// SQLite's reason in words that name the way out where there is one.
fn sqlite_reason(cause: &rusqlite::Error) -> String {
    use rusqlite::ErrorCode;
    match cause.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => format!("the disk is full; {UNHARMED}"),
        Some(ErrorCode::SystemIoFailure) => {
            format!(
                "the file cannot be written further ({cause}); is the disk or a file-size limit full? {UNHARMED}"
            )
        }
        Some(ErrorCode::ReadOnly) => "the file or its folder may not be written".to_owned(),
        Some(ErrorCode::CannotOpen) => {
            "the file cannot be opened; does its folder exist and may it be written?".to_owned()
        }
        Some(ErrorCode::DatabaseBusy) => {
            "another kharita is writing to it; try again when that is done".to_owned()
        }
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
            format!("the file is damaged ({cause})")
        }
        _ => cause.to_string(),
    }
}
