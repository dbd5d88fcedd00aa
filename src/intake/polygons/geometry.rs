//! GeoJSON geometries as areas.

use geo::{Coord, LineString, MultiPolygon, Polygon};
use serde_json::Value;

/// How deep collections may lie in each other.
const DEEPEST: usize = 8;

/// The area of a geometry: a polygon, several, or a collection of them.
pub(super) fn area(geometry: Option<&Value>) -> Result<MultiPolygon, String> {
    let mut polygons = Vec::new();
    gather(geometry.unwrap_or(&Value::Null), &mut polygons, DEEPEST)?;
    if polygons.is_empty() {
        Err("the geometry is empty".to_owned())
    } else {
        Ok(MultiPolygon::new(polygons))
    }
}

fn gather(geometry: &Value, polygons: &mut Vec<Polygon>, deepest: usize) -> Result<(), String> {
    let list = |name: &str| geometry[name].as_array().map_or(&[][..], Vec::as_slice);
    match geometry["type"].as_str() {
        Some("Polygon") => polygons.push(polygon(&geometry["coordinates"])?),
        Some("MultiPolygon") => {
            for one in list("coordinates") {
                polygons.push(polygon(one)?);
            }
        }
        Some("GeometryCollection") if deepest > 0 => {
            for one in list("geometries") {
                gather(one, polygons, deepest - 1)?;
            }
        }
        Some(other) => {
            let kind: String = other.chars().take(40).collect();
            return Err(format!("the geometry is {kind}; only polygons are read"));
        }
        None => return Err("it has no geometry; a polygon is needed".to_owned()),
    }
    Ok(())
}

fn polygon(rings: &Value) -> Result<Polygon, String> {
    let rings = rings.as_array().map_or(&[][..], Vec::as_slice);
    let mut rings = rings.iter().map(ring);
    let exterior = rings.next().unwrap_or_else(|| Err("the polygon has no ring".to_owned()))?;
    Ok(Polygon::new(exterior, rings.collect::<Result<_, _>>()?))
}

fn ring(ring: &Value) -> Result<LineString, String> {
    let points = ring.as_array().map_or(&[][..], Vec::as_slice);
    let points: Result<Vec<Coord>, String> = points.iter().map(point).collect();
    checked(LineString::new(points?))
}

/// A ring that is one.
pub(super) fn checked(ring: LineString) -> Result<LineString, String> {
    const FEWEST: usize = 4;
    if ring.0.len() < FEWEST {
        return Err(format!(
            "a ring has {} points; it needs at least four, the last as the first",
            ring.0.len()
        ));
    }
    let is_on_globe = |at: &&Coord| (-180.0..=180.0).contains(&at.x) && (-90.0..=90.0).contains(&at.y);
    match ring.0.iter().find(|at| !is_on_globe(at)) {
        Some(at) => Err(format!(
            "{}, {} is not on the globe; coordinates are degrees, longitude first (WGS 84)",
            at.x, at.y
        )),
        None => Ok(ring),
    }
}

fn point(point: &Value) -> Result<Coord, String> {
    let number = |at: usize| point.get(at).and_then(Value::as_f64);
    match (number(0), number(1)) {
        (Some(x), Some(y)) => Ok(Coord { x, y }),
        _ => Err("a point has no two coordinates; they are longitude, latitude".to_owned()),
    }
}
