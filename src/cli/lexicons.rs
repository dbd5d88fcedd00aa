//! The words that a command reads reports by.

use std::path::PathBuf;

use anyhow::{Context as _, Result, anyhow};

use crate::extract::prose::Lexicon;

/// Words beside those that come with the program.
#[derive(Debug, clap::Args)]
pub struct Words {
    /// Folder with tables of words of your own, in the shape of those in lexicons/en: their rows come first
    #[arg(long, value_name = "FOLDER")]
    lexicons: Option<PathBuf>,
}

/// The lexicon that a command is told to use.
pub fn chosen(named: &Words) -> Result<&'static Lexicon> {
    let Some(folder) = &named.lexicons else { return Ok(Lexicon::english()) };
    let shown = || format!("cannot read {}", folder.display());
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .with_context(shown)?
        .map(|file| file.map(|file| file.path()))
        .collect::<Result<_, _>>()
        .with_context(shown)?;
    files.retain(|file| file.extension().is_some_and(|ending| ending == "csv"));
    files.sort();
    let mut tables = Vec::new();
    for file in &files {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let text =
            std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
        tables.push((name, text));
    }
    let lexicon =
        Lexicon::with_tables(&tables).map_err(|reason| anyhow!("{}: {reason}", folder.display()))?;
    // For as long as the command runs.
    Ok(Box::leak(Box::new(lexicon)))
}
