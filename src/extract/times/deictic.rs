//! Times that point from the day of publishing: `today`, `last week`, `in the past 24 hours`, `over the weekend`.

use crate::model::{Day, Interval};

use super::{
    dates::whole_month,
    reading::{Found, Reading},
    weekdays::{times_of_day, which_weekday},
    when::{Count, When, later, unit_of},
    words::{Unit, Word},
    years::whole_year,
};

/// What points from the day of publishing.
pub(super) fn deictic(reading: &Reading, at: usize) -> Option<Found> {
    let day = |back: i32, end: usize| {
        let day = reading.published.map(|day| Interval::of_day(day.plus(back)));
        Some(Found::published(times_of_day(reading, end), Found::known(day), Unit::Day))
    };
    match reading.key(at) {
        "today" | "tonight" => day(0, at + 1),
        "yesterday" => day(-1, at + 1),
        "tomorrow" => day(1, at + 1),
        "day" if reading.key(at + 1) == "before" && reading.key(at + 2) == "yesterday" => day(-2, at + 3),
        "overnight" => overnight(reading, at),
        "now" | "currently" => is_now(reading, at).then(|| day(0, at + 1))?,
        "weekend" => weekend(reading, at),
        "last" | "past" | "previous" | "preceding" | "recent" | "this" | "next" | "coming" => {
            pointed(reading, at)
        }
        _ => None,
    }
}

/// The night before the day of publishing; beside another time, the night of that.
fn overnight(reading: &Reading, at: usize) -> Option<Found> {
    let behind = reading.skip(at + 1, &["on", "in", "into", "from", "between", "during"]);
    let behind = reading.skip(behind, &["late", "early"]);
    let is_dated = match reading.word(behind) {
        Word::Weekday(_) | Word::Month(_) | Word::Number => true,
        _ => matches!(reading.word(behind), Word::Unit(_)),
    };
    let night = reading.published.map(|day| Interval::of_days(day.plus(-1), day));
    (!is_dated).then(|| Found::published(at + 1, Found::known(night), Unit::Day))
}

/// "Now known as" names, "by now" does not date.
fn is_now(reading: &Reading, at: usize) -> bool {
    !matches!(reading.before(at, 1), "by" | "from" | "right" | "just" | "for")
        && !matches!(reading.key(at + 1), "known" | "called" | "defunct" | "famous" | "that")
}

/// The last Saturday and Sunday that began.
fn weekend(reading: &Reading, at: usize) -> Option<Found> {
    let is_named = matches!(reading.before(at, 1), "the" | "this" | "last" | "past");
    let days = reading.published.and_then(|published| {
        let saturday = When::Weekly(5).latest(Some(published))?.start();
        Some(Interval::of_days(saturday, saturday.plus(1).min(published)))
    });
    is_named.then(|| Found::published(at + 1, Found::known(days), Unit::Week))
}

/// `last`, `this`, `past`, `next` and what they point to.
fn pointed(reading: &Reading, at: usize) -> Option<Found> {
    let which = reading.key(at);
    let published = |end, interval, grain| Some(Found::published(end, Found::known(interval), grain));
    if let Some(found) = window(reading, at) {
        return Some(found);
    }
    match reading.word(at + 1) {
        Word::Weekday(_) => return which_weekday(reading, at),
        Word::Month(month) if matches!(which, "last" | "this" | "next") => {
            return published(at + 2, pointed_yearly(reading, whole_month(month), which), Unit::Month);
        }
        Word::Season(_) if matches!(which, "last" | "this" | "next") => {
            let found = season(reading, at + 1, true)?;
            return published(found.end, pointed_yearly(reading, found.when, which), Unit::Month);
        }
        Word::Unit(unit) => return pointed_unit(reading, at, unit),
        _ => {}
    }
    let day = |back: i32| reading.published.map(|day| Interval::of_day(day.plus(back)));
    match (which, reading.key(at + 1)) {
        ("last", "night") => published(at + 2, day(-1), Unit::Day),
        ("this", "morning" | "afternoon" | "evening" | "night") => published(at + 2, day(0), Unit::Day),
        ("last" | "past" | "this", "weekend") => weekend(reading, at + 1),
        ("last", "quarter") if reading.key(at + 2) != "of" => {
            published(at + 2, last_quarter(reading.published), Unit::Month)
        }
        _ => None,
    }
}

/// `last September`: the latest one that was over or running on the day of publishing, and not that of the running month.
fn pointed_yearly(reading: &Reading, when: When, which: &str) -> Option<Interval> {
    let published = reading.published?;
    let latest = when.latest(Some(published));
    match which {
        "last" => when.latest(Some(Interval::of_month(published).start().plus(-1))),
        "next" => latest.and_then(|days| when.latest(Some(later(days.start(), 1, Unit::Year)))),
        _ => latest,
    }
}

/// `last week`, `this month`, `next year`.
fn pointed_unit(reading: &Reading, at: usize, unit: Unit) -> Option<Found> {
    // "Last weeks attack" is a possessive without its apostrophe, "the last weeks" are several.
    let is_plural = reading.key(at + 1).ends_with('s') && reading.before(at, 1) == "the";
    let way = match (reading.key(at), unit) {
        (_, Unit::Hour | Unit::Day) => return None,
        ("last", _) if !is_plural => -1,
        ("this", _) => 0,
        // "The next week" is told of another time; without an article it is the one to come.
        ("next" | "coming", _) if reading.before(at, 1) != "the" && !is_plural => 1,
        _ => return None,
    };
    let days = around(reading, unit, way).map(|days| until_published(reading, days, way));
    Some(Found::published(at + 2, Found::known(days), unit))
}

/// The week, month or year of publishing, or one before or behind it.
pub(super) fn around(reading: &Reading, unit: Unit, way: i32) -> Option<Interval> {
    let published = reading.published?;
    if unit == Unit::Decade {
        return Some(Interval::of_days(later(published, 10 * way, Unit::Year), published));
    }
    let first = unit_of(published, unit).start();
    Some(unit_of(later(first, way, unit), unit))
}

/// What has begun ends for the reader on the day of publishing.
fn until_published(reading: &Reading, days: Interval, way: i32) -> Interval {
    match reading.published {
        Some(published) if way == 0 => Interval::of_days(days.start(), days.last().min(published)),
        _ => days,
    }
}

/// `in the past 24 hours`, `over the last three days`, `in recent weeks`, `the past year`: until the day of publishing.
fn window(reading: &Reading, at: usize) -> Option<Found> {
    let which = reading.key(at);
    if matches!(which, "this" | "next" | "coming") {
        return None;
    }
    let counted = counted(reading, at + 1);
    let (count, unit_at) = match counted {
        Some(counted) => counted,
        None if reading.key(at + 1).ends_with('s') && (which != "last" || is_definite(reading, at)) => {
            (Count::Some, at + 1)
        }
        // "Last week" is one of the calendar, "the past week" is not.
        None if matches!(which, "past" | "preceding") || reading.unit(at + 1) == Some(Unit::Decade) => {
            (Count::About(1), at + 1)
        }
        None => return None,
    };
    let unit = reading.unit(unit_at)?;
    // "The last days of Ramadan" are not those before publishing.
    if reading.key(unit_at + 1) == "of" && which == "last" {
        return None;
    }
    let days = reading.published.map(|day| Interval::of_days(later(day, -count.most(unit), unit), day));
    Some(Found::published(unit_at + 1, Found::known(days), unit))
}

/// Whether "last hours" are several: an article is before them, or they are too short to be called last by one.
fn is_definite(reading: &Reading, at: usize) -> bool {
    reading.before(at, 1) == "the" || matches!(reading.unit(at + 1), Some(Unit::Hour | Unit::Day))
}

/// A number before a unit, exact or not; and where it ends.
pub(super) fn counted(reading: &Reading, at: usize) -> Option<(Count, usize)> {
    if let Some((count, end)) = reading.count(at) {
        return Some((Count::About(count.min(10_000) as i32), end));
    }
    match reading.key(at) {
        "a" if reading.key(at + 1) == "few" => Some((Count::About(5), at + 2)),
        "few" | "several" => Some((Count::About(5), at + 1)),
        "couple" => Some((Count::About(2), reading.skip(at + 1, &["of"]))),
        "a" | "an" => Some((Count::About(1), at + 1)),
        _ => None,
    }
}

/// `spring 2014`, `the summer of 2015`, `summer`. A winter is named after the year it ends in.
pub(super) fn season(reading: &Reading, at: usize, is_pointed: bool) -> Option<Found> {
    let Word::Season(first) = reading.word(at) else { return None };
    let year_at = reading.skip(at + 1, &["of"]);
    let last = if first == 12 { (2, 31) } else { (first + 2, 31) };
    let when = When::Yearly { first: (first, 1), last };
    if let Some(year) = reading.year(year_at) {
        let from = whole_year(year).map_or(year, |_| if first == 12 { year - 1 } else { year });
        return Some(Found::calendar(year_at + 1, when.in_year(from), Unit::Month));
    }
    // "The Arab Spring", "the fall of Aleppo" are no seasons.
    let is_season = is_pointed && reading.key(at + 1) != "of";
    is_season.then(|| Found::calendar(at + 1, when, Unit::Month))
}

/// The quarter of the calendar before that of publishing.
fn last_quarter(published: Option<Day>) -> Option<Interval> {
    let (year, month, _) = published?.ymd();
    let first = Day::from_ymd(year, (month - 1) / 3 * 3 + 1, 1)?;
    Some(Interval::new(later(first, -3, Unit::Month), first))
}
