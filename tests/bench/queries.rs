//! Queries over generated events, in process: how long a box, a window and a type take, and how that grows.
//!
//! `cargo bench --bench queries`. Each figure is over 2,000 queries at random places and days, after 200 to warm up.

use std::{hint::black_box, time::Instant};

use kharita::{
    atlas::{Atlas, Builder, Filter, Layer},
    model::{
        Bbox, ClassifiedBy, Day, Event, EventActor, EventId, EventStatus, GeoPrecision, Interval, Position,
        Role, SourceId, SubEventType, TimePrecision, Window,
    },
    theatre::Tables,
};

const FIRST_DAY: i32 = 15_048;
const DAYS: u32 = 5_000;
const QUERIES: usize = 2_000;

fn main() {
    // `cargo test --benches` asks only whether it runs.
    let sizes: &[u32] = if std::env::args().any(|one| one == "--bench") {
        &[10_000, 100_000, 1_000_000, 10_000_000]
    } else {
        &[1_000]
    };
    println!("{:>10}  {:<28} {:>10} {:>10} {:>10}", "events", "query", "p50 us", "p99 us", "found");
    for &events in sizes {
        let started = Instant::now();
        let atlas = generated(events);
        println!("{events:>10}  {:<28} {:>10.0} ms", "built in", started.elapsed().as_secs_f64() * 1e3);
        for (name, degrees, days) in [
            ("0.1 degrees x 7 days", Some(0.1), 7),
            ("1 degree x 90 days", Some(1.0), 90),
            ("everything x 2 years", None, 730),
        ] {
            measure(&atlas, events, name, degrees, days);
        }
    }
}

fn measure(atlas: &Atlas, events: u32, name: &str, degrees: Option<f64>, days: i32) {
    let mut random = Random(7);
    let mut micros = Vec::with_capacity(QUERIES);
    let mut found = 0;
    for number in 0..QUERIES + 200 {
        let (longitude, latitude) = place(&mut random);
        let bbox = degrees.and_then(|size| Bbox::new(longitude, latitude, longitude + size, latitude + size));
        let start = Day::from_number(FIRST_DAY + random.below(DAYS) as i32);
        let filter = Filter {
            bbox,
            window: Some(Window { start, end: start.plus(days) }),
            types: vec!["Explosions/Remote violence".to_owned()],
            ..Filter::default()
        };
        let started = Instant::now();
        let rows = black_box(atlas.find(Layer::Events, black_box(&filter))).expect("the type is known");
        if number >= 200 {
            micros.push(started.elapsed().as_secs_f64() * 1e6);
            found += rows.len();
        }
    }
    micros.sort_by(f64::total_cmp);
    println!(
        "{events:>10}  {name:<28} {:>10.1} {:>10.1} {:>10}",
        micros[QUERIES / 2],
        micros[QUERIES * 99 / 100],
        found / QUERIES
    );
}

fn generated(events: u32) -> Atlas {
    let tables = Tables::syria().expect("the tables that ship are whole");
    let mut builder =
        Builder::new(tables.info, tables.terrain, tables.sources, tables.sides, tables.actors, Vec::new());
    let mut random = Random(42);
    for number in 0..events {
        let (longitude, latitude) = place(&mut random);
        let day = Day::from_number(FIRST_DAY + random.below(DAYS) as i32);
        let interval = if random.below(50) == 0 { Interval::of_month(day) } else { Interval::of_day(day) };
        let event = Event {
            id: EventId(format!("e:{number}")),
            sub_event_type: SubEventType::ALL[random.below(12) as usize],
            classified_by: ClassifiedBy::Source,
            interval,
            time_precision: TimePrecision::of(interval),
            toponym: String::new(),
            admin1: None,
            place: None,
            position: Position::new(longitude, latitude),
            geo_precision: GeoPrecision::Exact,
            actors: vec![EventActor { actor: "syrian-government".into(), role: Role::Actor1 }],
            deaths: None,
            injured: None,
            status: EventStatus::SingleSource,
            sources: vec![SourceId::from("ucdp-ged")],
        };
        builder.add_event(i64::from(number), &event);
    }
    builder.finish(0)
}

/// Near one of fifty towns.
fn place(random: &mut Random) -> (f64, f64) {
    let town = random.below(50);
    let mut near = || (f64::from(random.below(2_000)) - 1_000.0) / 5_000.0;
    (36.0 + f64::from(town / 10) * 1.1 + near(), 33.0 + f64::from(town % 10) * 0.38 + near())
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
