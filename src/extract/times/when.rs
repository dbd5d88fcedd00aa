//! What an expression means before it is known which year or week it is in, and how days are counted.

use crate::model::{Day, Interval};

use super::words::Unit;

/// Days, or what comes round again each year or week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    /// These days.
    Days(Interval),
    /// From a month and day until a month and day, each year. A day that a month lacks is its last one.
    Yearly { first: (u32, u32), last: (u32, u32) },
    /// This day of each week, from Monday, 0.
    Weekly(i32),
    /// What cannot be worked out.
    Unknown,
}

impl When {
    /// The days, which are the latest of them that begin until the day `until`.
    pub fn latest(self, until: Option<Day>) -> Option<Interval> {
        match (self, until) {
            (Self::Days(days), _) => Some(days),
            (Self::Unknown, _) | (_, None) => None,
            (Self::Weekly(weekday), Some(until)) => {
                Some(Interval::of_day(until.plus(-(weekday_of(until) - weekday).rem_euclid(7))))
            }
            (Self::Yearly { first, last }, Some(until)) => {
                let (year, ..) = until.ymd();
                let start = |year| in_month(year, first);
                let year = if start(year) > until { year - 1 } else { year };
                let end_year = if last < first { year + 1 } else { year };
                Some(Interval::of_days(start(year), in_month(end_year, last)))
            }
        }
    }

    /// What comes round each year, in this year.
    pub fn in_year(self, year: i32) -> Self {
        match self {
            Self::Yearly { first, last } => {
                let end_year = if last < first { year + 1 } else { year };
                Self::Days(Interval::of_days(in_month(year, first), in_month(end_year, last)))
            }
            other => other,
        }
    }

    /// The part from `from` to `to`, in twelfths: months of a year, else about as many days.
    pub fn part(self, from: i32, to: i32) -> Self {
        match self {
            Self::Days(days) if days == Interval::of_year(days.start()) => {
                let year = days.start();
                Self::Days(Interval::new(months_later(year, from), months_later(year, to)))
            }
            Self::Days(days) => {
                let at = |twelfths: i32| days.start().plus(days.days() * twelfths / 12);
                let end = if to == 12 { days.end() } else { at(to) };
                Self::Days(Interval::new(at(from), end))
            }
            Self::Yearly { first: (month, 1), last: (last_month, _) } if month == last_month => {
                let at = |twelfths: i32| (30 * twelfths / 12) as u32;
                let last = if to == 12 { 31 } else { at(to).max(1) };
                Self::Yearly { first: (month, 1 + at(from)), last: (month, last) }
            }
            other => other,
        }
    }
}

/// The day of a month, or the last one that the month has.
fn in_month(year: i32, (month, day): (u32, u32)) -> Day {
    (28..=day).rev().chain([day]).find_map(|day| Day::from_ymd(year, month, day)).unwrap_or(Day::MIN)
}

/// Days since Monday.
pub(super) fn weekday_of(day: Day) -> i32 {
    // 1970-01-01 was a Thursday.
    (day.number() + 3).rem_euclid(7)
}

/// The same day of the month, so many months later (earlier when negative), or the last day of that month.
pub(super) fn months_later(day: Day, months: i32) -> Day {
    let (year, month, of_month) = day.ymd();
    let number = (year * 12 + month as i32 - 1).saturating_add(months);
    let year = number.div_euclid(12);
    if year < 1 {
        return Day::MIN;
    }
    if year > 9999 {
        return Day::MAX;
    }
    in_month(year, (number.rem_euclid(12) as u32 + 1, of_month))
}

/// So many units later, or earlier when negative. Hours count as the days that they fill.
pub(super) fn later(day: Day, count: i32, unit: Unit) -> Day {
    let count = count.clamp(-100_000, 100_000);
    match unit {
        Unit::Hour => day.plus((count + count.signum() * 23) / 24),
        Unit::Day => day.plus(count),
        Unit::Week => day.plus(7 * count),
        Unit::Month => months_later(day, count),
        Unit::Year => months_later(day, 12 * count),
        Unit::Decade => months_later(day, 120 * count),
    }
}

/// The day, week, month or year that a day is in.
pub(super) fn unit_of(day: Day, unit: Unit) -> Interval {
    match unit {
        Unit::Hour | Unit::Day => Interval::of_day(day),
        Unit::Week => {
            let monday = day.plus(-weekday_of(day));
            Interval::new(monday, monday.plus(7))
        }
        Unit::Month => Interval::of_month(day),
        Unit::Year | Unit::Decade => Interval::of_year(day),
    }
}

/// About how far from the named day "three weeks ago" may be: half a unit each way.
fn half(unit: Unit) -> i32 {
    match unit {
        Unit::Hour | Unit::Day => 0,
        Unit::Week => 3,
        Unit::Month => 15,
        Unit::Year | Unit::Decade => 182,
    }
}

/// How a number is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Count {
    /// So many, give or take half a unit.
    About(i32),
    /// More than so many, less than one more.
    MoreThan(i32),
    /// Not quite so many.
    LessThan(i32),
    /// A plural without a number.
    Some,
}

impl Count {
    /// The widest number that is meant.
    pub fn most(self, unit: Unit) -> i32 {
        match (self, unit) {
            (Self::About(count) | Self::LessThan(count), _) => count,
            (Self::MoreThan(count), _) => count + 1,
            (Self::Some, Unit::Hour) => 24,
            (Self::Some, Unit::Day) => 7,
            (Self::Some, Unit::Week | Unit::Month) => 6,
            (Self::Some, Unit::Year) => 5,
            (Self::Some, Unit::Decade) => 3,
        }
    }

    /// The days that lie so many units before (`way` -1) or after (1) these.
    pub fn away(self, from: Interval, unit: Unit, way: i32) -> Interval {
        let (near, far) = match self {
            Self::About(count) => (count, count),
            Self::MoreThan(count) => (count, count + 1),
            Self::LessThan(count) => ((count - 1).max(0), count),
            Self::Some => (1, self.most(unit)),
        };
        let spread = if matches!(self, Self::About(_)) && from.days() <= 2 { half(unit) } else { 0 };
        let (start, last) = (from.start(), from.last());
        let (first, last) = if way < 0 {
            let last = if unit == Unit::Hour { last } else { later(last, -near, unit) };
            (later(start, -far, unit), last)
        } else {
            let first = if unit == Unit::Hour { start } else { later(start, near, unit) };
            (first, later(last, far, unit))
        };
        Interval::of_days(first.plus(-spread), last.plus(spread))
    }
}
