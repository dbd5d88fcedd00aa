//! The records of a web archive: a version, named fields, an empty line, and as many bytes as a field says.

use std::io::{self, BufRead, Read};

/// Bytes of the fields of one record.
const LONGEST_HEADER: u64 = 1 << 20;
const VERSION: &[u8] = b"WARC/1.";

/// What stands where a record may begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Start {
    Record,
    Other,
    End,
}

/// What the fields of a record say, as far as it matters here.
#[derive(Debug, Default)]
pub(super) struct Header {
    /// Whether it holds what a server answered.
    pub is_answer: bool,
    /// What was asked for.
    pub url: Option<String>,
    /// Bytes of its block.
    pub length: u64,
}

/// Passes over empty lines and reads the line with the version.
pub(super) fn start(input: &mut impl BufRead) -> io::Result<Start> {
    loop {
        let Some(&next) = input.fill_buf()?.first() else { return Ok(Start::End) };
        match next {
            b'\r' | b'\n' => input.consume(1),
            b'W' => {
                let mut line = Vec::new();
                input.take(40).read_until(b'\n', &mut line)?;
                let is_record = line.starts_with(VERSION) && line.ends_with(b"\n");
                return Ok(if is_record { Start::Record } else { Start::Other });
            }
            _ => return Ok(Start::Other),
        }
    }
}

/// Reads on until a line begins as a record does.
pub(super) fn skip_to_next(input: &mut impl BufRead) -> io::Result<()> {
    loop {
        let buffer = input.fill_buf()?;
        if buffer.is_empty() {
            return Ok(());
        }
        match buffer.iter().position(|byte| *byte == b'\n') {
            None => {
                let length = buffer.len();
                input.consume(length);
            }
            Some(end) => {
                input.consume(end + 1);
                // A version across two buffers is missed, and with it one record of a damaged archive.
                if input.fill_buf()?.starts_with(VERSION) {
                    return Ok(());
                }
            }
        }
    }
}

/// Reads the fields up to the empty line, or says why they make no record.
pub(super) fn header(input: &mut impl BufRead) -> io::Result<Result<Header, String>> {
    let mut input = input.take(LONGEST_HEADER);
    let mut header = Header::default();
    let (mut is_response, mut is_http, mut length) = (false, true, None);
    let mut line = Vec::new();
    loop {
        line.clear();
        input.read_until(b'\n', &mut line)?;
        if !line.ends_with(b"\n") {
            let why = if input.limit() == 0 { "is longer than 1 MiB" } else { "breaks off" };
            return Ok(Err(format!("its header {why}")));
        }
        let text = String::from_utf8_lossy(line.trim_ascii());
        if text.is_empty() {
            break;
        }
        let Some((name, value)) = text.split_once(':') else { continue };
        let value = value.trim();
        match name.trim().to_ascii_lowercase().as_str() {
            "warc-type" => is_response = value.eq_ignore_ascii_case("response"),
            "content-type" => is_http = value.to_ascii_lowercase().starts_with("application/http"),
            "content-length" => length = value.parse().ok(),
            "warc-target-uri" => {
                let url = value.trim_start_matches('<').trim_end_matches('>');
                header.url = Some(url.to_owned()).filter(|url| !url.is_empty());
            }
            _ => {}
        }
    }
    header.is_answer = is_response && is_http;
    let Some(length) = length else {
        return Ok(Err("its header does not say how long it is (Content-Length)".to_owned()));
    };
    header.length = length;
    Ok(Ok(header))
}
