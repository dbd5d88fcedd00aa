//! The gazetteer beside other ways to find a name: the same places, the same queries, in one run, on one core.
//!
//! `run.sh` runs it, with a Python that has rapidfuzz in `PEERS_PYTHON`. Every contestant is a process of its own and
//! reads the same files. All get names that [`kharita::text::fold`] has folded, and only the gazetteer more than that.

mod alike;
mod engine;
mod fts5;
mod measure;
mod ours;
mod queries;
mod rapidfuzz;
mod task;
#[expect(dead_code, reason = "the governorate of a name is not told here")]
#[path = "../../bench/ucdp_names.rs"]
mod ucdp_names;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context as _, Result, bail, ensure};
use kharita::gazetteer::SAME_PLACE;
use kharita::geometry::distance;
use kharita::model::Position;

use engine::Way;
use measure::Figures;
use task::{Query, SETS, Task};

/// The program's own allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const CONTESTANTS: [&str; 5] = ["kharita", "fts5 trigram", "tantivy trigrams", "tantivy fuzzy", "rapidfuzz"];

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => compare(),
        ["opening", file] => ours::tell_opening(Path::new(file)),
        [contestant, folder] => {
            let figures = figures(contestant, &Task::of(Path::new(folder)))?;
            println!("{}", serde_json::to_string(&figures)?);
            Ok(())
        }
        _ => bail!("run it without arguments"),
    }
}

/// What one contestant does with a task.
fn figures(contestant: &str, task: &Task) -> Result<Figures> {
    match contestant {
        "kharita" => ours::figures(task),
        "fts5 trigram" => fts5::figures(task),
        "tantivy trigrams" => engine::figures(task, Way::Trigrams),
        "tantivy fuzzy" => engine::figures(task, Way::Fuzzy),
        "rapidfuzz" => {
            let python = std::env::var_os("PEERS_PYTHON").context("PEERS_PYTHON names no Python")?;
            rapidfuzz::figures(task, Path::new(&python))
        }
        _ => bail!("no contestant is called {contestant}; there are {}", CONTESTANTS.join(", ")),
    }
}

fn compare() -> Result<()> {
    let Some(shared) = shared() else {
        println!("skipped: no shared data");
        return Ok(());
    };
    let folder = tempfile::tempdir()?;
    let (task, build_seconds) = prepare(folder.path(), &shared)?;
    let mut rows = Vec::new();
    for (contestant, seconds) in CONTESTANTS.into_iter().zip(build_seconds) {
        rows.push((contestant, seconds, measured_apart(contestant, &task)?));
    }
    tell(&rows);
    let world = std::env::var_os("KHARITA_WORLD").map(PathBuf::from);
    for file in std::iter::once(task.gazetteer()).chain(world) {
        let run = Command::new(std::env::current_exe()?).arg("opening").arg(&file).status()?;
        ensure!(run.success(), "{} was not opened", file.display());
    }
    Ok(())
}

fn shared() -> Option<PathBuf> {
    let named = std::env::var_os("KHARITA_SHARED").map(PathBuf::from);
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    named.into_iter().chain([beside]).find(|path| path.join("data").is_dir())
}

/// Writes the task and builds every index; tells how many seconds each took.
fn prepare(folder: &Path, shared: &Path) -> Result<(Task, [f64; CONTESTANTS.len()])> {
    let timed = |work: &mut dyn FnMut() -> Result<()>| {
        let started = Instant::now();
        work().map(|()| started.elapsed().as_secs_f64())
    };
    let mut built = None;
    let ours = timed(&mut || {
        built = Some(ucdp_names::built(&shared.join("data")).gazetteer);
        Ok(())
    })?;
    let gazetteer = built.context("it was built")?;
    let [plain, habits, typos] = queries::of(&gazetteer);
    let reported = ucdp_names::ucdp(&shared.join("data/events/ucdp_ged_sy_2016_2019.csv.gz"));
    let reported = reported.into_iter().map(|named| Query::new(named.name, named.at)).collect();
    let task = Task::write(folder, &gazetteer, &[plain, habits, typos, reported])?;
    tell_namesakes(&task)?;
    let fts5 = timed(&mut || fts5::build(&task))?;
    let engine = timed(&mut || engine::build(&task))?;
    Ok((task, [ours, fts5, engine, engine, 0.0]))
}

/// Tells for how many queries nobody can be right every time.
fn tell_namesakes(task: &Task) -> Result<()> {
    let mut places: HashMap<String, Vec<Position>> = HashMap::new();
    for known in task.names()? {
        places.entry(known.folded).or_default().push(known.at);
    }
    let queries = task.queries(0)?;
    let is_elsewhere = |query: &Query, at: &Position| distance(query.at, *at) > SAME_PLACE;
    let namesakes = |query: &&Query| {
        places.get(&query.folded).is_some_and(|all| all.iter().any(|at| is_elsewhere(query, at)))
    };
    let shared = queries.iter().filter(namesakes).count();
    println!(
        "of the names asked for in a, {:.1} % are also those of a place elsewhere",
        100.0 * shared as f64 / queries.len() as f64
    );
    Ok(())
}

/// Measures a contestant in a process of its own.
fn measured_apart(contestant: &str, task: &Task) -> Result<Figures> {
    let mut command = Command::new(std::env::current_exe()?);
    let output = command.arg(contestant).arg(task.folder()).stderr(Stdio::inherit()).output()?;
    ensure!(output.status.success(), "{contestant} did not finish");
    Ok(serde_json::from_slice(&output.stdout)?)
}

fn tell(rows: &[(&str, f64, Figures)]) {
    println!(
        "{:<17} {:<18} {:>7} {:>12} {:>9} {:>9} {:>7} {:>9} {:>8} {:>8}",
        "contestant",
        "queries",
        "number",
        "per CPU s",
        "p50 us",
        "p99 us",
        "right %",
        "memory MB",
        "open ms",
        "build s"
    );
    for (contestant, seconds, figures) in rows {
        for (number, (name, set)) in SETS.iter().zip(&figures.sets).enumerate() {
            let right = 100.0 * set.right as f64 / set.queries as f64;
            print!(
                "{:<17} {name:<18} {:>7} {:>12.0} {:>9.1} {:>9.1} {right:>7.1}",
                if number == 0 { contestant } else { "" },
                set.queries,
                set.per_second,
                set.p50_us,
                set.p99_us
            );
            if number == 0 {
                print!(" {:>9.1} {:>8.1} {seconds:>8.2}", figures.memory_mb, figures.open_ms);
            }
            println!();
        }
    }
}
