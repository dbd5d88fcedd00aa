//! Cuts the Voronoi diagram by the country's outline, by walking each ring through the cells.
//!
//! A ring goes from cell to cell where it comes nearer to a neighbor than to the cell's own place. These crossings cut the
//! ring into the border of each cell, and the edges between cells into what is inside the country and what is not; what
//! no ring crosses is as its end is. No polygon is intersected with another, so there are no slivers and no gaps.

use super::diagram::Diagram;
use crate::geometry::{
    groups::Groups,
    plane::{Xy, apart, cross, dot, middle, vector},
};

/// No face: what lies outside the country.
pub(in crate::geometry) const OUTSIDE: u32 = u32::MAX;
/// Points nearer to each other than this, in meters, are one.
pub(super) const WELD: f64 = 1e-6;

/// A stretch between two nodes. `left` and `right` are places along the curve.
pub(super) struct Piece {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) left: u32,
    pub(super) right: u32,
    /// Where its points between the nodes lie in [`Pieces::points`].
    pub(super) inner: std::ops::Range<usize>,
}

/// The diagram within the country, in pieces not yet joined.
pub(super) struct Pieces {
    pub(super) nodes: Vec<Xy>,
    pub(super) all: Vec<Piece>,
    pub(super) points: Vec<Xy>,
}

/// Where a ring goes from one cell to another.
struct Crossing {
    edge: u32,
    /// How far along the edge between the cells, from its right corner to its left, in units of no matter.
    along: f64,
    node: u32,
    from: u32,
    to: u32,
    /// The point of the ring before it.
    after: usize,
    /// Whether the country lies ahead along the edge.
    enters: bool,
}

/// Cuts the diagram by rings that have the country on their left; `None` where rings and edges meet in ways that make no
/// sense, because rings cross or because a ring runs through a corner or along an edge.
pub(super) fn clip(diagram: &Diagram, rings: &[Vec<Xy>]) -> Option<Pieces> {
    let mut cut = Pieces { nodes: diagram.corners.clone(), all: Vec::new(), points: Vec::new() };
    let mut crossings = Vec::new();
    for ring in rings {
        let found = walk(diagram, ring, &mut cut.nodes)?;
        add_border(&mut cut, ring, &found, diagram)?;
        crossings.extend(found);
    }
    add_edges(&mut cut, diagram, crossings)?;
    Some(cut)
}

/// The crossings of a ring in their order, with a new node each.
fn walk(diagram: &Diagram, ring: &[Xy], nodes: &mut Vec<Xy>) -> Option<Vec<Crossing>> {
    let mut found = Vec::new();
    let first = diagram.nearest(ring[0]);
    let mut here = first;
    for (at, &start) in ring.iter().enumerate() {
        let ahead = vector(start, ring[(at + 1) % ring.len()]);
        let mut share = 0.0;
        // A segment meets a cell once: cells are convex.
        for _ in 0..=diagram.positions.len() {
            let own = diagram.positions[here as usize];
            let (mut next, mut edge, mut there) = (1.0, OUTSIDE, here);
            for (at, other) in diagram.edges_of(here) {
                let place = diagram.positions[other as usize];
                let across = vector(own, place);
                let speed = dot(ahead, across);
                if speed > 0.0 {
                    let meets = dot(vector(start, middle(own, place)), across) / speed;
                    if meets < next {
                        (next, edge, there) = (meets, at, other);
                    }
                }
            }
            if edge == OUTSIDE {
                break;
            }
            share = next.max(share);
            let node = [start[0] + ahead[0] * share, start[1] + ahead[1] * share];
            let sides = diagram.edges[edge as usize];
            let (one, other) = (diagram.positions[sides.from as usize], diagram.positions[sides.to as usize]);
            found.push(Crossing {
                edge,
                along: cross(vector(one, other), vector(middle(one, other), node)),
                node: nodes.len() as u32,
                from: here,
                to: there,
                after: at,
                enters: sides.from == here,
            });
            nodes.push(node);
            here = there;
        }
    }
    (here == first).then_some(found)
}

/// Cuts a ring at its crossings into the border of each cell that it goes through.
fn add_border(cut: &mut Pieces, ring: &[Xy], crossings: &[Crossing], diagram: &Diagram) -> Option<()> {
    let Some(last) = crossings.last() else {
        // The ring lies within one cell.
        let node = cut.nodes.len() as u32;
        cut.nodes.push(ring[0]);
        let begin = cut.points.len();
        cut.points.extend(&ring[1..]);
        let left = diagram.nearest(ring[0]);
        cut.all.push(Piece { start: node, end: node, left, right: OUTSIDE, inner: begin..cut.points.len() });
        return Some(());
    };
    let mut previous = last;
    for (at, next) in crossings.iter().enumerate() {
        if previous.to != next.from {
            return None;
        }
        let rounds = if at == 0 { ring.len() } else { 0 };
        let inner = previous.after + 1..=next.after + rounds;
        let [start, end] = [previous.node, next.node].map(|node| cut.nodes[node as usize]);
        let begin = cut.points.len();
        for point in inner.map(|at| ring[at % ring.len()]) {
            if cut.points.len() > begin || apart(point, start) > WELD {
                cut.points.push(point);
            }
        }
        while cut.points.len() > begin && cut.points.last().is_some_and(|&point| apart(point, end) <= WELD) {
            cut.points.pop();
        }
        cut.all.push(Piece {
            start: previous.node,
            end: next.node,
            left: previous.to,
            right: OUTSIDE,
            inner: begin..cut.points.len(),
        });
        previous = next;
    }
    Some(())
}

/// The edges between cells, as far as they lie in the country.
fn add_edges(cut: &mut Pieces, diagram: &Diagram, mut crossings: Vec<Crossing>) -> Option<()> {
    crossings.sort_by(|a, b| a.edge.cmp(&b.edge).then(a.along.total_cmp(&b.along)));
    let mut inside: Vec<Option<bool>> = vec![None; diagram.corners.len()];
    let mut is_cut = vec![false; diagram.edges.len()];
    let mut known = Vec::new();
    for crossed in crossings.chunk_by(|a, b| a.edge == b.edge) {
        let edge = diagram.edges[crossed[0].edge as usize];
        is_cut[crossed[0].edge as usize] = true;
        let mut open = (!crossed[0].enters).then_some(edge.right);
        settle(&mut inside, &mut known, edge.right, open.is_some())?;
        for crossing in crossed {
            if crossing.enters {
                open.is_none().then_some(())?;
                open = Some(crossing.node);
            } else {
                cut.all.push(between(open.take()?, crossing.node, edge.from, edge.to));
            }
        }
        settle(&mut inside, &mut known, edge.left, open.is_some())?;
        if let Some(start) = open {
            cut.all.push(between(start, edge.left, edge.from, edge.to));
        }
    }
    let whole = diagram.edges.iter().zip(&is_cut).filter(|(_, is_cut)| !**is_cut).map(|(edge, _)| edge);
    let beside = Groups::of(
        inside.len(),
        whole.clone().flat_map(|edge| [(edge.left, edge.right), (edge.right, edge.left)]),
    );
    while let Some(corner) = known.pop() {
        let is_inside = inside[corner as usize]?;
        for &other in beside.get(corner) {
            settle(&mut inside, &mut known, other, is_inside)?;
        }
    }
    for edge in whole {
        if inside[edge.left as usize] == Some(true) && inside[edge.right as usize] == Some(true) {
            cut.all.push(between(edge.right, edge.left, edge.from, edge.to));
        }
    }
    Some(())
}

fn between(start: u32, end: u32, left: u32, right: u32) -> Piece {
    Piece { start, end, left, right, inner: 0..0 }
}

/// Notes whether a corner is inside; `None` when it was known to be otherwise.
fn settle(inside: &mut [Option<bool>], known: &mut Vec<u32>, corner: u32, is_inside: bool) -> Option<()> {
    match inside[corner as usize] {
        None => {
            inside[corner as usize] = Some(is_inside);
            known.push(corner);
            Some(())
        }
        Some(before) => (before == is_inside).then_some(()),
    }
}
