//! What Arabic reports say instead of a date: `أمس`, `اليوم`, `الشهر الماضي`. Dates and weekdays are read as the others are.

use crate::model::Interval;

use super::{
    deictic::around,
    reading::{Found, Reading},
    when::unit_of,
    words::{Unit, Word},
};

/// An Arabic word that points from the day of publishing.
pub(super) fn arabic(reading: &Reading, at: usize) -> Option<Found> {
    let day = |back: i32, end: usize| {
        let day = reading.published.map(|day| Interval::of_day(day.plus(back)));
        Some(Found::published(end, Found::known(day), Unit::Day))
    };
    let is_weekday = matches!(reading.word(at + 1), Word::Weekday(_));
    match reading.key(at).strip_prefix('و').unwrap_or(reading.key(at)) {
        "امس" => day(-1, if is_weekday { at + 2 } else { at + 1 }),
        "البارحة" => day(-1, at + 1),
        "غدا" => day(1, at + 1),
        "اول" if reading.key(at + 1) == "امس" => day(-2, at + 2),
        "اول" if reading.key(at + 1) == "من" && reading.key(at + 2) == "امس" => day(-2, at + 3),
        // "Today, Saturday" is read from the weekday on; "the following day" is not today.
        "اليوم" if is_weekday || matches!(reading.key(at + 1), "التالي" | "السابق" | "الماضي" | "نفسه") => {
            None
        }
        "اليوم" => day(0, at + 1),
        "الاسبوع" => past_unit(reading, at, Unit::Week),
        "الشهر" => past_unit(reading, at, Unit::Month),
        "العام" => past_unit(reading, at, Unit::Year),
        "هذا" => {
            let unit = match reading.key(at + 1) {
                "الاسبوع" => Unit::Week,
                "الشهر" => Unit::Month,
                "العام" => Unit::Year,
                _ => return None,
            };
            let days = reading.published.map(|day| Interval::of_days(unit_of(day, unit).start(), day));
            Some(Found::published(at + 2, Found::known(days), unit))
        }
        _ => None,
    }
}

/// The last week, month or year: the unit with الماضي behind it.
fn past_unit(reading: &Reading, at: usize, unit: Unit) -> Option<Found> {
    matches!(reading.key(at + 1), "الماضي" | "الفائت" | "المنصرم")
        .then(|| Found::published(at + 2, Found::known(around(reading, unit, -1)), unit))
}
