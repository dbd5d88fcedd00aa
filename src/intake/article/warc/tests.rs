//! What becomes of archives that were made to the published format, whole and damaged.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::PathBuf;

use flate2::Compression;
use flate2::write::GzEncoder;
use insta::assert_snapshot;
use proptest::prelude::*;

use super::*;

const PAGE: &str = "<html><title>Shells fall</title><p>Shells fell on an invented town on Friday morning, residents said.</p></html>";

fn record(kind: &str, url: &str, content_type: &str, block: &[u8]) -> Vec<u8> {
    let mut header = format!("WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:0>\r\n");
    let _ = write!(header, "WARC-Date: 2019-01-01T00:00:00Z\r\nWARC-Target-URI: {url}\r\n");
    let _ = write!(header, "Content-Type: {content_type}\r\nContent-Length: {}\r\n\r\n", block.len());
    [header.as_bytes(), block, b"\r\n\r\n"].concat()
}

fn response(url: &str, fields: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n{fields}\r\n");
    record("response", url, "application/http; msgtype=response", &[head.as_bytes(), body].concat())
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn told(bytes: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path: PathBuf = folder.path().join("a.warc");
    std::fs::write(&path, bytes).unwrap();
    let mut told = Vec::new();
    let Ok(packed) = Packed::look(&path) else { return "no file".to_owned() };
    let read = read(&packed, &Done::default(), &mut |item| {
        told.push(match item {
            Ok(article) => format!("{} {}: {}", article.line, article.url.unwrap_or_default(), article.text),
            Err(problem) => format!("{} {}", problem.value.unwrap_or_default(), problem.reason),
        });
        ControlFlow::Continue(())
    });
    if let Err(error) = read {
        told.push(error.to_string());
    }
    told.join("\n")
}

/// An archive with all that is read and all that is passed over, record by record.
fn records() -> Vec<Vec<u8>> {
    let (one, two) = PAGE.split_at(40);
    let chunked = format!("{:x}\r\n{one}\r\n{:x};a=b\r\n{two}\r\n0\r\n\r\n", one.len(), two.len());
    let latin = b"<html><meta charset=windows-1252><p>Shells fell on an invented caf\xe9 on Friday morning, they said.</p>";
    let not_found = b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>There is no such page.</p>";
    let picture = b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nPNG";
    vec![
        record("warcinfo", "", "application/warc-fields", b"software: by hand\r\n"),
        record(
            "request",
            "https://example.org/1",
            "application/http; msgtype=request",
            b"GET / HTTP/1.1\r\n\r\n",
        ),
        response("<https://example.org/1>", "", PAGE.as_bytes()),
        response("https://example.org/2", "Transfer-Encoding: chunked\r\n", chunked.as_bytes()),
        response("https://example.org/3", "Content-Encoding: gzip\r\n", &gzipped(PAGE.as_bytes())),
        response(
            "https://example.org/4",
            "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n",
            PAGE.as_bytes(),
        ),
        record("response", "https://example.org/5", "application/http", not_found),
        record("response", "https://example.org/6", "application/http", picture),
        response("https://example.org/7", "", latin),
        response("https://example.org/8", "Content-Encoding: br\r\n", b"\x01\x02"),
        response("https://example.org/9", "", b"<html><script>render()</script></html>"),
        record("metadata", "https://example.org/1", "application/warc-fields", b"fetchTimeMs: 1\r\n"),
    ]
}

#[test]
fn pages_are_read_however_they_were_sent_and_the_rest_is_passed_over() {
    let plain = told(&records().concat());
    assert_snapshot!(plain, @"
        3 https://example.org/1: Shells fell on an invented town on Friday morning, residents said.
        4 https://example.org/2: Shells fell on an invented town on Friday morning, residents said.
        5 https://example.org/3: Shells fell on an invented town on Friday morning, residents said.
        6 https://example.org/4: Shells fell on an invented town on Friday morning, residents said.
        9 https://example.org/7: Shells fell on an invented café on Friday morning, they said.
        https://example.org/8 record 10: the page is packed as br, which is not read; have the crawler ask for gzip
        https://example.org/9 record 11: there is no text in the page; it may be made by a script, so save it from a browser
        ");
    let each_packed: Vec<u8> = records().iter().flat_map(|record| gzipped(record)).collect();
    assert_eq!(told(&each_packed), plain);
    assert_eq!(told(&gzipped(&records().concat())), plain, "packed as one");
    let of_1_1 = String::from_utf8_lossy(&records()[2]).replace("WARC/1.0", "WARC/1.1");
    assert!(told(of_1_1.as_bytes()).starts_with("1 https://example.org/1: Shells fell"));
}

#[test]
fn a_damaged_record_is_a_problem_and_the_next_one_is_read() {
    let page = |number: u32| response(&format!("https://example.org/{number}"), "", PAGE.as_bytes());
    let lengthless = String::from_utf8(page(2)).unwrap().replace("Content-Length: 1", "Content-Size: 1");
    assert_snapshot!(told(&[page(1), lengthless.into_bytes(), page(3), b"noise\r\n".to_vec(), page(4)].concat()), @"
        1 https://example.org/1: Shells fell on an invented town on Friday morning, residents said.
         record 2: its header does not say how long it is (Content-Length)
        3 https://example.org/3: Shells fell on an invented town on Friday morning, residents said.
         record 3: what stands between this record and the next is none
        4 https://example.org/4: Shells fell on an invented town on Friday morning, residents said.
        ");
    let mut broken = gzipped(&page(2));
    let middle = broken.len() / 2;
    broken[middle..middle + 8].fill(0xff);
    assert_snapshot!(told(&[gzipped(&page(1)), broken, gzipped(&page(3))].concat()), @"
        1 https://example.org/1: Shells fell on an invented town on Friday morning, residents said.
         record 2: its header does not say how long it is (Content-Length)
         record 2: it is damaged: corrupt gzip stream does not have a matching checksum
        3 https://example.org/3: Shells fell on an invented town on Friday morning, residents said.
        ");
    let mut nameless = gzipped(&page(2));
    nameless[0] = 0;
    assert_snapshot!(told(&[gzipped(&page(1)), nameless, gzipped(&page(3))].concat()), @"
        1 https://example.org/1: Shells fell on an invented town on Friday morning, residents said.
         record 1: what stands between this record and the next is none
        2 https://example.org/3: Shells fell on an invented town on Friday morning, residents said.
        ");
}

#[test]
fn an_archive_that_breaks_off_says_where() {
    let (first, second) = (
        response("https://example.org/1", "", PAGE.as_bytes()),
        response("https://example.org/2", "", PAGE.as_bytes()),
    );
    let cut = |at: usize| told(&[&first[..], &second[..at]].concat());
    assert_snapshot!(cut(second.len() - 20), @"
        1 https://example.org/1: Shells fell on an invented town on Friday morning, residents said.
        https://example.org/2 record 2: the archive ends in this record
        ");
    assert_snapshot!(cut(60), @"
        1 https://example.org/1: Shells fell on an invented town on Friday morning, residents said.
         record 2: its header breaks off
        ");
    let packed = gzipped(&second);
    assert_snapshot!(told(&[&gzipped(&first)[..], &packed[..packed.len() - 12]].concat()), @"
        1 https://example.org/1: Shells fell on an invented town on Friday morning, residents said.
         record 2: it is damaged: incomplete deflate stream
        ");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Damage may fall on the address too: then the page has none, and is an article all the same.
    #[test]
    fn no_damage_panics_or_hides_the_first_page(at in 0_usize..4_000, byte in any::<u8>(), is_packed in any::<bool>()) {
        let mut records = records();
        records.insert(0, response("https://example.org/0", "", PAGE.as_bytes()));
        let mut all: Vec<u8> = if is_packed { records.iter().flat_map(|record| gzipped(record)).collect() } else { records.concat() };
        let from = if is_packed { gzipped(&records[0]).len() } else { records[0].len() };
        let at = from + at % (all.len() - from);
        all[at] = byte;
        prop_assert!(told(&all).contains("example.org/0: Shells fell"));
    }

    #[test]
    fn no_bytes_panic(bytes in "(WARC/1.0\r\n|WARC-Type: response\r\n|Content-Length: [0-9]{1,20}\r\n|\r\n|HTTP/1.1 200 OK\r\n|Content-Type: text/html\r\n|Transfer-Encoding: chunked\r\n|[0-9a-f]{1,16}\r\n|\\PC){0,30}") {
        let _ = told(format!("WARC/1.0\r\n{bytes}").as_bytes());
    }
}
