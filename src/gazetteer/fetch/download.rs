//! One file from one address: asked for until it is all there, each time from where the last answer ended.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;
use std::thread;
use std::time::Instant;

use ureq::http::Response;
use ureq::http::header::{ACCEPT_ENCODING, IF_MODIFIED_SINCE, IF_RANGE, LOCATION, RANGE};
use ureq::{Agent, Body, Timeout};

use super::answer::{self, Range, Version};
use super::part::{self, Part};
use super::whole::Kind;
use super::{Address, FetchError, Limits, News};

/// Redirects that are followed from one address.
const REDIRECTS: usize = 5;
/// Bytes that must come within [`Limits::stall`], lest a server hold the line for ever with one byte now and then.
const SLOWEST: u64 = 1 << 10;
/// Names the program to a server.
const USER_AGENT: &str = concat!("kharita/", env!("CARGO_PKG_VERSION"));

/// What one answer came to.
enum Came {
    /// All of the file is in the part.
    All,
    /// The file under its name is the newest.
    Nothing,
}

/// Fetches a file; tells its size, and whether it was here already.
pub(super) fn download(
    address: &Address,
    target: &Path,
    kind: &Kind,
    limits: &Limits,
    tell: &mut dyn FnMut(News),
) -> Result<(u64, bool), FetchError> {
    let mut part = Part::open(target)?;
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let since = since_when_here(target, kind);
    let mut wait = limits.wait;
    let mut tried = 0;
    let came = loop {
        tried += 1;
        let came = once(address, &mut part, since.as_deref(), limits, &mut |bytes, of| {
            tell(News::Has { file: &name, bytes, of });
        });
        match came {
            Err(why) if why.may_pass() && tried < limits.tries => {
                tell(News::Again { why: &why, wait });
                thread::sleep(wait);
                wait *= 2;
            }
            Err(why) if why.may_pass() => {
                break Err(FetchError::GaveUp { tries: tried, last: Box::new(why) });
            }
            came => break came,
        }
    };
    let found = match came {
        Ok(Came::All) => part.rewound().map(|file| kind.check(file)),
        Ok(Came::Nothing) => {
            part.forget()?;
            part.leave();
            return Ok((fs::metadata(target).map_or(0, |here| here.len()), true));
        }
        Err(why) => Err(why),
    };
    match found {
        Ok(Ok(())) => Ok((part.finish(target)?, false)),
        Ok(Err(found)) => {
            part.forget()?;
            part.leave();
            Err(FetchError::NotIt { address: address.clone(), wanted: kind.words(), found })
        }
        Err(why) => {
            part.leave();
            Err(why)
        }
    }
}

/// Since when its publisher has the file that is here whole, as it was fetched before.
fn since_when_here(target: &Path, kind: &Kind) -> Option<String> {
    let file = File::open(target).ok()?;
    kind.check(&file).ok()?;
    part::date_of(file.metadata().ok()?.modified().ok()?)
}

/// Asks once, and takes what comes.
fn once(
    address: &Address,
    part: &mut Part,
    since: Option<&str>,
    limits: &Limits,
    has: &mut dyn FnMut(u64, Option<u64>),
) -> Result<Came, FetchError> {
    let key = address.to_string();
    let known = part.to_go_on_with(&key).cloned();
    let (address, response) = ask(address, known.as_ref().map(|known| (part.bytes(), known)), since, limits)?;
    let headers = response.headers();
    let other = |why: String| FetchError::Other { address: address.clone(), why };
    match (response.status().as_u16(), known) {
        (200, _) => {
            let unusable = |why| FetchError::Unusable { address: address.clone(), why };
            if answer::is_packed(headers) {
                return Err(unusable("the server packs the file, which was not asked for"));
            }
            let length = answer::length(headers);
            if length.is_none() && !answer::tells_its_end(headers) {
                return Err(unusable(
                    "the server does not say how long the file is, so half of it would look whole",
                ));
            }
            part.begin(Version::of(&key, headers, length))?;
            take(&address, part, length, response, limits, has)?;
        }
        (206, Some(known)) => {
            let answered = Version::of(&key, headers, known.bytes);
            let fits = Range::of(headers).filter(|range| {
                range.first == part.bytes()
                    && range.last + 1 == range.of
                    && known.bytes.is_none_or(|bytes| bytes == range.of)
                    && answer::length(headers).is_none_or(|length| length == range.bytes())
                    && (answered.etag.is_none() || answered.etag == known.etag)
                    && !answer::is_packed(headers)
            });
            let Some(range) = fits else {
                part.forget()?;
                return Err(other("the rest that came does not fit".to_owned()));
            };
            take(&address, part, Some(range.of), response, limits, has)?;
        }
        (304, None) if since.is_some() => return Ok(Came::Nothing),
        (416, Some(_)) => {
            part.forget()?;
            return Err(other("the file is shorter now".to_owned()));
        }
        (status, _) => return Err(FetchError::Status { address, status }),
    }
    Ok(Came::All)
}

/// Sends the question, and follows where it is led.
fn ask(
    address: &Address,
    rest: Option<(u64, &Version)>,
    since: Option<&str>,
    limits: &Limits,
) -> Result<(Address, Response<Body>), FetchError> {
    let mut address = address.clone();
    for _ in 0..=REDIRECTS {
        let mut request = agent(&address, limits).get(address.uri()).header(ACCEPT_ENCODING, "identity");
        if let Some((from, version)) = rest {
            request = request.header(RANGE, format!("bytes={from}-"));
            if let Some(validator) = version.validator() {
                request = request.header(IF_RANGE, validator);
            }
        } else if let Some(since) = since {
            request = request.header(IF_MODIFIED_SINCE, since);
        }
        let response = request.call().map_err(|cause| failed(&address, limits, cause))?;
        if !matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
            return Ok((address, response));
        }
        let Some(location) = answer::text_of(response.headers(), LOCATION) else {
            return Err(FetchError::Unusable { address, why: "a redirect that leads nowhere" });
        };
        address = address.led_to(location)?;
    }
    Err(FetchError::Unusable { address, why: "too many redirects, one after the other" })
}

/// What asks an address: on plain HTTP no proxy, on HTTPS nothing but HTTPS.
fn agent(address: &Address, limits: &Limits) -> Agent {
    let mut config = Agent::config_builder()
        .user_agent(USER_AGENT)
        .http_status_as_error(false)
        .max_redirects(0)
        .https_only(address.is_secure())
        .timeout_resolve(Some(limits.connect))
        .timeout_connect(Some(limits.connect))
        .timeout_send_request(Some(limits.stall))
        .timeout_recv_response(Some(limits.stall))
        .timeout_per_read(Some(limits.stall));
    if !address.is_secure() {
        config = config.proxy(None);
    }
    config.build().new_agent()
}

/// Takes the body of an answer, until there are as many bytes as the file has.
fn take(
    address: &Address,
    part: &mut Part,
    of: Option<u64>,
    response: Response<Body>,
    limits: &Limits,
    has: &mut dyn FnMut(u64, Option<u64>),
) -> Result<(), FetchError> {
    let too_large = |part: &mut Part| {
        part.forget()?;
        Err(FetchError::TooLarge { address: address.clone(), most: limits.most })
    };
    if of.is_some_and(|of| of > limits.most) {
        return too_large(part);
    }
    let mut body = response.into_body().into_reader();
    let mut buffer = vec![0; 64 << 10];
    let mut looked = (Instant::now(), part.bytes());
    has(part.bytes(), of);
    loop {
        let read = match body.read(&mut buffer) {
            Ok(0) => break,
            Ok(read) => read,
            Err(cause) if cause.kind() == io::ErrorKind::Interrupted => continue,
            // A server that hangs up too early.
            Err(cause) if cause.kind() == io::ErrorKind::UnexpectedEof && of.is_some() => break,
            Err(cause) => return Err(failed(address, limits, cause.into())),
        };
        let bytes = part.bytes() + read as u64;
        if bytes > limits.most {
            return too_large(part);
        }
        if let Some(of) = of.filter(|of| bytes > *of) {
            part.forget()?;
            let why = format!("more came than the {of} bytes that were announced");
            return Err(FetchError::Other { address: address.clone(), why });
        }
        part.append(&buffer[..read])?;
        has(bytes, of);
        let (since, had) = looked;
        if since.elapsed() >= limits.stall {
            if bytes - had < SLOWEST && of != Some(bytes) {
                return Err(FetchError::Stalled { address: address.clone(), waited: limits.stall });
            }
            looked = (Instant::now(), bytes);
        }
    }
    match of {
        Some(of) if part.bytes() < of => {
            Err(FetchError::Short { address: address.clone(), got: part.bytes(), of })
        }
        _ => Ok(()),
    }
}

/// What a failed connection means.
fn failed(address: &Address, limits: &Limits, cause: ureq::Error) -> FetchError {
    let address = address.clone();
    let unknown = || "the host is not found; is there a network?".to_owned();
    match cause {
        ureq::Error::Timeout(Timeout::Resolve | Timeout::Connect) => {
            FetchError::Broken { address, cause: format!("no connection within {:?}", limits.connect) }
        }
        ureq::Error::Timeout(_) => FetchError::Stalled { address, waited: limits.stall },
        ureq::Error::HostNotFound => FetchError::Broken { address, cause: unknown() },
        ureq::Error::Tls(cause) => FetchError::Untrusted { address, cause: cause.to_owned() },
        ureq::Error::Rustls(cause) => FetchError::Untrusted { address, cause: cause.to_string() },
        // The way in which rustls tells of a certificate that is not right while it reads.
        ureq::Error::Io(cause) if cause.kind() == io::ErrorKind::InvalidData => {
            FetchError::Untrusted { address, cause: cause.to_string() }
        }
        ureq::Error::Io(cause) => {
            let cause = cause.to_string();
            // The system has no kind for it, only these words.
            let is_unknown = cause.starts_with("failed to lookup address");
            FetchError::Broken { address, cause: if is_unknown { unknown() } else { cause } }
        }
        cause => FetchError::Broken { address, cause: cause.to_string() },
    }
}
