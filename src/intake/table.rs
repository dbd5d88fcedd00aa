//! Reads the rows of a text table: comma, semicolon, tab or bar between cells, quotes around those that need them.
//!
//! Never holds more than one row, nor more of it than its bounds: a cell of 10 MB or a line of 200 MB is read past,
//! its row is a fault, and the next row is read as usual.

use std::io::{self, BufRead};

use super::row::{LONGEST_CELL, LONGEST_ROW, MOST_CELLS, ROW_TOO_LONG, Row, too_long};

/// Rows of a text whose bytes are valid UTF-8.
pub(super) struct Table<R> {
    input: R,
    delimiter: u8,
    line: u64,
    /// A line feed that comes next belongs to the carriage return before it.
    is_after_return: bool,
    text: Vec<u8>,
    ends: Vec<usize>,
    fault: Option<String>,
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    Start,
    Plain,
    Quoted,
    /// After a quote inside quotes: the end of the cell, or the first of two that mean one.
    Closing,
}

impl<R: BufRead> Table<R> {
    pub fn new(input: R, delimiter: u8) -> Self {
        let (text, ends) = (Vec::new(), Vec::new());
        Self { input, delimiter, line: 1, is_after_return: false, text, ends, fault: None }
    }

    /// Says which line the text starts on.
    pub fn set_line(&mut self, line: u64) {
        self.line = line;
    }

    /// Reads the next row that is not blank; `false` at the end.
    pub fn next(&mut self, row: &mut Row) -> io::Result<bool> {
        loop {
            self.swallow_line_feed()?;
            let line = self.line;
            row.begin(line);
            let is_more = self.read_row(line)?;
            row.fault = self.fault.take();
            row.set(&mut self.text, &mut self.ends);
            self.text.clear();
            self.ends.clear();
            if !row.is_blank() {
                return Ok(true);
            }
            if !is_more {
                return Ok(false);
            }
        }
    }

    /// A line feed after a carriage return is not a line of its own.
    fn swallow_line_feed(&mut self) -> io::Result<()> {
        if std::mem::take(&mut self.is_after_return) && self.input.fill_buf()?.first() == Some(&b'\n') {
            self.input.consume(1);
        }
        Ok(())
    }

    /// Gathers one row; `false` when the text ends with it.
    fn read_row(&mut self, line: u64) -> io::Result<bool> {
        let mut state = State::Start;
        loop {
            if self.text.len() >= LONGEST_ROW && state != State::Quoted {
                self.fault.get_or_insert_with(|| ROW_TOO_LONG.to_owned());
                return self.skip_line();
            }
            let buffer = self.input.fill_buf()?;
            if buffer.is_empty() {
                if state == State::Quoted {
                    self.fault = Some(format!(
                        "the quote opened in the row of line {line} is never closed, so the rows after it cannot be told apart; close it or write it twice"
                    ));
                }
                self.ends.push(self.text.len());
                return Ok(false);
            }
            let mut at = 0;
            let mut is_end = false;
            while at < buffer.len() && !is_end {
                let rest = &buffer[at..];
                match state {
                    State::Start if rest[0] == b'"' => {
                        state = State::Quoted;
                        at += 1;
                    }
                    State::Start | State::Plain => {
                        let delimiter = self.delimiter;
                        let run = rest
                            .iter()
                            .position(|byte| *byte == delimiter || *byte == b'\n' || *byte == b'\r')
                            .unwrap_or(rest.len());
                        keep(&mut self.text, &self.ends, &mut self.fault, &rest[..run]);
                        state = State::Plain;
                        at += run;
                        if let Some(byte) = rest.get(run) {
                            at += 1;
                            end_cell(&mut self.ends, &self.text, &mut self.fault);
                            is_end = *byte != delimiter;
                            self.is_after_return = *byte == b'\r';
                            state = State::Start;
                        }
                    }
                    State::Quoted => {
                        let run = rest.iter().position(|byte| *byte == b'"').unwrap_or(rest.len());
                        let cell = &rest[..run];
                        self.line += cell.split(|byte| *byte == b'\n').count() as u64 - 1;
                        keep(&mut self.text, &self.ends, &mut self.fault, cell);
                        at += run;
                        if at < buffer.len() {
                            at += 1;
                            state = State::Closing;
                        }
                    }
                    State::Closing => {
                        if rest[0] == b'"' {
                            keep(&mut self.text, &self.ends, &mut self.fault, b"\"");
                            at += 1;
                            state = State::Quoted;
                        } else {
                            // A delimiter or line end closes the cell; letters after the quote belong to it.
                            state = State::Plain;
                        }
                    }
                }
                if self.text.len() >= LONGEST_ROW && state != State::Quoted {
                    break;
                }
            }
            self.input.consume(at);
            if is_end {
                self.line += 1;
                return Ok(true);
            }
        }
    }

    /// Reads past the rest of a line that is too long to be a row.
    fn skip_line(&mut self) -> io::Result<bool> {
        self.ends.push(self.text.len());
        self.input.skip_until(b'\n')?;
        self.line += 1;
        Ok(true)
    }
}

/// Adds to the cell that is being read, within its bound and the row's.
fn keep(text: &mut Vec<u8>, ends: &[usize], fault: &mut Option<String>, bytes: &[u8]) {
    let start = ends.last().copied().unwrap_or_default();
    let left = (start + LONGEST_CELL).min(LONGEST_ROW).saturating_sub(text.len());
    if bytes.len() > left {
        fault.get_or_insert_with(|| too_long(ends.len()));
    }
    text.extend_from_slice(&bytes[..bytes.len().min(left)]);
}

fn end_cell(ends: &mut Vec<usize>, text: &[u8], fault: &mut Option<String>) {
    if ends.len() < MOST_CELLS {
        ends.push(text.len());
    } else {
        fault.get_or_insert_with(|| format!("the row has more than {MOST_CELLS} cells"));
    }
}

/// The delimiter that cuts the first row into the most cells; a comma when none does.
pub(super) fn sniff_delimiter(head: &[u8]) -> u8 {
    let mut best = (1, b',');
    for delimiter in [b',', b';', b'\t', b'|'] {
        let mut row = Row::default();
        if Table::new(head, delimiter).next(&mut row).unwrap_or(false) && row.len() > best.0 {
            best = (row.len(), delimiter);
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use std::io::{BufReader, Read};

    use proptest::prelude::*;

    use super::*;

    /// The line and the cells of each row, or its fault.
    fn rows(text: impl BufRead, delimiter: u8) -> Vec<(u64, Result<Vec<String>, String>)> {
        let mut table = Table::new(text, delimiter);
        let mut row = Row::default();
        let mut all = Vec::new();
        while table.next(&mut row).unwrap() {
            let cells = (0..row.len()).map(|index| row.cell(index).to_owned()).collect();
            all.push((row.line, row.fault.clone().map_or(Ok(cells), Err)));
        }
        all
    }

    fn good(text: &str) -> Vec<(u64, Vec<String>)> {
        rows(text.as_bytes(), b',').into_iter().map(|(line, cells)| (line, cells.unwrap())).collect()
    }

    #[test]
    fn rows_know_their_line_with_any_line_end_and_newlines_in_quotes() {
        let expected = |lines: [u64; 3]| {
            vec![
                (lines[0], vec!["a".to_owned(), "b".to_owned()]),
                (lines[1], vec!["1\n2".to_owned(), "say \"no\"".to_owned()]),
                (lines[2], vec!["<script>".to_owned(), "nul\0".to_owned()]),
            ]
        };
        let unix = "a,b\n\n\"1\n2\",\"say \"\"no\"\"\"\n<script>,nul\0";
        assert_eq!(good(unix), expected([1, 3, 5]));
        assert_eq!(good("a,b\r\n\r\n\"1\n2\",\"say \"\"no\"\"\"\r\n<script>,nul\0\r\n"), expected([1, 3, 5]));
        assert_eq!(good("a,b\r\"1\n2\",\"say \"\"no\"\"\"\r<script>,nul\0\r"), expected([1, 2, 4]));
    }

    #[test]
    fn a_quote_that_is_never_closed_says_where_it_opened() {
        let all = rows("a,b\n1,2\n3,\"4\n5,6\n7,8\n".as_bytes(), b',');
        assert_eq!(all.len(), 3);
        let fault = all[2].1.as_ref().unwrap_err();
        assert!(all[2].0 == 3 && fault.starts_with("the quote opened in the row of line 3 is never closed"));
    }

    #[test]
    fn a_cell_of_10_mb_is_read_past_and_the_next_row_is_fine() {
        let text = format!("a,b\n1,\"{}\"\n2,{}\n3,4\n", "x\n".repeat(5 << 20), "y".repeat(10 << 20));
        let all = rows(BufReader::new(text.as_bytes()), b',');
        assert_eq!(all.len(), 4);
        assert!(all[1].1.as_ref().unwrap_err().starts_with("the cell in column 2 is longer than 1 MiB"));
        assert!(all[2].1.as_ref().unwrap_err().starts_with("the cell in column 2 is longer than 1 MiB"));
        assert_eq!(all[3], (4 + (5 << 20), Ok(vec!["3".to_owned(), "4".to_owned()])));
    }

    #[test]
    fn a_line_of_200_mb_is_read_past_without_being_held() {
        let line = io::repeat(b',').take(200 << 20);
        let text = BufReader::with_capacity(1 << 16, b"a,b\n".chain(line).chain(&b"\n3,4\n"[..]));
        let all = rows(text, b';');
        assert_eq!(all.len(), 3);
        assert!(all[1].1.is_err());
        assert_eq!(all[2], (3, Ok(vec!["3,4".to_owned()])));
    }

    #[test]
    fn the_delimiter_is_the_one_the_header_uses() {
        assert_eq!(sniff_delimiter(b"date,place\n"), b',');
        assert_eq!(sniff_delimiter(b"date;place, governorate;type\n1;2;3"), b';');
        assert_eq!(sniff_delimiter(b"date\tplace\n"), b'\t');
        assert_eq!(sniff_delimiter(b"\"date;x\"|place\n"), b'|');
        assert_eq!(sniff_delimiter(b"date"), b',');
    }

    proptest! {
        #[test]
        fn what_is_written_with_quotes_reads_back(cells in prop::collection::vec("[a-z\",;\n\r é]{0,6}", 1..5)) {
            prop_assume!(cells.iter().any(|cell| !cell.trim().is_empty()));
            let quoted: Vec<String> =
                cells.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
            let trimmed: Vec<String> = cells.iter().map(|cell| cell.trim().to_owned()).collect();
            prop_assert_eq!(good(&quoted.join(",")), vec![(1, trimmed)]);
        }

        #[test]
        fn no_text_panics(text in "[a,\"\n\r;é\0]{0,60}", delimiter in prop::sample::select(vec![b',', b';'])) {
            let _ = rows(text.as_bytes(), delimiter);
        }
    }
}
