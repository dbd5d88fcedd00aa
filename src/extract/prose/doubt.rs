//! Whether a sentence throws doubt on what was told before it: a denial, or that nobody knows.

use crate::text::Sentence;

use super::Reader;
use super::lexicon::Cue;
use super::settle::Found;

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
