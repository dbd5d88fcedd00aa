//! The consonants of a name in classes that Arabic and Latin letters share, so that one key finds both.
//!
//! Vowels come and go in Latin spellings and are mostly not written in Arabic, so none counts, nor does anything that
//! Latin writes as a vowel (و, ي, 'ayn, hamza). What is left falls into classes of letters that writers confuse:
//!
//! | class | Latin | Arabic |
//! |---|---|---|
//! | b | b, p | ب پ |
//! | t | t | ت ط |
//! | d | d, dh, th, z | د ذ ث ز ض ظ |
//! | s | s, sh, ch, ş | س ش ص چ |
//! | j | j, dj, c in Turkish | ج |
//! | k | k, q, g, c, gh, ğ | ق ك گ غ |
//! | h | h, kh, x in Kurdish | ح خ ه |
//! | f, l, m, n, r | the same; ph is f | ف ل م ن ر |
//!
//! A doubled letter counts once. An h at the end of a word is a way to write the feminine ending and counts for
//! nothing, nor does a t there when another word follows (Maarat an-Numan, معرة النعمان). Words run together (Kafranbel,
//! Kafr Anbel), and an article that was run into its word counts for nothing (Elhisan, al-Hisan). A word that tells two
//! parts of one village apart is the same in English and in Arabic, and stands at the end of the key (Lower Baghuz,
//! Baghuz at-Tahtani).

use super::parts::part_of_village;

/// The skeleton of a folded name; empty when it has no consonants.
///
/// ```
/// use kharita::text::{fold, skeleton};
/// assert_eq!(skeleton(&fold("Abu al-Dhuhur")), skeleton(&fold("أبو الظهور")));
/// assert_eq!(skeleton(&fold("Ma'arrat an-Nu'man")), skeleton(&fold("معرة النعمان")));
/// ```
#[must_use]
pub fn skeleton(folded: &str) -> String {
    written(folded, 'k')
}

/// The skeleton under the other reading of a Latin c, as Turkish has it: Cerablus is Jarablus. `None` where no c
/// stands alone.
#[must_use]
pub fn turkish_skeleton(folded: &str) -> Option<String> {
    let bytes = folded.as_bytes();
    let alone = |at: usize| !matches!(bytes.get(at + 1), Some(b'h' | b'k'));
    let has_c = (0..bytes.len()).any(|at| bytes[at] == b'c' && alone(at));
    has_c.then(|| written(folded, 'j'))
}

fn written(folded: &str, c_is: char) -> String {
    let mut key = String::with_capacity(folded.len());
    let mut part = None;
    let is_one_word = !folded.contains(' ');
    let mut words = folded.split(' ').peekable();
    while let Some(word) = words.next() {
        if !is_one_word && let Some(known) = part_of_village(word) {
            part = Some(known);
            continue;
        }
        let is_last = words.peek().is_none();
        if word.is_ascii() {
            latin(without_run_in_article(word), is_last, c_is, &mut key);
        } else {
            arabic(word, is_last, &mut key);
        }
    }
    if key.is_empty() {
        return key;
    }
    if let Some(part) = part {
        key.push('/');
        key.push_str(part);
    }
    key
}

/// A Latin word without an article that was run into it.
fn without_run_in_article(word: &str) -> &str {
    match word.strip_prefix("el").or_else(|| word.strip_prefix("al")) {
        Some(rest) if rest.len() > 2 && !rest.starts_with(['a', 'e', 'i', 'o', 'u', 'y', 'l']) => rest,
        _ => word,
    }
}

fn latin(word: &str, is_last: bool, c_is: char, key: &mut String) {
    let letters = word.as_bytes();
    let mut end = letters.len();
    let after_vowel = |end: usize| end > 1 && is_vowel(letters[end - 2]);
    if end > 2 && (letters[end - 1] == b'h' || letters[end - 1] == b't' && !is_last) && after_vowel(end) {
        end -= 1;
    }
    let mut at = 0;
    let mut last = None;
    while at < end {
        let pair = letters.get(at + 1).filter(|_| at + 1 < end).copied().unwrap_or(0);
        let (class, length) = match (letters[at], pair) {
            (b's' | b'c', b'h') => (Some('s'), 2),
            (b'k', b'h') => (Some('h'), 2),
            (b'd' | b't', b'h') => (Some('d'), 2),
            (b'p', b'h') => (Some('f'), 2),
            (b'd', b'j') => (Some('j'), 2),
            (b'g', b'h') | (b'c', b'k') => (Some('k'), 2),
            (letter, _) => (consonant(letter, c_is), 1),
        };
        // A doubled letter counts once; two of a class with a vowel between are two.
        if class.is_some() && class != last {
            key.extend(class);
        }
        last = class;
        at += length;
    }
}

fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u' | b'y' | b'w')
}

fn consonant(letter: u8, c_is: char) -> Option<char> {
    Some(match letter {
        b'a' | b'e' | b'i' | b'o' | b'u' | b'y' | b'w' | b'v' => return None,
        b'p' => 'b',
        b'z' => 'd',
        b'q' | b'g' => 'k',
        b'c' => c_is,
        b'x' => 'h',
        letter => char::from(letter),
    })
}

fn arabic(word: &str, is_last: bool, key: &mut String) {
    let count = word.chars().count();
    for (at, letter) in word.chars().enumerate() {
        let at_end = at + 1 == count && count > 2;
        if at_end && (letter == 'ه' || letter == 'ت' && !is_last) {
            continue;
        }
        key.push(match letter {
            'ا' | 'و' | 'ي' | 'ع' | 'ئ' | 'ؤ' | 'ء' => continue,
            'ب' | 'پ' => 'b',
            'ت' | 'ط' => 't',
            'ث' | 'د' | 'ذ' | 'ز' | 'ض' | 'ظ' | 'ژ' => 'd',
            'س' | 'ش' | 'ص' | 'چ' => 's',
            'ج' => 'j',
            'ق' | 'ك' | 'گ' | 'غ' => 'k',
            'ح' | 'خ' | 'ه' => 'h',
            'ف' | 'ڤ' => 'f',
            'ل' => 'l',
            'م' => 'm',
            'ن' => 'n',
            'ر' => 'r',
            // A word in both scripts.
            letter if letter.is_ascii() => match consonant(letter as u8, 'k') {
                Some(class) => class,
                None => continue,
            },
            letter => letter,
        });
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::fold;

    fn key(name: &str) -> String {
        skeleton(&fold(name))
    }

    #[test]
    fn one_name_in_two_scripts_and_many_habits_has_one_skeleton() {
        for spellings in [
            &["Abu al-Dhuhur", "Abu Duhur", "Abou ed-Douhour", "Abu Thuhur", "Abū aẓ-Ẓuhūr", "أبو الظهور"][..],
            &["Khan Sheikhoun", "Khan Shaykhun", "Khân Cheïkhoûn", "Han Şeyhun", "خان شيخون"],
            &["Ma'arrat an-Nu'man", "Maaret al-Numan", "Maarrat al Nouman", "معرة النعمان"],
            &["Kafr Nabl", "Kafranbel", "Kafr Anbel", "كفرنبل", "كفر نبل"],
            &["Qamishli", "Kamishly", "Qamişlo", "Gamishli", "القامشلي"],
            &["Talbiseh", "Tallbisah", "Talbîsé", "تلبيسة"],
            &["Saraqib", "Saraqeb", "Serakib", "سراقب"],
            &["Deir ez-Zor", "Dayr az Zawr", "دير الزور"],
            &["Hisan", "Elhisan", "al-Hisan", "الحصان"],
            &["Lower Baghuz", "Baghuz at-Tahtani", "الباغوز التحتاني"],
        ] {
            for spelling in spellings {
                assert_eq!(key(spelling), key(spellings[0]), "{spelling}");
            }
        }
    }

    #[test]
    fn a_turkish_c_is_an_arabic_jim() {
        let turkish = |name: &str| turkish_skeleton(&fold(name));
        assert_eq!(turkish("Cerablus"), Some(key("جرابلس")));
        assert_eq!(turkish("Cisr eş-Şuğur"), Some(key("جسر الشغور")));
        assert_eq!(turkish("Cheikh"), None);
    }

    #[test]
    fn other_names_keep_other_skeletons() {
        for (one, other) in
            [("Homs", "Hama"), ("Sarmin", "Sarmada"), ("Kafr Nabl", "Kafr Nabudah"), ("Idlib", "Aleppo")]
        {
            assert_ne!(key(one), key(other), "{one} and {other}");
        }
    }

    proptest! {
        #[test]
        fn a_skeleton_has_no_vowels_and_no_spaces(name in any::<String>()) {
            prop_assert!(!key(&name).contains(['a', 'e', 'i', 'o', 'u', 'y', 'w', ' ', 'ا', 'و', 'ي']));
        }
    }
}
