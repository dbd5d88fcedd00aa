//! How many typing errors two words are apart: letters exchanged, left out or added, and neighbors swapped.
//!
//! The optimal string alignment distance, one column of its table in the bits of one number (Hyyrö 2003, "A bit-vector
//! algorithm for computing Levenshtein and Damerau edit distances"): what is compared with many words is read once.

/// A word that others are compared with.
#[derive(Debug)]
pub struct Edits<'w> {
    word: &'w str,
    count: usize,
    /// For each ASCII letter: the places in the word where it stands, one bit a place.
    ascii: [u64; 128],
    /// The same for other letters.
    others: Vec<(char, u64)>,
}

/// Letters of which one number has a bit each.
const BITS: usize = 64;

impl<'w> Edits<'w> {
    /// Reads a word.
    #[must_use]
    pub fn of(word: &'w str) -> Self {
        let mut edits = Self { word, count: 0, ascii: [0; 128], others: Vec::new() };
        for letter in word.chars() {
            if edits.count < BITS {
                *edits.places_mut(letter) |= 1 << edits.count;
            }
            edits.count += 1;
        }
        edits
    }

    /// Letters of the word.
    #[must_use]
    pub fn count(&self) -> usize {
        self.count
    }

    /// How many typing errors another word is away.
    ///
    /// ```
    /// use kharita::text::Edits;
    /// assert_eq!(Edits::of("saraqib").to("sarqaib"), 1);
    /// ```
    #[must_use]
    pub fn to(&self, other: &str) -> usize {
        match self.count {
            0 => other.chars().count(),
            1..=BITS => self.in_bits(other),
            _ => strsim::osa_distance(self.word, other),
        }
    }

    fn in_bits(&self, other: &str) -> usize {
        let last = 1 << (self.count - 1);
        // Where a cell is one more or one less than the one above it.
        let (mut more_below, mut less_below) = (u64::MAX, 0_u64);
        let (mut same, mut places_before) = (0_u64, 0_u64);
        let mut apart = self.count;
        for letter in other.chars() {
            let places = self.places(letter);
            let swapped = ((!same & places) << 1) & places_before;
            same =
                ((places & more_below).wrapping_add(more_below) ^ more_below) | places | less_below | swapped;
            let more_right = less_below | !(same | more_below);
            let less_right = same & more_below;
            apart += usize::from(more_right & last != 0);
            apart -= usize::from(less_right & last != 0);
            let more_right = more_right << 1 | 1;
            more_below = less_right << 1 | !(same | more_right);
            less_below = more_right & same;
            places_before = places;
        }
        apart
    }

    fn places(&self, letter: char) -> u64 {
        match self.ascii.get(letter as usize) {
            Some(&places) => places,
            None => self.others.iter().find(|(known, _)| *known == letter).map_or(0, |&(_, places)| places),
        }
    }

    fn places_mut(&mut self, letter: char) -> &mut u64 {
        if letter.is_ascii() {
            return &mut self.ascii[letter as usize];
        }
        let known = self.others.iter().position(|(known, _)| *known == letter);
        let at = known.unwrap_or_else(|| {
            self.others.push((letter, 0));
            self.others.len() - 1
        });
        &mut self.others[at].1
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn typing_errors_are_counted_as_by_the_slow_way(one in "[abاب]{0,9}", other in "[abاب]{0,9}") {
            prop_assert_eq!(Edits::of(&one).to(&other), strsim::osa_distance(&one, &other));
        }

        #[test]
        fn long_words_are_counted_too(one in "[ab]{60,70}", other in "[ab]{60,70}") {
            prop_assert_eq!(Edits::of(&one).to(&other), strsim::osa_distance(&one, &other));
        }
    }
}
