//! Gives the counts of a sentence to what they belong to.

use std::ops::Range;

use crate::model::{Deaths, SubEventType};

use super::around::Around;
use super::drafts::{Draft, Told, is_violent};
use super::lexicon::{Lexicon, Meaning};
use super::phrases::Found;
use super::tolls::{Toll, toll};

/// Gives the counts of the dead and injured to what they belong to.
pub(super) fn count(lexicon: &Lexicon, around: &Around, drafts: &mut Vec<Draft>) {
    let people: Vec<&Found<Meaning>> = around
        .told
        .iter()
        // "Executed 56 soldiers": who is executed is dead.
        .filter(|found| {
            matches!(found.means, Meaning::Killed | Meaning::Injured | Meaning::Event(SubEventType::Attack))
                // "The bombs killed 68 people": one phrase that tells and counts.
                || around.key(found.tokens.end - 1).starts_with("kill")
        })
        .collect();
    for found in &people {
        let others: Vec<Range<usize>> = people
            .iter()
            .filter(|other| other.tokens != found.tokens)
            .map(|other| other.tokens.clone())
            .collect();
        let Some(counted) = toll(lexicon, around.tokens, around.range.clone(), found, &others) else {
            continue;
        };
        let is_dead = *found.means != Meaning::Injured;
        // The happening that killed them, if the sentence tells it, else the toll by itself.
        let index = drafts
            .iter()
            .enumerate()
            .filter(|(_, draft)| match draft.told_as {
                Told::Event(kind) => is_violent(kind),
                Told::Captured => false,
                Told::Toll => draft.told == found.tokens,
            })
            .min_by_key(|(_, draft)| {
                (draft.told_as == Told::Toll, draft.told.start.abs_diff(found.tokens.start))
            })
            .map(|(index, _)| index);
        let Some(draft) = index.map(|index| &mut drafts[index]) else { continue };
        if is_dead
            && draft.deaths.as_ref().is_some_and(|known| {
                known.count.best.zip(counted.count.best).is_some_and(|(one, other)| one != other)
                    && is_other_counter(around, &known.tokens, &counted.tokens)
            })
        {
            draft.is_unsettled = true;
        }
        let place = if is_dead { &mut draft.deaths } else { &mut draft.injured };
        if place.as_ref().is_none_or(|known| figure(known) < figure(&counted)) {
            *place = Some(counted);
        }
    }
    // A toll beside a happening of the same sentence is not a second one.
    let has_violence =
        drafts.iter().any(|draft| matches!(draft.told_as, Told::Event(kind) if is_violent(kind)));
    drafts.retain(|draft| draft.told_as != Told::Toll || !has_violence && draft.deaths.is_some());
}

/// Whether another one counts: "40 were killed, activists said, while rescuers spoke of 28 dead".
fn is_other_counter(around: &Around, one: &Range<usize>, other: &Range<usize>) -> bool {
    let between = one.end.min(other.end)..one.start.max(other.start);
    let turn = between.clone().find(|&at| matches!(around.key(at), "while" | "but" | "whereas" | "although"));
    turn.is_some_and(|turn| {
        let tells = |at: usize| (turn..between.end).contains(&at);
        around.sources.iter().any(|(tokens, _)| tells(tokens.start))
            || around.sayings.iter().any(|saying| tells(saying.tokens.start))
    })
}

fn figure(toll: &Toll) -> u32 {
    Deaths::figure(toll.count)
}
