//! What a sentence says of a happening that was told before: that so many died of it, and who has done it.
//!
//! A report names the place and the day of a happening once and comes back to it: "the bombs killed 68 people", "the
//! attackers were Russian jets". Each such sentence is an account of its own, of that happening.

use std::ops::Range;

use crate::model::{Interval, Modality, SubEventType};
use crate::text::Sentence;

use super::drafts::{Draft, Told};
use super::lexicon::Cue;
use super::parties::Party;
use super::settle::Found;
use super::{GOVERNMENT, Reader};

/// An act of violence that was told with its place and its day.
#[derive(Clone, Copy, Debug)]
pub(super) struct Earlier {
    pub kind: SubEventType,
    /// Number of the place.
    pub place: usize,
    pub interval: Interval,
    /// Number of the sentence.
    pub number: usize,
}

/// Sentences over which "the bombs" are those of the last act that was told.
const ACT_HOLDS: usize = 20;
/// Sentences over which "the attackers" are those of it.
const DOER_HOLDS: usize = 10;

/// What stands behind "the" and the like where a sentence comes back to an act of violence.
const ACTS: &[&str] = &[
    "bombs",
    "bombing",
    "bombings",
    "bombardment",
    "strike",
    "strikes",
    "airstrike",
    "airstrikes",
    "raid",
    "raids",
    "attack",
    "attacks",
    "assault",
    "massacre",
    "blast",
    "explosion",
    "shelling",
    "missiles",
    "shells",
    "rockets",
];

/// The act of which a sentence says how many died of it: "the bombs killed 68 people".
pub(super) fn counted_again(
    found: &Found,
    sentence: &Sentence,
    draft: &Draft,
    earlier: Option<Earlier>,
    number: usize,
) -> Option<Earlier> {
    let key = |at: usize| found.tokens.get(at).map_or("", |token| token.key.as_str());
    let points_back = |at: usize| {
        ACTS.contains(&key(at))
            && (1..=2).any(|back| {
                let before = at.checked_sub(back).filter(|before| draft.clause.contains(before));
                before
                    .is_some_and(|before| matches!(key(before), "the" | "this" | "that" | "these" | "those"))
            })
    };
    let is_again = draft.deaths.is_some()
        && draft.modality.is_of_fact()
        && found.times_in(&sentence.tokens).is_empty()
        && found.named_in(&sentence.tokens).is_empty()
        && draft.clause.clone().any(points_back);
    earlier.filter(|last| is_again && number - last.number <= ACT_HOLDS)
}

/// Who a sentence says has done it, each with the words of blame: the party after them, or the one before "is
/// responsible" and "seems as likely".
pub(super) fn blamed(reader: &Reader, found: &Found, sentence: &Sentence) -> Vec<(Range<usize>, Party)> {
    let cues = reader.lexicon.cues.find(found.tokens, sentence.tokens.clone());
    let mut blames = cues.iter().filter(|cue| *cue.means == Cue::Blames).peekable();
    if blames.peek().is_none() {
        return Vec::new();
    }
    let parties = reader.parties.actors(found.tokens, sentence.tokens.clone());
    blames
        .filter_map(|cue| {
            let last_word = found.tokens[cue.tokens.end - 1].key.as_str();
            let is_behind = last_word == "responsible" && cue.tokens.len() == 2 || last_word == "likely";
            let next = || parties.iter().find(|party| party.tokens.end > cue.tokens.start + 1);
            let last = || parties.iter().rfind(|party| party.tokens.end <= cue.tokens.start);
            let party = if is_behind { last() } else { next() };
            Some((cue.tokens.clone(), party?.clone()))
        })
        .collect()
}

/// The side that a party is on, as far as it matters who has done it.
pub(super) fn side(reader: &Reader, party: &Party) -> String {
    if reader.government.contains(&party.actor) { GOVERNMENT.to_owned() } else { party.actor.0.clone() }
}

/// Whether more than one is said to have done it.
pub(super) fn is_other_culprit(before: &[String], now: &[String]) -> bool {
    now.iter().any(|one| before.iter().chain(now).any(|other| one != other))
}

/// The act that somebody is blamed for, and what the sentence says of it.
pub(super) fn blame(
    sentence: &Sentence,
    (told, party): &(Range<usize>, Party),
    earlier: Option<Earlier>,
    number: usize,
) -> Option<(Earlier, Draft)> {
    let act = earlier.filter(|last| number - last.number <= DOER_HOLDS)?;
    let draft = Draft {
        told: told.clone(),
        clause: sentence.tokens.clone(),
        told_as: Told::Event(act.kind),
        grip: None,
        actors: vec![(party.actor.clone(), crate::model::Role::Actor1, party.tokens.clone())],
        deaths: None,
        injured: None,
        weapon: None,
        target: None,
        modality: Modality::Claimed,
        said_by: None,
        is_unsettled: false,
        is_reference: true,
        is_weak: false,
        is_bombing: false,
        is_untold: false,
    };
    Some((act, draft))
}
