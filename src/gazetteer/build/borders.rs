//! Borders along the country's own outline, where boundaries are built in: better than the lines drawn by hand.

use geo::{Haversine, Length, LineString, MultiLineString, Polygon};

use crate::gazetteer::draft::Draft;
use crate::gazetteer::shape::Shape;
use crate::geometry::Meters;
use crate::model::Position;

/// An outline this far from a drawn border is another one's.
const ASTRAY: Meters = Meters::from_kilometers(8.0);
/// How much of a drawn border the outline must follow to stand in for it: the line of 1974 is no border of a country.
const ENOUGH: f64 = 0.8;

/// Gives every border and shore the stretches of its country's outline that are nearest to it.
pub(super) fn follow(drafts: &mut [Draft]) {
    let outlines: Vec<(String, Vec<LineString>)> = drafts
        .iter()
        .filter(|draft| draft.feature_code == "PCLI")
        .filter_map(|draft| Some((draft.country.clone(), draft.shape.as_ref()?.area()?)))
        .map(|(country, area)| (country, area.iter().map(Polygon::exterior).cloned().collect()))
        .collect();
    for (country, rings) in outlines {
        let is_edge =
            |draft: &Draft| draft.country == country && matches!(&*draft.feature_code, "BDR" | "CST");
        let edges: Vec<usize> = (0..drafts.len()).filter(|&at| is_edge(&drafts[at])).collect();
        let drawn: Vec<Shape> = edges.iter().filter_map(|&at| drafts[at].shape.clone()).collect();
        if drawn.len() < edges.len() {
            continue;
        }
        for (&at, stretches) in edges.iter().zip(stretches(&rings, &drawn)) {
            let stretches = Shape::Course(MultiLineString::new(stretches));
            if length(&stretches) >= ENOUGH * drafts[at].shape.as_ref().map_or(0.0, length) {
                drafts[at].shape = Some(stretches);
            }
        }
    }
}

/// For each drawn line, the stretches of rings that are nearest to it.
fn stretches(rings: &[LineString], drawn: &[Shape]) -> Vec<Vec<LineString>> {
    let nearest = |position: Position| {
        let apart = drawn.iter().map(|edge| edge.distance(position)).enumerate();
        let nearest = apart.min_by(|one, other| one.1.0.total_cmp(&other.1.0));
        nearest.filter(|(_, apart)| *apart <= ASTRAY).map(|(edge, _)| edge)
    };
    let mut stretches: Vec<Vec<LineString>> = vec![Vec::new(); drawn.len()];
    for ring in rings {
        let mut before = None;
        for &point in ring.coords() {
            let edge = Position::new(point.x, point.y).and_then(nearest);
            if let Some(edge) = edge {
                match stretches[edge].last_mut() {
                    Some(stretch) if before == Some(edge) => stretch.0.push(point),
                    _ => stretches[edge].push(LineString::new(vec![point])),
                }
            }
            before = edge;
        }
    }
    for of_edge in &mut stretches {
        of_edge.retain(|stretch| stretch.0.len() > 1);
    }
    stretches
}

/// Meters.
fn length(shape: &Shape) -> f64 {
    match shape {
        Shape::Area(_) => 0.0,
        Shape::Course(course) => course.iter().map(|line| Haversine.length(line)).sum(),
    }
}

#[cfg(test)]
mod tests {
    use geo::{MultiPolygon, line_string, polygon};

    use super::*;
    use crate::gazetteer::{Table, table};

    #[test]
    fn a_border_follows_the_outline_that_is_near_and_stays_where_none_is() {
        let places = "place_id,name,latitude,longitude,feature_code,country\n\
                      t:sy,Syria,35,37,PCLI,SY\nt:north,Northern border,36,37,BDR,SY\n\
                      t:line,Line of 1974,35.5,36.5,BDR,SY\n";
        let (mut drafts, _) = table::read(&[Table { file: "three.csv", text: places }], &[], 0);
        let course = |line: LineString| Some(Shape::Course(MultiLineString::new(vec![line])));
        let outline = polygon![
            (x: 36.0, y: 35.0), (x: 38.0, y: 35.0), (x: 38.0, y: 36.0), (x: 37.0, y: 36.05), (x: 36.0, y: 36.0)
        ];
        drafts[0].shape = Some(Shape::Area(MultiPolygon::new(vec![outline])));
        drafts[1].shape = course(line_string![(x: 36.0, y: 36.02), (x: 38.0, y: 36.02)]);
        drafts[2].shape = course(line_string![(x: 36.4, y: 35.2), (x: 36.4, y: 35.8)]);
        let stays = drafts[2].shape.clone();
        follow(&mut drafts);
        assert_eq!(
            drafts[1].shape,
            course(line_string![(x: 38.0, y: 36.0), (x: 37.0, y: 36.05), (x: 36.0, y: 36.0)])
        );
        assert_eq!(drafts[2].shape, stays);
    }
}
