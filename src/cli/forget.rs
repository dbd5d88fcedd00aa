//! `kharita forget`: a report or a whole import goes out again.

use std::path::PathBuf;

use anyhow::Result;

use super::Done;
use crate::{store::Store, theatre};

/// Take a report, a whole import, or all that vanished upstream out of a theatre.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: kharita forget syria.gpkg ucdp-ged:250382")]
pub struct Options {
    /// The theatre
    theatre: PathBuf,
    /// Id of a report or an import, as `kharita check` and `kharita show` print them
    #[arg(required_unless_present = "vanished")]
    id: Option<String>,
    /// Every report that a newer export of its source no longer has
    #[arg(long, conflicts_with = "id")]
    vanished: bool,
}

pub fn run(options: &Options) -> Result<Done> {
    let mut store = Store::open(&options.theatre)?;
    let forgotten = match &options.id {
        Some(id) => theatre::forget(&mut store, id),
        None => theatre::forget_vanished(&mut store),
    };
    store.close()?;
    let forgotten = forgotten?;
    say!("{} reports taken out, {} put back as they were before", forgotten.reports, forgotten.restored);
    Ok(Done::Well)
}
