//! Names within a typing error or two: what is looked at before two names are compared letter by letter is how many
//! letters each has, and which.

use std::ops::Range;

use crate::text::Edits;

use super::keys::Keys;

/// The folded names in the order of how many letters they have.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Spellings {
    /// For each number of letters, and once more: the first of the names that have so many.
    pub(super) first: Vec<u32>,
    /// Which letters are in each name, as a set of 32.
    pub(super) letters: Vec<u32>,
    /// For each of them: its number among the folded names.
    pub(super) number: Vec<u32>,
}

/// Names whose letters are looked at in one go: few enough that mostly none of them is close.
const AT_ONCE: usize = 16;

impl Spellings {
    pub(super) fn of(folded: &Keys) -> Self {
        let mut sorted: Vec<(u32, u32, u32)> = (0..folded.len() as u32)
            .map(|number| {
                let (count, letters) = letters(folded.key(number));
                (count, number, letters)
            })
            .collect();
        sorted.sort_unstable();
        let most = sorted.last().map_or(0, |&(count, ..)| count);
        Self {
            first: (0..=most + 1)
                .map(|count| sorted.partition_point(|&(known, ..)| known < count) as u32)
                .collect(),
            letters: sorted.iter().map(|&(.., letters)| letters).collect(),
            number: sorted.iter().map(|&(_, number, _)| number).collect(),
        }
    }

    /// The same with one typing error, or with more where there is none.
    pub(super) fn nearest(&self, folded: &Keys, key: &str, most: usize) -> Vec<(u32, usize)> {
        (1..=most).map(|most| self.near(folded, key, most)).find(|near| !near.is_empty()).unwrap_or_default()
    }

    /// Numbers of the folded names within `most` typing errors of this one, two at most, and how many there are.
    pub(super) fn near(&self, folded: &Keys, key: &str, most: usize) -> Vec<(u32, usize)> {
        let edits = Edits::of(key);
        let mut near = Vec::new();
        let mut compare = |number: u32| {
            let known = folded.key(number);
            let typos = edits.to(known);
            // Brigade 93 is not Brigade 137.
            if (1..=most).contains(&typos) && digits(key).eq(digits(known)) {
                near.push((number, typos));
            }
        };
        let range = self.of_length(edits.count().saturating_sub(most), edits.count() + most);
        let (_, wanted) = letters(key);
        match most {
            1 => self.with_letters::<1>(range, wanted, &mut compare),
            _ => self.with_letters::<2>(range, wanted, &mut compare),
        }
        near.sort_unstable();
        near
    }

    /// The names with so many letters.
    fn of_length(&self, least: usize, most: usize) -> Range<usize> {
        let first = |count: usize| self.first.get(count).map_or(self.letters.len(), |&first| first as usize);
        first(least)..first(most + 1)
    }

    /// Goes through the names of a range that have all but `MOST` of the letters that are wanted, and as few others.
    fn with_letters<const MOST: usize>(
        &self,
        range: Range<usize>,
        wanted: u32,
        compare: &mut impl FnMut(u32),
    ) {
        let too_many = |letters: u32| beyond::<MOST>(wanted & !letters) | beyond::<MOST>(letters & !wanted);
        let numbers = self.number[range.clone()].chunks(AT_ONCE);
        for (numbers, letters) in numbers.zip(self.letters[range].chunks(AT_ONCE)) {
            // No branch in here, so that it is done for several names in one instruction.
            let none_is_close = letters.iter().fold(true, |none, &letters| none & (too_many(letters) != 0));
            if none_is_close {
                continue;
            }
            for (&number, &letters) in numbers.iter().zip(letters) {
                if too_many(letters) == 0 {
                    compare(number);
                }
            }
        }
    }

    /// Whether every number points into the array it is meant for.
    pub(super) fn hold_together(&self, names: usize) -> bool {
        self.letters.len() == names
            && self.number.len() == names
            && self.number.iter().all(|&number| (number as usize) < names)
            && self.first.is_sorted()
            && self.first.last().map_or(0, |&first| first as usize) == names
    }
}

/// What is left of a set of letters without `MOST` of them; nothing where they are not more than that.
fn beyond<const MOST: usize>(mut set: u32) -> u32 {
    for _ in 0..MOST {
        set &= set.wrapping_sub(1);
    }
    set
}

fn digits(key: &str) -> impl Iterator<Item = char> {
    key.chars().filter(char::is_ascii_digit)
}

/// How many letters a name has, and which.
fn letters(key: &str) -> (u32, u32) {
    key.chars().fold((0, 0), |(count, set), letter| (count + 1, set | 1 << (letter as u32 % 32)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn names_are_found_among_those_of_their_length(names in proptest::collection::vec("[abc]{1,5}", 1..40), key in "[abc]{1,5}", most in 1..3_usize) {
            let folded = Keys::of(names.iter().map(String::as_str).zip(0..));
            let found = Spellings::of(&folded).near(&folded, &key, most);
            let all = (0..folded.len() as u32)
                .map(|number| (number, strsim::osa_distance(&key, folded.key(number))));
            prop_assert_eq!(found, all.filter(|&(_, apart)| (1..=most).contains(&apart)).collect::<Vec<_>>());
        }
    }
}
