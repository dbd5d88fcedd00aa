//! `kharita control`: who holds the land between the places.

mod evaluate;
mod told;

use anyhow::Result;
use clap::Subcommand;

use super::Done;

/// How good the land between places is: redraw an expert's map from the states of places alone, and compare.
#[derive(Debug, clap::Args)]
pub struct Options {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Evaluate(evaluate::Options),
}

pub fn run(options: &Options) -> Result<Done> {
    match &options.command {
        Command::Evaluate(options) => evaluate::run(options),
    }
}
