//! Fetches the public files that a gazetteer is built from: the one room that asks the network, when a person says so.
//!
//! `address` says where may be asked, `answer` what a server's headers promise, `part` keeps what came of a file until
//! it is all there, `download` asks again until it is, `whole` looks whether it is what was wanted.

mod address;
mod answer;
mod download;
mod error;
mod part;
mod whole;

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use super::build::Publisher;

pub use address::Address;
pub use error::FetchError;

use whole::Kind;

/// ISO 3166-1 alpha-2 of a country, in capitals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Country(String);

impl Country {
    /// Reads two letters, large or small.
    pub fn parse(text: &str) -> Result<Self, FetchError> {
        if text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            return Ok(Self(text.to_ascii_uppercase()));
        }
        Err(FetchError::Country { found: text.to_owned() })
    }

    /// The two letters.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.0
    }
}

/// What a person asks for.
#[derive(Clone, Debug)]
pub struct Order {
    /// Whose public files.
    pub country: Country,
    /// Where they go; made if it is not there.
    pub folder: PathBuf,
    /// Hosts to ask in place of the publishers', one after the other until one has the file.
    pub from: Vec<Address>,
}

/// How long and how often is asked, and how much is taken.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Until a host is found, and until it is connected to.
    pub connect: Duration,
    /// Until a connection over which nothing comes, or hardly anything, is given up.
    pub stall: Duration,
    /// How often one file is asked for.
    pub tries: u32,
    /// Between the first two tries; twice as long after each.
    pub wait: Duration,
    /// Bytes that one file may have.
    pub most: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(20),
            stall: Duration::from_secs(30),
            tries: 6,
            wait: Duration::from_millis(500),
            // The largest country's dump has about 70 MB.
            most: 512 << 20,
        }
    }
}

/// What happens while files are fetched.
#[derive(Debug)]
pub enum News<'a> {
    /// So much of a file is here.
    Has {
        /// The file's name.
        file: &'a str,
        /// Bytes that are here.
        bytes: u64,
        /// Bytes that it has, as far as the server says.
        of: Option<u64>,
    },
    /// A try came to nothing; the next follows.
    Again {
        /// Why.
        why: &'a FetchError,
        /// How long from now.
        wait: Duration,
    },
    /// An address is given up; the next is asked.
    Elsewhere {
        /// Why.
        why: &'a FetchError,
    },
}

/// A file that is here now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetched {
    /// Who publishes it, and so how it is read.
    pub publisher: Publisher,
    /// Where it is.
    pub path: PathBuf,
    /// Where it is from.
    pub address: Address,
    /// Bytes that it has.
    pub bytes: u64,
    /// Whether it was here already, and its publisher has no newer one.
    pub was_here: bool,
}

/// A public file.
struct Wanted {
    publisher: Publisher,
    host: &'static str,
    path: String,
    file: String,
    kind: Kind,
}

/// Fetches the public files of a country.
///
/// A file appears under its name when it is all there; until then it grows beside it, as `.part`, and the next fetch goes
/// on from where this one ended. Stops at the first file that no address gives.
pub fn fetch(order: &Order, limits: &Limits, tell: &mut dyn FnMut(News)) -> Result<Vec<Fetched>, FetchError> {
    let folder = &order.folder;
    fs::create_dir_all(folder)
        .map_err(|cause| FetchError::Unwritable { path: folder.clone(), cause: cause.to_string() })?;
    wanted(&order.country).iter().map(|wanted| of_first(wanted, order, limits, tell)).collect()
}

/// A file from the first host that gives it.
fn of_first(
    wanted: &Wanted,
    order: &Order,
    limits: &Limits,
    tell: &mut dyn FnMut(News),
) -> Result<Fetched, FetchError> {
    let publisher = Address::parse(wanted.host)?;
    let (last, others) = order.from.split_last().unwrap_or((&publisher, &[]));
    for host in others {
        match of_host(wanted, host, order, limits, tell) {
            Err(why) if why.is_of_an_address() => tell(News::Elsewhere { why: &why }),
            fetched => return fetched,
        }
    }
    of_host(wanted, last, order, limits, tell)
}

fn of_host(
    wanted: &Wanted,
    host: &Address,
    order: &Order,
    limits: &Limits,
    tell: &mut dyn FnMut(News),
) -> Result<Fetched, FetchError> {
    let path = order.folder.join(&wanted.file);
    let address = host.below(&wanted.path)?;
    let (bytes, was_here) = download::download(&address, &path, &wanted.kind, limits, tell)?;
    Ok(Fetched { publisher: wanted.publisher, path, address, bytes, was_here })
}

fn wanted(country: &Country) -> [Wanted; 3] {
    let code = country.code();
    // Both files of GeoNames have one name, and are a table of that name in a zip.
    let table = || Kind::Zip { table: format!("{code}.txt") };
    [
        Wanted {
            publisher: Publisher::GeoNames,
            host: "https://download.geonames.org",
            path: format!("/export/dump/{code}.zip"),
            file: format!("{code}.zip"),
            kind: table(),
        },
        Wanted {
            publisher: Publisher::GeoNames,
            host: "https://download.geonames.org",
            path: format!("/export/dump/alternatenames/{code}.zip"),
            file: format!("{code}-names.zip"),
            kind: table(),
        },
        Wanted {
            publisher: Publisher::OurAirports,
            host: "https://davidmegginson.github.io",
            path: "/ourairports-data/airports.csv".to_owned(),
            file: "airports.csv".to_owned(),
            kind: Kind::Csv { columns: &["ident", "type", "latitude_deg", "longitude_deg", "iso_country"] },
        },
    ]
}
