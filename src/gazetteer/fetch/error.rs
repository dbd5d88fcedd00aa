//! What keeps a file from being fetched.

use std::path::PathBuf;
use std::time::Duration;

use thiserror::Error;

use super::Address;

/// What keeps a file from being fetched.
#[derive(Debug, Error)]
pub enum FetchError {
    /// No country.
    #[error("{found:?} is no country; write the two letters of its ISO code, as SY")]
    Country {
        /// What was written.
        found: String,
    },
    /// What nobody is asked at.
    #[error("{found:?} is not asked: {why}")]
    Address {
        /// What was written.
        found: String,
        /// What speaks against it.
        why: &'static str,
    },
    /// A redirect to what nobody is asked at.
    #[error("{address}: leads to {to:?}, which is not asked: {why}")]
    Redirect {
        /// Where was asked.
        address: Address,
        /// Where it leads.
        to: String,
        /// What speaks against it.
        why: &'static str,
    },
    /// A folder or file that cannot be written.
    #[error("{path} cannot be written: {cause}; -o names another folder")]
    Unwritable {
        /// Folder or file.
        path: PathBuf,
        /// What the system says.
        cause: String,
    },
    /// A file that another fetch is writing.
    #[error("another fetch is writing {path}; wait for it, or name another folder with -o")]
    Busy {
        /// The file.
        path: PathBuf,
    },
    /// Nobody answers there, or the answer breaks off.
    #[error("{address}: {cause}")]
    Broken {
        /// Where was asked.
        address: Address,
        /// What the connection came to.
        cause: String,
    },
    /// A host that cannot prove that it is the one.
    #[error("{address}: the host does not prove who it is, so nothing is taken from it: {cause}")]
    Untrusted {
        /// Where was asked.
        address: Address,
        /// What speaks against it.
        cause: String,
    },
    /// A connection over which nothing comes.
    #[error("{address}: nothing came for {waited:?}")]
    Stalled {
        /// Where was asked.
        address: Address,
        /// How long nothing came.
        waited: Duration,
    },
    /// A body that ends before it should.
    #[error("{address}: ended after {got} of {of} bytes")]
    Short {
        /// Where was asked.
        address: Address,
        /// Bytes that are here.
        got: u64,
        /// Bytes that there should be.
        of: u64,
    },
    /// A server that says no.
    #[error("{address}: the server answers {status}{}", hint(*.status))]
    Status {
        /// Where was asked.
        address: Address,
        /// The HTTP status.
        status: u16,
    },
    /// An answer that does not fit what is here, which is thrown away.
    #[error("{address}: {why}; what was here of it is thrown away")]
    Other {
        /// Where was asked.
        address: Address,
        /// What does not fit.
        why: String,
    },
    /// An answer of which nothing can be used.
    #[error("{address}: {why}")]
    Unusable {
        /// Where was asked.
        address: Address,
        /// What it lacks.
        why: &'static str,
    },
    /// More than is taken.
    #[error("{address}: has more than {most} bytes, which no such file should")]
    TooLarge {
        /// Where was asked.
        address: Address,
        /// Bytes that are taken.
        most: u64,
    },
    /// A file that is not the one that was wanted.
    #[error(
        "{address}: what came is not {wanted}: {found}; a network that asks for a login may have sent it"
    )]
    NotIt {
        /// Where was asked.
        address: Address,
        /// What it should be.
        wanted: String,
        /// What speaks against it.
        found: String,
    },
    /// As many tries as there are came to nothing.
    #[error("{last} (try {tries} of {tries}); fetch again later, and it goes on from where it ended")]
    GaveUp {
        /// How many tries.
        tries: u32,
        /// What the last came to.
        last: Box<FetchError>,
    },
}

impl FetchError {
    /// Whether it may pass when asked again.
    pub(super) fn may_pass(&self) -> bool {
        match self {
            Self::Broken { .. } | Self::Stalled { .. } | Self::Short { .. } | Self::Other { .. } => true,
            Self::Status { status, .. } => matches!(status, 408 | 425 | 429 | 500 | 502..=504 | 507..),
            _ => false,
        }
    }

    /// Whether another address may give what this one does not.
    pub(super) fn is_of_an_address(&self) -> bool {
        !matches!(self, Self::Country { .. } | Self::Unwritable { .. } | Self::Busy { .. })
    }
}

/// The way out where a status has one.
fn hint(status: u16) -> &'static str {
    match status {
        404 | 410 => ": there is no such file; is the country's code right?",
        429 => ": it is asked too often; wait a while",
        _ => "",
    }
}
