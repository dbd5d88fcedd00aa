//! Days, months, years and spans of them as tables write them, in English, French and Arabic.
//!
//! A date of three numbers with the year last does not say by itself which of the others is the day:
//! [`Written::Numbers`] leaves that to [`super::date_order`], which asks the rest of the column.

use crate::{
    model::{Day, Interval},
    text::month,
};

use super::DateOrder;
use super::numbers::ascii;

/// A date as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// It says by itself which days it means.
    Days(Interval),
    /// Two numbers that may be day and month, or month and day.
    Numbers { first: u32, second: u32, year: i32 },
}

/// Why a text is not a date, in words for a problem.
pub(super) type Unreadable = &'static str;

const NO_DATE: Unreadable = "this is no date; write it as 2017-11-13, 2017-11, 2017 or 2017-11-13/2017-11-15";
const NO_DAY: Unreadable = "the calendar has no such day; write it as 2017-11-13";
const SHORT_YEAR: Unreadable = "the year has two digits; write all four";

/// Reads one date, or a span of two with both ends counted.
pub(super) fn parse(text: &str) -> Result<Written, Unreadable> {
    parse_span(text, None)
}

/// The order that a date proves: one of its numbers cannot be a month.
pub(super) fn proves(written: Written) -> Option<DateOrder> {
    match written {
        Written::Numbers { first: 13.., second: ..=12, .. } => Some(DateOrder::DayMonthYear),
        Written::Numbers { first: ..=12, second: 13.., .. } => Some(DateOrder::MonthDayYear),
        _ => None,
    }
}

/// The day that two numbers mean in this order.
pub(super) fn in_order(first: u32, second: u32, year: i32, order: DateOrder) -> Result<Interval, Unreadable> {
    let (day, month) = match order {
        DateOrder::DayMonthYear => (first, second),
        DateOrder::MonthDayYear => (second, first),
    };
    Day::from_ymd(year, month, day).map(Interval::of_day).ok_or(NO_DAY)
}

/// As [`parse`]; `order` says what the two ends of a span are when they are numbers.
pub(super) fn parse_span(text: &str, order: Option<DateOrder>) -> Result<Written, Unreadable> {
    let text = text.trim();
    if let Some(day) = iso_day(text) {
        return Ok(Written::Days(Interval::of_day(day)));
    }
    if text.len() > 100 {
        return Err(NO_DATE);
    }
    let text = ascii(text);
    let Some((first, last)) = split_span(&text) else {
        return single(&text);
    };
    let end = |text: &str| match (single(text)?, order) {
        (Written::Days(days), _) => Ok(days),
        (written @ Written::Numbers { first, second, year }, order) => {
            let order =
                order.or_else(|| proves(written)).or((first == second).then_some(DateOrder::DayMonthYear));
            in_order(first, second, year, order.ok_or(NO_DATE)?)
        }
    };
    let (first, last) = (end(first)?, end(last)?);
    if last.end() < first.end() {
        return Err("the span ends before it starts; write the earlier day first");
    }
    Ok(Written::Days(first.span(last)))
}

/// `2017-11-13`, and with a time behind it.
fn iso_day(text: &str) -> Option<Day> {
    let (date, rest) = text.split_at_checked(10)?;
    let is_time = rest.is_empty()
        || (rest.starts_with(['T', 't', ' '])
            && rest.len() <= 30
            && rest.contains(':')
            && is_clock(&rest[1..]));
    if is_time { Day::parse(date).ok() } else { None }
}

fn is_clock(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit() || b":.+-Zz ".contains(&byte))
}

/// The two ends of a span: around a slash when they are ISO, around a word or a dash with blanks otherwise.
fn split_span(text: &str) -> Option<(&str, &str)> {
    for separator in [" to ", " until ", " – ", " — ", " - ", " / ", "..", " au ", " إلى ", "–"] {
        if let Some(ends) = text.split_once(separator) {
            return Some(ends);
        }
    }
    let (first, last) = text.split_once('/')?;
    let is_iso = |part: &str| {
        part.len() >= 4 && part.bytes().take(4).all(|byte| byte.is_ascii_digit()) && !part.contains('/')
    };
    (is_iso(first) && is_iso(last)).then_some((first, last))
}

/// What a date is made of.
#[derive(Clone, Copy, Debug)]
enum Part {
    Number(u32, usize),
    Month(u32),
}

fn single(text: &str) -> Result<Written, Unreadable> {
    use Part::{Month, Number};
    if let Some(day) = iso_day(text.trim()) {
        return Ok(Written::Days(Interval::of_day(day)));
    }
    let day = |year: u32, month, day| {
        Day::from_ymd(year as i32, month, day).map(|day| Written::Days(Interval::of_day(day))).ok_or(NO_DAY)
    };
    let whole_month = |year: u32, month| {
        let first = Day::from_ymd(year as i32, month, 1).ok_or(NO_DAY)?;
        Ok(Written::Days(Interval::of_month(first)))
    };
    match parts(text).ok_or(NO_DATE)?[..] {
        [Number(year, 4)] => {
            let first = Day::from_ymd(year as i32, 1, 1).ok_or(NO_DAY)?;
            Ok(Written::Days(Interval::of_year(first)))
        }
        [Number(number, 8)] => day(number / 10_000, number / 100 % 100, number % 100),
        [Number(year, 4), Number(month, 1 | 2)] | [Number(month, 1 | 2), Number(year, 4)] => {
            whole_month(year, month)
        }
        [Number(year, 4), Month(month)] | [Month(month), Number(year, 4)] => whole_month(year, month),
        [Number(year, 4), Number(month, 1 | 2) | Month(month), Number(of_month, 1 | 2)]
        | [Number(of_month, 1 | 2), Month(month), Number(year, 4)]
        | [Month(month), Number(of_month, 1 | 2), Number(year, 4)] => day(year, month, of_month),
        [Number(first, 1 | 2), Number(second, 1 | 2), Number(year, 4)] => {
            let exists = |order| in_order(first, second, year as i32, order).is_ok();
            if exists(DateOrder::DayMonthYear) || exists(DateOrder::MonthDayYear) {
                Ok(Written::Numbers { first, second, year: year as i32 })
            } else {
                Err(NO_DAY)
            }
        }
        [Number(_, 1 | 2), Number(_, 1 | 2) | Month(_), Number(_, 2)]
        | [Month(_), Number(_, 1 | 2), Number(_, 2)] => Err(SHORT_YEAR),
        _ => Err(NO_DATE),
    }
}

/// Numbers and months in the order they stand; `None` when anything else stands there.
fn parts(text: &str) -> Option<Vec<Part>> {
    let mut parts: Vec<Part> = Vec::with_capacity(3);
    let mut words = text
        .split(|c: char| c.is_whitespace() || matches!(c, '/' | '-' | '.' | ','))
        .filter(|word| !word.is_empty())
        .peekable();
    while let Some(word) = words.next() {
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            if word.contains(':') {
                // The time of day, and what may follow it: seconds' fraction, am, pm, a zone.
                return words
                    .all(|rest| {
                        matches!(
                            rest.to_ascii_lowercase().as_str(),
                            "am" | "pm" | "z" | "utc" | "gmt" | "local"
                        ) || rest.bytes().all(|byte| byte.is_ascii_digit())
                    })
                    .then_some(parts);
            }
            let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
            if !matches!(&word[digits.len()..], "" | "st" | "nd" | "rd" | "th" | "er") || digits.len() > 8 {
                return None;
            }
            parts.push(Part::Number(digits.parse().ok()?, digits.len()));
            continue;
        }
        // Levantine months have two words: تشرين الثاني.
        let pair = words.peek().and_then(|next| month(&format!("{word} {next}")));
        let found = if pair.is_some() {
            words.next();
            pair
        } else {
            month(word)
        };
        match (found, parts.last()) {
            // تشرين الثاني/نوفمبر: the same month in both usages.
            (Some(month), Some(Part::Month(last))) if month == *last => {}
            (Some(month), _) => parts.push(Part::Month(month)),
            (None, _) if is_filler(word) => {}
            (None, _) => return None,
        }
        if parts.len() > 3 {
            return None;
        }
    }
    Some(parts)
}

/// Names of weekdays and small words around a date.
fn is_filler(word: &str) -> bool {
    const WEEKDAYS: [&str; 7] =
        ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    const ARABIC: [&str; 8] = ["الاثنين", "الإثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"];
    let word = word.to_lowercase();
    word == "of"
        || word == "the"
        || WEEKDAYS.iter().any(|day| word == *day || (word.len() >= 3 && day.starts_with(&word)))
        || ARABIC.contains(&word.as_str())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn days(text: &str) -> String {
        match parse(text) {
            Ok(Written::Days(interval)) if interval.days() == 1 => interval.start().to_string(),
            Ok(Written::Days(interval)) => format!("{}/{}", interval.start(), interval.last()),
            Ok(Written::Numbers { first, second, year }) => format!("{first}?{second}?{year}"),
            Err(reason) => reason.to_owned(),
        }
    }

    #[test]
    fn a_day_is_read_in_every_usual_writing() {
        for text in [
            "2017-11-13",
            " 2017-11-13T10:20:30Z ",
            "2017-11-13 00:00:00.000",
            "2017/11/13",
            "2017.11.13",
            "20171113",
            "13 November 2017",
            "13-November-2017",
            "13-Nov-2017",
            "Nov 13, 2017",
            "November 13th, 2017",
            "Mon, 13 Nov 2017 10:20 PM",
            "13 novembre 2017",
            "13 تشرين الثاني 2017",
            "١٣ نوفمبر ٢٠١٧",
            "13 تشرين الثاني/نوفمبر 2017",
            "الاثنين 13 تشرين الثاني، 2017",
        ] {
            assert_eq!(days(text), "2017-11-13", "{text}");
        }
    }

    #[test]
    fn months_years_and_spans_are_intervals() {
        assert_eq!(days("2017-02"), "2017-02-01/2017-02-28");
        assert_eq!(days("02/2017"), "2017-02-01/2017-02-28");
        assert_eq!(days("شباط 2017"), "2017-02-01/2017-02-28");
        assert_eq!(days("August 2019"), "2019-08-01/2019-08-31");
        assert_eq!(days("2017"), "2017-01-01/2017-12-31");
        assert_eq!(days("2013-10/2013-12"), "2013-10-01/2013-12-31");
        assert_eq!(days("2017-11-13/2017-11-15"), "2017-11-13/2017-11-15");
        assert_eq!(days("13 Nov 2017 - 15 Nov 2017"), "2017-11-13/2017-11-15");
        assert_eq!(days("13/11/2017 to 15/11/2017"), "2017-11-13/2017-11-15");
    }

    #[test]
    fn two_numbers_before_a_year_are_left_open() {
        assert_eq!(days("03/04/2017"), "3?4?2017");
        assert_eq!(days("13.4.2017 14:30"), "13?4?2017");
        assert_eq!(proves(parse("13.4.2017").unwrap()), Some(DateOrder::DayMonthYear));
        assert_eq!(proves(parse("4-13-2017").unwrap()), Some(DateOrder::MonthDayYear));
        assert_eq!(proves(parse("4-4-2017").unwrap()), None);
    }

    #[test]
    fn what_is_no_date_says_what_is_right() {
        for text in ["", "soon", "1/2/3/4", "2017-11-13x", "13 Nov Dec 2017", "99999999999", "late 2017"] {
            assert_eq!(days(text), NO_DATE, "{text}");
        }
        for text in ["2017-02-29", "31/31/2017", "0/0/2017", "31 April 2017", "2017-13", "0000"] {
            assert_eq!(days(text), NO_DAY, "{text}");
        }
        assert_eq!(days("13/11/17"), SHORT_YEAR);
        assert_eq!(days("13-Nov-17"), SHORT_YEAR);
        assert_eq!(
            days("2017-11-15/2017-11-13"),
            "the span ends before it starts; write the earlier day first"
        );
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "\\PC{0,40}") {
            let _ = parse(&text);
        }

        #[test]
        fn nothing_made_of_dates_panics(text in "([0-9]{1,5}|[-/ .:,]|Nov|تشرين|T|to){0,12}") {
            let _ = parse(&text);
        }

        #[test]
        fn a_written_day_reads_back(number in -200_000..200_000) {
            let day = Day::from_number(number);
            prop_assert_eq!(parse(&day.to_string()), Ok(Written::Days(Interval::of_day(day))));
        }
    }
}
