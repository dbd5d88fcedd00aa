//! Decides for a column whether its numeric dates are day/month/year or month/day/year.
//!
//! The rows that can be read in one way only prove the order. The column is looked through when the first ambiguous
//! date is met, so a table without one is read once.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::model::{Day, Interval};

use super::DateOrder;
use super::dates::{Written, in_order, parse_span, proves};

/// What the rows of a column prove.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Proof {
    pub day_month_year: bool,
    pub month_day_year: bool,
}

impl Proof {
    /// Takes one cell into account.
    pub fn weigh(&mut self, cell: &str) {
        match super::dates::parse(cell).ok().and_then(proves) {
            Some(DateOrder::DayMonthYear) => self.day_month_year = true,
            Some(DateOrder::MonthDayYear) => self.month_day_year = true,
            None => {}
        }
    }
}

/// Reads the dates of a file's columns in the order that each column proves.
pub(super) struct DateReader<'a> {
    insisted: Option<DateOrder>,
    proofs: BTreeMap<usize, Proof>,
    survey: &'a dyn Fn(usize) -> Proof,
    /// Whether a bare number is a day of a workbook.
    are_serials: bool,
}

impl<'a> DateReader<'a> {
    /// `survey` looks through a column; `are_serials` says that a bare number is a day of a workbook.
    pub fn new(insisted: Option<DateOrder>, are_serials: bool, survey: &'a dyn Fn(usize) -> Proof) -> Self {
        Self { insisted, proofs: BTreeMap::new(), survey, are_serials }
    }

    /// Reads the cell of a column, or says why it cannot be read.
    pub fn read(&mut self, column: usize, cell: &str) -> Result<Interval, String> {
        if self.are_serials
            && let Some(day) = serial(cell)
        {
            return Ok(Interval::of_day(day));
        }
        let (first, second, year) = match parse_span(cell, self.insisted)? {
            Written::Days(interval) => return Ok(interval),
            Written::Numbers { first, second, year } => (first, second, year),
        };
        if let Some(order) = self.insisted {
            return in_order(first, second, year, order).map_err(|_| {
                format!("this is no date in the order {}; drop --date-order or mend the row", order.name())
            });
        }
        if let Some(order) = proves(Written::Numbers { first, second, year }) {
            return in_order(first, second, year, order).map_err(str::to_owned);
        }
        if first == second {
            return in_order(first, second, year, DateOrder::DayMonthYear).map_err(str::to_owned);
        }
        let survey = self.survey;
        let proof = *self.proofs.entry(column).or_insert_with(|| survey(column));
        match (proof.day_month_year, proof.month_day_year) {
            (true, false) => in_order(first, second, year, DateOrder::DayMonthYear).map_err(str::to_owned),
            (false, true) => in_order(first, second, year, DateOrder::MonthDayYear).map_err(str::to_owned),
            (is_mixed, _) => Err(either(first, second, year, is_mixed)),
        }
    }
}

/// Both readings of an ambiguous date, and how to choose.
fn either(first: u32, second: u32, year: i32, is_mixed: bool) -> String {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let named = |day: u32, month: u32| {
        format!("{day} {}", NAMES.get((month as usize).wrapping_sub(1)).copied().unwrap_or_default())
    };
    let mut reason = format!("this could be {} or {} {year}", named(first, second), named(second, first));
    if is_mixed {
        let _ = write!(reason, " (other rows of the column prove both orders)");
    }
    reason.push_str("; say --date-order dmy or mdy");
    reason
}

/// A day counted from 1899-12-30, as workbooks count: 1990 to 2100, so that years and ids are not taken for days.
fn serial(cell: &str) -> Option<Day> {
    let whole = cell.split('.').next()?;
    let number: i32 = whole.parse().ok().filter(|number| (32_874..73_416).contains(number))?;
    let is_number = cell.parse::<f64>().is_ok();
    is_number.then(|| Day::from_number(number - 25_569))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(cells: &[&str], insisted: Option<DateOrder>) -> Vec<String> {
        let survey = |_| {
            let mut proof = Proof::default();
            for cell in cells {
                proof.weigh(cell);
            }
            proof
        };
        let mut dates = DateReader::new(insisted, false, &survey);
        let read = |cell| dates.read(0, cell).map_or_else(|reason| reason, |days| days.start().to_string());
        cells.iter().copied().map(read).collect()
    }

    #[test]
    fn rows_that_prove_the_order_decide_for_the_others() {
        assert_eq!(column(&["03/04/2017", "13/04/2017"], None), ["2017-04-03", "2017-04-13"]);
        assert_eq!(column(&["03/04/2017", "04/13/2017"], None), ["2017-03-04", "2017-04-13"]);
    }

    #[test]
    fn what_stays_ambiguous_is_never_guessed() {
        let alone = "this could be 3 April or 4 March 2017; say --date-order dmy or mdy";
        assert_eq!(column(&["03/04/2017", "05/05/2017"], None), [alone, "2017-05-05"]);
        let mixed = "this could be 3 April or 4 March 2017 (other rows of the column prove both orders); say --date-order dmy or mdy";
        assert_eq!(
            column(&["03/04/2017", "13/04/2017", "04/13/2017"], None),
            [mixed, "2017-04-13", "2017-04-13"]
        );
    }

    #[test]
    fn the_order_can_be_insisted_on() {
        assert_eq!(
            column(&["03/04/2017", "13/04/2017"], Some(DateOrder::MonthDayYear)),
            ["2017-03-04", "this is no date in the order mdy; drop --date-order or mend the row"]
        );
    }

    #[test]
    fn a_bare_number_is_a_day_only_in_a_workbook() {
        let survey = |_| Proof::default();
        let mut dates = DateReader::new(None, true, &survey);
        assert_eq!(dates.read(0, "43052").unwrap().start().to_string(), "2017-11-13");
        assert_eq!(dates.read(0, "43052.5").unwrap().start().to_string(), "2017-11-13");
        assert_eq!(dates.read(0, "2017").unwrap().days(), 365);
        assert!(DateReader::new(None, false, &survey).read(0, "43052").is_err());
    }
}
