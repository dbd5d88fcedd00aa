//! How a thing is said: as a fact, a plan, a denial.

use std::ops::Range;

use crate::model::Modality;

use super::around::Around;
use super::lexicon::Cue;

/// How it is said, by the cues that govern the words.
pub(super) fn modality(around: &Around, told: &Range<usize>, clause: &Range<usize>) -> Modality {
    let mut modality = Modality::Asserted;
    if lacks(around, told, clause) {
        modality = Modality::Negated;
    } else if may_follow(around, told, clause) {
        modality = Modality::Hypothetical;
    }
    for cue in &around.cues {
        let (is_before, near) = (cue.tokens.end <= told.start, told.start.saturating_sub(cue.tokens.end));
        let in_clause = clause.contains(&cue.tokens.start);
        let found = match cue.means {
            // "denied that", "denying accusations that": all that follows.
            Cue::Denied if is_before => Modality::Denied,
            Cue::Negated if is_before && in_clause && near <= 6 => Modality::Negated,
            Cue::Hypothetical if is_before && in_clause && near <= 7 => Modality::Hypothetical,
            Cue::Threatened if is_before && near <= 12 => Modality::Threatened,
            Cue::Planned if is_before && in_clause && near <= 8 => Modality::Planned,
            Cue::Alleged if modality == Modality::Asserted => Modality::Claimed,
            _ => continue,
        };
        if modality == Modality::Asserted || modality == Modality::Claimed || found == Modality::Denied {
            modality = found;
        }
    }
    if modality == Modality::Asserted && !around.sayings.is_empty() {
        return Modality::Claimed;
    }
    modality
}

/// Whether taking ground is what somebody fights for: "an offensive to capture the town". Who "managed to" has done it, and
/// who was "allowed to" too.
pub(super) fn is_aim(around: &Around, told: &Range<usize>, clause: &Range<usize>) -> bool {
    const DONE: &[&str] = &[
        "managed",
        "able",
        "succeeded",
        "went",
        "continued",
        "continues",
        "continue",
        "allowed",
        "allowing",
        "enabled",
        "enabling",
        "helped",
        "helping",
        "letting",
        "let",
        "proceeded",
        "returned",
    ];
    told.start > clause.start
        && around.key(told.start - 1) == "to"
        && !around.has_word(&(told.start.saturating_sub(6).max(clause.start)..told.start), DONE)
}

/// Whether there was none of it: "no air strikes", "no heavy fighting", "no longer holds".
fn lacks(around: &Around, told: &Range<usize>, clause: &Range<usize>) -> bool {
    (told.start.saturating_sub(2).max(clause.start)..told.start).any(|at| around.key(at) == "no")
}

/// Whether it is weighed what would follow from it: "shelling of the town would drive thousands out".
fn may_follow(around: &Around, told: &Range<usize>, clause: &Range<usize>) -> bool {
    let is_subject = told.start == clause.start
        || told.start == clause.start + 1
            && matches!(
                around.key(clause.start),
                "a" | "an" | "the" | "any" | "another" | "such" | "further" | "new"
            );
    let modal = (told.end..clause.end)
        .find(|&at| matches!(around.key(at), "would" | "could" | "might" | "may" | "risks"));
    is_subject
        && modal.is_some_and(|modal| {
            let between = told.end..modal;
            around.key(modal + 1) != "have"
                && !around.told.iter().any(|other| between.contains(&other.tokens.start))
        })
}
