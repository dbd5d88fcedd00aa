//! `kharita gazetteer`: makes and keeps gazetteers.

mod add;
mod build;
mod check;
mod choose;
mod fetch;

use anyhow::Result;
use clap::Subcommand;

use super::{Done, progress};

pub use choose::{Named, chosen};

/// Fetch what others publish, make a gazetteer of it, check and correct it, and set which one a theatre uses.
#[derive(Debug, clap::Args)]
pub struct Options {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Fetch(fetch::Options),
    Build(build::Options),
    Check(check::Options),
    Add(add::Options),
    Use(choose::Options),
}

pub fn run(options: &Options) -> Result<Done> {
    match &options.command {
        Command::Fetch(options) => fetch::run(options),
        Command::Build(options) => build::run(options),
        Command::Check(options) => check::run(options),
        Command::Add(options) => add::run(options),
        Command::Use(options) => choose::run(options),
    }
}
