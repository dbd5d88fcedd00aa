//! Sentences and paragraphs of a running text.

use std::ops::Range;

use super::tokens::{Token, TokenKind};

/// A sentence: tokens that are read together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its tokens, by their numbers.
    pub tokens: Range<usize>,
    /// The paragraph it stands in, counted from 0.
    pub paragraph: usize,
}

/// Words that end in a full stop and do not end a sentence, as keys. Single letters do not either: initials, `U.S.`
const ABBREVIATIONS: &[&str] = &[
    "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "mr", "mrs", "ms",
    "dr", "st", "gen", "col", "lt", "maj", "brig", "capt", "sgt", "gov", "sen", "rep", "no", "vs", "etc",
    "al", "approx", "pres", "prof",
];
/// Tokens after which a sentence ends though nothing says so, so that no text makes one without end.
const LONGEST: usize = 400;

/// The sentences of a text, in order.
///
/// They end at a full stop, question or exclamation mark that is followed by space, not at one after an abbreviation or an
/// initial, and at every line break: news text breaks lines only between paragraphs, headings and captions.
#[must_use]
pub fn sentences(text: &str, tokens: &[Token]) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let (mut start, mut paragraph) = (0, 0);
    for at in 0..tokens.len() {
        let next_start = tokens.get(at + 1).map_or(text.len(), |next| next.span.start);
        let breaks_line =
            text[tokens[at].span.end..next_start].contains(['\n', '\r', '\u{2028}', '\u{2029}']);
        if breaks_line || at + 1 == tokens.len() || at + 1 - start >= LONGEST || ends_here(tokens, at) {
            sentences.push(Sentence { tokens: start..at + 1, paragraph });
            start = at + 1;
            paragraph += usize::from(breaks_line);
        }
    }
    sentences
}

/// Whether a sentence ends after this token.
fn ends_here(tokens: &[Token], at: usize) -> bool {
    let Some(next) = tokens.get(at + 1) else { return true };
    if next.is_joined {
        return false;
    }
    // The mark itself may stand inside of quotes that close after it.
    let mark = (0..=at).rev().take(3).find(|&mark| !is_closing(&tokens[mark]));
    let Some(mark) = mark.filter(|&mark| tokens[mark].kind == TokenKind::Sign) else { return false };
    match tokens[mark].key.as_str() {
        "!" | "?" | "؟" | "…" => begins_sentence(next),
        "." => {
            begins_sentence(next)
                && !mark.checked_sub(1).is_some_and(|before| is_abbreviation(&tokens[before]))
        }
        _ => false,
    }
}

fn begins_sentence(token: &Token) -> bool {
    match token.kind {
        TokenKind::Word => token.is_capital || !token.key.is_ascii(),
        TokenKind::Number => true,
        TokenKind::Sign => {
            matches!(token.key.as_str(), "\"" | "“" | "‘" | "«" | "(" | "[" | "*" | "-" | "–" | "—")
        }
    }
}

fn is_closing(token: &Token) -> bool {
    matches!(token.key.as_str(), "\"" | "”" | "’" | "»" | ")" | "]" | "*" | "'")
}

fn is_abbreviation(token: &Token) -> bool {
    let letters = token.key.chars().count();
    token.kind == TokenKind::Word && token.is_capital && letters == 1
        || ABBREVIATIONS.contains(&token.key.as_str())
            && (token.is_capital || matches!(token.key.as_str(), "no" | "vs" | "approx"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::tokens::tokens;
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        let tokens = tokens(text);
        let span = |sentence: &Sentence| {
            tokens[sentence.tokens.start].span.start..tokens[sentence.tokens.end - 1].span.end
        };
        sentences(text, &tokens).iter().map(|sentence| &text[span(sentence)]).collect()
    }

    #[test]
    fn a_sentence_ends_where_a_reader_hears_it_end() {
        for (text, expected) in [
            (
                "It fell on Nov. 13, 2017. Then it rained.",
                vec!["It fell on Nov. 13, 2017.", "Then it rained."],
            ),
            ("“They fled.” He left.", vec!["“They fled.”", "He left."]),
            ("The U.S. Army came. Gen. Smith left.", vec!["The U.S. Army came.", "Gen. Smith left."]),
            ("A headline\nThe text", vec!["A headline", "The text"]),
            ("About 2.5 million fled… but not all.", vec!["About 2.5 million fled… but not all."]),
            ("سقطت المدينة. هرب السكان", vec!["سقطت المدينة.", "هرب السكان"]),
        ] {
            assert_eq!(split(text), expected);
        }
    }

    proptest! {
        #[test]
        fn every_token_is_in_one_sentence(text in "[A-Za-z .!?\"\n”]{0,200}") {
            let tokens = tokens(&text);
            let mut next = 0;
            for sentence in sentences(&text, &tokens) {
                prop_assert_eq!(sentence.tokens.start, next);
                prop_assert!(sentence.tokens.end > next);
                next = sentence.tokens.end;
            }
            prop_assert_eq!(next, tokens.len());
        }
    }
}
