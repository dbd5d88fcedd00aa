//! What is here of a file that is not all here: its first bytes, and beside them which version they are of.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::FetchError;
use super::answer::Version;

/// The first bytes of a file. One fetch at a time has them.
#[derive(Debug)]
pub(super) struct Part {
    path: PathBuf,
    /// Which version the bytes are of, as JSON.
    memo: PathBuf,
    file: File,
    bytes: u64,
    version: Option<Version>,
}

impl Part {
    /// Opens what is here of the file that is to be `target`, or begins with nothing.
    pub(super) fn open(target: &Path) -> Result<Self, FetchError> {
        let beside = |ending: &str| {
            let mut name = target.as_os_str().to_owned();
            name.push(ending);
            PathBuf::from(name)
        };
        let (path, memo) = (beside(".part"), beside(".part.json"));
        let unwritable = |cause: io::Error| unwritable(&path, &cause);
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(unwritable)?;
        match file.try_lock() {
            // A fetch that ended in between has made the whole file of it.
            Ok(()) if path.exists() => {}
            // A disk without locks; whoever uses it sees to it that one fetch writes there.
            Err(TryLockError::Error(cause)) if cause.kind() == io::ErrorKind::Unsupported => {}
            Err(TryLockError::Error(cause)) => return Err(unwritable(cause)),
            Ok(()) | Err(TryLockError::WouldBlock) => return Err(FetchError::Busy { path }),
        }
        let bytes = file.seek(SeekFrom::End(0)).map_err(unwritable)?;
        let version = fs::read(&memo).ok().and_then(|text| serde_json::from_slice(&text).ok());
        Ok(Self { path, memo, file, bytes, version })
    }

    /// Bytes that are here.
    pub(super) fn bytes(&self) -> u64 {
        self.bytes
    }

    /// The version that the bytes are of, if this address can be asked for the rest of it.
    pub(super) fn to_go_on_with(&self, address: &str) -> Option<&Version> {
        self.version.as_ref().filter(|version| {
            version.address == address
                && version.validator().is_some()
                && self.bytes > 0
                && version.bytes.is_none_or(|bytes| self.bytes < bytes)
        })
    }

    /// Throws away what is here, and begins with another version.
    pub(super) fn begin(&mut self, version: Version) -> Result<(), FetchError> {
        self.forget()?;
        let memo = serde_json::to_vec(&version).map_err(io::Error::from);
        memo.and_then(|memo| fs::write(&self.memo, memo)).map_err(|cause| unwritable(&self.memo, &cause))?;
        self.version = Some(version);
        Ok(())
    }

    /// Throws away what is here.
    pub(super) fn forget(&mut self) -> Result<(), FetchError> {
        self.version = None;
        let had = self.bytes;
        self.bytes = 0;
        let _ = fs::remove_file(&self.memo);
        self.file
            .set_len(0)
            .and_then(|()| self.file.rewind())
            // On the disk before the next version's name is: after a power cut no old bytes stand under it.
            .and_then(|()| if had > 0 { self.file.sync_all() } else { Ok(()) })
            .map_err(|cause| unwritable(&self.path, &cause))
    }

    /// Adds bytes at the end.
    pub(super) fn append(&mut self, bytes: &[u8]) -> Result<(), FetchError> {
        self.file.write_all(bytes).map_err(|cause| unwritable(&self.path, &cause))?;
        self.bytes += bytes.len() as u64;
        Ok(())
    }

    /// The bytes from the first on, to be looked at.
    pub(super) fn rewound(&mut self) -> Result<&mut File, FetchError> {
        self.file.rewind().map_err(|cause| unwritable(&self.path, &cause))?;
        Ok(&mut self.file)
    }

    /// Gives the file its name, and the time since when its publisher has it.
    pub(super) fn finish(self, target: &Path) -> Result<u64, FetchError> {
        if let Some(since) = self.version.as_ref().and_then(|version| version.last_modified.as_deref()) {
            // Without it the next fetch brings the file again, which is no harm.
            let _ = time_of(since).map(|since| self.file.set_modified(since));
        }
        self.file
            .sync_all()
            .and_then(|()| fs::rename(&self.path, target))
            .map_err(|cause| unwritable(target, &cause))?;
        let _ = fs::remove_file(&self.memo);
        Ok(self.bytes)
    }

    /// Leaves what is here for the next fetch; nothing, where nothing is here.
    pub(super) fn leave(self) {
        if self.bytes == 0 {
            let _ = fs::remove_file(&self.memo);
            let _ = fs::remove_file(&self.path);
        }
    }
}

fn unwritable(path: &Path, cause: &io::Error) -> FetchError {
    FetchError::Unwritable { path: path.to_owned(), cause: cause.to_string() }
}

/// Reads an HTTP date, as in `Wed, 21 Oct 2015 07:28:00 GMT`.
fn time_of(date: &str) -> Option<SystemTime> {
    jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(date).ok().map(SystemTime::from)
}

/// Writes an HTTP date.
pub(super) fn date_of(time: SystemTime) -> Option<String> {
    let timestamp = jiff::Timestamp::try_from(time).ok()?;
    jiff::fmt::rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&timestamp).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_http_date_is_read_and_written() {
        let date = "Wed, 21 Oct 2015 07:28:00 GMT";
        assert_eq!(date_of(time_of(date).unwrap()).as_deref(), Some(date));
        assert_eq!(time_of("yesterday"), None);
    }
}
