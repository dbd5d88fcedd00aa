//! Opens a file: plain, gzip or zip, told by its first bytes, with bounds on what it may unfold to.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use flate2::Crc;
use flate2::bufread::MultiGzDecoder;
use flate2::read::DeflateDecoder;
use zip::{CompressionMethod, ZipArchive};

use super::IntakeError;
use super::error::Bomb;

/// Bytes that a packed file may unfold to: 32 GiB, some fifty million rows.
pub(super) const LARGEST: u64 = 32 << 30;
/// How many times its packed size a file may unfold to. Tables of events shrink 5 to 30 times, zeros 1,030 times.
pub(super) const LARGEST_RATIO: u64 = 200;
/// Bytes that may unfold before the ratio counts: 64 MiB.
pub(super) const FREE: u64 = 64 << 20;
/// Bytes that a workbook may unfold to: 1 GiB. Its shared texts are held in memory.
pub(super) const LARGEST_WORKBOOK: u64 = 1 << 30;

/// Bytes of the file itself that were read so far, shared with whoever shows progress.
pub(super) type Done = Rc<Cell<u64>>;

/// What wraps the content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Container {
    Plain,
    Gzip,
    /// Where the one data entry lies in the archive.
    Zip {
        start: u64,
        packed: u64,
        deflated: bool,
        crc: u32,
    },
    Workbook,
}

/// A file that was looked at and can be opened, as often as needed.
#[derive(Clone, Debug)]
pub(super) struct Packed {
    pub path: PathBuf,
    /// Its name without the folders.
    pub file: String,
    pub size: u64,
    pub container: Container,
}

/// Why a file that begins like this holds no table that can be read, with the way out.
fn unreadable(start: &[u8]) -> Option<&'static str> {
    match start {
        [0xd0, 0xcf, 0x11, 0xe0, ..] => Some("this is a workbook of before 2007; save it as XLSX or CSV"),
        [b'S', b'Q', b'L', b'i', b't', b'e', ..] => {
            Some("this is a GeoPackage or another SQLite file; export the table in it as GeoJSON or CSV")
        }
        [b'%', b'P', b'D', b'F', ..] => Some("this is a PDF; tables are read from CSV, XLSX and GeoJSON"),
        _ => None,
    }
}

impl Packed {
    /// Looks at the first bytes, and at the list of entries of an archive.
    pub fn look(path: &Path) -> Result<Self, IntakeError> {
        let file =
            path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into());
        let fail = |error| IntakeError::io(&file, error);
        let metadata = path.metadata().map_err(fail)?;
        if metadata.is_dir() {
            return Err(IntakeError::Directory { file });
        }
        if !metadata.is_file() {
            return Err(IntakeError::NotAFile { file });
        }
        let mut start = Vec::with_capacity(8);
        let mut handle = File::open(path).map_err(fail)?;
        (&mut handle).take(8).read_to_end(&mut start).map_err(fail)?;
        let container = match start[..] {
            [] => return Err(IntakeError::Empty { file }),
            [0x1f, 0x8b, ..] => Container::Gzip,
            [b'P', b'K', 3 | 5, ..] => entry_of_zip(handle, &file)?,
            _ => match unreadable(&start) {
                Some(reason) => return Err(IntakeError::Container { file, reason: reason.to_owned() }),
                None => Container::Plain,
            },
        };
        Ok(Self { path: path.to_owned(), file, size: metadata.len(), container })
    }

    /// Opens the file as it lies, for a reader that unpacks it itself.
    pub fn open_packed(&self, done: &Done) -> Result<impl BufRead + use<>, IntakeError> {
        done.set(0);
        let handle = File::open(&self.path).map_err(|error| IntakeError::io(&self.file, error))?;
        Ok(BufReader::with_capacity(1 << 16, Counted { inner: handle, done: Rc::clone(done) }))
    }

    /// Opens the content, unpacked.
    pub fn open(&self, done: &Done) -> Result<Box<dyn Read>, IntakeError> {
        let fail = |error| IntakeError::io(&self.file, error);
        done.set(0);
        let mut handle = File::open(&self.path).map_err(fail)?;
        if let Container::Zip { start, .. } = self.container {
            handle.seek(SeekFrom::Start(start)).map_err(fail)?;
        }
        let counted = Counted { inner: handle, done: Rc::clone(done) };
        Ok(match self.container {
            Container::Plain | Container::Workbook => Box::new(counted),
            Container::Gzip => {
                let packed = BufReader::with_capacity(1 << 16, counted);
                Box::new(Bounded { inner: MultiGzDecoder::new(packed), unfolded: 0, done: Rc::clone(done) })
            }
            Container::Zip { packed, deflated, crc, .. } => {
                let entry = counted.take(packed);
                let content: Box<dyn Read> =
                    if deflated { Box::new(DeflateDecoder::new(entry)) } else { Box::new(entry) };
                let content = Bounded { inner: content, unfolded: 0, done: Rc::clone(done) };
                Box::new(Checked { inner: content, crc: Crc::new(), expected: crc })
            }
        })
    }
}

/// Finds the one data entry of a zip archive, or tells that it is a workbook.
fn entry_of_zip(handle: File, file: &str) -> Result<Container, IntakeError> {
    let refuse = |reason: String| IntakeError::Container { file: file.to_owned(), reason };
    let broken = |error| refuse(format!("the zip archive cannot be read: {error}"));
    let mut archive = ZipArchive::new(BufReader::new(handle)).map_err(broken)?;
    if archive.index_for_name("xl/workbook.xml").is_some() {
        check_workbook(&mut archive, file)?;
        return Ok(Container::Workbook);
    }
    if archive.index_for_name("mimetype").is_some() || archive.index_for_name("xl/workbook.bin").is_some() {
        return Err(refuse("this kind of workbook is not read; save it as XLSX or CSV".to_owned()));
    }
    let mut names = Vec::new();
    let mut found = None;
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(broken)?;
        let name = entry
            .name()
            .map_or_else(|_| "an entry without a readable name".to_owned(), std::borrow::Cow::into_owned);
        let base = name.rsplit(['/', '\\']).next().unwrap_or_default();
        if entry.is_dir() || base.starts_with('.') || name.starts_with("__MACOSX/") {
            continue;
        }
        if entry.encrypted() {
            return Err(refuse("the zip archive has a password; unpack it by hand".to_owned()));
        }
        let deflated = match entry.compression() {
            CompressionMethod::Stored => false,
            CompressionMethod::Deflated => true,
            other => {
                return Err(refuse(format!("the zip archive uses {other}; unpack it by hand")));
            }
        };
        let start = entry
            .data_start()
            .ok_or_else(|| refuse("the zip archive does not say where its entry lies".to_owned()))?;
        names.push(base.chars().take(60).collect::<String>());
        found = Some(Container::Zip { start, packed: entry.compressed_size(), deflated, crc: entry.crc32() });
    }
    match (found, names.len()) {
        (Some(container), 1) => Ok(container),
        (_, 0) => Err(refuse("the zip archive holds no file".to_owned())),
        (_, count) => {
            names.truncate(5);
            Err(refuse(format!(
                "the zip archive holds {count} files ({}); unpack it and name the one to read",
                names.join(", ")
            )))
        }
    }
}

/// Unfolds every entry of a workbook once, so that what reads it afterwards meets no bomb.
fn check_workbook(archive: &mut ZipArchive<BufReader<File>>, file: &str) -> Result<(), IntakeError> {
    let mut total = 0;
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(|error| IntakeError::Container {
            file: file.to_owned(),
            reason: format!("the workbook cannot be read: {error}"),
        })?;
        let left = LARGEST_WORKBOOK - total;
        let unfolded = io::copy(&mut entry.take(left + 1), &mut io::sink())
            .map_err(|error| IntakeError::io(file, error))?;
        if unfolded > left {
            return Err(IntakeError::Bomb { file: file.to_owned(), limit: "1 GiB".to_owned() });
        }
        total += unfolded;
    }
    Ok(())
}

/// Counts what is read of the file itself.
struct Counted<R> {
    inner: R,
    done: Done,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.done.set(self.done.get() + read as u64);
        Ok(read)
    }
}

/// Stops when far more comes out than went in.
struct Bounded<R> {
    inner: R,
    unfolded: u64,
    done: Done,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.unfolded += read as u64;
        if self.unfolded > LARGEST {
            return Err(io::Error::other(Bomb("32 GiB".to_owned())));
        }
        if self.unfolded > FREE.max(self.done.get().saturating_mul(LARGEST_RATIO)) {
            return Err(io::Error::other(Bomb(format!("{LARGEST_RATIO} times its size"))));
        }
        Ok(read)
    }
}

/// Compares the check sum of an archive's entry at its end.
struct Checked<R> {
    inner: R,
    crc: Crc,
    expected: u32,
}

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.crc.update(&buffer[..read]);
        if read == 0 && !buffer.is_empty() && self.crc.sum() != self.expected {
            return Err(io::Error::other("the zip archive is damaged (its check sum is wrong)"));
        }
        Ok(read)
    }
}

/// Reads from what a reader has at hand: `Read` of whatever only fills its own buffer.
pub fn read_buffered(reader: &mut impl BufRead, buffer: &mut [u8]) -> io::Result<usize> {
    let available = reader.fill_buf()?;
    let length = available.len().min(buffer.len());
    buffer[..length].copy_from_slice(&available[..length]);
    reader.consume(length);
    Ok(length)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn content(path: &Path) -> Result<String, IntakeError> {
        let packed = Packed::look(path)?;
        let mut text = String::new();
        packed
            .open(&Done::default())?
            .read_to_string(&mut text)
            .map_err(|error| IntakeError::io(&packed.file, error))?;
        Ok(text)
    }

    fn written(name: &str, bytes: &[u8]) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        (folder, path)
    }

    fn zipped(entries: &[(&str, &[u8])]) -> Vec<u8> {
        let mut archive = ZipWriter::new(io::Cursor::new(Vec::new()));
        for (name, bytes) in entries {
            archive.start_file(*name, SimpleFileOptions::default()).unwrap();
            archive.write_all(bytes).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    fn gzipped(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn gzip_of_several_members_is_read_to_its_end() {
        let (_folder, path) = written("a.csv.gz", &[gzipped(b"one\n"), gzipped(b"two\n")].concat());
        assert_eq!(content(&path).unwrap(), "one\ntwo\n");
    }

    #[test]
    fn a_zip_archive_must_hold_one_file() {
        let (_folder, path) =
            written("a.zip", &zipped(&[("__MACOSX/._a.csv", b"x"), ("../../etc/a.csv", b"one")]));
        assert_eq!(content(&path).unwrap(), "one");
        let (_folder, path) = written("b.zip", &zipped(&[("a.csv", b"x"), ("b.csv", b"y")]));
        assert_eq!(
            content(&path).unwrap_err().to_string(),
            "b.zip: the zip archive holds 2 files (a.csv, b.csv); unpack it and name the one to read"
        );
    }

    #[test]
    fn a_gzip_bomb_and_a_zip_bomb_are_refused_early() {
        let zeros = vec![b'0'; 80 << 20];
        let (_folder, path) = written("bomb.csv.gz", &gzipped(&zeros));
        let message = "bomb.csv.gz unfolds to more than 200 times its size; unpack it by hand if it is meant to be that large";
        assert_eq!(content(&path).map(|text| text.len()).unwrap_err().to_string(), message);
        let (_folder, path) = written("bomb.zip", &zipped(&[("bomb.csv", &zeros)]));
        assert!(matches!(content(&path), Err(IntakeError::Bomb { .. })));
    }

    #[test]
    fn a_damaged_archive_is_an_error_and_not_half_a_table() {
        let whole = zipped(&[("a.csv", b"date,place\n2017-11-13,Atarib\n".repeat(50).as_slice())]);
        for at in [20, 40, 60, whole.len() - 30] {
            let mut bytes = whole.clone();
            bytes[at] ^= 0xff;
            let (_folder, path) = written("a.zip", &bytes);
            let _ = content(&path);
        }
        let (_folder, path) = written("a.gz", &gzipped(b"some text that is cut")[..20]);
        assert!(matches!(content(&path), Err(IntakeError::Io { .. })));
    }

    #[test]
    fn what_is_no_file_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let told = |path: &Path| Packed::look(path).unwrap_err().to_string();
        assert!(told(folder.path()).ends_with("is a directory; name the files in it"));
        assert_eq!(told(&folder.path().join("none.csv")), "none.csv: no such file");
        let (_folder, path) = written("empty.csv", b"");
        assert_eq!(told(&path), "empty.csv is empty");
        let (_folder, path) = written("old.xls", &[0xd0, 0xcf, 0x11, 0xe0, 0]);
        assert_eq!(told(&path), "old.xls: this is a workbook of before 2007; save it as XLSX or CSV");
    }

    #[cfg(unix)]
    #[test]
    fn a_file_without_permission_is_named() {
        use std::os::unix::fs::PermissionsExt;
        let (_folder, path) = written("secret.csv", b"date,place\n");
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o0)).unwrap();
        if File::open(&path).is_ok() {
            println!("skipped: this user may read everything (root)");
            return;
        }
        assert!(Packed::look(&path).unwrap_err().to_string().starts_with("secret.csv: no permission"));
    }
}
