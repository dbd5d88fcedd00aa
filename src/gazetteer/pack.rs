//! A gazetteer as one file: its flat arrays one after the other, read at once.
//!
//! | bytes | what |
//! |---|---|
//! | 8 | `KHARITAG` |
//! | 4 | version of the format |
//! | 8 | XXH3 of all that follows |
//! | per section: 8, then so many | length in bytes; text as UTF-8, numbers as 32 bits |
//!
//! Every number is little-endian. The sections are the strings of places, the arrays in the order in which `arrays`
//! declares them, the home country, the table
//! of corrections, and for each table of keys its text and its three arrays. A file whose checksum,
//! version or inner references are not right is refused; nothing is read in part.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use thiserror::Error;
use xxhash_rust::xxh3::xxh3_64;

use super::Gazetteer;
use super::arrays::Arrays;
use super::index::Index;
use super::keys::Keys;

const MAGIC: &[u8; 8] = b"KHARITAG";
/// Version of the format that is written and read. What changes the arrays or a key's rules raises it.
const VERSION: u32 = 1;
const HEADER: usize = 20;

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
        let bytes =
            fs::read(path).map_err(|cause| PackError::Io { path: path.to_owned(), done: "read", cause })?;
        Self::from_bytes(&bytes, path)
    }

    fn from_bytes(bytes: &[u8], path: &Path) -> Result<Self, PackError> {
        let path = || path.to_owned();
        let damaged = |what| PackError::Damaged { path: path(), what };
        if !bytes.starts_with(MAGIC) {
            return Err(PackError::NotOne { path: path() });
        }
        let Some((header, body)) = bytes.split_at_checked(HEADER) else {
            return Err(damaged("it ends early"));
        };
        let found = u32::from_le_bytes([header[8], header[9], header[10], header[11]]);
        if found != VERSION {
            return Err(PackError::OtherVersion { path: path(), found });
        }
        if header[12..] != xxh3_64(body).to_le_bytes() {
            return Err(damaged("its checksum is another"));
        }
        let mut sections = Sections(body);
        Self::from_sections(&mut sections).ok_or_else(|| damaged("its parts do not fit each other"))
    }

    fn from_sections(sections: &mut Sections) -> Option<Self> {
        let mut arrays = Arrays { text: sections.text()?, ..Arrays::default() };
        for array in arrays.all_mut() {
            *array = sections.numbers()?;
        }
        let home = sections.text()?;
        let corrections = sections.text()?;
        let [folded, skeletons, hearts, later_words] =
            [sections.keys()?, sections.keys()?, sections.keys()?, sections.keys()?];
        let index = Index { folded, skeletons, hearts, later_words };
        if !sections.0.is_empty() || !arrays.hold_together() || !index.holds_together(arrays.id.len()) {
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
        let Index { folded, skeletons, hearts, later_words } = &self.index;
        for keys in [folded, skeletons, hearts, later_words] {
            push_text(&mut bytes, &keys.text);
            for array in [&keys.start, &keys.length, &keys.target] {
                push_numbers(&mut bytes, array);
            }
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

/// What is left to read.
struct Sections<'a>(&'a [u8]);

impl<'a> Sections<'a> {
    fn next(&mut self) -> Option<&'a [u8]> {
        let (length, rest) = self.0.split_first_chunk::<8>()?;
        let (section, rest) = rest.split_at_checked(usize::try_from(u64::from_le_bytes(*length)).ok()?)?;
        self.0 = rest;
        Some(section)
    }

    fn text(&mut self) -> Option<String> {
        Some(std::str::from_utf8(self.next()?).ok()?.to_owned())
    }

    fn numbers(&mut self) -> Option<Vec<u32>> {
        let (numbers, rest) = self.next()?.as_chunks::<4>();
        rest.is_empty().then(|| numbers.iter().map(|&number| u32::from_le_bytes(number)).collect())
    }

    fn keys(&mut self) -> Option<Keys> {
        Keys::from_sorted(self.text()?, self.numbers()?, self.numbers()?, self.numbers()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::Context;

    fn opened(bytes: &[u8]) -> Result<Gazetteer, String> {
        Gazetteer::from_bytes(bytes, Path::new("a.gaz")).map_err(|error| error.to_string())
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
    a.gaz is a gazetteer of format 9 and this Kharita reads format 1; use a newer Kharita
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
