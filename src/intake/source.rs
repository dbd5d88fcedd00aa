//! A file as a table, whatever it is: text, workbook or GeoJSON, all give the same columns and rows.

use std::io::{BufRead, Read};
use std::ops::ControlFlow;
use std::path::Path;

use encoding_rs::Encoding;
use xxhash_rust::xxh3::Xxh3;

use crate::model::ImportId;

use super::IntakeError;
use super::bytes::{Container, Done, Packed};
use super::encoding::{Decoded, survey};
use super::headers::Columns;
use super::row::Row;
use super::table::{Table, sniff_delimiter};
use super::{geojson, xlsx};

/// Bytes at the start of a text that tell what it is.
const HEAD: usize = 1 << 18;

/// A file that was looked through once and can be read as rows, as often as needed.
#[derive(Debug)]
pub(super) struct Source {
    pub packed: Packed,
    pub import: ImportId,
    pub columns: Columns,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    Text { encoding: &'static Encoding, delimiter: u8 },
    Workbook { sheet: String, left_out: Vec<String> },
    GeoJson { encoding: &'static Encoding, shape: geojson::Shape, properties: Vec<String> },
}

impl Source {
    /// Finds out what the file is and what its columns are.
    pub fn open(path: &Path) -> Result<Self, IntakeError> {
        let packed = Packed::look(path)?;
        let file = packed.file.clone();
        let done = Done::default();
        if packed.container == Container::Workbook {
            let import = import_id(hash(packed.open(&done)?).map_err(|error| IntakeError::io(&file, error))?);
            let xlsx::Sheets { name, columns, left_out } = xlsx::sheets(&packed)?;
            return Ok(Self { packed, import, columns, kind: Kind::Workbook { sheet: name, left_out } });
        }
        let found = survey(packed.open(&done)?).map_err(|error| IntakeError::io(&file, error))?;
        if found.length == 0 {
            return Err(IntakeError::Empty { file });
        }
        let (import, encoding) = (import_id(found.hash), found.encoding);
        let mut head = Vec::new();
        Decoded::new(packed.open(&done)?, encoding)
            .take(HEAD as u64)
            .read_to_end(&mut head)
            .map_err(|error| IntakeError::io(&file, error))?;
        if let Some(shape) = geojson::sniff(&head) {
            let properties = geojson::properties(Decoded::new(packed.open(&done)?, encoding), shape, &file)?;
            let columns = Columns::new(geojson::headers(&properties));
            return Ok(Self { packed, import, columns, kind: Kind::GeoJson { encoding, shape, properties } });
        }
        let (head, delimiter) = match stated_delimiter(&head) {
            Some((delimiter, length)) => (&head[length..], delimiter),
            None => (&head[..], sniff_delimiter(&head)),
        };
        let mut header = Row::default();
        let is_there = Table::new(head, delimiter).next(&mut header).unwrap_or(false);
        if let Some(reason) = header.fault.take().filter(|_| is_there) {
            return Err(IntakeError::Header { file, reason });
        }
        if !is_there {
            return Err(IntakeError::Empty { file });
        }
        let columns = Columns::new((0..header.len()).map(|index| header.cell(index)));
        Ok(Self { packed, import, columns, kind: Kind::Text { encoding, delimiter } })
    }

    /// Whether this is GeoJSON.
    pub fn is_geojson(&self) -> bool {
        matches!(self.kind, Kind::GeoJson { .. })
    }

    /// Sheets of a workbook that look like tables and are not read.
    pub fn left_out(&self) -> &[String] {
        match &self.kind {
            Kind::Workbook { left_out, .. } => left_out,
            _ => &[],
        }
    }

    /// Whether bare numbers can be days, as in a workbook.
    pub fn has_serial_days(&self) -> bool {
        matches!(self.kind, Kind::Workbook { .. })
    }

    /// Gives every data row, one after the other, until told to stop.
    pub fn each_row(
        &self,
        done: &Done,
        each: &mut dyn FnMut(&Row) -> ControlFlow<()>,
    ) -> Result<(), IntakeError> {
        match &self.kind {
            Kind::Workbook { sheet, .. } => xlsx::each_row(&self.packed, sheet, self.columns.len(), each),
            Kind::GeoJson { encoding, shape, properties } => {
                let text = Decoded::new(self.packed.open(done)?, encoding);
                geojson::each_row(text, *shape, properties, each);
                Ok(())
            }
            Kind::Text { encoding, delimiter } => {
                self.each_row_of_text(Decoded::new(self.packed.open(done)?, encoding), *delimiter, each)
            }
        }
    }

    fn each_row_of_text(
        &self,
        mut text: impl BufRead,
        delimiter: u8,
        each: &mut dyn FnMut(&Row) -> ControlFlow<()>,
    ) -> Result<(), IntakeError> {
        let fail = |error| IntakeError::io(&self.packed.file, error);
        let mut first_line = 1;
        let head = text.fill_buf().map_err(fail)?;
        if let Some((_, length)) = stated_delimiter(head) {
            text.consume(length);
            first_line = 2;
        }
        let mut table = Table::new(text, delimiter);
        table.set_line(first_line);
        let mut row = Row::default();
        let mut is_header = true;
        while table.next(&mut row).map_err(fail)? {
            if std::mem::take(&mut is_header) {
                continue;
            }
            if row.fault.is_none()
                && row.len() != self.columns.len()
                && has_other_width(&row, self.columns.len())
            {
                row.fault = Some(format!(
                    "the row has {} cells and the header {}; check for a missing or extra delimiter or quote",
                    row.len(),
                    self.columns.len()
                ));
            }
            if each(&row).is_break() {
                break;
            }
        }
        Ok(())
    }
}

/// Whether the cells beyond the header say anything, or cells are missing.
fn has_other_width(row: &Row, columns: usize) -> bool {
    row.len() < columns || (columns..row.len()).any(|index| !row.cell(index).is_empty())
}

/// The line `sep=;` that spreadsheets write before the header, with its length.
fn stated_delimiter(head: &[u8]) -> Option<(u8, usize)> {
    let rest = head.strip_prefix(b"sep=")?;
    let (&delimiter, rest) = rest.split_first()?;
    let line_end = if rest.starts_with(b"\r\n") { 2 } else { 1 };
    (b",;\t|".contains(&delimiter) && rest.starts_with(&b"\r\n"[2 - line_end..]))
        .then_some((delimiter, 5 + line_end))
}

/// The id of an import whose content has this hash.
pub(super) fn import_id(hash: u128) -> ImportId {
    ImportId(format!("import:{hash:032x}"))
}

/// XXH3-128 of all that comes.
pub(super) fn hash(mut input: impl Read) -> std::io::Result<u128> {
    let mut hash = Xxh3::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        match input.read(&mut buffer)? {
            0 => return Ok(hash.digest128()),
            read => hash.update(&buffer[..read]),
        }
    }
}
