//! How fast, how right and how large a contestant is. All times of queries are CPU time, so that who else is at work on
//! the machine counts little.

use std::fs;
use std::hint::black_box;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use cpu_time::ThreadTime;
use kharita::gazetteer::SAME_PLACE;
use kharita::geometry::distance;
use kharita::model::Position;
use serde::{Deserialize, Serialize};

use crate::task::{Query, SETS, Task};

/// CPU time that a set is asked for, at least, over and over.
const LONG_ENOUGH: Duration = Duration::from_secs(1);
const WARM_UP: usize = 100;
/// Looks at the clock of which the middle one says what a look costs.
const LOOKS: usize = 1_001;

/// What is measured of one contestant.
#[derive(Deserialize, Serialize)]
pub struct Figures {
    /// From nothing to the first answer.
    pub open_ms: f64,
    /// What is held after all queries, less what was held before it was opened.
    pub memory_mb: f64,
    pub sets: Vec<SetFigures>,
}

/// What is measured over one set of queries.
#[derive(Deserialize, Serialize)]
pub struct SetFigures {
    pub queries: usize,
    pub right: usize,
    pub per_second: f64,
    pub p50_us: f64,
    pub p99_us: f64,
}

/// Opens a contestant and asks it all queries. Its answer to one is where the first place found is.
pub fn measured<F: FnMut(&Query) -> Option<Position>>(
    task: &Task,
    open: impl FnOnce() -> Result<F>,
) -> Result<Figures> {
    let sets = (0..SETS.len()).map(|set| task.queries(set)).collect::<Result<Vec<_>>>()?;
    let mut micros: Vec<f64> = Vec::with_capacity(sets.iter().map(Vec::len).max().unwrap_or(0));
    let before = memory_mb()?;
    let started = Instant::now();
    let mut find = open()?;
    black_box(find(&sets[0][0]));
    let open_ms = started.elapsed().as_secs_f64() * 1e3;
    let look = look_us();
    let mut figures = Vec::new();
    for queries in &sets {
        for query in queries.iter().take(WARM_UP) {
            black_box(find(query));
        }
        micros.clear();
        let mut right = 0;
        for query in queries {
            let started = ThreadTime::now();
            let found = black_box(find(black_box(query)));
            micros.push((started.elapsed().as_secs_f64() * 1e6 - look).max(0.0));
            right += usize::from(found.is_some_and(|found| is_right(found, query)));
        }
        // What is fast is asked without a look at the clock each time.
        let mut asked = queries.len();
        let mut seconds = micros.iter().sum::<f64>() / 1e6;
        if seconds < LONG_ENOUGH.as_secs_f64() {
            asked = 0;
            let started = ThreadTime::now();
            while started.elapsed() < LONG_ENOUGH {
                for query in queries {
                    black_box(find(black_box(query)));
                }
                asked += queries.len();
            }
            seconds = started.elapsed().as_secs_f64();
        }
        figures.push(SetFigures::of(right, asked as f64 / seconds, &mut micros));
    }
    Ok(Figures { open_ms, memory_mb: memory_mb()? - before, sets: figures })
}

/// Microseconds that a look at the clock costs.
fn look_us() -> f64 {
    let mut looks: Vec<Duration> = (0..LOOKS).map(|_| ThreadTime::now().elapsed()).collect();
    looks.sort_unstable();
    looks[LOOKS / 2].as_secs_f64() * 1e6
}

impl SetFigures {
    pub fn of(right: usize, per_second: f64, micros: &mut [f64]) -> Self {
        micros.sort_by(f64::total_cmp);
        let at = |share: usize| micros[(micros.len() - 1) * share / 100];
        Self { queries: micros.len(), right, per_second, p50_us: at(50), p99_us: at(99) }
    }
}

/// Whether a place that was found is the one that the query means.
pub fn is_right(found: Position, query: &Query) -> bool {
    distance(found, query.at) <= SAME_PLACE
}

/// Megabytes of memory that the process has in use.
pub fn memory_mb() -> Result<f64> {
    let status = fs::read_to_string("/proc/self/status").context("memory is measured on Linux")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.and_then(|line| line.trim().strip_suffix("kB"));
    Ok(kilobytes.context("no VmRSS")?.trim().parse::<f64>()? / 1_024.0)
}
