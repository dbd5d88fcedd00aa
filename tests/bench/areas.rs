//! From the states of places to the land of a war, in process: CPU time of one core, and how it grows.
//!
//! `cargo bench --bench areas`. A made-up country of 188,000 km² with an outline of 5,000 corners has places strewn over it
//! at random, and a front that sweeps over them; each place changes hands when the front passes it.

use std::time::Instant;

use kharita::{
    control::areas::{Barriers, Estimator, Faces, History, Outline, estimate},
    geometry::{Meters, Xy},
    model::{ActorId, Holding, Holdings},
};

const REACH: Meters = Meters::from_kilometers(30.0);
const FIRST_DAY: i32 = 15_048;
const DAYS: u32 = 5_000;
/// Days shown to measure one.
const DAYS_SHOWN: u32 = 100;

fn main() {
    // `cargo test --benches` asks only whether it runs.
    let is_bench = std::env::args().any(|one| one == "--bench");
    let sizes: &[(u32, usize, u32)] = if is_bench {
        &[(1_500, 10_000, 1_250), (3_000, 20_000, 2_500), (6_000, 40_000, 5_000), (12_000, 80_000, 10_000)]
    } else {
        &[(100, 1_000, 100)]
    };
    println!(
        "{:>7} {:>7} {:>8}  {:<8} {:>9} {:>9} {:>9} {:>9} {:>9}",
        "places", "faces", "changes", "by", "faces ms", "one ms", "war ms", "day ms", "stream"
    );
    for &(places, faces, changes) in sizes {
        for estimator in
            [Estimator::Nearest, Estimator::Reach { reach: REACH }, Estimator::Kriging { reach: REACH }]
        {
            measure(places, faces, changes, estimator);
        }
    }
}

fn measure(places: u32, number: usize, changes: u32, estimator: Estimator) {
    let mut random = Random(42);
    let outline = Outline::new(&[ring()]);
    let (low, high) = outline.bounds().expect("the ring is one");
    let mut at: Vec<Xy> = Vec::new();
    while at.len() < places as usize {
        let along = |random: &mut Random, axis: usize| low[axis] + (high[axis] - low[axis]) * random.share();
        let there = [along(&mut random, 0), along(&mut random, 1)];
        if outline.contains(there) {
            at.push(there);
        }
    }
    let mut holdings = Holdings::default();
    let labels = ["a", "b", "c"].map(|actor| holdings.number(Holding::held_by(ActorId::from(actor))));
    let timelines = timelines(&at, changes, labels, &mut random);

    let started = Clock::start();
    let faces = Faces::new(&at, &outline, number);
    let barriers = Barriers::new(&outline, &[]);
    let made = started.milliseconds();
    let first: Vec<u16> =
        timelines.iter().map(|timeline| timeline.first().map_or(0, |turn| turn.1)).collect();
    let started = Clock::start();
    let estimated = estimate(&faces, &barriers, estimator, &holdings, &first);
    let one = started.milliseconds();
    assert!(estimated.len() == faces.len());
    let started = Clock::start();
    let history = History::new(&faces, &barriers, estimator, &holdings, &timelines);
    let war = started.milliseconds();
    let started = Clock::start();
    let snapshot = history.on(FIRST_DAY + DAYS as i32);
    assert!(snapshot.labels.len() == faces.len());
    for _ in 1..DAYS_SHOWN {
        std::hint::black_box(history.on(FIRST_DAY + DAYS as i32));
    }
    let day = started.milliseconds() / f64::from(DAYS_SHOWN);
    println!(
        "{places:>7} {:>7} {changes:>8}  {:<8} {made:>9.1} {one:>9.1} {war:>9.1} {day:>9.2} {:>9}",
        faces.len(),
        estimator.name(),
        history.changes().len()
    );
}

/// A coast with bays, around 188,000 km².
fn ring() -> Vec<Xy> {
    let corner = |at: u32| {
        let angle = f64::from(at) / 5_000.0 * std::f64::consts::TAU;
        let away = 240_000.0 * (1.0 + 0.12 * (5.0 * angle).sin() + 0.02 * (61.0 * angle).sin());
        [away * angle.cos(), away * angle.sin()]
    };
    (0..5_000).map(corner).collect()
}

/// All places begin on the first day; then a front sweeps from west to east and back, as often as it takes.
fn timelines(places: &[Xy], changes: u32, labels: [u16; 3], random: &mut Random) -> Vec<Vec<(i32, u16)>> {
    let side = |at: &Xy| {
        if at[1] > 100_000.0 {
            labels[2]
        } else if at[0] < 0.0 {
            labels[0]
        } else {
            labels[1]
        }
    };
    let mut timelines: Vec<Vec<(i32, u16)>> = places.iter().map(|at| vec![(FIRST_DAY, side(at))]).collect();
    let mut order: Vec<usize> = (0..places.len()).collect();
    order.sort_by(|one, other| places[*one][0].abs().total_cmp(&places[*other][0].abs()));
    for turn in 0..changes {
        let place = order[turn as usize % order.len()];
        let day = FIRST_DAY + 1 + (turn * (DAYS - 1) / changes) as i32;
        let last = timelines[place].last().map_or(0, |turn| turn.1);
        let others: Vec<u16> = labels.into_iter().filter(|label| *label != last).collect();
        let label = if random.share() < 0.9 { others[0] } else { others[1] };
        timelines[place].push((day, label));
    }
    timelines
}

/// CPU time of this thread where the system tells it, else time that passes.
enum Clock {
    Cpu(u64),
    Passing(Instant),
}

impl Clock {
    fn start() -> Self {
        cpu().map_or_else(|| Self::Passing(Instant::now()), Self::Cpu)
    }

    fn milliseconds(&self) -> f64 {
        match self {
            Self::Cpu(start) => (cpu().unwrap_or(*start) - start) as f64 / 1e6,
            Self::Passing(start) => start.elapsed().as_secs_f64() * 1e3,
        }
    }
}

/// Nanoseconds that this thread has had a core.
fn cpu() -> Option<u64> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    told.split_whitespace().next()?.parse().ok()
}

/// A generator of numbers that are the same each time (xorshift, Marsaglia 2003).
struct Random(u64);

impl Random {
    /// From 0 up to 1.
    fn share(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }
}
