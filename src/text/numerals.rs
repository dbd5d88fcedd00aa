//! Numbers as a running text writes them: in digits, in words, and in both.

use super::tokens::{Token, TokenKind};

/// The number that one word or number means: `7` for `seven`, `1300` for `1,300`, `12` for `dozen`.
///
/// Words that only say that there are many (dozens, scores, several) are no numbers.
///
/// ```
/// use kharita::text::numeral;
/// assert_eq!(numeral("seventeen"), Some(17));
/// assert_eq!(numeral("1,300"), Some(1_300));
/// assert_eq!(numeral("dozens"), None);
/// ```
#[must_use]
pub fn numeral(key: &str) -> Option<u32> {
    small(key).or_else(|| multiplier(key)).or_else(|| in_digits(key))
}

/// The number at the beginning of these tokens, and how many of them it takes.
///
/// Reads `twenty-five`, `a hundred and twenty`, `two dozen`, `half a dozen`, `a couple of`, `2.5 million`,
/// `three thousand five hundred`. A bare `a` is no number.
#[must_use]
pub fn numeral_at(tokens: &[Token]) -> Option<(u32, usize)> {
    let first = tokens.first()?;
    let key = |at: usize| tokens.get(at).map_or("", |token| token.key.as_str());
    match first.key.as_str() {
        "half" if key(1) == "a" && key(2) == "dozen" => return Some((6, 3)),
        "a" if key(1) == "couple" => return Some((2, 2 + usize::from(key(2) == "of"))),
        "a" | "an" if multiplier(key(1)).is_none() => return None,
        "a" | "an" => return composed(&tokens[1..]).map(|(number, taken)| (number, taken + 1)),
        _ => {}
    }
    if let Some((whole, tenths)) = first.key.split_once('.') {
        return with_fraction(whole, tenths, key(1)).map(|number| (number, 2));
    }
    composed(tokens)
}

/// Units, tens, hundreds and larger ones, one behind the other: each adds to what is counted or multiplies it.
fn composed(tokens: &[Token]) -> Option<(u32, usize)> {
    let (mut sum, mut group, mut last, mut at) = (0_u64, 0_u64, u64::MAX, 0);
    let mut end = 0;
    while let Some(token) = tokens.get(at) {
        let key = token.key.as_str();
        if let Some(by) = multiplier(key).map(u64::from) {
            let is_larger_again = end > 0 && by >= 1_000 && sum > 0 && by >= last;
            if is_larger_again {
                break;
            }
            group = group.max(1).saturating_mul(by);
            if by >= 1_000 {
                sum = sum.saturating_add(group);
                group = 0;
                last = by;
            }
            at += 1;
            end = at;
            if key == "dozen" {
                break;
            }
            continue;
        }
        let Some(number) = small(key).or_else(|| in_digits(key)).map(u64::from) else {
            // An "and" or a hyphen inside of a number; what follows has to be a part of it.
            let is_link =
                end > 0 && (key == "and" && is_round(group, sum) || is_hyphen(token) && token.is_joined);
            if is_link && tokens.get(at + 1).is_some_and(|next| small(&next.key).is_some()) {
                at += 1;
                continue;
            }
            break;
        };
        let fits = match end {
            0 => true,
            _ if token.kind == TokenKind::Number => false,
            _ => fits_behind(number, group, sum),
        };
        if !fits {
            break;
        }
        group += number;
        at += 1;
        end = at;
        let is_counted = matches!(tokens.get(at), Some(next) if multiplier(&next.key).is_some());
        if token.kind == TokenKind::Number && !is_counted {
            break;
        }
    }
    let total = sum.saturating_add(group);
    (end > 0).then_some((u32::try_from(total).ok()?, end))
}

/// Whether `number` goes on with what was counted before: three behind twenty, twenty behind a hundred.
fn fits_behind(number: u64, group: u64, sum: u64) -> bool {
    match group {
        0 => sum > 0,
        _ if group.is_multiple_of(100) => number < 100,
        _ => group.is_multiple_of(10) && group % 100 >= 20 && (1..10).contains(&number),
    }
}

/// Whether what was counted can be followed by "and": a hundred and twenty, a thousand and one.
fn is_round(group: u64, sum: u64) -> bool {
    group.is_multiple_of(100) && (group > 0 || sum > 0)
}

fn is_hyphen(token: &Token) -> bool {
    matches!(token.key.as_str(), "-" | "\u{2010}" | "\u{2011}")
}

/// `2.5 million`: the fraction counts only before a larger number.
fn with_fraction(whole: &str, fraction: &str, larger: &str) -> Option<u32> {
    let by = u64::from(multiplier(larger)?);
    let whole = u64::from(in_digits(whole)?);
    let digits = u32::try_from(fraction.chars().count()).ok().filter(|&digits| digits <= 6)?;
    let part = u64::from(in_digits(fraction)?) * by / 10_u64.pow(digits);
    u32::try_from(whole.checked_mul(by)?.checked_add(part)?).ok()
}

/// Digits of any script, in groups of three where commas part them.
fn in_digits(key: &str) -> Option<u32> {
    if !key.starts_with(char::is_numeric) {
        return None;
    }
    let mut number = 0_u32;
    for (group, digits) in key.split([',', '٬']).enumerate() {
        if group > 0 && digits.chars().count() != 3 {
            return None;
        }
        for c in digits.chars() {
            number = number.checked_mul(10)?.checked_add(digit(c)?)?;
        }
    }
    Some(number)
}

fn digit(c: char) -> Option<u32> {
    match c {
        '\u{660}'..='\u{669}' => Some(c as u32 - 0x660),
        '\u{6f0}'..='\u{6f9}' => Some(c as u32 - 0x6f0),
        _ => c.to_digit(10),
    }
}

fn small(key: &str) -> Option<u32> {
    Some(match key {
        "zero" => 0,
        "one" => 1,
        "two" => 2,
        "three" => 3,
        "four" => 4,
        "five" => 5,
        "six" => 6,
        "seven" => 7,
        "eight" => 8,
        "nine" => 9,
        "ten" => 10,
        "eleven" => 11,
        "twelve" => 12,
        "thirteen" => 13,
        "fourteen" => 14,
        "fifteen" => 15,
        "sixteen" => 16,
        "seventeen" => 17,
        "eighteen" => 18,
        "nineteen" => 19,
        "twenty" => 20,
        "thirty" => 30,
        "forty" | "fourty" => 40,
        "fifty" => 50,
        "sixty" => 60,
        "seventy" => 70,
        "eighty" => 80,
        "ninety" => 90,
        _ => return None,
    })
}

fn multiplier(key: &str) -> Option<u32> {
    Some(match key {
        "dozen" => 12,
        "hundred" => 100,
        "thousand" => 1_000,
        "million" => 1_000_000,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{super::tokens::tokens, *};

    #[test]
    fn a_number_is_read_however_it_is_written() {
        for (text, number, rest) in [
            ("25 people", 25, "people"),
            ("1,300 dead", 1_300, "dead"),
            ("٤٥ قتيلا", 45, "قتيلا"),
            ("twenty-five men", 25, "men"),
            ("Twenty five men", 25, "men"),
            ("a dozen men", 12, "men"),
            ("two dozen men", 24, "men"),
            ("half a dozen men", 6, "men"),
            ("a couple of men", 2, "men"),
            ("hundred men", 100, "men"),
            ("a hundred and twenty men", 120, "men"),
            ("two hundred fifty-one men", 251, "men"),
            ("three thousand five hundred men", 3_500, "men"),
            ("a thousand and one nights", 1_001, "nights"),
            ("2.5 million people", 2_500_000, "people"),
            ("12 thousand people", 12_000, "people"),
            ("two million three hundred thousand", 2_300_000, ""),
            ("five and six", 5, "and"),
            ("twenty and three", 20, "and"),
            ("one two", 1, "two"),
            ("six 3 were", 6, "3"),
            ("11 20 were", 11, "20"),
            ("hundred and many", 100, "and"),
        ] {
            let tokens = tokens(text);
            let (found, taken) = numeral_at(&tokens).unwrap_or_else(|| panic!("{text}"));
            let after = tokens.get(taken).map_or("", |token| token.key.as_str());
            assert_eq!((found, after), (number, rest), "{text}");
        }
    }

    #[test]
    fn what_only_says_many_is_no_number() {
        for text in ["dozens", "scores of", "a child", "several", "2.5 km", "1,30", "99999999999", "", "½ km"]
        {
            assert_eq!(numeral_at(&tokens(text)), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "(one|twenty|hundred|thousand|million|dozen|and|a|half|couple|9|99999999|1,3|2\\.5|[ -]|\\PC){0,24}") {
            let tokens = tokens(&text);
            for at in 0..tokens.len() {
                if let Some((_, taken)) = numeral_at(&tokens[at..]) {
                    prop_assert!(taken > 0 && at + taken <= tokens.len());
                }
            }
        }
    }
}
