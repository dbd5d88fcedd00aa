//! Decides from the content how a text is encoded, and decodes it as it is read.
//!
//! A byte order mark decides; else valid UTF-8 is UTF-8; else it is windows-1256 when its high bytes stand together
//! as Arabic letters do in words, and windows-1252 (which holds Latin-1) when they stand alone among Latin letters.

use std::io::{self, BufRead, Read};

use encoding_rs::{Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1256};
use xxhash_rust::xxh3::Xxh3;

use super::bytes::read_buffered;

/// Bytes read at a time.
const CHUNK: usize = 1 << 16;

/// What one pass over the content tells of it.
pub(super) struct Survey {
    pub encoding: &'static Encoding,
    /// XXH3-128 of the unpacked content.
    pub hash: u128,
    /// Bytes of the unpacked content.
    pub length: u64,
}

/// Reads everything once: for the encoding, and for the id of the import.
pub(super) fn survey(mut input: impl Read) -> io::Result<Survey> {
    let mut evidence = Evidence::default();
    let mut hash = Xxh3::new();
    let mut length = 0;
    let mut buffer = vec![0; CHUNK + 4];
    let mut carried = 0;
    loop {
        let read = read_some(&mut input, &mut buffer[carried..carried + CHUNK])?;
        let is_end = read == 0;
        let chunk = &buffer[..carried + read];
        if length == 0 {
            evidence.mark = Encoding::for_bom(chunk).map(|(encoding, _)| encoding);
        }
        hash.update(&chunk[carried..]);
        length += read as u64;
        let left = evidence.weigh(chunk, is_end);
        let from = chunk.len() - left;
        buffer.copy_within(from..from + left, 0);
        carried = left;
        if is_end {
            break;
        }
    }
    Ok(Survey { encoding: evidence.encoding(), hash: hash.digest128(), length })
}

#[derive(Default)]
struct Evidence {
    mark: Option<&'static Encoding>,
    /// Characters of two bytes and more that are valid UTF-8.
    valid: u64,
    /// Bytes that are not UTF-8.
    invalid: u64,
    /// High bytes that are Arabic letters in windows-1256 and follow another.
    in_words: u64,
    /// High bytes that stand alone.
    alone: u64,
}

impl Evidence {
    fn encoding(&self) -> &'static Encoding {
        match self.mark {
            Some(encoding) => encoding,
            // A stray byte in a long UTF-8 text is damage, not another encoding.
            None if self.invalid == 0 || self.valid / 20 > self.invalid => UTF_8,
            None if self.in_words > self.alone => WINDOWS_1256,
            None => WINDOWS_1252,
        }
    }

    /// Weighs a chunk and returns how many bytes at its end belong to a character that is not whole yet.
    fn weigh(&mut self, chunk: &[u8], is_end: bool) -> usize {
        let mut rest = chunk;
        loop {
            match std::str::from_utf8(rest) {
                Ok(text) => {
                    self.count_valid(text);
                    return 0;
                }
                Err(error) => {
                    let (valid, after) = rest.split_at(error.valid_up_to());
                    self.count_valid(std::str::from_utf8(valid).unwrap_or_default());
                    let Some(length) = error.error_len() else {
                        if is_end {
                            self.invalid += after.len() as u64;
                            return 0;
                        }
                        return after.len();
                    };
                    // The run of high bytes that the bad one begins.
                    let run = after.iter().take_while(|byte| **byte >= 0x80).count().max(length);
                    let run = &after[..run.min(after.len())];
                    self.invalid += 1;
                    let arabic = run.iter().filter(|byte| is_arabic_letter(**byte)).count() as u64;
                    if arabic >= 2 {
                        self.in_words += arabic;
                    } else {
                        self.alone += 1;
                    }
                    rest = &after[run.len()..];
                }
            }
        }
    }

    fn count_valid(&mut self, text: &str) {
        // A million is evidence enough; counting all of a large table would cost as much as reading it.
        if self.valid < 1 << 20 && !text.is_ascii() {
            // The first bytes of characters that have several.
            self.valid += text.bytes().filter(|byte| *byte >= 0xc0).count() as u64;
        }
    }
}

/// Whether windows-1256 has an Arabic letter at this byte.
fn is_arabic_letter(byte: u8) -> bool {
    matches!(byte, 0x81 | 0x8d..=0x90 | 0x98 | 0x9a | 0xc0..=0xd6 | 0xd8..=0xdf | 0xe1 | 0xe3..=0xe6 | 0xec | 0xed)
}

/// A reader whose bytes are always valid UTF-8, without a byte order mark.
pub(super) struct Decoded<R> {
    input: R,
    decoder: Decoder,
    raw: Vec<u8>,
    raw_from: usize,
    raw_to: usize,
    is_end: bool,
    text: Vec<u8>,
    from: usize,
    to: usize,
}

impl<R: Read> Decoded<R> {
    pub fn new(input: R, encoding: &'static Encoding) -> Self {
        let decoder = match encoding {
            utf16 if utf16 == UTF_16LE || utf16 == UTF_16BE => utf16.new_decoder(),
            other => other.new_decoder_with_bom_removal(),
        };
        let (raw, text) = (vec![0; CHUNK], vec![0; 3 * CHUNK + 16]);
        Self { input, decoder, raw, raw_from: 0, raw_to: 0, is_end: false, text, from: 0, to: 0 }
    }
}

impl<R: Read> BufRead for Decoded<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        while self.from == self.to {
            if self.raw_from == self.raw_to {
                if self.is_end {
                    break;
                }
                self.raw_from = 0;
                self.raw_to = read_some(&mut self.input, &mut self.raw)?;
                self.is_end = self.raw_to == 0;
            }
            let raw = &self.raw[self.raw_from..self.raw_to];
            let (_, read, written, _) = self.decoder.decode_to_utf8(raw, &mut self.text, self.is_end);
            self.raw_from += read;
            (self.from, self.to) = (0, written);
        }
        Ok(&self.text[self.from..self.to])
    }

    fn consume(&mut self, amount: usize) {
        self.from = (self.from + amount).min(self.to);
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        read_buffered(self, buffer)
    }
}

/// Reads once, again when a signal came between.
fn read_some(input: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    loop {
        match input.read(buffer) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            other => return other,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn decoded(bytes: &[u8]) -> String {
        let mut text = String::new();
        Decoded::new(bytes, survey(bytes).unwrap().encoding).read_to_string(&mut text).unwrap();
        text
    }

    fn in_encoding(encoding: &'static Encoding, text: &str) -> Vec<u8> {
        encoding.encode(text).0.into_owned()
    }

    fn in_utf16(text: &str, bytes: impl Fn(u16) -> [u8; 2]) -> Vec<u8> {
        format!("\u{feff}{text}").encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn every_usual_encoding_comes_out_as_text() {
        let text = "date,place\n2017-11-13,Alép — École\n";
        assert_eq!(decoded(text.as_bytes()), text);
        assert_eq!(decoded(format!("\u{feff}{text}").as_bytes()), text, "UTF-8 with a byte order mark");
        assert_eq!(decoded(&in_encoding(WINDOWS_1252, text)), text);
        assert_eq!(decoded(&in_utf16(text, u16::to_le_bytes)), text);
        assert_eq!(decoded(&in_utf16(text, u16::to_be_bytes)), text);
    }

    #[test]
    fn arabic_of_windows_is_told_from_latin_of_windows() {
        let arabic = "التاريخ,المكان\n2017-11-13,الأتارب\n";
        assert_eq!(decoded(&in_encoding(WINDOWS_1256, arabic)), arabic);
        let french = "lieu,événement\nAlep,tué à l’été\nIdleb,blessée\n";
        assert_eq!(decoded(&in_encoding(WINDOWS_1252, french)), french);
    }

    #[test]
    fn one_damaged_byte_does_not_turn_an_arabic_table_into_latin() {
        let mut bytes = "الأتارب,إدلب,حماة,حلب,دمشق\n".repeat(4).into_bytes();
        bytes.push(0xff);
        assert!(decoded(&bytes).starts_with("الأتارب,إدلب"));
    }

    #[test]
    fn a_character_across_two_chunks_is_one_character() {
        let text = format!("{}é", "a".repeat(CHUNK - 1));
        assert_eq!(survey(text.as_bytes()).unwrap().encoding, UTF_8);
        assert_eq!(decoded(text.as_bytes()), text);
    }

    proptest! {
        #[test]
        fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let _ = decoded(&bytes);
        }

        #[test]
        fn utf8_stays_what_it_is(text in "\\PC{0,60}") {
            prop_assume!(!text.starts_with('\u{feff}'));
            prop_assert_eq!(decoded(text.as_bytes()), text);
        }
    }
}
