//! What a sentence mentions in passing and does not report: violence in general, the war as a whole, headings of other
//! reports.

use crate::model::SubEventType;
use crate::text::{Sentence, numeral_at};

use super::drafts::{Draft, Told, is_violent};
use super::places::{Named, Use};
use super::settle::Found;

/// Where the furniture of a page begins in a sentence: behind "Related" and "Category" stand the headings of other reports.
pub(super) fn furniture(found: &Found, sentence: &Sentence) -> Option<usize> {
    let is_capital = |at: usize| found.tokens.get(at).is_some_and(|token| token.is_capital);
    sentence.tokens.clone().find(|&at| {
        matches!(found.tokens[at].key.as_str(), "related" | "category")
            && is_capital(at)
            && is_capital(at + 1)
    })
}

/// Whether a sentence speaks of violence in general: it names no place, no time and no victims of its own. "Whoever shells
/// hospitals commits a crime", "they have been driven out by bombardment".
pub(super) fn is_said_in_passing(found: &Found, sentence: &Sentence, draft: &Draft) -> bool {
    let is_place = |named: &Named| named.meant == Use::Literal;
    let Told::Event(kind) = draft.told_as else { return is_of_the_war(found, sentence, draft) };
    let has_place = found.named[found.named_in(&sentence.tokens)].iter().any(is_place);
    (is_violent(kind) || kind == SubEventType::Displacement)
        && draft.deaths.is_none()
        && draft.injured.is_none()
        && draft.modality.is_of_fact()
        && !has_place
        && found.times_in(&sentence.tokens).is_empty()
        || kind.is_event() && is_of_the_war(found, sentence, draft)
}

/// Whether a sentence sums up the war: "millions have been displaced since the conflict began in March 2011". What it tells
/// of a place beside its words is kept.
fn is_of_the_war(found: &Found, sentence: &Sentence, draft: &Draft) -> bool {
    let key = |at: usize| found.tokens[at].key.as_str();
    let is_place = |named: &Named| named.meant == Use::Literal && !named.is_country;
    let wars = sentence.tokens.clone().filter(|&at| {
        matches!(key(at), "war" | "conflict" | "uprising" | "crisis" | "revolt" | "revolution")
    });
    let begins = |war: usize| {
        let near = war.saturating_sub(WAR_BEGINS).max(sentence.tokens.start)
            ..(war + WAR_BEGINS).min(sentence.tokens.end);
        near.clone().any(|at| {
            matches!(
                key(at),
                "began"
                    | "begin"
                    | "beginning"
                    | "broke"
                    | "erupted"
                    | "started"
                    | "start"
                    | "outbreak"
                    | "onset"
            )
        })
    };
    let is_summed_up = wars.into_iter().any(begins)
        || sentence.tokens.clone().any(|at| {
            numeral_at(&found.tokens[at..sentence.tokens.end]).is_some_and(|(number, _)| number >= OF_THE_WAR)
        });
    is_summed_up && !found.named[found.named_in(&draft.clause)].iter().any(is_place)
}

/// Tokens between the word for the war and the word for its beginning, at most.
const WAR_BEGINS: usize = 4;
/// People from which on a count is one of the whole war.
const OF_THE_WAR: u32 = 100_000;
