//! Joins the pieces of a cut diagram to a mesh of half-edges: nodes that coincide become one, and each half-edge learns
//! which one follows it around its face.

use super::{
    Mesh,
    clip::{OUTSIDE, Piece, Pieces, WELD},
    diagram::Diagram,
};
use crate::geometry::{
    groups::Groups,
    plane::{Xy, apart, cross, ring_area, vector},
};

/// Share of the country's area by which the sum of the faces' may be off.
const SLACK: f64 = 1e-9;

/// Joins the pieces, with the number that each place along the curve was `given` with; `None` when they make no division of
/// the country. The mesh still lacks its diagram.
pub(super) fn weave(sites: &[Xy], given: &[u32], mut cut: Pieces, rings: &[Vec<Xy>]) -> Option<Mesh> {
    // Along the curve, those of the border last: who walks the mesh walks through memory in one direction.
    cut.all.sort_by_key(|piece| {
        let (low, high) = (piece.left.min(piece.right), piece.left.max(piece.right));
        if high == OUTSIDE { (OUTSIDE, 0) } else { (low, high) }
    });
    let mut welded = Welded::new(&cut);
    let mut mesh = Mesh {
        sites: sites.to_vec(),
        nodes: Vec::new(),
        left: Vec::with_capacity(cut.all.len() * 2),
        origin: Vec::with_capacity(cut.all.len() * 2),
        next: Vec::new(),
        inner_starts: vec![0],
        inner: Vec::with_capacity(cut.points.len()),
        areas: Vec::new(),
        lengths: Vec::new(),
        around: Groups::default(),
        diagram: Diagram::default(),
    };
    let face = |place: u32| if place == OUTSIDE { OUTSIDE } else { given[place as usize] };
    for piece in &cut.all {
        if [piece.left, piece.right].iter().any(|&place| place != OUTSIDE && place as usize >= sites.len()) {
            return None; // A far place has no land.
        }
        let [start, end] =
            [piece.start, piece.end].map(|node| welded.number(node, &mut mesh.nodes, &cut.nodes));
        let inner = &cut.points[piece.inner.clone()];
        if start == end && inner.len() < 2 {
            continue; // It has shrunk to a point, or goes out and comes back on its own line.
        }
        mesh.left.extend([face(piece.left), face(piece.right)]);
        mesh.origin.extend([start, end]);
        mesh.inner.extend(inner);
        mesh.inner_starts.push(mesh.inner.len() as u32);
    }
    mesh.next = follow(&mesh)?;
    let halves = mesh.left.iter().enumerate().filter(|(_, face)| **face != OUTSIDE);
    mesh.around = Groups::of(sites.len(), halves.map(|(half, &face)| (face, half as u32)));
    measure(&mut mesh, rings)?;
    Some(mesh)
}

/// Nodes of pieces that are shorter than the weld, joined; numbered in the order in which they are first asked for.
struct Welded {
    parents: Vec<u32>,
    numbers: Vec<u32>,
}

impl Welded {
    fn new(cut: &Pieces) -> Self {
        let mut welded =
            Self { parents: (0..cut.nodes.len() as u32).collect(), numbers: vec![OUTSIDE; cut.nodes.len()] };
        let is_short = |piece: &&Piece| {
            piece.inner.is_empty()
                && apart(cut.nodes[piece.start as usize], cut.nodes[piece.end as usize]) < WELD
        };
        for piece in cut.all.iter().filter(is_short) {
            let (one, other) = (welded.root(piece.start), welded.root(piece.end));
            welded.parents[one.max(other) as usize] = one.min(other);
        }
        welded
    }

    fn root(&mut self, mut node: u32) -> u32 {
        while self.parents[node as usize] != node {
            let above = self.parents[self.parents[node as usize] as usize];
            self.parents[node as usize] = above;
            node = above;
        }
        node
    }

    fn number(&mut self, node: u32, numbered: &mut Vec<Xy>, nodes: &[Xy]) -> u32 {
        let root = self.root(node) as usize;
        if self.numbers[root] == OUTSIDE {
            self.numbers[root] = numbered.len() as u32;
            numbered.push(nodes[root]);
        }
        self.numbers[root]
    }
}

/// For each half-edge the one that follows it around the face on its left; `None` when that is not always one face.
fn follow(mesh: &Mesh) -> Option<Vec<u32>> {
    let halves = mesh.origin.iter().enumerate().map(|(half, &node)| (node, half as u32));
    let mut fans = Groups::of(mesh.nodes.len(), halves);
    let mut next = vec![0; mesh.origin.len()];
    let mut turned: Vec<(f64, u32)> = Vec::new();
    for node in 0..mesh.nodes.len() as u32 {
        let fan = fans.get_mut(node);
        turned.clear();
        turned.extend(fan.iter().map(|&half| (turn(departure(mesh, half)), half)));
        turned.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        for (at, &(_, half)) in turned.iter().enumerate() {
            let clockwise = turned[(at + turned.len() - 1) % turned.len()].1;
            next[(half ^ 1) as usize] = clockwise;
        }
    }
    let is_whole = next.iter().zip(&mesh.left).all(|(&next, &face)| mesh.left[next as usize] == face);
    is_whole.then_some(next)
}

/// In which direction a half-edge leaves its node.
fn departure(mesh: &Mesh, half: u32) -> Xy {
    let inner = mesh.arc_inner(half / 2);
    let toward = if half.is_multiple_of(2) { inner.first() } else { inner.last() };
    let far = mesh.nodes[mesh.origin[(half ^ 1) as usize] as usize];
    vector(mesh.nodes[mesh.origin[half as usize] as usize], toward.copied().unwrap_or(far))
}

/// A number that grows with a direction's angle, from -2 in the west counterclockwise to 2.
fn turn(direction: Xy) -> f64 {
    let share = direction[0] / (direction[0].abs() + direction[1].abs());
    if direction[1] < 0.0 { share - 1.0 } else { 1.0 - share }
}

/// Areas of faces and lengths of arcs; `None` when the faces do not sum to the country.
fn measure(mesh: &mut Mesh, rings: &[Vec<Xy>]) -> Option<()> {
    mesh.lengths = vec![0.0; mesh.left.len() / 2];
    mesh.areas = vec![0.0; mesh.sites.len()];
    for arc in 0..mesh.lengths.len() as u32 {
        let (start, end) = mesh.arc_ends(arc);
        let points = mesh.arc_inner(arc).iter().copied().chain([mesh.nodes[end as usize]]);
        let faces = [0, 1].map(|side| mesh.left[arc as usize * 2 + side]);
        let origins = faces.map(|face| mesh.sites.get(face as usize).copied().unwrap_or_default());
        let (mut length, mut swept) = (0.0, [0.0; 2]);
        let mut previous = mesh.nodes[start as usize];
        for point in points {
            length += apart(previous, point);
            for side in 0..2 {
                swept[side] += cross(vector(origins[side], previous), vector(origins[side], point)) / 2.0;
            }
            previous = point;
        }
        mesh.lengths[arc as usize] = length;
        for (face, swept) in faces.into_iter().zip([swept[0], -swept[1]]) {
            if face != OUTSIDE {
                mesh.areas[face as usize] += swept;
            }
        }
    }
    let country: f64 = rings.iter().map(|ring| ring_area(ring)).sum();
    let sum: f64 = mesh.areas.iter().sum();
    let is_divided =
        (sum - country).abs() <= SLACK * country && mesh.areas.iter().all(|&area| area >= -SLACK * country);
    is_divided.then_some(())
}
