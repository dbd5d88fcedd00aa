//! What a server answered: a status, named fields, and a page that may be in chunks and packed.

use std::borrow::Cow;
use std::io::{self, Read};

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use crate::intake::article::html::charset;

/// An answer that holds a page.
#[derive(Debug)]
pub(super) struct Answer<'a> {
    /// The encoding that the server names.
    pub charset: Option<String>,
    is_chunked: bool,
    packing: String,
    body: &'a [u8],
}

/// Takes an answer apart; `None` where it is no success, or no page.
pub(super) fn answer(bytes: &[u8]) -> Option<Answer<'_>> {
    let mut rest = bytes;
    let status = next_line(&mut rest)?;
    let mut words = status.split_whitespace();
    let is_success = words.next()?.starts_with("HTTP/") && words.next()? == "200";
    let mut answer = Answer { charset: None, is_chunked: false, packing: String::new(), body: &[] };
    let mut is_page = false;
    loop {
        let line = next_line(&mut rest)?;
        if line.is_empty() {
            break;
        }
        let Some((name, value)) = line.split_once(':') else { continue };
        let value = value.trim().to_ascii_lowercase();
        match name.trim().to_ascii_lowercase().as_str() {
            "content-type" => {
                let kind = value.split(';').next().unwrap_or_default().trim();
                is_page = matches!(kind, "text/html" | "application/xhtml+xml");
                answer.charset = value.split_once("charset").and_then(|(_, rest)| charset::value(rest));
            }
            "content-encoding" => answer.packing = value,
            "transfer-encoding" => answer.is_chunked = value.contains("chunked"),
            _ => {}
        }
    }
    answer.body = rest;
    (is_success && is_page).then_some(answer)
}

impl<'a> Answer<'a> {
    /// The page, put together and unpacked. Some archives keep it so already and leave the fields as they were.
    pub fn content(&self, longest: u64) -> Result<Cow<'a, [u8]>, String> {
        let whole = if self.is_chunked { unchunked(self.body) } else { Cow::Borrowed(self.body) };
        let is_text = whole.trim_ascii_start().starts_with(b"<");
        match self.packing.as_str() {
            "" | "identity" | "utf-8" => Ok(whole),
            _ if is_text => Ok(whole),
            "gzip" | "x-gzip" => unpacked(MultiGzDecoder::new(&whole[..]), longest),
            // By the standard this is zlib; some servers leave its frame away.
            "deflate" => unpacked(ZlibDecoder::new(&whole[..]), longest)
                .or_else(|_| unpacked(DeflateDecoder::new(&whole[..]), longest)),
            other => Err(format!(
                "the page is packed as {}, which is not read; have the crawler ask for gzip",
                other.chars().take(40).collect::<String>()
            )),
        }
    }
}

/// A line without its end, as text; `None` where none ends.
fn next_line<'a>(rest: &mut &'a [u8]) -> Option<Cow<'a, str>> {
    let end = rest.iter().position(|byte| *byte == b'\n')?;
    let (line, after) = rest.split_at(end);
    *rest = &after[1..];
    Some(String::from_utf8_lossy(line.trim_ascii()))
}

fn unpacked(from: impl Read, longest: u64) -> Result<Cow<'static, [u8]>, String> {
    let mut page = Vec::new();
    let read = from.take(longest + 1).read_to_end(&mut page);
    if page.len() as u64 > longest {
        return Err("the page unfolds to too much to be one article".to_owned());
    }
    read.map_err(|error: io::Error| format!("the packed page is damaged: {error}"))?;
    Ok(Cow::Owned(page))
}

/// Puts chunks together; what is in none is the page already.
fn unchunked(body: &[u8]) -> Cow<'_, [u8]> {
    let mut whole = Vec::new();
    let mut rest = body;
    while let Some(line) = next_line(&mut rest) {
        let size = line.split(';').next().unwrap_or_default().trim();
        let Ok(size @ 1..) = usize::from_str_radix(size, 16) else { break };
        whole.extend_from_slice(&rest[..size.min(rest.len())]);
        rest = rest.get(size..).unwrap_or_default();
        rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
    }
    if whole.is_empty() { Cow::Borrowed(body) } else { Cow::Owned(whole) }
}
