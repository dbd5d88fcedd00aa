//! What stops a gazetteer from being built.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use crate::gazetteer::PackError;

/// What stops a gazetteer from being built.
#[derive(Debug, Error)]
pub enum BuildError {
    /// A file that cannot be opened or read.
    #[error("{} cannot be read: {cause}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
    /// A file that is not what its option says.
    #[error("{} is not {wanted}: {found}", path.display())]
    Other {
        /// The file.
        path: PathBuf,
        /// What it should be.
        wanted: &'static str,
        /// What speaks against it.
        found: String,
    },
    /// The gazetteer whose corrections are to be taken over cannot be opened.
    #[error(transparent)]
    Earlier(#[from] PackError),
    /// More files than a gazetteer tells apart.
    #[error("a gazetteer tells {most} sources apart; join some of the files first")]
    TooMany {
        /// How many there may be.
        most: usize,
    },
}
