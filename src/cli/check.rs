//! `kharita check`: what a theatre holds, and what could not be used.

use std::{
    io::{self, Write},
    path::PathBuf,
};

use anyhow::Result;

use super::{Done, show::plain};
use crate::store::Store;

/// List a theatre's imports, the rows that could not be used, and what vanished upstream.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: kharita check syria.gpkg | head")]
pub struct Options {
    /// The theatre
    theatre: PathBuf,
}

pub fn run(options: &Options) -> Result<Done> {
    let store = Store::open_to_read(&options.theatre)?;
    let (imports, problems, vanished) = (store.imports()?, store.problems()?, store.vanished()?);
    store.close()?;
    let mut out = io::BufWriter::new(io::stdout().lock());
    for import in &imports {
        let rows =
            import.rows.map_or("unfinished; import the file again".to_owned(), |rows| format!("{rows} rows"));
        writeln!(
            out,
            "{}  {} ({}), {rows}, current version of {} reports",
            import.id,
            plain(&import.file),
            import.format,
            import.reports
        )?;
    }
    for told in &problems {
        let problem = &told.problem;
        write!(out, "{}:{}: ", plain(&problem.file), problem.line)?;
        if let Some(column) = &problem.column {
            write!(out, "{}", plain(column))?;
            if let Some(value) = &problem.value {
                write!(out, " {:?}", plain(value))?;
            }
            write!(out, ": ")?;
        }
        writeln!(out, "{}", plain(&problem.reason))?;
    }
    for (report, file) in &vanished {
        writeln!(
            out,
            "{}: not in the newer {}; `kharita forget` takes it out",
            plain(report.as_str()),
            plain(file)
        )?;
    }
    out.flush()?;
    say!("{} imports, {} problems, {} vanished upstream", imports.len(), problems.len(), vanished.len());
    Ok(if problems.is_empty() { Done::Well } else { Done::WithProblems })
}
