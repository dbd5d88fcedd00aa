//! How the accounts of an event agree.

use std::collections::BTreeMap;

use super::{Telling, Who};
use crate::model::{EventStatus, EventType, SideId, SourceId, SubEventType};

/// Tolls whose ranges are further apart than this share of the larger contradict each other.
const OTHER_TOLL: f64 = 0.1;
/// Weight of what a partisan says for its own side.
const PARTISAN: f64 = 0.5;
/// Weight from which on independent voices corroborate each other: one that is no partisan, and one more.
const ENOUGH: f64 = 1.5;
/// Characters from which on equal words are a copy and no accident.
const COPIED: usize = 40;

/// How these accounts agree.
///
/// - Denied: nobody asserts it, somebody denies it.
/// - Disputed: a denial beside an assertion, tolls whose ranges do not meet, culprits that are nobody's kin, or a report that
///   says itself that it is not settled.
/// - Corroborated: independent voices that agree. Whoever copies an agency, or quotes the same voice or the same words, is no
///   second voice. A partisan counts fully against the side it prefers, and half for it, all of one side together.
/// - Single source: anything else.
#[must_use]
pub fn status(tellings: &[Telling<'_>], who: &Who) -> EventStatus {
    let affirmed: Vec<&Telling<'_>> = tellings.iter().filter(|telling| !telling.is_denial()).collect();
    if affirmed.is_empty() {
        return EventStatus::Denied;
    }
    let is_unsettled = affirmed.iter().any(|telling| telling.claim.is_unsettled);
    if affirmed.len() < tellings.len()
        || is_unsettled
        || tolls_differ(&affirmed)
        || culprits_differ(&affirmed, who)
    {
        EventStatus::Disputed
    } else if is_corroborated(&affirmed, who) {
        EventStatus::Corroborated
    } else {
        EventStatus::SingleSource
    }
}

fn tolls_differ(accounts: &[&Telling<'_>]) -> bool {
    let ranges = accounts.iter().filter_map(|telling| telling.claim.deaths).map(|toll| {
        let lowest = toll.low.or(toll.best).or(toll.high).unwrap_or_default();
        (lowest, toll.high.or(toll.best).or(toll.low).unwrap_or_default().max(lowest))
    });
    let (highest_low, lowest_high) =
        ranges.fold((0, u32::MAX), |(low, high), range| (low.max(range.0), high.min(range.1)));
    f64::from(highest_low) - f64::from(lowest_high) > OTHER_TOLL * f64::from(highest_low)
}

/// Whether two accounts name doers of which none is the other's kin. In a clash both sides do it, and who is named first
/// says nothing.
fn culprits_differ(accounts: &[&Telling<'_>], who: &Who) -> bool {
    let named: Vec<&&Telling<'_>> = accounts
        .iter()
        .filter(|telling| {
            telling.claim.sub_event_type.event_type() != EventType::Battles
                || is_capture(telling.claim.sub_event_type)
        })
        .filter(|telling| telling.doers().next().is_some())
        .collect();
    named.iter().enumerate().any(|(at, one)| {
        named[..at]
            .iter()
            .any(|other| !one.doers().any(|one| other.doers().any(|other| who.are_kin(one, other))))
    })
}

fn is_corroborated(accounts: &[&Telling<'_>], who: &Who) -> bool {
    // The first telling of each voice stands for it.
    let mut voices: BTreeMap<&SourceId, &Telling<'_>> = BTreeMap::new();
    let mut words: Vec<String> = Vec::new();
    for telling in accounts {
        let said = telling.claim.quote.as_deref().map(plain).filter(|said| said.len() >= COPIED);
        if said.as_ref().is_some_and(|said| words.contains(said)) {
            continue;
        }
        words.extend(said);
        voices.entry(who.origin(telling.voice())).or_insert(telling);
    }
    let mut partisans: BTreeMap<&SideId, f64> = BTreeMap::new();
    let mut weight = 0.0;
    for (voice, telling) in &voices {
        match who.partisan_of(voice) {
            Some(side) if is_for(telling, side, who) => {
                partisans.insert(side, PARTISAN);
            }
            _ => weight += 1.0,
        }
    }
    voices.len() > 1 && weight + partisans.values().sum::<f64>() >= ENOUGH
}

/// Whether what is told is to the liking of a side: that it took a place, or that others did violence.
fn is_for(telling: &Telling<'_>, side: &SideId, who: &Who) -> bool {
    let is_own = telling.doers().any(|doer| who.is_with(doer, side));
    is_capture(telling.claim.sub_event_type) == is_own
}

fn is_capture(kind: SubEventType) -> bool {
    matches!(
        kind,
        SubEventType::GovernmentRegainsTerritory
            | SubEventType::NonStateActorOvertakesTerritory
            | SubEventType::NonViolentTransferOfTerritory
    )
}

/// The letters and digits of a text.
fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
