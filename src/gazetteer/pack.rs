//! A gazetteer as one file: its flat arrays one after the other, each read into the memory where it stays.
//!
//! | bytes | what |
//! |---|---|
//! | 8 | `KHARITAG` |
//! | 4 | version of the format |
//! | 8 | XXH3 of all that follows |
//! | per section: 8, then so many | length in bytes; text as UTF-8, numbers as 32 bits |
//!
//! Every number is little-endian. The sections are the strings of places, the arrays in the order in which `arrays`
//! declares them, the home country, the table of corrections, and the index: for each table of keys its text and its
//! three arrays, after a table of skeletons the sounds and where they end, and last the arrays of spellings. A file whose
//! checksum, version or inner references are not right is refused; nothing is read in part.

use std::fs::File;
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use thiserror::Error;
use xxhash_rust::xxh3::{Xxh3Default, xxh3_64};

use super::Gazetteer;
use super::arrays::Arrays;
use super::index::Index;
use super::keys::Keys;
use super::sounds::Sounds;
use super::spellings::Spellings;

const MAGIC: &[u8; 8] = b"KHARITAG";
/// Version of the format that is written and read. What changes the arrays or a key's rules raises it.
const VERSION: u32 = 2;
const HEADER: usize = 20;
/// Bytes of numbers that are read in one go: they stay in the fastest memory until they are numbers.
const AT_ONCE: usize = 16_384;

/// Why a gazetteer cannot be opened or written.
#[derive(Debug, Error)]
pub enum PackError {
    /// The system refuses.
    #[error("{} cannot be {done}: {cause}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// Read or written.
        done: &'static str,
        /// What the system says.
        cause: io::Error,
    },
    /// Another kind of file.
    #[error("{} is no gazetteer; make one with `kharita gazetteer build`", path.display())]
    NotOne {
        /// The file.
        path: PathBuf,
    },
    /// Of another version.
    #[error(
        "{} is a gazetteer of format {found} and this Kharita reads format {VERSION}; {}",
        path.display(),
        if *found > VERSION { "use a newer Kharita" } else { "build it again with `kharita gazetteer build`" }
    )]
    OtherVersion {
        /// The file.
        path: PathBuf,
        /// Its version.
        found: u32,
    },
    /// Not as it was written.
    #[error("{} is damaged: {what}; copy or build it again", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is not right.
        what: &'static str,
    },
}

impl Gazetteer {
    /// Opens a gazetteer that [`Gazetteer::save`] has written.
    pub fn open(path: &Path) -> Result<Self, PackError> {
        let refused = |cause| PackError::Io { path: path.to_owned(), done: "read", cause };
        let file = File::open(path).map_err(refused)?;
        // Only a hint: what is no file of that length is read all the same.
        let length = file.metadata().map_or(0, |known| known.len());
        Self::read(file, length as usize, path)
    }

    fn read(mut source: impl Read, length: usize, path: &Path) -> Result<Self, PackError> {
        let path = || path.to_owned();
        let unreadable = |cause| PackError::Io { path: path(), done: "read", cause };
        let damaged = |what| PackError::Damaged { path: path(), what };
        let mut header = Vec::with_capacity(HEADER);
        source.by_ref().take(HEADER as u64).read_to_end(&mut header).map_err(unreadable)?;
        if !header.starts_with(MAGIC) {
            return Err(PackError::NotOne { path: path() });
        }
        let [.., a, b, c, d, _, _, _, _, _, _, _, _] = header[..] else {
            return Err(damaged("it ends early"));
        };
        let found = u32::from_le_bytes([a, b, c, d]);
        if found != VERSION {
            return Err(PackError::OtherVersion { path: path(), found });
        }
        let mut sections = Sections { source, checksum: Xxh3Default::new(), length };
        let parts = match sections.parts() {
            Ok(parts) => Some(parts),
            Err(error) if matches!(error.kind(), ErrorKind::InvalidData | ErrorKind::UnexpectedEof) => None,
            Err(error) => return Err(unreadable(error)),
        };
        let is_all = sections.finish().map_err(unreadable)?;
        if header[12..] != sections.checksum.digest().to_le_bytes() {
            return Err(damaged("its checksum is another"));
        }
        parts
            .filter(|_| is_all)
            .and_then(Self::from_parts)
            .ok_or_else(|| damaged("its parts do not fit each other"))
    }

    fn from_parts(parts: Parts) -> Option<Self> {
        let Parts { arrays, home, corrections, index } = parts;
        if !arrays.hold_together() || !index.holds_together(arrays.id.len()) {
            return None;
        }
        let mut gazetteer = Self::without_index(arrays, home);
        gazetteer.index = index;
        gazetteer.corrections = corrections;
        Some(gazetteer)
    }

    /// Writes the gazetteer to a file, whole or not at all.
    pub fn save(&self, path: &Path) -> Result<(), PackError> {
        // The kind alone: the error itself may name the hidden file, of which nobody knows.
        let unwritable = |cause: io::Error| PackError::Io {
            path: path.to_owned(),
            done: "written",
            cause: cause.kind().into(),
        };
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut making = tempfile::Builder::new();
        // As any new file: who may read it is for the user's mask to say.
        #[cfg(unix)]
        making.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let mut file = making.tempfile_in(folder).map_err(unwritable)?;
        file.write_all(&self.to_bytes()).map_err(unwritable)?;
        file.as_file().sync_all().map_err(unwritable)?;
        file.persist(path).map_err(|error| unwritable(error.error))?;
        Ok(())
    }

    fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        bytes.extend_from_slice(MAGIC);
        bytes.extend_from_slice(&VERSION.to_le_bytes());
        bytes.extend_from_slice(&[0; 8]);
        push_text(&mut bytes, &self.arrays.text);
        for array in self.arrays.all() {
            push_numbers(&mut bytes, array);
        }
        push_text(&mut bytes, &self.home);
        push_text(&mut bytes, &self.corrections);
        let Index { folded, sounds, hearts, later_words, spellings } = &self.index;
        push_keys(&mut bytes, folded);
        push_keys(&mut bytes, later_words);
        for Sounds { skeletons, text, end } in [sounds, hearts] {
            push_keys(&mut bytes, skeletons);
            push_text(&mut bytes, text);
            push_numbers(&mut bytes, end);
        }
        for array in [&spellings.first, &spellings.letters, &spellings.number] {
            push_numbers(&mut bytes, array);
        }
        let checksum = xxh3_64(&bytes[HEADER..]);
        bytes[12..HEADER].copy_from_slice(&checksum.to_le_bytes());
        bytes
    }
}

fn push_text(bytes: &mut Vec<u8>, text: &str) {
    bytes.extend_from_slice(&(text.len() as u64).to_le_bytes());
    bytes.extend_from_slice(text.as_bytes());
}

fn push_numbers(bytes: &mut Vec<u8>, numbers: &[u32]) {
    bytes.extend_from_slice(&(numbers.len() as u64 * 4).to_le_bytes());
    bytes.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
}

fn push_keys(bytes: &mut Vec<u8>, keys: &Keys) {
    push_text(bytes, &keys.text);
    for array in [&keys.start, &keys.length, &keys.target] {
        push_numbers(bytes, array);
    }
}

/// What a file holds, before it is known whether it fits together.
struct Parts {
    arrays: Arrays,
    home: String,
    corrections: String,
    index: Index,
}

/// What is left to read. A section that is not as it should be is an error of invalid data, or of an early end.
struct Sections<R> {
    source: R,
    /// Of all that was read.
    checksum: Xxh3Default,
    /// Bytes of the file, so that no damaged length asks for more memory than that.
    length: usize,
}

impl<R: Read> Sections<R> {
    fn parts(&mut self) -> io::Result<Parts> {
        let mut arrays = Arrays { text: self.text()?, ..Arrays::default() };
        for array in arrays.all_mut() {
            *array = self.numbers()?;
        }
        Ok(Parts { arrays, home: self.text()?, corrections: self.text()?, index: self.index()? })
    }

    fn index(&mut self) -> io::Result<Index> {
        Ok(Index {
            folded: self.keys()?,
            later_words: self.keys()?,
            sounds: self.sounds()?,
            hearts: self.sounds()?,
            spellings: Spellings {
                first: self.numbers()?,
                letters: self.numbers()?,
                number: self.numbers()?,
            },
        })
    }

    fn keys(&mut self) -> io::Result<Keys> {
        let keys = Keys::from_sorted(self.text()?, self.numbers()?, self.numbers()?, self.numbers()?);
        keys.ok_or_else(|| ErrorKind::InvalidData.into())
    }

    fn sounds(&mut self) -> io::Result<Sounds> {
        Ok(Sounds { skeletons: self.keys()?, text: self.text()?, end: self.numbers()? })
    }

    fn text(&mut self) -> io::Result<String> {
        let length = self.section_length()?;
        let mut text = Vec::with_capacity(length.min(self.length));
        self.source.by_ref().take(length as u64).read_to_end(&mut text)?;
        self.checksum.update(&text);
        if text.len() < length {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        String::from_utf8(text).map_err(|_| ErrorKind::InvalidData.into())
    }

    fn numbers(&mut self) -> io::Result<Vec<u32>> {
        let mut left = self.section_length()?;
        if !left.is_multiple_of(4) {
            return Err(ErrorKind::InvalidData.into());
        }
        let mut numbers = Vec::with_capacity(left.min(self.length) / 4);
        let mut bytes = [0; AT_ONCE];
        while left > 0 {
            let bytes = &mut bytes[..left.min(AT_ONCE)];
            self.fill(bytes)?;
            left -= bytes.len();
            numbers.extend(bytes.as_chunks::<4>().0.iter().map(|&number| u32::from_le_bytes(number)));
        }
        Ok(numbers)
    }

    fn section_length(&mut self) -> io::Result<usize> {
        let mut length = [0; 8];
        self.fill(&mut length)?;
        usize::try_from(u64::from_le_bytes(length)).map_err(|_| ErrorKind::InvalidData.into())
    }

    fn fill(&mut self, bytes: &mut [u8]) -> io::Result<()> {
        self.source.read_exact(bytes)?;
        self.checksum.update(bytes);
        Ok(())
    }

    /// Reads what is left, for the checksum, and tells whether nothing was.
    fn finish(&mut self) -> io::Result<bool> {
        let mut rest = Vec::new();
        self.source.read_to_end(&mut rest)?;
        self.checksum.update(&rest);
        Ok(rest.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::Context;

    fn opened(bytes: &[u8]) -> Result<Gazetteer, String> {
        Gazetteer::read(bytes, bytes.len(), Path::new("a.gaz")).map_err(|error| error.to_string())
    }

    #[test]
    fn what_was_written_is_read() {
        let built_in = Gazetteer::built_in();
        let bytes = built_in.to_bytes();
        let again = opened(&bytes).unwrap();
        assert_eq!(again.arrays, built_in.arrays);
        assert_eq!(again.index, built_in.index);
        assert_eq!(again.to_bytes(), bytes);
        assert_eq!(
            again.resolve("Abu a-Dhuhur airbase", &Context::default()).candidates[0].feature_code,
            "AIRB"
        );
    }

    #[test]
    fn what_is_not_right_is_refused_with_the_way_out() {
        let bytes = Gazetteer::built_in().to_bytes();
        let mut newer = bytes.clone();
        newer[8] = 9;
        let mut damaged = bytes.clone();
        damaged[bytes.len() / 2] ^= 1;
        let refused: Vec<String> =
            [b"name,place".to_vec(), newer, damaged, bytes[..bytes.len() - 1].to_vec(), bytes[..10].to_vec()]
                .iter()
                .map(|bytes| opened(bytes).unwrap_err())
                .collect();
        insta::assert_snapshot!(refused.join("\n"), @r"
    a.gaz is no gazetteer; make one with `kharita gazetteer build`
    a.gaz is a gazetteer of format 9 and this Kharita reads format 2; use a newer Kharita
    a.gaz is damaged: its checksum is another; copy or build it again
    a.gaz is damaged: its checksum is another; copy or build it again
    a.gaz is damaged: it ends early; copy or build it again
    ");
    }

    /// A file that is damaged and has the right checksum all the same is refused too, or answers without a panic.
    #[test]
    fn no_damage_makes_a_panic() {
        let bytes = Gazetteer::built_in().to_bytes();
        let mut random = 1_u64;
        for _ in 0..300 {
            let mut damaged = bytes.clone();
            for _ in 0..4 {
                random ^= random << 13;
                random ^= random >> 7;
                random ^= random << 17;
                let at = HEADER + (random as usize) % (bytes.len() - HEADER);
                damaged[at] = (random >> 32) as u8;
            }
            let checksum = xxh3_64(&damaged[HEADER..]);
            damaged[12..HEADER].copy_from_slice(&checksum.to_le_bytes());
            if let Ok(gazetteer) = opened(&damaged) {
                for name in ["Hama", "Abu Thuhur", "سراقب", "Kafr Nabll"] {
                    let _ = gazetteer.resolve(name, &Context::default());
                    let _ = gazetteer.suggest(name, 5);
                }
            }
        }
    }
}
