//! Which claims are about one happening.
//!
//! Two claims are, when their types can be of one happening, their days overlap, and their places are one place as far as
//! both are known exactly. Joining goes from claim to claim in the order given, so the same claims give the same groups.

use crate::geometry::{Meters, distance};
use crate::model::{Claim, Deaths, GeoPrecision, Interval, Located, Modality, SubEventType};

/// Claims about one happening, by their numbers, and whether they contradict each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The claims, in order.
    pub claims: Vec<usize>,
    /// Whether one denies what another says, or counts other dead.
    pub is_disputed: bool,
}

/// Exact places closer than this are one.
const SAME_SPOT: Meters = Meters::from_kilometers(5.0);
/// The same where one of them is only near.
const NEAR: Meters = Meters::from_kilometers(25.0);
/// Days that an interval may be longer than the one it is joined to, where the type is one that happens daily.
const LOOSEST: i32 = 10;
/// Tolls that differ by more than this share contradict each other.
const OTHER_TOLL: f64 = 0.1;

/// Joins the claims of a few reports; plans, threats and what did not happen are left out.
#[must_use]
pub fn join(claims: &[&Claim]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (at, claim) in claims.iter().enumerate() {
        if !claim.modality.is_of_fact() {
            continue;
        }
        let known =
            groups.iter_mut().find(|group| group.claims.iter().any(|&other| is_same(claims[other], claim)));
        match known {
            Some(group) => group.claims.push(at),
            None => groups.push(Group { claims: vec![at], is_disputed: false }),
        }
    }
    for group in &mut groups {
        group.is_disputed = is_disputed(claims, &group.claims);
    }
    groups
}

/// Whether two claims are about one happening.
#[must_use]
pub fn is_same(one: &Claim, other: &Claim) -> bool {
    is_same_type(one.sub_event_type, other.sub_event_type)
        && is_same_time(one.interval, other.interval)
        && one.located.as_ref().zip(other.located.as_ref()).is_some_and(|(here, there)| {
            is_same_place(here, there)
                || is_part(one, other) && here.geo_precision.max(there.geo_precision) > GeoPrecision::Exact
        })
        && !counts_apart(one, other)
}

fn is_same_type(one: SubEventType, other: SubEventType) -> bool {
    use SubEventType::{
        GovernmentRegainsTerritory, NonStateActorOvertakesTerritory, NonViolentTransferOfTerritory,
    };
    let takes = |kind| {
        matches!(
            kind,
            GovernmentRegainsTerritory | NonStateActorOvertakesTerritory | NonViolentTransferOfTerritory
        )
    };
    one == other || takes(one) && takes(other)
}

fn is_same_time(one: Interval, other: Interval) -> bool {
    let overlaps = one.start() < other.end() && other.start() < one.end();
    overlaps && (one.days() - other.days()).abs() <= LOOSEST
}

fn is_same_place(one: &Located, other: &Located) -> bool {
    if one.place.is_some() && one.place == other.place {
        return true;
    }
    let apart = distance(one.position, other.position);
    match one.geo_precision.max(other.geo_precision) {
        GeoPrecision::Exact => apart <= SAME_SPOT,
        GeoPrecision::Near => apart <= NEAR,
        GeoPrecision::Region => false,
    }
}

/// Whether two areas bear one name, such as a governorate, a part of it, and its town that may stand for it.
fn is_part(one: &Claim, other: &Claim) -> bool {
    let core = |claim: &Claim| {
        let words = claim.toponym.text.split_whitespace();
        let is_name = |word: &&str| {
            let word = word.to_lowercase();
            !word.ends_with("ern")
                && !matches!(word.as_str(), "governorate" | "countryside" | "district" | "province")
        };
        words.filter(is_name).collect::<Vec<_>>().join(" ")
    };
    let (one, other) = (core(one), core(other));
    !one.is_empty() && one == other
}

/// Whether two claims count so differently that they tell of two happenings: 2 dead and 60 dead.
fn counts_apart(one: &Claim, other: &Claim) -> bool {
    let least = |deaths: Option<Deaths>| deaths.and_then(|deaths| deaths.best);
    let counts = least(one.deaths).zip(least(other.deaths));
    counts.is_some_and(|(one, other)| one.max(other) > 5 * one.min(other).max(1))
}

fn is_disputed(claims: &[&Claim], group: &[usize]) -> bool {
    let denies = |&at: &usize| claims[at].modality == Modality::Denied;
    let is_unsettled = |&at: &usize| claims[at].is_unsettled;
    if group.iter().any(is_unsettled) || group.iter().any(denies) && !group.iter().all(denies) {
        return true;
    }
    let tolls = group.iter().filter_map(|&at| claims[at].deaths?.best);
    let (least, most) = tolls.fold((u32::MAX, 0), |(least, most), toll| (least.min(toll), most.max(toll)));
    most > least && f64::from(most - least) > OTHER_TOLL * f64::from(most)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ClaimId, ClassifiedBy, Day, PlaceId, Position, ReportId, TimePrecision, Toponym};

    fn claim(kind: SubEventType, at: (f64, f64), day: &str, dead: Option<u32>) -> Claim {
        let interval = Interval::of_day(Day::parse(day).expect("a day"));
        Claim {
            id: ClaimId::default(),
            report: ReportId::default(),
            happening: None,
            sub_event_type: kind,
            classified_by: ClassifiedBy::Source,
            modality: Modality::Asserted,
            interval,
            time_precision: TimePrecision::of(interval),
            toponym: Toponym::default(),
            located: Some(Located {
                position: Position::new(at.0, at.1).expect("a point"),
                geo_precision: GeoPrecision::Exact,
                place: None::<PlaceId>,
            }),
            actors: Vec::new(),
            deaths: Deaths::new(dead, dead, dead),
            injured: None,
            said_by: None,
            is_unsettled: false,
            quote: None,
            spans: None,
            control: None,
        }
    }

    #[test]
    fn one_strike_told_twice_is_one_and_disputed_where_the_tolls_differ() {
        use SubEventType::{AirDroneStrike as Air, ArmedClash as Clash};
        let atarib = (36.83, 36.14);
        let claims = [
            claim(Air, atarib, "2017-11-13", Some(60)),
            claim(Air, (36.82, 36.14), "2017-11-13", Some(68)),
            claim(Clash, atarib, "2017-11-13", None),
            claim(Air, atarib, "2017-11-20", None),
            claim(Air, (36.63, 35.93), "2017-11-13", None),
        ];
        let groups = join(&claims.iter().collect::<Vec<_>>());
        let shown: Vec<(Vec<usize>, bool)> =
            groups.into_iter().map(|group| (group.claims, group.is_disputed)).collect();
        assert_eq!(shown, [(vec![0, 1], true), (vec![2], false), (vec![3], false), (vec![4], false)]);
    }

    #[test]
    fn a_denial_disputes_and_a_plan_is_no_account() {
        let taken = claim(SubEventType::NonStateActorOvertakesTerritory, (36.69, 35.38), "2024-11-30", None);
        let denied = Claim { modality: Modality::Denied, ..taken.clone() };
        let planned = Claim { modality: Modality::Planned, ..taken.clone() };
        let groups = join(&[&taken, &denied, &planned]);
        assert_eq!(groups, [Group { claims: vec![0, 1], is_disputed: true }]);
    }
}
