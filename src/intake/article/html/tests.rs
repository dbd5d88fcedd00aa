//! What a reader gets of pages as they are written, well and badly.

use insta::assert_snapshot;
use proptest::prelude::*;

use super::*;

/// Day, outlet, language, address, title; then the text.
fn told(html: &str) -> String {
    match read(html.as_bytes()).unwrap() {
        Err(reason) => reason,
        Ok(article) => format!(
            "{} | {} | {} | {} | {}\n{}",
            article.published.map_or("-".to_owned(), |day| day.to_string()),
            article.outlet.as_deref().unwrap_or("-"),
            article.language.as_deref().unwrap_or("-"),
            article.url.as_deref().unwrap_or("-"),
            article.title.as_deref().unwrap_or("-"),
            article.text
        ),
    }
}

const FIRST: &str =
    "Shells fell on the invented town of Tell Asfar on Friday morning, residents &amp; medics said.";
const SECOND: &str =
    "At least four people were wounded, said a medic who asked not to be named, and a bakery burned.";

#[test]
fn the_text_is_found_and_what_stands_around_it_is_not() {
    let page = format!(
        r#"<!DOCTYPE html><html lang="en-GB"><head><title>Shells fall | The Post</title>
        <meta property="og:title" content="Shells fall on Tell Asfar"><meta property="og:site_name" content="The Post">
        <meta property="article:published_time" content="2017-11-24T23:30:00-05:00">
        <link rel="canonical" href="https://example.org/shells"><style>p {{ color: red }}</style></head>
        <body class="has-sidebar"><header><a href="/">Home</a> The Post, since 1900, is the paper of record of nowhere</header>
        <nav><ul><li><a href="/a">World</a><li><a href="/b">Sport</a></ul></nav>
        <div class="cookie-banner"><p>We use cookies to make this page better, and we ask whether you agree to that.</p></div>
        <div id="page"><div class="story"><h1>Shells fall on Tell Asfar</h1>
        <div class="share-buttons"><a href="x">Share</a> <a href="y">Tweet</a></div>
        <p>{FIRST}<p>{SECOND}
        <p>Advertisement</p><script>var a = "<p>Not a text</p>";</script>
        <h2>What is known</h2><p>The town has been quiet since <a href="/c">a truce</a> of last spring,<br>and few had left it&nbsp;&mdash; so far.</p>
        <ul><li>Four wounded</li><li><a href="/d">Ten things to know about bakeries of the region</a></li></ul>
        <p><a href="/e">Read our story of last week about the same bakery and its owner</a></p>
        <h3>Related</h3></div>
        <div class="comments"><p>{}</p></div></div>
        <aside><p>Subscribe now and get the paper of record of nowhere every morning.</p></aside>
        <footer><p>Copyright of the paper of record of nowhere, which keeps all rights.</p></footer></body></html>"#,
        "I think that this is a long comment by a reader, and not what the paper says. ".repeat(20)
    );
    assert_snapshot!(told(&page), @"
        2017-11-24 | The Post | en-GB | https://example.org/shells | Shells fall on Tell Asfar
        Shells fell on the invented town of Tell Asfar on Friday morning, residents & medics said.

        At least four people were wounded, said a medic who asked not to be named, and a bakery burned.

        What is known

        The town has been quiet since a truce of last spring, and few had left it — so far.

        Four wounded
        ");
}

#[test]
fn what_the_publisher_marked_is_the_article() {
    let teaser =
        format!("<article><p>{}</p></article>", "A teaser of another story, rather short all in all.");
    let page = format!(
        "<main>{teaser}<article><time datetime=\"2018-01-08\">8 January</time><div itemprop=articleBody><p>{FIRST}</p>\
         <div><p>{SECOND}</p></div></div><p>Written by nobody, who is a reporter of the paper of nowhere.</p></article>{teaser}</main>"
    );
    assert_snapshot!(told(&page), @"
        2018-01-08 | - | - | - | -
        Shells fell on the invented town of Tell Asfar on Friday morning, residents & medics said.

        At least four people were wounded, said a medic who asked not to be named, and a bakery burned.
        ");
}

#[test]
fn linked_data_tells_of_the_article_and_helps_a_page_without_text() {
    let page = r#"<script type="application/ld+json">{"@graph":[{"@type":"WebSite","name":"x"},
        {"@type":["NewsArticle"],"headline":"A &amp; B","datePublished":"2018-09-14T08:00:00Z","inLanguage":"en",
        "publisher":{"@type":"Organization","name":"The Post"},"url":"https://example.org/1",
        "articleBody":"First line.\nSecond <b>line</b>."}]}</script><div id=root></div>"#;
    assert_snapshot!(told(page), @"
        2018-09-14 | The Post | en | https://example.org/1 | A & B
        First line.

        Second line.
        ");
    assert_snapshot!(told("<div id=root></div><script>render()</script>"), @"there is no text in the page; it may be made by a script, so save it from a browser");
}

#[test]
fn divisions_without_paragraphs_and_tables_for_layout_are_read() {
    let page = format!(
        "<table><tr><td><a href=1>A</a><a href=2>B</a><td><div>{FIRST}<br><br>{SECOND}</div></table>"
    );
    assert_snapshot!(told(&page), @"
        - | - | - | - | -
        Shells fell on the invented town of Tell Asfar on Friday morning, residents & medics said.

        At least four people were wounded, said a medic who asked not to be named, and a bakery burned.
        ");
}

#[test]
fn hostile_pages_end_soon() {
    let deep =
        format!("{}<p>{FIRST}</p>{}<p>{SECOND}</p>", "<div>".repeat(100_000), "</div>".repeat(100_000));
    assert!(told(&deep).contains("wounded"));
    let script = format!("<p>{FIRST}</p>{}<script>var a;</script><p>{SECOND}</p>", "<div>".repeat(600));
    assert!(
        told(&script).contains("Tell Asfar") && !told(&script).contains("var a"),
        "scripts are dropped at any depth"
    );
    let unclosed = format!("{}<p>{FIRST}", "<div class=a><span><b><a href=x>".repeat(100_000));
    let _ = told(&unclosed);
    let stray = format!("<p>{FIRST}{}", "</b></span></div></section></p>".repeat(100_000));
    assert!(told(&stray).contains("Tell Asfar"));
    let attributes = format!("<p {}>{FIRST}</p>", "a=b ".repeat(1 << 20));
    assert!(told(&attributes).contains("Tell Asfar"));
    let blocks = "<p>x".repeat((1 << 20) + 1);
    assert_eq!(told(&blocks), TOO_LARGE);
    let json = format!("<script type=application/ld+json>{}</script><p>{FIRST}", "[".repeat(100_000));
    assert!(told(&json).contains("Tell Asfar"));
}

/// A page that is made while it is read: a start, then the same row until it is long enough.
struct Endless<'a> {
    start: &'a [u8],
    row: &'a [u8],
    at: usize,
    left: usize,
}

impl Read for Endless<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let (from, at) = if self.start.is_empty() { (self.row, self.at) } else { (self.start, 0) };
        let length = (from.len() - at).min(buffer.len()).min(self.left);
        buffer[..length].copy_from_slice(&from[at..at + length]);
        if self.start.is_empty() {
            self.at = (at + length) % self.row.len();
        } else {
            self.start = &self.start[length..];
        }
        self.left -= length;
        Ok(length)
    }
}

/// `KHARITA_PROVE=1` reads pages of 100 MB.
#[test]
fn a_page_of_100_mb_is_read_in_seconds() {
    let size = if std::env::var_os("KHARITA_PROVE").is_some() { 100 << 20 } else { 4 << 20 };
    let start = format!("<html><body><div class=entry-content><p>{FIRST}</p><p>{SECOND}</p></div>");
    let rows = [
        format!("<div class=\"teaser\"><a href=\"/x\"><span>{FIRST}</span></a></div>\n"),
        format!("<script>{FIRST}</script><div><div><b></div></i>\n"),
        "<".to_owned(),
        "<a b=c>".to_owned(),
    ];
    for row in rows {
        let page = Endless { start: start.as_bytes(), row: row.as_bytes(), at: 0, left: size };
        let clock = std::time::Instant::now();
        let article = read(page).unwrap();
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let peak = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default();
        println!("{} MB of {:?}: {:?}, {peak}", size >> 20, &row[..row.len().min(20)], clock.elapsed());
        match article {
            Ok(article) => assert!(article.text.contains("Tell Asfar")),
            // One run of text that no article has.
            Err(reason) => assert_eq!((row.as_str(), reason), ("<", TOO_LARGE.to_owned())),
        }
    }
}

proptest! {
    #[test]
    fn no_page_panics(html in "(<(div|p|a|li|h1|script|style|title|article|svg|span|td|header)( (class|itemprop|hidden|datetime)=(\"share\"|x|'articleBody'))?/?>|</(div|p|a|li|script|article|span|b)>|<!--|-->|&amp;|&#0;|&|<|\\PC| ){0,40}") {
        if let Ok(article) = read(html.as_bytes()).unwrap() {
            prop_assert!(!article.text.trim().is_empty());
        }
        let _ = fragment(&html);
    }

    #[test]
    fn what_is_written_in_paragraphs_comes_out_in_lines(words in prop::collection::vec("[a-zé]{50,60}", 1..6)) {
        let html = format!("<p>{}</p>", words.join("</p><p>"));
        prop_assert_eq!(read(html.as_bytes()).unwrap().unwrap().text, words.join("\n\n"));
    }
}
