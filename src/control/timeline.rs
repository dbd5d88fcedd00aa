//! The states of one place over time.

use super::{Rules, Statement, statement::Said, tenure::handed_over};
use std::collections::BTreeSet;

use crate::model::{ActorId, Basis, ControlState, ControlStatus, Day, PlaceId, Rule, SourceId};

/// The states of a place, by the day they began; before the first one nothing is known.
///
/// A state lasts until the day the next assessed one begins, where that day may be uncertain until the first day it
/// may be. Claims that say what is known already join the state that says so. Of two that contradict each other about
/// the same day the more precise one decides, then the one that more sources tell, then the one published later; the other stays as
/// a claim. What a side
/// only claims, and what is denied or merely rumored, never ends an assessed state: it stands beside it. A holder that
/// ended hands over to its successor; one without leaves a mixed place to the others, and any other place unknown. What
/// nobody vouches for any more fades to unknown.
pub fn timeline(
    place: &PlaceId,
    statements: &[Statement<'_>],
    rules: &Rules<'_>,
    actor_ids: &mut dyn FnMut(&str) -> Vec<ActorId>,
) -> Vec<ControlState> {
    let said: Vec<Said<'_>> =
        statements.iter().filter_map(|statement| Said::new(*statement, actor_ids)).collect();
    let agreeing: Vec<usize> = said.iter().map(|one| voices(one, &said)).collect();
    let mut ranked: Vec<(usize, Said<'_>)> = agreeing.into_iter().zip(said).collect();
    ranked.sort_by_key(|(agreeing, said)| {
        let began = said.began();
        let latest_published_first = said.statement.published.map_or(0, |day| -day.number());
        let most_first = std::cmp::Reverse(*agreeing);
        (began.start(), began.days(), most_first, latest_published_first, said.statement.claim.id.clone())
    });
    let said: Vec<Said<'_>> = ranked.into_iter().map(|(_, said)| said).collect();

    let mut assessed: Vec<ControlState> = Vec::new();
    let mut claimed: Vec<ControlState> = Vec::new();
    for one in said.iter().filter(|said| !said.is_denial()) {
        let (basis, rule) = one.verdict(&said, rules.who);
        if basis == Basis::Claimed {
            claimed.extend(state(place, one, assessed.last(), basis, rule));
            continue;
        }
        let last = assessed.last_mut();
        match last {
            Some(last) if goes_without_saying(last, one, rules) => join(last, one),
            Some(last) if last.began.start() == one.began().start() && !is_told_so(last, one) => {
                claimed.extend(state(place, one, None, Basis::Claimed, Rule::Overruled));
            }
            _ => {
                let state = state(place, one, assessed.last(), basis, rule);
                match assessed.last_mut() {
                    Some(last) if state.as_ref().is_some_and(|state| says_the_same(last, state)) => {
                        join(last, one);
                    }
                    _ => assessed.extend(state),
                }
            }
        }
    }
    let starts: Vec<Day> = assessed.iter().map(|state| state.began.start()).collect();
    for (position, state) in assessed.iter_mut().enumerate() {
        state.end = starts.get(position + 1).copied();
    }
    for state in &mut claimed {
        state.end = starts.iter().copied().find(|start| *start > state.began.start());
    }
    let mut states: Vec<ControlState> =
        assessed.into_iter().flat_map(|state| handed_over(state, rules.tenures)).collect();
    states.append(&mut claimed);
    if let Some(days) = rules.stale_after {
        for state in &mut states {
            state.fades = fades(state, days);
        }
    }
    states
}

/// The state that a statement makes of the one before it; `None` where it tells of no state by itself: that nothing has
/// changed, of a place of which nothing is known.
fn state(
    place: &PlaceId,
    said: &Said<'_>,
    before: Option<&ControlState>,
    basis: Basis,
    rule: Rule,
) -> Option<ControlState> {
    let known = |side: fn(&ControlState) -> &Vec<ActorId>| before.map(side).cloned().unwrap_or_default();
    let mut rule = rule;
    let (status, holders, against) = match said.status() {
        ControlStatus::Held if said.holders.is_empty() => return None,
        ControlStatus::Unknown if said.is_departure() => {
            if basis == Basis::Assessed && rule != Rule::Decided {
                rule = Rule::Left;
            }
            // Who was inside while the holder left has it now.
            let inside = known(|state| &state.against);
            let is_contested = before.is_some_and(|state| state.status == ControlStatus::Contested);
            let stays: Vec<ActorId> =
                inside.into_iter().filter(|actor| !said.against.contains(actor)).collect();
            if is_contested && basis == Basis::Assessed && !stays.is_empty() {
                (ControlStatus::Held, stays, Vec::new())
            } else {
                (ControlStatus::Unknown, Vec::new(), Vec::new())
            }
        }
        ControlStatus::Unknown => (ControlStatus::Unknown, Vec::new(), said.against.clone()),
        status @ (ControlStatus::Contested | ControlStatus::Besieged) if said.holders.is_empty() => {
            let mut holders = known(|state| &state.holders);
            holders.retain(|holder| !said.against.contains(holder));
            (status, holders, said.against.clone())
        }
        status => (status, said.holders.clone(), said.against.clone()),
    };
    Some(ControlState {
        place: place.clone(),
        began: said.began(),
        end: None,
        status,
        holders,
        against,
        basis,
        rule,
        vouched: said.vouched(),
        fades: None,
        claims: vec![said.statement.claim.id.clone()],
        sources: vec![said.statement.source.clone()],
    })
}

/// How many sources say of the same day what a statement says.
fn voices(one: &Said<'_>, all: &[Said<'_>]) -> usize {
    let agrees = |other: &&Said<'_>| {
        !other.is_denial()
            && other.began().start() == one.began().start()
            && other.status() == one.status()
            && other.holders == one.holders
    };
    let sources: BTreeSet<&SourceId> =
        all.iter().filter(agrees).map(|other| other.statement.source).collect();
    sources.len()
}

/// Whether a state is what a statement says, too.
fn is_told_so(state: &ControlState, said: &Said<'_>) -> bool {
    state.status == said.status() && state.holders == said.holders && state.against == said.against
}

/// Whether a statement changes nothing: nobody new is named, those who are gone were not there, those who came are there
/// already, or the holder is named more widely.
fn goes_without_saying(last: &ControlState, said: &Said<'_>, rules: &Rules<'_>) -> bool {
    let among = |actors: &[ActorId], others: &[ActorId]| {
        actors.iter().any(|one| others.iter().any(|other| rules.who.is_part_of(other, one)))
    };
    match said.status() {
        ControlStatus::Held if said.holders.is_empty() => true,
        ControlStatus::Held => {
            last.status == ControlStatus::Held
                && last.holders != said.holders
                && said.holders.iter().all(|wide| {
                    last.holders.iter().any(|narrow| narrow != wide && rules.who.is_part_of(narrow, wide))
                })
        }
        ControlStatus::Unknown if said.is_departure() => {
            // Whoever leaves a place that is fought for by others unknown was the holder.
            let may_be_holder = last.status == ControlStatus::Contested && last.holders.is_empty();
            !among(&said.against, &last.holders) && !among(&said.against, &last.against) && !may_be_holder
        }
        ControlStatus::Contested if said.holders.is_empty() => {
            last.status != ControlStatus::Unknown && among(&said.against, &last.holders)
        }
        _ => false,
    }
}

fn says_the_same(one: &ControlState, other: &ControlState) -> bool {
    one.status == other.status && one.holders == other.holders && one.against == other.against
}

fn join(state: &mut ControlState, said: &Said<'_>) {
    state.claims.push(said.statement.claim.id.clone());
    state.vouched = state.vouched.max(said.vouched());
    if !state.sources.contains(said.statement.source) {
        state.sources.push(said.statement.source.clone());
    }
}

/// The day from which on a state is unknown because nobody vouches for it any more.
fn fades(state: &ControlState, stale_after: i32) -> Option<Day> {
    let day = state.vouched.max(state.began.last()).plus(stale_after);
    let is_known = state.status != ControlStatus::Unknown;
    (is_known && state.end.is_none_or(|end| end > day)).then_some(day)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::control::Tenures;
    use crate::event::Who;
    use crate::model::{Actor, Claim, ClaimId, ControlClaim, Interval, ReportId, SourceId, SubEventType};

    fn says(id: usize, interval: Interval, holder: &str, is_claimed: bool) -> Claim {
        Claim {
            control: Some(ControlClaim {
                status: ControlStatus::Held,
                claimed: is_claimed,
                holders: vec![holder.to_owned()],
                against: Vec::new(),
            }),
            ..Claim::bare(ClaimId(format!("c{id:03}")), ReportId::from("r"), SubEventType::Holds, interval)
        }
    }

    fn states(claims: &[Claim]) -> Vec<ControlState> {
        timeline_of(claims, None)
    }

    fn timeline_of(claims: &[Claim], stale_after: Option<i32>) -> Vec<ControlState> {
        let source = SourceId::from("s");
        let statements: Vec<_> = claims
            .iter()
            .map(|claim| Statement { claim, source: &source, published: None, is_accepted: false })
            .collect();
        let (tenures, who) = (tenures(), Who::default());
        let rules = Rules { tenures: &tenures, who: &who, stale_after };
        timeline(&PlaceId::from("p"), &statements, &rules, &mut |name| vec![ActorId::from(name)])
    }

    /// Al-Nusra became HTS at the end of January 2017; the government fell on 8 December 2024.
    fn tenures() -> Tenures {
        let actor = |id: &str, until: &str, successor: Option<&str>| Actor {
            until: Some(until.to_owned()),
            successor: successor.map(ActorId::from),
            ..Actor::named(ActorId::from(id), id)
        };
        Tenures::new(&[actor("nusra", "2017-01", Some("hts")), actor("fallen", "2024-12-08", None)])
    }

    fn shown(states: &[ControlState]) -> Vec<String> {
        states
            .iter()
            .map(|state| {
                let end = state.end.map_or("..".to_owned(), |day| day.to_string());
                format!("{}/{end} {} {}", state.began.start(), state.holders[0], state.basis.name())
            })
            .collect()
    }

    fn day(text: &str) -> Interval {
        Interval::of_day(Day::parse(text).unwrap())
    }

    #[test]
    fn a_state_lasts_until_the_next_begins() {
        let claims = [
            says(2, day("2015-03-28"), "jaysh-al-fath", false),
            says(1, day("2011-03-15"), "government", false),
            says(3, day("2016-01-01"), "jaysh-al-fath", false),
        ];
        assert_eq!(
            shown(&states(&claims)),
            ["2011-03-15/2015-03-28 government assessed", "2015-03-28/.. jaysh-al-fath assessed"]
        );
        assert_eq!(states(&claims)[1].claims.len(), 2);
    }

    #[test]
    fn a_holder_that_ended_hands_over_or_leaves_the_place_unknown() {
        let claims =
            [says(1, day("2015-01-01"), "nusra", false), says(2, day("2020-01-01"), "fallen", false)];
        let states = states(&claims);
        let shown: Vec<String> = states
            .iter()
            .map(|state| format!("{} {} {:?}", state.began.start(), state.status.name(), state.holders))
            .collect();
        assert_eq!(
            shown,
            [
                "2015-01-01 held [ActorId(\"nusra\")]",
                "2017-01-31 held [ActorId(\"hts\")]",
                "2020-01-01 held [ActorId(\"fallen\")]",
                "2024-12-08 unknown []"
            ]
        );
    }

    /// Hezbollah was left alone in Yabrud by the fall of the government that it had taken the town with.
    #[test]
    fn a_partner_of_one_that_ended_does_not_stay_alone_and_one_with_its_own_part_does() {
        let together = |status: ControlStatus| {
            let mut claim = says(1, day("2020-01-01"), "fallen", false);
            if let Some(control) = &mut claim.control {
                control.status = status;
                control.holders.push("other".to_owned());
            }
            let states = states(&[claim]);
            let last = states.last().unwrap();
            format!("{} {:?}", last.status.name(), last.holders)
        };
        assert_eq!(together(ControlStatus::Held), "unknown []");
        assert_eq!(together(ControlStatus::Mixed), "held [ActorId(\"other\")]");
    }

    #[test]
    fn what_a_side_only_claims_ends_nothing() {
        let claims =
            [says(1, day("2020-01-01"), "government", false), says(2, day("2024-11-30"), "hts", true)];
        assert_eq!(
            shown(&states(&claims)),
            ["2020-01-01/.. government assessed", "2024-11-30/.. hts claimed"]
        );
    }

    /// As prose says it: the army enters, the rebels leave, and nobody says any more for longer than evidence holds.
    #[test]
    fn who_is_inside_when_the_holder_leaves_has_it_and_what_nobody_vouches_for_fades() {
        let told = |id: usize, on: &str, status: ControlStatus, holders: &[&str], against: &[&str]| {
            let mut claim = says(id, day(on), "", false);
            let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
            claim.control = Some(ControlClaim {
                status,
                claimed: false,
                holders: names(holders),
                against: names(against),
            });
            claim.sub_event_type = SubEventType::NonStateActorOvertakesTerritory;
            claim
        };
        let claims = [
            told(1, "2016-01-01", ControlStatus::Held, &["rebels"], &[]),
            told(2, "2016-02-01", ControlStatus::Unknown, &[], &["islamists"]),
            told(3, "2016-03-01", ControlStatus::Contested, &[], &["army"]),
            told(4, "2016-04-01", ControlStatus::Unknown, &[], &["rebels"]),
            told(5, "2016-05-01", ControlStatus::Held, &[], &[]),
        ];
        let shown: Vec<String> = timeline_of(&claims, Some(100))
            .iter()
            .map(|state| {
                let fades = state.fades.map_or("never".to_owned(), |day| day.to_string());
                let (began, status, rule) = (state.began.start(), state.status.name(), state.rule.name());
                format!("{began} {status} {:?} {rule} fades {fades}", state.holders)
            })
            .collect();
        assert_eq!(
            shown,
            [
                "2016-01-01 held [ActorId(\"rebels\")] told fades never",
                "2016-03-01 contested [ActorId(\"rebels\")] told fades never",
                "2016-04-01 held [ActorId(\"army\")] left fades 2016-08-09",
            ]
        );
    }

    #[test]
    fn of_two_about_one_day_the_more_precise_decides() {
        let month = Interval::of_month(Day::parse("2012-07-01").unwrap());
        let claims = [says(1, month, "government", false), says(2, day("2012-07-01"), "rebels", false)];
        assert_eq!(
            shown(&states(&claims)),
            ["2012-07-01/.. rebels assessed", "2012-07-01/.. government claimed"]
        );
    }

    proptest! {
        #[test]
        fn assessed_states_follow_each_other_without_gap_or_overlap_and_no_claim_is_lost(
            rows in prop::collection::vec((0..400i32, 1..40i32, 0..3usize, any::<bool>()), 0..30),
        ) {
            let claims: Vec<Claim> = rows
                .iter()
                .enumerate()
                .map(|(id, (start, length, holder, is_claimed))| {
                    let start = Day::from_number(*start);
                    says(id, Interval::new(start, start.plus(*length)), ["a", "b", "c"][*holder], *is_claimed)
                })
                .collect();
            let states = states(&claims);
            let assessed: Vec<_> = states.iter().filter(|state| state.basis == Basis::Assessed).collect();
            for pair in assessed.windows(2) {
                prop_assert_eq!(pair[0].end, Some(pair[1].began.start()));
                prop_assert!(pair[0].began.start() < pair[1].began.start());
            }
            prop_assert_eq!(states.iter().map(|state| state.claims.len()).sum::<usize>(), claims.len());
        }
    }
}
