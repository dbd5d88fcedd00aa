//! The mesh of control, in process: CPU time of one core, the least of several runs.
//!
//! `cargo bench --bench mesh`. Places are OCHA's communities of Syria and made-up ones up to the number, where
//! `KHARITA_SHARED` has them, else made-up places of a made-up country; five sides hold them. `-- --peers FOLDER` writes
//! there what other programs are to be measured on, with these figures; `tests/coverage/run.sh` does so.

use std::{
    error::Error,
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use kharita::geometry::{Coverage, Ledger, Mesh, Shape};
use rustix::time::{ClockId, clock_gettime};
use serde_json::json;

#[path = "../coverage/scene.rs"]
#[allow(dead_code, reason = "the lattice is for the test")]
mod scene;

use scene::{Random, Scene};

const CHANGES: usize = 5_000;
const POINTS: usize = 100_000;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    // `cargo test --benches` asks only whether it runs.
    let is_bench = arguments.iter().any(|one| one == "--bench");
    let sizes: &[usize] = if is_bench { &[6_000, 40_000, 50_000] } else { &[500] };
    let peers = arguments.iter().position(|one| one == "--peers").and_then(|at| arguments.get(at + 1));
    println!("{:>7}  {:<44} {:>10}", "places", "what, CPU time", "ms");
    for &places in sizes {
        let scene = scene(places)?;
        let figures = measure(&scene, if is_bench { 15 } else { 1 })?;
        for (what, time) in &figures {
            println!("{:>7}  {what:<44} {:>10.3}", scene.sites.len(), milliseconds(*time));
        }
        if let Some(folder) = peers.filter(|_| places != 40_000) {
            write(Path::new(folder), &scene, &figures)?;
        }
    }
    Ok(())
}

fn scene(places: usize) -> Result<Scene, Box<dyn Error>> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join("shared");
    let data = std::env::var_os("KHARITA_SHARED").map_or(beside, PathBuf::from).join("data");
    let scene = if data.exists() && places > 500 {
        Scene::syria(&data)?.with_communities(&data)?
    } else {
        Scene::invented()
    };
    Ok(scene.with_strewn(places))
}

fn measure(scene: &Scene, runs: usize) -> Result<Vec<(&'static str, Duration)>, Box<dyn Error>> {
    let mesh = Mesh::build(&scene.sites, &scene.rings)?;
    let holders = scene.holders();
    let mut random = Random(17);
    let faces = scene.sites.len() as u64;
    let changes: Vec<(u32, u16)> =
        (0..CHANGES).map(|_| (random.below(faces) as u32, random.below(5) as u16)).collect();
    let points: Vec<_> = (0..POINTS).map(|_| scene.sites[random.below(faces) as usize]).collect();
    let day = |shape: &Shape| {
        let coverage = Coverage::of(&mesh, &holders);
        coverage.polygons(&coverage.lines(shape)).len()
    };
    let mut ledger = Ledger::new(&mesh, &holders);
    let mut turn = 0;
    Ok(vec![
        ("build", least(runs, || Mesh::build(&scene.sites, &scene.rings).is_ok())),
        ("a day's areas", least(runs, || day(&Shape::Raw))),
        ("a day's areas, smooth", least(runs, || day(&Shape::Smooth))),
        ("a day's areas, simple", least(runs, || day(&Shape::Simple { square_meters: 2e6, border: false }))),
        (
            "a day's areas, in degrees",
            least(runs, || {
                let coverage = Coverage::of(&mesh, &holders);
                coverage.polygons(&coverage.lines(&Shape::Raw).degrees(&scene.plane)).len()
            }),
        ),
        (
            "a day's fronts, with their lengths",
            least(runs, || {
                let coverage = Coverage::of(&mesh, &holders);
                coverage.fronts(|_, _| true).map(|chain| coverage.chains()[chain].length).sum::<f64>()
            }),
        ),
        ("a ledger opened", least(runs, || Ledger::new(&mesh, &holders).area(0))),
        (
            "5,000 changes in a ledger",
            least(runs, || {
                // Another label in each run: what has its label already costs nothing.
                turn += 1;
                for &(face, label) in &changes {
                    ledger.change(face, (label + turn) % 5);
                }
                ledger.area(0)
            }),
        ),
        (
            "100,000 points found",
            least(runs, || points.iter().filter_map(|&point| mesh.face_at(point)).count()),
        ),
    ])
}

/// The least CPU time of several runs; the result is handed out so that nothing is left out.
fn least<T>(runs: usize, mut what: impl FnMut() -> T) -> Duration {
    (0..runs)
        .map(|_| {
            let before = cpu_time();
            std::hint::black_box(what());
            cpu_time().saturating_sub(before)
        })
        .min()
        .unwrap_or_default()
}

fn cpu_time() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

fn write(folder: &Path, scene: &Scene, figures: &[(&str, Duration)]) -> Result<(), Box<dyn Error>> {
    let figures: serde_json::Map<String, serde_json::Value> =
        figures.iter().map(|&(what, time)| (what.to_owned(), json!(milliseconds(time)))).collect();
    let mesh = Mesh::build(&scene.sites, &scene.rings)?;
    let ledger = Ledger::new(&mesh, &scene.holders());
    let told = json!({
        "rings": scene.rings,
        "sites": scene.sites,
        "holders": scene.holders(),
        "areas": (0..5).map(|holder| ledger.area(holder)).collect::<Vec<_>>(),
        "kharita": figures,
    });
    fs::write(folder.join(format!("{}.json", scene.sites.len())), told.to_string())?;
    Ok(())
}
