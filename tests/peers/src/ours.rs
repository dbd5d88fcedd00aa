//! The gazetteer, opened from its file and asked without a context.

use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

use anyhow::Result;
use kharita::gazetteer::{Context, Gazetteer};

use crate::measure::{Figures, measured, memory_mb};
use crate::task::{Query, Task};

/// How often a file is opened; the one in the middle counts.
const OPENINGS: usize = 20;

pub fn figures(task: &Task) -> Result<Figures> {
    let context = Context::default();
    measured(task, || {
        let gazetteer = Gazetteer::open(&task.gazetteer())?;
        Ok(move |query: &Query| {
            let ranking = gazetteer.rank(&query.text, &context);
            ranking.matches.first().map(|found| found.place.position())
        })
    })
}

/// Tells how long opening a file takes, and what is held then.
pub fn tell_opening(path: &Path) -> Result<()> {
    let before = memory_mb()?;
    let gazetteer = Gazetteer::open(path)?;
    let memory = memory_mb()? - before;
    let places = gazetteer.places().len();
    drop(gazetteer);
    let mut millis = Vec::with_capacity(OPENINGS);
    for _ in 0..OPENINGS {
        let started = Instant::now();
        let gazetteer = black_box(Gazetteer::open(path)?);
        millis.push(started.elapsed().as_secs_f64() * 1e3);
        drop(gazetteer);
    }
    millis.sort_by(f64::total_cmp);
    let file = std::fs::metadata(path)?.len() as f64 / 1_048_576.0;
    println!(
        "a file of {places} places ({file:.1} MB) opens in {:.1} ms, the median of {OPENINGS}, and holds {memory:.1} MB",
        millis[OPENINGS / 2]
    );
    Ok(())
}
