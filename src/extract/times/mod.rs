//! Times that a running text names, as days with the precision that the words have.
//!
//! A sentence is read from left to right. Each token that can begin an expression is tried (`dates`, `numeric`, `years`,
//! `weekdays`, `parts`, `deictic`, `counted`, `following`, `arabic`); two that are joined make one (`spans`); the words before
//! say how an event stands to it (`relation`). What has no year or week is the latest one until the day of publishing.

mod arabic;
mod counted;
mod dates;
mod deictic;
mod following;
mod numeric;
mod parts;
mod reading;
mod relation;
mod spans;
#[cfg(test)]
mod tests;
mod weekdays;
mod when;
mod words;
mod years;

use std::ops::Range;

use crate::{
    model::{Day, Interval},
    text::{Sentence, Token},
};

use reading::{Found, Reading};
use when::When;
use words::Word;

/// A time that a text names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeMention {
    /// Its tokens, by their numbers.
    pub tokens: Range<usize>,
    /// The days that it means; `None` where that needs a day of publishing, or a time named before, that is not known.
    pub interval: Option<Interval>,
    /// How an event told with it stands to these days.
    pub relation: Relation,
    /// What it is counted from.
    pub anchor: Anchor,
}

/// How an event stands to a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// In it: on Sunday, in 2015, over the weekend.
    During,
    /// From it on.
    Since,
    /// Until it.
    Until,
    /// Before it.
    Before,
    /// After it.
    After,
}

/// What a time is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The calendar: it names a day, month or year.
    Calendar,
    /// The day of publishing: Sunday, yesterday, last month.
    Published,
    /// The time that the text named before: the same day, a week later.
    Text,
}

/// The times that a text names, in its order; they do not overlap.
///
/// ```
/// use kharita::{extract::times, model::Day, text::{sentences, tokens}};
/// let text = "The town fell on Sunday, two days after the first raid.";
/// let tokens = tokens(text);
/// let times = times(&tokens, &sentences(text, &tokens), Day::parse("2018-01-08").ok());
/// assert_eq!(times[0].interval.map(|days| days.start().to_string()).as_deref(), Some("2018-01-07"));
/// ```
#[must_use]
pub fn times(tokens: &[Token], sentences: &[Sentence], published: Option<Day>) -> Vec<TimeMention> {
    let words: Vec<Word> = tokens.iter().map(words::word).collect();
    let is_day_first = numeric::shown_order(tokens);
    let mut mentions = Vec::new();
    let (mut last, mut last_paragraph) = (None, 0);
    for sentence in sentences {
        if sentence.paragraph > last_paragraph + 1 {
            last = None;
        }
        let mut reading = Reading {
            tokens: tokens.get(..sentence.tokens.end).unwrap_or(tokens),
            words: &words,
            start: sentence.tokens.start,
            published,
            is_day_first,
            last,
            is_last_near: false,
        };
        read_sentence(&mut reading, &mut mentions);
        if reading.is_last_near {
            (last, last_paragraph) = (reading.last, sentence.paragraph);
        }
    }
    mentions
}

/// Adds the times of one sentence.
fn read_sentence(reading: &mut Reading, mentions: &mut Vec<TimeMention>) {
    let before = mentions.len();
    let (mut at, mut now) = (reading.start, None);
    while at < reading.tokens.len() {
        let found = match reading.word(at) {
            Word::Other => None,
            _ => spans::span(reading, at),
        };
        let Some(found) = found else {
            at += 1;
            continue;
        };
        let is_now = matches!(reading.key(at), "now" | "currently");
        let mention = TimeMention {
            tokens: at..found.end,
            interval: dated(reading, &found),
            relation: found.relation.unwrap_or_else(|| relation::relation(reading, at, found.end)),
            anchor: found.anchor,
        };
        at = found.end;
        if is_called_after(reading, at) {
            continue;
        }
        if is_now {
            now = now.or(Some(mention));
            continue;
        }
        if mention.interval.is_some() {
            (reading.last, reading.is_last_near) = (mention.interval, true);
        }
        mentions.push(mention);
    }
    // "Now" says when only where nothing else does.
    if mentions.len() == before {
        mentions.extend(now);
    }
}

/// Whether something is called after a day: April 7th Street, the 6 October Bridge.
fn is_called_after(reading: &Reading, end: usize) -> bool {
    reading.tokens.get(end).is_some_and(|next| next.is_capital)
        && matches!(
            reading.key(end),
            "street"
                | "square"
                | "bridge"
                | "brigade"
                | "battalion"
                | "movement"
                | "district"
                | "neighborhood"
                | "neighbourhood"
                | "hospital"
                | "school"
                | "stadium"
        )
}

/// The days that an expression means.
fn dated(reading: &Reading, found: &Found) -> Option<Interval> {
    /// How many days ahead a plan names a day without its year.
    const AHEAD: i32 = 14;
    if let (When::Yearly { .. }, Some(published)) = (found.when, reading.published) {
        let ahead = found.when.latest(Some(published.plus(AHEAD)));
        if ahead.is_some_and(|days| days.start() > published) && reading.is_future() {
            return ahead;
        }
    }
    found.when.latest(reading.published)
}

/// The expression that begins at a token. `is_second`: behind another one and "and", "to" or the like.
fn expression(reading: &Reading, at: usize, is_second: bool) -> Option<Found> {
    match reading.word(at) {
        Word::Other => None,
        Word::Number => numeric::numeric(reading, at)
            .or_else(|| dates::date(reading, at, is_second))
            .or_else(|| counted::distance(reading, at))
            .or_else(|| years::year(reading, at, is_second)),
        Word::Month(_) | Word::DoubtfulMonth(_) | Word::HalfMonth => dates::date(reading, at, is_second),
        Word::Weekday(_) => dates::behind_weekday(reading, at).or_else(|| weekdays::weekday(reading, at)),
        Word::ShortWeekday => dates::behind_weekday(reading, at),
        Word::Season(_) => {
            let is_pointed = matches!(reading.before(at, 1), "in" | "during")
                || reading.before(at, 1) == "the"
                    && matches!(reading.before(at, 2), "in" | "during" | "since");
            deictic::season(reading, at, is_pointed)
        }
        Word::Unit(_) => deictic::deictic(reading, at)
            .or_else(|| following::following(reading, at))
            .or_else(|| counted::distance(reading, at)),
        Word::Lead => lead(reading, at),
    }
}

/// An expression that begins with a word of many uses.
fn lead(reading: &Reading, at: usize) -> Option<Found> {
    match reading.key(at) {
        "for" => counted::duration(reading, at),
        "early" | "mid" | "middle" | "late" | "beginning" | "start" | "end" | "first" | "second"
        | "third" | "fourth" => parts::part(reading, at),
        "last" => parts::part(reading, at).or_else(|| deictic::deictic(reading, at)),
        "next" | "previous" => deictic::deictic(reading, at).or_else(|| following::following(reading, at)),
        "same" | "that" | "following" | "later" | "earlier" | "then" => following::following(reading, at),
        "today" | "tonight" | "yesterday" | "tomorrow" | "overnight" | "now" | "currently" | "past"
        | "preceding" | "recent" | "this" | "coming" | "weekend" => deictic::deictic(reading, at),
        key if key.is_ascii() => counted::distance(reading, at),
        _ => arabic::arabic(reading, at),
    }
}
