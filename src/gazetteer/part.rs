//! A part of an area that is in no table: "northern Hama countryside" is the northern half of the governorate.

use std::sync::{Arc, OnceLock};

use geo::{Centroid, Coord, LineString, MultiPolygon, Polygon};

use crate::geometry::Meters;
use crate::model::Position;

use super::shape::Shape;

/// How far a corner is on the kept side of a line through the center; below 0 on the other side.
type Side = fn(Coord, Coord) -> f64;

const SIDES: [(&str, Side); 4] = [
    ("north", |at, center| at.y - center.y),
    ("south", |at, center| center.y - at.y),
    ("east", |at, center| at.x - center.x),
    ("west", |at, center| center.x - at.x),
];

/// A part of an area, and where that is.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) shape: Arc<Shape>,
    /// Its center of gravity.
    pub(super) middle: Position,
    /// How far its farthest corner is from there.
    pub(super) reach: Meters,
}

/// The parts of one area by the sides that their words name, each drawn when it is first asked for: a governorate has
/// thousands of corners, and reports ask for the same few parts over and over.
#[derive(Debug, Default)]
pub(super) struct Parts([OnceLock<Option<Part>>; 1 << SIDES.len()]);

impl Parts {
    /// The part of the area that a word such as "northern" names; `None` for a word that is no direction.
    pub(super) fn of(&self, outline: &MultiPolygon, direction: &str) -> Option<&Part> {
        let sides =
            SIDES.iter().rev().fold(0, |sides, (word, _)| sides << 1 | usize::from(direction.contains(word)));
        self.0[sides].get_or_init(|| part(outline, direction)).as_ref()
    }
}

fn part(outline: &MultiPolygon, direction: &str) -> Option<Part> {
    let shape = Shape::Area(of(outline, direction)?);
    let (middle, reach) = spot(&shape)?;
    Some(Part { shape: Arc::new(shape), middle, reach })
}

/// A part of an area: halved at its center of gravity, for "northeastern" twice.
///
/// `None` for a word that is no direction.
fn of(outline: &MultiPolygon, direction: &str) -> Option<MultiPolygon> {
    let mut named = SIDES.iter().filter(|(word, _)| direction.contains(word)).peekable();
    named.peek()?;
    let center = outline.centroid()?.0;
    Some(named.fold(outline.clone(), |part, (_, side)| halved(&part, |at| side(at, center))))
}

/// Where a part of an area is: its center of gravity, and how far its farthest corner is from there.
fn spot(part: &Shape) -> Option<(Position, Meters)> {
    let point = part.area()?.centroid()?;
    let position = Position::new(point.x(), point.y())?;
    Some((position, part.reach(position)))
}

/// What of an area lies on one side of a line, by a walk along its borders (Sutherland and Hodgman 1974).
fn halved(area: &MultiPolygon, side: impl Fn(Coord) -> f64) -> MultiPolygon {
    let kept = |ring: &LineString| {
        let mut corners = Vec::with_capacity(ring.0.len());
        for line in ring.lines() {
            let (start, end) = (side(line.start), side(line.end));
            if start >= 0.0 {
                corners.push(line.start);
            }
            if (start < 0.0) != (end < 0.0) {
                corners.push(line.start + line.delta() * (start / (start - end)));
            }
        }
        LineString::new(corners)
    };
    let polygons = area.iter().map(|polygon| {
        Polygon::new(kept(polygon.exterior()), polygon.interiors().iter().map(kept).collect())
    });
    polygons.filter(|polygon| !polygon.exterior().0.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use geo::Rect;

    use super::*;

    #[test]
    fn a_square_has_halves_and_quarters() {
        let square = MultiPolygon::new(vec![
            Rect::new(Coord { x: 36.0, y: 35.0 }, Coord { x: 37.0, y: 36.0 }).to_polygon(),
        ]);
        let shown: Vec<String> = ["northern", "southeastern", "countryside"]
            .map(|direction| match of(&square, direction).and_then(|part| spot(&Shape::Area(part))) {
                Some((at, reach)) => format!("{:.2} {:.2} {reach}", at.latitude(), at.longitude()),
                None => "nothing".to_owned(),
            })
            .into();
        assert_eq!(shown, ["35.75 36.50 53 km", "35.25 36.75 36 km", "nothing"]);
    }
}
