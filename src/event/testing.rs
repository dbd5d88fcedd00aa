//! Claims for the tests of this room.

use proptest::prelude::*;

use super::Telling;
use crate::model::{
    ActorId, Claim, ClaimId, ClaimedActor, Day, Deaths, GeoPrecision, Interval, Located, Position, ReportId,
    Role, SourceId, SubEventType, Toponym,
};

/// What a claim of a test says.
#[derive(Clone, Debug)]
pub struct Said {
    pub id: String,
    pub source: SourceId,
    pub published: Option<Day>,
    pub is_row: bool,
    pub happening: Option<String>,
    claim: Claim,
}

impl Said {
    /// An air strike on Atarib as a table has it, published on its day.
    pub fn row(source: &str, day: &str, dead: u32) -> Self {
        Self::new(source, source, true, (36.8307, 36.1392), day, dead)
    }

    /// The same as a paper tells it a day later.
    pub fn paper(id: &str, day: &str, dead: u32) -> Self {
        let said = Self::new(id, id, false, (36.8301, 36.1401), day, dead);
        let published = said.published.map(|day| Day::from_number(day.number() + 1));
        Self { published, ..said }
    }

    fn new(id: &str, source: &str, is_row: bool, at: (f64, f64), day: &str, dead: u32) -> Self {
        let day = Day::parse(day).unwrap();
        let claim = Claim {
            toponym: Toponym { text: "Atarib".to_owned(), ..Toponym::default() },
            located: Some(Located {
                position: Position::new(at.0, at.1).unwrap(),
                geo_precision: GeoPrecision::Exact,
                place: None,
            }),
            deaths: Deaths::new(None, (dead > 0).then_some(dead), None),
            ..Claim::bare(
                ClaimId::default(),
                ReportId::default(),
                SubEventType::AirDroneStrike,
                Interval::of_day(day),
            )
        };
        let mut said = Self {
            id: id.to_owned(),
            source: source.into(),
            published: Some(day),
            is_row,
            happening: None,
            claim,
        };
        said.settle();
        said
    }

    /// The same under another id.
    pub fn called(self, id: &str) -> Self {
        let mut said = Self { id: id.to_owned(), ..self };
        said.settle();
        said
    }

    /// The same with its table's key of the happening.
    pub fn keyed(self, happening: &str) -> Self {
        let mut said = Self { happening: Some(happening.to_owned()), ..self };
        said.settle();
        said
    }

    /// The same done by somebody.
    pub fn by(mut self, doer: &str) -> Self {
        self.claim.actors = vec![ClaimedActor { name: doer.to_owned(), role: Role::Actor1 }];
        self
    }

    /// The same with something else changed in its claim.
    pub fn changed(mut self, change: &dyn Fn(Claim) -> Claim) -> Self {
        self.claim = change(self.claim);
        self
    }

    /// Lays what the test says into the claim.
    fn settle(&mut self) {
        self.claim.id = ClaimId(self.id.clone());
        self.claim.report = ReportId(self.id.clone());
        self.claim.happening.clone_from(&self.happening);
    }

    pub fn telling(&self) -> Telling<'_> {
        Telling::new(&self.claim, &self.source, self.published, self.is_row, &mut |name| {
            vec![ActorId::from(name)]
        })
    }
}

/// Claims of a few publishers about a few places and days.
pub fn many() -> impl Strategy<Value = Vec<Said>> {
    let one = (0..5_usize, any::<bool>(), 0..6_i32, 0..6_i32, 0..30_i32, 0..4_usize, 0..5_u32, 0..3_usize);
    prop::collection::vec(one, 1..40).prop_map(|all| {
        let said =
            all.into_iter().enumerate().map(|(at, (source, is_row, x, y, day, kind, toll, precision))| {
                let id = format!("r{at:02}");
                let tolls = [0, 3, 4, 12, 60];
                let position = (36.7 + 0.04 * f64::from(x), 36.1 + 0.04 * f64::from(y));
                let mut said = Said::new(
                    &id,
                    &format!("source{source}"),
                    is_row,
                    position,
                    "2017-11-01",
                    tolls[toll as usize],
                );
                let first = Day::parse("2017-11-01").unwrap().number() + day;
                let days = [1, 1, 7][precision];
                said.claim.interval = Interval::new(Day::from_number(first), Day::from_number(first + days));
                said.claim.sub_event_type = [
                    SubEventType::AirDroneStrike,
                    SubEventType::ShellingArtilleryMissileAttack,
                    SubEventType::ArmedClash,
                    SubEventType::Attack,
                ][kind];
                said.published = (at % 7 != 0).then(|| Day::from_number(first + days));
                if let Some(located) = &mut said.claim.located {
                    located.geo_precision =
                        [GeoPrecision::Exact, GeoPrecision::Near, GeoPrecision::Region][precision];
                }
                said.happening = (at % 9 == 4).then(|| format!("source{source}:h{}", day / 10));
                said.settle();
                said
            });
        said.collect()
    })
}

/// Another order of the same.
pub fn shuffle<T>(items: &mut [T], mut seed: u64) {
    for at in (1..items.len()).rev() {
        // Knuth's linear congruential generator, MMIX.
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        items.swap(at, (seed >> 33) as usize % (at + 1));
    }
}
