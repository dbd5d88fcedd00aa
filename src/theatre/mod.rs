//! A theatre at work: what goes in is read, located, merged and kept; what is asked is loaded into an atlas.
//!
//! This room joins the others and does nothing of its own: it is what a command calls.

mod articles;
mod create;
mod decide;
mod demo;
mod derive;
mod forget;
mod hidden;
mod import;
mod joining;
mod keeper;
mod lay;
mod load;
mod ready;
mod tables;

use thiserror::Error;

pub use create::{create, open_or_create};
pub use decide::{claim, decide, moved_to};
pub use demo::{fill_demo, make_demo};
pub use forget::{Forgotten, forget, forget_vanished};
pub use import::{Imported, Incoming, import};
pub use lay::{Laid, clear_laid, lay};
pub use load::{load, load_file, load_file_at, load_file_known, load_known};
pub use tables::Tables;

use crate::{intake::IntakeError, store::StoreError};

/// Why a theatre cannot be filled or asked.
#[derive(Debug, Error)]
pub enum TheatreError {
    /// A file cannot be read.
    #[error(transparent)]
    Intake(#[from] IntakeError),
    /// The theatre's file cannot be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Nothing of this id.
    #[error("nothing has the id {0:?}; ids are as `kharita show` and `kharita check` print them")]
    NoSuchId(String),
    /// A table of the theatre cannot be used.
    #[error("{file}: {reason}")]
    Table {
        /// The table.
        file: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The system refuses.
    #[error("cannot make a temporary file: {0}")]
    Temporary(#[from] std::io::Error),
}
