//! Days and months by name: `Nov. 13, 2017`, `13 November`, `Dec. 15-18`, `March 2020`.

use super::{
    reading::{Found, Reading},
    when::When,
    words::{Unit, Word},
};

/// A date that names its month, with or without a weekday before it.
pub(super) fn date(reading: &Reading, at: usize, is_second: bool) -> Option<Found> {
    match reading.word(at) {
        Word::Number => day_first(reading, at),
        Word::Month(_) | Word::DoubtfulMonth(_) | Word::HalfMonth => {
            month_first(reading, at).or_else(|| bare_month(reading, at, is_second))
        }
        _ => None,
    }
}

/// A date behind the name of its weekday: `Sunday 16 September 2018`, `Wed Oct 12 2016`, `Sat, 11/30/2024`.
pub(super) fn behind_weekday(reading: &Reading, at: usize) -> Option<Found> {
    let at = reading.skip(at + 1, &[".", ",", "،", "("]);
    let at = reading.skip(at, &[",", "the"]);
    day_first(reading, at)
        .or_else(|| month_first(reading, at).filter(|found| found.grain == Unit::Day))
        .or_else(|| super::numeric::numeric(reading, at))
}

/// `13 November 2017`, `15-18 December`, `the 13th of May`, `13/تشرين الثاني/2017`.
fn day_first(reading: &Reading, at: usize) -> Option<Found> {
    let (first, end) = reading.day(at)?;
    let joiner = matches!(reading.key(end), "-" | "–" | "—" | "to" | "and" | "until" | "or");
    let (last, end) = match reading.day(end + 1).filter(|_| joiner) {
        Some((last, end)) if last > first && month_behind(reading, end).is_some() => (last, end),
        _ => (first, end),
    };
    let (month, end) = month_behind(reading, end)?;
    Some(with_year(reading, end, When::Yearly { first: (month, first), last: (month, last) }))
}

/// A month behind a day, past what may stand between the two.
fn month_behind(reading: &Reading, at: usize) -> Option<(u32, usize)> {
    let at = reading.skip(at, &["of", "-", "/", "من"]);
    reading.month(reading.skip(at, &["شهر"]))
}

/// `Nov. 13, 2017`, `September 1-8`, `November 13`, `Apr 152017`, `July 2012`.
fn month_first(reading: &Reading, at: usize) -> Option<Found> {
    let (month, end) = reading.month(at)?;
    let behind = reading.skip(end, &["-"]);
    if let Some(found) = month_and_day(reading, at, behind, month) {
        return Some(found);
    }
    if let Some(found) = stuck_together(reading, end, month) {
        return Some(found);
    }
    let (year, end) = reading.year_behind(reading.skip(end, &["of", "-", "/"]))?;
    Some(Found::calendar(end, whole_month(month).in_year(year), Unit::Month))
}

fn month_and_day(reading: &Reading, at: usize, behind: usize, month: u32) -> Option<Found> {
    let (first, end) = reading.day(behind)?;
    let (last, end) = last_day(reading, first, end);
    let when = When::Yearly { first: (month, first), last: (month, last) };
    let found = with_year(reading, end, when);
    // "In March 20 people were killed": a day has "on" before it, so the number counts what follows.
    let is_dated = !matches!(found.when, When::Yearly { .. });
    let is_count = match reading.before(at, 1) {
        "on" => false,
        "in" => last == first,
        _ => reading.is_counted(end),
    };
    (is_dated || !is_count).then_some(found)
}

/// The second day of `Dec. 15-18`, `July 1 and 2`, `October 13 to 15`.
fn last_day(reading: &Reading, first: u32, end: usize) -> (u32, usize) {
    let is_certain = matches!(reading.key(end), "-" | "–" | "—" | "to" | "through" | "until");
    let is_likely = matches!(reading.key(end), "and" | "or" | "&");
    let Some((last, behind)) = reading.day(end + 1).filter(|&(last, _)| last > first) else {
        return (first, end);
    };
    let is_followed = matches!(
        reading.key(behind),
        "in" | "at" | "on" | "of" | "when" | "as" | "by" | "with" | "near" | "to" | "during" | "," | "." | ""
    );
    // "From May 3 to 5 June" names a second month.
    let is_other = reading.month(behind).is_some();
    if !is_other && (is_certain && !reading.is_counted(behind) || is_likely && is_followed) {
        (last, behind)
    } else {
        (first, end)
    }
}

/// `Apr 152017`: day and year that lost the comma between them.
fn stuck_together(reading: &Reading, at: usize, month: u32) -> Option<Found> {
    let number = reading.number(at, 6).filter(|&number| number > 10_000)?;
    let (day, year) = (number / 10_000, (number % 10_000) as i32);
    let is_date = (1..=31).contains(&day) && (1990..=2100).contains(&year);
    is_date.then(|| {
        Found::calendar(
            at + 1,
            When::Yearly { first: (month, day), last: (month, day) }.in_year(year),
            Unit::Day,
        )
    })
}

/// With the year behind it, if there is one.
fn with_year(reading: &Reading, end: usize, when: When) -> Found {
    let behind = reading.skip(end, &["-", "/", "of"]);
    match reading.year_behind(reading.skip(behind, &["عام", "سنة", "لعام"])) {
        Some((year, end)) => Found::calendar(end, when.in_year(year), Unit::Day),
        None => Found::calendar(end, when, Unit::Day),
    }
}

/// A month without a day and a year: only where a word before it says that it is one.
fn bare_month(reading: &Reading, at: usize, is_second: bool) -> Option<Found> {
    let (month, end) = reading.month(at)?;
    let before = reading.before(at, 1);
    let is_doubtful = matches!(reading.word(at), Word::DoubtfulMonth(_));
    let is_capital = reading.tokens[at].is_capital;
    let says_so = match before {
        "شهر" => true,
        _ if is_doubtful => false,
        "in" | "during" | "since" | "by" | "until" | "till" | "of" | "early" | "mid" | "late" | "from"
        | "between" | "في" | "منذ" | "خلال" | "حتى" | "through" | "throughout" | "before" | "after" => {
            true
        }
        "a" | "an" => is_capital,
        // These names are nothing else, unlike March, April, May, June and August.
        _ => is_second || is_capital && !matches!(month, 3 | 4 | 5 | 6 | 8),
    };
    says_so.then(|| Found::calendar(end, whole_month(month), Unit::Month))
}

pub(super) fn whole_month(month: u32) -> When {
    When::Yearly { first: (month, 1), last: (month, 31) }
}
