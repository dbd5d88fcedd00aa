//! Who does what a sentence tells, and who suffers it.

use std::ops::Range;

use crate::model::{ActorId, Role};
use crate::text::Token;

use super::drafts::Around;
use super::lexicon::Meaning;
use super::parties::Party;

/// Those who fight on no side, by their id in the tables.
const CIVILIANS: &str = "civilians";

/// The parties that a sentence tells of, without those that only say what kind of thing something is: "the rebel-held
/// town", "a Britain-based monitor".
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
    parties.into_iter().filter(|party| !is_kind(party)).collect()
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
    actors
}

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
