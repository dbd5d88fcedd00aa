//! Phrases of a lexicon, found in the tokens of a text.
//!
//! A phrase is written as words, in lower case: `air strike*`. A word may end in `*` (any ending) or `+` (the endings of
//! a regular English verb or noun), be several (`took|take|takes`), or be `~` (up to two words of any kind).

use std::ops::Range;

use crate::text::{Token, TokenKind, WordMap};

/// Phrases with what they mean, ready to be found.
#[derive(Clone, Debug)]
pub struct Phrases<T> {
    /// Phrases whose first word is written out, by that word.
    by_word: WordMap<Vec<usize>>,
    /// Phrases whose first word has any ending, by its first letters.
    by_beginning: WordMap<Vec<usize>>,
    all: Vec<(Vec<Word>, T)>,
}

/// A phrase where it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found<'l, T> {
    /// Its tokens, by their numbers.
    pub tokens: Range<usize>,
    /// What it means.
    pub means: &'l T,
}

/// One word of a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Word {
    /// One of these words.
    Written(Vec<String>),
    /// A word that begins so.
    Beginning(String),
    /// Up to two words.
    Gap,
}

/// Letters by which phrases with any ending are looked up.
const BEGINNING: usize = 3;
/// Tokens that a gap spans, at most.
const WIDEST_GAP: usize = 2;

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Self { by_word: WordMap::default(), by_beginning: WordMap::default(), all: Vec::new() }
    }
}

impl<T> Phrases<T> {
    /// Adds a phrase. The empty phrase is none.
    pub fn add(&mut self, phrase: &str, means: T) {
        let words: Vec<Word> = phrase.split_whitespace().map(Word::parse).collect();
        let number = self.all.len();
        match words.first() {
            Some(Word::Written(written)) => {
                for word in written {
                    self.by_word.entry(word.clone()).or_default().push(number);
                }
            }
            Some(Word::Beginning(beginning)) => {
                let letters = beginning.chars().take(BEGINNING).collect();
                self.by_beginning.entry(letters).or_default().push(number);
            }
            Some(Word::Gap) | None => return,
        }
        self.all.push((words, means));
    }

    /// Every phrase in these tokens, the longest where several begin with one token; later ones do not overlap it.
    pub fn find<'l>(&'l self, tokens: &[Token], range: Range<usize>) -> Vec<Found<'l, T>> {
        let mut found = Vec::new();
        let mut at = range.start;
        while at < range.end {
            match self.longest(tokens, at, range.end) {
                Some((end, number)) => {
                    found.push(Found { tokens: at..end, means: &self.all[number].1 });
                    at = end;
                }
                None => at += 1,
            }
        }
        found
    }

    fn longest(&self, tokens: &[Token], at: usize, end: usize) -> Option<(usize, usize)> {
        let key = tokens[at].key.as_str();
        if tokens[at].kind == TokenKind::Sign {
            return None;
        }
        let letters = key.char_indices().nth(BEGINNING).map_or(key, |(end, _)| &key[..end]);
        let lists = [self.by_word.get(key), self.by_beginning.get(letters)];
        lists
            .into_iter()
            .flatten()
            .flatten()
            .filter_map(|&number| Some((matched(&self.all[number].0, tokens, at, end)?, number)))
            // The earlier row of a lexicon wins where two are as long.
            .max_by_key(|&(end, number)| (end, std::cmp::Reverse(number)))
    }
}

/// The token after a phrase that begins at `at`, if it does.
fn matched(words: &[Word], tokens: &[Token], at: usize, end: usize) -> Option<usize> {
    let Some((word, rest)) = words.split_first() else { return Some(at) };
    if *word == Word::Gap {
        return (at..=(at + WIDEST_GAP).min(end))
            .take_while(|&next| {
                next == at || tokens[next - 1].kind != TokenKind::Sign || is_hyphen(&tokens[next - 1])
            })
            .find_map(|next| matched(rest, tokens, next, end));
    }
    // A hyphen joins words as a space does.
    let at = if at < end && is_hyphen(&tokens[at]) { at + 1 } else { at };
    let token = tokens[..end].get(at)?;
    let fits = match word {
        Word::Written(written) => written.contains(&token.key),
        Word::Beginning(beginning) => token.key.starts_with(beginning.as_str()),
        Word::Gap => false,
    };
    if fits { matched(rest, tokens, at + 1, end) } else { None }
}

fn is_hyphen(token: &Token) -> bool {
    token.is_joined && matches!(token.key.as_str(), "-" | "\u{2010}" | "\u{2011}")
}

impl Word {
    fn parse(text: &str) -> Self {
        if text == "~" {
            return Self::Gap;
        }
        if let Some(beginning) =
            text.strip_suffix('*').filter(|beginning| beginning.chars().count() >= BEGINNING)
        {
            return Self::Beginning(beginning.to_owned());
        }
        Self::Written(text.split('|').flat_map(inflected).collect())
    }
}

/// A word with the endings of a regular verb and noun where it is written with a plus: `capture+`, `shell+`, `rally+`.
fn inflected(word: &str) -> Vec<String> {
    let Some(stem) = word.strip_suffix('+') else { return vec![word.to_owned()] };
    let forms: Vec<String> = if let Some(short) = stem.strip_suffix('e') {
        ["e", "es", "ed", "ing"].iter().map(|ending| format!("{short}{ending}")).collect()
    } else if let Some(short) = stem.strip_suffix('y').filter(|short| !short.ends_with(['a', 'e', 'o', 'u']))
    {
        ["y", "ies", "ied", "ying"].iter().map(|ending| format!("{short}{ending}")).collect()
    } else {
        let plural =
            if stem.ends_with("sh") || stem.ends_with("ch") || stem.ends_with('s') { "es" } else { "s" };
        ["", plural, "ed", "ing"].iter().map(|ending| format!("{stem}{ending}")).collect()
    };
    forms
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokens;

    fn found(phrases: &[&str], text: &str) -> Vec<String> {
        let mut all = Phrases::default();
        for phrase in phrases {
            all.add(phrase, (*phrase).to_owned());
        }
        let tokens = tokens(text);
        all.find(&tokens, 0..tokens.len())
            .into_iter()
            .map(|found| {
                let span = tokens[found.tokens.start].span.start..tokens[found.tokens.end - 1].span.end;
                format!("{}: {}", found.means, &text[span])
            })
            .collect()
    }

    #[test]
    fn the_longest_phrase_is_found_in_all_its_forms() {
        let phrases =
            ["air strike+", "air-strike", "strike+", "took|take|takes ~ control", "captur*", "ral+"];
        assert_eq!(
            found(&phrases, "Air-strikes struck; they TOOK full control, capturing it"),
            [
                "air strike+: Air-strikes",
                "took|take|takes ~ control: TOOK full control",
                "captur*: capturing"
            ]
        );
    }

    #[test]
    fn a_gap_ends_at_a_sign() {
        assert_eq!(found(&["took ~ control"], "took it, control was"), Vec::<String>::new());
        assert_eq!(found(&["took ~ control"], "took control"), ["took ~ control: took control"]);
    }
}
