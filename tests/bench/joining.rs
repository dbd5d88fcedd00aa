//! Joining claims to events, in process: CPU time of one core, and how it grows with the number of claims.
//!
//! `cargo bench --bench joining`. Happenings are strewn over fifty towns and their surroundings; each is told by one to
//! four of six publishers, two of them tables. Once the war grows longer with the claims, as a theatre does when years
//! are added; once it stays five thousand days, so that every day and place has more claims.

use std::time::Instant;

use kharita::{
    event::{Telling, Who, join, merge},
    model::{
        ActorId, Claim, ClaimId, ClaimedActor, Day, Deaths, GeoPrecision, Interval, Located, Position,
        ReportId, Role, SourceId, SubEventType,
    },
    theatre::Tables,
};

const FIRST_DAY: i32 = 15_048;
const DAYS: u32 = 5_000;
/// Claims of five thousand days in a war of the first kind.
const USUAL: u32 = 100_000;

fn main() {
    // `cargo test --benches` asks only whether it runs.
    let sizes: &[u32] =
        if std::env::args().any(|one| one == "--bench") { &[10_000, 100_000, 1_000_000] } else { &[1_000] };
    let tables = Tables::syria().expect("the tables are whole");
    let who = Who::new(&tables.actors, &tables.sides, &tables.sources);
    println!(
        "{:>10}  {:<22} {:>10} {:>12} {:>10} {:>10}",
        "claims", "war", "seconds", "us a claim", "events", "joined"
    );
    for &claims in sizes {
        for (war, days) in [
            ("grows longer", (DAYS * (claims / 1_000).max(1) / (USUAL / 1_000)).max(20)),
            ("stays as long", DAYS),
        ] {
            measure(claims, war, days, &who);
        }
    }
}

fn measure(claims: u32, war: &str, days: u32, who: &Who) {
    let told = told(claims, days);
    let mut ids = |name: &str| vec![ActorId::from(name)];
    let tellings: Vec<Telling<'_>> = told
        .iter()
        .map(|(claim, source, published, is_row)| {
            Telling::new(claim, source, Some(*published), *is_row, &mut ids)
        })
        .collect();
    let started = Instant::now();
    let (groups, links) = join(&tellings, who);
    let events = groups
        .iter()
        .filter_map(|group| {
            let accounts: Vec<Telling<'_>> = group.iter().map(|&at| tellings[at].clone()).collect();
            merge(&accounts, who)
        })
        .count();
    let seconds = started.elapsed().as_secs_f64();
    let joined = links.iter().filter(|link| link.verdict.is_ok()).count();
    println!(
        "{claims:>10}  {war:<22} {seconds:>10.2} {:>12.2} {events:>10} {joined:>10}",
        seconds / f64::from(claims) * 1e6
    );
}

/// Claims with who published them, when, and whether they are rows of a table.
fn told(claims: u32, days: u32) -> Vec<(Claim, SourceId, Day, bool)> {
    let mut random = Random(42);
    let mut told = Vec::new();
    while told.len() < claims as usize {
        let town = random.below(50);
        let day = FIRST_DAY + random.below(days) as i32;
        let near = |random: &mut Random| (f64::from(random.below(2_000)) - 1_000.0) / 10_000.0;
        let latitude = 33.0 + f64::from(town % 10) * 0.38 + near(&mut random);
        let longitude = 36.0 + f64::from(town / 10) * 1.1 + near(&mut random);
        let kind = [
            SubEventType::AirDroneStrike,
            SubEventType::ShellingArtilleryMissileAttack,
            SubEventType::ArmedClash,
            SubEventType::NonStateActorOvertakesTerritory,
        ][random.below(4) as usize];
        let dead = random.below(40);
        for _ in 0..=random.below(4) {
            let publisher = random.below(6);
            let vague = [1, 1, 1, 7][random.below(4) as usize];
            let interval = Interval::new(Day::from_number(day), Day::from_number(day + vague));
            let shift = f64::from(random.below(200)) / 10_000.0;
            let id = told.len();
            told.push((
                claim(id, kind, (longitude + shift, latitude), interval, dead + random.below(3)),
                SourceId(format!("publisher-{publisher}")),
                Day::from_number(day + 1 + random.below(9) as i32),
                publisher < 2,
            ));
        }
    }
    told.truncate(claims as usize);
    told
}

fn claim(id: usize, kind: SubEventType, at: (f64, f64), interval: Interval, dead: u32) -> Claim {
    let report = ReportId(format!("report:{id}"));
    Claim {
        located: Position::new(at.0, at.1).map(|position| Located {
            position,
            geo_precision: GeoPrecision::Exact,
            place: None,
        }),
        actors: vec![ClaimedActor { name: "syrian-government".to_owned(), role: Role::Actor1 }],
        deaths: Deaths::new(None, (!dead.is_multiple_of(3)).then_some(dead), None),
        ..Claim::bare(ClaimId::of(&report, 1), report, kind, interval)
    }
}

/// A generator of numbers that are the same each time (xorshift, Marsaglia 2003).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u32) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((self.0 >> 33) % u64::from(bound)) as u32
    }
}
