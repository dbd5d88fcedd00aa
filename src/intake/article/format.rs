//! Which kind of articles a file holds, told by how it begins.

use serde_json::Value;

use crate::intake::headers::{Columns, key};
use crate::intake::row::Row;
use crate::intake::table::{Table, sniff_delimiter};

use super::table::{LAYOUT, has_articles};
use crate::intake::headers::Field;

/// What the articles of a file are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ArticleFormat {
    /// A text without marks.
    Text,
    /// A text with Markdown's marks, which stay in it.
    Markdown,
    /// A web page.
    Html,
    /// RSS or Atom.
    Feed,
    /// One JSON object a line.
    JsonLines,
    /// A table with a column of texts.
    Table,
    /// A web archive.
    Warc,
}

impl ArticleFormat {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Text, Self::Markdown, Self::Html, Self::Feed, Self::JsonLines, Self::Table, Self::Warc];

    /// The word for it on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Feed => "feed",
            Self::JsonLines => "jsonl",
            Self::Table => "articles",
            Self::Warc => "warc",
        }
    }

    /// Reads the word in any case.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name().eq_ignore_ascii_case(text.trim()))
    }

    /// Whether the whole file is one article, so that what is told of the file is told of it.
    pub(super) fn is_one_article(self) -> bool {
        matches!(self, Self::Text | Self::Markdown | Self::Html)
    }
}

/// What a text that begins like this holds; `None` for tables of events and whatever is no text.
pub(super) fn recognize(head: &str, file: &str) -> Option<ArticleFormat> {
    let start = head.trim_start();
    if start.starts_with("WARC/1.") {
        return Some(ArticleFormat::Warc);
    }
    if head.contains('\0') {
        return None;
    }
    match start.chars().next()? {
        '<' => markup(start).or_else(|| Some(prose(start, file))),
        '{' => is_json_article(start).then_some(ArticleFormat::JsonLines),
        // A record separator begins a sequence of GeoJSON.
        '\u{1e}' => None,
        _ => match rows(head) {
            Rows::Articles => Some(ArticleFormat::Table),
            Rows::Other => None,
            // A person who calls it a table means one, if only to be told what is wrong with it.
            Rows::None => (!is_called_a_table(file)).then(|| prose(start, file)),
        },
    }
}

/// HTML or a feed, by the first elements.
fn markup(start: &str) -> Option<ArticleFormat> {
    let mut rest = start;
    while let Some(from) = rest.find('<') {
        rest = &rest[from + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.split_once("-->")?.1;
            continue;
        }
        let end =
            rest.find(|c: char| !c.is_ascii_alphanumeric() && !"!?:-".contains(c)).unwrap_or(rest.len());
        let name = rest[..end].to_ascii_lowercase();
        match name.as_str() {
            "!doctype" if rest[end..].trim_start().to_ascii_lowercase().starts_with("html") => {
                return Some(ArticleFormat::Html);
            }
            "?xml" | "?xml-stylesheet" | "!doctype" => {}
            "rss" | "feed" | "atom:feed" | "rdf:rdf" => return Some(ArticleFormat::Feed),
            "html" | "head" | "body" | "meta" | "title" | "div" | "p" | "article" | "main" | "section"
            | "h1" | "link" | "script" => return Some(ArticleFormat::Html),
            _ => return None,
        }
    }
    None
}

/// Whether the first line is an object with a text; where it is longer than what was looked at, by its members.
fn is_json_article(start: &str) -> bool {
    let spellings =
        LAYOUT.fields.iter().find(|(field, _)| *field == Field::Text).map_or(&[][..], |(_, all)| all);
    let line = start.lines().next().unwrap_or_default();
    match serde_json::from_str::<serde_json::Map<String, Value>>(line) {
        Ok(object) => {
            object.get("type").is_none_or(|kind| kind != "Feature")
                && object.keys().any(|name| spellings.contains(&key(name).as_str()))
        }
        Err(_) => {
            line.len() == start.len() && spellings.iter().any(|name| line.contains(&format!("\"{name}\"")))
        }
    }
}

enum Rows {
    Articles,
    Other,
    None,
}

/// Whether the first lines are rows of a table.
fn rows(head: &str) -> Rows {
    let delimiter = sniff_delimiter(head.as_bytes());
    let mut table = Table::new(head.as_bytes(), delimiter);
    let mut row = Row::default();
    if !table.next(&mut row).unwrap_or(false) || row.fault.is_some() || row.len() < 2 {
        return Rows::None;
    }
    let width = row.len();
    let columns = Columns::new((0..width).map(|index| row.cell(index)));
    if has_articles(&columns) {
        return Rows::Articles;
    }
    let is_header = (0..width).all(|index| row.cell(index).chars().count() <= 40);
    let mut alike = 0;
    // Prose hardly ever has the same number of commas in its first lines, and short words between them.
    while alike < 3 && table.next(&mut row).unwrap_or(false) && row.fault.is_none() && row.len() == width {
        alike += 1;
    }
    if is_header && (alike == 3 || (alike > 0 && delimiter != b',') || (alike > 0 && width > 2)) {
        Rows::Other
    } else {
        Rows::None
    }
}

/// The ending of a file's name, packed or not: `ged.CSV.gz` has `csv`.
fn ending(file: &str) -> String {
    let mut endings =
        file.rsplit('.').map(str::to_lowercase).filter(|ending| ending != "gz" && ending != "zip");
    endings.next().unwrap_or_default()
}

fn is_called_a_table(file: &str) -> bool {
    matches!(ending(file).as_str(), "csv" | "tsv")
}

/// Text or Markdown: its marks cannot be told for sure, so the name counts, and a heading at the start.
fn prose(start: &str, file: &str) -> ArticleFormat {
    let is_markdown = matches!(ending(file).as_str(), "md" | "markdown")
        || start.trim_start_matches('#').starts_with(' ') && start.starts_with('#');
    if is_markdown { ArticleFormat::Markdown } else { ArticleFormat::Text }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn told(head: &str) -> Option<&'static str> {
        recognize(head, "a.txt").map(ArticleFormat::name)
    }

    #[test]
    fn the_content_tells_what_a_file_holds() {
        assert_eq!(told("WARC/1.0\r\n"), Some("warc"));
        assert_eq!(told("<!-- saved --><!DOCTYPE html><p>"), Some("html"));
        assert_eq!(told("<?xml version=\"1.0\"?>\n<html>"), Some("html"));
        assert_eq!(told("<?xml version=\"1.0\"?>\n<rss version=\"2.0\">"), Some("feed"));
        assert_eq!(told("<feed xmlns=\"http://www.w3.org/2005/Atom\">"), Some("feed"));
        assert_eq!(told("{\"text\":\"a\"}\n"), Some("jsonl"));
        assert_eq!(told("{\"type\":\"Feature\",\"text\":1}\n"), None);
        assert_eq!(told("{\"type\":\"FeatureCollection\"}"), None);
        assert_eq!(told("title,text\nA,B\n"), Some("articles"));
        assert_eq!(told("date,place,type\n2017-11-13,Atarib,Grenade\n"), None);
        assert_eq!(told("Wann;Ort\n2017;Idlib\n"), None);
        assert_eq!(told("# Atarib\n\nShells fell."), Some("markdown"));
        assert_eq!(told("Idlib, Syria\n\nShells fell, and more fell, and more.\n"), Some("text"));
        assert_eq!(told("PNG\0\0"), None);
        assert_eq!(told(" "), None);
    }

    proptest! {
        #[test]
        fn no_text_panics(head in "(<|<!--|-->|<!DOCTYPE|\\{|\"text\"|,|;|\n|#|\\PC){0,20}") {
            let _ = told(&head);
        }
    }
}
