//! What a sentence tells of: a happening or a state, who has part in it, and how it is said.

use std::ops::Range;

use crate::model::{ActorId, Modality, Role, SourceId, SubEventType};
use crate::text::{Sentence, Token};

use super::around::Around;
use super::counts::count;
use super::grip::{Grip, fell_to, grip, rid_of};
use super::lexicon::{Cue, Lexicon, Meaning};
use super::means::arm;
use super::modality::{is_aim, modality};
use super::parties::Parties;
use super::phrases::Found;
use super::roles::{actors, doers, spare_civilians};
use super::told::is_of_something_else;
use super::tolls::Toll;

/// What a sentence tells of, before it has a place and a time.
#[derive(Clone, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "what the words say of themselves, each by itself")]
pub(super) struct Draft {
    /// The words that tell it, by their tokens.
    pub told: Range<usize>,
    /// The part of the sentence around them that belongs together.
    pub clause: Range<usize>,
    pub told_as: Told,
    /// What it says of who holds the place, if anything.
    pub grip: Option<Grip>,
    pub actors: Vec<(ActorId, Role, Range<usize>)>,
    pub deaths: Option<Toll>,
    pub injured: Option<Toll>,
    /// What it was done with and what it hit, by their plain names.
    pub weapon: Option<(String, Range<usize>)>,
    pub target: Option<(String, Range<usize>)>,
    pub modality: Modality,
    pub said_by: Option<(SourceId, Range<usize>)>,
    /// Whether the report says that this is not settled.
    pub is_unsettled: bool,
    /// Whether it refers back to what was told before: "the bombing", "these attacks".
    pub is_reference: bool,
    /// Whether its words tell of a happening only where a place stands beside them: "attacks", "fighting".
    pub is_weak: bool,
    /// Whether it is a bombing of which nothing says with what.
    pub is_bombing: bool,
    /// Whether it is an attack of which nothing in its sentence says with what.
    pub is_untold: bool,
}

/// What is told, as far as the words say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Told {
    /// A happening of this type.
    Event(SubEventType),
    /// That a place was taken, whoever took it.
    Captured,
    /// That people died, not how.
    Toll,
}

/// Everything that one sentence tells of.
pub(super) fn drafts(
    lexicon: &Lexicon,
    parties: &Parties,
    tokens: &[Token],
    sentence: &Sentence,
    government: &dyn Fn(&ActorId) -> bool,
) -> Vec<Draft> {
    let range = sentence.tokens.clone();
    let told = lexicon.happenings.find(tokens, range.clone());
    if told.iter().all(|found| matches!(found.means, Meaning::Weapon(_) | Meaning::Nothing)) {
        return Vec::new();
    }
    let around = Around {
        tokens,
        range: range.clone(),
        cues: lexicon.cues.find(tokens, range.clone()),
        sayings: lexicon.sayings.find(tokens, range.clone()),
        actors: doers(parties.actors(tokens, range.clone()), tokens),
        sources: parties.sources(tokens, range),
        told: &told,
    };
    let mut drafts: Vec<Draft> = told.iter().filter_map(|found| draft(&around, found, government)).collect();
    count(lexicon, &around, &mut drafts);
    arm(lexicon, &around, &mut drafts);
    // "arrests, abductions and assassinations" are one campaign.
    let is_coercion = |draft: &Draft| {
        matches!(
            draft.told_as,
            Told::Event(SubEventType::Arrests | SubEventType::Abduction | SubEventType::Attack)
        )
    };
    let first = drafts.iter().find(|draft| is_coercion(draft)).map(|draft| draft.told.clone());
    drafts.retain(|draft| !is_coercion(draft) || Some(&draft.told) == first.as_ref());
    drafts
}

fn draft(
    around: &Around,
    found: &Found<'_, Meaning>,
    government: &dyn Fn(&ActorId) -> bool,
) -> Option<Draft> {
    let clause = around.clause(&found.tokens);
    if is_of_something_else(around, found, &clause) {
        return None;
    }
    let mut actors = actors(around, &found.tokens, &clause);
    if *found.means == Meaning::Cleared {
        rid_of(around, &found.tokens, &mut actors);
    }
    if *found.means == Meaning::Captured {
        fell_to(around, &found.tokens, &mut actors);
    }
    let told_as = match found.means {
        Meaning::Nothing | Meaning::Weapon(_) | Meaning::Injured => return None,
        Meaning::Event(SubEventType::ShellingArtilleryMissileAttack) => {
            Told::Event(bombarded(around, &found.tokens, &clause, &actors))
        }
        Meaning::Event(kind) => Told::Event(*kind),
        Meaning::Captured | Meaning::Advanced | Meaning::Entered | Meaning::Lost | Meaning::Cleared => {
            Told::Captured
        }
        Meaning::Withdrew => Told::Event(SubEventType::Withdrawal),
        Meaning::Holds => Told::Event(SubEventType::Holds),
        Meaning::Besieges => Told::Event(SubEventType::Besieges),
        // "Destroyed by air strikes": the strikes tell it.
        Meaning::Attacked if around.has_strike(&clause) => return None,
        Meaning::Attacked => match around.weapon(&found.tokens, &clause) {
            Some(weapon) => Told::Event(weapon),
            None if around.told.iter().any(|other| {
                matches!(
                    other.means,
                    Meaning::Event(_)
                        | Meaning::Captured
                        | Meaning::Cleared
                        | Meaning::Advanced
                        | Meaning::Entered
                )
            }) =>
            {
                return None;
            }
            None if around.key(found.tokens.start) == "destroyed" => return None,
            None => Told::Event(SubEventType::ArmedClash),
        },
        // "Planes killed 12" tells of a strike; a toll alone belongs to what is told around it.
        Meaning::Killed => {
            match around.weapon(&found.tokens, &clause).filter(|_| !around.tells_of_violence()) {
                Some(weapon) => Told::Event(weapon),
                None => Told::Toll,
            }
        }
    };
    if matches!(told_as, Told::Event(kind) if is_violent(kind)) || told_as == Told::Toll {
        spare_civilians(&mut actors);
    }
    let modality = match modality(around, &found.tokens, &clause) {
        Modality::Asserted | Modality::Claimed
            if told_as == Told::Captured && is_aim(around, &found.tokens, &clause) =>
        {
            Modality::Planned
        }
        modality => modality,
    };
    let said_by = said_by(around);
    // Who denies it does not do it.
    if modality == Modality::Denied
        && let Some((_, speaker)) = &said_by
    {
        actors.retain(|(_, _, tokens)| tokens != speaker);
    }
    let own_word = matches!(told_as, Told::Captured)
        && around.has_word(&around.range, &["claim", "claims", "claimed"])
        && actors.iter().any(|(actor, _, _)| !government(actor));
    let is_unsettled = own_word || around.cues.iter().any(|cue| *cue.means == Cue::Unsettled);
    let is_reference = is_reference(around, found, told_as);
    // "Artillery bombardments" says with what.
    let is_bombing = around.key(found.tokens.start).starts_with("bomb") && !around.has_guns(&clause);
    let is_weak = told_as == Told::Event(SubEventType::ArmedClash)
        && (*found.means == Meaning::Attacked
            || matches!(
                around.key(found.tokens.start),
                "fighting" | "fought" | "battle" | "battles" | "infighting"
            ));
    Some(Draft {
        told: found.tokens.clone(),
        clause,
        told_as,
        grip: grip(around, found),
        actors,
        deaths: None,
        injured: None,
        weapon: None,
        target: None,
        modality,
        said_by,
        is_unsettled,
        is_reference,
        is_weak,
        is_bombing,
        is_untold: *found.means == Meaning::Attacked && told_as == Told::Event(SubEventType::ArmedClash),
    })
}

/// Whether a happening is told of as one that is known already: by a noun with "the", "this" or "their" before it.
fn is_reference(around: &Around, found: &Found<'_, Meaning>, told_as: Told) -> bool {
    let is_noun = matches!(told_as, Told::Event(kind) if is_violent(kind) || matches!(kind, SubEventType::Agreement | SubEventType::Displacement));
    let word = |back: usize| found.tokens.start.checked_sub(back).map_or("", |at| around.key(at));
    let points_back =
        |word: &str| matches!(word, "the" | "this" | "these" | "those" | "such" | "its" | "their" | "latest");
    // "The site of a chemical attack" is known for it.
    let is_of_site = (2..6).any(|back| word(back - 1) == "of" && matches!(word(back), "site" | "scene"));
    is_noun
        && (is_of_site
            || points_back(word(1))
            || points_back(word(2)) && !matches!(word(1), "to" | "were" | "was" | "and" | "has" | "have"))
}

/// With what somebody shells or bombs.
fn bombarded(
    around: &Around,
    told: &Range<usize>,
    clause: &Range<usize>,
    actors: &[(ActorId, Role, Range<usize>)],
) -> SubEventType {
    let key = around.key(told.start);
    if !key.starts_with("bomb") {
        return SubEventType::ShellingArtilleryMissileAttack;
    }
    // A bombardment is one from the air where aircraft or those who have them stand beside it.
    let flies = actors.iter().any(|(actor, role, _)| {
        *role == Role::Actor1
            && matches!(
                actor.as_str(),
                "russia" | "russian-air-force" | "syrian-air-force" | "israel" | "united-states"
            )
    });
    if flies {
        return SubEventType::AirDroneStrike;
    }
    // "The bombing of a bus: a bomb blast hit it" was laid.
    let blast = around.told.iter().find_map(|other| match other.means {
        Meaning::Event(kind @ (SubEventType::RemoteExplosive | SubEventType::SuicideBomb)) => Some(*kind),
        _ => None,
    });
    let weapon = around.weapon(told, clause).filter(|weapon| *weapon == SubEventType::AirDroneStrike);
    blast
        .filter(|_| key.starts_with("bombing"))
        .or(weapon)
        .unwrap_or(SubEventType::ShellingArtilleryMissileAttack)
}

/// Who is said to say it: the source named nearest to a word of saying.
fn said_by(around: &Around) -> Option<(SourceId, Range<usize>)> {
    let is_denial = around.cues.iter().find(|cue| *cue.means == Cue::Denied);
    let at =
        around.sayings.first().map(|saying| saying.tokens.start).or(is_denial.map(|cue| cue.tokens.start))?;
    let nearest = around.sources.iter().min_by_key(|(tokens, _)| tokens.start.abs_diff(at));
    if let Some((tokens, source)) = nearest.filter(|(tokens, _)| tokens.start.abs_diff(at) <= 14) {
        return Some((source.clone(), tokens.clone()));
    }
    // A party that says so of itself: "the army said".
    let party = around.actors.iter().rfind(|party| party.tokens.end <= at && at - party.tokens.end <= 6)?;
    Some((SourceId(party.actor.0.clone()), party.tokens.clone()))
}

/// Whether people die of it.
pub(super) fn is_violent(kind: SubEventType) -> bool {
    kind.is_strike()
        || matches!(
            kind,
            SubEventType::ArmedClash
                | SubEventType::Attack
                | SubEventType::Grenade
                | SubEventType::ExcessiveForceAgainstProtesters
        )
}
