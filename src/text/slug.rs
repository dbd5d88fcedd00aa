//! Ids made of names: lower-case ASCII letters and digits with hyphens between words.

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// A name as an id: `Hay'at Tahrir al-Sham` is `hayat-tahrir-al-sham`.
///
/// Arabic letters are written with the Latin letter nearest to each; a letter of any other script with its code
/// point, so that only a name without any letter or digit gives an empty id.
#[must_use]
pub fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    let mut gap = false;
    let mut push = |text: &str, gap: &mut bool| {
        if *gap && !slug.is_empty() {
            slug.push('-');
        }
        *gap = false;
        slug.push_str(text);
    };
    for lower in name.chars().flat_map(char::to_lowercase) {
        decompose_compatible(lower, |c| {
            if c.is_ascii_alphanumeric() {
                push(c.to_ascii_lowercase().encode_utf8(&mut [0; 4]), &mut gap);
            } else if let Some(text) = latin(c) {
                push(text, &mut gap);
            } else if is_combining_mark(c) || is_silent(c) {
            } else if c.is_alphanumeric() {
                push(&format!("u{:x}", c as u32), &mut gap);
            } else {
                gap = true;
            }
        });
    }
    slug
}

/// Apostrophes and signs of hamza and 'ayn, which part no words.
fn is_silent(c: char) -> bool {
    matches!(c, '\'' | '`' | '\u{2b9}'..='\u{2df}' | '\u{2018}' | '\u{2019}' | '\u{621}' | '\u{640}')
}

/// The Latin letters nearest to an Arabic or special Latin letter.
fn latin(c: char) -> Option<&'static str> {
    Some(match c {
        'ا' | 'ع' => "a",
        'ب' => "b",
        'ت' | 'ط' => "t",
        'ث' => "th",
        'ج' => "j",
        'ح' | 'ه' | 'ة' => "h",
        'خ' => "kh",
        'د' | 'ض' => "d",
        'ذ' => "dh",
        'ر' => "r",
        'ز' | 'ظ' => "z",
        'س' | 'ص' => "s",
        'ش' => "sh",
        'غ' => "gh",
        'ف' => "f",
        'ق' => "q",
        'ك' | 'ک' => "k",
        'ل' | 'ł' => "l",
        'م' => "m",
        'ن' => "n",
        'و' => "w",
        'ي' | 'ى' | 'ی' => "y",
        'ı' => "i",
        'ß' => "ss",
        'ø' => "o",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_becomes_an_id() {
        assert_eq!(slug("Hay'at Tahrir al-Sham"), "hayat-tahrir-al-sham");
        assert_eq!(slug("  Military Forces of Syria (2000-) "), "military-forces-of-syria-2000");
        assert_eq!(slug("Suriye Millî Ordusu"), "suriye-milli-ordusu");
        assert_eq!(slug("هيئة تحرير الشام"), "hyyh-thryr-alsham");
        assert_eq!(slug("Сирия"), "u441u438u440u438u44f");
        assert_eq!(slug("—"), "");
    }
}
