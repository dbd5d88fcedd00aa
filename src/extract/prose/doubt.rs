//! Whether a sentence throws doubt on what was told before it: a denial, another culprit, or that nobody knows.

use crate::model::ActorId;
use crate::text::Sentence;

use super::lexicon::Cue;
use super::settle::Found;
use super::{GOVERNMENT, Reader};

/// Whether a sentence says that what was told before is not settled.
pub(super) fn is_unsettled(reader: &Reader, found: &Found, sentence: &Sentence) -> bool {
    let cues = reader.lexicon.cues.find(found.tokens, sentence.tokens.clone());
    cues.iter().any(|cue| *cue.means == Cue::Unsettled)
}

/// Whether a sentence denies what was told before: "Damascus denied any involvement".
pub(super) fn is_denied(reader: &Reader, found: &Found, sentence: &Sentence) -> bool {
    let cues = reader.lexicon.cues.find(found.tokens, sentence.tokens.clone());
    // "Denied aid groups a permit" keeps something from somebody.
    let is_kept =
        |end: usize| found.tokens.get(end).is_some_and(|next| KEPT_FROM.contains(&next.key.as_str()));
    cues.iter().any(|cue| *cue.means == Cue::Denied && !is_kept(cue.tokens.end))
}

/// What stands after "denied" where somebody is kept from something.
const KEPT_FROM: &[&str] = &[
    "access",
    "entry",
    "aid",
    "people",
    "residents",
    "civilians",
    "them",
    "him",
    "her",
    "permission",
    "visas",
];

/// Who a sentence says has done it, by side: the party after each word of blame, else the one before it.
pub(super) fn culprits(reader: &Reader, found: &Found, sentence: &Sentence) -> Vec<String> {
    let cues = reader.lexicon.cues.find(found.tokens, sentence.tokens.clone());
    let mut blames = cues.iter().filter(|cue| *cue.means == Cue::Blames).peekable();
    if blames.peek().is_none() {
        return Vec::new();
    }
    let parties = reader.parties.actors(found.tokens, sentence.tokens.clone());
    let side = |actor: &ActorId| {
        if reader.government.contains(actor) { GOVERNMENT.to_owned() } else { actor.0.clone() }
    };
    blames
        .filter_map(|cue| {
            let is_passive = found.tokens[cue.tokens.end - 1].key == "responsible" && cue.tokens.len() == 2;
            let next = || parties.iter().find(|party| party.tokens.end > cue.tokens.start + 1);
            let last = || parties.iter().rfind(|party| party.tokens.end <= cue.tokens.start);
            if is_passive { last() } else { next() }
        })
        .map(|party| side(&party.actor))
        .collect()
}

/// Whether more than one is said to have done it.
pub(super) fn is_other_culprit(before: &[String], now: &[String]) -> bool {
    now.iter().any(|one| before.iter().chain(now).any(|other| one != other))
}
