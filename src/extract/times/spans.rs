//! Two times that are one: `between December 15 and January 6`, `Saturday and Sunday`, `from late 2012 to mid-2013`.

use crate::model::Interval;

use super::{
    Anchor, expression,
    reading::{Found, Reading},
    when::When,
    words::Unit,
};

/// The time that begins here, with the one that it is joined to.
pub(super) fn span(reading: &Reading, at: usize) -> Option<Found> {
    let mut first = expression(reading, at, false)?;
    if first.anchor == Anchor::Text {
        return Some(first);
    }
    while let Some(joined) = second(reading, at, &first) {
        first = joined;
    }
    Some(first)
}

/// The first time joined to a second one behind it.
fn second(reading: &Reading, at: usize, first: &Found) -> Option<Found> {
    let before = match reading.before(at, 1) {
        "the" | "late" | "early" => reading.before(at, 2),
        before => before,
    };
    let (is_span, behind) = match (before, reading.key(first.end)) {
        ("between", "and") | ("from", "till") | (_, "through" | "to" | "until" | "into") => {
            (true, first.end + 1)
        }
        (_, "and" | ",") if reading.key(first.end + 1) == "into" => (true, first.end + 2),
        (_, "-" | "–" | "—") => {
            (reading.is_joined(first.end) == reading.is_joined(first.end + 1), first.end + 1)
        }
        (_, "and" | "or" | "&" | "و") => (false, first.end + 1),
        _ => return None,
    };
    let behind = reading.skip(behind, &["the"]);
    let second = expression(reading, behind, true).filter(|second| second.anchor != Anchor::Text)?;
    let is_alike = alike(first, &second);
    // Unlike ones stand side by side: "on Monday and last year".
    let is_one = if is_span { is_alike || before == "from" || before == "between" } else { is_alike };
    let when = is_one.then(|| whole(reading, first.when, second.when))??;
    Some(Found { end: second.end, when, grain: first.grain, ..second })
}

/// Whether both are days, or months, or years.
fn alike(first: &Found, second: &Found) -> bool {
    let is_year = |grain| matches!(grain, Unit::Year | Unit::Decade);
    first.grain == second.grain || is_year(first.grain) && is_year(second.grain)
}

/// From the beginning of the first to the end of the second. What has no year takes it from the other.
fn whole(reading: &Reading, first: When, second: When) -> Option<When> {
    let days = match (first, second) {
        (When::Days(first), When::Yearly { .. }) => {
            // The first one that begins within a year of the other.
            Some((first, second.latest(Some(first.start().plus(364)))?))
        }
        (_, _) => second
            .latest(reading.published)
            .and_then(|second| Some((first.latest(Some(second.start()))?, second))),
    };
    match days {
        Some((first, second)) if first.start() <= second.last() => {
            Some(When::Days(Interval::new(first.start(), second.end())))
        }
        Some(_) => None,
        None => Some(When::Unknown),
    }
}
