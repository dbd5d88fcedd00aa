//! Spans of days: when something happened, and the window somebody asks about.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::Day;

/// The days on which something happened or may have: from `start` until the day before `end`.
///
/// Half-open, so that intervals that follow each other neither overlap nor leave a gap. Never empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Interval {
    start: Day,
    end: Day,
}

impl Interval {
    /// From `start` until the day before `end`; at least the day `start` itself.
    #[must_use]
    pub fn new(start: Day, end: Day) -> Self {
        Self { start, end: end.max(start.plus(1)) }
    }

    /// The one day `day`.
    #[must_use]
    pub fn of_day(day: Day) -> Self {
        Self::new(day, day)
    }

    /// Both days counted, in either order.
    #[must_use]
    pub fn of_days(first: Day, last: Day) -> Self {
        Self::new(first.min(last), first.max(last).plus(1))
    }

    /// The whole month that `day` is in.
    #[must_use]
    pub fn of_month(day: Day) -> Self {
        let (year, month, _) = day.ymd();
        Self::new(Day::from_ymd(year, month, 1).unwrap_or(day), day.next_month())
    }

    /// The whole year that `day` is in.
    #[must_use]
    pub fn of_year(day: Day) -> Self {
        let (year, ..) = day.ymd();
        let first = |year| Day::from_ymd(year, 1, 1);
        Self::new(first(year).unwrap_or(day), first(year + 1).unwrap_or(Day::MAX))
    }

    /// Reads a day, a month or a year: `2017-01-28`, `2017-01`, `2017`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let first_of = |text: String| Day::parse(&text).ok();
        match text.len() {
            4 => first_of(format!("{text}-01-01")).map(Self::of_year),
            7 => first_of(format!("{text}-01")).map(Self::of_month),
            _ => Day::parse(text).ok().map(Self::of_day),
        }
    }

    /// The first day.
    #[must_use]
    pub fn start(self) -> Day {
        self.start
    }

    /// The day after the last one.
    #[must_use]
    pub fn end(self) -> Day {
        self.end
    }

    /// The last day.
    #[must_use]
    pub fn last(self) -> Day {
        self.end.plus(-1)
    }

    /// How many days it has.
    #[must_use]
    pub fn days(self) -> i32 {
        self.end.number() - self.start.number()
    }

    /// The smallest interval that holds both.
    #[must_use]
    pub fn span(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// The days somebody asks about: OGC API's `datetime`, with either end open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// The first day asked about.
    pub start: Day,
    /// The day after the last one asked about.
    pub end: Day,
}

/// A `datetime` that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum DatetimeError {
    /// One of its ends is no day.
    #[error(
        "datetime {0:?} cannot be read; write a day (2017-11-13), 2017-11-01/2017-11-30, ../2017-11-30 or 2017-11-01/.."
    )]
    Unreadable(String),
    /// It ends before it starts.
    #[error("datetime {0:?} ends before it starts; write the earlier day first")]
    Backward(String),
}

impl Window {
    /// All of time.
    pub const ALL: Self = Self { start: Day::MIN, end: Day::MAX };

    /// Reads OGC API's `datetime`: an instant, `a/b` with both ends counted, `../b`, `a/..`.
    ///
    /// A bare date means the whole day; an RFC 3339 date-time means the day it is written on.
    pub fn parse(text: &str) -> Result<Self, DatetimeError> {
        let shown = || text.chars().take(80).collect::<String>();
        let day = |part: &str| {
            let (date, time) = part.split_at_checked(10).unwrap_or((part, ""));
            let is_time = time.is_empty() || (time.starts_with(['T', 't']) && is_rfc3339_time(&time[1..]));
            Day::parse(date).ok().filter(|_| is_time).ok_or_else(|| DatetimeError::Unreadable(shown()))
        };
        let is_open = |part: &str| part.is_empty() || part == "..";
        let (start, end) = match text.split_once('/') {
            None => {
                let day = day(text)?;
                (day, day.plus(1))
            }
            Some((first, last)) if is_open(first) && is_open(last) => return Ok(Self::ALL),
            Some((first, last)) => (
                if is_open(first) { Day::MIN } else { day(first)? },
                if is_open(last) { Day::MAX } else { day(last)?.plus(1) },
            ),
        };
        if start >= end {
            return Err(DatetimeError::Backward(shown()));
        }
        Ok(Self { start, end })
    }

    /// Whether any day of `interval` is asked about.
    #[must_use]
    pub fn overlaps(self, interval: Interval) -> bool {
        interval.start() < self.end && interval.end() > self.start
    }
}

/// `10:20:30Z`, `10:20:30.5+03:00`: digits where digits belong and a zone at the end.
fn is_rfc3339_time(text: &str) -> bool {
    let Some((clock, rest)) = text.split_at_checked(8) else { return false };
    let is_clock = clock.bytes().enumerate().all(|(at, byte)| match at {
        2 | 5 => byte == b':',
        _ => byte.is_ascii_digit(),
    });
    let rest = rest
        .strip_prefix('.')
        .map_or(rest, |fraction| fraction.trim_start_matches(|c: char| c.is_ascii_digit()));
    let is_zone = rest.eq_ignore_ascii_case("z")
        || (rest.len() == 6 && rest.starts_with(['+', '-']) && rest.as_bytes()[3] == b':');
    is_clock && is_zone
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn datetime_counts_both_ends() {
        let window = Window::parse("2017-11-12/2017-11-13").unwrap();
        assert!(window.overlaps(Interval::of_day(day("2017-11-13"))));
        assert!(window.overlaps(Interval::of_day(day("2017-11-12"))));
        assert!(!window.overlaps(Interval::of_day(day("2017-11-14"))));
        assert!(!window.overlaps(Interval::of_day(day("2017-11-11"))));
        assert!(window.overlaps(Interval::of_month(day("2017-11-30"))));
    }

    #[test]
    fn datetime_may_be_open_or_an_instant() {
        assert_eq!(Window::parse("../..").unwrap(), Window::ALL);
        assert_eq!(Window::parse("../2017-11-13").unwrap().end, day("2017-11-14"));
        assert_eq!(Window::parse("2017-11-13/").unwrap().end, Day::MAX);
        assert_eq!(Window::parse("2017-11-13T10:00:00Z"), Window::parse("2017-11-13"));
        assert_eq!(Window::parse("2017-11-13T10:00:00.25+03:00"), Window::parse("2017-11-13"));
    }

    #[test]
    fn a_wrong_datetime_says_what_is_right() {
        assert!(matches!(Window::parse("2017-11-14/2017-11-13"), Err(DatetimeError::Backward(_))));
        for text in [
            "",
            "..",
            "yesterday",
            "2017-11",
            "2017-11-13T",
            "2017-11-13Tnoon",
            "2017-11-13/2017-11-14/2017-11-15",
            "2017-11-1\u{e9}",
        ] {
            assert!(matches!(Window::parse(text), Err(DatetimeError::Unreadable(_))), "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_month_and_a_year_hold_their_day(number in -100_000..100_000) {
            let day = Day::from_number(number);
            for interval in [Interval::of_day(day), Interval::of_month(day), Interval::of_year(day)] {
                prop_assert!(interval.start() <= day && day < interval.end());
            }
            prop_assert!((28..=31).contains(&Interval::of_month(day).days()));
            prop_assert!((365..=366).contains(&Interval::of_year(day).days()));
        }

        #[test]
        fn no_text_panics(text in ".{0,40}") {
            let _ = Window::parse(&text);
        }
    }
}
