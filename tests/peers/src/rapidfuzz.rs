//! rapidfuzz, which looks at every name for every query: run by Python, judged here.

use std::path::Path;
use std::process::Command;

use anyhow::{Result, ensure};
use serde::Deserialize;

use crate::measure::{Figures, SetFigures, is_right};
use crate::task::{SETS, Task};

/// Queries of each set, since it takes its time.
const SAMPLE: usize = 500;

#[derive(Deserialize)]
struct Answered {
    open_ms: f64,
    memory_mb: f64,
    sets: Vec<AnsweredSet>,
}

#[derive(Deserialize)]
struct AnsweredSet {
    queries: Vec<usize>,
    answers: Vec<usize>,
    micros: Vec<f64>,
}

/// Asks it with a Python that has the package.
pub fn figures(task: &Task, python: &Path) -> Result<Figures> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("rapidfuzz_peer.py");
    let mut command = Command::new(python);
    command.arg(script).arg(task.folder()).arg(SAMPLE.to_string());
    let output = command.args((0..SETS.len()).map(|set| set.to_string())).output()?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let answered: Answered = serde_json::from_slice(&output.stdout)?;
    let names = task.names()?;
    let mut sets = Vec::new();
    for (number, mut set) in answered.sets.into_iter().enumerate() {
        let queries = task.queries(number)?;
        let pairs = set.queries.iter().zip(&set.answers);
        let right = pairs.filter(|&(&query, &answer)| is_right(names[answer].at, &queries[query])).count();
        let per_second = 1e6 * set.micros.len() as f64 / set.micros.iter().sum::<f64>();
        sets.push(SetFigures::of(right, per_second, &mut set.micros));
    }
    Ok(Figures { open_ms: answered.open_ms, memory_mb: answered.memory_mb, sets })
}
