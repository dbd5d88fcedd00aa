//! A bar that shows how far a file is read, on a terminal only.

use super::show::plain;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A bar for reading this file.
pub fn bar(file: &str) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    // The template is ours and holds no mistake; without it the usual bar is drawn.
    if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {bytes} of {total_bytes}, {eta} left") {
        bar.set_style(style);
    }
    bar.set_message(plain(file));
    bar
}
