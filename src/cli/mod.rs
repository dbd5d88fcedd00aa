//! The command line: one subcommand a file; options become values, values one library call, its answer is printed.
//!
//! Data goes to standard output, everything else to standard error. Exit code 0 says done, 1 done with problems, 2
//! failed. A reader that stops reading, as `head` does, is no error.

/// Says something on standard error. When nobody listens there any more, that is no error either.
macro_rules! say {
    ($($said:tt)*) => {{
        use std::io::Write as _;
        let _ = writeln!(std::io::stderr(), $($said)*);
    }};
}

mod check;
mod control;
mod decide;
mod demo;
mod export;
mod extract;
mod forget;
mod gazetteer;
mod import;
mod lexicons;
mod new;
mod progress;
mod resolve;
mod serve;
mod show;
mod where_;
mod why;

use std::{io, process::ExitCode};

use clap::{Parser, Subcommand};

/// What a subcommand comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Done {
    /// All is well.
    Well,
    /// Done, but something could not be used or found.
    WithProblems,
}

/// Turns public reporting on an armed conflict into a map one can move through time.
#[derive(Debug, Parser)]
#[command(
    version,
    about,
    after_help = "Without a command the demo map is shown: `kharita` is `kharita demo`."
)]
struct Options {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    Demo(demo::Options),
    New(new::Options),
    Import(import::Options),
    Check(check::Options),
    Forget(forget::Options),
    Decide(decide::Options),
    Control(control::Options),
    Gazetteer(gazetteer::Options),
    Resolve(resolve::Options),
    Show(show::Options),
    Why(why::Options),
    Serve(serve::Options),
    Export(export::Options),
    Extract(extract::Options),
    #[command(name = "where")]
    Where(where_::Options),
}

/// Runs the command that the process was started with.
#[must_use]
pub fn run() -> ExitCode {
    let options = Options::parse();
    let done = match options.command.unwrap_or(Command::Demo(demo::Options::default())) {
        Command::Demo(options) => demo::run(&options),
        Command::New(options) => new::run(&options),
        Command::Import(options) => import::run(&options),
        Command::Check(options) => check::run(&options),
        Command::Forget(options) => forget::run(&options),
        Command::Decide(options) => decide::run(&options),
        Command::Control(options) => control::run(&options),
        Command::Gazetteer(options) => gazetteer::run(&options),
        Command::Resolve(options) => resolve::run(&options),
        Command::Extract(options) => extract::run(&options),
        Command::Show(options) => show::run(&options),
        Command::Why(options) => why::run(&options),
        Command::Serve(options) => serve::run(&options),
        Command::Export(options) => export::run(&options),
        Command::Where(options) => where_::run(&options),
    };
    match done {
        Ok(Done::Well) => ExitCode::SUCCESS,
        Ok(Done::WithProblems) => ExitCode::from(1),
        Err(cause) if is_closed_pipe(&cause) => ExitCode::SUCCESS,
        Err(cause) => {
            say!("kharita: {cause:#}");
            ExitCode::from(2)
        }
    }
}

fn is_closed_pipe(cause: &anyhow::Error) -> bool {
    cause.chain().any(|one| {
        let of_io = one.downcast_ref::<io::Error>().map(io::Error::kind);
        // serde_json tells the kind, but not the error of which it is.
        let of_json = one.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind);
        of_io.or(of_json) == Some(io::ErrorKind::BrokenPipe)
    })
}
