//! Reads the first sheet of an XLSX workbook that has a header, cell by cell.

use std::fmt::Display;
use std::fs::File;
use std::io::BufReader;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Data, DataRef, ExcelDateTime, Reader, Xlsx, XlsxError, open_workbook};

use super::IntakeError;
use super::bytes::Packed;
use super::headers::Columns;
use super::row::{MOST_CELLS, Row};

/// Days that workbooks can count: until the end of the year 9999.
const CALENDAR: std::ops::Range<f64> = 0.0..2_958_466.0;

/// The sheet to read, its columns, and the names of further sheets that look like tables too.
pub(super) struct Sheets {
    pub name: String,
    pub columns: Columns,
    pub left_out: Vec<String>,
}

/// The first sheet whose first row names at least two columns.
pub(super) fn sheets(packed: &Packed) -> Result<Sheets, IntakeError> {
    let mut workbook = open(packed)?;
    let mut found: Option<Sheets> = None;
    for sheet in workbook.sheet_names() {
        let mut header = Row::default();
        gather(&mut workbook, &sheet, packed, &mut |row| {
            header = row.clone();
            ControlFlow::Break(())
        })?;
        if (0..header.len()).filter(|index| !header.cell(*index).is_empty()).count() < 2 {
            continue;
        }
        if let Some(found) = &mut found {
            found.left_out.push(sheet);
        } else {
            let columns = Columns::new((0..header.len()).map(|index| header.cell(index)));
            found = Some(Sheets { name: sheet, columns, left_out: Vec::new() });
        }
    }
    let reason = "no sheet of the workbook has a header in its first row".to_owned();
    found.ok_or_else(|| IntakeError::Header { file: packed.file.clone(), reason })
}

/// Gives every row of the sheet below the header.
pub(super) fn each_row(
    packed: &Packed,
    sheet: &str,
    columns: usize,
    each: &mut dyn FnMut(&Row) -> ControlFlow<()>,
) -> Result<(), IntakeError> {
    let mut workbook = open(packed)?;
    let mut is_header = true;
    gather(&mut workbook, sheet, packed, &mut |row| {
        if std::mem::take(&mut is_header) {
            return ControlFlow::Continue(());
        }
        while row.fault.is_none() && row.len() < columns {
            row.push("");
        }
        each(row)
    })
}

fn open(packed: &Packed) -> Result<Xlsx<BufReader<File>>, IntakeError> {
    guarded(packed, || open_workbook(&packed.path))
}

/// Asks the workbook reader, which overflows on some cell names that no spreadsheet writes.
fn guarded<T>(packed: &Packed, ask: impl FnOnce() -> Result<T, XlsxError>) -> Result<T, IntakeError> {
    match catch_unwind(AssertUnwindSafe(ask)) {
        Ok(answer) => answer.map_err(|error| broken(packed, &error)),
        Err(_) => Err(broken(packed, &"it is damaged")),
    }
}

fn broken(packed: &Packed, error: &dyn Display) -> IntakeError {
    let reason = format!("the workbook cannot be read: {error}");
    IntakeError::Container { file: packed.file.clone(), reason }
}

/// Puts the cells of a sheet together to rows that are not blank.
fn gather(
    workbook: &mut Xlsx<BufReader<File>>,
    sheet: &str,
    packed: &Packed,
    each: &mut dyn FnMut(&mut Row) -> ControlFlow<()>,
) -> Result<(), IntakeError> {
    let mut cells = guarded(packed, || workbook.worksheet_cells_reader(sheet))?;
    let mut row = Row::default();
    while let Some(cell) = guarded(packed, || cells.next_cell())? {
        let (number, column) = cell.get_position();
        let line = u64::from(number) + 1;
        if line != row.line {
            if row.line > 0 && !row.is_blank() && each(&mut row).is_break() {
                return Ok(());
            }
            row.begin(line);
        }
        if column as usize >= MOST_CELLS || (column as usize) < row.len() {
            row.fault = Some("the cells of the row are not in order; save the workbook again".to_owned());
            continue;
        }
        while row.len() < column as usize {
            row.push("");
        }
        match cell.get_value() {
            DataRef::SharedString(text) => row.push(text),
            DataRef::String(text) => row.push(text),
            other => row.push(&written(&Data::from(other.clone()))),
        }
    }
    if row.line > 0 && !row.is_blank() {
        let _ = each(&mut row);
    }
    Ok(())
}

/// A cell as it would be written in CSV.
fn written(value: &Data) -> String {
    match value {
        Data::Empty => String::new(),
        Data::DateTime(when) => date(*when),
        Data::Error(error) => error.to_string(),
        other => other.to_string(),
    }
}

/// The day of a workbook's date, whichever year it counts from.
fn date(when: ExcelDateTime) -> String {
    if !when.is_datetime() || !CALENDAR.contains(&when.as_f64()) {
        return when.as_f64().to_string();
    }
    let (year, month, day, ..) = when.to_ymd_hms_milli();
    format!("{year:04}-{month:02}-{day:02}")
}
