//! The `kharita` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    kharita::cli::run()
}
