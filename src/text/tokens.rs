//! Words of a running text, with where they stand.

use std::ops::Range;

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, perhaps with digits among them.
    Word,
    /// Digits, with the separators that stand between them: `1,300`, `2.5`.
    Number,
    /// One sign that is neither.
    Sign,
}

/// A word, a number or a sign.
///
/// Hyphens part words, so `rebel-held` is two with a sign between them; apostrophes do not. A number parts from the
/// letters that follow it: `11km` is a number and a word.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "how a word is written, each by itself")]
pub struct Token {
    /// Where it stands, in bytes of the text.
    pub span: Range<usize>,
    /// What it is made of.
    pub kind: TokenKind,
    /// Lower case without marks, apostrophes and a possessive `'s`: `syria` for `Syria’s`.
    pub key: String,
    /// Whether it begins with a capital letter.
    pub is_capital: bool,
    /// Whether it is written in capitals only, as an abbreviation is.
    pub is_capitals: bool,
    /// Whether nothing stands between it and the token before.
    pub is_joined: bool,
    /// Whether it ends in a possessive `'s` or `s'`.
    pub is_possessive: bool,
}

impl Token {
    /// Whether it is this sign.
    #[must_use]
    pub fn is_sign(&self, sign: char) -> bool {
        self.kind == TokenKind::Sign && self.key.starts_with(sign)
    }
}

/// The tokens of a text, in order.
///
/// ```
/// use kharita::text::tokens;
/// let keys: Vec<String> = tokens("Syria’s rebel-held Ma'arra, 11km").into_iter().map(|token| token.key).collect();
/// assert_eq!(keys, ["syria", "rebel", "-", "held", "maarra", ",", "11", "km"]);
/// ```
#[must_use]
pub fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::with_capacity(text.len() / 5);
    let mut rest = text.char_indices().peekable();
    while let Some((start, first)) = rest.next() {
        if first.is_whitespace() || is_layout(first) {
            continue;
        }
        let kind = if first.is_numeric() {
            TokenKind::Number
        } else if first.is_alphabetic() {
            TokenKind::Word
        } else {
            TokenKind::Sign
        };
        let mut end = start + first.len_utf8();
        if kind != TokenKind::Sign {
            while let Some(&(at, next)) = rest.peek() {
                let after = || text[at + next.len_utf8()..].chars().next();
                let goes_on = match kind {
                    TokenKind::Number => {
                        next.is_numeric()
                            || matches!(next, ',' | '.') && after().is_some_and(char::is_numeric)
                    }
                    _ => {
                        next.is_alphanumeric()
                            || is_mark(next)
                            || is_apostrophe(next) && after().is_some_and(char::is_alphabetic)
                    }
                };
                if !goes_on {
                    break;
                }
                end = at + next.len_utf8();
                rest.next();
            }
        }
        let is_joined = tokens.last().is_some_and(|last| last.span.end == start);
        tokens.push(token(text, start..end, kind, first, is_joined));
    }
    tokens
}

fn token(text: &str, span: Range<usize>, kind: TokenKind, first: char, is_joined: bool) -> Token {
    let written = &text[span.clone()];
    let (stem, is_possessive) = match kind {
        TokenKind::Word => without_possessive(written),
        _ => (written, false),
    };
    let mut key = String::with_capacity(stem.len());
    for c in stem.chars() {
        if c.is_ascii() && !is_apostrophe(c) {
            key.push(c.to_ascii_lowercase());
        } else if kind == TokenKind::Sign || !is_apostrophe(c) {
            unicode_normalization::char::decompose_canonical(c, |part| {
                if !is_mark(part) {
                    key.extend(part.to_lowercase());
                }
            });
        }
    }
    let is_capitals = stem.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    Token { span, kind, key, is_capitals, is_capital: first.is_uppercase(), is_joined, is_possessive }
}

/// `Syria’s` without its ending. An apostrophe before other letters is part of a name.
fn without_possessive(word: &str) -> (&str, bool) {
    let mut letters = word.char_indices().rev();
    match (letters.next(), letters.next()) {
        (Some((_, 's' | 'S')), Some((at, apostrophe))) if is_apostrophe(apostrophe) && at > 0 => {
            (&word[..at], true)
        }
        _ => (word, false),
    }
}

/// Apostrophes, and the signs that stand for hamza and 'ayn.
fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '`' | '\u{b4}' | '\u{2b9}'..='\u{2bf}' | '\u{2018}'..='\u{201b}' | '\u{2032}')
}

/// Characters that only steer how a text is laid out, such as overrides of its direction.
fn is_layout(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Marks above and below letters, and what is layout inside a word.
fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c) || is_layout(c) || c == '\u{640}'
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn keys(text: &str) -> String {
        tokens(text).into_iter().map(|token| token.key).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn hyphens_and_numbers_part_words_and_apostrophes_do_not() {
        assert_eq!(keys("Hay’at Tahrir al-Sham"), "hayat|tahrir|al|-|sham");
        assert_eq!(keys("U.S.-backed, 1,300 dead"), "u|.|s|.|-|backed|,|1,300|dead");
        assert_eq!(keys("100km (60 miles)."), "100|km|(|60|miles|)|.");
        assert_eq!(keys("‘rebels’ said"), "‘|rebels|’|said");
        assert_eq!(keys("Ẓuhūr حَماة"), "zuhur|حماة");
    }

    #[test]
    fn a_possessive_is_no_part_of_the_key() {
        let found: Vec<bool> =
            tokens("Syria's Ma'arra Assad’s").iter().map(|token| token.is_possessive).collect();
        assert_eq!(found, [true, false, true]);
    }

    proptest! {
        #[test]
        fn tokens_stand_in_order_and_leave_out_only_space(text in any::<String>()) {
            let mut end = 0;
            for token in tokens(&text) {
                prop_assert!(token.span.start >= end && token.span.end > token.span.start);
                prop_assert!(text[end..token.span.start].chars().all(|c| c.is_whitespace() || is_layout(c)));
                end = token.span.end;
            }
        }
    }
}
