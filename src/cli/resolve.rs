//! `kharita resolve`: what place a written name means.

use std::io::{self, Write};

use anyhow::Result;

use super::{Done, gazetteer, show::plain};
use crate::gazetteer::Context;

/// Find the place that a written name means, with reasons; exit code 1 when there is none or it cannot be told.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: kharita resolve 'Abu a-Dhuhur' --context 'the airbase in eastern Idlib'")]
pub struct Options {
    /// The name as written, in Arabic or Latin letters
    name: String,
    /// What stands around it: a sentence, a governorate
    #[arg(long, default_value = "")]
    context: String,
    /// Print JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    gazetteer: gazetteer::Named,
}

pub fn run(options: &Options) -> Result<Done> {
    let context = Context { text: options.context.clone(), ..Context::default() };
    let resolution = gazetteer::chosen(&options.gazetteer, None)?.resolve(&options.name, &context);
    let mut out = io::stdout().lock();
    if options.json {
        serde_json::to_writer_pretty(&mut out, &resolution)?;
        writeln!(out)?;
    } else {
        for candidate in &resolution.candidates {
            let admin1 = candidate.admin1.as_deref().map_or(String::new(), |admin1| format!("{admin1}, "));
            writeln!(
                out,
                "{:.2}  {} ({admin1}{})  {:.4} N {:.4} E  {}  {}\n      {}",
                candidate.confidence,
                plain(&candidate.name),
                candidate.country,
                candidate.latitude,
                candidate.longitude,
                candidate.feature_code,
                candidate.place_id,
                candidate.reasons.join("; ")
            )?;
        }
    }
    if resolution.candidates.is_empty() {
        say!("no place is known by this name");
        return Ok(Done::WithProblems);
    }
    if resolution.ambiguous {
        say!("ambiguous: the evidence does not decide; say more with --context");
        return Ok(Done::WithProblems);
    }
    Ok(Done::Well)
}
