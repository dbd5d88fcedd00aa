//! Keys in order, each with what it leads to: found whole and by their beginning.

use std::ops::Range;

/// Sorted keys in flat arrays.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Keys {
    /// All keys, one after the other.
    pub(super) text: String,
    /// Where each key starts in the text.
    pub(super) start: Vec<u32>,
    pub(super) length: Vec<u32>,
    /// What each key leads to.
    pub(super) target: Vec<u32>,
    /// First eight bytes of each key, big-endian, so that most comparisons are of one number.
    head: Vec<u64>,
}

impl Keys {
    /// Sorts keys; of several with one target, one is kept.
    pub(super) fn of<'k>(keys: impl Iterator<Item = (&'k str, u32)>) -> Self {
        let mut keys: Vec<(u64, &str, u32)> =
            keys.filter(|(key, _)| !key.is_empty()).map(|(key, target)| (head(key), key, target)).collect();
        keys.sort_unstable();
        keys.dedup();
        let mut sorted = Self::default();
        let mut last = "";
        for (head, key, target) in keys {
            if key != last || sorted.text.is_empty() {
                sorted.text.push_str(key);
            }
            last = key;
            sorted.start.push((sorted.text.len() - key.len()) as u32);
            sorted.length.push(key.len() as u32);
            sorted.target.push(target);
            sorted.head.push(head);
        }
        sorted
    }

    /// Keys that are sorted already, as a file has them; `None` where they do not fit their text.
    pub(super) fn from_sorted(
        text: String,
        start: Vec<u32>,
        length: Vec<u32>,
        target: Vec<u32>,
    ) -> Option<Self> {
        let mut keys = Self { text, start, length, target, head: Vec::new() };
        if keys.length.len() != keys.start.len() || keys.target.len() != keys.start.len() {
            return None;
        }
        let mut heads = Vec::with_capacity(keys.start.len());
        for (&start, &length) in keys.start.iter().zip(&keys.length) {
            let (start, end) = (start as usize, start as usize + length as usize);
            heads.push(head(keys.text.get(start..end)?));
        }
        keys.head = heads;
        Some(keys)
    }

    pub(super) fn len(&self) -> usize {
        self.start.len()
    }

    /// The key with this number.
    pub(super) fn key(&self, number: u32) -> &str {
        let start = self.start[number as usize] as usize;
        &self.text[start..start + self.length[number as usize] as usize]
    }

    /// Numbers of the entries that have this key.
    pub(super) fn with(&self, key: &str) -> Range<u32> {
        let same_head = self.with_head(head(key));
        // No key has a zero byte, so a short one is told by its head.
        if key.len() < HEAD {
            return same_head;
        }
        let first = partition(same_head.clone(), |number| self.key(number) < key);
        first..partition(first..same_head.end, |number| self.key(number) == key)
    }

    /// Numbers of the entries whose keys start with `prefix`.
    pub(super) fn starting(&self, prefix: &str) -> Range<u32> {
        let first = self.first_from(prefix);
        // Every key in the range starts with the prefix, and none after it does.
        first..partition(first..self.len() as u32, |number| self.key(number).starts_with(prefix))
    }

    /// Number of the first entry whose key is not before `key`.
    fn first_from(&self, key: &str) -> u32 {
        partition(self.with_head(head(key)), |number| self.key(number) < key)
    }

    /// Numbers of the entries whose keys have this head.
    fn with_head(&self, wanted: u64) -> Range<u32> {
        let first = self.head.partition_point(|&head| head < wanted);
        // Mostly few have it: those are soon counted.
        let mut reach = 1;
        while self.head.get(first + reach).is_some_and(|&head| head == wanted) {
            reach *= 2;
        }
        let within = &self.head[first..self.len().min(first + reach)];
        first as u32..(first + within.partition_point(|&head| head == wanted)) as u32
    }
}

/// The first number of a range for which something does not hold that holds for all before it.
fn partition(range: Range<u32>, holds: impl Fn(u32) -> bool) -> u32 {
    let (mut low, mut high) = (range.start, range.end);
    while low < high {
        let middle = u32::midpoint(low, high);
        if holds(middle) { low = middle + 1 } else { high = middle }
    }
    low
}

/// Bytes of a head.
const HEAD: usize = 8;

fn head(key: &str) -> u64 {
    let mut bytes = [0; HEAD];
    let length = key.len().min(HEAD);
    bytes[..length].copy_from_slice(&key.as_bytes()[..length]);
    u64::from_be_bytes(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Keys {
        let keys = ["kafr nabl", "hama", "kafr nabudah", "hamam", "kafr nabl", ""];
        Keys::of(keys.into_iter().zip(0..))
    }

    fn get<'k>(keys: &'k Keys, key: &str) -> &'k [u32] {
        let range = keys.with(key);
        &keys.target[range.start as usize..range.end as usize]
    }

    #[test]
    fn a_key_is_found_whole_and_by_its_beginning() {
        let keys = sample();
        assert_eq!(get(&keys, "kafr nabl"), [0, 4]);
        assert_eq!(get(&keys, "hama"), [1]);
        assert_eq!(get(&keys, "ham"), [0; 0]);
        assert_eq!(keys.starting("kafr nab").len(), 3);
        let starting: Vec<&str> = keys.starting("ham").map(|number| keys.key(number)).collect();
        assert_eq!(starting, ["hama", "hamam"]);
        assert_eq!(keys.starting("z").len(), 0);
    }

    #[test]
    fn keys_that_do_not_fit_their_text_are_refused() {
        let keys = sample();
        let again = |start: Vec<u32>| {
            Keys::from_sorted(keys.text.clone(), start, keys.length.clone(), keys.target.clone())
        };
        assert_eq!(again(keys.start.clone()), Some(keys.clone()));
        assert_eq!(again(vec![1_000; keys.len()]), None);
        assert_eq!(again(vec![0]), None);
    }
}
