//! What stops the reading of a file. Bad rows do not: they are problems.

use std::io;

use thiserror::Error;

/// A file that cannot be read at all, with the way out.
#[derive(Debug, Error)]
#[allow(missing_docs, reason = "the texts say it; `file` is the name of the file everywhere")]
pub enum IntakeError {
    #[error("{file}: no such file")]
    NotFound { file: String },
    #[error("{file}: no permission to read it; ask its owner, or make it readable (chmod +r)")]
    NoPermission { file: String },
    #[error("{file} is a directory; name the files in it")]
    Directory { file: String },
    #[error("{file} is neither a file nor a directory; save what it holds as a file first")]
    NotAFile { file: String },
    #[error("{file} is empty")]
    Empty { file: String },
    #[error("{file} cannot be read: {source}")]
    Io { file: String, source: io::Error },
    #[error("{file} unfolds to more than {limit}; unpack it by hand if it is meant to be that large")]
    Bomb { file: String, limit: String },
    #[error("{file}: {reason}")]
    Container { file: String, reason: String },
    #[error(
        "{file} holds no articles that are recognized: texts, Markdown, HTML, RSS and Atom, JSON Lines and tables with a text column, and WARC are read"
    )]
    NoArticles { file: String },
    #[error("{file} is not GeoJSON: {reason}")]
    Json { file: String, reason: String },
    #[error("{file}: the header cannot be used: {reason}")]
    Header { file: String, reason: String },
    #[error(
        "{file} has no columns that say when and where (its columns are {columns}); name them with --map date=HEADER and --map place=HEADER (or latitude and longitude)"
    )]
    UnknownFormat { file: String, columns: String },
    #[error(
        "{file} does not fit --format {format}: no column for {missing}; its columns are {columns}; name them with --map {example}=HEADER"
    )]
    Missing { file: String, format: &'static str, missing: String, columns: String, example: &'static str },
    #[error("--map {given}: unknown field; there are {known}")]
    UnknownField { given: String, known: String },
    #[error("--map {field}={header}: {file} has no such column; it has {columns}")]
    UnknownHeader { file: String, field: String, header: String, columns: String },
}

/// What a reader inside [`io::Read`] found: it travels as an [`io::Error`] and is told apart again here.
#[derive(Debug, Error)]
#[error("unfolds to more than {0}")]
pub(super) struct Bomb(pub String);

impl IntakeError {
    /// An error of the file system or of a reader, as the sentence that fits it.
    pub(super) fn io(file: &str, error: io::Error) -> Self {
        let file = file.to_owned();
        if let Some(Bomb(limit)) = error.get_ref().and_then(|inner| inner.downcast_ref::<Bomb>()) {
            return Self::Bomb { file, limit: limit.clone() };
        }
        match error.kind() {
            io::ErrorKind::NotFound => Self::NotFound { file },
            io::ErrorKind::PermissionDenied => Self::NoPermission { file },
            io::ErrorKind::IsADirectory => Self::Directory { file },
            _ => Self::Io { file, source: error },
        }
    }
}
