//! `kharita control`: who holds the land between the places.

mod evaluate;
mod lay;
mod told;

use anyhow::Result;
use clap::Subcommand;

use super::{Done, show::plain};
use crate::model::Problem;

/// The land between places: lay an expert's map on it, or redraw one from the states of places alone and compare.
#[derive(Debug, clap::Args)]
pub struct Options {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Lay(lay::Options),
    Evaluate(evaluate::Options),
}

pub fn run(options: &Options) -> Result<Done> {
    match &options.command {
        Command::Lay(options) => lay::run(options),
        Command::Evaluate(options) => evaluate::run(options),
    }
}

fn tell_problems(problems: &[Problem]) {
    for problem in problems {
        say!("{}, line {}: {}", plain(&problem.file), problem.line, plain(&problem.reason));
    }
}
