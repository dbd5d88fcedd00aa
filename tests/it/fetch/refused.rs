//! What is not taken: from whom, and what comes that is not what was wanted.

use insta::assert_snapshot;
use kharita::gazetteer::fetch::FetchError;

use super::{AIRPORTS, ALL, DUMP, asked_from, assert_whole, dump, faulty, fetched, here, without_fault};
use crate::{
    help::Desk,
    publisher::{Asked, Publisher, Step, broken, chunk, file, head, status, to},
};

#[test]
fn a_server_that_says_no_is_asked_again_only_when_that_may_pass() {
    let desk = Desk::new();
    let publisher = faulty(|_, _| status("404 Not Found"));
    let came = fetched(&desk, &publisher);
    assert_snapshot!(came.told(&publisher), @"http://here/export/dump/SY.zip: the server answers 404: there is no such file; is the country's code right?");
    assert_eq!(asked_from(&publisher).len(), 1);
    assert_eq!(here(&desk), [] as [&str; 0]);

    let publisher = faulty(|_, _| status("500 Internal Server Error"));
    let came = fetched(&desk, &publisher);
    assert_snapshot!(came.told(&publisher), @r"
    http://here/export/dump/SY.zip: the server answers 500
    http://here/export/dump/SY.zip: the server answers 500
    http://here/export/dump/SY.zip: the server answers 500
    http://here/export/dump/SY.zip: the server answers 500 (try 4 of 4); fetch again later, and it goes on from where it ended
    ");
    assert_eq!(asked_from(&publisher).len(), 4);
    assert_eq!(here(&desk), [] as [&str; 0]);

    let publisher = faulty(|time, asked| match time {
        0 => status("500 Internal Server Error"),
        1 => status("429 Too Many Requests"),
        2 => vec![Step::Send(b"no HTTP\r\n\r\n".to_vec())],
        _ => file(asked, &dump(), "\"dump\""),
    });
    assert_whole(&desk, &fetched(&desk, &publisher));
}

#[test]
fn more_than_was_announced_or_than_is_sensible_is_not_taken() {
    // Bytes after the end of an answer belong to nothing.
    let desk = Desk::new();
    let publisher = faulty(|_, asked| {
        let mut steps = file(asked, &dump(), "\"dump\"");
        steps.push(Step::Send(b"and more".to_vec()));
        steps
    });
    assert_whole(&desk, &fetched(&desk, &publisher));

    // A rest that is longer than what the file lacks, in an answer that does not announce its length.
    let desk = Desk::new();
    let publisher = faulty(|time, asked| match (time, asked.from()) {
        (0, _) => broken(asked, &dump(), "\"dump\"", 100_000),
        (_, Some(from)) => {
            let range = format!("bytes {from}-{}/{}", dump().len() - 1, dump().len());
            let headers = [("Content-Range", range), ("Transfer-Encoding", "chunked".to_owned())];
            vec![head("206 Partial Content", &headers), chunk(&dump()[from..]), chunk(b"more"), chunk(b"")]
        }
        _ => file(asked, &dump(), "\"dump\""),
    });
    let came = fetched(&desk, &publisher);
    assert_whole(&desk, &came);
    assert_eq!(asked_from(&publisher), [None, Some(100_000), None]);

    // A file that is too large, announced or not.
    for announced in [true, false] {
        let desk = Desk::new();
        let publisher = faulty(move |_, _| {
            let length = ("Content-Length", (50 << 20).to_string());
            let chunked = ("Transfer-Encoding", "chunked".to_owned());
            let mut steps = vec![head("200 OK", &[if announced { length } else { chunked }])];
            let piece = vec![b'x'; 1 << 16];
            steps.extend((0..800).map(|_| if announced { Step::Send(piece.clone()) } else { chunk(&piece) }));
            steps
        });
        let came = fetched(&desk, &publisher);
        assert!(
            matches!(came.result, Err(FetchError::TooLarge { most: 1_048_576, .. })),
            "{:?}",
            came.result
        );
        assert_eq!(asked_from(&publisher).len(), 1);
        assert_eq!(here(&desk), [] as [&str; 0]);
    }
}

#[test]
fn a_redirect_is_followed_with_what_was_asked_and_only_to_where_may_be_asked() {
    let desk = Desk::new();
    let publisher = Publisher::start(|asked| match asked.path.as_str() {
        DUMP => to("/mirror/a.zip"),
        "/mirror/a.zip" => to("b.zip"),
        "/mirror/b.zip" if asked.from().is_none() => broken(asked, &dump(), "\"dump\"", 100_000),
        "/mirror/b.zip" => file(asked, &dump(), "\"dump\""),
        _ => without_fault(asked),
    });
    assert_whole(&desk, &fetched(&desk, &publisher));
    let from: Vec<_> =
        publisher.asked().iter().filter(|one| one.path == "/mirror/b.zip").map(Asked::from).collect();
    assert_eq!(from, [None, Some(100_000)]);

    let mut refused = String::new();
    for location in ["http://example.org/SY.zip", "ftp://127.0.0.1/SY.zip", "SY.zip", ""] {
        let publisher = faulty(move |_, _| to(location));
        let came = fetched(&desk, &publisher);
        refused += &format!("{}\n", came.told(&publisher).trim());
        assert!(publisher.asked().len() <= 6);
    }
    assert_snapshot!(refused, @r#"
    http://here/export/dump/SY.zip: leads to "http://example.org/SY.zip", which is not asked: plain http can be changed on its way, and is for this computer alone; write https
    http://here/export/dump/SY.zip: leads to "ftp://127.0.0.1/SY.zip", which is not asked: only https is asked
    http://here/export/dump/SY.zip: too many redirects, one after the other
    http://here/export/dump/: the server answers 404: there is no such file; is the country's code right?
    "#);
}

#[test]
fn a_login_page_or_a_spoiled_archive_is_not_what_was_wanted() {
    let desk = Desk::new();
    let publisher = faulty(|_, asked| file(asked, b"<html>Log in</html>", "\"page\""));
    let came = fetched(&desk, &publisher);
    assert_snapshot!(came.told(&publisher), @"http://here/export/dump/SY.zip: what came is not a zip with SY.txt in it: invalid Zip archive: Could not find EOCD; a network that asks for a login may have sent it");
    assert_eq!(here(&desk), [] as [&str; 0]);

    let publisher = faulty(|_, asked| {
        let mut spoiled = dump();
        spoiled[100_000] ^= 1;
        file(asked, &spoiled, "\"dump\"")
    });
    let came = fetched(&desk, &publisher);
    assert!(matches!(came.result, Err(FetchError::NotIt { .. })), "{:?}", came.result);
    assert_eq!(here(&desk), [] as [&str; 0]);

    let publisher = Publisher::start(|asked| match asked.path.as_str() {
        AIRPORTS => file(asked, b"<html>Log in</html>", "\"page\""),
        _ => without_fault(asked),
    });
    let came = fetched(&desk, &publisher);
    assert!(matches!(came.result, Err(FetchError::NotIt { .. })), "{:?}", came.result);
    assert_eq!(here(&desk), ALL[..2]);
}

#[test]
fn what_is_no_country_or_not_to_be_asked_is_refused_before_anything_is_asked() {
    let desk = Desk::new();
    desk.write("file", "");
    let publisher = Publisher::start(without_fault);
    let mut refused = String::new();
    for arguments in [
        &["SYR"][..],
        &["../"],
        &["S1"],
        &["سو"],
        &["SY", "--from", "http://example.org"],
        &["SY", "--from", "http://127.0.0.1.example.org"],
        &["SY", "--from", "ftp://127.0.0.1"],
        &["SY", "--from", "https://me:word@example.org"],
        &["SY", "--from", "example.org"],
        &["SY", "--from", &publisher.url(), "-o", "file"],
    ] {
        let ran = desk.expect(2, &[&["gazetteer", "fetch"], arguments].concat());
        assert_eq!(ran.out, "", "{arguments:?}");
        refused += &format!("{}\n", ran.err.lines().next().unwrap_or_default());
    }
    assert_snapshot!(refused, @r#"
    error: invalid value 'SYR' for '<COUNTRY>': "SYR" is no country; write the two letters of its ISO code, as SY
    error: invalid value '../' for '<COUNTRY>': "../" is no country; write the two letters of its ISO code, as SY
    error: invalid value 'S1' for '<COUNTRY>': "S1" is no country; write the two letters of its ISO code, as SY
    error: invalid value 'سو' for '<COUNTRY>': "سو" is no country; write the two letters of its ISO code, as SY
    error: invalid value 'http://example.org' for '--from <BASE_URL>': "http://example.org" is not asked: plain http can be changed on its way, and is for this computer alone; write https
    error: invalid value 'http://127.0.0.1.example.org' for '--from <BASE_URL>': "http://127.0.0.1.example.org" is not asked: plain http can be changed on its way, and is for this computer alone; write https
    error: invalid value 'ftp://127.0.0.1' for '--from <BASE_URL>': "ftp://127.0.0.1" is not asked: only https is asked
    error: invalid value 'https://me:word@example.org' for '--from <BASE_URL>': "https://me:word@example.org" is not asked: a name and password in an address are not sent; leave them out
    error: invalid value 'example.org' for '--from <BASE_URL>': "example.org" is not asked: it is no address; write one as https://example.org/folder
    kharita: file cannot be written: File exists (os error 17); -o names another folder
    "#);
    assert_eq!(publisher.asked().len(), 0);
    assert_eq!(desk.files(), ["file"]);
}

#[test]
fn a_host_that_does_not_prove_who_it_is_gives_nothing() {
    let desk = Desk::new();
    let publisher = Publisher::start(without_fault);
    let secure = publisher.url().replace("http:", "https:");
    let ran = desk.expect(2, &["gazetteer", "fetch", "SY", "--from", &secure]);
    assert_eq!(ran.out, "");
    assert_snapshot!(ran.err.replace(&secure, "https://here"), @"kharita: https://here/export/dump/SY.zip: the host does not prove who it is, so nothing is taken from it: received corrupt message of type InvalidContentType");
    assert_eq!(publisher.asked().len(), 0);
    assert_eq!(desk.files(), [] as [&str; 0]);
}
