//! Prose to claims: what a news text says happened, where, when, by whom, with what toll, in which words.
//!
//! [`Reader::read`] goes through a text in passes, each a file of its own: `times` (the room beside this one) finds when,
//! `places` where (`names` tells names of places from others), `parties` who, `drafts` what happened and how it is said
//! (`told` whether the words tell it at all, `roles` who did it to whom, `means` with what and what it hit, `grip` what it says of control), `tolls` how many people were hit; `settle` then leaves out
//! what is only mentioned (`passing`), gives each draft its type (`kinds`), its place (`whereabouts`) and its time (`dating`) and
//! makes a claim of it. The words are in the `lexicon`, which an analyst
//! can read. Nothing here asks a network or a clock: the same text gives the same claims.

mod again;
mod around;
mod counts;
mod dating;
mod doubt;
mod drafts;
mod grip;
mod kinds;
mod lexicon;
mod means;
mod modality;
mod names;
mod parties;
mod passing;
mod phrases;
mod places;
mod roles;
mod settle;
mod told;
mod tolls;
mod whereabouts;

use std::collections::BTreeSet;
use std::ops::Range;

use crate::gazetteer::Gazetteer;
use crate::model::{Actor, ActorId, Article, Claim, ReportId, Side, SideId, Source, Span};
use crate::text::{Token, sentences, tokens};

use super::times::times;

pub use lexicon::Lexicon;
pub use places::{Found, Named, Use};

use parties::Parties;

/// Reads reports by the tables of a theatre and a gazetteer.
#[derive(Debug)]
pub struct Reader<'g> {
    gazetteer: &'g Gazetteer,
    lexicon: &'g Lexicon,
    parties: Parties,
    /// Actors of the government's side and of those who prefer it: what they take, the government regains.
    government: BTreeSet<ActorId>,
}

/// What a text says.
#[derive(Clone, Debug, Default)]
pub struct Read {
    /// What it claims, in its order.
    pub claims: Vec<Claim>,
    /// The places it names, in its order.
    pub mentions: Vec<Mention>,
    /// What could not be used, and why.
    pub problems: Vec<String>,
}

/// A place that a text names.
#[derive(Clone, Debug)]
pub struct Mention {
    /// The name as written.
    pub text: String,
    /// The name.
    pub span: Span,
    /// With the words for its kind and part.
    pub whole: Span,
    /// How it is meant.
    pub meant: Use,
    /// Where it is.
    pub at: Option<Found>,
}

/// The side whose taking of ground is a regaining, by its id in the theatre's table.
const GOVERNMENT: &str = "government";

impl<'g> Reader<'g> {
    /// A reader by these tables.
    #[must_use]
    pub fn new(gazetteer: &'g Gazetteer, sides: &[Side], actors: &[Actor], sources: &[Source]) -> Self {
        Self::by(Lexicon::english(), gazetteer, sides, actors, sources)
    }

    /// A reader by these tables and the words of another lexicon than the English one.
    #[must_use]
    pub fn by(
        lexicon: &'g Lexicon,
        gazetteer: &'g Gazetteer,
        sides: &[Side],
        actors: &[Actor],
        sources: &[Source],
    ) -> Self {
        let with_government: BTreeSet<&SideId> = sides
            .iter()
            .filter(|side| {
                side.id.as_str() == GOVERNMENT
                    || side.prefers.iter().any(|other| other.as_str() == GOVERNMENT)
            })
            .map(|side| &side.id)
            .collect();
        let government = actors
            .iter()
            .filter(|actor| actor.side.as_ref().is_some_and(|side| with_government.contains(side)))
            .map(|actor| actor.id.clone())
            .collect();
        Self { gazetteer, lexicon, parties: Parties::new(lexicon, actors, sources), government }
    }

    /// Reads a text.
    #[must_use]
    pub fn read(&self, article: &Article, report: &ReportId) -> Read {
        let text = article.text.as_str();
        let tokens = tokens(text);
        let mut sentences = sentences(text, &tokens);
        let published = dating::page_day(&tokens, &sentences, article.published);
        let times = times(&tokens, &sentences, published);
        let taken: Vec<Range<usize>> = self
            .parties
            .actors(&tokens, 0..tokens.len())
            .into_iter()
            // "Russian forces" names no place; "Idlib rebels" does, which is no alias.
            .map(|party| party.tokens)
            .filter(|range| range.len() > 1)
            .collect();
        let named = places::places(self.gazetteer, self.lexicon, text, &tokens, &sentences, &taken);
        let points = CodePoints::of(text);
        let whole = sentences.len();
        if let Some(last) = named.get(places::MOST_NAMED - 1..).and_then(<[Named]>::last) {
            sentences
                .truncate(sentences.partition_point(|sentence| sentence.tokens.start <= last.name.start));
        }
        let mut read = settle::settle(
            self,
            article,
            report,
            &settle::Found {
                tokens: &tokens,
                sentences: &sentences,
                times: &times,
                named: &named,
                points: &points,
                published,
            },
        );
        if let Some(last) = sentences.last().filter(|_| sentences.len() < whole) {
            read.problems.push(unread(named.len(), "names of places", &points, &tokens[last.tokens.end - 1]));
        }
        read.mentions = named
            .iter()
            .map(|named| {
                let span = tokens[named.name.start].span.start
                    ..end_of_name(text, tokens[named.name.end - 1].span.clone());
                Mention {
                    text: text[span.clone()].to_owned(),
                    span: points.span(&span),
                    whole: points
                        .span(&(tokens[named.whole.start].span.start..tokens[named.whole.end - 1].span.end)),
                    meant: named.meant,
                    at: named.at.clone(),
                }
            })
            .collect();
        read
    }
}

/// That a report has more of something than any report of sense, and is read up to the last token only.
fn unread(count: usize, of_what: &str, points: &CodePoints, last: &Token) -> String {
    let end = points.at(last.span.end);
    format!("the report has {count} {of_what} up to character {end}; what follows is not read: split it")
}

/// Where a name's last word ends without its possessive.
fn end_of_name(text: &str, last: Range<usize>) -> usize {
    let word = &text[last.clone()];
    let stem = ["'s", "’s", "ʼs"].iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word);
    last.start + stem.len()
}

/// Bytes of a text to code points.
#[derive(Debug)]
struct CodePoints {
    /// For each 64th byte: how many code points begin before it.
    before: Vec<usize>,
    bytes: Vec<u8>,
}

const STRIDE: usize = 64;

impl CodePoints {
    fn of(text: &str) -> Self {
        let mut before = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut count = 0;
        for (at, byte) in text.bytes().enumerate() {
            if at % STRIDE == 0 {
                before.push(count);
            }
            count += usize::from(is_first(byte));
        }
        before.push(count);
        Self { before, bytes: text.as_bytes().to_vec() }
    }

    fn at(&self, byte: usize) -> usize {
        let block = (byte / STRIDE).min(self.before.len() - 1);
        let rest = &self.bytes[(block * STRIDE).min(self.bytes.len())..byte.min(self.bytes.len())];
        self.before[block] + rest.iter().filter(|&&byte| is_first(byte)).count()
    }

    fn span(&self, bytes: &Range<usize>) -> Span {
        Span { start: self.at(bytes.start), end: self.at(bytes.end) }
    }
}

/// Whether a byte begins a code point in UTF-8.
fn is_first(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}
