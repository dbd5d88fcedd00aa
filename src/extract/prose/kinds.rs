//! Of which type a happening is, where its own sentence does not say it all.

use std::ops::Range;

use crate::model::{Article, Role, SubEventType};
use crate::text::{Token, tokens};

use super::Reader;
use super::drafts::{Draft, Told};
use super::lexicon::Meaning;
use super::settle::{Before, Found, TIME_HOLDS};

/// Sentences at the beginning of a report that tell what it is about.
const TOPIC_STANDS: usize = 2;
/// Sentences over which a toll belongs to the attack before it.
const TOLL_HOLDS: usize = 3;

/// What violence a report is about: what its title, else one of its first sentences, tells of by name.
pub(super) fn topic(reader: &Reader, article: &Article, found: &Found) -> Option<SubEventType> {
    let told = |tokens: &[Token], range: Range<usize>| {
        let told = reader.lexicon.happenings.find(tokens, range);
        told.iter().find_map(|told| match told.means {
            Meaning::Event(kind) | Meaning::Weapon(kind) if kind.is_strike() => Some(*kind),
            _ => None,
        })
    };
    let title = tokens(article.title.as_deref().unwrap_or_default());
    told(&title, 0..title.len()).or_else(|| {
        let first = found.sentences.iter().take(TOPIC_STANDS);
        first.map(|sentence| sentence.tokens.clone()).find_map(|range| told(found.tokens, range))
    })
}

/// The type of an attack of which its sentence does not say with what.
///
/// "The raids", "the area that was struck": with what was told before. Who "strikes", "raids" or "pounds" without having
/// said how, does so from afar; who "attacks" or "targets" may be on the ground.
fn untold(found: &Found, draft: &Draft, before: &Before, number: usize) -> SubEventType {
    let key = found.tokens[draft.told.start].key.as_str();
    // "The raids targeted a depot" is told by the raids.
    let by_strike = draft.told.start.saturating_sub(STRIKE_STANDS)..draft.told.start;
    let is_of_strike = by_strike
        .map(|at| found.tokens[at].key.as_str())
        .any(|word| matches!(word, "strike" | "strikes" | "raid" | "raids"));
    let is_from_afar = is_of_strike || FROM_AFAR.iter().any(|word| key.starts_with(word));
    let lately = before.violence.filter(|(_, at)| number - at <= TIME_HOLDS).map(|(kind, _)| kind);
    if is_from_afar {
        let strike = lately.into_iter().chain(before.topic).find(|kind| kind.is_strike());
        let is_raid =
            is_of_strike || key.starts_with("raid") || key.starts_with("strike") && draft.told.len() == 1;
        let bare =
            if is_raid { SubEventType::AirDroneStrike } else { SubEventType::ShellingArtilleryMissileAttack };
        return strike.unwrap_or(bare);
    }
    lately.filter(|_| is_known(found, draft)).unwrap_or(SubEventType::ArmedClash)
}

/// Tokens between a strike and what it did.
const STRIKE_STANDS: usize = 3;
/// Beginnings of words for attacks from a distance.
const FROM_AFAR: &[&str] = &["raid", "str", "pound", "hit", "blitz", "bomb"];

/// Whether an attack is one that was told of before: "the attack", "was targeted", and nobody is told to do it.
fn is_known(found: &Found, draft: &Draft) -> bool {
    let key = |at: usize| found.tokens.get(at).map_or("", |token| token.key.as_str());
    let last = draft.told.start.checked_sub(1).map_or("", key);
    let is_by_somebody = (draft.told.end..draft.told.end + 3).any(|at| key(at) == "by")
        || draft.actors.iter().any(|(_, role, _)| *role == Role::Actor1);
    // "Tuesday's attack", "Saturdays convoy attack".
    let of_day = (1..=2).any(|back| {
        let at = draft.told.start.checked_sub(back);
        at.is_some_and(|at| key(at).trim_end_matches("'s").trim_end_matches('s').ends_with("day"))
    });
    draft.is_reference
        || of_day && key(draft.told.start).starts_with("attack")
        || matches!(last, "another" | "similar" | "second" | "third" | "previous")
        || !is_by_somebody
            && match key(draft.told.start) {
                "attack" | "attacks" => true,
                "targeted" => matches!(last, "was" | "were" | "been" | "being"),
                _ => false,
            }
}

/// The type of what is told.
pub(super) fn kind(
    reader: &Reader,
    found: &Found,
    draft: &Draft,
    before: &Before,
    number: usize,
) -> SubEventType {
    match draft.told_as {
        Told::Event(SubEventType::ArmedClash) if draft.is_untold => untold(found, draft, before, number),
        // "The weekend's bombing" after air strikes is one from the air.
        Told::Event(SubEventType::ShellingArtilleryMissileAttack)
            if draft.is_bombing
                && before.violence.is_some_and(|(kind, _)| kind == SubEventType::AirDroneStrike) =>
        {
            SubEventType::AirDroneStrike
        }
        Told::Event(kind) => kind,
        Told::Captured => {
            let takers = draft.actors.iter().filter(|(_, role, _)| *role == Role::Actor1);
            let mut takers = takers.map(|(actor, ..)| reader.government.contains(actor));
            if takers.next().unwrap_or(false) {
                SubEventType::GovernmentRegainsTerritory
            } else {
                SubEventType::NonStateActorOvertakesTerritory
            }
        }
        Told::Toll => match before.violence {
            Some((kind, at)) if number - at <= TOLL_HOLDS => kind,
            _ => before.topic.unwrap_or(SubEventType::Attack),
        },
    }
}
