//! The `kharita` command.

use std::process::ExitCode;

/// An import frees on one thread what another thread has made, at which the system's allocator is slow.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    kharita::cli::run()
}
