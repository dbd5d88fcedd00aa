//! How many people a sentence says died or were hurt.

use std::ops::Range;

use crate::model::Deaths;
use crate::text::{Token, numeral_at};

use super::lexicon::{Lexicon, Meaning};
use super::phrases::Found;

/// A count of people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toll {
    /// The number and the words that bound it.
    pub tokens: Range<usize>,
    /// What it says.
    pub count: Deaths,
}

/// Words that say many without counting, and how many they are at least.
const VAGUE: &[(&str, u32)] =
    &[("dozens", 24), ("scores", 40), ("hundreds", 200), ("thousands", 2000), ("several", 3), ("few", 3)];
/// Tokens between a count and what it counts, at most.
const REACH: usize = 9;
/// Words between a number and the people it counts, at most: "13 wounded and exhausted civilians".
const ADJECTIVES: usize = 4;

/// The count that belongs to a phrase that tells of deaths or wounds.
///
/// After the phrase first ("killed at least 12 people"), then before it ("12 people were killed"). A count that
/// "including" introduces is part of another.
#[must_use]
pub fn toll(
    lexicon: &Lexicon,
    tokens: &[Token],
    sentence: Range<usize>,
    told: &Found<'_, Meaning>,
    others: &[Range<usize>],
) -> Option<Toll> {
    let end = others
        .iter()
        .map(|other| other.start)
        .filter(|&start| start >= told.tokens.end)
        .min()
        .unwrap_or(sentence.end);
    let begin = others
        .iter()
        .map(|other| other.end)
        .filter(|&end| end <= told.tokens.start)
        .max()
        .unwrap_or(sentence.start);
    let key = tokens[told.tokens.start].key.as_str();
    let after = (told.tokens.end..end.min(told.tokens.end + REACH))
        .find_map(|at| count_at(lexicon, tokens, at, sentence.end, false));
    let before =
        (begin.max(told.tokens.start.saturating_sub(REACH))..told.tokens.start).rev().find_map(|at| {
            count_at(lexicon, tokens, at, sentence.end, true)
                .filter(|toll| toll.tokens.end <= told.tokens.start)
        });
    // "25 fatalities", "12 dead": the word itself is what is counted.
    let counted = matches!(
        key,
        "fatalities"
            | "casualties"
            | "deaths"
            | "dead"
            | "died"
            | "dies"
            | "injured"
            | "wounded"
            | "victims"
            | "slain"
    );
    let is_passive = told.tokens.start > sentence.start
        && matches!(
            tokens[told.tokens.start - 1].key.as_str(),
            "were" | "was" | "been" | "are" | "is" | "and" | "or" | "being" | "have" | "either"
        );
    if counted || is_passive { before.or(after) } else { after.or(before) }
}

fn count_at(lexicon: &Lexicon, tokens: &[Token], at: usize, end: usize, is_before: bool) -> Option<Toll> {
    let key = |at: usize| tokens.get(at).map_or("", |token| token.key.as_str());
    if at > 0 && matches!(key(at - 1), "including" | "include" | "among" | "su" | "no" | "in")
        // "Twelve of the dead" are a part of them.
        || key(at + 1) == "of" && (key(at) == "one" || matches!(key(at + 2), "the" | "them" | "those" | "whom"))
    {
        return None;
    }
    let (number, taken, is_vague) = match VAGUE.iter().find(|(word, _)| *word == key(at)) {
        Some((_, least)) => (*least, 1, true),
        None => numeral_at(&tokens[at..end]).map(|(number, taken)| (number, taken, false))?,
    };
    let after = at + taken;
    // A year, a percentage, an age or a time is no count of people.
    if (1900..2100).contains(&number) && taken == 1 && key(at).len() == 4
        || matches!(
            key(after),
            "%" | "percent"
                | "year"
                | "years"
                | "km"
                | "kilometers"
                | "days"
                | "hours"
                | "villages"
                | "towns"
                | "vehicles"
        )
    {
        return None;
    }
    let counts_people = (after..(after + ADJECTIVES + 1).min(end))
        .take_while(|&at| !matches!(key(at), "," | ";" | "." | "and" | "in" | "on" | "at"))
        .any(|at| !lexicon.people.find(tokens, at..at + 1).is_empty());
    let is_bare = matches!(
        key(after),
        "were"
            | "was"
            | "have"
            | "others"
            | "more"
            | "on"
            | "in"
            | ","
            | "."
            | "and"
            | "killed"
            | "dead"
            | "injured"
            | "wounded"
            | "of"
            | ""
    ) || is_before;
    if !counts_people && !is_bare {
        return None;
    }
    let before = |back: usize| at.checked_sub(back).map_or("", key);
    let bound = (before(2), before(1));
    let count = match bound {
        _ if is_vague => Deaths { low: Some(number), best: None, high: None },
        ("more", "than") | (_, "over" | "least") => {
            Deaths { low: Some(number), best: Some(number), high: None }
        }
        ("up", "to") | (_, "nearly" | "almost") | ("as", "many") => {
            Deaths { low: None, best: Some(number), high: Some(number) }
        }
        _ => Deaths { low: Some(number), best: Some(number), high: Some(number) },
    };
    Some(Toll { tokens: at..after, count })
}
