//! What the headers of an answer promise: how much comes, from which byte, of which version of the file.

use serde::{Deserialize, Serialize};
use ureq::http::HeaderMap;
use ureq::http::header::{
    CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_RANGE, DATE, ETAG, HeaderName, LAST_MODIFIED, TRANSFER_ENCODING,
};

/// Which version of a file a server has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Version {
    /// Where it was asked for: what two hosts have is never mixed.
    pub address: String,
    /// Its strong `ETag`.
    pub etag: Option<String>,
    /// Since when the server has it.
    pub last_modified: Option<String>,
    /// Whether that day and time tell it from every other version.
    pub dated: bool,
    /// Bytes that it has; `None` when the server does not say.
    pub bytes: Option<u64>,
}

impl Version {
    /// The version that an answer is of. Its size is the caller's to know.
    pub(super) fn of(address: &str, headers: &HeaderMap, bytes: Option<u64>) -> Self {
        let text = |name| text_of(headers, name).map(str::to_owned);
        let last_modified = text(LAST_MODIFIED);
        Self {
            address: address.to_owned(),
            // A weak one says that two versions mean the same, not that their bytes are the same (RFC 9110, 8.8.1).
            etag: text(ETAG).filter(|etag| !etag.starts_with("W/")),
            // A file changed within the second of the answer may change again within it (RFC 9110, 8.8.2.2).
            dated: last_modified.is_some() && text(DATE).is_some_and(|date| Some(date) != last_modified),
            last_modified,
            bytes,
        }
    }

    /// What a server is to compare before it sends only the rest; `None` when versions cannot be told apart.
    pub(super) fn validator(&self) -> Option<&str> {
        let date = self.last_modified.as_deref().filter(|_| self.dated);
        self.etag.as_deref().or(date)
    }
}

/// The part of a file that an answer with status 206 brings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Range {
    pub first: u64,
    pub last: u64,
    pub of: u64,
}

impl Range {
    /// Reads `Content-Range: bytes 500-999/1000`; `None` for any other form.
    pub(super) fn of(headers: &HeaderMap) -> Option<Self> {
        let (range, of) = text_of(headers, CONTENT_RANGE)?.strip_prefix("bytes ")?.split_once('/')?;
        let (first, last) = range.split_once('-')?;
        let [first, last, of] = [first, last, of].map(|number| number.trim().parse::<u64>().ok());
        let range = Self { first: first?, last: last?, of: of? };
        (range.first <= range.last && range.last < range.of).then_some(range)
    }

    /// Bytes that it brings.
    pub(super) fn bytes(self) -> u64 {
        self.last - self.first + 1
    }
}

/// Bytes that an answer announces.
pub(super) fn length(headers: &HeaderMap) -> Option<u64> {
    text_of(headers, CONTENT_LENGTH)?.trim().parse().ok()
}

/// Whether the end of a body of unknown length can be told from a broken connection.
pub(super) fn tells_its_end(headers: &HeaderMap) -> bool {
    text_of(headers, TRANSFER_ENCODING).is_some_and(|coding| coding.to_ascii_lowercase().contains("chunked"))
}

/// Whether a body is packed although that was not asked for: its length would not be the file's.
pub(super) fn is_packed(headers: &HeaderMap) -> bool {
    text_of(headers, CONTENT_ENCODING).is_some_and(|coding| !coding.eq_ignore_ascii_case("identity"))
}

pub(super) fn text_of(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok()
}

#[cfg(test)]
mod tests {
    use ureq::http::HeaderValue;

    use super::*;

    #[test]
    fn only_a_range_that_makes_sense_is_one() {
        let range = |text: &'static str| {
            Range::of(&HeaderMap::from_iter([(CONTENT_RANGE, HeaderValue::from_static(text))]))
        };
        assert_eq!(range("bytes 5-9/10"), Some(Range { first: 5, last: 9, of: 10 }));
        for bad in
            ["bytes 5-10/10", "bytes 9-5/10", "bytes 5-9/*", "bytes */10", "lines 5-9/10", "bytes -1-9/10"]
        {
            assert_eq!(range(bad), None, "{bad}");
        }
    }

    #[test]
    fn what_cannot_tell_two_versions_apart_is_no_validator() {
        let of = |pairs: &[(HeaderName, &'static str)]| {
            let headers = pairs.iter().map(|(name, text)| (name.clone(), HeaderValue::from_static(text)));
            Version::of("", &headers.collect(), None).validator().map(str::to_owned)
        };
        assert_eq!(of(&[(ETAG, "\"a\""), (LAST_MODIFIED, "then")]).as_deref(), Some("\"a\""));
        assert_eq!(of(&[(ETAG, "W/\"a\""), (LAST_MODIFIED, "then"), (DATE, "now")]).as_deref(), Some("then"));
        assert_eq!(of(&[(ETAG, "W/\"a\""), (LAST_MODIFIED, "now"), (DATE, "now")]), None);
        assert_eq!(of(&[(LAST_MODIFIED, "then")]), None);
    }
}
