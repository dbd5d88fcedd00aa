//! Makes a gazetteer of what others publish: reads each source, one format a file, and joins what is the same place.

mod airports;
mod borders;
mod boundaries;
mod chain;
mod error;
mod geonames;
mod merge;
mod ocha;
mod osm;
mod report;
mod wof;

use std::fs;
use std::path::{Path, PathBuf};

use crate::model::Problem;

use super::arrays::GazetteerSource;
use super::draft::{Draft, Origins};
use super::{Gazetteer, Table, built_in_drafts, table};

pub use error::BuildError;
pub use report::{Alike, Astray, Joined, Report};

/// What publishes a file of places, and so how it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Publisher {
    /// A person's own table, with the columns of the built-in ones.
    Table,
    /// A folder of OCHA boundaries (COD-AB): shapefiles of governorates, districts, sub-districts, neighborhoods.
    Boundaries,
    /// OCHA's list of communities.
    Ocha,
    /// A country dump of GeoNames, and its alternate names.
    GeoNames,
    /// An extract of OpenStreetMap.
    OpenStreetMap,
    /// Who's On First.
    Wof,
    /// OurAirports.
    OurAirports,
}

impl Publisher {
    /// How an [`Entry`](super::Entry) names it, with its licence.
    fn source(self, path: &Path) -> GazetteerSource {
        let (name, licence) = match self {
            Self::Table => {
                let file = path.file_name().unwrap_or_default().to_string_lossy();
                return GazetteerSource { name: file.into_owned(), licence: "as its owner says".to_owned() };
            }
            Self::Boundaries => ("OCHA boundaries (COD-AB)", "OCHA's terms; name OCHA"),
            Self::Ocha => ("OCHA communities", "OCHA's terms; name OCHA"),
            Self::GeoNames => ("GeoNames", "CC BY 4.0; name GeoNames"),
            Self::OpenStreetMap => ("OpenStreetMap", "ODbL 1.0; name OpenStreetMap contributors"),
            Self::Wof => ("Who's On First", "Who's On First licence; name Who's On First and GeoNames"),
            Self::OurAirports => ("OurAirports", "public domain"),
        };
        GazetteerSource { name: name.to_owned(), licence: licence.to_owned() }
    }
}

/// What a gazetteer is built from.
#[derive(Clone, Debug)]
pub struct Recipe {
    /// Files, and a folder of boundaries, with who publishes each.
    pub inputs: Vec<(Publisher, PathBuf)>,
    /// An earlier gazetteer whose corrections are taken over.
    pub earlier: Option<PathBuf>,
    /// ISO 3166-1 alpha-2 of the country that sources without one are about, and whose places come first.
    pub country: String,
}

/// A gazetteer with how it came to be.
#[derive(Debug)]
pub struct Built {
    /// Ready for use.
    pub gazetteer: Gazetteer,
    /// What was joined, and what only looks alike.
    pub report: Report,
    /// Rows that could not be read.
    pub problems: Vec<Problem>,
}

/// What a source tells.
#[derive(Debug, Default)]
struct Reading {
    drafts: Vec<Draft>,
    problems: Vec<Problem>,
}

/// Builds a gazetteer: the built-in tables first, then every input in the order of [`Publisher`].
///
/// The order decides which id, shown name and point a place has that several know. The same files give the same
/// gazetteer, in whatever order they are named.
pub fn build(recipe: &Recipe) -> Result<Built, BuildError> {
    let mut inputs = recipe.inputs.clone();
    inputs.sort();
    if inputs.len() >= Origins::MOST {
        return Err(BuildError::TooMany { most: Origins::MOST - 1 });
    }
    let built_in = GazetteerSource {
        name: "Kharita".to_owned(),
        licence: "CC BY 4.0; name GeoNames and OurAirports".to_owned(),
    };
    let mut sources = vec![built_in];
    let (drafts, mut problems) = built_in_drafts();
    let mut told = vec![drafts];
    // Files of GeoNames complete each other.
    let mut of_geonames = Vec::new();
    for (number, (publisher, path)) in (1..).zip(&inputs) {
        sources.push(publisher.source(path));
        let reading = match publisher {
            Publisher::GeoNames => {
                of_geonames.push((number, path.clone()));
                Reading::default()
            }
            _ => read(*publisher, path, &recipe.country, number)?,
        };
        problems.extend(reading.problems);
        told.push(reading.drafts);
    }
    if let Some((last, _)) = of_geonames.last() {
        let reading = geonames::read(&of_geonames)?;
        problems.extend(reading.problems);
        told[*last] = reading.drafts;
    }
    let (mut drafts, mut report) = merge::merge(told);
    borders::follow(&mut drafts);
    report.astray = chain::complete(&mut drafts);
    report.sources = sources.iter().map(|source| source.name.clone()).collect();
    let corrections = match &recipe.earlier {
        Some(path) => Gazetteer::open(path)?.corrections,
        None => String::new(),
    };
    problems.extend(Gazetteer::take_over(&mut drafts, &mut sources, &corrections, &recipe.country));
    let mut gazetteer = Gazetteer::of(&drafts, &sources, &recipe.country);
    gazetteer.corrections = corrections;
    Ok(Built { gazetteer, report, problems })
}

fn read(publisher: Publisher, path: &Path, country: &str, source: usize) -> Result<Reading, BuildError> {
    let unreadable = |cause| BuildError::Unreadable { path: path.to_owned(), cause };
    match publisher {
        Publisher::Table => {
            let text = fs::read_to_string(path).map_err(unreadable)?;
            let file = path.file_name().unwrap_or_default().to_string_lossy();
            let (drafts, problems) = table::read(&[Table { file: &file, text: &text }], &[], source);
            Ok(Reading { drafts, problems })
        }
        Publisher::Boundaries => boundaries::read(path, source),
        Publisher::Ocha => ocha::read(path, country, source),
        Publisher::GeoNames => geonames::read(&[(source, path.to_owned())]),
        Publisher::OpenStreetMap => osm::read(path, country, source),
        Publisher::Wof => wof::read(path, country, source),
        Publisher::OurAirports => airports::read(path, country, source),
    }
}
