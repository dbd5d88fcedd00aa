//! The queries: names as they stand, names spelled by other habits, and names with a typing error.
//!
//! What is done to a name follows from its letters alone, so that every run asks the same.

use std::collections::HashSet;

use kharita::gazetteer::Gazetteer;
use kharita::text::fold;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::task::{Query, asked_names};

/// Letters from which a name is given a typing error.
const LONG_ENOUGH: usize = 7;

/// Names as written and as one types them in a hurry; the same spelled by other habits; the same with a typing error.
///
/// What is spelled anew and happens to be some place's name all the same is left out.
pub fn of(gazetteer: &Gazetteer) -> [Vec<Query>; 3] {
    let known: HashSet<String> =
        gazetteer.places().flat_map(|place| place.names()).map(|name| fold(name.text)).collect();
    let [mut plain, mut habits, mut typos] = [Vec::new(), Vec::new(), Vec::new()];
    for place in gazetteer.places() {
        for name in asked_names(place) {
            let query = |text: String| Query::new(text, place.position());
            if fold(name).is_empty() {
                continue;
            }
            plain.push(query(name.to_owned()));
            let hurried = without_marks(name).to_uppercase();
            plain.extend((hurried != name).then(|| query(hurried)));
            let is_new = |query: &Query| !query.folded.is_empty() && !known.contains(&query.folded);
            habits.extend(respelled(name).map(query).filter(is_new));
            typos.extend(mistyped(name).map(query).filter(is_new));
        }
    }
    [plain, habits, typos]
}

fn without_marks(name: &str) -> String {
    name.nfd().filter(|&letter| !is_combining_mark(letter)).nfc().collect()
}

/// A habit of writing Arabic names in Latin letters; `None` where a name gives no occasion for it.
type Habit = fn(&str) -> Option<String>;

const HABITS: [Habit; 6] = [
    |name| replaced(name, "sh", "ch"),
    |name| replaced(name, "dh", "z"),
    |name| replaced(name, "ou", "u").or_else(|| replaced(name, "u", "ou")),
    |name| single(name).or_else(|| doubled(name)),
    |name| ["al-", "al ", "el-", "el "].into_iter().find_map(|article| replaced(name, article, "")),
    |name| replaced(name, "e", "i").or_else(|| replaced(name, "i", "e")),
];

/// A Latin name by two other habits.
fn respelled(name: &str) -> Option<String> {
    let plain = without_marks(name).to_lowercase();
    if !plain.is_ascii() {
        return None;
    }
    let mut changes = 0;
    let mut text = plain;
    for turn in 0..HABITS.len() {
        let habit = HABITS[(mixed(name) as usize + turn) % HABITS.len()];
        if changes < 2
            && let Some(other) = habit(&text)
        {
            text = other;
            changes += 1;
        }
    }
    (changes > 0).then_some(text)
}

fn replaced(name: &str, from: &str, to: &str) -> Option<String> {
    name.contains(from).then(|| name.replacen(from, to, 1))
}

/// The first doubled letter written once.
fn single(name: &str) -> Option<String> {
    let letters = name.as_bytes();
    let at =
        (1..letters.len()).find(|&at| letters[at] == letters[at - 1] && letters[at].is_ascii_alphabetic())?;
    Some(format!("{}{}", &name[..at], &name[at + 1..]))
}

/// The first consonant between two vowels written twice.
fn doubled(name: &str) -> Option<String> {
    let letters = name.as_bytes();
    let is_vowel = |at: usize| matches!(letters[at], b'a' | b'e' | b'i' | b'o' | b'u');
    let at = (1..letters.len().saturating_sub(1))
        .find(|&at| is_vowel(at - 1) && is_vowel(at + 1) && b"bdfklmnrstz".contains(&letters[at]))?;
    Some(format!("{}{}", &name[..=at], &name[at..]))
}

/// A name with two letters exchanged, one left out or one added.
fn mistyped(name: &str) -> Option<String> {
    let mut letters: Vec<char> = name.chars().collect();
    let is_letter = |at: usize| letters.get(at).is_some_and(|letter| letter.is_alphabetic());
    let spots: Vec<usize> = (1..letters.len()).filter(|&at| is_letter(at)).collect();
    if spots.len() + 1 < LONG_ENOUGH {
        return None;
    }
    let random = mixed(name) as usize;
    let at = spots[random / 3 % spots.len()];
    match random % 3 {
        0 if is_letter(at - 1) => letters.swap(at - 1, at),
        0 | 1 => {
            letters.remove(at);
        }
        _ => {
            let letter = letters[spots[random / 1_000 % spots.len()]];
            letters.insert(at, letter);
        }
    }
    Some(letters.into_iter().collect())
}

/// A number that looks like chance and is always the same for a name (FNV-1a, its upper half).
fn mixed(name: &str) -> u32 {
    let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    (name.bytes().fold(0xcbf2_9ce4_8422_2325, mix) >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_spelled_by_other_habits() {
        assert_eq!(HABITS[0]("khan sheikhun").as_deref(), Some("khan cheikhun"));
        assert_eq!(HABITS[1]("abu al-dhuhur").as_deref(), Some("abu al-zuhur"));
        assert_eq!(HABITS[2]("abu").as_deref(), Some("abou"));
        assert_eq!(HABITS[3]("tallbisah").as_deref(), Some("talbisah"));
        assert_eq!(HABITS[3]("saraqib").as_deref(), Some("sarraqib"));
        assert_eq!(HABITS[4]("al-atarib").as_deref(), Some("atarib"));
        assert_eq!(HABITS[5]("idlib").as_deref(), Some("edlib"));
        assert_eq!(respelled("سراقب"), None);
    }

    #[test]
    fn a_typing_error_changes_a_letter() {
        for name in ["Khan Shaykhun", "Kafr Nabudah", "Abu al-Dhuhur", "معرة النعمان"] {
            let typed = mistyped(name).expect("it is long enough");
            assert!((1..=2).contains(&strsim::levenshtein(name, &typed)), "{name}: {typed}");
        }
        assert_eq!(mistyped("Homs"), None);
    }
}
