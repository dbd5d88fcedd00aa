//! `kharita control evaluate`: how near each way to draw areas comes to an expert's map.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};
use geo::{BoundingRect, ConvexHull, LineString, MultiPolygon};

use super::super::import::{day, field};
use super::told::{Naming, tell, tell_json};
use super::{Done, tell_problems};
use crate::control::areas::evaluate::{Trial, evaluate, strewn};
use crate::control::areas::experts::{days, labels_on};
use crate::control::areas::{Estimator, ExpertPolygon, Outline};
use crate::geometry::{EqualArea, Meters, Xy};
use crate::intake::{points, polygons};
use crate::model::{ActorId, ControlStatus, Day, Holding, Holdings};

/// Redraw an expert's map from the states of places alone, with each estimator, and tell how near it comes.
///
/// The polygons say who holds each place; from that the land between is drawn and compared with the polygons. Polygons
/// that a side only claims are left out.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example: kharita control evaluate map_20240708.geojson map_20241208.geojson --sample 1645"
)]
pub struct Options {
    /// Polygons of who holds what: GeoJSON or a shapefile; several files are maps of several days
    #[arg(required = true, value_name = "POLYGONS")]
    files: Vec<PathBuf>,
    /// The land that is divided: a polygon in GeoJSON or a shapefile; else the hull of all polygons
    #[arg(long, value_name = "FILE")]
    outline: Option<PathBuf>,
    /// Table with the latitude and longitude of the places
    #[arg(long, value_name = "FILE", conflicts_with = "sample")]
    places: Option<PathBuf>,
    /// So many places strewn at random instead
    #[arg(long, value_name = "N", default_value_t = 1_645)]
    sample: usize,
    /// Another strewing for another number
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// The day, or several; else the first and the last of the maps
    #[arg(long, value_name = "DATE", value_parser = day)]
    date: Vec<Day>,
    /// Who holds the land that lies in no polygon; else it is not compared
    #[arg(long, value_name = "HOLDER")]
    rest: Option<String>,
    /// How far a place speaks for the land around it
    #[arg(long, value_name = "KM", default_value_t = 30.0)]
    reach: f64,
    /// About how many pieces the land is cut into
    #[arg(long, value_name = "N", default_value_t = 40_000)]
    faces: usize,
    /// Which property holds a field, as in --map holder=Kontrolle
    #[arg(long, value_name = "FIELD=HEADER", value_parser = field)]
    map: Vec<(String, String)>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Pieces and places that one can still wait for.
const MOST: usize = 1_000_000;

pub fn run(options: &Options) -> Result<Done> {
    if options.faces > MOST || options.sample > MOST {
        bail!("--faces and --sample go up to {MOST}");
    }
    if !(options.reach.is_finite() && options.reach > 0.0) {
        bail!("--reach {}: a place speaks some kilometers far; write 30", options.reach);
    }
    let columns = options.map.iter().cloned().collect::<BTreeMap<_, _>>();
    let reading = polygons::PolygonOptions { columns, ..polygons::PolygonOptions::default() };
    let (found, mut problems) = polygons::read(&options.files, &reading)?;
    let found: Vec<polygons::Polygon> = found.into_iter().filter(|one| !one.is_claimed).collect();
    if found.is_empty() {
        tell_problems(&problems);
        bail!("there is no polygon of who holds what");
    }
    let land = match &options.outline {
        Some(path) => polygons::read_outline(path)?,
        None => MultiPolygon::from(hull(&found)),
    };
    let center = land.bounding_rect().context("the land has no extent")?.center();
    let plane = EqualArea::around(center.x, center.y);
    let outline = Outline::new(&rings(&land, plane));
    let mut holdings = Holdings::default();
    let rest =
        options.rest.as_deref().map_or(0, |holder| holdings.number(Holding::held_by(ActorId::from(holder))));
    let polygons = laid(&found, plane, &mut holdings);
    let days = days_of(options, &polygons);
    if !days.iter().any(|day| polygons.iter().any(|polygon| polygon.is_valid_on(*day))) {
        bail!("no polygon is valid on {}; {}", shown(&days), span(&polygons));
    }
    let places = if let Some(path) = &options.places {
        let (positions, unplaced) = points::read(path)?;
        problems.extend(unplaced);
        positions.iter().map(|at| plane.project([at.longitude(), at.latitude()])).collect()
    } else {
        let is_known = |at: Xy| rest != 0 || labels_on(&[at], &polygons, days[0])[0] != 0;
        strewn(&outline, options.sample, options.seed, &is_known)
    };
    tell_problems(&problems);
    let reach = Meters::from_kilometers(options.reach);
    let trial = Trial {
        outline: &outline,
        polygons: &polygons,
        rest,
        holdings: &holdings,
        places: &places,
        faces: options.faces,
        days: &days,
        estimators: &[Estimator::Nearest, Estimator::Reach { reach }, Estimator::Kriging { reach }],
    };
    let evaluation = evaluate(&trial).context("the land cannot be divided")?;
    let is_dated = !days_known(&polygons).is_empty();
    if evaluation.places == 0 {
        let of_day = if is_dated { format!(" of {}", shown(&days[..1])) } else { String::new() };
        let hint = match &options.places {
            Some(_) => "check that latitude and longitude are not exchanged",
            None => "strew some with --sample, or name a table with --places",
        };
        bail!("no place lies in a polygon{of_day}; {hint}");
    }
    let naming = Naming { holdings: &holdings, is_dated };
    if options.json {
        tell_json(&evaluation, &naming)?;
    } else {
        tell(&evaluation, &naming)?;
    }
    Ok(if problems.is_empty() { Done::Well } else { Done::WithProblems })
}

/// The polygons on the plane, with the numbers of their holdings.
fn laid(found: &[polygons::Polygon], plane: EqualArea, holdings: &mut Holdings) -> Vec<ExpertPolygon> {
    let ids = |names: &[String]| names.iter().map(|name| ActorId::from(name.as_str())).collect();
    let number = |day: Option<Day>| day.map(Day::number);
    let laid = found.iter().map(|one| {
        let holding = Holding { status: one.status, holders: ids(&one.holders), against: ids(&one.against) };
        let label = holdings.number(holding);
        let rings = rings(&one.outline, plane);
        ExpertPolygon::new(&rings, label, number(one.from), number(one.until), number(one.published))
    });
    laid.collect()
}

/// The days that are redrawn, in order: at least one.
fn days_of(options: &Options, polygons: &[ExpertPolygon]) -> Vec<i32> {
    let mut days: Vec<i32> = options.date.iter().map(|day| day.number()).collect();
    if days.is_empty() {
        let known = days_known(polygons);
        days.extend(known.first());
        days.extend(known.last());
    }
    days.sort_unstable();
    days.dedup();
    if days.is_empty() {
        days.push(0);
    }
    days
}

/// The days from which a polygon is valid.
fn days_known(polygons: &[ExpertPolygon]) -> Vec<i32> {
    let is_shown = |day: &i32| polygons.iter().any(|polygon| polygon.is_valid_on(*day));
    days(polygons).into_iter().filter(is_shown).collect()
}

fn shown(days: &[i32]) -> String {
    days.iter().map(|day| Day::from_number(*day).to_string()).collect::<Vec<_>>().join(", ")
}

fn span(polygons: &[ExpertPolygon]) -> String {
    match &days(polygons)[..] {
        [] => "they have no days".to_owned(),
        [one] => format!("their day is {}", shown(&[*one])),
        [first, .., last] => format!("their days are {} to {}", shown(&[*first]), shown(&[*last])),
    }
}

fn rings(area: &MultiPolygon, plane: EqualArea) -> Vec<Vec<Xy>> {
    let of_line = |line: &LineString| line.coords().map(|at| plane.project([at.x, at.y])).collect();
    let lines = area.iter().flat_map(|one| std::iter::once(one.exterior()).chain(one.interiors()));
    lines.map(of_line).collect()
}

fn hull(found: &[polygons::Polygon]) -> geo::Polygon {
    let all: Vec<geo::Polygon> = found.iter().flat_map(|one| one.outline.0.iter().cloned()).collect();
    MultiPolygon::new(all).convex_hull()
}

/// What a label is called.
pub(super) fn called(holdings: &Holdings, label: u16) -> String {
    let holding = holdings.get(label);
    let names: Vec<&str> = holding.holders.iter().map(ActorId::as_str).collect();
    match (holding.status, &names[..]) {
        (ControlStatus::Held, _) => names.join("; "),
        (status, []) => status.name().to_owned(),
        (status, _) => format!("{} ({})", names.join("; "), status.name()),
    }
}
