//! Dates of numbers only: `2017-11-13`, `01.10.2014`, `16-12-2014`, `11/30/2024`.

use crate::{
    model::{Day, Interval},
    text::{Token, TokenKind, numeral},
};

use super::{
    reading::{Found, Reading},
    when::When,
    words::Unit,
};

/// How many days a date above a report may be from that of publishing.
const NEAR: i32 = 7;

/// A date of three numbers.
pub(super) fn numeric(reading: &Reading, at: usize) -> Option<Found> {
    let (parts, end) = parts(reading.tokens, at)?;
    let day = match parts {
        [(year, 4), (month, 1 | 2), (day, 1 | 2)] => Day::from_ymd(year as i32, month, day),
        [(first, 1 | 2), (second, 1 | 2), (year, 4)] => {
            let is_dotted = end == at + 1;
            in_order(reading, first, second, year as i32, is_dotted)
        }
        _ => None,
    }?;
    let is_plausible = (1900..=2100).contains(&day.ymd().0);
    is_plausible.then(|| Found::calendar(end, When::Days(Interval::of_day(day)), Unit::Day))
}

/// The day, if the numbers, the text or the day of publishing tell which number it is.
fn in_order(reading: &Reading, first: u32, second: u32, year: i32, is_dotted: bool) -> Option<Day> {
    let (day_first, month_first) = (Day::from_ymd(year, second, first), Day::from_ymd(year, first, second));
    let (Some(one), Some(other)) = (day_first, month_first) else { return day_first.or(month_first) };
    if one == other || is_dotted {
        return Some(one);
    }
    if let Some(is_day_first) = reading.is_day_first {
        return Some(if is_day_first { one } else { other });
    }
    // A report does not name a day that is still to come.
    let published = reading.published?;
    match (one <= published, other <= published) {
        (true, false) => return Some(one),
        (false, true) => return Some(other),
        _ => {}
    }
    // The date above a report is about that of publishing.
    let is_near = |day: Day| (published.number() - day.number()).abs() <= NEAR;
    match (is_near(one), is_near(other)) {
        (true, false) => Some(one),
        (false, true) => Some(other),
        _ => None,
    }
}

/// Whether numeric dates put the day first, if one of the text shows it.
pub(super) fn shown_order(tokens: &[Token]) -> Option<bool> {
    (0..tokens.len()).filter(|&at| tokens[at].kind == TokenKind::Number).find_map(|at| {
        match parts(tokens, at)?.0 {
            [(13..=31, 2), (1..=12, _), (_, 4)] => Some(true),
            [(1..=12, _), (13..=31, 2), (_, 4)] => Some(false),
            _ => None,
        }
    })
}

/// Three numbers with one kind of sign between them, each with its digits; and where they end.
fn parts(tokens: &[Token], at: usize) -> Option<([(u32, usize); 3], usize)> {
    let key = |at: usize| tokens.get(at).map_or("", |token: &Token| token.key.as_str());
    let part = |text: &str| Some((numeral(text).filter(|_| !text.contains(','))?, text.chars().count()));
    let is_alone = |behind: usize| {
        !tokens.get(behind).is_some_and(|token| {
            token.is_joined && (matches!(token.key.as_str(), "-" | "/") || token.kind == TokenKind::Number)
        })
    };
    let mut dotted = key(at).split('.');
    if let (Some(one), Some(two), Some(three), None) =
        (dotted.next(), dotted.next(), dotted.next(), dotted.next())
    {
        return Some(([part(one)?, part(two)?, part(three)?], at + 1)).filter(|_| is_alone(at + 1));
    }
    let is_number =
        |at: usize| tokens.get(at).is_some_and(|token| token.kind == TokenKind::Number && token.is_joined);
    let sign = key(at + 1);
    let is_date = matches!(sign, "-" | "/" | "\u{2011}")
        && key(at + 3) == sign
        && is_number(at + 2)
        && is_number(at + 4);
    let is_first = !tokens.get(at)?.is_joined || at.checked_sub(1).is_none_or(|before| key(before) != sign);
    if !is_date || !is_first || !is_alone(at + 5) {
        return None;
    }
    Some(([part(key(at))?, part(key(at + 2))?, part(key(at + 4))?], at + 5))
}
