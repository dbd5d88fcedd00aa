//! Whether a file is what was wanted, and whole: a login page or half an archive is not.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};

/// What a file should be.
#[derive(Debug)]
pub(super) enum Kind {
    /// A zip with a table in it.
    Zip {
        /// The table's name.
        table: String,
    },
    /// A table with commas between, with a header line.
    Csv {
        /// Columns that it has, among others.
        columns: &'static [&'static str],
    },
}

/// What a zip may unfold to: no country's table has a tenth of it.
const LARGEST: u64 = 4 << 30;

impl Kind {
    /// What it should be, in words.
    pub(super) fn words(&self) -> String {
        match self {
            Self::Zip { table } => format!("a zip with {table} in it"),
            Self::Csv { columns } => format!("a table with the columns {}", columns.join(", ")),
        }
    }

    /// Says what speaks against a file, read from where it stands.
    pub(super) fn check(&self, file: &File) -> Result<(), String> {
        let mut reader = BufReader::new(file);
        match self {
            Self::Zip { table } => zip(&mut reader, table),
            Self::Csv { columns } => csv(&mut reader, columns),
        }
    }
}

/// Unfolds a table to the end, where its checksum is compared.
fn zip(reader: &mut BufReader<&File>, table: &str) -> Result<(), String> {
    let mut archive = zip::ZipArchive::new(reader).map_err(|cause| cause.to_string())?;
    let entry = archive.by_name(table).map_err(|cause| cause.to_string())?;
    let unfolded = io::copy(&mut entry.take(LARGEST), &mut io::sink()).map_err(|cause| cause.to_string())?;
    if unfolded == LARGEST { Err(format!("it unfolds to {LARGEST} bytes or more")) } else { Ok(()) }
}

fn csv(reader: &mut BufReader<&File>, columns: &[&str]) -> Result<(), String> {
    let mut header = Vec::new();
    // A header line has some hundred bytes; what has none is not read to its end.
    reader.take(64 << 10).read_until(b'\n', &mut header).map_err(|cause| cause.to_string())?;
    let header = String::from_utf8_lossy(&header);
    let has = |column: &&&str| header.split(',').any(|cell| cell.trim().trim_matches('"') == **column);
    match columns.iter().find(|column| !has(column)) {
        Some(missing) => Err(format!("it has no column {missing}")),
        None => Ok(()),
    }
}
