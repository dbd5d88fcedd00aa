//! `kharita gazetteer`: makes and keeps gazetteers.

mod build;
mod choose;

use anyhow::Result;
use clap::Subcommand;

use super::Done;

pub use choose::{Named, chosen};

/// Make a gazetteer of what others publish, and set which one a theatre uses.
#[derive(Debug, clap::Args)]
pub struct Options {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Build(build::Options),
    Use(choose::Options),
}

pub fn run(options: &Options) -> Result<Done> {
    match &options.command {
        Command::Build(options) => build::run(options),
        Command::Use(options) => choose::run(options),
    }
}
