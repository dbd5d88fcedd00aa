//! Reads the polygons that experts publish of who controls what: GeoJSON and shapefiles, plain, gzip or zip.
//!
//! Every feature gives a polygon or a problem. Which property says who holds it and from when until when is found by the
//! usual headers or said by whoever reads. Three shapes are met: layers of features with the name of a control class and
//! a date, as of the Institute for the Study of War and the Critical Threats Project; one collection a day with the day in
//! the file's name and names in two languages, as of `DeepState`; and tables with a holder and the days of its validity.

mod class;
mod fields;
mod geometry;
mod shapes;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::io::Read;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use geo::{MultiPolygon, unary_union};
use serde_json::Value;

use crate::model::{ControlStatus, Day, Problem};

use super::bytes::{Done, Packed};
use super::encoding::{Decoded, survey};
use super::{DateOrder, IntakeError, geojson};

/// What a person insists on; everything else is found from the content.
#[derive(Clone, Debug, Default)]
pub struct PolygonOptions {
    /// Fields to the headers that carry them: `holder` to `Kontrolle`.
    pub columns: BTreeMap<String, String>,
    /// The order of day and month, where the column does not prove it.
    pub date_order: Option<DateOrder>,
    /// The day of polygons that tell none, where the file's name does not either.
    pub date: Option<Day>,
    /// Whether a polygon of which nothing says from which day it is valid is a problem.
    pub needs_day: bool,
}

/// Land that somebody says is held by somebody.
#[derive(Clone, Debug, PartialEq)]
pub struct Polygon {
    /// Line of the file, or number of the shape, counted from 1.
    pub line: u64,
    /// Its outline in degrees, longitude first.
    pub outline: MultiPolygon,
    /// What the file calls it: the name of a control class, or of a holder.
    pub class: String,
    /// The state.
    pub status: ControlStatus,
    /// The names of who holds it.
    pub holders: Vec<String>,
    /// The names of who is against them there.
    pub against: Vec<String>,
    /// Whether it is only claimed by a side.
    pub is_claimed: bool,
    /// The first day of which it says so; `None` where nothing tells.
    pub from: Option<Day>,
    /// The day from which it does not say so any more: after its last day, or the day of the file's next map.
    pub until: Option<Day>,
    /// The day it was published.
    pub published: Option<Day>,
}

/// A feature as it stands in a file.
struct Raw {
    line: u64,
    /// The properties that say something, by name.
    cells: Vec<(String, String)>,
    outline: Result<MultiPolygon, String>,
}

/// Reads files of polygons that belong together, as the maps of several days.
///
/// What stops is a file that cannot be read at all; every feature that cannot be used is a problem.
pub fn read(
    files: &[PathBuf],
    options: &PolygonOptions,
) -> Result<(Vec<Polygon>, Vec<Problem>), IntakeError> {
    let (mut polygons, mut problems) = (Vec::new(), Vec::new());
    for path in files {
        let (file, raw) = features(path)?;
        let (found, faults) = fields::understood(&file, &raw, options)?;
        polygons.extend(found);
        problems.extend(faults);
    }
    Ok((fields::ended(polygons), problems))
}

/// Reads the land of a country, or of any area: all polygons of a file as one.
pub fn read_outline(path: &Path) -> Result<MultiPolygon, IntakeError> {
    let (file, raw) = features(path)?;
    let areas: Vec<MultiPolygon> = raw.iter().filter_map(|one| one.outline.clone().ok()).collect();
    match &areas[..] {
        [] => {
            let reason = raw.into_iter().find_map(|one| one.outline.err()).unwrap_or_default();
            Err(IntakeError::Container { file, reason: format!("there is no polygon in it: {reason}") })
        }
        [one] => Ok(one.clone()),
        several => Ok(unary_union(several)),
    }
}

/// The name of a file and its features.
fn features(path: &Path) -> Result<(String, Vec<Raw>), IntakeError> {
    match shapes::read(path)? {
        Some(found) => Ok(found),
        None => read_geojson(path),
    }
}

fn read_geojson(path: &Path) -> Result<(String, Vec<Raw>), IntakeError> {
    const HEAD: u64 = 1 << 18;
    let packed = Packed::look(path)?;
    let file = packed.file.clone();
    let fail = |error| IntakeError::io(&file, error);
    let done = Done::default();
    let encoding = survey(packed.open(&done)?).map_err(fail)?.encoding;
    let mut head = Vec::new();
    Decoded::new(packed.open(&done)?, encoding).take(HEAD).read_to_end(&mut head).map_err(fail)?;
    let Some(shape) = geojson::sniff(&head) else {
        let reason = "polygons are read from GeoJSON and shapefiles, and it is neither".to_owned();
        return Err(IntakeError::Json { file, reason });
    };
    let (mut raw, mut failed) = (Vec::new(), None);
    geojson::each_feature(Decoded::new(packed.open(&done)?, encoding), shape, &mut |line, feature| {
        raw.push(match feature {
            Ok(Value::Object(mut feature)) => {
                let properties = match feature.remove("properties") {
                    Some(Value::Object(properties)) => properties,
                    _ => serde_json::Map::new(),
                };
                let written = properties.into_iter().map(|(name, value)| (name, geojson::written(value)));
                let cells = written.filter(|(_, cell)| !cell.trim().is_empty()).collect();
                Raw { line, cells, outline: geometry::area(feature.get("geometry")) }
            }
            Ok(_) => Raw { line, cells: Vec::new(), outline: Err("this is no feature".to_owned()) },
            Err(reason) => {
                failed = Some(reason.clone());
                Raw { line, cells: Vec::new(), outline: Err(reason) }
            }
        });
        ControlFlow::Continue(())
    });
    match failed {
        Some(reason) if raw.len() == 1 => Err(IntakeError::Json { file, reason }),
        _ => Ok((file, raw)),
    }
}
