//! Readers of articles, one format a file: what was published comes in, texts with what is known of them come out.
//!
//! [`OpenedArticles::read`] gives one [`Article`] or [`Problem`] after the other and holds no more than one. Nothing is
//! read out of the texts here.

#![allow(clippy::result_large_err, reason = "an article and a problem are about as large as each other")]

mod feed;
mod format;
mod html;
mod jsonl;
mod manifest;
mod plain;
mod published;
mod table;
mod warc;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::io::{self, BufRead, Read};
use std::ops::ControlFlow;
use std::path::Path;

use encoding_rs::Encoding;

use crate::model::{Article, Day, ImportId, Problem};
use crate::text::slug;

use super::bytes::{Container, Done, Packed};
use super::encoding::{Decoded, survey};
use super::headers::Fields;
use super::source::{Source, hash, import_id};
use super::{DateOrder, IntakeError, xlsx};

pub use format::ArticleFormat;
pub use manifest::{Manifest, Told};

/// Bytes of one text: 16 MiB, some 8,000 pages.
const LONGEST_TEXT: usize = 16 << 20;
/// Bytes at the start of a file that tell what it is.
const HEAD: u64 = 1 << 18;

/// Whoever takes articles and problems, and may stop the reading.
type Each<'a> = &'a mut dyn FnMut(Result<Article, Problem>) -> ControlFlow<()>;

/// What a person insists on or knows; everything else is found from the content.
#[derive(Clone, Debug, Default)]
pub struct ArticleOptions {
    /// The format, where it is not to be recognized.
    pub format: Option<ArticleFormat>,
    /// What is known of files.
    pub manifest: Option<Manifest>,
    /// The day of texts that tell none.
    pub published: Option<Day>,
    /// The outlet of texts that tell none.
    pub outlet: Option<String>,
    /// The language of texts that tell none.
    pub language: Option<String>,
    /// The order of day and month, where the column does not prove it.
    pub date_order: Option<DateOrder>,
    /// Fields to the headers of a table that carry them: `text` to `Inhalt`.
    pub columns: BTreeMap<String, String>,
}

/// What a file is, known before its articles are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleHeader {
    /// From the content: the same content is the same import, packed or not. A web archive counts as it is packed.
    pub import: ImportId,
    /// What its articles are.
    pub format: ArticleFormat,
    /// Name of the file without its folders.
    pub file: String,
    /// Sheets of a workbook that look like tables too and are not read.
    pub left_out: Vec<String>,
}

/// What came of reading a file: articles + problems = items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleReading {
    /// What the file is.
    pub header: ArticleHeader,
    /// Articles given.
    pub articles: u64,
    /// How many of them nobody gave a day of publication.
    pub undated: u64,
    /// Items that were no articles.
    pub problems: u64,
    /// Whether the reading was stopped before the end.
    pub is_stopped: bool,
}

/// A file whose articles can be read.
#[derive(Debug)]
pub struct OpenedArticles {
    header: ArticleHeader,
    options: ArticleOptions,
    packed: Packed,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    Rows(Box<Source>, Box<Fields>),
    Archive,
    Text(&'static Encoding),
}

/// Whether a file holds articles, rather than events: told by how it begins, or by the header of a workbook.
///
/// A file that cannot be opened holds none; whoever reads it tells why.
#[must_use]
pub fn is_articles(path: &Path) -> bool {
    Packed::look(path).and_then(|packed| recognize(&packed)).is_ok_and(|format| format.is_some())
}

/// Finds out what a file of articles is, without reading them.
pub fn open(path: &Path, options: &ArticleOptions) -> Result<OpenedArticles, IntakeError> {
    let packed = Packed::look(path)?;
    let file = packed.file.clone();
    let found = match options.format {
        Some(format) => Some(format),
        None => recognize(&packed)?,
    };
    let format = found.ok_or_else(|| IntakeError::NoArticles { file: file.clone() })?;
    let fail = |error| IntakeError::io(&file, error);
    let (import, left_out, kind) = if format == ArticleFormat::Table {
        let source = Source::open(path)?;
        let fields = table::fields(&source, &options.columns)?;
        let (import, left_out) = (source.import.clone(), source.left_out().to_vec());
        (import, left_out, Kind::Rows(Box::new(source), Box::new(fields)))
    } else if format == ArticleFormat::Warc {
        // As it is packed: a damaged archive has an id too, and a large one is not unpacked twice.
        let hash = hash(packed.open_packed(&Done::default())?).map_err(fail)?;
        (import_id(hash), Vec::new(), Kind::Archive)
    } else {
        let found = survey(packed.open(&Done::default())?).map_err(fail)?;
        let encoding = match format {
            ArticleFormat::Html => html::charset::encoding(found.encoding, None, &head(&packed)?),
            ArticleFormat::Feed => {
                let head = head(&packed)?;
                html::charset::encoding(found.encoding, feed::stated_encoding(&head).as_deref(), b"")
            }
            _ => found.encoding,
        };
        (import_id(found.hash), Vec::new(), Kind::Text(encoding))
    };
    let header = ArticleHeader { import, format, file, left_out };
    Ok(OpenedArticles { header, options: options.clone(), packed, kind })
}

/// The format that the beginning of a file shows.
fn recognize(packed: &Packed) -> Result<Option<ArticleFormat>, IntakeError> {
    if packed.container == Container::Workbook {
        let has_articles = table::has_articles(&xlsx::sheets(packed)?.columns);
        return Ok(has_articles.then_some(ArticleFormat::Table));
    }
    let head = head(packed)?;
    let encoding = survey(&head[..]).map_err(|error| IntakeError::io(&packed.file, error))?.encoding;
    let (text, ..) = encoding.decode(&head);
    Ok(format::recognize(&text, &packed.file))
}

/// The first bytes of a file, unpacked.
fn head(packed: &Packed) -> Result<Vec<u8>, IntakeError> {
    let mut head = Vec::new();
    let read = packed.open(&Done::default())?.take(HEAD).read_to_end(&mut head);
    // What is damaged further on may still be read; whoever reads it all tells of it.
    read.map(|_| ())
        .or_else(|error| if head.is_empty() { Err(IntakeError::io(&packed.file, error)) } else { Ok(()) })?;
    Ok(head)
}

impl OpenedArticles {
    /// What the file is.
    #[must_use]
    pub fn header(&self) -> &ArticleHeader {
        &self.header
    }

    /// Reads the file article by article.
    ///
    /// `each` gets one article or problem after the other, in the order of the file, and may stop the reading.
    /// `progress` is told how many bytes of the file were read, of how many. An error says that the file as a whole
    /// cannot be read, or not further.
    pub fn read(
        self,
        each: &mut dyn FnMut(Result<Article, Problem>) -> ControlFlow<()>,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<ArticleReading, IntakeError> {
        let Self { header, options, packed, kind } = self;
        let mut reading = ArticleReading {
            header: header.clone(),
            articles: 0,
            undated: 0,
            problems: 0,
            is_stopped: false,
        };
        let (done, size) = (Done::default(), packed.size);
        progress(0, size);
        let mut give = |mut item: Result<Article, Problem>| {
            progress(done.get().min(size), size);
            match &mut item {
                Ok(article) => {
                    fill(article, &header, &options);
                    reading.articles += 1;
                    reading.undated += u64::from(article.published.is_none());
                }
                Err(_) => reading.problems += 1,
            }
            let flow = each(item);
            reading.is_stopped = flow.is_break();
            flow
        };
        read_items(&header, &options, &packed, &kind, &done, &mut give)?;
        progress(size, size);
        Ok(reading)
    }
}

fn read_items(
    header: &ArticleHeader,
    options: &ArticleOptions,
    packed: &Packed,
    kind: &Kind,
    done: &Done,
    each: Each<'_>,
) -> Result<(), IntakeError> {
    let file = &header.file;
    let encoding = match kind {
        Kind::Rows(source, fields) => return table::read(source, fields, options, done, each),
        Kind::Archive => return warc::read(packed, done, each),
        Kind::Text(encoding) => encoding,
    };
    let text = Decoded::new(packed.open(done)?, encoding);
    let whole =
        |article: Result<Article, String>| article.map_err(|reason| Problem::of_line(file, 0, reason));
    let read = match header.format {
        ArticleFormat::JsonLines => jsonl::read(text, file, options.date_order, each),
        ArticleFormat::Html => html::read(text).map(|article| {
            let _ = each(whole(article));
        }),
        ArticleFormat::Feed => feed::read(text, file, each),
        format => plain::read(text, format == ArticleFormat::Markdown).map(|article| {
            let _ = each(whole(article));
        }),
    };
    read.map_err(|error| IntakeError::io(file, error))
}

/// Reads articles as JSON Lines in UTF-8, such as another program writes into a pipe: `{"id","published","title",
/// "outlet","url","language","text"}` a line, of which only `text` must be there.
///
/// A line that is no such object is a problem with its number, of a file called `-`.
pub fn read_jsonl(
    lines: impl BufRead,
    each: &mut dyn FnMut(Result<Article, Problem>) -> ControlFlow<()>,
) -> io::Result<()> {
    jsonl::read(lines, "-", None, each)
}

/// Fills what a text lacks with what the manifest says of its file, then with what holds for all files.
fn fill(article: &mut Article, header: &ArticleHeader, options: &ArticleOptions) {
    if let Some(told) = options.manifest.as_ref().and_then(|manifest| manifest.of(&header.file)) {
        if header.format.is_one_article() {
            // The first line of a text is only a guess at its title; a page knows its own.
            let is_guess = header.format != ArticleFormat::Html;
            if article.title.is_none() || (is_guess && told.title.is_some()) {
                article.title.clone_from(&told.title);
            }
            fill_with(&mut article.url, told.url.as_ref());
        }
        fill_with(&mut article.outlet, told.outlet.as_ref());
        fill_with(&mut article.language, told.language.as_ref());
        article.published = article.published.or(told.published);
    }
    fill_with(&mut article.outlet, options.outlet.as_ref());
    fill_with(&mut article.language, options.language.as_ref());
    article.published = article.published.or(options.published);
    if article.key.is_none() {
        article.key =
            article.url.clone().or_else(|| titled(article).filter(|_| header.format.is_one_article()));
    }
}

/// Characters of a title that are part of a key.
const TITLE_IN_KEY: usize = 80;

/// The key of an article without one: its day and its title, so that one with a word mended is the same article.
fn titled(article: &Article) -> Option<String> {
    let title = slug(article.title.as_deref()?);
    let title: String = title.chars().take(TITLE_IN_KEY).collect();
    (!title.is_empty()).then_some(format!("{}:{title}", article.published?))
}

fn fill_with(lacking: &mut Option<String>, known: Option<&String>) {
    if lacking.is_none() {
        *lacking = known.cloned();
    }
}

/// Why a text beyond the bound is a problem.
fn too_long() -> String {
    format!("the text is longer than {} MiB; split it", LONGEST_TEXT >> 20)
}
