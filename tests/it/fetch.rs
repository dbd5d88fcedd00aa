//! Public files that are fetched: from a publisher on this computer that is as faulty as publishers are.

use std::{
    fs::{self, File},
    io::{Cursor, Write},
    process::{Command, Stdio},
    sync::atomic::{AtomicUsize, Ordering},
    thread,
    time::{Duration, Instant},
};

use insta::assert_snapshot;
use kharita::gazetteer::{
    Gazetteer,
    fetch::{Address, Country, FetchError, Fetched, Limits, News, Order, fetch},
};
use zip::{ZipWriter, write::SimpleFileOptions};

use crate::{
    help::{Desk, Ran, program},
    publisher::{Asked, Publisher, Step, broken, chunk, file, head, status},
};

mod refused;

const DUMP: &str = "/export/dump/SY.zip";
const NAMES: &str = "/export/dump/alternatenames/SY.zip";
const AIRPORTS: &str = "/ourairports-data/airports.csv";

/// An invented place, another name for it, an invented airbase.
const DUMP_TABLE: &str = "77001\tTall Misk\tTall Misk\tTell Meask\t35.502\t36.502\tP\tPPL\tSY\t\t12\t\t\t\t1300\t\t400\tAsia/Damascus\t2020-01-01\n";
const NAMES_TABLE: &str = "1\t77001\ttr\tMisk Höyük\t\t\t\t\t\t\n";
const AIRPORTS_TABLE: &str = "\"id\",\"ident\",\"type\",\"name\",\"latitude_deg\",\"longitude_deg\",\"elevation_ft\",\"continent\",\"iso_country\"
1,\"XX01\",\"medium_airport\",\"Misk Air Base\",35.55,36.55,800,\"AS\",\"SY\"
";

/// A zip as GeoNames makes it, with a readme beside the table. Without compression: its bytes are as many as its rows.
fn zipped(table: &str) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, text) in [("readme.txt", "GeoNames"), ("SY.txt", table)] {
        zip.start_file(name, options).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A country dump of some 200 KB, which does not come in one piece.
fn dump() -> Vec<u8> {
    zipped(&DUMP_TABLE.repeat(2_000))
}

/// What is at a path, by a publisher without fault.
fn without_fault(asked: &Asked) -> Vec<Step> {
    match asked.path.as_str() {
        DUMP => file(asked, &dump(), "\"dump\""),
        NAMES => file(asked, &zipped(NAMES_TABLE), "\"names\""),
        AIRPORTS => file(asked, AIRPORTS_TABLE.as_bytes(), "\"airports\""),
        _ => status("404 Not Found"),
    }
}

/// A publisher that has a fault with the dump, told how often the dump was asked for before.
fn faulty(fault: impl Fn(usize, &Asked) -> Vec<Step> + Send + Sync + 'static) -> Publisher {
    let times = AtomicUsize::new(0);
    Publisher::start(move |asked| {
        if asked.path != DUMP {
            return without_fault(asked);
        }
        fault(times.fetch_add(1, Ordering::SeqCst), asked)
    })
}

/// What a fetch came to, and what it told of its tries.
struct Came {
    result: Result<Vec<Fetched>, FetchError>,
    again: Vec<String>,
}

impl Came {
    /// What it told, without the port.
    fn told(&self, from: &Publisher) -> String {
        let mut told = self.again.clone();
        told.extend(self.result.as_ref().err().map(ToString::to_string));
        told.join("\n").replace(&from.url(), "http://here")
    }
}

/// Patient enough for this computer, and no longer.
fn limits() -> Limits {
    Limits {
        stall: Duration::from_secs(5),
        tries: 4,
        wait: Duration::from_millis(1),
        most: 1 << 20,
        ..Limits::default()
    }
}

fn fetched_with(desk: &Desk, from: &[&Publisher], limits: &Limits) -> Came {
    let order = Order {
        country: Country::parse("sy").unwrap(),
        folder: desk.path("lists"),
        from: from.iter().map(|from| Address::parse(&from.url()).unwrap()).collect(),
    };
    let mut again = Vec::new();
    let result = fetch(&order, limits, &mut |news| match news {
        News::Has { .. } => {}
        News::Again { why, .. } => again.push(why.to_string()),
        News::Elsewhere { why } => again.push(format!("{why}; elsewhere")),
    });
    Came { result, again }
}

fn fetched(desk: &Desk, from: &Publisher) -> Came {
    fetched_with(desk, &[from], &limits())
}

/// Names of the files that were fetched, and of what is not all there.
fn here(desk: &Desk) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(desk.path("lists"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

const ALL: [&str; 3] = ["SY-names.zip", "SY.zip", "airports.csv"];

/// Expects every file to be there as it was published, and nothing else.
#[track_caller]
fn assert_whole(desk: &Desk, came: &Came) {
    assert!(came.result.is_ok(), "{:?}", came.result);
    assert_eq!(here(desk), ALL);
    assert!(fs::read(desk.path("lists/SY.zip")).unwrap() == dump(), "not the file that was published");
}

/// The first bytes that the dump was asked for.
fn asked_from(publisher: &Publisher) -> Vec<Option<usize>> {
    publisher.asked().iter().filter(|asked| asked.path == DUMP).map(Asked::from).collect()
}

#[test]
fn what_is_fetched_is_built_by_the_command_that_is_printed() {
    let desk = Desk::new();
    let publisher = Publisher::start(without_fault);
    let told =
        desk.expect(0, &["gazetteer", "fetch", "sy", "-o", "public lists", "--from", &publisher.url()]);
    assert_snapshot!(told.out, @"kharita gazetteer build --geonames 'public lists/SY.zip' --geonames 'public lists/SY-names.zip' --ourairports 'public lists/airports.csv' --country SY -o 'public lists/SY.gaz'");
    assert_snapshot!(told.err.replace(&publisher.url(), "http://here"), @r"
    public lists/SY.zip: 204214 bytes, fetched from http://here/export/dump/SY.zip
    public lists/SY-names.zip: 244 bytes, fetched from http://here/export/dump/alternatenames/SY.zip
    public lists/airports.csv: 167 bytes, fetched from http://here/ourairports-data/airports.csv
    ");
    let asked = publisher.asked();
    assert!(
        asked.iter().all(|asked| asked.header("user-agent").is_some_and(|by| by.starts_with("kharita/")))
    );
    assert!(asked.iter().all(|asked| asked.header("accept-encoding") == Some("identity")));

    let command = told.out.replace("kharita", program());
    let built = Ran::of(Command::new("sh").args(["-c", &command]).current_dir(desk.path("")));
    assert_eq!(built.code, Some(0), "{built:?}");
    let gazetteer = Gazetteer::open(&desk.path("public lists/SY.gaz")).unwrap();
    let place = gazetteer.place(&"geonames:77001".into()).unwrap();
    assert!(place.names().any(|name| name.text == "Misk Höyük"));
    assert!(gazetteer.place(&"ourairports:XX01".into()).is_some());
}

#[test]
fn a_connection_that_breaks_off_is_gone_on_with_where_it_ended() {
    let desk = Desk::new();
    let publisher = faulty(|time, asked| match time {
        0 => broken(asked, &dump(), "\"dump\"", 100_000),
        1 => broken(asked, &dump(), "\"dump\"", 50_000),
        _ => file(asked, &dump(), "\"dump\""),
    });
    let came = fetched(&desk, &publisher);
    assert_whole(&desk, &came);
    assert_eq!(asked_from(&publisher), [None, Some(100_000), Some(150_000)]);
    assert!(publisher.asked()[1].header("if-range") == Some("\"dump\""));
    assert_snapshot!(came.told(&publisher), @r"
    http://here/export/dump/SY.zip: ended after 100000 of 204214 bytes
    http://here/export/dump/SY.zip: ended after 150000 of 204214 bytes
    ");
}

#[test]
fn a_fetch_that_gave_up_is_gone_on_with_by_the_next() {
    let desk = Desk::new();
    let publisher = faulty(|time, asked| match time {
        0 => broken(asked, &dump(), "\"dump\"", 100_000),
        1..4 => status("503 Service Unavailable"),
        _ => file(asked, &dump(), "\"dump\""),
    });
    let came = fetched(&desk, &publisher);
    assert_snapshot!(came.told(&publisher), @r"
    http://here/export/dump/SY.zip: ended after 100000 of 204214 bytes
    http://here/export/dump/SY.zip: the server answers 503
    http://here/export/dump/SY.zip: the server answers 503
    http://here/export/dump/SY.zip: the server answers 503 (try 4 of 4); fetch again later, and it goes on from where it ended
    ");
    assert_eq!(here(&desk), ["SY.zip.part", "SY.zip.part.json"]);
    assert_whole(&desk, &fetched(&desk, &publisher));
    assert_eq!(asked_from(&publisher)[4], Some(100_000));
}

#[test]
fn a_killed_fetch_is_gone_on_with_by_the_next() {
    let desk = Desk::new();
    let publisher = faulty(|time, asked| match time {
        0 => {
            let mut steps = broken(asked, &dump(), "\"dump\"", 100_000);
            steps.push(Step::Wait(Duration::from_secs(20)));
            steps
        }
        _ => file(asked, &dump(), "\"dump\""),
    });
    let url = publisher.url();
    let arguments = ["gazetteer", "fetch", "SY", "-o", "lists", "--from", &url];
    let mut child = desk.command(&arguments).stderr(Stdio::null()).spawn().unwrap();
    let began = Instant::now();
    while fs::metadata(desk.path("lists/SY.zip.part")).map_or(0, |part| part.len()) < 100_000 {
        assert!(began.elapsed() < Duration::from_secs(15), "nothing comes");
        thread::sleep(Duration::from_millis(10));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    desk.expect(0, &arguments);
    assert_eq!(here(&desk), ALL);
    assert!(fs::read(desk.path("lists/SY.zip")).unwrap() == dump());
    assert_eq!(asked_from(&publisher), [None, Some(100_000)]);
}

#[test]
fn a_server_that_says_only_since_when_it_has_a_file_is_gone_on_with_too() {
    let desk = Desk::new();
    let since = "Wed, 21 Oct 2015 07:28:00 GMT";
    let answer = |asked: &Asked, bytes: usize| {
        let content = dump();
        let mut headers =
            vec![("Last-Modified", since.to_owned()), ("Date", "Thu, 22 Oct 2015 07:28:00 GMT".to_owned())];
        let from = asked.from().filter(|_| asked.header("if-range") == Some(since)).unwrap_or(0);
        headers.push(("Content-Length", (content.len() - from).to_string()));
        headers.push(("Content-Range", format!("bytes {from}-{}/{}", content.len() - 1, content.len())));
        let status = if from == 0 { "200 OK" } else { "206 Partial Content" };
        vec![head(status, &headers), Step::Send(content[from..].iter().copied().take(bytes).collect())]
    };
    let publisher = faulty(move |time, asked| match time {
        0 => answer(asked, 70_000),
        1 => answer(asked, usize::MAX),
        _ if asked.header("if-modified-since") == Some(since) => vec![head("304 Not Modified", &[])],
        _ => answer(asked, usize::MAX),
    });
    assert_whole(&desk, &fetched(&desk, &publisher));
    assert_eq!(asked_from(&publisher), [None, Some(70_000)]);
    // And what is here already does not come again.
    let came = fetched(&desk, &publisher);
    assert_whole(&desk, &came);
    let was_here: Vec<bool> = came.result.unwrap().iter().map(|file| file.was_here).collect();
    assert_eq!(was_here, [true, false, false]);
    // Unless it is no longer what it was.
    let time = File::open(desk.path("lists/SY.zip")).unwrap().metadata().unwrap().modified().unwrap();
    fs::write(desk.path("lists/SY.zip"), "spoiled").unwrap();
    File::options().write(true).open(desk.path("lists/SY.zip")).unwrap().set_modified(time).unwrap();
    assert_whole(&desk, &fetched(&desk, &publisher));
}

#[test]
fn a_server_that_falls_silent_or_whispers_is_not_waited_for() {
    let desk = Desk::new();
    let publisher = faulty(|time, asked| match time {
        // Before it says anything; in the middle of a file; a byte now and then.
        0 => vec![Step::Wait(Duration::from_millis(900))],
        1 => {
            let mut steps = broken(asked, &dump(), "\"dump\"", 100_000);
            steps.push(Step::Wait(Duration::from_millis(900)));
            steps
        }
        2 => {
            let mut steps = broken(asked, &dump(), "\"dump\"", 1);
            let next = asked.from().unwrap() + 1;
            for byte in dump()[next..].iter().take(40) {
                steps.extend([Step::Send(vec![*byte]), Step::Wait(Duration::from_millis(40))]);
            }
            steps
        }
        _ => file(asked, &dump(), "\"dump\""),
    });
    let began = Instant::now();
    let limits = Limits { stall: Duration::from_millis(400), ..limits() };
    let came = fetched_with(&desk, &[&publisher], &limits);
    assert!(began.elapsed() < Duration::from_secs(15), "{:?}", began.elapsed());
    assert_whole(&desk, &came);
    assert_snapshot!(came.told(&publisher), @r"
    http://here/export/dump/SY.zip: nothing came for 400ms
    http://here/export/dump/SY.zip: nothing came for 400ms
    http://here/export/dump/SY.zip: nothing came for 400ms
    ");
    let from = asked_from(&publisher);
    assert!(
        from[..3] == [None, None, Some(100_000)] && from[3].is_some_and(|from| from > 100_000),
        "{from:?}"
    );
}

#[test]
fn a_body_shorter_than_announced_never_gets_the_files_name() {
    let desk = Desk::new();
    let publisher = faulty(|_, asked| broken(asked, &dump(), "\"dump\"", 10));
    let came = fetched(&desk, &publisher);
    assert_eq!(asked_from(&publisher), [None, Some(10), Some(20), Some(30)]);
    assert_snapshot!(came.told(&publisher), @r"
    http://here/export/dump/SY.zip: ended after 10 of 204214 bytes
    http://here/export/dump/SY.zip: ended after 20 of 204214 bytes
    http://here/export/dump/SY.zip: ended after 30 of 204214 bytes
    http://here/export/dump/SY.zip: ended after 40 of 204214 bytes (try 4 of 4); fetch again later, and it goes on from where it ended
    ");
    assert_eq!(here(&desk), ["SY.zip.part", "SY.zip.part.json"]);
}

#[test]
fn a_server_that_knows_no_ranges_sends_the_file_anew() {
    let desk = Desk::new();
    let publisher = faulty(|time, asked| {
        let all = Asked { headers: Vec::new(), ..asked.clone() };
        if time == 0 { broken(&all, &dump(), "\"dump\"", 100_000) } else { file(&all, &dump(), "\"dump\"") }
    });
    assert_whole(&desk, &fetched(&desk, &publisher));
    assert_eq!(asked_from(&publisher), [None, Some(100_000)]);
}

#[test]
fn two_versions_of_a_file_are_never_mixed() {
    // The server compares, and sends the new version whole.
    let desk = Desk::new();
    let old = |asked: &Asked| broken(asked, &vec![b'x'; dump().len()], "\"old\"", 100_000);
    let publisher =
        faulty(move |time, asked| if time == 0 { old(asked) } else { file(asked, &dump(), "\"dump\"") });
    assert_whole(&desk, &fetched(&desk, &publisher));
    assert_eq!(asked_from(&publisher), [None, Some(100_000)]);

    // The server sends a rest that is of another version, begins elsewhere, ends too early, or does not say.
    let last = dump().len() - 1;
    for (tag, first, range) in [
        ("\"dump\"", 100_000, format!("bytes 100000-{last}/{}", last + 1)),
        ("\"old\"", 99_999, format!("bytes 99999-{last}/{}", last + 1)),
        ("\"old\"", 100_001, format!("bytes 100001-{last}/{}", last + 1)),
        ("\"old\"", 100_000, format!("bytes 100000-{last}/{}", last + 2)),
        ("\"old\"", 100_000, format!("bytes 100000-{last}/*")),
        ("\"old\"", 100_000, String::new()),
    ] {
        let desk = Desk::new();
        let publisher = faulty(move |time, asked| match (time, asked.from()) {
            (0, _) => old(asked),
            (_, Some(_)) => {
                let rest = dump()[first..].to_vec();
                let length = ("Content-Length", rest.len().to_string());
                let headers = [("ETag", tag.to_owned()), length, ("Content-Range", range.clone())];
                vec![head("206 Partial Content", &headers), Step::Send(rest)]
            }
            _ => file(asked, &dump(), "\"dump\""),
        });
        let came = fetched(&desk, &publisher);
        assert_whole(&desk, &came);
        assert_eq!(asked_from(&publisher), [None, Some(100_000), None], "{tag} from {first}");
    }

    // The file has become shorter than what is here of it.
    let desk = Desk::new();
    let publisher = faulty(move |time, asked| match time {
        0 => old(asked),
        1 => status("416 Range Not Satisfiable"),
        _ => file(asked, &dump(), "\"dump\""),
    });
    assert_whole(&desk, &fetched(&desk, &publisher));
    assert_eq!(asked_from(&publisher), [None, Some(100_000), None]);
}

#[test]
fn without_a_sign_of_its_version_a_file_is_asked_for_from_its_start() {
    let desk = Desk::new();
    let publisher = faulty(|time, asked| {
        let bytes = if time == 0 { 100_000 } else { usize::MAX };
        broken(asked, &dump(), "W/\"weak\"", bytes)
    });
    assert_whole(&desk, &fetched(&desk, &publisher));
    assert_eq!(asked_from(&publisher), [None, None]);
}

#[test]
fn a_file_in_chunks_is_whole_when_its_last_chunk_is_there() {
    let desk = Desk::new();
    let publisher = faulty(|time, _| {
        let headers = [("Transfer-Encoding", "chunked".to_owned()), ("ETag", "\"dump\"".to_owned())];
        let mut steps = vec![head("200 OK", &headers), chunk(&dump())];
        if time > 0 {
            steps.push(chunk(b""));
        }
        steps
    });
    let came = fetched(&desk, &publisher);
    assert_whole(&desk, &came);
    assert_eq!(came.again.len(), 1);

    // Without chunks nobody could tell.
    let desk = Desk::new();
    let publisher = faulty(|_, _| vec![head("200 OK", &[]), Step::Send(dump())]);
    let came = fetched(&desk, &publisher);
    assert_snapshot!(came.told(&publisher), @"http://here/export/dump/SY.zip: the server does not say how long the file is, so half of it would look whole");
    assert_eq!(here(&desk), [] as [&str; 0]);
}

#[test]
fn the_next_host_is_asked_when_one_has_not_got_the_file_and_nothing_of_two_hosts_is_mixed() {
    let desk = Desk::new();
    let first = faulty(|_, asked| broken(asked, &vec![b'x'; dump().len()], "\"dump\"", 100_000));
    let second = Publisher::start(without_fault);
    let came = fetched_with(&desk, &[&first, &second], &Limits { tries: 1, ..limits() });
    assert_whole(&desk, &came);
    assert_eq!((asked_from(&first), asked_from(&second)), (vec![None], vec![None]));
    assert_snapshot!(came.told(&first), @"http://here/export/dump/SY.zip: ended after 100000 of 204214 bytes (try 1 of 1); fetch again later, and it goes on from where it ended; elsewhere");
}

#[test]
fn one_file_is_fetched_by_one_fetch_at_a_time() {
    let desk = Desk::new();
    fs::create_dir(desk.path("lists")).unwrap();
    let part = File::create(desk.path("lists/SY.zip.part")).unwrap();
    part.lock().unwrap();
    let publisher = Publisher::start(without_fault);
    let came = fetched(&desk, &publisher);
    assert!(matches!(came.result, Err(FetchError::Busy { .. })), "{:?}", came.result);
    assert_eq!(publisher.asked().len(), 0);
    drop(part);
    assert_whole(&desk, &fetched(&desk, &publisher));
}
