//! RSS and Atom: every item is an article, with as much of its text as the feed carries.

mod guard;
mod item;

use std::io::{self, BufRead};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::model::Problem;

use super::Each;
use super::html::{charset, fragment};
use guard::Guard;
use item::{Feed, Item, Part};

/// Elements that are open at once in a feed that means well.
const DEEPEST: usize = 1_000;

/// The encoding that an XML declaration names.
pub(super) fn stated_encoding(head: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&head[..head.len().min(200)]);
    let declaration = head.trim_start_matches('\u{feff}').strip_prefix("<?xml")?.split_once("?>")?.0;
    charset::value(declaration.split_once("encoding")?.1)
}

/// Reads every item as an article or a problem. What cannot be read as XML is a problem, and ends the reading.
pub(super) fn read(xml: impl BufRead, file: &str, each: Each<'_>) -> io::Result<()> {
    let mut reader = Reader::from_reader(Guard::after_declaration(xml)?);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut state = State::default();
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        let line = reader.get_ref().line();
        reader.get_mut().begin();
        let event = match reader.read_event_into(&mut buffer) {
            Ok(Event::Eof) => break,
            Ok(event) => event,
            Err(quick_xml::Error::Io(error)) if !guard::is_too_long(&error) => {
                return Err(io::Error::new(error.kind(), error.to_string()));
            }
            Err(error) => {
                let reason = format!("the feed cannot be read from here on: {error}");
                let _ = each(Err(Problem::of_line(file, line, reason)));
                return Ok(());
            }
        };
        if state.depth > DEEPEST {
            let reason = format!("more than {DEEPEST} elements are open here, so this is no feed");
            let _ = each(Err(Problem::of_line(file, line, reason)));
            return Ok(());
        }
        if let Some(item) = state.take(&event, line) {
            let article = item.article(&state.feed);
            if each(article.map_err(|(line, reason)| Problem::of_line(file, line, reason))).is_break() {
                return Ok(());
            }
        }
    }
    if let Some(item) = state.item {
        let reason = "the feed ends in this item".to_owned();
        let _ = each(Err(Problem::of_line(file, item.line, reason)));
    }
    Ok(())
}

/// Where in a feed the reading is.
#[derive(Default)]
struct State {
    feed: Feed,
    item: Option<Item>,
    /// Elements that are open.
    depth: usize,
    /// What is being gathered, with the depth of its element.
    part: Option<(Part, usize)>,
    gathered: String,
    is_too_long: bool,
}

impl State {
    /// Takes what comes next; gives an item when it ends.
    fn take(&mut self, event: &Event<'_>, line: u64) -> Option<Item> {
        match event {
            Event::Start(start) => {
                self.depth += 1;
                self.start(start, line);
            }
            Event::Empty(start) => self.empty(start),
            Event::End(end) => {
                let depth = self.depth;
                self.depth = self.depth.saturating_sub(1);
                return self.end(end.name().into_inner(), depth);
            }
            Event::Text(text) if self.part.is_some() => self.gather(text),
            Event::CData(data) if self.part.is_some() => self.gather(data),
            Event::GeneralRef(name) if self.part.is_some() => {
                match (name.resolve_char_ref(), &**name) {
                    (Ok(Some(c)), _) => self.gather(c.encode_utf8(&mut [0; 4])),
                    (_, "lt") => self.gather("<"),
                    (_, "gt") => self.gather(">"),
                    (_, "amp") => self.gather("&"),
                    (_, "quot") => self.gather("\""),
                    (_, "apos") => self.gather("'"),
                    // Entities that the feed defines are never unfolded; those of HTML are read with the HTML.
                    (_, other) => self.gather(&format!("&{other};")),
                }
            }
            _ => {}
        }
        None
    }

    fn start(&mut self, start: &BytesStart<'_>, line: u64) {
        let name = start.name().into_inner();
        if self.part.is_some() {
            // XHTML inside of Atom: its tags matter, its attributes do not.
            return self.gather(&format!("<{name}>"));
        }
        if matches!(name, "item" | "entry" | "atom:entry") {
            self.item = Some(Item::new(line, attribute(start, "rdf:about"), attribute(start, "xml:lang")));
            return;
        }
        if matches!(name, "feed" | "atom:feed") {
            self.feed.language = attribute(start, "xml:lang");
        }
        let kind = attribute(start, "type");
        if let Some(part) = Part::of(name, kind.as_deref()) {
            self.part = Some((part, self.depth));
            self.gathered.clear();
            self.is_too_long = false;
        }
        self.link(start);
    }

    fn empty(&mut self, start: &BytesStart<'_>) {
        if self.part.is_some() {
            return self.gather(&format!("<{}/>", start.name().into_inner()));
        }
        self.link(start);
    }

    /// The address of an item of Atom stands in an attribute.
    fn link(&mut self, start: &BytesStart<'_>) {
        let is_alternate = attribute(start, "rel").is_none_or(|rel| rel == "alternate");
        if let Some(item) = &mut self.item
            && matches!(start.name().into_inner(), "link" | "atom:link")
            && is_alternate
            && let Some(href) = attribute(start, "href")
        {
            item.set(Part::Link, href);
        }
    }

    fn end(&mut self, name: &str, depth: usize) -> Option<Item> {
        match self.part {
            Some((part, of)) if depth <= of => {
                self.part = None;
                let gathered = std::mem::take(&mut self.gathered);
                match &mut self.item {
                    Some(item) if self.is_too_long => item.is_too_long = true,
                    Some(item) => item.set(part, gathered),
                    None => self.feed.set(part, &gathered),
                }
                None
            }
            Some(_) => {
                self.gather(&format!("</{name}>"));
                None
            }
            None if matches!(name, "item" | "entry" | "atom:entry") => self.item.take(),
            None => None,
        }
    }

    fn gather(&mut self, text: &str) {
        self.is_too_long |= self.gathered.len() + text.len() > super::LONGEST_TEXT;
        if !self.is_too_long {
            self.gathered.push_str(text);
        }
    }
}

fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = start.try_get_attribute(name).ok().flatten()?;
    let value = if found.value.contains('&') { fragment(&found.value) } else { found.value.into_owned() };
    Some(value).filter(|value| !value.is_empty() && value.len() <= 4_000)
}

#[cfg(test)]
mod tests {
    use std::io::Read;
    use std::ops::ControlFlow;

    use insta::assert_snapshot;
    use proptest::prelude::*;

    use super::*;

    fn told(xml: impl BufRead) -> String {
        let mut told = Vec::new();
        read(xml, "a.xml", &mut |item| {
            told.push(match item {
                Ok(article) => serde_json::to_string(&article).unwrap(),
                Err(problem) => format!("line {}: {}", problem.line, problem.reason),
            });
            ControlFlow::Continue(())
        })
        .unwrap();
        told.join("\n")
    }

    #[test]
    fn items_of_rss_are_articles() {
        let feed = r#"<?xml version="1.0" encoding="ISO-8859-1"?>
<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>
<rss version="2.0" xmlns:content="c" xmlns:dc="d" xmlns:media="m"><channel><title>The Post</title><language>en-gb</language>
<image><title>Logo</title><url>x</url></image>
<item><title>Shells &amp;amp; smoke</title><link>https://example.org/1</link><guid isPermaLink="false">post-1</guid>
  <pubDate>Fri, 24 Nov 2017 23:30:00 -0500</pubDate><description>Short.</description><media:title>Not this</media:title>
  <content:encoded><![CDATA[<p>Shells fell.</p><script>x</script><p>Four were wounded&nbsp;&mdash; &b;.</p>]]></content:encoded></item>
<item><title>Only a line</title><link>https://example.org/2</link><description>&lt;b&gt;Quiet&lt;/b&gt; since noon. &b;</description></item>
<item><title>Nothing</title></item>
<item><title>Cut"#;
        assert_snapshot!(told(feed.as_bytes()), @r#"
        {"key":"post-1","url":"https://example.org/1","title":"Shells & smoke","outlet":"The Post","published":"2017-11-24","language":"en-gb","text":"Shells fell.\n\nFour were wounded — &b;.","line":5}
        {"key":"https://example.org/2","url":"https://example.org/2","title":"Only a line","outlet":"The Post","published":null,"language":"en-gb","text":"Quiet since noon. &b;","line":8}
        line 9: the item has no text
        line 10: the feed ends in this item
        "#);
    }

    #[test]
    fn entries_of_atom_are_articles() {
        let feed = r#"<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ar"><title>The Post</title>
<entry><title type="html">A &lt;i&gt;town&lt;/i&gt;</title><link rel="self" href="https://example.org/self"/>
<link href="https://example.org/1?a=1&amp;b=2"/><id>urn:1</id><updated>2018-01-09T00:00:00Z</updated><published>2018-01-08T00:00:00Z</published>
<summary>Short.</summary><content type="xhtml"><div><p>First &amp; last.</p><p>Second.<br/>Line.</p></div></content></entry></feed>"#;
        assert_snapshot!(told(feed.as_bytes()), @r#"{"key":"urn:1","url":"https://example.org/1?a=1&b=2","title":"A town","outlet":"The Post","published":"2018-01-08","language":"ar","text":"First & last.\n\nSecond. Line.","line":2}"#);
    }

    #[test]
    fn hostile_feeds_end_soon() {
        let deep = format!("<rss>{}", "<a>".repeat(100_000));
        assert!(told(deep.as_bytes()).contains("this is no feed"));
        let endless = io::BufReader::new(b"<rss><item><title>".chain(io::repeat(b'x')));
        assert!(told(endless).starts_with("line 1: the feed cannot be read from here on"));
        let long = format!(
            "<rss><item><description>{}</description></item></rss>",
            "<![CDATA[xxxxxxxx]]>".repeat(3 << 20)
        );
        assert_eq!(told(long.as_bytes()), "line 1: the text is longer than 16 MiB; split it");
    }

    proptest! {
        #[test]
        fn no_feed_panics(xml in "(<(rss|channel|item|entry|title|link|content|description)( type=\"xhtml\"| href='a&amp;')?/?>|</(item|entry|title|content)>|<!\\[CDATA\\[|\\]\\]>|&amp;|&#0;|&x;|&|<|\\PC){0,40}") {
            let _ = told(xml.as_bytes());
        }
    }
}
