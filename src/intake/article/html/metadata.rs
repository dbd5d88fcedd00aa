//! What a page says of itself: title, outlet, day, language and address, from the best of the places that say it.

use serde_json::{Map, Value};

use crate::intake::article::published;
use crate::model::Day;

/// Bytes of linked data that are read.
const LONGEST_LINKED: usize = 4 << 20;

/// A value and how good the place is from which it is; the lowest rank is the best.
#[derive(Clone, Debug)]
struct Ranked<T> {
    rank: u8,
    value: Option<T>,
}

impl<T> Default for Ranked<T> {
    fn default() -> Self {
        Self { rank: u8::MAX, value: None }
    }
}

impl<T> Ranked<T> {
    fn offer(&mut self, rank: u8, value: Option<T>) {
        if value.is_some() && rank < self.rank {
            *self = Self { rank, value };
        }
    }
}

/// What was found so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Metadata {
    title: Ranked<String>,
    outlet: Ranked<String>,
    published: Ranked<Day>,
    language: Ranked<String>,
    url: Ranked<String>,
    /// The text as the linked data has it.
    pub body: Option<String>,
}

impl Metadata {
    pub fn title(&self) -> Option<&String> {
        self.title.value.as_ref()
    }

    pub fn outlet(&self) -> Option<&String> {
        self.outlet.value.as_ref()
    }

    pub fn published(&self) -> Option<Day> {
        self.published.value
    }

    pub fn language(&self) -> Option<&String> {
        self.language.value.as_ref()
    }

    pub fn url(&self) -> Option<&String> {
        self.url.value.as_ref()
    }

    /// A heading of the first level.
    pub fn heading(&mut self, text: &str) {
        self.title.offer(2, words(text));
    }

    /// The `title` of the page, which often carries the site's name too.
    pub fn page_title(&mut self, text: &str) {
        self.title.offer(3, words(text));
    }

    /// `lang` of the page.
    pub fn lang(&mut self, tag: &str) {
        self.language.offer(0, language(tag));
    }

    /// `<link rel="canonical">`.
    pub fn canonical(&mut self, url: &str) {
        self.url.offer(0, address(url));
    }

    /// `<time datetime>`: in an article, or somewhere on the page.
    pub fn time(&mut self, datetime: &str, is_marked: bool, is_in_article: bool) {
        let rank = if is_marked { 3 } else { 6 + u8::from(!is_in_article) };
        self.published.offer(rank, published::day(datetime));
    }

    /// `<meta name|property|itemprop=key content=value>`.
    pub fn meta(&mut self, key: &str, value: &str) {
        match key.to_ascii_lowercase().as_str() {
            "og:title" => self.title.offer(1, words(value)),
            "twitter:title" => self.title.offer(2, words(value)),
            "og:site_name" => self.outlet.offer(1, words(value)),
            "application-name" | "dc.publisher" | "citation_journal_title" => {
                self.outlet.offer(2, words(value));
            }
            "og:url" => self.url.offer(1, address(value)),
            "og:locale" => self.language.offer(2, language(value)),
            "content-language" | "dc.language" | "language" => self.language.offer(1, language(value)),
            "article:published_time"
            | "og:article:published_time"
            | "og:published_time"
            | "datepublished" => {
                self.published.offer(1, published::day(value));
            }
            "date"
            | "pubdate"
            | "publishdate"
            | "publish-date"
            | "publish_date"
            | "publication_date"
            | "dc.date"
            | "dc.date.issued"
            | "dc.date.created"
            | "dcterms.date"
            | "dcterms.issued"
            | "dcterms.created"
            | "parsely-pub-date"
            | "sailthru.date"
            | "article.published"
            | "cxenseparse:recs:publishtime"
            | "citation_publication_date"
            | "citation_date"
            | "article_date_original"
            | "originalpublicationdate" => {
                self.published.offer(2, published::day(value));
            }
            _ => {}
        }
    }

    /// Linked data (JSON-LD) that tells of an article.
    pub fn linked(&mut self, script: &str) {
        if script.len() > LONGEST_LINKED {
            return;
        }
        if let Ok(value) = serde_json::from_str::<Value>(script.trim()) {
            self.walk(&value, 0);
        }
    }

    fn walk(&mut self, value: &Value, depth: usize) {
        match value {
            Value::Array(all) if depth < 4 => {
                all.iter().take(100).for_each(|value| self.walk(value, depth + 1));
            }
            Value::Object(object) => {
                if is_article(object) {
                    self.article(object);
                }
                for inner in ["@graph", "mainEntity"] {
                    if let Some(inner) = object.get(inner).filter(|_| depth < 4) {
                        self.walk(inner, depth + 1);
                    }
                }
            }
            _ => {}
        }
    }

    fn article(&mut self, object: &Map<String, Value>) {
        let text = |name: &str| object.get(name).and_then(Value::as_str);
        let named = |name: &str| match object.get(name) {
            Some(Value::String(text)) => Some(text.as_str()),
            Some(Value::Array(all)) => all.first().and_then(|one| one.get("name")).and_then(Value::as_str),
            Some(other) => other.get("name").and_then(Value::as_str),
            None => None,
        };
        self.title.offer(0, text("headline").map(super::fragment).as_deref().and_then(words));
        self.outlet.offer(0, named("publisher").and_then(words));
        self.published.offer(0, text("datePublished").and_then(published::day));
        self.language.offer(3, text("inLanguage").and_then(language));
        self.url.offer(2, text("url").and_then(address));
        if self.body.is_none() {
            self.body = text("articleBody").filter(|body| !body.trim().is_empty()).map(str::to_owned);
        }
    }
}

fn is_article(object: &Map<String, Value>) -> bool {
    let names = |kind: &Value| {
        kind.as_str().is_some_and(|kind| kind.ends_with("Article") || kind.ends_with("Posting"))
    };
    match object.get("@type") {
        Some(Value::Array(all)) => all.iter().any(names),
        Some(kind) => names(kind),
        None => false,
    }
}

/// Words with one blank between them; `None` where there are none.
fn words(text: &str) -> Option<String> {
    let mut words = String::new();
    for word in text.split_whitespace() {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
        if words.len() > 2_000 {
            return None;
        }
    }
    (!words.is_empty()).then_some(words)
}

/// A language tag: `en_US` is `en-US`.
fn language(tag: &str) -> Option<String> {
    let tag = tag.trim().replace('_', "-");
    let is_tag =
        (2..=35).contains(&tag.len()) && tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    is_tag.then_some(tag)
}

/// A whole address of the web.
fn address(url: &str) -> Option<String> {
    let url = url.trim();
    let is_whole = url.starts_with("https://") || url.starts_with("http://");
    (is_whole && url.len() <= 4_000 && !url.contains(char::is_whitespace)).then(|| url.to_owned())
}
