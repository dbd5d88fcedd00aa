//! Parts of months and years: `late 2013`, `mid- to late July`, `the first half of 2018`, `the end of September`.

use crate::model::Interval;

use super::{
    dates, deictic,
    reading::{Found, Reading},
    when::{Count, When, later},
    words::{Unit, Word},
    years,
};

/// A part of a period that is named behind it.
pub(super) fn part(reading: &Reading, at: usize) -> Option<Found> {
    if let Some((from, to, end)) = named_part(reading, at) {
        let mut found = period(reading, end)?;
        // "Late on Sunday" is that day.
        if found.grain != Unit::Day {
            found.when = found.when.part(from, to);
            found.grain = Unit::Month.max_of(found.grain);
        }
        return Some(found);
    }
    counted_part(reading, at)
}

/// Which twelfths `early`, `mid- to late`, `the beginning of`, `the second half of` mean, and where the period begins.
fn named_part(reading: &Reading, at: usize) -> Option<(i32, i32, usize)> {
    let (from, mut to, end) = match reading.key(at) {
        "early" => (0, 4, at + 1),
        "mid" | "middle" => (4, 8, at + 1),
        "late" => (8, 12, at + 1),
        "beginning" | "start" => (0, 3, at + 1),
        "end" => (10, 12, at + 1),
        ordinal => {
            let nth = nth(ordinal)?;
            let parts = match reading.key(at + 1) {
                "half" => 2,
                "third" => 3,
                "quarter" => 4,
                _ => return None,
            };
            let nth = match nth {
                Nth::At(nth) => nth,
                Nth::Last => parts - 1,
            };
            let is_of = reading.key(at + 2) == "of" && nth < parts;
            return is_of.then(|| (12 / parts * nth, 12 / parts * (nth + 1), reading.skip(at + 3, &["the"])));
        }
    };
    let mut end = reading.skip(end, &["-"]);
    if matches!(reading.key(end), "to" | "or") {
        let second = reading.skip(end + 1, &["-"]);
        to = match reading.key(second) {
            "mid" => 8,
            "late" => 12,
            _ => return None,
        };
        end = reading.skip(second + 1, &["-"]);
    }
    let end = reading.skip(end, &["in", "of"]);
    Some((from, to, reading.skip(end, &["the"])))
}

/// Which of several.
#[derive(Clone, Copy)]
enum Nth {
    /// Counted from the first, 0.
    At(i32),
    Last,
}

fn nth(key: &str) -> Option<Nth> {
    Some(match key {
        "first" => Nth::At(0),
        "second" => Nth::At(1),
        "third" => Nth::At(2),
        "fourth" => Nth::At(3),
        "last" => Nth::Last,
        _ => return None,
    })
}

/// `the first four months of this year`, `the last week of July`.
fn counted_part(reading: &Reading, at: usize) -> Option<Found> {
    let nth = nth(reading.key(at))?;
    let (count, unit_at) = match reading.count(at + 1) {
        Some((count, end)) => (Count::About(count as i32), end),
        None if reading.key(at + 1) == "few" => (Count::About(3), at + 2),
        None => (if reading.key(at + 1).ends_with('s') { Count::Some } else { Count::About(1) }, at + 1),
    };
    let unit = reading.unit(unit_at).filter(|&unit| unit != Unit::Hour)?;
    if reading.key(unit_at + 1) != "of" {
        return None;
    }
    let mut found = period(reading, reading.skip(unit_at + 2, &["the"]))?;
    let is_longer = !matches!(found.grain, Unit::Day | Unit::Hour) && found.grain != unit;
    let whole = found.when.latest(reading.published).filter(|_| is_longer)?;
    let count = count.most(unit).min(400);
    let days = match nth {
        Nth::At(nth) => {
            let first = later(whole.start(), nth * count, unit);
            Interval::new(first, later(first, count, unit))
        }
        Nth::Last => Interval::new(later(whole.end(), -count, unit), whole.end()),
    };
    found.when = When::Days(days);
    Some(found)
}

/// A month, a season, a year, or "this year", "last month", "the week", "that summer".
fn period(reading: &Reading, at: usize) -> Option<Found> {
    match reading.word(at) {
        Word::Month(_) | Word::DoubtfulMonth(_) | Word::HalfMonth => dates::date(reading, at, true),
        Word::Number => years::year(reading, at, true),
        Word::Season(_) => deictic::season(reading, at, true),
        Word::Unit(unit @ (Unit::Week | Unit::Month | Unit::Year)) => {
            Some(Found::published(at + 1, Found::known(deictic::around(reading, unit, 0)), unit))
        }
        Word::Lead if matches!(reading.key(at), "last" | "this") => {
            let unit = reading.unit(at + 1);
            let back = if reading.key(at) == "last" { -1 } else { 0 };
            match unit {
                Some(unit @ (Unit::Week | Unit::Month | Unit::Year)) => {
                    Some(Found::published(at + 2, Found::known(deictic::around(reading, unit, back)), unit))
                }
                Some(_) => None,
                None => deictic::deictic(reading, at),
            }
        }
        _ => None,
    }
}

impl Unit {
    /// The longer of two units that a part can be of.
    fn max_of(self, other: Self) -> Self {
        if other == Self::Year || other == Self::Decade { other } else { self }
    }
}
