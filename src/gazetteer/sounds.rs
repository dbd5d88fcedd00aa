//! Names under their consonants, each with its sound: whose vowels differ too much is told without looking at the name.

use crate::text::{loose, skeleton};

use super::keys::Keys;

/// Skeletons of names, each leading to a folded name and said with its sound.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Sounds {
    /// Skeletons; each leads to a folded name.
    pub(super) skeletons: Keys,
    /// The sounds of all those names, one after the other.
    pub(super) text: String,
    /// Where each of them ends.
    pub(super) end: Vec<u32>,
}

impl Sounds {
    /// Names, each with the number of the folded name that it leads to.
    pub(super) fn of(names: &[(&str, u32)]) -> Self {
        let keys: Vec<String> = names.iter().map(|(name, _)| skeleton(name)).collect();
        let skeletons = Keys::of(keys.iter().map(String::as_str).zip(0..));
        let mut sounds = Self { skeletons, ..Self::default() };
        for at in &mut sounds.skeletons.target {
            let (name, number) = names[*at as usize];
            sounds.text.push_str(&loose(name));
            sounds.end.push(sounds.text.len() as u32);
            *at = number;
        }
        sounds
    }

    /// The sound of the entry with this number.
    pub(super) fn sound(&self, entry: u32) -> &str {
        let start = entry.checked_sub(1).map_or(0, |before| self.end[before as usize] as usize);
        &self.text[start..self.end[entry as usize] as usize]
    }

    /// The folded name of the entry with this number.
    pub(super) fn name(&self, entry: u32) -> u32 {
        self.skeletons.target[entry as usize]
    }

    /// Whether there is a sound for each skeleton, and every name is one of so many.
    pub(super) fn hold_together(&self, names: usize) -> bool {
        self.end.len() == self.skeletons.len()
            && self.end.is_sorted()
            && self.end.last().map_or(0, |&end| end as usize) == self.text.len()
            && self.end.iter().all(|&end| self.text.is_char_boundary(end as usize))
            && self.skeletons.target.iter().all(|&name| (name as usize) < names)
    }
}
