//! Times counted from another that the text named: `the same day`, `the following week`, `since then`.

use super::{
    Relation,
    reading::{Found, Reading},
    weekdays::times_of_day,
    when::{Count, When, unit_of},
    words::{Unit, Word},
};
use crate::model::Interval;

/// What points to a time of the text.
pub(super) fn following(reading: &Reading, at: usize) -> Option<Found> {
    match reading.key(at) {
        "same" | "that" => same(reading, at),
        "following" | "next" | "previous" => beside(reading, at),
        "later" | "earlier" => within(reading, at),
        "day" => the_day(reading, at),
        "then" if reading.before(at, 1) == "since" => {
            Some(Found { relation: Some(Relation::Since), ..text(at + 1, reading.last, Unit::Day) })
        }
        _ => None,
    }
}

fn text(end: usize, days: Option<Interval>, grain: Unit) -> Found {
    Found::text(end, Found::known(days), grain)
}

/// `that day`, `the same month`, `that night`.
fn same(reading: &Reading, at: usize) -> Option<Found> {
    let at = reading.skip(at, &["that"]);
    let at = reading.skip(at, &["same", "very"]);
    let (unit, end) = unit_behind(reading, at)?;
    if reading.key(at).ends_with('s') {
        return None;
    }
    Some(text(end, reading.last.map(|last| widened(last, unit)), unit))
}

/// The whole week, month or year that these days are in, if they are in one.
fn widened(days: Interval, unit: Unit) -> Interval {
    let whole = unit_of(days.start(), unit);
    if days.end() <= whole.end() { whole } else { days }
}

/// A unit, or a time of a day.
fn unit_behind(reading: &Reading, at: usize) -> Option<(Unit, usize)> {
    match (reading.word(at), reading.key(at)) {
        (Word::Unit(Unit::Hour), _) => None,
        (Word::Unit(unit), _) => Some((unit, at + 1)),
        (_, "morning" | "afternoon" | "evening" | "night") => Some((Unit::Day, at + 1)),
        _ => None,
    }
}

/// `the following day`, `the next week`, `the previous month`, `the following Tuesday`.
fn beside(reading: &Reading, at: usize) -> Option<Found> {
    let is_back = reading.key(at) == "previous";
    if let Word::Weekday(weekday) = reading.word(at + 1)
        && reading.key(at) == "following"
        && reading.before(at, 1) == "the"
    {
        let day = reading.last.and_then(|last| When::Weekly(weekday).latest(Some(last.last().plus(7))));
        return Some(text(times_of_day(reading, at + 2), day, Unit::Day));
    }
    let (unit, end) = unit_behind(reading, at + 1)?;
    if reading.key(at + 1).ends_with('s') || reading.before(at, 1) != "the" && reading.key(at) == "following"
    {
        return None;
    }
    let days = reading.last.map(|last| {
        let whole = widened(last, unit);
        if unit == Unit::Day && last.days() > 1 {
            return last;
        }
        let moved = Count::About(1).away(whole, Unit::Day, if is_back { -1 } else { 1 });
        unit_of(if is_back { moved.start() } else { moved.last() }, unit)
    });
    Some(text(end, days, unit))
}

/// `later that day`, `earlier in the day`, `later the same month`, `earlier this year`, `later in the week`.
fn within(reading: &Reading, at: usize) -> Option<Found> {
    let is_later = reading.key(at) == "later";
    let of = reading.skip(at + 1, &["in", "on"]);
    if reading.key(of) == "this" {
        return this_unit(reading, of + 1, is_later);
    }
    let is_named = matches!(reading.key(of), "the" | "that");
    let mut unit_at = reading.skip(of, &["the", "that"]);
    unit_at = reading.skip(unit_at, &["same", "very"]);
    let (unit, end) = unit_behind(reading, unit_at).filter(|_| is_named)?;
    let Some(last) = reading.last else {
        // With no time before it, it is told of the day of publishing.
        let days = reading.published.map(|day| {
            let whole = unit_of(day, unit);
            if is_later { whole } else { Interval::of_days(whole.start(), day) }
        });
        return Some(Found::published(end, Found::known(days), unit));
    };
    let whole = widened(last, unit);
    let days = if is_later {
        Interval::of_days(last.start(), whole.last())
    } else {
        Interval::of_days(whole.start(), last.last())
    };
    Some(text(end, Some(days), unit))
}

/// `earlier this week` until publishing, `later this week` from then on.
fn this_unit(reading: &Reading, at: usize, is_later: bool) -> Option<Found> {
    let (unit, end) = unit_behind(reading, at)?;
    let days = reading.published.map(|day| {
        let whole = unit_of(day, unit);
        if is_later { Interval::of_days(day, whole.last()) } else { Interval::of_days(whole.start(), day) }
    });
    Some(Found::published(end, Found::known(days), unit))
}

/// `the day before`, `the day after`.
fn the_day(reading: &Reading, at: usize) -> Option<Found> {
    let way = match reading.key(at + 1) {
        "before" => -1,
        "after" => 1,
        _ => return None,
    };
    if reading.before(at, 1) != "the" {
        return None;
    }
    let days = reading.last.map(|last| Count::About(1).away(last, Unit::Day, way));
    Some(text(at + 2, days, Unit::Day))
}
