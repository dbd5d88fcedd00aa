//! The country's outline as it comes from files, made what the mesh is cut by: open rings, land on their left.

use super::{error::MeshError, is_meters};
use crate::geometry::plane::{Xy, apart, cross, is_inside, ring_area, vector};

/// Least distance between two points of a ring, in meters.
const WELD: f64 = 1e-6;
/// Least area of a ring, in square meters.
const LEAST_AREA: f64 = 1.0;

/// Drops repeated points, refuses rings that cross, and turns each ring so that land lies on its left: what lies in an odd number of other rings is
/// the hole of one.
pub(super) fn country(rings: &[Vec<Xy>]) -> Result<Vec<Vec<Xy>>, MeshError> {
    if rings.is_empty() {
        return Err(MeshError::NoRings);
    }
    let mut open = Vec::with_capacity(rings.len());
    for (ring, points) in rings.iter().enumerate() {
        let points = opened(points);
        let is_land =
            points.len() > 2 && points.iter().all(is_meters) && ring_area(&points).abs() >= LEAST_AREA;
        if !is_land {
            return Err(MeshError::NoLand { ring });
        }
        open.push(points);
    }
    if cross_each_other(&open) {
        return Err(MeshError::Tangled);
    }
    let boxes: Vec<[Xy; 2]> = open.iter().map(|ring| bounds(ring)).collect();
    let is_hole: Vec<bool> = (0..open.len())
        .map(|inner| {
            let holds = |outer: &usize| {
                *outer != inner && covers(boxes[*outer], boxes[inner]) && holds(&open[*outer], &open[inner])
            };
            (0..open.len()).filter(holds).count() % 2 == 1
        })
        .collect();
    for (ring, is_hole) in open.iter_mut().zip(is_hole) {
        if (ring_area(ring) < 0.0) != is_hole {
            ring.reverse();
        }
    }
    Ok(open)
}

/// Without points that repeat the one before, and without the end that repeats the start.
fn opened(ring: &[Xy]) -> Vec<Xy> {
    let mut open: Vec<Xy> = Vec::with_capacity(ring.len());
    for &point in ring {
        if open.last().is_none_or(|&last| apart(last, point) > WELD) {
            open.push(point);
        }
    }
    while open.len() > 1 && apart(open[0], open[open.len() - 1]) <= WELD {
        open.pop();
    }
    open
}

/// Whether a segment of any ring cuts through another; a touch is none.
fn cross_each_other(rings: &[Vec<Xy>]) -> bool {
    let mut segments: Vec<[Xy; 2]> = Vec::new();
    for ring in rings {
        let ends = ring.iter().skip(1).chain(ring.first());
        // From west to east.
        segments.extend(ring.iter().zip(ends).map(|(&a, &b)| if a[0] <= b[0] { [a, b] } else { [b, a] }));
    }
    segments.sort_unstable_by(|a, b| a[0][0].total_cmp(&b[0][0]));
    segments.iter().enumerate().any(|(at, one)| {
        let reach = segments[at + 1..].iter().take_while(|other| other[0][0] <= one[1][0]);
        reach.clone().any(|other| cut(one, other) && cut(other, one))
    })
}

/// Whether the ends of a segment lie on both sides of a line.
fn cut(line: &[Xy; 2], [start, end]: &[Xy; 2]) -> bool {
    let along = vector(line[0], line[1]);
    let [from, to] = [start, end].map(|point| cross(along, vector(line[0], *point)));
    (from < 0.0 && to > 0.0) || (from > 0.0 && to < 0.0)
}

/// Whether a ring lies in another, which it may touch in some points.
fn holds(outer: &[Xy], inner: &[Xy]) -> bool {
    inner.iter().find(|&point| !outer.contains(point)).is_some_and(|&point| is_inside(outer, point))
}

/// Least and greatest coordinates.
pub(super) fn bounds(points: &[Xy]) -> [Xy; 2] {
    points.iter().fold([[f64::MAX; 2], [f64::MIN; 2]], |[least, most], point| {
        [[least[0].min(point[0]), least[1].min(point[1])], [most[0].max(point[0]), most[1].max(point[1])]]
    })
}

fn covers(outer: [Xy; 2], inner: [Xy; 2]) -> bool {
    (0..2).all(|axis| outer[0][axis] <= inner[0][axis] && outer[1][axis] >= inner[1][axis])
}
