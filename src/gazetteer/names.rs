//! Every key of every name in one sorted table, for lookup and for search by prefix.

/// Keys sorted by their bytes, each with the place that has the name.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// All keys, one after the other.
    text: String,
    entries: Vec<Entry>,
    /// How many of the entries are sorted already.
    sorted: usize,
}

/// One key of one place.
#[derive(Clone, Copy, Debug)]
struct Entry {
    /// First eight bytes of the key, big-endian, so that most comparisons are of one number.
    head: u64,
    start: u32,
    length: u32,
    place: u32,
    part: Part,
}

/// What a key is of a place's names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    /// The English or Arabic name that is shown.
    Shown,
    /// Another of its names.
    Other,
    /// A name without the words for its kind: `aleppo` of Aleppo International Airport.
    Core,
}

impl Names {
    /// Adds a key; [`Names::sort`] must follow before any lookup.
    pub(super) fn push(&mut self, key: &str, place: u32, part: Part) {
        if key.is_empty() {
            return;
        }
        let (start, length) = (self.text.len() as u32, key.len() as u32);
        self.text.push_str(key);
        self.entries.push(Entry { head: head(key), start, length, place, part });
    }

    /// Sorts the keys and leaves each place once under each.
    pub(super) fn sort(&mut self) {
        let text = &self.text;
        let order = |one: &Entry, other: &Entry| {
            one.head.cmp(&other.head).then_with(|| {
                let rest = |entry: &Entry| (key_of(text, *entry), entry.place, entry.part);
                rest(one).cmp(&rest(other))
            })
        };
        self.entries[self.sorted..].sort_unstable_by(order);
        // Of two sorted runs, a stable sort makes one in one pass.
        if self.sorted > 0 {
            self.entries.sort_by(order);
        }
        self.entries.dedup_by(|next, kept| {
            next.head == kept.head && next.place == kept.place && key_of(text, *next) == key_of(text, *kept)
        });
        self.sorted = self.entries.len();
    }

    /// The places that have this key.
    pub(super) fn get<'a>(&'a self, key: &'a str) -> impl Iterator<Item = (u32, Part)> + 'a {
        self.starting(key)
            .take_while(move |(found, ..)| found.len() == key.len())
            .map(|(_, place, part)| (place, part))
    }

    /// The keys that start with `prefix`, in order.
    pub(super) fn starting<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = (&'a str, u32, Part)> + 'a {
        let head = head(prefix);
        let first = self.entries.partition_point(|entry| {
            entry.head < head || entry.head == head && key_of(&self.text, *entry) < prefix
        });
        self.entries[first..]
            .iter()
            .map(|&entry| (key_of(&self.text, entry), entry.place, entry.part))
            .take_while(move |(key, ..)| key.starts_with(prefix))
    }

    /// All keys.
    pub(super) fn all(&self) -> impl Iterator<Item = (&str, u32, Part)> {
        self.entries.iter().map(|&entry| (key_of(&self.text, entry), entry.place, entry.part))
    }
}

fn key_of(text: &str, entry: Entry) -> &str {
    &text[entry.start as usize..(entry.start + entry.length) as usize]
}

fn head(key: &str) -> u64 {
    let mut bytes = [0; 8];
    let length = key.len().min(8);
    bytes[..length].copy_from_slice(&key.as_bytes()[..length]);
    u64::from_be_bytes(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_found_whole_and_by_its_beginning() {
        let mut names = Names::default();
        for (place, key) in ["kafr nabl", "hama", "kafr nabudah", "hamam", "kafr nabl", ""].iter().enumerate()
        {
            names.push(key, place as u32, Part::Shown);
        }
        names.sort();
        let found = |key| names.get(key).map(|(place, _)| place).collect::<Vec<_>>();
        assert_eq!(found("kafr nabl"), [0, 4]);
        assert_eq!(found("hama"), [1]);
        assert_eq!(found("ham"), [0; 0]);
        assert_eq!(names.starting("kafr nab").count(), 3);
        assert_eq!(names.starting("ham").map(|(key, ..)| key).collect::<Vec<_>>(), ["hama", "hamam"]);
    }
}
