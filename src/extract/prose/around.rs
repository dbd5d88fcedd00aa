//! What stands around the words of a sentence that tell something.

use std::ops::Range;

use crate::model::{SourceId, SubEventType};
use crate::text::Token;

use super::drafts::is_violent;
use super::lexicon::{Cue, Meaning};
use super::parties::Party;
use super::phrases::Found;

/// What was found in a sentence.
pub(super) struct Around<'a, 'l> {
    pub tokens: &'a [Token],
    pub range: Range<usize>,
    pub cues: Vec<Found<'l, Cue>>,
    pub sayings: Vec<Found<'l, ()>>,
    pub actors: Vec<Party>,
    pub sources: Vec<(Range<usize>, SourceId)>,
    pub told: &'a [Found<'l, Meaning>],
}

impl Around<'_, '_> {
    pub fn key(&self, at: usize) -> &str {
        if self.range.contains(&at) { self.tokens[at].key.as_str() } else { "" }
    }

    /// The clause around some tokens: to the next comma, dash or word that begins another one.
    pub fn clause(&self, told: &Range<usize>) -> Range<usize> {
        let is_border = |at: usize| {
            matches!(self.key(at), ";" | ":" | "—" | "–" | "(" | ")")
                || begins_clause(self.key(at))
                || self.key(at) == "," && !self.is_listing(at)
        };
        let start = (self.range.start..told.start)
            .rev()
            .find(|&at| is_border(at))
            .map_or(self.range.start, |at| at + 1);
        let end = (told.end..self.range.end).find(|&at| is_border(at)).unwrap_or(self.range.end);
        start..end
    }

    /// Whether a comma stands in a list or a date: before a name in capitals or a number.
    fn is_listing(&self, comma: usize) -> bool {
        self.tokens
            .get(comma + 1)
            .is_some_and(|next| next.is_capital || next.key.starts_with(|c: char| c.is_ascii_digit()))
            && self
                .tokens
                .get(comma.wrapping_sub(1))
                .is_some_and(|last| last.is_capital || last.key.starts_with(|c: char| c.is_ascii_digit()))
    }

    /// The weapon that a clause, else the sentence, names.
    pub fn weapon(&self, told: &Range<usize>, clause: &Range<usize>) -> Option<SubEventType> {
        let weapons = || {
            self.told.iter().filter_map(|found| match found.means {
                Meaning::Weapon(weapon) => Some((found.tokens.start, *weapon)),
                Meaning::Event(kind) if kind.is_strike() => Some((found.tokens.start, *kind)),
                _ => None,
            })
        };
        // Who attacks after an air strike does so by other means.
        let is_own =
            self.key(told.start).starts_with("attack") || self.key(told.start).starts_with("assault");
        let elsewhere = weapons().next().filter(|_| !is_own);
        // "Destroyed a mortar base": what is destroyed is no weapon of who did it.
        let is_object = |at: usize| self.key(told.start) == "destroyed" && at > told.start;
        let here = weapons().find(|(at, _)| clause.contains(at) && !is_object(*at));
        here.or(elsewhere.filter(|(at, _)| !is_object(*at))).map(|(_, weapon)| weapon)
    }

    /// Whether a clause names guns or rockets.
    pub fn has_guns(&self, clause: &Range<usize>) -> bool {
        self.told.iter().any(|found| {
            matches!(found.means, Meaning::Weapon(SubEventType::ShellingArtilleryMissileAttack))
                && clause.contains(&found.tokens.start)
        })
    }

    /// Whether a clause tells of a strike by its name.
    pub fn has_strike(&self, clause: &Range<usize>) -> bool {
        self.told.iter().any(|found| {
            matches!(found.means, Meaning::Event(kind) if kind.is_strike())
                && clause.contains(&found.tokens.start)
        })
    }

    /// Whether the sentence tells of violence by its own words, beside the dead.
    pub fn tells_of_violence(&self) -> bool {
        self.told.iter().any(|found| match found.means {
            Meaning::Event(kind) => is_violent(*kind),
            Meaning::Attacked => true,
            _ => false,
        })
    }

    pub fn has_word(&self, range: &Range<usize>, words: &[&str]) -> bool {
        range.clone().any(|at| words.contains(&self.key(at)))
    }
}

/// Whether a new clause begins at a word.
fn begins_clause(word: &str) -> bool {
    matches!(
        word,
        "after"
            | "before"
            | "while"
            | "when"
            | "as"
            | "since"
            | "following"
            | "amid"
            | "despite"
            | "but"
            | "although"
            | "because"
            | "which"
            | "who"
            | "where"
            | "until"
            | "leading"
            | "whereas"
            | "though"
            | "prior"
            | "during"
            | "that"
            | "however"
    )
}
