//! A reader that counts lines, and ends when one piece of XML is longer than any feed has.

use std::io::{self, BufRead, Read};

use crate::intake::bytes::read_buffered;

/// Bytes of one tag or one run of text.
const LONGEST: u64 = 64 << 20;

/// Counts the lines of what is read, and the bytes since the last beginning.
pub(super) struct Guard<R> {
    inner: R,
    line: u64,
    since: u64,
}

#[derive(Debug, thiserror::Error)]
#[error("a tag or text is longer than 64 MiB")]
struct TooLong;

/// Whether an error says that a piece is too long.
pub(super) fn is_too_long(error: &io::Error) -> bool {
    error.get_ref().is_some_and(<dyn std::error::Error + Send + Sync>::is::<TooLong>)
}

impl<R: BufRead> Guard<R> {
    /// Begins behind the XML declaration: what comes in is UTF-8 by now, whatever stood there.
    pub fn after_declaration(inner: R) -> io::Result<Self> {
        let mut guard = Self { inner, line: 1, since: 0 };
        let start = guard.inner.fill_buf()?;
        let end = start.windows(2).position(|two| two == b"?>");
        if let Some(end) = end.filter(|_| start.starts_with(b"<?xml")) {
            guard.consume(end + 2);
        }
        Ok(guard)
    }

    /// The line at which the reading is.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// Says that a new piece begins.
    pub fn begin(&mut self) {
        self.since = 0;
    }
}

impl<R: BufRead> BufRead for Guard<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.since > LONGEST {
            return Err(io::Error::other(TooLong));
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        // What is consumed is still in the buffer.
        if let Ok(buffer) = self.inner.fill_buf() {
            let consumed = &buffer[..amount.min(buffer.len())];
            self.line += consumed.split(|byte| *byte == b'\n').count() as u64 - 1;
        }
        self.since += amount as u64;
        self.inner.consume(amount);
    }
}

impl<R: BufRead> Read for Guard<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        read_buffered(self, buffer)
    }
}
