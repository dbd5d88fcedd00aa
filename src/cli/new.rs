//! `kharita new`: an empty theatre.

use std::path::PathBuf;

use anyhow::Result;

use super::Done;
use crate::theatre::{self, Tables};

/// Make an empty theatre, with the actors, sides and sources of the Syrian war or of your own tables.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: kharita new sudan.gpkg --tables sudan/")]
pub struct Options {
    /// The file to make
    theatre: PathBuf,
    /// Folder with theatre.json, sides.csv, actors.csv and sources.csv
    #[arg(long, value_name = "FOLDER")]
    tables: Option<PathBuf>,
}

pub fn run(options: &Options) -> Result<Done> {
    let tables = match &options.tables {
        Some(folder) => Tables::from_folder(folder)?,
        None => Tables::syria()?,
    };
    theatre::create(&options.theatre, &tables)?.close()?;
    if tables.terrain.is_empty() {
        say!("no outline.geojson: control is drawn at places alone, without areas and front lines");
    }
    for problem in &tables.problems {
        say!("{}:{}: {}", problem.file, problem.line, problem.reason);
    }
    say!(
        "{}: {} actors, {} sides, {} sources",
        options.theatre.display(),
        tables.actors.len(),
        tables.sides.len(),
        tables.sources.len()
    );
    Ok(if tables.problems.is_empty() { Done::Well } else { Done::WithProblems })
}
