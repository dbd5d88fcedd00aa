//! What a sentence says of who holds its place: whether somebody took it, lost it, went in, left, has it or is around it.

use std::ops::Range;

use crate::model::{ActorId, ControlClaim, ControlStatus, GeoPrecision, Modality, Role};

use super::around::Around;
use super::drafts::Draft;
use super::lexicon::Meaning;
use super::phrases::Found;
use super::places::Named;
use super::roles::is_being;
use super::settle;

/// What somebody does to the control of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Grip {
    Takes,
    Loses,
    /// It is rid of somebody.
    IsRid,
    Enters,
    Leaves,
    Holds,
    Besieges,
}

/// What the words say of control, if anything.
pub(super) fn grip(around: &Around, found: &Found<'_, Meaning>) -> Option<Grip> {
    let told = || found.tokens.clone().any(|at| HOLDING.iter().any(|stem| around.key(at).starts_with(stem)));
    Some(match found.means {
        Meaning::Captured => Grip::Takes,
        Meaning::Lost => Grip::Loses,
        Meaning::Cleared => Grip::IsRid,
        Meaning::Entered => Grip::Enters,
        Meaning::Withdrew => Grip::Leaves,
        // Who remains in a town need not hold it.
        Meaning::Holds if told() => Grip::Holds,
        Meaning::Besieges => Grip::Besieges,
        _ => return None,
    })
}

/// Stems of words that tell of holding and not only of being there.
const HOLDING: &[&str] = &["control", "hold", "held", "administ", "ruled", "rules"];

/// Gives those that a place is rid of their part: they stand in the words or after them, "ISIS-free", "drove the rebels out
/// of"; in the passive before them.
pub(super) fn rid_of(around: &Around, told: &Range<usize>, actors: &mut [(ActorId, Role, Range<usize>)]) {
    let is_passive = told.start.checked_sub(1).is_some_and(|at| is_being(around.key(at)));
    for (_, role, tokens) in actors {
        let is_by = tokens.start.checked_sub(1).is_some_and(|at| around.key(at) == "by");
        let is_gone = !is_by && (tokens.start >= told.start || is_passive);
        *role = if is_gone { Role::Actor2 } else { Role::Actor1 };
    }
}

/// Gives those to whom a place fell their part, and those from whom it did: "Aleppo fell to the rebels".
pub(super) fn fell_to(around: &Around, told: &Range<usize>, actors: &mut [(ActorId, Role, Range<usize>)]) {
    if matches!(around.key(told.start), "fell" | "fallen" | "falls" | "fall") {
        for (_, role, tokens) in actors {
            *role = if tokens.start >= told.start { Role::Actor1 } else { Role::Actor2 };
        }
    }
}

/// The state that a draft claims of a place; `None` where it speaks of less than the place, or of more.
pub(super) fn control(found: &settle::Found, draft: &Draft, place: &Named) -> Option<ControlClaim> {
    let grip = draft.grip?;
    let is_exact = place.at.as_ref().is_some_and(|at| at.precision == GeoPrecision::Exact);
    if !is_exact || draft.modality != Modality::Denied && !draft.modality.is_of_fact() {
        return None;
    }
    let share = share(found, draft, place);
    let named = |role: Role| -> Vec<String> {
        draft.actors.iter().filter(|(_, known, _)| *known == role).map(|(id, ..)| id.0.clone()).collect()
    };
    let (does, suffers) = (named(Role::Actor1), named(Role::Actor2));
    // Who takes a place from itself was misread.
    if does.iter().any(|one| suffers.contains(one)) {
        return None;
    }
    let says = |status, holders: Vec<String>, against: Vec<String>| {
        Some(ControlClaim { status, claimed: false, holders, against })
    };
    let gone = |leavers: Vec<String>| {
        if leavers.is_empty() { None } else { says(ControlStatus::Unknown, Vec::new(), leavers) }
    };
    match (grip, share) {
        (_, Share::Around) => None,
        (Grip::Takes | Grip::Enters, Share::Part) | (Grip::Enters, Share::All) if !does.is_empty() => {
            says(ControlStatus::Contested, Vec::new(), does)
        }
        (Grip::Takes, Share::All) if !does.is_empty() => says(ControlStatus::Held, does, Vec::new()),
        // That it was taken at all is what is denied.
        (Grip::Takes, _) if draft.modality == Modality::Denied => {
            says(ControlStatus::Held, Vec::new(), Vec::new())
        }
        (Grip::IsRid, Share::All) if does.is_empty() => gone(suffers),
        (Grip::IsRid | Grip::Holds, Share::All) => says(ControlStatus::Held, does, Vec::new()),
        // "The government lost Saraqib to the rebels"
        (Grip::Loses, Share::All) if !suffers.is_empty() => says(ControlStatus::Held, suffers, Vec::new()),
        (Grip::Loses | Grip::Leaves, Share::All) => gone(does),
        (Grip::Besieges, _) if !does.is_empty() => says(ControlStatus::Besieged, suffers, does),
        _ => None,
    }
}

/// How much of a place is spoken of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Share {
    All,
    /// Some of its quarters.
    Part,
    /// The country around it, or something in it.
    Around,
}

/// Words before the name of a place after which not all of it is meant.
const PART: &[&str] = &[
    "part",
    "parts",
    "half",
    "neighborhood",
    "neighborhoods",
    "neighbourhood",
    "neighbourhoods",
    "quarters",
    "district",
    "districts",
    "most",
];
const AROUND: &[&str] = &[
    "hill",
    "hills",
    "overlooking",
    "station",
    "checkpoint",
    "checkpoints",
    "soldiers",
    "fighters",
    "troops",
    "prisoners",
    "hostages",
    "weapons",
    "ammunition",
    "tanks",
    "vehicles",
    "villages",
    "towns",
    "hamlets",
    "areas",
    "countryside",
    "outskirts",
    "suburbs",
    "near",
    "around",
    "outside",
    "toward",
    "towards",
    "establishments",
    "positions",
    "kilometers",
    "kilometres",
    "meters",
];
/// Tokens after the name of an owner within which what it owns stands.
const OWNED_STANDS: usize = 3;
/// Words that begin a list, whose members are meant whole.
const INCLUDING: &[&str] = &["including", "among", "namely"];
/// Tokens before a name within which such a word speaks of it, and after what is told where the name stands elsewhere.
const SHARE_STANDS: usize = 6;
/// Tokens between what is told and a name of the same sentence, at most.
const NAME_STANDS: usize = 24;

fn share(found: &settle::Found, draft: &Draft, place: &Named) -> Share {
    let name = place.whole.start;
    let is_after = name >= draft.told.end && name <= draft.told.end + NAME_STANDS;
    let is_before = name < draft.told.start && name + NAME_STANDS >= draft.told.start;
    let words = match (is_before, is_after) {
        (_, true) => draft.told.start.max(name.saturating_sub(SHARE_STANDS))..name,
        (true, _) => name.saturating_sub(SHARE_STANDS)..name,
        // It is named in a sentence before: "they took some of its neighborhoods".
        _ => draft.told.end..draft.clause.end.min(draft.told.end + SHARE_STANDS),
    };
    let key = |at: usize| found.tokens.get(at).map_or("", |token| token.key.as_str());
    // "Aleppo's Ramouseh district"
    let end = place.whole.end;
    let is_owner = found.tokens.get(end.saturating_sub(1)).is_some_and(|token| token.is_possessive);
    if is_owner && (end..end + OWNED_STANDS).any(|at| PART.contains(&key(at)) || AROUND.contains(&key(at))) {
        return Share::Part;
    }
    for at in words.rev() {
        match key(at) {
            // "The towns of Saraqib and Binnish" are these.
            "towns" | "villages" | "cities" if key(at + 1) == "of" => return Share::All,
            key if INCLUDING.contains(&key) => return Share::All,
            key if PART.contains(&key) => return Share::Part,
            key if AROUND.contains(&key) => return Share::Around,
            _ => {}
        }
    }
    Share::All
}
