//! The blocks of a PBF file: whether the file is whole, and what stands in it, with one block in memory at a time.
//!
//! The file is a row of blobs: a header that says what a reader must understand, then blocks of up to 8,000 elements.
//! <https://wiki.openstreetmap.org/wiki/PBF_Format>

use std::fmt::Display;
use std::fs::File;
use std::io::{BufReader, SeekFrom};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use osmpbf::{BlobError, BlobReader, BlobType, ByteOffset, Element, Error, ErrorKind};

use crate::gazetteer::build::BuildError;

const WANTED: &str = "a whole OpenStreetMap extract (.osm.pbf)";
/// What a header may ask of a reader.
const UNDERSTOOD: [&str; 2] = ["OsmSchema-V0.6", "DenseNodes"];
/// Bytes of a blob, as the format has it; `osmpbf` ends an unfolded block at as much.
const LARGEST_BLOB: u64 = osmpbf::MAX_BLOB_MESSAGE_SIZE;

/// A PBF file whose blobs are all there.
pub(super) struct Blocks {
    path: PathBuf,
    reader: BlobReader<BufReader<File>>,
    starts: Vec<ByteOffset>,
}

impl Blocks {
    /// Opens a file, and goes from blob to blob without unfolding them, so that one cut short is told at once.
    pub(super) fn open(path: &Path) -> Result<Self, BuildError> {
        let unreadable = |cause| BuildError::Unreadable { path: path.to_owned(), cause };
        let length = File::open(path).and_then(|file| file.metadata()).map_err(unreadable)?.len();
        let reader = BlobReader::seekable_from_path(path).map_err(|error| unreadable(error.into()))?;
        let mut blocks = Self { path: path.to_owned(), reader, starts: Vec::new() };
        let no_pbf = || {
            let found = "it does not begin as one; `osmium cat` makes one of other OpenStreetMap files";
            blocks_error(path, found.to_owned())
        };
        let cut =
            |block: usize| blocks_error(path, format!("it ends within block {block}; download it again"));
        let mut end = 0;
        let mut number = 0;
        while let Some(blob) = blocks.reader.next_header_skip_blob() {
            let (header, start) = match blob {
                Ok((header, Some(start))) => (header, start),
                _ if number == 0 => return Err(no_pbf()),
                Ok((_, None)) => {
                    return Err(blocks.unreadable(number, &again("nobody knows where it begins")));
                }
                Err(error) => return Err(blocks.unreadable(number, &why(&error))),
            };
            if !u64::try_from(header.get_blob_size()).is_ok_and(|size| size <= LARGEST_BLOB) {
                return Err(blocks
                    .unreadable(number, &again(format!("{} bytes are no size", header.get_blob_size()))));
            }
            end = blocks.reader.seek_raw(SeekFrom::Current(0)).map_err(|error| unreadable(error.into()))?;
            if end > length {
                return Err(cut(number));
            }
            match header.blob_type() {
                BlobType::OsmHeader if number == 0 => blocks.check_header(start)?,
                _ if number == 0 => return Err(no_pbf()),
                BlobType::OsmData => blocks.starts.push(start),
                BlobType::OsmHeader | BlobType::Unknown(_) => {}
            }
            blocks.reader.seek(ByteOffset(end)).map_err(|error| unreadable(error.into()))?;
            number += 1;
        }
        match number {
            0 => Err(no_pbf()),
            _ if end < length => Err(cut(number)),
            _ => Ok(blocks),
        }
    }

    /// How many blocks there are.
    pub(super) fn count(&self) -> usize {
        self.starts.len()
    }

    /// Shows every element of a block, with the block's strings, which tags are numbers into.
    pub(super) fn for_each(
        &mut self,
        block: usize,
        mut look: impl FnMut(Element, &[Vec<u8>]) -> Result<(), &'static str>,
    ) -> Result<(), BuildError> {
        let (number, start) = (block + 1, self.starts[block]);
        // `osmpbf` panics on numbers that no writer puts there: a kind of member that does not exist, ids too large.
        let looked = catch_unwind(AssertUnwindSafe(|| {
            let block = self.reader.blob_from_offset(start).and_then(|blob| blob.to_primitiveblock());
            let block = block.map_err(|error| why(&error))?;
            let strings = block.raw_stringtable();
            block.elements().try_for_each(|element| look(element, strings)).map_err(again)
        }));
        looked
            .unwrap_or_else(|_| Err(again("a number in it means nothing")))
            .map_err(|reason| self.unreadable(number, &reason))
    }

    /// Refuses a file that says it cannot be understood without more than is understood here.
    fn check_header(&mut self, start: ByteOffset) -> Result<(), BuildError> {
        let header = self.reader.blob_from_offset(start).and_then(|blob| blob.to_headerblock());
        let header = header.map_err(|error| self.unreadable(0, &why(&error)))?;
        match header.required_features().iter().find(|feature| !UNDERSTOOD.contains(&feature.as_str())) {
            None => Ok(()),
            Some(feature) => {
                let found =
                    format!("it needs {feature}, which Kharita cannot read; take an extract without history");
                Err(blocks_error(&self.path, found))
            }
        }
    }

    fn unreadable(&self, block: usize, reason: &str) -> BuildError {
        blocks_error(&self.path, format!("block {block} cannot be read: {reason}"))
    }
}

fn blocks_error(path: &Path, found: String) -> BuildError {
    BuildError::Other { path: path.to_owned(), wanted: WANTED, found }
}

/// What is wrong with a blob. One without data that can be read is packed with lz4, zstd or lzma.
fn why(error: &Error) -> String {
    match error.kind() {
        ErrorKind::Blob(BlobError::Empty) => {
            "it is not packed with zlib; `osmium cat` packs it so".to_owned()
        }
        _ => again(error),
    }
}

fn again(damage: impl Display) -> String {
    format!("{damage}; download it again")
}
