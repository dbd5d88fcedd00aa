//! What a feed says of an item, and of itself.

use crate::intake::article::html::fragment;
use crate::intake::article::published;
use crate::model::{Article, Day};

/// A part of an item or of the feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Title,
    Link,
    Id,
    Published,
    Updated,
    Language,
    /// The whole text, mostly as HTML.
    Content,
    /// What the feed carries where it does not carry the text.
    Summary,
    /// A text that is no HTML.
    PlainContent,
}

impl Part {
    /// The part that an element of RSS 1.0, RSS 2.0 or Atom is.
    pub fn of(name: &str, kind: Option<&str>) -> Option<Self> {
        Some(match name.strip_prefix("atom:").unwrap_or(name) {
            "title" => Self::Title,
            "link" => Self::Link,
            "guid" | "id" => Self::Id,
            "pubDate" | "published" | "dc:date" | "issued" => Self::Published,
            "updated" | "modified" | "lastBuildDate" => Self::Updated,
            "language" | "dc:language" => Self::Language,
            // In Atom, text is plain unless it says otherwise.
            "content" if kind.is_none_or(|kind| kind == "text" || kind == "text/plain") => Self::PlainContent,
            "content" | "content:encoded" => Self::Content,
            "description" | "summary" => Self::Summary,
            _ => return None,
        })
    }
}

/// What holds for all items.
#[derive(Debug, Default)]
pub(super) struct Feed {
    pub title: Option<String>,
    pub language: Option<String>,
}

impl Feed {
    /// Takes a part of the feed itself; the first counts, later ones are of its logo and the like.
    pub fn set(&mut self, part: Part, text: &str) {
        match part {
            Part::Title if self.title.is_none() => self.title = line(text),
            Part::Language if self.language.is_none() => self.language = line(text),
            _ => {}
        }
    }
}

/// An item that is being read.
#[derive(Debug, Default)]
pub(super) struct Item {
    pub line: u64,
    pub is_too_long: bool,
    title: Option<String>,
    url: Option<String>,
    id: Option<String>,
    published: Option<Day>,
    language: Option<String>,
    content: Option<String>,
    summary: Option<String>,
}

impl Item {
    pub fn new(line: u64, url: Option<String>, language: Option<String>) -> Self {
        Self { line, url, language, ..Self::default() }
    }

    /// Takes a part of the item.
    pub fn set(&mut self, part: Part, text: String) {
        match part {
            Part::Title => self.title = line(&text),
            Part::Link => self.url = line(&text).or(self.url.take()),
            Part::Id => self.id = Some(text.trim().to_owned()).filter(|id| !id.is_empty()),
            Part::Published => self.published = published::day(&text).or(self.published),
            // When it was changed is not when it was published.
            Part::Updated => {}
            Part::Language => self.language = line(&text),
            Part::Content => self.content = Some(fragment(&text)),
            Part::PlainContent => self.content = Some(text),
            Part::Summary => self.summary = Some(fragment(&text)),
        }
    }

    /// The item as an article, or its line and why it is none.
    pub fn article(self, feed: &Feed) -> Result<Article, (u64, String)> {
        let line = self.line;
        if self.is_too_long {
            return Err((line, crate::intake::article::too_long()));
        }
        let is_text = |text: &String| !text.trim().is_empty();
        let text = self.content.filter(is_text).or(self.summary.filter(is_text));
        let text = text.ok_or((line, "the item has no text".to_owned()))?;
        let is_address = |id: &&String| id.starts_with("https://") || id.starts_with("http://");
        let url = self.url.or_else(|| self.id.as_ref().filter(is_address).cloned());
        Ok(Article {
            key: self.id.or_else(|| url.clone()),
            url,
            title: self.title,
            outlet: feed.title.clone(),
            published: self.published,
            language: self.language.or_else(|| feed.language.clone()),
            text,
            line,
        })
    }
}

/// A short text on one line, without marks.
fn line(text: &str) -> Option<String> {
    let line = fragment(text).split_whitespace().collect::<Vec<_>>().join(" ");
    (!line.is_empty() && line.len() <= 4_000).then_some(line)
}
