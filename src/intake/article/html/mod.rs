//! Web pages: the text of the article that a page is about, and what the page says of it.

mod blocks;
pub(super) mod charset;
mod class;
mod metadata;
mod page;
mod tag;

#[cfg(test)]
mod tests;

use std::convert::Infallible;
use std::io::{self, Read};

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{IoReader, Span, Tokenizer};

use crate::model::Article;

use super::LONGEST_TEXT;
use page::Page;

/// Bytes of a page that are read: 256 MiB.
const LONGEST_PAGE: u64 = 256 << 20;
/// Characters below which a main text is poor, and what the page says elsewhere may be better.
const POOR: usize = 250;
/// Why a page beyond the bounds is a problem.
pub(super) const TOO_LARGE: &str = "the page is too large to be one article";

/// Reads a page in UTF-8, or says why there is no article in it.
pub(super) fn read(html: impl Read) -> io::Result<Result<Article, String>> {
    let mut html = html.take(LONGEST_PAGE + 1);
    let mut page = Page::new();
    tokenize(&mut html, &mut page)?;
    if html.limit() == 0 || page.blocks.is_too_much {
        return Ok(Err(TOO_LARGE.to_owned()));
    }
    Ok(article(page))
}

/// The text of a piece of HTML, all of it, such as a feed carries.
pub(super) fn fragment(html: &str) -> String {
    let mut page = Page::new();
    // Reading from memory does not fail.
    let _ = tokenize(&mut html.as_bytes(), &mut page);
    page.blocks.whole_text()
}

fn tokenize(html: &mut impl Read, page: &mut Page) -> io::Result<()> {
    let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| -> Option<Infallible> {
        page.take(&event);
        None
    });
    emitter.naively_switch_states(true);
    Tokenizer::new_with_emitter(IoReader::new(html), emitter).finish()?;
    page.finish();
    Ok(())
}

fn article(page: Page) -> Result<Article, String> {
    let Page { mut blocks, metadata, .. } = page;
    let mut text = blocks.main_text(metadata.title().map(String::as_str));
    if text.chars().count() < POOR {
        let body = metadata.body.as_deref().map(linked_text);
        if let Some(body) = body.filter(|body| body.len() > text.len()) {
            text = body;
        }
    }
    if text.is_empty() {
        return Err(
            "there is no text in the page; it may be made by a script, so save it from a browser".to_owned()
        );
    }
    if text.len() > LONGEST_TEXT {
        return Err(super::too_long());
    }
    Ok(Article {
        key: None,
        url: metadata.url().cloned(),
        title: metadata.title().cloned(),
        outlet: metadata.outlet().cloned(),
        published: metadata.published(),
        language: metadata.language().cloned(),
        text,
        line: 1,
    })
}

/// The text of linked data, which may be HTML or plain lines.
fn linked_text(body: &str) -> String {
    let paragraphs = body.split('\n').map(fragment).filter(|paragraph| !paragraph.is_empty());
    paragraphs.collect::<Vec<_>>().join("\n\n")
}
