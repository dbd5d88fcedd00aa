//! `kharita resolve`: what place a written name means, one name or a table of them.

use std::{
    fs::File,
    io::{self, BufReader, BufWriter, Read, Write},
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result, bail};

use super::{Done, gazetteer, progress, show::plain};
use crate::gazetteer::{Candidate, Context, Gazetteer, Resolution, Shape};

/// Find the place that a written name means, with reasons; exit code 1 when there is none or it cannot be told.
///
/// With --csv, a table of names: every column is kept, and the first candidate's stand behind them.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: kharita resolve 'Abu a-Dhuhur' --context 'the airbase in eastern Idlib'")]
pub struct Options {
    /// The name as written, in Arabic or Latin letters
    #[arg(required_unless_present = "csv", conflicts_with = "csv")]
    name: Option<String>,
    /// What stands around it: a sentence, a governorate
    #[arg(long, default_value = "")]
    context: String,
    /// Print JSON
    #[arg(long, conflicts_with = "csv")]
    json: bool,
    /// Table of names to read; - is standard input
    #[arg(long, value_name = "FILE")]
    csv: Option<PathBuf>,
    /// Its column of names
    #[arg(long, value_name = "HEADER", requires = "csv", default_value = "query")]
    column: String,
    /// Its column of what stands around each name
    #[arg(long, value_name = "HEADER", requires = "csv")]
    context_column: Option<String>,
    /// Its column of governorates
    #[arg(long, value_name = "HEADER", requires = "csv")]
    admin1_column: Option<String>,
    #[command(flatten)]
    gazetteer: gazetteer::Named,
}

pub fn run(options: &Options) -> Result<Done> {
    let gazetteer = gazetteer::chosen(&options.gazetteer, None)?;
    match (&options.csv, &options.name) {
        (Some(file), _) => table(gazetteer, file, options),
        (None, Some(name)) => one(gazetteer, name, options),
        (None, None) => bail!("name a place, or a table with --csv"),
    }
}

fn one(gazetteer: &Gazetteer, name: &str, options: &Options) -> Result<Done> {
    let context = Context { text: options.context.clone(), ..Context::default() };
    let resolution = gazetteer.resolve(name, &context);
    let mut out = io::stdout().lock();
    if options.json {
        serde_json::to_writer_pretty(&mut out, &resolution)?;
        writeln!(out)?;
    } else {
        print(&mut out, &resolution)?;
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

fn print(out: &mut dyn Write, resolution: &Resolution) -> io::Result<()> {
    for candidate in &resolution.candidates {
        let admin1 = candidate.admin1.as_deref().map_or(String::new(), |admin1| format!("{admin1}, "));
        let within = within(candidate);
        writeln!(
            out,
            "{:.2}  {} ({admin1}{})  {:.4} N {:.4} E{within}  {}  {}\n      {}",
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
    Ok(())
}

/// Within which distance of the point, and in which area or along which course, the truth lies.
fn within(candidate: &Candidate) -> String {
    let radius = candidate.radius_km.map_or(String::new(), |radius| format!(" within {radius} km"));
    let shape = candidate.within.as_ref().map_or(String::new(), |shape| match shape {
        Shape::Area(_) => format!(" in {}", shape.words()),
        Shape::Course(_) => format!(" along {}", shape.words()),
    });
    radius + &shape
}

/// Rows between two steps of the progress bar.
const STEP: u64 = 1_024;

/// Reads a table row by row and writes each with its first candidate, in the order of the table.
fn table(gazetteer: &Gazetteer, path: &Path, options: &Options) -> Result<Done> {
    let (input, size): (Box<dyn Read>, u64) = if path == Path::new("-") {
        (Box::new(io::stdin().lock()), 0)
    } else {
        let file = File::open(path).with_context(|| format!("{} cannot be read", path.display()))?;
        let size = file.metadata().map_or(0, |metadata| metadata.len());
        (Box::new(BufReader::new(file)), size)
    };
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(input);
    let broken = || format!("{} is no CSV table in UTF-8", path.display());
    let headers = reader.headers().with_context(broken)?.clone();
    let column = |name: &str| {
        headers.iter().position(|header| header.trim() == name).with_context(|| {
            let known: Vec<&str> = headers.iter().collect();
            format!("{} has no column {name}; it has {}", path.display(), known.join(", "))
        })
    };
    let name = column(&options.column)?;
    let text = options.context_column.as_deref().map(column).transpose()?;
    let admin1 = options.admin1_column.as_deref().map(column).transpose()?;

    let mut writer = csv::Writer::from_writer(BufWriter::new(io::stdout().lock()));
    writer.write_record(headers.iter().chain(ADDED))?;
    let bar = progress::bar(&path.display().to_string());
    bar.set_length(size);
    let (mut rows, mut found, mut ambiguous) = (0_u64, 0_u64, 0_u64);
    let mut row = csv::StringRecord::new();
    while reader.read_record(&mut row).with_context(broken)? {
        let cell = |at: Option<usize>| at.and_then(|at| row.get(at)).unwrap_or_default();
        let given = Some(cell(admin1).to_owned()).filter(|admin1| !admin1.trim().is_empty());
        let stated = [options.context.as_str(), cell(text)].join(" ");
        let context = Context { text: stated.trim().to_owned(), admin1: given, ..Context::default() };
        let ranking = gazetteer.rank(cell(Some(name)), &context);
        // A short row still has its answer in the right columns.
        let cells = (0..headers.len().max(row.len())).map(|at| row.get(at).unwrap_or_default());
        let answer = match ranking.matches.first() {
            None => [const { String::new() }; 7],
            Some(first) => {
                found += 1;
                ambiguous += u64::from(ranking.ambiguous);
                [
                    first.place.name().to_owned(),
                    format!("{:.5}", first.position.latitude()),
                    format!("{:.5}", first.position.longitude()),
                    first.place.feature_code().to_owned(),
                    first.place.admin1().unwrap_or_default().to_owned(),
                    format!("{:.2}", first.confidence),
                    ranking.ambiguous.to_string(),
                ]
            }
        };
        writer.write_record(cells.chain(answer.iter().map(String::as_str)))?;
        rows += 1;
        if rows.is_multiple_of(STEP) {
            bar.set_position(reader.position().byte());
        }
    }
    writer.flush()?;
    bar.finish_and_clear();
    say!("{rows} names: {found} with a candidate, {ambiguous} of them ambiguous");
    Ok(if found == rows && ambiguous == 0 { Done::Well } else { Done::WithProblems })
}

/// The columns that are added to a table.
const ADDED: [&str; 7] =
    ["name", "latitude", "longitude", "feature_code", "admin1", "confidence", "ambiguous"];
