//! TopoJSON: areas and front lines of a day whose neighbors share each line, and the land with all that changed on it.
//!
//! Coordinates are absolute and in degrees, longitude first, so nothing is rounded. A file of a day has the objects
//! `control-areas` and `front-lines` with the properties of these collections. That of the whole war has the object `faces`, each
//! with its place and its `km2`, and beside it `kharita`: `labels`, which are holdings, and `changes`, rows of day (days since
//! 1970-01-01), face, label and class of doubt; before its first change a face has label 0.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Atlas, Filter, Found, Layer, Record, Unknown, areas::dated_coverage, land::LandOfPlaces};
use crate::control::areas::doubt::{Doubt, Doubts};
use crate::geometry::{Coverage, Shape};
use crate::model::Holding;

/// A topology of the TopoJSON specification, 1.0.
#[derive(Debug, Serialize)]
pub struct Topology<'a> {
    r#type: &'static str,
    objects: Objects<'a>,
    arcs: Vec<Vec<[f64; 2]>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kharita: Option<War<'a>>,
}

#[derive(Debug, Default, Serialize)]
struct Objects<'a> {
    #[serde(rename = "control-areas", skip_serializing_if = "Option::is_none")]
    areas: Option<Collection<Record<'a>>>,
    #[serde(rename = "front-lines", skip_serializing_if = "Option::is_none")]
    fronts: Option<Collection<Record<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    faces: Option<Collection<Face<'a>>>,
}

#[derive(Debug, Serialize)]
struct Collection<P> {
    r#type: &'static str,
    geometries: Vec<Shaped<P>>,
}

#[derive(Debug, Serialize)]
struct Shaped<P> {
    #[serde(flatten)]
    arcs: Arcs,
    properties: P,
}

/// Numbers of arcs; ~n is arc n backward.
#[derive(Debug, Serialize)]
#[serde(tag = "type", content = "arcs")]
enum Arcs {
    MultiLineString(Vec<Vec<i64>>),
    MultiPolygon(Vec<Vec<Vec<i64>>>),
}

#[derive(Debug, Serialize)]
struct Face<'a> {
    place_id: Option<&'a str>,
    km2: f64,
}

#[derive(Debug, Serialize)]
struct War<'a> {
    labels: &'a [Holding],
    doubts: Vec<Doubt>,
    changes: Vec<(i32, u32, u16, u8)>,
}

impl Atlas {
    /// Areas and front lines of the last day of a filter's window, as one topology.
    pub fn topology(&self, filter: &Filter) -> Result<Topology<'_>, Unknown> {
        let mut areas = records(&self.find(Layer::ControlAreas, filter)?);
        let mut fronts = records(&self.find(Layer::FrontLines, filter)?);
        let mut topology = Topology {
            r#type: "Topology",
            objects: Objects {
                areas: Some(Collection::default()),
                fronts: Some(Collection::default()),
                faces: None,
            },
            arcs: Vec::new(),
            kharita: None,
        };
        let Some(LandOfPlaces { land, .. }) = self.land() else { return Ok(topology) };
        let day = self.day_of(filter);
        let coverage = dated_coverage(land, day);
        topology.arcs = arcs(&coverage, filter.shape, land);
        let geometries = coverage
            .topology()
            .into_iter()
            .filter_map(|(label, polygons)| {
                let properties = areas.remove(&format!("{day}.{label}"))?;
                Some(Shaped { arcs: Arcs::MultiPolygon(polygons), properties })
            })
            .collect();
        topology.objects.areas = Some(Collection::of(geometries));
        let geometries = self
            .front_chains(land, &coverage)
            .into_iter()
            .filter_map(|(front, chains)| {
                let properties = fronts.remove(&format!("{day}.{front}"))?;
                let lines = chains.into_iter().map(|chain| vec![chain as i64]).collect();
                Some(Shaped { arcs: Arcs::MultiLineString(lines), properties })
            })
            .collect();
        topology.objects.fronts = Some(Collection::of(geometries));
        Ok(topology)
    }

    /// The land and all that changed on it; `None` where there is none, or where it has too many faces for labels of faces.
    #[must_use]
    pub fn land_topology(&self) -> Option<Topology<'_>> {
        let LandOfPlaces { land, places } = self.land()?;
        let numbers: Vec<u16> = (0..u16::try_from(land.mesh.faces()).ok()?).collect();
        let coverage = Coverage::of(&land.mesh, &numbers);
        let geometries = coverage
            .topology()
            .into_iter()
            .map(|(face, polygons)| {
                let face = u32::from(face);
                let place = land.faces.place_of_face(face).map(|place| places[place as usize]);
                let place_id = place.map(|row| self.places[row as usize].id.as_str());
                let km2 = (land.mesh.area(face) / 1e4).round() / 100.0;
                Shaped { arcs: Arcs::MultiPolygon(polygons), properties: Face { place_id, km2 } }
            })
            .collect();
        let changes = land.history.changes().iter();
        Some(Topology {
            r#type: "Topology",
            objects: Objects { faces: Some(Collection::of(geometries)), ..Objects::default() },
            arcs: arcs(&coverage, Shape::Raw, land),
            kharita: Some(War {
                labels: land.holdings.all(),
                doubts: Doubts::default().classes().to_vec(),
                changes: changes
                    .map(|change| (change.day, change.face, change.label, change.doubt))
                    .collect(),
            }),
        })
    }
}

/// What is told of each feature, by its id.
fn records<'a>(found: &Found<'a>) -> BTreeMap<String, Record<'a>> {
    found.features().map(|feature| (feature.id, feature.properties)).collect()
}

fn arcs(coverage: &Coverage, shape: Shape, land: &crate::control::Land) -> Vec<Vec<[f64; 2]>> {
    coverage.lines(&shape).degrees(land.projection()).iter().map(<[[f64; 2]]>::to_vec).collect()
}

impl<P> Default for Collection<P> {
    fn default() -> Self {
        Self::of(Vec::new())
    }
}

impl<P> Collection<P> {
    fn of(geometries: Vec<Shaped<P>>) -> Self {
        Self { r#type: "GeometryCollection", geometries }
    }
}
