//! `kharita gazetteer`: makes and keeps gazetteers.

mod add;
mod build;
mod check;
mod choose;

use anyhow::Result;
use clap::Subcommand;

use super::Done;

pub use choose::{Named, chosen};

/// Make, check and correct a gazetteer of what others publish, and set which one a theatre uses.
#[derive(Debug, clap::Args)]
pub struct Options {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Build(build::Options),
    Check(check::Options),
    Add(add::Options),
    Use(choose::Options),
}

pub fn run(options: &Options) -> Result<Done> {
    match &options.command {
        Command::Build(options) => build::run(options),
        Command::Check(options) => check::run(options),
        Command::Add(options) => add::run(options),
        Command::Use(options) => choose::run(options),
    }
}
