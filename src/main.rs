//! The `kharita` command.

use std::process::ExitCode;

/// An import frees on one thread what another thread has made, at which the system's allocator is slow.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    // A file-size limit would end the program in the middle of a write; as an error it is told and tidied up after.
    #[cfg(unix)]
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, std::sync::Arc::default());
    kharita::cli::run()
}
