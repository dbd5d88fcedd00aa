//! Times counted in units: `two days ago`, `three weeks after`, `a day earlier`, `for months`.

use crate::model::Interval;

use super::{
    Anchor,
    deictic::counted,
    reading::{Found, Reading},
    when::Count,
    words::{Unit, Word},
};

/// `two days ago`, `more than a year ago`, `weeks later`, `a day earlier`, `three weeks after it fell`.
pub(super) fn distance(reading: &Reading, at: usize) -> Option<Found> {
    let (count, unit, end) = amount(reading, at)?;
    let is_plural_without = count == Count::Some && !reading.key(end - 1).ends_with('s');
    // "44 years old" and "six-day war" do not get here; "day after day" and "the day after" do.
    if is_plural_without {
        return None;
    }
    let way = match reading.key(end) {
        "ago" => return Some(ago(reading, count, unit, end + 1)),
        "earlier" | "before" | "prior" | "previously" => -1,
        "later" | "after" | "afterwards" | "afterward" => 1,
        _ => return None,
    };
    // "An hour earlier than planned" compares.
    if reading.key(end + 1) == "than" {
        return None;
    }
    let is_said_of = matches!(reading.key(end), "after" | "before");
    if is_said_of && matches!(reading.key(end + 1), "day" | "week" | "month" | "year") {
        return None;
    }
    let from = if is_said_of { origin(reading, end) } else { reading.last };
    let days = match from {
        Some(from) => Some(within_published(reading, count.away(from, unit, way))?),
        // "On Saturday, a day after they fled": the sentence has said when.
        None if is_said_of && reading.is_last_near => reading.last,
        None => None,
    };
    Some(Found::text(end + 1, Found::known(days), unit))
}

fn ago(reading: &Reading, count: Count, unit: Unit, end: usize) -> Found {
    let days = reading.published.map(|day| count.away(Interval::of_day(day), unit, -1));
    Found::published(end, Found::known(days), unit)
}

/// What "after" and "before" count from: the time that the clause behind them names, or the one named in an earlier sentence.
///
/// "Three weeks after the town fell in 2015": a closer time within that, named before, is the better one.
fn origin(reading: &Reading, after: usize) -> Option<Interval> {
    let named = (after + 1..reading.tokens.len().min(after + 14))
        .take_while(|&at| !matches!(reading.key(at), "," | ";" | "." | "،"))
        .find_map(|at| super::expression(reading, at, false).filter(|found| found.anchor != Anchor::Text))
        .and_then(|found| found.when.latest(reading.published));
    match (named, reading.last) {
        (Some(named), Some(last)) if named.start() <= last.start() && last.end() <= named.end() => Some(last),
        (Some(named), _) => Some(named),
        (None, last) => last.filter(|_| !reading.is_last_near),
    }
}

/// What a report tells of has begun when it is published.
fn within_published(reading: &Reading, days: Interval) -> Option<Interval> {
    match reading.published {
        Some(published) if days.start() > published => None,
        Some(published) => Some(Interval::of_days(days.start(), days.last().min(published))),
        None => Some(days),
    }
}

/// A number of units: how many, of what, and where that ends.
fn amount(reading: &Reading, at: usize) -> Option<(Count, Unit, usize)> {
    let (how, number_at) = match (reading.key(at), reading.key(at + 1)) {
        ("more" | "less", "than") => (reading.key(at), at + 2),
        ("at", "least") => ("over", at + 2),
        ("just" | "only", _) => ("", at + 1),
        (how @ ("over" | "under" | "almost" | "nearly" | "around" | "about" | "roughly" | "some"), _) => {
            (how, at + 1)
        }
        _ => ("", at),
    };
    let (count, unit_at) = match counted(reading, number_at) {
        Some(found) => found,
        None if number_at == at && matches!(reading.word(at), Word::Unit(_)) => (Count::Some, at),
        None => return None,
    };
    let unit = reading.unit(unit_at)?;
    let count = match (how, count) {
        ("more" | "over", Count::About(count)) => Count::MoreThan(count),
        ("less" | "under" | "almost" | "nearly", Count::About(count)) => Count::LessThan(count),
        (_, count) => count,
    };
    // A decade is told as a round number of years, and no closer to it than years are.
    let (count, unit) = match (count, unit) {
        (Count::About(decades), Unit::Decade) => (Count::About(10 * decades), Unit::Year),
        (Count::MoreThan(decades), Unit::Decade) => (Count::MoreThan(10 * decades), Unit::Year),
        (Count::LessThan(decades), Unit::Decade) => (Count::LessThan(10 * decades), Unit::Year),
        other => other,
    };
    Some((count, unit, unit_at + 1))
}

/// `for months`, `for more than three years`: what lasts until the day of publishing.
pub(super) fn duration(reading: &Reading, at: usize) -> Option<Found> {
    let (count, unit, end) = amount(reading, at + 1)?;
    let is_bounded = matches!(
        reading.key(end),
        "before"
            | "until"
            | "from"
            | "starting"
            | "beginning"
            | "old"
            | "after"
            | "ago"
            | "later"
            | "earlier"
            | "in"
    );
    let is_lasting = match count {
        Count::Some => unit != Unit::Hour && reading.key(end - 1).ends_with('s'),
        _ => unit != Unit::Hour && has_lasted(reading, at),
    };
    if is_bounded || !is_lasting || reading.is_future() {
        return None;
    }
    let days = reading.published.map(|day| {
        let from = count.away(Interval::of_day(day), unit, -1);
        Interval::of_days(from.start(), day)
    });
    Some(Found::published(end, Found::known(days), unit))
}

/// "Has been besieged for two years" goes on; "closed for two days" does not say so.
fn has_lasted(reading: &Reading, at: usize) -> bool {
    (reading.start..at).rev().take(10).any(|at| matches!(reading.key(at), "has" | "have" | "been" | "ve"))
}
