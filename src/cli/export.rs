//! `kharita export`: a layer as a file.

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, anyhow, bail};

use super::{Done, import::day};
use crate::{
    atlas::{Filter, Layer},
    export::{self, ExportError, Format},
    geometry::Shape,
    model::{ActorId, Bbox, Day, EventStatus, Window},
    store::Store,
    theatre,
};

/// Write a layer of a theatre as GeoJSON, CSV or GeoPackage.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example: kharita export syria.gpkg strikes --datetime 2017-01-01/2017-12-31 --format csv -o strikes.csv"
)]
pub struct Options {
    /// The theatre
    theatre: PathBuf,
    /// events, strikes, control, places, claims, reports, control-areas, front-lines or changes
    #[arg(value_parser = layer)]
    layer: Layer,
    /// geojson, csv, gpkg or topojson; else by the ending of the file
    #[arg(long, value_parser = format)]
    format: Option<Format>,
    /// Only within west,south,east,north
    #[arg(long, value_parser = |text: &str| Bbox::parse(text), allow_hyphen_values = true)]
    bbox: Option<Bbox>,
    /// Only days: 2017-11-13, 2017-11-01/2017-11-30, ../2017-11-30; areas and front lines are those of the last day,
    /// changes those from the first to the last
    #[arg(long, value_parser = |text: &str| Window::parse(text))]
    datetime: Option<Window>,
    /// Only these types or sub-types, states of control, or feature codes
    #[arg(long = "type", value_name = "TYPE", value_delimiter = ',')]
    types: Vec<String>,
    /// Only with one of these actors, by id
    #[arg(long = "actor", value_name = "ID", value_delimiter = ',')]
    actors: Vec<String>,
    /// Only events whose accounts agree like this: single source, corroborated, disputed, denied
    #[arg(long = "status", value_name = "STATUS", value_delimiter = ',', value_parser = status)]
    statuses: Vec<EventStatus>,
    /// How areas and front lines are drawn: raw, smooth or simple; figures are always those of raw ones
    #[arg(long, default_value = "smooth", value_parser = shape)]
    shape: Shape,
    /// As it was known by the end of this day
    #[arg(long, value_name = "DATE", value_parser = day)]
    known: Option<Day>,
    /// File to write; - is standard output
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    output: PathBuf,
}

pub fn run(options: &Options) -> Result<Done> {
    let format = match (options.format, options.output.extension()) {
        (Some(format), _) => format,
        (None, None) => Format::GeoJson,
        (None, Some(ending)) if ending.eq_ignore_ascii_case("json") => Format::GeoJson,
        (None, Some(ending)) => format(&ending.to_string_lossy())
            .with_context(|| format!("{} ends as no format does", options.output.display()))?,
    };
    let filter = Filter {
        bbox: options.bbox,
        window: options.datetime,
        types: options.types.clone(),
        actors: options.actors.iter().map(|id| ActorId::from(id.as_str())).collect(),
        statuses: options.statuses.clone(),
        shape: options.shape,
    };
    let atlas = theatre::load_file_at(&options.theatre, options.known)?;
    let found = atlas.find(options.layer, &filter)?;
    let write = |to: &mut dyn Write| export::write(&atlas, &found, format, to);
    if options.output == Path::new("-") {
        write(&mut io::stdout().lock()).context("cannot write to standard output")?;
    } else {
        write_whole(&options.output, write)?;
    }
    say!("{} features of {}", found.len(), options.layer.name());
    let restricted: Vec<&str> = found
        .sources()
        .into_iter()
        .filter(|source| !source.republish)
        .map(|source| source.name.as_str())
        .collect();
    if !restricted.is_empty() {
        say!("rows that say republish = no (from {}) may not be published further", restricted.join(", "));
    }
    Ok(Done::Well)
}

/// Writes a file that appears whole or not at all; what is no file, as a pipe, is written to as it is.
fn write_whole(path: &Path, write: impl FnOnce(&mut dyn Write) -> Result<(), ExportError>) -> Result<()> {
    if Store::open_to_read(path).is_ok() {
        bail!(
            "{} is a theatre, and an export would be all that is left of it; name another file",
            path.display()
        );
    }
    if std::fs::metadata(path).is_ok_and(|metadata| !metadata.is_file() && !metadata.is_dir()) {
        let mut pipe = std::fs::OpenOptions::new().write(true).open(path)?;
        return write(&mut pipe).with_context(|| format!("cannot write {}", path.display()));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let shown = || format!("cannot write {}", path.display());
    // The kind alone: the error itself names the hidden file, of which nobody knows.
    let mut making = tempfile::Builder::new();
    // Readable by whom the folder's owner lets read, as any file that is written; a temporary file is not.
    #[cfg(unix)]
    making.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = making
        .prefix(".kharita-")
        .tempfile_in(folder)
        .map_err(|cause| io::Error::from(cause.kind()))
        .with_context(shown)?;
    write(&mut file).with_context(shown)?;
    file.as_file().sync_all().with_context(shown)?;
    file.persist(path).map_err(|cause| cause.error).with_context(shown)?;
    Ok(())
}

fn layer(text: &str) -> Result<Layer> {
    Layer::parse(text).ok_or_else(|| anyhow!("there are {}", Layer::ALL.map(Layer::name).join(", ")))
}

fn status(text: &str) -> Result<EventStatus> {
    EventStatus::parse(text)
        .ok_or_else(|| anyhow!("there are {}", EventStatus::ALL.map(EventStatus::name).join(", ")))
}

fn shape(text: &str) -> Result<Shape> {
    Shape::parse(text).ok_or_else(|| anyhow!("there are raw, smooth, simple"))
}

fn format(text: &str) -> Result<Format> {
    Format::parse(text).ok_or_else(|| anyhow!("there are {}", Format::ALL.map(Format::name).join(", ")))
}
