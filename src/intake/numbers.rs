//! Numbers as tables write them: `1.0`, `36,145`, `1 200`, `٣٦٫١٤`, `36.145° N`.

use std::borrow::Cow;

/// Reads degrees: a decimal point or comma, and the letter of a hemisphere if there is one.
pub(super) fn degrees(text: &str) -> Option<f64> {
    let text = ascii(text);
    let text = text.trim();
    let (text, is_negative) = match text.as_bytes().last()? {
        b'N' | b'n' | b'E' | b'e' => (&text[..text.len() - 1], false),
        b'S' | b's' | b'W' | b'w' => (&text[..text.len() - 1], true),
        _ => (text, false),
    };
    let text = text.trim_end().trim_end_matches('°');
    let number = decimal(text)?;
    Some(if is_negative { -number } else { number })
}

/// Reads a number of people: whole, not negative, below 4,294,967,296; `1,200` is twelve hundred and `1,0` is one.
pub(super) fn count(text: &str) -> Option<u32> {
    if let Ok(number) = text.strip_suffix(".0").unwrap_or(text).parse::<u32>() {
        return Some(number);
    }
    let text = ascii(text);
    let compact: String = text.chars().filter(|c| !is_thin(*c)).collect();
    let mut groups = compact.split(',');
    let is_grouped = groups.next().is_some_and(|first| (1..=3).contains(&first.len()))
        && compact.contains(',')
        && groups.all(|group| group.len() == 3 && group.bytes().all(|byte| byte.is_ascii_digit()));
    let number = if is_grouped { decimal(&compact.replace(',', ""))? } else { decimal(&compact)? };
    (number.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&number)).then_some(number as u32)
}

/// A number with at most one decimal point or comma and no exponent.
fn decimal(text: &str) -> Option<f64> {
    let text = text.trim();
    let is_number = !text.is_empty()
        && text.bytes().enumerate().all(|(at, byte)| {
            byte.is_ascii_digit() || byte == b'.' || byte == b',' || (at == 0 && matches!(byte, b'-' | b'+'))
        });
    if !is_number || text.bytes().filter(|byte| matches!(byte, b'.' | b',')).count() > 1 {
        return None;
    }
    let number = if text.contains(',') { text.replace(',', ".").parse() } else { text.parse::<f64>() };
    number.ok().filter(|number| number.is_finite())
}

/// The same text with the digits and marks of ASCII, without the marks of direction.
pub(super) fn ascii(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let folded = text.chars().filter_map(|c| {
        Some(match c {
            '\u{660}'..='\u{669}' => digit(c as u32 - 0x660),
            '\u{6f0}'..='\u{6f9}' => digit(c as u32 - 0x6f0),
            '\u{66b}' => '.',
            '\u{66c}' | '\u{60c}' => ',',
            '\u{2212}' => '-',
            '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => {
                return None;
            }
            other => other,
        })
    });
    Cow::Owned(folded.collect())
}

fn digit(number: u32) -> char {
    char::from_digit(number, 10).unwrap_or('0')
}

/// Blanks and marks that separate thousands.
fn is_thin(c: char) -> bool {
    matches!(c, ' ' | '\'' | '’' | '\u{a0}' | '\u{2009}' | '\u{202f}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn degrees_are_read_in_every_usual_writing() {
        for text in
            ["36.145", "36,145", "٣٦٫١٤٥", "۳۶.۱۴۵", " 36.145° ", "36.145 N", "36.145°E", "\u{200e}36.145"]
        {
            assert_eq!(degrees(text), Some(36.145), "{text}");
        }
        assert_eq!(degrees("36.145 W"), Some(-36.145));
        for text in ["", "N", "nan", "inf", "1e5", "36.1.4", "36,1,4", "--3", "3-", "36°08'", "north"] {
            assert_eq!(degrees(text), None, "{text}");
        }
    }

    #[test]
    fn counts_are_whole_and_within_range() {
        for (text, number) in [
            ("12", 12),
            ("12.0", 12),
            ("12,0", 12),
            ("1,200", 1200),
            ("1 200", 1200),
            ("١٢", 12),
            ("1\u{202f}200", 1200),
        ] {
            assert_eq!(count(text), Some(number), "{text}");
        }
        for text in ["", "-1", "4.5", "4294967296", "dozens", "1e3", "12+", ",", "."] {
            assert_eq!(count(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "\\PC{0,20}") {
            let _ = (degrees(&text), count(&text));
        }

        #[test]
        fn a_written_count_reads_back(number: u32) {
            prop_assert_eq!(count(&number.to_string()), Some(number));
            prop_assert_eq!(count(&format!("{number}.0")), Some(number));
        }
    }
}
