//! Chains to rings, and rings to areas: walks around each area with the area on the left.
//!
//! Where an area touches itself at a node, its ring is split there, so every ring is simple and a hole may touch its
//! exterior in one point, which is valid.

use super::{Border, Coverage, Lines, NONE};
use crate::geometry::{mesh::OUTSIDE, plane::Xy};

/// A ring of an area.
#[derive(Clone, Debug)]
pub(super) struct Ring {
    pub(super) label: u16,
    /// Its chains in [`Coverage::darts`].
    pub(super) darts: std::ops::Range<usize>,
    /// A face within the area, beside the ring.
    pub(super) face: u32,
    /// For a hole the ring that it is a hole of.
    pub(super) hole_of: Option<u32>,
}

/// The area of a label.
#[derive(Clone, Debug, PartialEq)]
pub struct Area {
    /// The label.
    pub label: u16,
    /// Its polygons. Each is its exterior, counterclockwise, and then its holes, clockwise; rings are closed, as in RFC 7946.
    pub polygons: Vec<Vec<Vec<Xy>>>,
}

impl Coverage {
    /// The area of each label, labels ascending, with the lines that [`Coverage::lines`] gave.
    #[must_use]
    pub fn polygons(&self, lines: &Lines) -> Vec<Area> {
        let areas = self.assembled(|ring| self.points(ring, lines));
        areas.into_iter().map(|(label, polygons)| Area { label, polygons }).collect()
    }

    /// The rings of each label, labels ascending, as TopoJSON has them: by the numbers of their chains, ~n for chain n
    /// walked backward.
    #[must_use]
    pub fn topology(&self) -> Vec<(u16, Vec<Vec<Vec<i64>>>)> {
        let number = |dart: &u32| {
            let chain = i64::from(dart / 2);
            if dart.is_multiple_of(2) { chain } else { !chain }
        };
        self.assembled(|ring| self.darts[ring.darts.clone()].iter().map(number).collect())
    }

    /// The polygons of each label, labels ascending: of each its exterior, then its holes.
    fn assembled<T>(&self, ring_of: impl Fn(&Ring) -> T) -> Vec<(u16, Vec<Vec<T>>)> {
        let mut place = vec![(0, 0); self.rings.len()];
        let mut labels: Vec<u16> = self.rings.iter().map(|ring| ring.label).collect();
        labels.sort_unstable();
        labels.dedup();
        let mut areas: Vec<(u16, Vec<Vec<T>>)> = labels.iter().map(|&label| (label, Vec::new())).collect();
        for (at, ring) in self.rings.iter().enumerate().filter(|(_, ring)| ring.hole_of.is_none()) {
            let area = labels.partition_point(|&label| label < ring.label);
            place[at] = (area, areas[area].1.len());
            areas[area].1.push(vec![ring_of(ring)]);
        }
        for ring in &self.rings {
            if let Some(exterior) = ring.hole_of {
                let (area, polygon) = place[exterior as usize];
                areas[area].1[polygon].push(ring_of(ring));
            }
        }
        areas
    }

    /// The points of a closed ring.
    pub(super) fn points(&self, ring: &Ring, lines: &Lines) -> Vec<Xy> {
        let darts = &self.darts[ring.darts.clone()];
        let many: usize = darts.iter().map(|dart| lines.of(*dart as usize / 2).len()).sum();
        let mut points: Vec<Xy> = Vec::with_capacity(many);
        for &dart in darts {
            // Its first point is the last one of the chain before.
            points.pop();
            let chain = lines.of(dart as usize / 2);
            if dart % 2 == 0 { points.extend(chain) } else { points.extend(chain.iter().rev()) }
        }
        points
    }

    /// The half-edges at which a chain begins and ends in one of its directions.
    fn ends(&self, dart: u32) -> (u32, u32) {
        let halves = &self.chains[dart as usize / 2].halves;
        let (first, last) = (self.halves[halves.start], self.halves[halves.end - 1]);
        if dart.is_multiple_of(2) { (first, last) } else { (last ^ 1, first ^ 1) }
    }
}

/// Joins the chains of a coverage to rings. Holes are not yet told from exteriors.
pub(super) fn close(coverage: &mut Coverage, border: &Border<'_>) {
    let darts = 2 * coverage.chains.len() as u32;
    let mut dart_at = vec![NONE; border.mesh.left.len()];
    for dart in 0..darts {
        dart_at[coverage.ends(dart).0 as usize] = dart;
    }
    let mut is_done = vec![false; darts as usize];
    let mut walk = Walk { seen: vec![NONE; border.mesh.nodes.len()], open: Vec::new() };
    for first in 0..darts {
        if border.label(coverage.ends(first).0) == OUTSIDE || is_done[first as usize] {
            continue;
        }
        let mut dart = first;
        while dart != NONE && !is_done[dart as usize] {
            is_done[dart as usize] = true;
            let (begin, end) = coverage.ends(dart);
            walk.step(dart, border.mesh.origin[begin as usize], coverage, border);
            dart = dart_at[border.next(end) as usize];
        }
        walk.finish(0, coverage, border);
    }
}

/// A walk around an area that gives a ring whenever it comes to a node again.
struct Walk {
    /// Where in `open` the chain that begins at each node is.
    seen: Vec<u32>,
    open: Vec<u32>,
}

impl Walk {
    fn step(&mut self, dart: u32, node: u32, coverage: &mut Coverage, border: &Border<'_>) {
        let before = self.seen[node as usize];
        if before != NONE {
            self.finish(before as usize, coverage, border);
        }
        self.seen[node as usize] = self.open.len() as u32;
        self.open.push(dart);
    }

    /// What has been walked since a place in the row is a ring.
    fn finish(&mut self, since: usize, coverage: &mut Coverage, border: &Border<'_>) {
        let Some(&first) = self.open.get(since) else { return };
        let begin = coverage.darts.len();
        for &dart in &self.open[since..] {
            let node = border.mesh.origin[coverage.ends(dart).0 as usize];
            self.seen[node as usize] = NONE;
        }
        coverage.darts.extend(self.open.drain(since..));
        let (half, _) = coverage.ends(first);
        coverage.rings.push(Ring {
            label: border.label(half) as u16,
            darts: begin..coverage.darts.len(),
            face: border.mesh.left[half as usize],
            hole_of: None,
        });
    }
}
