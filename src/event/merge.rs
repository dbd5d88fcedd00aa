//! What the claims about one happening say together.
//!
//! Nothing is picked silently: the event's figures span every account. The claims stay beside it.

use super::{Telling, Who, status::status};
use crate::model::{Deaths, Event, EventActor, EventId, GeoPrecision, Role, SourceId};

/// Merges the claims about one happening; `None` when there are none.
///
/// - Id: that of the earliest-published claim.
/// - Type: that of the earliest account that does not deny.
/// - Time and place: those of the most precise account, the earliest among equals.
/// - Actors: all that any account names, in the order they are named.
/// - Deaths: lowest and highest figure of any account; as best figure the median of theirs, the lower one of two.
#[must_use]
pub fn merge(tellings: &[Telling<'_>], who: &Who) -> Option<Event> {
    let mut tellings = tellings.to_vec();
    tellings.sort_by(|one, other| one.order().cmp(&other.order()));
    let first = tellings.first()?;
    let affirmed: Vec<&Telling<'_>> = tellings.iter().filter(|telling| !telling.is_denial()).collect();
    let accounts = if affirmed.is_empty() { tellings.iter().collect() } else { affirmed };
    let lead = accounts.first()?.claim;
    let timed = accounts.iter().map(|t| t.claim).min_by_key(|claim| claim.interval.days())?;
    let placed = accounts
        .iter()
        .map(|t| t.claim)
        .filter(|claim| claim.located.is_some())
        .min_by_key(|claim| claim.located.as_ref().map(|at| at.geo_precision))
        .unwrap_or(lead);
    let located = placed.located.as_ref();

    let mut actors: Vec<EventActor> = Vec::new();
    for role in [Role::Actor1, Role::Actor2] {
        for named in accounts.iter().flat_map(|t| &t.actors).filter(|named| named.role == role) {
            if !actors.contains(named) {
                actors.push(named.clone());
            }
        }
    }
    let mut sources: Vec<SourceId> = Vec::new();
    for telling in &tellings {
        if !sources.contains(telling.source) {
            sources.push(telling.source.clone());
        }
    }

    Some(Event {
        id: EventId(first.claim.id.0.clone()),
        sub_event_type: lead.sub_event_type,
        classified_by: lead.classified_by,
        interval: timed.interval,
        time_precision: timed.time_precision,
        toponym: placed.toponym.text.clone(),
        admin1: placed.toponym.admin1.clone(),
        place: located.and_then(|at| at.place.clone()),
        position: located.map(|at| at.position),
        geo_precision: located.map_or(GeoPrecision::Region, |at| at.geo_precision),
        actors,
        deaths: toll(&accounts),
        injured: accounts.iter().filter_map(|t| t.claim.injured).max(),
        status: status(&tellings, who),
        sources,
    })
}

/// The toll over all accounts.
fn toll(accounts: &[&Telling<'_>]) -> Option<Deaths> {
    let tolls: Vec<Deaths> = accounts.iter().filter_map(|t| t.claim.deaths).collect();
    if let [one] = tolls[..] {
        return Some(one);
    }
    let figures = |toll: &Deaths| [toll.low, toll.best, toll.high].into_iter().flatten();
    let mut best: Vec<u32> = tolls.iter().map(|toll| toll.figure()).collect();
    best.sort_unstable();
    let median = *best.get(best.len().checked_sub(1)? / 2)?;
    Deaths::new(tolls.iter().flat_map(figures).min(), Some(median), tolls.iter().flat_map(figures).max())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        ActorId, Claim, ClaimId, ClaimedActor, Day, EventStatus, Interval, Modality, ReportId, SubEventType,
        Toponym,
    };

    fn claim(id: &str, said_by: &str, culprit: &str, dead: Option<u32>) -> Claim {
        Claim {
            happening: Some("atarib".to_owned()),
            toponym: Toponym { text: "Atarib".to_owned(), ..Toponym::default() },
            actors: vec![ClaimedActor { name: culprit.to_owned(), role: Role::Actor1 }],
            deaths: Deaths::new(None, dead, None),
            said_by: Some(SourceId::from(said_by)),
            ..Claim::bare(
                ClaimId::from(id),
                ReportId::from("r"),
                SubEventType::AirDroneStrike,
                Interval::of_day(Day::parse("2017-11-13").unwrap()),
            )
        }
    }

    fn merged(claims: &[Claim]) -> Event {
        let paper = SourceId::from("paper");
        let tellings: Vec<_> = claims
            .iter()
            .map(|claim| Telling::new(claim, &paper, None, true, &mut |name| vec![ActorId::from(name)]))
            .collect();
        merge(&tellings, &Who::default()).unwrap()
    }

    #[test]
    fn two_voices_that_agree_corroborate() {
        let event = merged(&[claim("1", "a", "russia", Some(60)), claim("2", "b", "russia", Some(60))]);
        assert_eq!(event.status, EventStatus::Corroborated);
    }

    #[test]
    fn one_voice_told_twice_is_a_single_source() {
        let event = merged(&[claim("1", "a", "russia", Some(60)), claim("2", "a", "russia", Some(60))]);
        assert_eq!(event.status, EventStatus::SingleSource);
    }

    #[test]
    fn another_toll_or_another_culprit_is_a_dispute_and_every_figure_is_kept() {
        let tolls = merged(&[claim("1", "a", "russia", Some(60)), claim("2", "b", "russia", Some(68))]);
        assert_eq!(tolls.status, EventStatus::Disputed);
        assert_eq!(tolls.deaths, Deaths::new(Some(60), Some(60), Some(68)));
        let culprits = merged(&[claim("1", "a", "russia", None), claim("2", "b", "government", None)]);
        assert_eq!(culprits.status, EventStatus::Disputed);
        assert_eq!(culprits.actors.len(), 2);
        assert_eq!(culprits.deaths, None);
    }

    #[test]
    fn a_denial_disputes_and_alone_denies() {
        let denial = Claim { modality: Modality::Denied, ..claim("1", "a", "hts", None) };
        assert_eq!(merged(&[denial.clone(), claim("2", "b", "hts", None)]).status, EventStatus::Disputed);
        assert_eq!(merged(&[denial]).status, EventStatus::Denied);
    }

    #[test]
    fn the_order_of_claims_does_not_matter() {
        let claims = [claim("1", "a", "russia", Some(60)), claim("2", "b", "government", Some(68))];
        let mut turned = claims.clone();
        turned.reverse();
        assert_eq!(merged(&claims), merged(&turned));
    }
}
