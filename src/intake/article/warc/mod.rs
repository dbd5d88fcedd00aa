//! Web archives (WARC 1.0 and 1.1): every page that a server answered with is an article.
//!
//! An archive is read record by record, packed or not. Where it is damaged the record is a problem and reading goes on
//! with the next one that can be found. What is no page, or no answer of a server, is passed over. A page's day is what
//! the page says; the day on which it was archived is another.

mod http;
mod members;
mod record;

#[cfg(test)]
mod tests;

use std::io::{self, BufRead, BufReader, Read};
use std::ops::ControlFlow;

use crate::intake::IntakeError;
use crate::intake::bytes::{Container, Done, Packed};
use crate::intake::encoding::{Decoded, survey};
use crate::model::{Article, Problem};

use super::Each;
use super::html::{self, charset};
use record::{Header, Start};

/// Bytes of one answer that are read: 64 MiB.
const LONGEST_ANSWER: u64 = 64 << 20;
const BETWEEN: &str = "what stands between this record and the next is none";

/// Reads every page as an article or a problem.
pub(super) fn read(packed: &Packed, done: &Done, each: Each<'_>) -> Result<(), IntakeError> {
    let mut archive = Archive { file: &packed.file, number: 0, each };
    let read = match packed.container {
        Container::Gzip => members::read(&mut packed.open_packed(done)?, &mut archive),
        _ => archive.records(&mut BufReader::with_capacity(1 << 16, packed.open(done)?)).map(|_| ()),
    };
    read.map_err(|error| IntakeError::io(&packed.file, error))
}

/// An archive that is being read.
struct Archive<'a> {
    file: &'a str,
    /// Records begun so far.
    number: u64,
    each: Each<'a>,
}

impl Archive<'_> {
    /// Reads records to the end of the input; an error says that the input is damaged or cannot be read further.
    fn records(&mut self, input: &mut impl BufRead) -> io::Result<ControlFlow<()>> {
        loop {
            let flow = match record::start(input)? {
                Start::End => return Ok(ControlFlow::Continue(())),
                Start::Other => {
                    let flow = self.problem(None, BETWEEN);
                    record::skip_to_next(input)?;
                    flow
                }
                Start::Record => {
                    self.number += 1;
                    match record::header(input)? {
                        Ok(header) => self.record(&header, input)?,
                        Err(reason) => {
                            let flow = self.problem(None, &reason);
                            record::skip_to_next(input)?;
                            flow
                        }
                    }
                }
            };
            if flow.is_break() {
                return Ok(flow);
            }
        }
    }

    fn record(&mut self, header: &Header, input: &mut impl BufRead) -> io::Result<ControlFlow<()>> {
        let mut left = header.length;
        let mut flow = ControlFlow::Continue(());
        if header.is_answer {
            let mut answer = Vec::new();
            left -= input.take(left.min(LONGEST_ANSWER)).read_to_end(&mut answer)? as u64;
            let is_whole = answer.len() as u64 == header.length.min(LONGEST_ANSWER);
            match page(&answer, header.length) {
                Some(_) if !is_whole => {}
                Some(Ok(mut article)) => {
                    article.url = header.url.clone().or(article.url);
                    article.key.clone_from(&article.url);
                    article.line = self.number;
                    flow = (self.each)(Ok(article));
                }
                Some(Err(reason)) => flow = self.problem(header.url.as_deref(), &reason),
                None => {}
            }
        }
        let skipped = io::copy(&mut input.take(left), &mut io::sink())?;
        if skipped < left && flow.is_continue() {
            return Ok(self.problem(header.url.as_deref(), "the archive ends in this record"));
        }
        Ok(flow)
    }

    fn problem(&mut self, url: Option<&str>, reason: &str) -> ControlFlow<()> {
        let value = url.map(|url| Problem::shorten(url, Problem::LONGEST_VALUE));
        let reason = format!("record {}: {reason}", self.number);
        (self.each)(Err(Problem { value, ..Problem::of_line(self.file, self.number, reason) }))
    }
}

/// The article of an answer, or why a page has none; `None` for an answer that is no page.
fn page(answer: &[u8], length: u64) -> Option<Result<Article, String>> {
    let answer = http::answer(answer)?;
    if length > LONGEST_ANSWER {
        return Some(Err(html::TOO_LARGE.to_owned()));
    }
    Some(answer.content(LONGEST_ANSWER).and_then(|bytes| {
        let fail = |error: io::Error| error.to_string();
        let looks_like = survey(&bytes[..]).map_err(fail)?.encoding;
        let encoding = charset::encoding(looks_like, answer.charset.as_deref(), &bytes);
        html::read(Decoded::new(&bytes[..], encoding)).map_err(fail)?
    }))
}
