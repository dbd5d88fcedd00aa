//! `kharita show`: all that is known of one event, state of control or place.

use std::{
    io::{self, Write},
    path::PathBuf,
};

use anyhow::{Result, bail};

use super::Done;
use crate::{atlas::Layer, theatre};

/// Print all that is known of one event, state of control or place, as JSON with every account.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: kharita show syria.gpkg ucdp-ged:250382.1")]
pub struct Options {
    /// The theatre
    theatre: PathBuf,
    /// Id of an event, a state of control or a place, as exports and the API give them
    id: String,
}

pub fn run(options: &Options) -> Result<Done> {
    let atlas = theatre::load_file(&options.theatre)?;
    let layers = [Layer::Events, Layer::Control, Layer::Places];
    let Some(feature) = layers.into_iter().find_map(|layer| atlas.feature_by_id(layer, &options.id)) else {
        bail!(
            "{} has no event, state of control or place with the id {:?}",
            options.theatre.display(),
            options.id
        );
    };
    let mut out = io::stdout().lock();
    serde_json::to_writer_pretty(&mut out, &feature)?;
    writeln!(out)?;
    Ok(Done::Well)
}

/// A text from a report, without what would command a terminal.
pub fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
