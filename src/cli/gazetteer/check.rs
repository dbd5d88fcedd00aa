//! `kharita gazetteer check`: what looks wrong in a gazetteer.

use std::{
    io::{self, Write},
    path::PathBuf,
};

use anyhow::Result;

use super::super::show::plain;
use super::Done;
use crate::gazetteer::{Gazetteer, Suspicion};

/// List what looks wrong in a gazetteer: Latin text as an Arabic name, a place outside its country, one village twice.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: kharita gazetteer check syria.gaz | head")]
pub struct Options {
    /// The gazetteer
    gazetteer: PathBuf,
}

pub fn run(options: &Options) -> Result<Done> {
    let gazetteer = Gazetteer::open(&options.gazetteer)?;
    let suspects = gazetteer.suspects();
    let mut out = io::BufWriter::new(io::stdout().lock());
    for suspect in &suspects {
        let place = suspect.place;
        let told = match &suspect.what {
            Suspicion::LatinAsArabic(name) => format!("{name} is said to be Arabic and has no Arabic letter"),
            Suspicion::OutsideCountry => format!(
                "{:.4} N {:.4} E lies outside {}",
                place.position().latitude(),
                place.position().longitude(),
                gazetteer.country_name(place.country())
            ),
            Suspicion::SoundsLike(other, apart) => {
                format!("{} ({}) sounds the same, {apart} away", other.name(), other.id())
            }
        };
        writeln!(out, "{} ({}): {}", plain(place.name()), plain(place.id()), plain(&told))?;
    }
    out.flush()?;
    say!("{} places, {} suspects", gazetteer.places().len(), suspects.len());
    Ok(if suspects.is_empty() { Done::Well } else { Done::WithProblems })
}
