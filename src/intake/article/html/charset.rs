//! How a page is encoded: as its bytes prove, else as it says.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Bytes at the start of a page in which it says its encoding.
const STATED_WITHIN: usize = 4_096;

/// Decides between what the bytes look like and what the server or the page says.
///
/// Bytes that are UTF-8 are UTF-8, whatever is said: that happens by chance in no page of some length.
pub(in crate::intake::article) fn encoding(
    looks_like: &'static Encoding,
    by_server: Option<&str>,
    head: &[u8],
) -> &'static Encoding {
    if [UTF_8, UTF_16LE, UTF_16BE].contains(&looks_like) {
        return looks_like;
    }
    let head = &head[..head.len().min(STATED_WITHIN)];
    let said = by_server.and_then(of_label).or_else(|| stated(head));
    said.filter(|said| *said != UTF_8).unwrap_or(looks_like)
}

fn of_label(label: &str) -> Option<&'static Encoding> {
    Encoding::for_label(label.trim().as_bytes())
}

/// `charset=…` in the head of a page or in a content type.
fn stated(head: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    head.match_indices("charset").find_map(|(at, word)| of_label(&value(&head[at + word.len()..])?))
}

/// The value behind `=`, with or without quotes.
pub(in crate::intake::article) fn value(text: &str) -> Option<String> {
    let value = text.trim_start().strip_prefix('=')?.trim_start();
    let value = value.trim_start_matches(['"', '\'']);
    let end =
        value.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.+".contains(c))).unwrap_or(value.len());
    (end > 0).then(|| value[..end].to_owned())
}

#[cfg(test)]
mod tests {
    use encoding_rs::{WINDOWS_1252, WINDOWS_1256};

    use super::*;

    #[test]
    fn what_the_page_says_counts_where_its_bytes_prove_nothing() {
        let page = b"<meta http-equiv=content-type content=\"text/html; charset=windows-1256\">";
        assert_eq!(encoding(WINDOWS_1252, None, page), WINDOWS_1256);
        assert_eq!(encoding(WINDOWS_1252, Some("windows-1256"), b""), WINDOWS_1256);
        assert_eq!(encoding(UTF_8, None, page), UTF_8);
        assert_eq!(encoding(WINDOWS_1252, None, b"<meta charset='utf-8'>"), WINDOWS_1252);
    }
}
