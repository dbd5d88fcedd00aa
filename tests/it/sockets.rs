//! The server as a process on a real socket.

#![cfg(unix)]

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    process::{Child, ChildStderr, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use serde_json::Value;

use crate::help::Desk;

/// A server that ends with its test.
struct Serving {
    child: Child,
    address: String,
    stderr: BufReader<ChildStderr>,
}

#[test]
fn a_server_asked_to_stop_finishes_the_answer_under_way() {
    let desk = Desk::new();
    let mut table = String::from("date,place,latitude,longitude,event_type,notes\n");
    for row in 0..12_000 {
        table.push_str(&format!("2018-01-01,Village {row},35.9,36.6,clash,A note on what happened there\n"));
    }
    desk.write("a.csv", table);
    desk.expect(0, &["import", "a.csv", "--into", "t.gpkg"]);
    let mut serving = Serving::start(&desk);
    assert!(serving.address.starts_with("127.0.0.1:"), "only this computer: {}", serving.address);

    let mut under_way = serving.ask("/collections/events/items?limit=10000");
    thread::sleep(Duration::from_millis(30));
    serving.terminate();
    let mut answer = Vec::new();
    under_way.read_to_end(&mut answer).unwrap();
    let body = body(&answer);
    let told: Value = serde_json::from_slice(body).unwrap();
    assert_eq!(told["features"].as_array().unwrap().len(), 10_000);
    assert_eq!(serving.child.wait().unwrap().code(), Some(0));
    let mut rest = String::new();
    serving.stderr.read_to_string(&mut rest).unwrap();
    assert_eq!(rest, "", "a clean log");
    assert!(TcpStream::connect(&serving.address).is_err(), "nobody listens any more");
    assert_eq!(desk.files(), ["a.csv", "t.gpkg"]);
}

#[test]
fn a_server_shows_a_changed_theatre_and_leaves_its_file_alone() {
    let desk = Desk::new();
    desk.fixture("acled.csv", "a.csv");
    desk.fixture("control.csv", "b.csv");
    desk.expect(1, &["import", "a.csv", "--into", "t.gpkg"]);
    let mut serving = Serving::start(&desk);
    let counts = |serving: &Serving| {
        let mut answer = Vec::new();
        serving.ask("/theatre").read_to_end(&mut answer).unwrap();
        let told: Value = serde_json::from_slice(body(&answer)).unwrap();
        (told["counts"]["events"].as_u64().unwrap(), told["counts"]["control"].as_u64().unwrap())
    };
    assert_eq!(counts(&serving), (9, 4));
    desk.expect(1, &["import", "b.csv", "--into", "t.gpkg"]);
    let began = Instant::now();
    while counts(&serving) != (9, 10) {
        assert!(began.elapsed() < Duration::from_secs(20), "the change is not seen: {:?}", counts(&serving));
        thread::sleep(Duration::from_millis(100));
    }
    // Reading is not writing: else the server would see a change of its own and read again, for ever.
    let written = || fs::metadata(desk.path("t.gpkg")).unwrap().modified().unwrap();
    let before = written();
    thread::sleep(Duration::from_millis(2_500));
    assert_eq!(written(), before);
    desk.expect(0, &["export", "t.gpkg", "events", "-o", "out.csv"]);
    assert_eq!(written(), before, "an export writes into the theatre");
    assert_eq!(desk.files(), ["a.csv", "b.csv", "out.csv", "t.gpkg"]);

    // A theatre that is gone or broken leaves the map as it was.
    fs::write(desk.path("t.gpkg"), "broken").unwrap();
    let mut line = String::new();
    serving.stderr.read_line(&mut line).unwrap();
    assert!(line.contains("the map stays as it was"), "{line}");
    assert_eq!(counts(&serving), (9, 10));
    serving.terminate();
    assert_eq!(serving.child.wait().unwrap().code(), Some(0));
}

impl Serving {
    fn start(desk: &Desk) -> Self {
        let mut child = desk
            .command(&["serve", "t.gpkg", "--addr", "127.0.0.1:0"])
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stderr = BufReader::new(child.stderr.take().unwrap());
        let mut line = String::new();
        stderr.read_line(&mut line).unwrap();
        let (_, rest) = line.split_once("http://").unwrap_or_else(|| panic!("{line}"));
        let address = rest.split_whitespace().next().unwrap().to_owned();
        Self { child, address, stderr }
    }

    fn ask(&self, target: &str) -> TcpStream {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_mins(1))).unwrap();
        // HTTP/1.0: the body ends with the connection.
        write!(stream, "GET {target} HTTP/1.0\r\nHost: {}\r\n\r\n", self.address).unwrap();
        stream
    }

    fn terminate(&self) {
        assert!(
            Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap().success()
        );
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn body(answer: &[u8]) -> &[u8] {
    assert!(
        answer.starts_with(b"HTTP/1.0 200") || answer.starts_with(b"HTTP/1.1 200"),
        "{}",
        String::from_utf8_lossy(&answer[..answer.len().min(300)])
    );
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
    &answer[end + 4..]
}
