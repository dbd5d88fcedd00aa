//! Who does what a sentence tells, and who suffers it.

use std::ops::Range;

use crate::model::{ActorId, Role};
use crate::text::{Sentence, Token};

use super::around::Around;
use super::drafts::Draft;
use super::lexicon::Meaning;
use super::parties::Party;

/// Those who fight on no side, by their id in the tables.
const CIVILIANS: &str = "civilians";

/// The parties that a sentence tells of, without those that only say what kind of thing something is ("the rebel-held
/// town", "a Britain-based monitor") and those it says it was not.
pub(super) fn doers(parties: Vec<Party>, tokens: &[Token]) -> Vec<Party> {
    let is_kind = |party: &Party| {
        let key = |at: usize| tokens.get(at).map_or("", |token| token.key.as_str());
        let end = party.tokens.end;
        let next = if key(end) == "-" && tokens[end].is_joined { end + 1 } else { end };
        matches!(key(next), "held" | "controlled" | "based" | "occupied" | "dominated")
            // "The rebels controlled the town": without a hyphen these are verbs after a plural.
            && (next > end || !key(end - 1).ends_with('s'))
            || next > end && matches!(key(next), "run" | "ruled" | "besieged" | "backed")
    };
    // "Instead of the rebels the bombs hit a market": who stands there does nothing and suffers nothing.
    let is_spared = |party: &Party| {
        let words = &tokens[party.tokens.start.saturating_sub(3)..party.tokens.start];
        words.windows(2).any(|two| {
            matches!((two[0].key.as_str(), two[1].key.as_str()), ("instead", "of") | ("rather", "than"))
        })
    };
    parties.into_iter().filter(|party| !is_kind(party) && !is_spared(party)).collect()
}

/// Who does it and who suffers it: before the words and after them, the other way round in the passive.
pub(super) fn actors(
    around: &Around,
    told: &Range<usize>,
    clause: &Range<usize>,
) -> Vec<(ActorId, Role, Range<usize>)> {
    let is_passive = told.start > around.range.start && is_being(around.key(told.start - 1));
    let mut actors: Vec<(ActorId, Role, Range<usize>)> = Vec::new();
    let in_clause = |party: &&Party| clause.contains(&party.tokens.start);
    let before_only: Vec<&Party> =
        around.actors.iter().filter(|party| party.tokens.end <= told.start).collect();
    let mut candidates: Vec<&Party> = around.actors.iter().filter(in_clause).collect();
    if !candidates.iter().any(|party| party.tokens.end <= told.start) {
        // The subject stands at the beginning of the sentence, clauses before.
        candidates.extend(before_only.first());
    }
    // "After seizing the hill, the army went on": the subject follows.
    let opens = told.start.checked_sub(1).map_or("", |at| around.key(at));
    let is_opening = around.key(told.start).ends_with("ing")
        && told.start <= around.range.start + 2
        && matches!(opens, "after" | "before" | "while" | "by" | "since" | "");
    // "With the assistance of Russia and Iran", "backed by Russia": who helps does it too.
    let helps = |party: &&Party| {
        let near = party.tokens.start.saturating_sub(HELP_STANDS).max(around.range.start)..party.tokens.start;
        around.has_word(&near, HELP) && party.tokens.start.abs_diff(told.start) <= HELP_REACH
    };
    let helpers: Vec<&Party> = around.actors.iter().filter(helps).collect();
    let follows = around.actors.iter().find(|party| party.tokens.start >= clause.end).filter(|_| is_opening);
    actors.extend(follows.map(|party| (party.actor.clone(), Role::Actor1, party.tokens.clone())));
    for party in candidates {
        let is_before = party.tokens.end <= told.start;
        // "Russian air strikes": who does it is in the words that tell it.
        let is_within = !is_before && party.tokens.start < told.end;
        let by =
            (1..=2).any(|back| party.tokens.start.checked_sub(back).is_some_and(|at| around.key(at) == "by"));
        // "Eleven rebels were killed in air strikes": who comes before a strike has suffered it.
        let suffers = is_before && !by && is_hit(around, party.tokens.end..told.start);
        let does = by || is_within || !suffers && is_before != is_passive;
        let role = if does { Role::Actor1 } else { Role::Actor2 };
        if !actors.iter().any(|(actor, known, _)| *actor == party.actor && *known == role) {
            actors.push((party.actor.clone(), role, party.tokens.clone()));
        }
    }
    if actors.iter().any(|(_, role, _)| *role == Role::Actor1) {
        for party in helpers {
            if !actors.iter().any(|(actor, ..)| *actor == party.actor) {
                actors.push((party.actor.clone(), Role::Actor1, party.tokens.clone()));
            }
        }
    }
    actors
}

/// Words that bring in who helps.
const HELP: &[&str] = &[
    "assistance",
    "help",
    "backed",
    "support",
    "supported",
    "alongside",
    "aided",
    "assisted",
    "backing",
    "helped",
];
/// Tokens between such a word and who helps, at most.
const HELP_STANDS: usize = 4;
/// Tokens between who helps and what is done, at most.
const HELP_REACH: usize = 14;

/// Whether a passive verb of harm stands between a party and what is told: "were killed", "have been wounded".
fn is_hit(around: &Around, between: Range<usize>) -> bool {
    between.clone().any(|at| {
        is_being(around.key(at))
            && at + 1 < between.end
            && around.told.iter().any(|found| {
                found.tokens.start > at
                    && found.tokens.start <= at + 2
                    && matches!(found.means, Meaning::Killed | Meaning::Injured | Meaning::Attacked)
            })
    })
}

/// Whether a word makes the verb after it a passive.
pub(super) fn is_being(word: &str) -> bool {
    matches!(word, "was" | "were" | "been" | "being" | "is" | "are")
}

/// Gives what "they" or "the group" did to those who did what was told before, where the sentence names nobody else.
pub(super) fn stand_in(tokens: &[Token], sentence: &Sentence, drafts: &mut [Draft], doer: &ActorId) {
    let key = |at: usize| tokens.get(at).map_or("", |token| token.key.as_str());
    for draft in drafts {
        if draft.actors.iter().any(|(_, role, _)| *role == Role::Actor1) {
            continue;
        }
        let subject = (sentence.tokens.start..draft.told.start).rev().find(|&at| {
            key(at) == "they"
                || key(at) == "the" && matches!(key(at + 1), "group" | "organization" | "organisation")
        });
        let is_passive = draft.told.start.checked_sub(1).is_some_and(|at| is_being(key(at)));
        if let Some(at) = subject.filter(|_| !is_passive) {
            let end = if key(at) == "they" { at + 1 } else { at + 2 };
            draft.actors.push((doer.clone(), Role::Actor1, at..end));
        }
    }
}

/// Gives civilians their role in violence: they suffer it, and whoever does it is a party to the war.
pub(super) fn spare_civilians(actors: &mut Vec<(ActorId, Role, Range<usize>)>) {
    for (actor, role, _) in actors.iter_mut() {
        if actor.as_str() == CIVILIANS {
            *role = Role::Actor2;
        }
    }
    let mut known: Vec<(ActorId, Role)> = Vec::new();
    actors.retain(|(actor, role, _)| {
        let is_new = !known.iter().any(|(other, as_role)| other == actor && as_role == role);
        known.push((actor.clone(), *role));
        is_new
    });
}
