//! The states of one place over time.

use super::Tenures;
use crate::model::{
    ActorId, Basis, Claim, ControlClaim, ControlState, ControlStatus, Day, Interval, Modality, PlaceId,
    SourceId,
};

/// A claim about control, with who published it and when.
#[derive(Clone, Copy, Debug)]
pub struct Statement<'a> {
    /// The claim.
    pub claim: &'a Claim,
    /// Who published it.
    pub source: &'a SourceId,
    /// When it was published.
    pub published: Option<Day>,
}

/// The states of a place, by the day they began; before the first one nothing is known.
///
/// A state lasts until the day the next assessed one begins, where that day may be uncertain until the first day it
/// may be. A holder that ended hands over to its successor; one without leaves a mixed place to the others, and any
/// other place unknown. Claims that say what is known already join the state that says so. Of two that contradict each other about
/// the same day the more precise one decides, then the one published later; the other stays as a claim. What a side
/// only claims never ends an assessed state: it stands beside it.
pub fn timeline(
    place: &PlaceId,
    statements: &[Statement<'_>],
    tenures: &Tenures,
    actor_ids: &mut dyn FnMut(&str) -> Vec<ActorId>,
) -> Vec<ControlState> {
    let mut ordered: Vec<(&Statement<'_>, &ControlClaim)> = statements
        .iter()
        .filter(|statement| statement.claim.modality != Modality::Denied)
        .filter_map(|statement| Some((statement, statement.claim.control.as_ref()?)))
        .collect();
    ordered.sort_by_key(|(statement, _)| {
        let interval = statement.claim.interval;
        let latest_published_first = statement.published.map_or(0, |day| -day.number());
        (interval.start(), interval.days(), latest_published_first, &statement.claim.id)
    });

    let mut assessed: Vec<ControlState> = Vec::new();
    let mut claimed: Vec<ControlState> = Vec::new();
    for (statement, control) in ordered {
        let mut state = state_of(place, statement, control, actor_ids);
        if control.claimed || statement.claim.modality == Modality::Claimed {
            state.basis = Basis::Claimed;
            claimed.push(state);
            continue;
        }
        match assessed.last_mut() {
            Some(last) if says_the_same(last, &state) => join(last, state),
            Some(last) if last.began.start() == state.began.start() => {
                state.basis = Basis::Claimed;
                claimed.push(state);
            }
            _ => assessed.push(state),
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
        assessed.into_iter().flat_map(|state| handed_over(state, tenures)).collect();
    states.append(&mut claimed);
    states
}

/// A state as it goes on when its holders end: first itself, then what follows it.
fn handed_over(state: ControlState, tenures: &Tenures) -> Vec<ControlState> {
    let mut states = vec![state];
    while let Some(last) = states.last_mut() {
        let begins = last.began.last();
        let is_within = |day: Day| day > begins && last.end.is_none_or(|end| day < end);
        let ends = last
            .holders
            .iter()
            .filter_map(|holder| tenures.end_of(holder))
            .filter(|end| is_within(*end))
            .min();
        let Some(end) = ends else { break };
        let mut next = last.clone();
        last.end = Some(end);
        next.began = Interval::of_day(end);
        next.holders = last.holders.iter().filter_map(|holder| tenures.holder_on(holder, end)).collect();
        // Who held it along with one that ended is not said to stay alone; who held a part of its own is.
        if last.status != ControlStatus::Mixed && next.holders.len() < last.holders.len() {
            next.holders.clear();
        }
        if next.status == ControlStatus::Mixed && next.holders.len() == 1 {
            next.status = ControlStatus::Held;
        }
        if next.holders.is_empty() {
            next.status = ControlStatus::Unknown;
            next.against.clear();
        }
        states.push(next);
    }
    states
}

fn state_of(
    place: &PlaceId,
    statement: &Statement<'_>,
    control: &ControlClaim,
    actor_ids: &mut dyn FnMut(&str) -> Vec<ActorId>,
) -> ControlState {
    let mut ids = |names: &[String]| {
        let mut ids: Vec<ActorId> = Vec::new();
        for id in names.iter().flat_map(|name| actor_ids(name)) {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        ids
    };
    let is_unknown = control.status == ControlStatus::Unknown;
    ControlState {
        place: place.clone(),
        began: statement.claim.interval,
        end: None,
        status: control.status,
        holders: if is_unknown { Vec::new() } else { ids(&control.holders) },
        against: ids(&control.against),
        basis: Basis::Assessed,
        claims: vec![statement.claim.id.clone()],
        sources: vec![statement.source.clone()],
    }
}

fn says_the_same(one: &ControlState, other: &ControlState) -> bool {
    one.status == other.status && one.holders == other.holders && one.against == other.against
}

fn join(state: &mut ControlState, other: ControlState) {
    state.claims.extend(other.claims);
    for source in other.sources {
        if !state.sources.contains(&source) {
            state.sources.push(source);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::{Actor, ClaimId, ControlStatus, Interval, ReportId, SubEventType};

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
        let source = SourceId::from("s");
        let statements: Vec<_> =
            claims.iter().map(|claim| Statement { claim, source: &source, published: None }).collect();
        timeline(&PlaceId::from("p"), &statements, &tenures(), &mut |name| vec![ActorId::from(name)])
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
