//! With what something was done, and what it hit.

use std::ops::Range;

use crate::model::SubEventType;

use super::around::Around;
use super::drafts::{Draft, Told, is_violent};
use super::lexicon::Lexicon;
use super::phrases::Found;
use super::roles::is_being;

/// Tokens between what happened and what it hit, at most.
const REACH: usize = 9;

/// Gives each violent happening of a sentence its weapon and its target.
pub(super) fn arm(lexicon: &Lexicon, around: &Around, drafts: &mut [Draft]) {
    let weapons = lexicon.weapons.find(around.tokens, around.range.clone());
    let targets = lexicon.targets.find(around.tokens, around.range.clone());
    let is_armed = |draft: &Draft| match draft.told_as {
        Told::Event(kind) => is_violent(kind),
        Told::Toll => true,
        Told::Captured => false,
    };
    let is_alone = drafts.iter().filter(|draft| is_armed(draft)).count() == 1;
    for draft in drafts.iter_mut().filter(|draft| is_armed(draft)) {
        draft.weapon = weapon(&weapons, draft, is_alone);
        // Who is executed is no building.
        let hits = draft.told_as != Told::Event(SubEventType::Attack);
        let hit = targets.iter().find(|found| hits && is_hit(around, draft, &found.tokens));
        draft.target = hit.map(|found| (found.means.clone(), found.tokens.clone()));
    }
}

/// The weapon that the words themselves name, else their clause, else the sentence where nothing else was done in it.
fn weapon(weapons: &[Found<'_, String>], draft: &Draft, is_alone: bool) -> Option<(String, Range<usize>)> {
    let (told, clause) = (&draft.told, &draft.clause);
    let apart = |found: &&Found<'_, String>| {
        let is_within = found.tokens.start < told.end && told.start < found.tokens.end;
        // "Aircraft dropped barrel bombs": what hits says more than what carries it.
        let carries = matches!(found.means.as_str(), "aircraft" | "helicopters" | "artillery");
        (carries, !is_within, found.tokens.start.abs_diff(told.start))
    };
    let here = weapons.iter().filter(|found| clause.contains(&found.tokens.start)).min_by_key(apart);
    let there = || weapons.iter().filter(|_| is_alone).min_by_key(apart);
    here.or_else(there).map(|found| (found.means.clone(), found.tokens.clone()))
}

/// Whether something was hit: it stands behind what hit it ("struck a market", "an air strike on a hospital"), or before it in
/// the passive ("a school was shelled"). Where the wounded were taken to, and where those who say so work, it was not.
fn is_hit(around: &Around, draft: &Draft, target: &Range<usize>) -> bool {
    let (told, clause) = (&draft.told, &draft.clause);
    if !clause.contains(&target.start) || target.start < told.end && told.start < target.end {
        return false;
    }
    if target.end <= told.start {
        let is_passive = around.key(told.start.saturating_sub(1));
        return is_being(is_passive) && told.start - target.end <= 3;
    }
    let between = told.end..target.start;
    let leads_away =
        ["to", "from", "said", "told", "taken", "by", "where", "near", "outside", "at", "received"];
    between.len() <= REACH
        && !around.has_word(&between, &leads_away)
        && !matches!(
            around.key(target.end),
            "said" | "reported" | "director" | "doctor" | "workers" | "staff" | "officials"
        )
}
