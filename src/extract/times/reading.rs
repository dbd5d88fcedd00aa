//! A sentence with what its words can be, and what was understood so far.

use crate::{
    model::{Day, Interval},
    text::{Token, month, numeral, numeral_at},
};

use super::{
    Anchor, Relation,
    when::When,
    words::{Unit, Word, is_counted},
};

/// One sentence as it is read.
pub(super) struct Reading<'a> {
    /// The tokens of the text until the end of the sentence.
    pub tokens: &'a [Token],
    /// What each can be.
    pub words: &'a [Word],
    /// Where the sentence begins.
    pub start: usize,
    /// The day of publishing.
    pub published: Option<Day>,
    /// Whether numeric dates of this text put the day first, where they show it.
    pub is_day_first: Option<bool>,
    /// The time named last, in this paragraph or the one before.
    pub last: Option<Interval>,
    /// Whether that was in this sentence.
    pub is_last_near: bool,
}

/// An expression of time that begins where it was looked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    /// Where the expression ends: the number of the token behind it.
    pub end: usize,
    /// What it means.
    pub when: When,
    /// What it is counted from.
    pub anchor: Anchor,
    /// The unit that it names.
    pub grain: Unit,
    /// The relation, where the expression itself says it.
    pub relation: Option<Relation>,
}

impl Found {
    pub fn calendar(end: usize, when: When, grain: Unit) -> Self {
        Self { end, when, anchor: Anchor::Calendar, grain, relation: None }
    }

    pub fn published(end: usize, when: When, grain: Unit) -> Self {
        Self { anchor: Anchor::Published, ..Self::calendar(end, when, grain) }
    }

    pub fn text(end: usize, when: When, grain: Unit) -> Self {
        Self { anchor: Anchor::Text, ..Self::calendar(end, when, grain) }
    }

    /// What is worked out from the day of publishing, or from another that may be unknown.
    pub fn known(interval: Option<Interval>) -> When {
        interval.map_or(When::Unknown, When::Days)
    }
}

impl Reading<'_> {
    /// The key of a token; empty outside of the sentence.
    pub fn key(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.key.as_str())
    }

    /// The key of the token `back` before `at`; empty outside of the sentence.
    pub fn before(&self, at: usize, back: usize) -> &str {
        at.checked_sub(back).filter(|&at| at >= self.start).map_or("", |at| self.key(at))
    }

    pub fn word(&self, at: usize) -> Word {
        if at < self.tokens.len() { self.words[at] } else { Word::Other }
    }

    pub fn is_joined(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is_joined)
    }

    /// Where to go on behind one of these keys, or here.
    pub fn skip(&self, at: usize, keys: &[&str]) -> usize {
        at + usize::from(keys.contains(&self.key(at)))
    }

    /// A unit of time; not that of `week-long` and `year-old`.
    pub fn unit(&self, at: usize) -> Option<Unit> {
        let is_compound = self.key(at + 1) == "-" && self.is_joined(at + 1) && self.is_joined(at + 2);
        match self.word(at) {
            Word::Unit(unit) if !is_compound => Some(unit),
            _ => None,
        }
    }

    /// A month of any spelling and where it ends; Arabic ones may stand in both usages: `تشرين الثاني/نوفمبر`.
    pub fn month(&self, at: usize) -> Option<(u32, usize)> {
        let (month, end) = match self.word(at) {
            Word::Month(month) => (month, at + 1),
            Word::DoubtfulMonth(month) => (month, self.skip(at + 1, &["."])),
            Word::HalfMonth => {
                let first = self.key(at);
                let first =
                    if first.starts_with("وت") || first.starts_with("وك") { &first[2..] } else { first };
                (month(&format!("{first} {}", self.key(at + 1)))?, at + 2)
            }
            _ => return None,
        };
        let is_twice = self.key(end) == "/" && self.word(end + 1) == Word::Month(month);
        Some((month, if is_twice { end + 2 } else { end }))
    }

    /// A number of at most `digits` digits.
    pub fn number(&self, at: usize, digits: usize) -> Option<u32> {
        (self.word(at) == Word::Number && self.key(at).chars().count() <= digits)
            .then(|| numeral(self.key(at)))?
    }

    /// A day of a month, and where it ends: `13`, `13th`.
    pub fn day(&self, at: usize) -> Option<(u32, usize)> {
        let day = self.number(at, 2).filter(|day| (1..=31).contains(day))?;
        let is_ordinal = self.is_joined(at + 1) && matches!(self.key(at + 1), "st" | "nd" | "rd" | "th");
        if is_ordinal {
            return Some((day, at + 2));
        }
        let is_unit = self.is_joined(at + 1) && !matches!(self.word(at + 1), Word::Other | Word::Number)
            || self.is_glued(at + 1);
        (!is_unit || self.month(at + 1).is_some()).then_some((day, at + 1))
    }

    /// Whether letters, a percent sign or a colon with digits stand right behind a number.
    pub fn is_glued(&self, at: usize) -> bool {
        self.is_joined(at)
            && (self.key(at).starts_with(|c: char| c.is_alphabetic() || c == '%')
                || self.key(at) == ":" && self.word(at + 1) == Word::Number)
    }

    /// A year of four digits that is no time of day and counts nothing.
    pub fn year(&self, at: usize) -> Option<i32> {
        let year = self.number(at, 4).filter(|year| (1900..=2100).contains(year))? as i32;
        let latest = self.published.map_or(2100, |day| day.ymd().0 + 10);
        let is_clock = matches!(self.key(at + 1), "gmt" | "utc" | "hours" | "hrs");
        (year <= latest && !is_clock && !self.is_glued(at + 1)).then_some(year)
    }

    /// A year behind a comma or none.
    pub fn year_behind(&self, at: usize) -> Option<(i32, usize)> {
        let at = self.skip(at, &[",", "،"]);
        // "In June last year" is that of the year before.
        let back = match self.key(at) {
            "last" => 1,
            "this" => 0,
            _ => return Some((self.year(at)?, at + 1)),
        };
        let published = self.published.filter(|_| self.key(at + 1) == "year")?;
        Some((published.ymd().0 - back, at + 2))
    }

    pub fn is_counted(&self, at: usize) -> bool {
        is_counted(self.key(at))
    }

    /// A number in digits or words, and where it ends.
    pub fn count(&self, at: usize) -> Option<(u32, usize)> {
        let tokens = self.tokens.get(at..)?;
        match self.word(at) {
            Word::Number | Word::Lead => numeral_at(tokens).map(|(number, taken)| (number, at + taken)),
            _ => None,
        }
    }

    /// Whether the sentence speaks of what is to come.
    pub fn is_future(&self) -> bool {
        (self.start..self.tokens.len()).any(|at| match self.key(at) {
            "will" | "plans" | "planned" | "planning" | "expected" | "scheduled" | "due" | "upcoming" => true,
            "to" => matches!((self.key(at + 1), self.key(at + 2)), ("be", "held") | ("take", "place")),
            _ => false,
        })
    }
}
