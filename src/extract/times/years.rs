//! Years and decades: `in 2015`, `the 2016 battle`, `2013-14`, `the 1980s`.

use crate::model::{Day, Interval};

use super::{
    reading::{Found, Reading},
    when::When,
    words::Unit,
};

/// A year that words around it tell from a number of anything else.
pub(super) fn year(reading: &Reading, at: usize, is_second: bool) -> Option<Found> {
    if let Some(found) = decade(reading, at) {
        return Some(found);
    }
    let year = reading.year(at)?;
    let found = Found::calendar(at + 1, Found::known(whole_year(year)), Unit::Year);
    if let Some(found) = short_span(reading, at, year) {
        return Some(found);
    }
    let before = reading.before(at, 1);
    let is_year = match before {
        // Far more is told of these years than counted in such numbers.
        "in" | "since" | "during" | "عام" | "سنة" | "العام" | "في" | "منذ" => {
            (1970..2040).contains(&year) && year != 2000 || !reading.is_counted(at + 1)
        }
        "until" | "till" | "by" | "from" | "through" | "throughout" | "before" | "after" | "of"
        | "between" | "early" | "mid" | "late" | "the" | "a" | "an" | "حتى" | "بعد" | "قبل" | "خلال" => {
            !reading.is_counted(at + 1)
        }
        "(" => matches!(reading.key(at + 1), ")" | "," | "-" | "–"),
        _ => is_second && !reading.is_counted(at + 1),
    };
    (is_year && !is_part_of_name(reading, at)).then_some(found)
}

/// `the 1980s`.
fn decade(reading: &Reading, at: usize) -> Option<Found> {
    let year = reading.number(at, 4).filter(|year| (1900..=2090).contains(year) && year % 10 == 0)?;
    let is_decade = reading.key(at + 1) == "s" && reading.is_joined(at + 1);
    let (first, last) = (whole_year(year as i32)?, whole_year(year as i32 + 9)?);
    is_decade.then(|| Found::calendar(at + 2, When::Days(first.span(last)), Unit::Decade))
}

/// `2012-2016`, `2013-14`.
fn short_span(reading: &Reading, at: usize, year: i32) -> Option<Found> {
    let is_dash =
        matches!(reading.key(at + 1), "-" | "–") && reading.is_joined(at + 1) && reading.is_joined(at + 2);
    let last = reading.number(at + 2, 4).filter(|_| is_dash)? as i32;
    let last = if last < 100 { year / 100 * 100 + last } else { last };
    let is_span = last > year && last - year < 60 && !matches!(reading.key(at + 3), "-" | "/");
    let is_alone = !reading.is_glued(at + 3) && !is_part_of_name(reading, at);
    (is_span && is_alone).then(|| {
        Some(Found::calendar(at + 3, When::Days(whole_year(year)?.span(whole_year(last)?)), Unit::Year))
    })?
}

/// `IV-2018`, `3/2018`, `2018-B` are names and numbers of things.
fn is_part_of_name(reading: &Reading, at: usize) -> bool {
    let is_bound = |sign: &str| matches!(sign, "-" | "/" | "#" | "$" | "+" | "_" | "." | "€" | "£");
    let is_bound_before = reading.is_joined(at)
        && is_bound(reading.before(at, 1))
        && !matches!(reading.before(at, 2), "mid" | "early" | "late");
    let is_bound_behind = reading.is_joined(at + 1)
        && reading.is_joined(at + 2)
        && matches!(reading.key(at + 1), "/" | "_" | "#");
    is_bound_before || is_bound_behind
}

pub(super) fn whole_year(year: i32) -> Option<Interval> {
    Day::from_ymd(year, 1, 1).map(Interval::of_year)
}
