//! Whether words that can tell of a happening do so, by what stands beside them.

use std::ops::Range;

use crate::model::SubEventType;
use crate::text::month;

use super::around::Around;
use super::lexicon::Meaning;
use super::phrases::Found;
use super::roles::is_being;

/// Whether the words stand for something else than a happening, by what stands beside them.
pub(super) fn is_of_something_else(
    around: &Around,
    found: &Found<'_, Meaning>,
    clause: &Range<usize>,
) -> bool {
    let key = |at: usize| around.key(at);
    let last = found.tokens.start.checked_sub(1).map_or("", key);
    let next = key(found.tokens.end);
    match found.means {
        // "Entered its fourth day", "entering negotiations": what is gone into is a place, and stands after it.
        Meaning::Entered => !(found.tokens.end..clause.end)
            .take(OBJECT_REACH)
            .any(|at| is_name(around, at) || GROUND.contains(&key(at)) || matches!(key(at), "it" | "there")),
        // "A besieged enclave near the border" tells what kind of enclave it is; "besieged Homs" says that Homs is.
        Meaning::Besieges => {
            matches!(last, "a" | "an" | "the" | "of" | "in" | "to" | "into" | "from" | "on")
                && !(found.tokens.end..clause.end).take(4).any(|at| around.tokens[at].is_capital)
        }
        Meaning::Captured | Meaning::Cleared | Meaning::Advanced => !takes_ground(around, found, clause),
        // "Information handed over to the council" leaves no place.
        Meaning::Withdrew => {
            found.tokens.len() == 2
                && key(found.tokens.start) == "handed"
                && !(found.tokens.end..clause.end)
                    .take(3)
                    .any(|at| is_name(around, at) || GROUND.contains(&key(at)) || TAKEN.contains(&key(at)))
                && !is_being(last)
        }
        // "Near destroyed buildings" shows what was done before.
        Meaning::Attacked => {
            key(found.tokens.start) == "destroyed"
                && matches!(
                    last,
                    "a" | "the"
                        | "of"
                        | "in"
                        | "near"
                        | "through"
                        | "among"
                        | "past"
                        | "from"
                        | "his"
                        | "her"
                )
        }
        // "Deployed chlorine" moves no troops.
        Meaning::Event(SubEventType::TroopMovement) => {
            key(found.tokens.start).starts_with("deploy")
                && !around.actors.iter().any(|party| clause.contains(&party.tokens.start))
                && !around.has_word(clause, TROOPS)
                || next == "it"
        }
        // "Explosions were heard during the air strikes": they are what the strikes did.
        Meaning::Event(SubEventType::RemoteExplosive) => {
            (key(found.tokens.start).starts_with("explo") || key(found.tokens.start).starts_with("blast"))
                && around.told.iter().any(|other| {
                    matches!(
                        other.means,
                        Meaning::Event(
                            SubEventType::AirDroneStrike | SubEventType::ShellingArtilleryMissileAttack
                        )
                    )
                })
        }
        // "Agreed on Monday", "a ceasefire took effect" happens; "despite the ceasefire", "ceasefire talks" does not.
        Meaning::Event(SubEventType::Agreement) => {
            matches!(
                next,
                "talks" | "negotiations" | "violation" | "violations" | "monitors" | "proposal" | "proposals"
            ) || !around.has_word(&around.range, AGREED)
        }
        _ => false,
    }
}

/// Whether what is taken is ground: "seized weapons from a hideout", "captured two soldiers" changes no map. "The newly
/// captured villages" were so before.
fn takes_ground(around: &Around, found: &Found<'_, Meaning>, clause: &Range<usize>) -> bool {
    let key = |at: usize| around.key(at);
    let start = found.tokens.start;
    let last = start.checked_sub(1).map_or("", key);
    let before = if last == "-" { start.checked_sub(2).map_or("", key) } else { last };
    // "The liberated areas" are called so.
    let is_called =
        matches!(before, "the" | "in" | "of") && key(start).ends_with("ed") && found.tokens.len() == 1;
    if is_called || matches!(before, "newly" | "recently" | "previously") {
        return false;
    }
    let verb = key(start);
    let is_bare = found.tokens.len() == 1
        && ["captur", "recaptur", "seiz", "recover", "reclaim"].iter().any(|stem| verb.starts_with(stem));
    let is_passive = is_being(last);
    let is_ground = |at: usize| is_name(around, at) || GROUND.contains(&key(at)) || TAKEN.contains(&key(at));
    !is_bare
        || if is_passive {
            key(found.tokens.end) != "from" && (clause.start..start).any(is_ground)
        } else {
            last == "-"
                || (found.tokens.end..around.range.end).take(OBJECT_REACH).any(is_ground)
                || around.tokens[start.saturating_sub(1)].is_possessive
        }
}

/// What is taken and is ground by itself.
const TAKEN: &[&str] = &[
    "it",
    "them",
    "control",
    "ground",
    "land",
    "positions",
    "points",
    "parts",
    "part",
    "most",
    "much",
    "front",
    "half",
    "checkpoint",
    "checkpoints",
];
/// Tokens within which what is entered stands.
const OBJECT_REACH: usize = 6;
/// What can be entered or taken and has no name of its own.
const GROUND: &[&str] = &[
    "town",
    "towns",
    "city",
    "village",
    "villages",
    "area",
    "areas",
    "district",
    "districts",
    "neighborhood",
    "neighborhoods",
    "neighbourhood",
    "neighbourhoods",
    "territory",
    "base",
    "airbase",
    "airport",
    "camp",
    "province",
    "countryside",
    "suburb",
    "suburbs",
    "enclave",
    "outskirts",
    "hills",
    "crossing",
];
/// Who and what is deployed.
const TROOPS: &[&str] = &[
    "troops",
    "forces",
    "soldiers",
    "fighters",
    "units",
    "police",
    "tanks",
    "vehicles",
    "personnel",
    "reinforcements",
    "convoy",
    "convoys",
    "artillery",
    "jets",
    "warplanes",
    "helicopters",
    "snipers",
    "ships",
    "warships",
    "army",
    "militia",
    "militias",
    "militants",
    "observers",
    "monitors",
    "advisers",
    "advisors",
    "batteries",
    "system",
    "systems",
    "brigade",
    "guards",
    "gunmen",
    "posts",
];
/// What is done to an agreement when it comes to be or ends.
const AGREED: &[&str] = &[
    "agreed",
    "agree",
    "agrees",
    "reached",
    "reach",
    "signed",
    "sign",
    "signing",
    "announced",
    "announce",
    "announces",
    "declared",
    "brokered",
    "negotiated",
    "mediated",
    "struck",
    "began",
    "begin",
    "begins",
    "started",
    "effect",
    "force",
    "entered",
    "accepted",
    "extended",
    "collapsed",
    "collapse",
    "ended",
    "expired",
    "concluded",
    "sealed",
    "implemented",
    "approved",
    "approve",
    "backed",
    "established",
    "created",
    "create",
    "comes",
    "came",
    "meant",
    "held",
    "holding",
    "broke",
];

/// Whether a word may be a name: one with a capital that is no day or month.
fn is_name(around: &Around, at: usize) -> bool {
    let key = around.key(at);
    around.tokens[at].is_capital && !key.ends_with("day") && month(key).is_none()
}
