//! Weekdays, and the times of day that hang on a day.

use super::{
    reading::{Found, Reading},
    when::{When, later, weekday_of},
    words::{Unit, Word},
};
use crate::model::Interval;

/// A weekday: the latest one until the day of publishing.
pub(super) fn weekday(reading: &Reading, at: usize) -> Option<Found> {
    let Word::Weekday(weekday) = reading.word(at) else { return None };
    if is_habit_or_name(reading, at) {
        return None;
    }
    let end = times_of_day(reading, at + 1);
    // "On Monday last week", "Tuesday of last week".
    let week = reading.skip(end, &["of"]);
    if reading.key(week) == "last" && reading.unit(week + 1) == Some(Unit::Week) {
        let monday = reading.published.map(|day| later(day, -1, Unit::Week).plus(-weekday_of(day)));
        let day = monday.map(|monday| Interval::of_day(monday.plus(weekday)));
        return Some(Found::published(week + 2, Found::known(day), Unit::Day));
    }
    Some(Found::published(end, When::Weekly(weekday), Unit::Day))
}

/// A weekday behind "last", "next" or "this"; `at` is where that word stands.
pub(super) fn which_weekday(reading: &Reading, at: usize) -> Option<Found> {
    let Word::Weekday(weekday) = reading.word(at + 1) else { return None };
    let end = times_of_day(reading, at + 2);
    let days = |until: i32| When::Weekly(weekday).latest(reading.published.map(|day| day.plus(until)));
    let days = match reading.key(at) {
        "last" | "past" | "previous" => days(-1),
        "next" | "coming" => days(7),
        _ => days(0),
    };
    Some(Found::published(end, Found::known(days), Unit::Day))
}

/// Every Friday, on Fridays, the Sunday Times.
fn is_habit_or_name(reading: &Reading, at: usize) -> bool {
    let is_plural =
        reading.key(at).is_ascii() && reading.key(at).ends_with("ys") && reading.before(at, 1) == "on";
    is_plural
        || matches!(reading.before(at, 1), "every" | "each" | "black" | "bloody" | "كل")
        || matches!(reading.key(at + 1), "times" | "telegraph" | "mosque")
}

/// Where the times of day behind a day end: `Sunday night`, `Tuesday early in the morning`.
pub(super) fn times_of_day(reading: &Reading, mut at: usize) -> usize {
    let is_time = |key: &str| {
        matches!(
            key,
            "morning"
                | "afternoon"
                | "evening"
                | "night"
                | "noon"
                | "midday"
                | "midnight"
                | "dawn"
                | "dusk"
                | "overnight"
                | "صباحا"
                | "مساء"
                | "ليلا"
        )
    };
    if is_time(reading.key(at)) {
        at += 1;
    } else if matches!(reading.key(at), "early" | "late") && is_time(reading.key(at + 1)) {
        at += 2;
    }
    at
}
