//! How much two claims are alike: whether they can be about one happening, and why.

use std::fmt;

use super::{Telling, Who};
use crate::geometry::{BLOCK_DAYS, Meters, bears_a_regions_name, core_of_name, distance};
use crate::model::{Deaths, GeoPrecision, Interval, SubEventType};

/// Two places of the gazetteer closer than this may be meant for each other: a town and its quarter.
const SAME_TOWN: Meters = Meters::from_kilometers(2.0);
/// Exact places closer than this are one, where one of them is only a point.
const SAME_SPOT: Meters = Meters::from_kilometers(5.0);
/// The same where one of them is only near.
const NEAR: Meters = Meters::from_kilometers(25.0);
/// A region and the town it is called after are closer than this.
const ONE_REGION: Meters = Meters::from_kilometers(150.0);
/// One toll may be so many times the other and speak for one happening all the same.
const LIKE_TOLL: f64 = 1.5;
/// Dead from which on that is so: 3 and 4 dead are alike by chance every day of a war.
const SPEAKING_TOLL: u32 = 10;
/// Tolls further apart than this many times are of two happenings: 2 dead and 60 dead.
const OTHER_HAPPENING: u32 = 5;

/// What is found when two claims are laid beside each other.
#[derive(Clone, Debug, PartialEq)]
pub enum Compared {
    /// They have nothing to do with each other.
    Unrelated,
    /// They could be about one happening by place, time and type, and something says that they are not.
    Apart(Apart),
    /// They are about one happening, as far as they say.
    Alike(Likeness),
}

/// Why two claims near in place and time are about two happenings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Apart {
    /// Their tolls are too different.
    Tolls(u32, u32),
    /// They are two rows of one table, whose author tells them apart.
    Rows,
    /// A person says so.
    Decided,
}

impl fmt::Display for Apart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tolls(one, other) => write!(f, "{one} dead and {other} dead are two happenings"),
            Self::Rows => write!(f, "two rows of one table are two happenings"),
            Self::Decided => write!(f, "a person told them apart"),
        }
    }
}

/// Why two claims are about one happening.
#[derive(Clone, Debug, PartialEq)]
pub struct Likeness {
    /// How alike they are; only to be compared.
    pub score: u32,
    reasons: Vec<Reason>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Reason {
    Decided,
    Table,
    SamePlace,
    Within(Meters),
    OneRegion,
    SameDay,
    SameDays,
    Overlap,
    SameType,
    GeneralType,
    SameDoer,
    SameToll(u32),
    LikeToll(u32, u32),
}

impl Likeness {
    /// A table says so.
    #[must_use]
    pub fn by_table() -> Self {
        Self { score: u32::MAX - 1, reasons: vec![Reason::Table] }
    }

    /// A person says so, whatever speaks against it.
    #[must_use]
    pub fn decided() -> Self {
        Self { score: u32::MAX, reasons: vec![Reason::Decided] }
    }

    /// Whether a person says so.
    #[must_use]
    pub fn is_decided(&self) -> bool {
        self.reasons == [Reason::Decided]
    }
}

impl fmt::Display for Likeness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, reason) in self.reasons.iter().enumerate() {
            f.write_str(if at == 0 { "" } else { ", " })?;
            match reason {
                Reason::Decided => write!(f, "a person joined them"),
                Reason::Table => write!(f, "the table says that they are one happening"),
                Reason::SamePlace => write!(f, "the same place"),
                Reason::Within(meters) => write!(f, "{meters} apart"),
                Reason::OneRegion => write!(f, "one region"),
                Reason::SameDay => write!(f, "the same day"),
                Reason::SameDays => write!(f, "the same days"),
                Reason::Overlap => write!(f, "days that overlap"),
                Reason::SameType => write!(f, "the same type"),
                Reason::GeneralType => write!(f, "a type that covers the other"),
                Reason::SameDoer => write!(f, "the same doer"),
                Reason::SameToll(toll) => write!(f, "{toll} dead in both"),
                Reason::LikeToll(one, other) => write!(f, "{one} and {other} dead"),
            }?;
        }
        Ok(())
    }
}

/// Lays two claims beside each other.
#[must_use]
pub fn compare(one: &Telling<'_>, other: &Telling<'_>, who: &Who) -> Compared {
    let (a, b) = (one.claim, other.claim);
    if one.is_parted_from(other) || other.is_parted_from(one) {
        return Compared::Apart(Apart::Decided);
    }
    if one.is_joined_to(other) || other.is_joined_to(one) {
        return Compared::Alike(Likeness::decided());
    }
    if a.happening.is_some() && a.happening == b.happening {
        return Compared::Alike(Likeness::by_table());
    }
    if one.is_row && other.is_row && one.source == other.source {
        // Nobody wonders why: it is so for every pair of rows.
        return Compared::Unrelated;
    }
    let Some(time) = same_time(a.interval, b.interval) else { return Compared::Unrelated };
    let Some(kind) = same_type(a.sub_event_type, b.sub_event_type) else { return Compared::Unrelated };
    let Some(place) = same_place(one, other) else { return Compared::Unrelated };
    let tolls = best(a.deaths).zip(best(b.deaths));
    let toll = tolls.and_then(|(one, other)| {
        (one == other)
            .then_some(Reason::SameToll(one))
            .or_else(|| is_like(one, other).then_some(Reason::LikeToll(one, other)))
    });
    let doer =
        one.doers().any(|one| other.doers().any(|other| who.are_kin(one, other))).then_some(Reason::SameDoer);
    // A clash may be a strike and an attack of which no weapon is known may be one, if something else says so too.
    if kind == Reason::GeneralType && toll.is_none() && (doer.is_none() || time != Reason::SameDay) {
        return Compared::Unrelated;
    }
    // Near the same town, and nothing else that says so.
    let is_far = matches!(place, Reason::Within(meters) if meters > SAME_SPOT);
    let is_clash = a.sub_event_type == SubEventType::ArmedClash;
    if is_far && toll.is_none() && (doer.is_none() || is_clash) {
        return Compared::Unrelated;
    }
    if let Some((one, other)) = tolls.filter(|(one, other)| counts_apart(*one, *other)) {
        return Compared::Apart(Apart::Tolls(one, other));
    }
    let reasons: Vec<Reason> =
        [Some(place), Some(time), Some(kind), doer, toll].into_iter().flatten().collect();
    Compared::Alike(Likeness { score: reasons.iter().map(|reason| weight(*reason)).sum(), reasons })
}

/// Whether two counts are of two happenings.
#[must_use]
pub fn counts_apart(one: u32, other: u32) -> bool {
    one.max(other) > OTHER_HAPPENING * one.min(other).max(1)
}

/// What a reason counts. A place and a day known exactly count most, and a toll, which seldom agrees by chance, next.
fn weight(reason: Reason) -> u32 {
    match reason {
        Reason::Decided | Reason::Table => u32::MAX,
        Reason::SamePlace => 400,
        // The nearer, the more: one point less for every hundred meters.
        Reason::Within(meters) => 350 - (meters.0 / 100.0).min(300.0) as u32,
        Reason::SameDay => 300,
        Reason::SameDays | Reason::SameType | Reason::SameToll(_) => 200,
        Reason::Overlap | Reason::SameDoer | Reason::LikeToll(..) => 100,
        Reason::OneRegion | Reason::GeneralType => 50,
    }
}

fn same_time(one: Interval, other: Interval) -> Option<Reason> {
    if one == other {
        return Some(if one.days() == 1 { Reason::SameDay } else { Reason::SameDays });
    }
    let overlaps = one.start() < other.end() && other.start() < one.end();
    let near = |one: i32, other: i32| (one - other).abs() < BLOCK_DAYS;
    (overlaps
        && near(one.start().number(), other.start().number())
        && near(one.end().number(), other.end().number()))
    .then_some(Reason::Overlap)
}

fn same_type(one: SubEventType, other: SubEventType) -> Option<Reason> {
    use SubEventType::{
        ArmedClash, Attack, GovernmentRegainsTerritory, NonStateActorOvertakesTerritory,
        NonViolentTransferOfTerritory,
    };
    let takes = |kind| {
        matches!(
            kind,
            GovernmentRegainsTerritory | NonStateActorOvertakesTerritory | NonViolentTransferOfTerritory
        )
    };
    if one == other || takes(one) && takes(other) {
        return Some(Reason::SameType);
    }
    let is_general = |kind| matches!(kind, ArmedClash | Attack);
    let covers = |general: SubEventType, kind: SubEventType| is_general(general) && kind.is_strike();
    (covers(one, other) || covers(other, one)).then_some(Reason::GeneralType)
}

fn same_place(one: &Telling<'_>, other: &Telling<'_>) -> Option<Reason> {
    let (here, there) = one.claim.located.as_ref().zip(other.claim.located.as_ref())?;
    if here.place.is_some() && here.place == there.place {
        return Some(Reason::SamePlace);
    }
    let apart = distance(here.position, there.position);
    let (vaguest, finest) =
        (here.geo_precision.max(there.geo_precision), here.geo_precision.min(there.geo_precision));
    match vaguest {
        GeoPrecision::Exact => {
            let are_two = here.place.is_some() && there.place.is_some();
            (apart <= if are_two { SAME_TOWN } else { SAME_SPOT }).then_some(Reason::Within(apart))
        }
        GeoPrecision::Near => (apart <= NEAR).then_some(Reason::Within(apart)),
        GeoPrecision::Region => {
            let is_one = apart <= ONE_REGION
                && (finest == GeoPrecision::Region
                    || bears_a_regions_name(one.claim) && bears_a_regions_name(other.claim))
                && core_of_name(&one.claim.toponym.text) == core_of_name(&other.claim.toponym.text)
                && !core_of_name(&one.claim.toponym.text).is_empty();
            is_one.then_some(Reason::OneRegion)
        }
    }
}

fn best(deaths: Option<Deaths>) -> Option<u32> {
    deaths.map(Deaths::figure)
}

fn is_like(one: u32, other: u32) -> bool {
    one.min(other) >= SPEAKING_TOLL && f64::from(one.max(other)) <= LIKE_TOLL * f64::from(one.min(other))
}
