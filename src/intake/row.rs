//! One row of a table as text, whatever kind of file it was read from.

use crate::model::Problem;

/// Bytes of one cell that are read; a longer one makes its row a problem. 1 MiB is 500 pages.
pub(super) const LONGEST_CELL: usize = 1 << 20;
/// Bytes of one row that are read.
pub(super) const LONGEST_ROW: usize = 8 << 20;
/// Cells of one row that are read: as many as a workbook's sheet has columns.
pub(super) const MOST_CELLS: usize = 16_384;

/// A row: its cells one after the other in one text, so that no row allocates a cell.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    /// Line of the file on which it starts, or its row in a sheet, counted from 1.
    pub line: u64,
    /// Why it cannot be used as a row at all.
    pub fault: Option<String>,
    text: String,
    ends: Vec<usize>,
}

impl Row {
    /// Empties it for the row that starts on `line`.
    pub fn begin(&mut self, line: u64) {
        self.line = line;
        self.fault = None;
        self.text.clear();
        self.ends.clear();
    }

    /// Adds a cell.
    pub fn push(&mut self, cell: &str) {
        if self.ends.len() >= MOST_CELLS {
            self.fault = Some(format!("the row has more than {MOST_CELLS} cells"));
        } else if cell.len() > LONGEST_CELL {
            self.fault = Some(too_long(self.ends.len()));
        } else if self.text.len() + cell.len() > LONGEST_ROW {
            self.fault = Some(ROW_TOO_LONG.to_owned());
        } else {
            self.text.push_str(cell);
        }
        if self.ends.len() < MOST_CELLS {
            self.ends.push(self.text.len());
        }
    }

    /// Takes over what a reader gathered itself.
    pub(super) fn set(&mut self, text: &mut Vec<u8>, ends: &mut Vec<usize>) {
        match String::from_utf8(std::mem::take(text)) {
            Ok(whole) => *text = std::mem::replace(&mut self.text, whole).into_bytes(),
            // Only where a cell was cut at its bound, and then the row is a fault anyway.
            Err(error) => self.text = String::from_utf8_lossy(error.as_bytes()).into_owned(),
        }
        std::mem::swap(&mut self.ends, ends);
    }

    /// How many cells it has.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// The cell, without the blanks around it; empty when the row has no such cell.
    pub fn cell(&self, index: usize) -> &str {
        let cell = self.raw(index);
        match cell.as_bytes() {
            // Most cells, without a look at what Unicode calls blank.
            [b'!'..=b'~', .., b'!'..=b'~'] | [b'!'..=b'~'] => cell,
            _ => cell.trim(),
        }
    }

    /// The cell as it stands.
    pub fn raw(&self, index: usize) -> &str {
        let from = if index == 0 { Some(0) } else { self.ends.get(index - 1).copied() };
        from.zip(self.ends.get(index)).and_then(|(from, to)| self.text.get(from..*to)).unwrap_or_default()
    }

    /// Whether nothing is written in it.
    pub fn is_blank(&self) -> bool {
        self.fault.is_none() && self.text.trim().is_empty()
    }

    /// The whole row in the form of CSV, as far as it is kept beside a problem.
    pub fn shown(&self) -> String {
        let mut shown = String::new();
        for index in 0..self.len() {
            if index > 0 {
                shown.push(',');
            }
            let cell = self.raw(index);
            let longest = Problem::LONGEST_ROW.min(cell.len());
            let cell = &cell[..cell.floor_char_boundary(longest * 4)];
            if cell.contains(['"', ',', '\n', '\r']) {
                shown.push('"');
                shown.push_str(&cell.replace('"', "\"\""));
                shown.push('"');
            } else {
                shown.push_str(cell);
            }
            if shown.len() > Problem::LONGEST_ROW * 4 {
                break;
            }
        }
        Problem::shorten(&shown, Problem::LONGEST_ROW)
    }
}

/// Why a row with a cell beyond the bound is a problem; `column` counts from 0.
pub(super) fn too_long(column: usize) -> String {
    format!(
        "the cell in column {} is longer than 1 MiB; shorten it, or check for a missing quote",
        column + 1
    )
}

/// Why a row beyond the bound is a problem.
pub(super) const ROW_TOO_LONG: &str =
    "the row is longer than 8 MiB; shorten it, or check that the file has line breaks";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_shows_itself_as_csv() {
        let mut row = Row::default();
        row.begin(7);
        for cell in ["=cmd|' /C calc'!A0", "a, b", " say \"no\" ", ""] {
            row.push(cell);
        }
        assert_eq!(row.shown(), "=cmd|' /C calc'!A0,\"a, b\",\" say \"\"no\"\" \",");
        assert_eq!((row.len(), row.cell(1), row.cell(3), row.cell(9)), (4, "a, b", "", ""));
    }
}
