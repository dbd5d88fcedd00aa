//! `kharita control lay`: an expert's polygons go onto a theatre's land, and out again.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::{Result, bail};

use super::super::import::{date_order, day, field};
use super::super::show::plain;
use super::{Done, tell_problems};
use crate::intake::{DateOrder, polygons};
use crate::model::{Day, SourceId};
use crate::store::Store;
use crate::theatre::{self, Laid};

/// Lay an expert's polygons of who holds what on a theatre's land, for the days of which they say so.
///
/// Where and while a polygon is valid the land is whose it says; everywhere else, and on other days, whose the places
/// around it are. Laying polygons of the same source again replaces those it had. Polygons that a side only claims are left
/// out.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: kharita control lay syria.gpkg map_20240708.geojson --source example-maps")]
pub struct Options {
    /// The theatre
    theatre: PathBuf,
    /// Polygons of who holds what: GeoJSON or a shapefile; several files are maps of several days
    #[arg(required_unless_present = "clear", value_name = "POLYGONS")]
    files: Vec<PathBuf>,
    /// Who drew them: an id of the theatre's sources, or a new one
    #[arg(long, value_name = "ID")]
    source: String,
    /// From which day on they are valid, where neither they nor the name of their file tell
    #[arg(long, value_name = "DATE", value_parser = day)]
    date: Option<Day>,
    /// Which property holds a field, as in --map holder=Kontrolle
    #[arg(long, value_name = "FIELD=HEADER", value_parser = field)]
    map: Vec<(String, String)>,
    /// Insist on the order of day and month: dmy or mdy
    #[arg(long, value_name = "ORDER", value_parser = date_order)]
    date_order: Option<DateOrder>,
    /// Take out what was laid of this source
    #[arg(long, conflicts_with_all = ["files", "date", "map", "date_order"])]
    clear: bool,
}

/// How many names are printed that are no actor's.
const NAMES_SHOWN: usize = 5;

pub fn run(options: &Options) -> Result<Done> {
    let source = SourceId::from(options.source.trim());
    if source.as_str().is_empty() {
        bail!("--source: say who drew the polygons, as in --source example-maps");
    }
    if options.clear {
        let mut store = Store::open(&options.theatre)?;
        let gone = theatre::clear_laid(&mut store, &source);
        store.close()?;
        say!("{}: {} areas taken out", plain(source.as_str()), gone?);
        return Ok(Done::Well);
    }
    let reading = polygons::PolygonOptions {
        columns: options.map.iter().cloned().collect::<BTreeMap<_, _>>(),
        date_order: options.date_order,
        date: options.date,
        needs_day: true,
    };
    // What cannot be read at all is said before the theatre is opened.
    let (found, problems) = polygons::read(&options.files, &reading)?;
    tell_problems(&problems);
    let mut store = Store::open(&options.theatre)?;
    let laid = theatre::lay(&mut store, &source, &found);
    let has_land = store.terrain()?.is_none_or(|terrain| !terrain.is_empty());
    store.close()?;
    let laid = laid?;
    if laid.areas == 0 {
        bail!("there is no polygon of who holds what; the theatre is as it was");
    }
    tell(&source, &laid);
    if !has_land {
        say!(
            "  the theatre has no outline, and shows no areas; its folder of tables needs an outline.geojson"
        );
    }
    Ok(if problems.is_empty() { Done::Well } else { Done::WithProblems })
}

fn tell(source: &SourceId, laid: &Laid) {
    let days = match laid.days {
        Some((first, last)) if first < last => {
            format!(", the first valid from {first} on, the last from {last} on")
        }
        Some((day, _)) => format!(", valid from {day} on"),
        None => String::new(),
    };
    let replaced = match laid.replaced {
        0 => String::new(),
        many => format!("; they replace {many}"),
    };
    say!("{}: {} areas{days}{replaced}", plain(source.as_str()), laid.areas);
    if laid.left_out > 0 {
        say!("  {} polygons are only claimed by a side, and left out", laid.left_out);
    }
    if !laid.strangers.is_empty() {
        let shown: Vec<String> = laid.strangers.iter().take(NAMES_SHOWN).map(|name| plain(name)).collect();
        let more = if laid.strangers.len() > NAMES_SHOWN { ", …" } else { "" };
        say!("  none of the theatre's actors is called {}{more}", shown.join(", "));
    }
}
