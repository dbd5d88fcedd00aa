//! A publisher of files on this computer, as good or as faulty as a test wants it.

use std::{
    io::{BufRead, BufReader, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

/// Listens on a free port until it is dropped.
pub struct Publisher {
    at: SocketAddr,
    asked: Arc<Mutex<Vec<Asked>>>,
    is_over: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

/// A question that came.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Its path.
    pub path: String,
    /// Its headers, their names in small letters.
    pub headers: Vec<(String, String)>,
}

impl Asked {
    /// What a header says, by its name in small letters.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(header, _)| header == name).map(|(_, value)| value.as_str())
    }

    /// The first byte that is asked for.
    pub fn from(&self) -> Option<usize> {
        self.header("range")?.strip_prefix("bytes=")?.strip_suffix('-')?.parse().ok()
    }
}

/// What is done with a connection, one after the other; then it is closed.
#[derive(Clone)]
pub enum Step {
    Send(Vec<u8>),
    Wait(Duration),
}

impl Publisher {
    /// Answers each question as told.
    pub fn start(answer: impl Fn(&Asked) -> Vec<Step> + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let at = listener.local_addr().unwrap();
        let asked: Arc<Mutex<Vec<Asked>>> = Arc::default();
        let is_over = Arc::new(AtomicBool::new(false));
        let (log, over) = (asked.clone(), is_over.clone());
        let thread = thread::spawn(move || {
            // A question is answered while the answer to another is held back.
            thread::scope(|scope| {
                for stream in listener.incoming() {
                    if over.load(Ordering::SeqCst) {
                        return;
                    }
                    scope.spawn(|| serve(stream.unwrap(), &log, &answer, &over));
                }
            });
        });
        Self { at, asked, is_over, thread: Some(thread) }
    }

    /// Its address.
    pub fn url(&self) -> String {
        format!("http://{}", self.at)
    }

    /// What was asked so far.
    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }
}

impl Drop for Publisher {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::SeqCst);
        // Whoever waits for a connection gets one, and sees that it is over.
        let _ = TcpStream::connect(self.at);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn serve(
    mut stream: TcpStream,
    log: &Mutex<Vec<Asked>>,
    answer: &impl Fn(&Asked) -> Vec<Step>,
    over: &AtomicBool,
) {
    let patience = Some(Duration::from_secs(10));
    stream.set_read_timeout(patience).unwrap();
    stream.set_write_timeout(patience).unwrap();
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    if !reader.fill_buf().is_ok_and(|first| first.starts_with(b"GET ")) {
        // As a server answers who speaks TLS to it where it does not.
        let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
        return;
    }
    let mut lines = reader.lines().map_while(Result::ok);
    let line = lines.next().unwrap_or_default();
    let path = line.split(' ').nth(1).unwrap_or_default().to_owned();
    let headers = lines
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.split_once(": ").map(|(name, value)| (name.to_lowercase(), value.to_owned())))
        .collect();
    let asked = Asked { path, headers };
    log.lock().unwrap().push(asked.clone());
    for step in answer(&asked) {
        match step {
            // Whoever has heard enough hangs up.
            Step::Send(bytes) if stream.write_all(&bytes).is_err() => return,
            Step::Send(_) => {}
            Step::Wait(time) => {
                let began = Instant::now();
                while began.elapsed() < time && !over.load(Ordering::SeqCst) {
                    thread::sleep(Duration::from_millis(10));
                }
            }
        }
    }
}

/// A status line and headers, and that the connection ends with the answer.
pub fn head(status: &str, headers: &[(&str, String)]) -> Step {
    let mut head = format!("HTTP/1.1 {status}\r\nConnection: close\r\n");
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    Step::Send((head + "\r\n").into_bytes())
}

/// An answer of a status alone.
pub fn status(status: &str) -> Vec<Step> {
    vec![head(status, &[("Content-Length", "0".to_owned())])]
}

/// A redirect.
pub fn to(location: &str) -> Vec<Step> {
    vec![head("302 Found", &[("Location", location.to_owned()), ("Content-Length", "0".to_owned())])]
}

/// A piece of a body whose length is not announced; an empty one ends it.
pub fn chunk(bytes: &[u8]) -> Step {
    Step::Send([format!("{:x}\r\n", bytes.len()).as_bytes(), bytes, b"\r\n"].concat())
}

/// A file as a good server gives it: the rest that is asked for, if it is of this version, else all of it.
pub fn file(asked: &Asked, content: &[u8], etag: &str) -> Vec<Step> {
    let (head, body) = good(asked, content, etag);
    vec![head, Step::Send(body)]
}

/// The same, but the connection breaks off after so many bytes of the body.
pub fn broken(asked: &Asked, content: &[u8], etag: &str, after: usize) -> Vec<Step> {
    let (head, mut body) = good(asked, content, etag);
    body.truncate(after);
    vec![head, Step::Send(body)]
}

fn good(asked: &Asked, content: &[u8], etag: &str) -> (Step, Vec<u8>) {
    let tag = ("ETag", etag.to_owned());
    match asked.from().filter(|_| asked.header("if-range") == Some(etag)) {
        Some(from) => {
            let rest = content[from..].to_vec();
            let range = format!("bytes {from}-{}/{}", content.len() - 1, content.len());
            let headers = [tag, ("Content-Length", rest.len().to_string()), ("Content-Range", range)];
            (head("206 Partial Content", &headers), rest)
        }
        None => (head("200 OK", &[tag, ("Content-Length", content.len().to_string())]), content.to_vec()),
    }
}
