//! `kharita gazetteer build`: one gazetteer of what others publish.

use std::{fs, path::PathBuf};

use anyhow::{Context, Result};

use super::Done;
use crate::gazetteer::build::{Publisher, Recipe, Report, build};

/// How many pairs that look alike are printed.
const ALIKE_SHOWN: usize = 5;

/// Make one gazetteer of what others publish; the tables that come with Kharita are always in.
///
/// What is the same place is joined, by an id that two sources share or by name and distance; every name keeps who
/// gives it. The same files give the same bytes.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example: kharita gazetteer build --geonames SY.zip --boundaries syr_admbnda/ -o syria.gaz"
)]
pub struct Options {
    /// GeoNames country dump or its alternate names, as published (.txt or .zip)
    #[arg(long, value_name = "FILE")]
    geonames: Vec<PathBuf>,
    /// OpenStreetMap extract (.osm.pbf)
    #[arg(long, value_name = "FILE")]
    osm: Vec<PathBuf>,
    /// Who's On First records: a table with tabs between, a record's GeoJSON, or a folder of them
    #[arg(long, value_name = "FILE")]
    wof: Vec<PathBuf>,
    /// OCHA list of communities (JSON)
    #[arg(long, value_name = "FILE")]
    ocha: Vec<PathBuf>,
    /// Folder of OCHA boundaries (COD-AB shapefiles)
    #[arg(long, value_name = "FOLDER")]
    boundaries: Vec<PathBuf>,
    /// OurAirports table; of its airfields, those of the country and within 300 km of them are taken
    #[arg(long, value_name = "FILE")]
    ourairports: Vec<PathBuf>,
    /// Your own table: name, latitude, longitude, and what else gazetteer/places.csv has
    #[arg(long, value_name = "FILE")]
    csv: Vec<PathBuf>,
    /// Country of sources that name none, and whose places come first (ISO 3166-1 alpha-2)
    #[arg(long, value_name = "CODE", default_value = "SY")]
    country: String,
    /// Write what was joined, and what only looks alike, as JSON
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// The gazetteer to write
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
}

pub fn run(options: &Options) -> Result<Done> {
    let of = |publisher, files: &[PathBuf]| -> Vec<(Publisher, PathBuf)> {
        files.iter().map(|file| (publisher, file.clone())).collect()
    };
    let recipe = Recipe {
        inputs: [
            of(Publisher::Table, &options.csv),
            of(Publisher::Boundaries, &options.boundaries),
            of(Publisher::Ocha, &options.ocha),
            of(Publisher::GeoNames, &options.geonames),
            of(Publisher::OpenStreetMap, &options.osm),
            of(Publisher::Wof, &options.wof),
            of(Publisher::OurAirports, &options.ourairports),
        ]
        .concat(),
        // A person's corrections outlive a rebuild.
        earlier: options.output.exists().then(|| options.output.clone()),
        country: options.country.to_uppercase(),
    };
    let built = build(&recipe)?;
    built.gazetteer.save(&options.output)?;
    if let Some(path) = &options.report {
        let report = serde_json::to_vec_pretty(&built.report)?;
        fs::write(path, report).with_context(|| format!("{} cannot be written", path.display()))?;
    }
    for problem in &built.problems {
        say!("{}:{}: {}", problem.file, problem.line, problem.reason);
    }
    tell(&built.report);
    say!("{}: {} places", options.output.display(), built.report.places);
    Ok(if built.problems.is_empty() { Done::Well } else { Done::WithProblems })
}

fn tell(report: &Report) {
    for (source, told) in report.sources.iter().zip(&report.told) {
        say!("{told:>8} places of {source}");
    }
    for (why, count) in &report.joined {
        say!("{count:>8} joined {}", why.words());
    }
    say!("{:>8} that look alike kept apart", report.alike.len());
    for alike in report.alike.iter().take(ALIKE_SHOWN) {
        say!(
            "         {} ({}) and {} ({}), {}: {}",
            alike.one_name,
            alike.one,
            alike.other_name,
            alike.other,
            alike.apart,
            alike.why
        );
    }
    if !report.astray.is_empty() {
        say!("{:>8} lie in another district than their source names", report.astray.len());
    }
    if report.alike.len() > ALIKE_SHOWN {
        say!("         … --report FILE writes all of them");
    }
}
