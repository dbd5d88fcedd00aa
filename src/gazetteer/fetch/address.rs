//! Where may be asked: over HTTPS anywhere, over plain HTTP this computer alone.

use std::fmt;
use std::net::IpAddr;

use ureq::http::Uri;

use super::FetchError;

/// An address that may be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address(Box<Uri>);

impl Address {
    /// Reads an address, with or without a path.
    pub fn parse(text: &str) -> Result<Self, FetchError> {
        let refused = |why| Err(FetchError::Address { found: text.to_owned(), why });
        let Ok(uri) = text.parse::<Uri>() else {
            return refused("it is no address; write one as https://example.org/folder");
        };
        let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
            return refused("it is no address; write one as https://example.org/folder");
        };
        if authority.as_str().contains('@') {
            return refused("a name and password in an address are not sent; leave them out");
        }
        match scheme {
            "https" => Ok(Self(Box::new(uri))),
            "http" if is_loopback(authority.host()) => Ok(Self(Box::new(uri))),
            "http" => {
                refused("plain http can be changed on its way, and is for this computer alone; write https")
            }
            _ => refused("only https is asked"),
        }
    }

    /// A path of a publisher, under this address in place of the publisher's own.
    pub(super) fn below(&self, path: &str) -> Result<Self, FetchError> {
        let base = self.to_string();
        let base = base.split('?').next().unwrap_or_default();
        Self::parse(&format!("{}{path}", base.trim_end_matches('/')))
    }

    /// Where a redirect from here leads; never from HTTPS to plain HTTP.
    pub(super) fn led_to(&self, location: &str) -> Result<Self, FetchError> {
        let location = location.split('#').next().unwrap_or_default();
        let scheme = self.0.scheme_str().unwrap_or_default();
        let origin = format!("{scheme}://{}", self.0.authority().map_or("", |authority| authority.as_str()));
        let folder = self.0.path().rsplit_once('/').map_or("", |(folder, _)| folder);
        let has_scheme = location.find([':', '/', '?']).is_some_and(|at| location[at..].starts_with(':'));
        let whole = if has_scheme {
            location.to_owned()
        } else if location.starts_with("//") {
            format!("{scheme}:{location}")
        } else if location.starts_with('/') {
            format!("{origin}{location}")
        } else {
            format!("{origin}{folder}/{location}")
        };
        let refused = |to, why| Err(FetchError::Redirect { address: self.clone(), to, why });
        match Self::parse(&whole) {
            Ok(to) if self.is_secure() && !to.is_secure() => refused(whole, "https leads to https alone"),
            Err(FetchError::Address { found, why }) => refused(found, why),
            led => led,
        }
    }

    /// Whether what comes from there cannot be read or changed on its way.
    pub(super) fn is_secure(&self) -> bool {
        self.0.scheme_str() == Some("https")
    }

    pub(super) fn uri(&self) -> Uri {
        (*self.0).clone()
    }
}

impl fmt::Display for Address {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(to)
    }
}

fn is_loopback(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    bare.eq_ignore_ascii_case("localhost")
        || bare.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_https_is_asked_and_plain_http_of_this_computer() {
        for good in ["https://example.org", "http://127.0.0.1:80/a/", "http://[::1]:8/", "http://LOCALHOST"] {
            assert!(Address::parse(good).is_ok(), "{good}");
        }
        for bad in [
            "http://example.org",
            "http://127.0.0.1.example.org/",
            "http://localhost.example.org/",
            "http://10.0.0.1/",
            "ftp://example.org",
            "example.org",
            "/a",
            "https://user:word@example.org",
            "http://127.0.0.1@example.org/",
            "",
        ] {
            assert!(Address::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_redirect_is_followed_from_where_it_stands_and_never_to_less_safety() {
        let from = Address::parse("https://example.org/a/b.zip").unwrap();
        for (location, to) in [
            ("https://other.org/c", "https://other.org/c"),
            ("//other.org/c", "https://other.org/c"),
            ("/c#part", "https://example.org/c"),
            ("c?d=http://x", "https://example.org/a/c?d=http://x"),
        ] {
            assert_eq!(from.led_to(location).unwrap().to_string(), to);
        }
        for location in ["http://example.org/c", "http://127.0.0.1/c", "file:///etc/passwd", "javascript:1"] {
            assert!(from.led_to(location).is_err(), "{location}");
        }
    }
}
