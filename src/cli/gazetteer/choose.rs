//! Which gazetteer a command looks names up in: the one it names, else the theatre's, else the built-in one.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::Done;
use crate::{gazetteer::Gazetteer, store::Store};

/// The option that names a gazetteer.
#[derive(Debug, Default, clap::Args)]
pub struct Named {
    /// Gazetteer to look names up in, made by `kharita gazetteer build`
    #[arg(long, value_name = "FILE")]
    gazetteer: Option<PathBuf>,
}

/// Set which gazetteer a theatre's names are looked up in from now on.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: kharita gazetteer use syria.gpkg syria.gaz")]
pub struct Options {
    /// The theatre
    theatre: PathBuf,
    /// The gazetteer, or the word `built-in`
    gazetteer: PathBuf,
}

/// What stands in a theatre that uses the tables of the program.
const BUILT_IN: &str = "built-in";

pub fn run(options: &Options) -> Result<Done> {
    let mut store = Store::open(&options.theatre)?;
    if options.gazetteer == Path::new(BUILT_IN) {
        set(&mut store, None)?;
        say!("{}: the built-in gazetteer", options.theatre.display());
    } else {
        let places = Gazetteer::open(&options.gazetteer)?.places().len();
        // Kept whole, so that it is found from whatever folder a command is started in.
        let path = std::path::absolute(&options.gazetteer)?;
        set(&mut store, Some(&path.to_string_lossy()))?;
        say!("{}: {} with {places} places", options.theatre.display(), path.display());
    }
    store.close()?;
    Ok(Done::Well)
}

fn set(store: &mut Store, path: Option<&str>) -> Result<()> {
    let batch = store.batch()?;
    batch.put_gazetteer(path)?;
    Ok(batch.commit()?)
}

/// The gazetteer that a command names, else the one its theatre uses, else the built-in one.
pub fn chosen(named: &Named, theatre: Option<&Store>) -> Result<&'static Gazetteer> {
    let of_theatre = theatre.map(Store::gazetteer).transpose()?.flatten().map(PathBuf::from);
    let path = match (&named.gazetteer, of_theatre) {
        (Some(named), _) => named.clone(),
        (None, Some(path)) if !path.exists() => anyhow::bail!(
            "the theatre uses the gazetteer {}, which is not there; name another with --gazetteer, or set one with \
             `kharita gazetteer use THEATRE FILE`",
            path.display()
        ),
        (None, Some(path)) => path,
        (None, None) => return Ok(Gazetteer::built_in()),
    };
    let gazetteer = Gazetteer::open(&path).context("the gazetteer cannot be opened")?;
    // It is used until the program ends.
    Ok(Box::leak(Box::new(gazetteer)))
}
