//! `kharita why`: who held a place on a day, and how that is known.

use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::{Result, anyhow, bail};

use super::{Done, gazetteer, import::day, show::plain};
use crate::{
    atlas::{Atlas, StatementRecord, Why},
    gazetteer::Context,
    model::Day,
    store::Store,
    theatre,
};

/// Tell who held a place on a day, since when, why, and who says so.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: kharita why syria.gpkg Sinjar 2018-01-08")]
pub struct Options {
    /// The theatre
    theatre: PathBuf,
    /// Name of the place
    place: String,
    /// The day
    #[arg(value_parser = day)]
    date: Day,
    /// As it was known by the end of this day
    #[arg(long, value_name = "DATE", value_parser = day)]
    known: Option<Day>,
    /// Print JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    gazetteer: gazetteer::Named,
}

pub fn run(options: &Options) -> Result<Done> {
    let atlas = theatre::load_file_at(&options.theatre, options.known)?;
    let why = answer(options, &atlas)?;
    let mut out = io::stdout().lock();
    if options.json {
        serde_json::to_writer(&mut out, &why)?;
        writeln!(out)?;
    } else {
        tell(&mut out, &why)?;
    }
    Ok(Done::Well)
}

/// How likely a place must be meant to be asked about.
const LIKELY: f64 = 0.2;

/// What is told of the place of this name that anything is told of, else of the land around the likeliest one.
fn answer<'a>(options: &Options, atlas: &'a Atlas) -> Result<Why<'a>> {
    let store = Store::open_to_read(&options.theatre)?;
    let gazetteer = gazetteer::chosen(&options.gazetteer, Some(&store))?;
    store.close()?;
    let ranking = gazetteer.rank(&options.place, &Context::default());
    // A name that only sounds alike is another place.
    let likely = || ranking.matches.iter().filter(|found| found.confidence >= LIKELY);
    let told = likely().map(|found| found.place.id()).find(|id| atlas.is_told_of(id));
    let told = told.or_else(|| atlas.told_of_by_name(&options.place));
    if let Some(why) = told.and_then(|id| atlas.why(id, options.date)) {
        return Ok(why);
    }
    let Some(found) = likely().next() else {
        bail!("no place is called {:?}; kharita resolve tells which names are like it", options.place);
    };
    let mut why = atlas
        .why_at(found.place.position(), options.date)
        .ok_or_else(|| anyhow!("{} lies outside the land of this theatre", found.place.name()))?;
    why.sentences.insert(0, format!("Nobody tells who held {} itself.", found.place.name()));
    Ok(why)
}

fn tell(out: &mut dyn Write, why: &Why<'_>) -> io::Result<()> {
    for sentence in &why.sentences {
        writeln!(out, "{}", plain(sentence))?;
    }
    for source in &why.sources {
        tell_source(out, "says", source)?;
    }
    for source in why.claimed.iter().flat_map(|claimed| &claimed.sources) {
        tell_source(out, "claims", source)?;
    }
    for source in &why.denials {
        tell_source(out, "denies", source)?;
    }
    Ok(())
}

fn tell_source(out: &mut dyn Write, verb: &str, source: &StatementRecord<'_>) -> io::Result<()> {
    let published = source.published.map_or_else(String::new, |day| format!(", {day}"));
    let said_by = source.said_by.map_or_else(String::new, |voice| format!(", citing {}", plain(voice)));
    writeln!(out, "  {verb}: {}{published}{said_by}", plain(source.name))?;
    if let Some(quote) = source.quote {
        writeln!(out, "    \"{}\"", plain(quote))?;
    }
    if let Some(url) = source.url {
        writeln!(out, "    {}", plain(url))?;
    }
    Ok(())
}
