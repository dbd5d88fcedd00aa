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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::testing::Said;
    use crate::model::{Actor, Claim, Modality, Side, Source};

    /// Papers of which one copies an agency, and partisans of two sides.
    fn who() -> Who {
        let side = |id: &str| Side {
            id: id.into(),
            name: id.to_owned(),
            name_ar: None,
            color: None,
            prefers: Vec::new(),
        };
        let actor = |id: &str, side: &str| Actor { side: Some(side.into()), ..Actor::named(id.into(), id) };
        let partisan =
            |id: &str, side: &str| Source { prefers: Some(side.into()), ..Source::undescribed(&id.into()) };
        Who::new(
            &[actor("army", "government"), actor("rebels", "opposition"), actor("russia", "russia")],
            &[side("government"), side("opposition"), side("russia")],
            &[
                Source { copies: Some("agency".into()), ..Source::undescribed(&"daily".into()) },
                partisan("sana", "government"),
                partisan("tv", "government"),
                partisan("rebel radio", "opposition"),
            ],
        )
    }

    /// Who publishes an account, who did it, and what else it says.
    type Account<'a> = (&'a str, &'a str, &'a dyn Fn(Claim) -> Claim);

    /// How accounts agree.
    fn agreed(accounts: &[Account<'_>]) -> EventStatus {
        let said: Vec<Said> = accounts
            .iter()
            .enumerate()
            .map(|(at, (source, doer, change))| {
                Said::paper(source, "2017-11-13", 0).called(&format!("r{at}.1")).by(doer).changed(change)
            })
            .collect();
        let tellings: Vec<Telling<'_>> = said.iter().map(Said::telling).collect();
        status(&tellings, &who())
    }

    const AS_IT_IS: &dyn Fn(Claim) -> Claim = &|claim| claim;

    #[test]
    fn copies_and_the_same_words_are_one_voice() {
        use EventStatus::{Corroborated, SingleSource};
        assert_eq!(agreed(&[("paper", "army", AS_IT_IS), ("agency", "army", AS_IT_IS)]), Corroborated);
        assert_eq!(agreed(&[("daily", "army", AS_IT_IS), ("agency", "army", AS_IT_IS)]), SingleSource);
        let quoting = |claim| Claim { said_by: Some("agency".into()), ..claim };
        assert_eq!(agreed(&[("paper", "army", &quoting), ("agency", "army", AS_IT_IS)]), SingleSource);
        let words = |claim| Claim {
            quote: Some("Air strikes on Monday killed nobody in the town of Atarib.".to_owned()),
            ..claim
        };
        assert_eq!(agreed(&[("paper", "army", &words), ("agency", "army", &words)]), SingleSource);
    }

    #[test]
    fn a_partisan_counts_half_for_its_side_and_fully_against_it() {
        use EventStatus::{Corroborated, SingleSource};
        // That rebels did it is to the government's liking.
        assert_eq!(agreed(&[("sana", "rebels", AS_IT_IS), ("tv", "rebels", AS_IT_IS)]), SingleSource);
        assert_eq!(agreed(&[("sana", "rebels", AS_IT_IS), ("paper", "rebels", AS_IT_IS)]), Corroborated);
        assert_eq!(agreed(&[("sana", "army", AS_IT_IS), ("tv", "army", AS_IT_IS)]), Corroborated);
        // What both sides say is to the liking of one only.
        assert_eq!(
            agreed(&[("sana", "rebels", AS_IT_IS), ("rebel radio", "rebels", AS_IT_IS)]),
            Corroborated
        );
    }

    #[test]
    fn another_culprit_a_denial_and_doubt_dispute_and_a_denial_alone_denies() {
        use EventStatus::{Denied, Disputed};
        assert_eq!(agreed(&[("paper", "army", AS_IT_IS), ("agency", "russia", AS_IT_IS)]), Disputed);
        let denied = |claim| Claim { modality: Modality::Denied, ..claim };
        assert_eq!(agreed(&[("paper", "army", AS_IT_IS), ("sana", "army", &denied)]), Disputed);
        assert_eq!(agreed(&[("sana", "army", &denied)]), Denied);
        let unsettled = |claim| Claim { is_unsettled: true, ..claim };
        assert_eq!(agreed(&[("paper", "army", &unsettled)]), Disputed);
    }
}
