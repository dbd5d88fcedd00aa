//! A part of an area that is in no table: "northern Hama countryside" is the northern half of the governorate.

use geo::{BooleanOps, BoundingRect, Centroid, Coord, InteriorPoint, MultiPolygon, Rect};

use crate::geometry::{Meters, distance};
use crate::model::Position;

/// Where a part of an area is: a point inside, and how far its farthest corner is from there.
///
/// The area is halved at its center of gravity, for "northeastern" twice. `None` for a word that is no direction.
pub(super) fn of(outline: &MultiPolygon, direction: &str) -> Option<(Position, Meters)> {
    let center = outline.centroid()?;
    let all = outline.bounding_rect()?;
    let (mut min, mut max) = (all.min(), all.max());
    let mut is_cut = false;
    for (word, cut) in [("north", &mut min.y as &mut f64), ("south", &mut max.y)] {
        if direction.contains(word) {
            *cut = center.y();
            is_cut = true;
        }
    }
    for (word, cut) in [("east", &mut min.x as &mut f64), ("west", &mut max.x)] {
        if direction.contains(word) {
            *cut = center.x();
            is_cut = true;
        }
    }
    if !is_cut {
        return None;
    }
    let half = Rect::new(Coord { x: min.x, y: min.y }, Coord { x: max.x, y: max.y });
    let part = outline.intersection(&MultiPolygon::new(vec![half.to_polygon()]));
    let point = part.centroid().or_else(|| part.interior_point())?;
    let position = Position::new(point.x(), point.y())?;
    let farthest = part
        .iter()
        .flat_map(|polygon| polygon.exterior().coords())
        .filter_map(|corner| Position::new(corner.x, corner.y))
        .map(|corner| distance(position, corner).0)
        .fold(0.0, f64::max);
    Some((position, Meters(farthest)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_square_has_halves_and_quarters() {
        let square = MultiPolygon::new(vec![
            Rect::new(Coord { x: 36.0, y: 35.0 }, Coord { x: 37.0, y: 36.0 }).to_polygon(),
        ]);
        let shown: Vec<String> = ["northern", "southeastern", "countryside"]
            .map(|direction| match of(&square, direction) {
                Some((at, reach)) => format!("{:.2} {:.2} {reach}", at.latitude(), at.longitude()),
                None => "nothing".to_owned(),
            })
            .into();
        assert_eq!(shown, ["35.75 36.50 53 km", "35.25 36.75 36 km", "nothing"]);
    }
}
