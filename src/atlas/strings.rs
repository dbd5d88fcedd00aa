//! Many texts in one allocation, and texts that occur again and again as numbers.

use std::collections::HashMap;

/// Texts end to end, found by number.
#[derive(Debug, Default)]
pub struct Texts {
    bytes: String,
    ends: Vec<u64>,
}

impl Texts {
    /// Adds a text and returns its number.
    pub fn push(&mut self, text: &str) -> u32 {
        self.bytes.push_str(text);
        self.ends.push(self.bytes.len() as u64);
        (self.ends.len() - 1) as u32
    }

    /// The text of this number; empty when there is none.
    pub fn get(&self, number: u32) -> &str {
        let at = number as usize;
        let start = if at == 0 { 0 } else { self.ends.get(at - 1).copied().unwrap_or_default() as usize };
        let end = self.ends.get(at).copied().unwrap_or(start as u64) as usize;
        self.bytes.get(start..end).unwrap_or_default()
    }
}

/// Texts that repeat: each is kept once.
#[derive(Debug, Default)]
pub struct Symbols {
    texts: Texts,
    numbers: HashMap<String, u32>,
}

impl Symbols {
    /// The number of this text, a new one if it was not met before.
    pub fn number(&mut self, text: &str) -> u32 {
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let number = self.texts.push(text);
        self.numbers.insert(text.to_owned(), number);
        number
    }

    /// The texts alone, once no more are added.
    pub fn into_texts(self) -> Texts {
        self.texts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_repeats_is_kept_once() {
        let mut symbols = Symbols::default();
        let numbers: Vec<u32> = ["Idlib", "", "Hama", "Idlib", ""].map(|text| symbols.number(text)).to_vec();
        assert_eq!(numbers, [0, 1, 2, 0, 1]);
        let texts = symbols.into_texts();
        assert_eq!([texts.get(0), texts.get(1), texts.get(2), texts.get(9)], ["Idlib", "", "Hama", ""]);
    }
}
