//! `kharita import`: tables go into a theatre.

use std::{collections::BTreeMap, path::PathBuf};

use anyhow::{Result, anyhow};

use super::{Done, gazetteer, lexicons, progress};
use crate::{
    intake::{
        self, DateOrder, Format, IntakeError,
        article::{self, ArticleOptions, Manifest},
    },
    model::{Day, SourceId},
    theatre::{self, Imported, Incoming},
};

/// How many ids of changed or vanished reports are printed.
const IDS_SHOWN: usize = 5;

/// Put tables and articles into a theatre, which is made if it is not there.
///
/// ACLED and UCDP exports, any CSV or XLSX with a date and a place, GeoJSON points, tables of who holds what, and
/// articles (texts, web pages, feeds, JSON Lines, tables of texts, web archives) are told apart by their content; gzip
/// and zip are read as they are. The same file twice changes nothing.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: kharita import GEDEvent_v25_1.csv.zip --into syria.gpkg")]
pub struct Options {
    /// Files to import
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// The theatre
    #[arg(long, value_name = "THEATRE")]
    into: PathBuf,
    /// Insist on a format: acled, ucdp, table, control or geojson
    #[arg(long, value_parser = format)]
    format: Option<Format>,
    /// Insist on the order of day and month: dmy or mdy
    #[arg(long, value_name = "ORDER", value_parser = date_order)]
    date_order: Option<DateOrder>,
    /// Publisher of rows and articles that name none
    #[arg(long, value_name = "ID")]
    source: Option<String>,
    /// Which column holds a field, as in --map place=Ortschaft
    #[arg(long, value_name = "FIELD=HEADER", value_parser = field)]
    map: Vec<(String, String)>,
    /// Day of publication of articles that tell none
    #[arg(long, value_name = "DATE", value_parser = day)]
    published: Option<Day>,
    /// Table of what is known of files of articles: file,url,title,outlet,published
    #[arg(long, value_name = "FILE")]
    manifest: Option<PathBuf>,
    #[command(flatten)]
    lexicons: lexicons::Words,
    #[command(flatten)]
    gazetteer: gazetteer::Named,
}

pub fn run(options: &Options) -> Result<Done> {
    let reading = intake::Options {
        format: options.format,
        date_order: options.date_order,
        source: options.source.as_deref().map(SourceId::from),
        columns: options.map.iter().cloned().collect::<BTreeMap<_, _>>(),
    };
    let known = ArticleOptions {
        manifest: options.manifest.as_deref().map(Manifest::read).transpose()?,
        published: options.published,
        outlet: options.source.clone(),
        date_order: options.date_order,
        columns: reading.columns.clone(),
        ..ArticleOptions::default()
    };
    let lexicon = lexicons::chosen(&options.lexicons)?;
    let open = |file: &PathBuf| -> Result<Incoming, IntakeError> {
        if options.format.is_none() && intake::is_articles(file) {
            return article::open(file, &known).map(|opened| Incoming::Articles(Box::new(opened), lexicon));
        }
        intake::open(file, &reading).map(|opened| Incoming::Table(Box::new(opened)))
    };
    // What cannot be read at all is said before a theatre is made for it.
    let files: Vec<Incoming> = options.files.iter().map(open).collect::<Result<_, _>>()?;
    let mut store = theatre::open_or_create(&options.into)?;
    let gazetteer = gazetteer::chosen(&options.gazetteer, Some(&store))?;
    let mut done = Done::Well;
    let mut has_vanished = false;
    for file in files {
        let left_out = file.left_out().to_vec();
        let bar = progress::bar(file.file());
        let imported = theatre::import(&mut store, file, gazetteer, &mut |read, all| {
            bar.set_length(all);
            bar.set_position(read);
        });
        bar.finish_and_clear();
        let imported = imported?;
        tell(&imported);
        for sheet in &left_out {
            say!(
                "  its sheet {sheet:?} is not in: only the first table of a workbook is read; save it as a file of its own"
            );
            done = Done::WithProblems;
        }
        if imported.problems + imported.flawed > 0 {
            done = Done::WithProblems;
        }
        has_vanished |= !imported.vanished.is_empty();
    }
    store.close()?;
    if done == Done::WithProblems {
        say!("`kharita check {}` lists the problems", options.into.display());
    }
    if has_vanished {
        say!(
            "what vanished stays on the map until `kharita forget {} --vanished` takes it out",
            options.into.display()
        );
    }
    Ok(done)
}

fn tell(imported: &Imported) {
    say!(
        "{} ({}): {} rows = {} new + {} changed + {} unchanged + {} problems; {} vanished upstream",
        imported.file,
        imported.format,
        imported.rows,
        imported.new,
        imported.changed.len(),
        imported.unchanged,
        imported.problems,
        imported.vanished.len()
    );
    if imported.flawed > 0 {
        say!("  {} of them are kept though not all could be read", imported.flawed);
    }
    if imported.superseded > 0 {
        say!("  {} reports of an earlier reading of this file were replaced", imported.superseded);
    }
    for (what, ids) in [("changed", &imported.changed), ("vanished", &imported.vanished)] {
        if !ids.is_empty() {
            let shown: Vec<&str> = ids.iter().take(IDS_SHOWN).map(crate::model::ReportId::as_str).collect();
            let more = if ids.len() > IDS_SHOWN { ", …" } else { "" };
            say!("  {what}: {}{more}", shown.join(", "));
        }
    }
}

pub(super) fn day(text: &str) -> Result<Day, String> {
    Day::parse(text).map_err(|error| error.to_string())
}

fn format(text: &str) -> Result<Format> {
    Format::parse(text).ok_or_else(|| anyhow!("there are acled, ucdp, table, control, geojson"))
}

pub(super) fn date_order(text: &str) -> Result<DateOrder> {
    DateOrder::parse(text).ok_or_else(|| anyhow!("there are dmy and mdy"))
}

pub(super) fn field(text: &str) -> Result<(String, String)> {
    text.split_once('=')
        .map(|(field, header)| (field.trim().to_owned(), header.trim().to_owned()))
        .ok_or_else(|| anyhow!("write --map place=HEADER"))
}
