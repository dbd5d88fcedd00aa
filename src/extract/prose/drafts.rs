//! What a sentence tells of: a happening or a state, with what stands around the words that tell it.

use std::ops::Range;

use crate::model::{ActorId, Deaths, Modality, Role, SourceId, SubEventType};
use crate::text::{Sentence, Token};

use super::lexicon::{Cue, Lexicon, Meaning};
use super::means::arm;
use super::parties::{Parties, Party};
use super::phrases::Found;
use super::roles::{actors, doers, spare_civilians};
use super::told::is_of_something_else;
use super::tolls::{Toll, toll};

/// What a sentence tells of, before it has a place and a time.
#[derive(Clone, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "what the words say of themselves, each by itself")]
pub(super) struct Draft {
    /// The words that tell it, by their tokens.
    pub told: Range<usize>,
    /// The part of the sentence around them that belongs together.
    pub clause: Range<usize>,
    pub told_as: Told,
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

/// Whether a new clause begins at a word.
fn begins_clause(word: &str) -> bool {
    matches!(
        word,
        "after"
            | "before"
            | "while"
            | "when"
            | "as"
            | "since"
            | "following"
            | "amid"
            | "despite"
            | "but"
            | "although"
            | "because"
            | "which"
            | "who"
            | "where"
            | "until"
            | "leading"
            | "whereas"
            | "though"
            | "prior"
            | "during"
            | "that"
            | "however"
    )
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

/// What was found in a sentence.
pub(super) struct Around<'a, 'l> {
    pub tokens: &'a [Token],
    pub range: Range<usize>,
    pub cues: Vec<Found<'l, Cue>>,
    pub sayings: Vec<Found<'l, ()>>,
    pub actors: Vec<Party>,
    pub sources: Vec<(Range<usize>, SourceId)>,
    pub told: &'a [Found<'l, Meaning>],
}

impl Around<'_, '_> {
    pub fn key(&self, at: usize) -> &str {
        if self.range.contains(&at) { self.tokens[at].key.as_str() } else { "" }
    }

    /// The clause around some tokens: to the next comma, dash or word that begins another one.
    fn clause(&self, told: &Range<usize>) -> Range<usize> {
        let is_border = |at: usize| {
            matches!(self.key(at), ";" | ":" | "—" | "–" | "(" | ")")
                || begins_clause(self.key(at))
                || self.key(at) == "," && !self.is_listing(at)
        };
        let start = (self.range.start..told.start)
            .rev()
            .find(|&at| is_border(at))
            .map_or(self.range.start, |at| at + 1);
        let end = (told.end..self.range.end).find(|&at| is_border(at)).unwrap_or(self.range.end);
        start..end
    }

    /// Whether a comma stands in a list or a date: before a name in capitals or a number.
    fn is_listing(&self, comma: usize) -> bool {
        self.tokens
            .get(comma + 1)
            .is_some_and(|next| next.is_capital || next.key.starts_with(|c: char| c.is_ascii_digit()))
            && self
                .tokens
                .get(comma.wrapping_sub(1))
                .is_some_and(|last| last.is_capital || last.key.starts_with(|c: char| c.is_ascii_digit()))
    }

    /// The weapon that a clause, else the sentence, names.
    fn weapon(&self, told: &Range<usize>, clause: &Range<usize>) -> Option<SubEventType> {
        let weapons = || {
            self.told.iter().filter_map(|found| match found.means {
                Meaning::Weapon(weapon) => Some((found.tokens.start, *weapon)),
                Meaning::Event(kind) if kind.is_strike() => Some((found.tokens.start, *kind)),
                _ => None,
            })
        };
        // Who attacks after an air strike does so by other means.
        let is_own =
            self.key(told.start).starts_with("attack") || self.key(told.start).starts_with("assault");
        let elsewhere = weapons().next().filter(|_| !is_own);
        // "Destroyed a mortar base": what is destroyed is no weapon of who did it.
        let is_object = |at: usize| self.key(told.start) == "destroyed" && at > told.start;
        let here = weapons().find(|(at, _)| clause.contains(at) && !is_object(*at));
        here.or(elsewhere.filter(|(at, _)| !is_object(*at))).map(|(_, weapon)| weapon)
    }

    /// Whether a clause names guns or rockets.
    fn has_guns(&self, clause: &Range<usize>) -> bool {
        self.told.iter().any(|found| {
            matches!(found.means, Meaning::Weapon(SubEventType::ShellingArtilleryMissileAttack))
                && clause.contains(&found.tokens.start)
        })
    }

    /// Whether a clause tells of a strike by its name.
    fn has_strike(&self, clause: &Range<usize>) -> bool {
        self.told.iter().any(|found| {
            matches!(found.means, Meaning::Event(kind) if kind.is_strike())
                && clause.contains(&found.tokens.start)
        })
    }

    /// Whether the sentence tells of violence by its own words, beside the dead.
    fn tells_of_violence(&self) -> bool {
        self.told.iter().any(|found| match found.means {
            Meaning::Event(kind) => is_violent(*kind),
            Meaning::Attacked => true,
            _ => false,
        })
    }

    pub fn has_word(&self, range: &Range<usize>, words: &[&str]) -> bool {
        range.clone().any(|at| words.contains(&self.key(at)))
    }
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
    let told_as = match found.means {
        Meaning::Nothing | Meaning::Weapon(_) | Meaning::Injured => return None,
        Meaning::Event(SubEventType::ShellingArtilleryMissileAttack) => {
            Told::Event(bombarded(around, &found.tokens, &clause, &actors))
        }
        Meaning::Event(kind) => Told::Event(*kind),
        Meaning::Captured | Meaning::Entered | Meaning::Lost => Told::Captured,
        Meaning::Withdrew => Told::Event(SubEventType::Withdrawal),
        Meaning::Holds => Told::Event(SubEventType::Holds),
        Meaning::Besieges => Told::Event(SubEventType::Besieges),
        // "Destroyed by air strikes": the strikes tell it.
        Meaning::Attacked if around.has_strike(&clause) => return None,
        Meaning::Attacked => match around.weapon(&found.tokens, &clause) {
            Some(weapon) => Told::Event(weapon),
            None if around.told.iter().any(|other| {
                matches!(other.means, Meaning::Event(_) | Meaning::Captured | Meaning::Entered)
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

/// How it is said, by the cues that govern the words.
fn modality(around: &Around, told: &Range<usize>, clause: &Range<usize>) -> Modality {
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

/// Whether taking ground is what somebody fights for: "an offensive to capture the town". Who "managed to" has done it, and
/// who was "allowed to" too.
fn is_aim(around: &Around, told: &Range<usize>, clause: &Range<usize>) -> bool {
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

/// Gives the counts of the dead and injured to what they belong to.
fn count(lexicon: &Lexicon, around: &Around, drafts: &mut Vec<Draft>) {
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
