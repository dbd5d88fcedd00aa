//! Readers: tables and GeoJSON come in, reports with their claims and problems come out.
//!
//! [`Opened::read`] gives one [`Item`] for each data row of a file: the report that the row is, with what it claims, or the
//! problem that keeps it out. What wraps the file (gzip, zip, a workbook), how its text is encoded, what separates
//! its cells and which [`Format`] its columns are is found from the content. Toponyms are not resolved here.

mod acled;
pub mod article;
mod bytes;
mod classify;
mod control_table;
mod date_order;
mod dates;
mod encoding;
mod error;
mod event_types;
mod events_table;
mod format;
mod geojson;
mod headers;
mod numbers;
pub mod points;
pub mod polygons;
mod record;
mod row;
mod slug;
mod source;
mod table;
pub mod terrain;
pub mod theatre;
mod ucdp;
mod xlsx;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::Path;

use crate::model::{Claim, ImportId, Problem, Report, ReportId, SourceId};

use bytes::Done;
use date_order::{DateReader, Proof};
use headers::Fields;
use record::{Fault, Reader};
use row::Row;
use source::Source;

pub use article::is_articles;
pub use error::IntakeError;
pub use format::Format;

/// The order of day and month in dates whose year stands last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DateOrder {
    /// `13/11/2017`.
    DayMonthYear,
    /// `11/13/2017`.
    MonthDayYear,
}

impl DateOrder {
    /// The word for it on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::DayMonthYear => "dmy",
            Self::MonthDayYear => "mdy",
        }
    }

    /// Reads the word in any case.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::DayMonthYear, Self::MonthDayYear]
            .into_iter()
            .find(|order| order.name().eq_ignore_ascii_case(text.trim()))
    }
}

/// What a person insists on; everything else is found from the content.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The format, where it is not to be recognized.
    pub format: Option<Format>,
    /// The order of day and month, where the column does not prove it.
    pub date_order: Option<DateOrder>,
    /// The publisher of rows that name none; else it is called as the file.
    pub source: Option<SourceId>,
    /// Fields to the headers that carry them: `place` to `Ortschaft`.
    pub columns: BTreeMap<String, String>,
}

/// What one data row gives.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// The row as a report, with its claims.
    Row(Report, Vec<Claim>),
    /// Why the row is not in, and the id that its report would have, where that much can be read.
    Problem(Problem, Option<ReportId>),
}

/// What a file is, known before its rows are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// From the content: the same content is the same import, packed or not.
    pub import: ImportId,
    /// What its rows are.
    pub format: Format,
    /// Name of the file without its folders.
    pub file: String,
    /// Sheets of a workbook that look like tables too and are not read: it is the first that is.
    pub left_out: Vec<String>,
}

/// What came of reading a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// What the file is.
    pub header: Header,
    /// Data rows, each of which gave one [`Item`]; rows without anything in them do not count.
    pub rows: u64,
    /// How many of them were problems.
    pub problems: u64,
    /// Whether the reading was stopped before the end.
    pub is_stopped: bool,
}

/// Rows between two calls of `progress`.
const STEP: u64 = 1_024;

/// A file whose rows can be read.
#[derive(Debug)]
pub struct Opened {
    header: Header,
    options: Options,
    source: Source,
    /// What its rows are: those of GeoJSON are rows of a table.
    rows_are: Format,
    fields: Fields,
}

/// Finds out what a file is, without reading its rows.
pub fn open(path: &Path, options: &Options) -> Result<Opened, IntakeError> {
    let source = Source::open(path)?;
    let (format, rows_are, fields) = format::recognize(&source, options)?;
    let header = Header {
        import: source.import.clone(),
        format,
        file: source.packed.file.clone(),
        left_out: source.left_out().to_vec(),
    };
    Ok(Opened { header, options: options.clone(), source, rows_are, fields })
}

impl Opened {
    /// What the file is.
    #[must_use]
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// Reads the file row by row.
    ///
    /// `each` gets one item for every data row, in the order of the file, and may stop the reading. `progress` is told
    /// how many bytes of the file were read, of how many. An error stops the reading; it says that the file as a whole
    /// cannot be read, or not further.
    pub fn read(
        self,
        each: &mut dyn FnMut(Item) -> ControlFlow<()>,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Reading, IntakeError> {
        let Self { header, options, source, rows_are, fields } = self;
        let file = header.file.clone();
        let default_source = options.source.clone().unwrap_or_else(|| SourceId(slug::slug(stem(&file))));
        let survey = |column| survey_dates(&source, column);
        let dates = DateReader::new(options.date_order, source.has_serial_days(), &survey);
        let layout = rows_are.layout();
        let mut reader =
            Reader::new(&file, header.import.clone(), &source.columns, fields, layout, dates, default_source);
        let mut reading = Reading { header, rows: 0, problems: 0, is_stopped: false };
        let done = Done::default();
        let size = source.packed.size;
        progress(0, size);
        source.each_row(&done, &mut |row| {
            reading.rows += 1;
            if reading.rows.is_multiple_of(STEP) {
                progress(done.get().min(size), size);
            }
            let item = match read_row(rows_are, &mut reader, row) {
                Ok((report, claims)) => Item::Row(report, claims),
                Err(fault) => {
                    reading.problems += 1;
                    let mut problem = reader.problem(row, fault);
                    if reading.header.format == Format::GeoJson {
                        // Many such files are one line.
                        problem.reason = format!("feature {}: {}", reading.rows, problem.reason);
                    }
                    Item::Problem(problem, own_id(rows_are, &reader, row))
                }
            };
            let flow = each(item);
            reading.is_stopped = flow.is_break();
            flow
        })?;
        progress(size, size);
        Ok(reading)
    }
}

/// The id of a row's report, where the row has a key of its own.
fn own_id(format: Format, reader: &Reader<'_>, row: &Row) -> Option<ReportId> {
    let key = reader.text(row, headers::Field::Id).filter(|_| row.fault.is_none())?;
    Some(match format {
        Format::Acled => record::report_id(acled::SOURCE, key),
        Format::Ucdp => record::report_id(ucdp::SOURCE, ucdp::key(key)),
        _ => record::report_id(reader.data_set(), key),
    })
}

fn read_row(format: Format, reader: &mut Reader<'_>, row: &Row) -> Result<(Report, Vec<Claim>), Fault> {
    if let Some(reason) = &row.fault {
        return Err(Fault::of_row(reason.clone()));
    }
    match format {
        Format::Acled => acled::read_row(reader, row),
        Format::Ucdp => ucdp::read_row(reader, row),
        Format::Table | Format::GeoJson => events_table::read_row(reader, row),
        Format::Control => control_table::read_row(reader, row),
    }
}

/// Looks through a column for rows that prove the order of day and month.
fn survey_dates(source: &Source, column: usize) -> Proof {
    let mut proof = Proof::default();
    // A file that cannot be read to its end proves what was read of it; the reading itself tells the error.
    let _ = source.each_row(&Done::default(), &mut |row| {
        if row.fault.is_none() {
            proof.weigh(row.cell(column));
        }
        ControlFlow::Continue(())
    });
    proof
}

/// The name of a file without its endings: `ged.csv.gz` is `ged`.
fn stem(file: &str) -> &str {
    const ENDINGS: [&str; 9] = ["gz", "zip", "csv", "tsv", "txt", "xlsx", "json", "geojson", "ndjson"];
    let mut stem = file;
    while let Some((rest, ending)) = stem.rsplit_once('.') {
        if rest.is_empty() || !ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known)) {
            break;
        }
        stem = rest;
    }
    stem
}
