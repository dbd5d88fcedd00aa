//! One row of a theatre's tables, and the checks that its cells have in common.

use std::collections::BTreeMap;

use crate::intake::IntakeError;
use crate::intake::dates;
use crate::intake::headers::Columns;
use crate::intake::row::Row;
use crate::intake::table::{Table, sniff_delimiter};
use crate::model::{Pattern, Problem, Side, SideId};

/// One row with its columns by name.
#[derive(Clone)]
pub(super) struct Line {
    file: String,
    cells: BTreeMap<String, String>,
    number: u64,
    shown: String,
}

impl Line {
    pub fn cell(&self, column: &str) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }

    pub fn text(&self, column: &str) -> Option<String> {
        Some(self.cell(column)).filter(|cell| !cell.is_empty()).map(str::to_owned)
    }

    pub fn name(&self) -> String {
        self.text("name").unwrap_or_else(|| self.cell("id").to_owned())
    }

    pub fn list(&self, column: &str) -> Vec<String> {
        self.cell(column)
            .split(';')
            .map(str::trim)
            .filter(|value| !value.is_empty())
            .map(str::to_owned)
            .collect()
    }

    pub fn problem(&self, column: &str, reason: &str) -> Problem {
        Problem {
            file: self.file.clone(),
            line: self.number,
            column: Some(column.to_owned()),
            value: Some(Problem::shorten(self.cell(column), Problem::LONGEST_VALUE)),
            reason: reason.to_owned(),
            row: Some(self.shown.clone()),
        }
    }

    pub fn id_fault(&self, is_taken: bool) -> Option<Problem> {
        let id = self.cell("id");
        let is_id = !id.is_empty() && id.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
        match (is_id, is_taken) {
            (false, _) => Some(self.problem("id", "an id is made of letters, digits and hyphens")),
            (true, true) => Some(self.problem("id", "an earlier row has this id; give this one another")),
            (true, false) => None,
        }
    }

    pub fn color(&self, problems: &mut Vec<Problem>) -> Option<String> {
        let color = self.text("color")?;
        let digits = color.strip_prefix('#').unwrap_or_default();
        if digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Some(color);
        }
        problems.push(self.problem("color", "a color is written as #9d1f15"));
        None
    }

    pub fn pattern(&self, problems: &mut Vec<Problem>) -> Pattern {
        let pattern = self.cell("pattern").to_lowercase();
        Pattern::parse(&pattern).unwrap_or_else(|| {
            if !pattern.is_empty() {
                problems
                    .push(self.problem("pattern", "unknown pattern; there are solid, diagonal, cross, dots"));
            }
            Pattern::Solid
        })
    }

    pub fn date(&self, column: &str, problems: &mut Vec<Problem>) -> Option<String> {
        let text = self.text(column)?;
        if matches!(dates::parse(&text), Ok(dates::Written::Days(_))) {
            return Some(text);
        }
        problems.push(self.problem(column, "this is no date; write it as 2017-01-28, 2017-01 or 2017"));
        None
    }

    pub fn side(&self, column: &str, sides: &[Side], problems: &mut Vec<Problem>) -> Option<SideId> {
        let side = SideId(self.text(column)?);
        if sides.iter().any(|known| known.id == side) {
            return Some(side);
        }
        let known: Vec<SideId> = sides.iter().map(|side| side.id.clone()).collect();
        problems.push(self.problem(column, &unknown_side(&side, &known)));
        None
    }
}

pub(super) fn unknown_side(side: &SideId, known: &[SideId]) -> String {
    let known: Vec<&str> = known.iter().map(SideId::as_str).collect();
    format!("unknown side {:?}; there are {}", side.as_str(), known.join(", "))
}

/// Reads a small table and gives each row by the names of its columns.
pub(super) fn each_line(
    csv: &[u8],
    file: &str,
    required: &[&str],
    each: &mut dyn FnMut(&Line, &mut Vec<Problem>),
) -> Result<Vec<Problem>, IntakeError> {
    let text = String::from_utf8_lossy(csv.strip_prefix("\u{feff}".as_bytes()).unwrap_or(csv));
    let mut table = Table::new(text.as_bytes(), sniff_delimiter(text.as_bytes()));
    let mut row = Row::default();
    let fail = |error| IntakeError::io(file, error);
    if !table.next(&mut row).map_err(fail)? {
        return Err(IntakeError::Empty { file: file.to_owned() });
    }
    let columns = Columns::new((0..row.len()).map(|index| row.cell(index)));
    if let Some(missing) = required.iter().find(|name| !columns.has(name)) {
        let reason = format!("there is no column {missing}; its columns are {}", columns.shown());
        return Err(IntakeError::Header { file: file.to_owned(), reason });
    }
    let mut problems = Vec::new();
    while table.next(&mut row).map_err(fail)? {
        let cells = columns.names.iter().enumerate();
        let cells = cells.map(|(index, name)| (name.to_lowercase(), row.cell(index).to_owned())).collect();
        let line = Line { file: file.to_owned(), cells, number: row.line, shown: row.shown() };
        let fault = row.fault.take().or_else(|| {
            (row.len() != columns.len())
                .then(|| format!("the row has {} cells and the header {}", row.len(), columns.len()))
        });
        match fault {
            Some(reason) => {
                problems.push(Problem { column: None, value: None, ..line.problem("id", &reason) });
            }
            None => each(&line, &mut problems),
        }
    }
    Ok(problems)
}
