//! Places and who is next to whom: the Delaunay triangulation, whose dual is the Voronoi diagram.
//!
//! By crate `spade`: its predicates are exact, so places on one circle or one line are triangulated right too.

use spade::{DelaunayTriangulation, HasPosition, Point2, Triangulation};

use super::{error::MeshError, is_meters, rings::bounds};
use crate::geometry::{
    curve::along_curve,
    groups::Groups,
    plane::{Xy, apart, middle},
};

/// Cells of the curve along each side, as a power of two.
const ORDER: u32 = 16;
/// Places nearer to each other than this, in meters, are one place given twice.
const SAME: f64 = 1e-3;
/// Made-up places far around, so that every real one has a bounded cell.
const FAR: u32 = 12;
/// How far away they are, in diagonals of what is to be divided: nothing of it is nearer to them than to a real place.
const FAR_AWAY: f64 = 6.0;

/// The triangulation of the places in the order of a Hilbert curve, so that what is near is near in memory.
#[derive(Clone, Debug, Default)]
pub(super) struct Diagram {
    /// The places along the curve, then the far ones.
    pub(super) positions: Vec<Xy>,
    /// The number that each place was given with, along the curve.
    pub(super) given: Vec<u32>,
    pub(super) edges: Vec<Edge>,
    /// The edges that each place is an end of.
    around: Groups,
    /// Circumcenters of the triangles, which are the corners of the cells; that of the outer face is no number.
    pub(super) corners: Vec<Xy>,
    /// How far along the curve each real place lies, and the square that the curve fills.
    keys: Vec<u32>,
    square: Square,
}

/// A side of a triangle: two places whose cells meet, and the triangles beside it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edge {
    pub(super) from: u32,
    pub(super) to: u32,
    pub(super) left: u32,
    pub(super) right: u32,
}

#[derive(Clone, Copy, Debug, Default)]
struct Square {
    corner: Xy,
    side: f64,
}

impl Square {
    fn key(&self, point: Xy) -> u32 {
        let cell = |axis: usize| {
            ((point[axis] - self.corner[axis]) / self.side * f64::from((1u32 << ORDER) - 1)) as u32
        };
        along_curve(cell(0), cell(1), ORDER)
    }
}

struct Vertex(Point2<f64>);

impl HasPosition for Vertex {
    type Scalar = f64;

    fn position(&self) -> Point2<f64> {
        self.0
    }
}

impl Diagram {
    /// Triangulates places; the rings only say how far the far ones must be.
    pub(super) fn new(sites: &[Xy], rings: &[Vec<Xy>]) -> Result<Self, MeshError> {
        if sites.is_empty() {
            return Err(MeshError::NoSites);
        }
        if let Some(site) = sites.iter().position(|site| !is_meters(site)) {
            return Err(MeshError::Nowhere { site });
        }
        let sites: Vec<Xy> = sites.iter().map(|site| site.map(tidy)).collect();
        let all: Vec<Xy> = rings.iter().flatten().chain(&sites).copied().collect();
        let [least, most] = bounds(&all);
        let square = Square { corner: least, side: (most[0] - least[0]).max(most[1] - least[1]) };
        let mut order: Vec<(u32, u32)> =
            sites.iter().enumerate().map(|(site, &at)| (square.key(at), site as u32)).collect();
        // Places of one cell of the curve by where they are, so that the order they came in changes nothing.
        order.sort_unstable_by(|a, b| {
            let (at, other) = (sites[a.1 as usize], sites[b.1 as usize]);
            a.0.cmp(&b.0)
                .then(at[0].total_cmp(&other[0]))
                .then(at[1].total_cmp(&other[1]))
                .then(a.1.cmp(&b.1))
        });
        let (keys, given): (Vec<u32>, Vec<u32>) = order.into_iter().unzip();
        let mut positions: Vec<Xy> = given.iter().map(|&site| sites[site as usize]).collect();
        if let Some(at) = (1..positions.len()).find(|&at| apart(positions[at], positions[at - 1]) < SAME) {
            return Err(same(given[at - 1], given[at]));
        }
        let (center, away) = (middle(least, most), FAR_AWAY * apart(least, most));
        positions.extend((0..FAR).map(|step| {
            let (sine, cosine) = (f64::from(step) * std::f64::consts::TAU / f64::from(FAR) + 0.1).sin_cos();
            [center[0] + away * cosine, center[1] + away * sine]
        }));
        let vertices = positions.iter().map(|at| Vertex(Point2::new(at[0], at[1]))).collect();
        // All that spade refuses has been refused or tidied above.
        let triangulation = DelaunayTriangulation::<Vertex>::bulk_load_stable(vertices)
            .ok()
            .filter(|made| made.num_vertices() == positions.len())
            .ok_or(MeshError::Nowhere { site: 0 })?;
        let mut corners = vec![[f64::NAN; 2]; triangulation.num_all_faces()];
        for triangle in triangulation.inner_faces() {
            let corner = triangle.circumcenter();
            corners[triangle.fix().index()] = [corner.x, corner.y];
        }
        let edges: Vec<Edge> = triangulation
            .undirected_edges()
            .map(|edge| {
                let edge = edge.as_directed();
                Edge {
                    from: edge.from().fix().index() as u32,
                    to: edge.to().fix().index() as u32,
                    left: edge.face().fix().index() as u32,
                    right: edge.rev().face().fix().index() as u32,
                }
            })
            .collect();
        // The nearest place of a place is next to it in a Delaunay triangulation.
        let twins = edges
            .iter()
            .filter(|edge| apart(positions[edge.from as usize], positions[edge.to as usize]) < SAME);
        if let Some(found) =
            twins.map(|edge| same(given[edge.from as usize], given[edge.to as usize])).min_by_key(pair)
        {
            return Err(found);
        }
        let ends =
            edges.iter().enumerate().flat_map(|(at, edge)| [(edge.from, at as u32), (edge.to, at as u32)]);
        let around = Groups::of(positions.len(), ends);
        Ok(Self { positions, given, edges, around, corners, keys, square })
    }

    /// The edges around a place, each with the place at its other end.
    pub(super) fn edges_of(&self, place: u32) -> impl Iterator<Item = (u32, u32)> {
        self.around.get(place).iter().map(move |&at| {
            let edge = &self.edges[at as usize];
            (at, if edge.from == place { edge.to } else { edge.from })
        })
    }

    /// The place nearest to a point: from one near on the curve to nearer neighbors until there is none.
    pub(super) fn nearest(&self, point: Xy) -> u32 {
        let start = self.keys.partition_point(|&key| key < self.square.key(point));
        let mut at = start.min(self.keys.len() - 1) as u32;
        let mut least = apart(self.positions[at as usize], point);
        loop {
            let mut nearer = None;
            for (_, other) in self.edges_of(at) {
                let away = apart(self.positions[other as usize], point);
                if away < least {
                    (least, nearer) = (away, Some(other));
                }
            }
            match nearer {
                Some(other) => at = other,
                None => return at,
            }
        }
    }
}

/// Without the sign of zero and the numbers next to it, which spade does not take.
fn tidy(coordinate: f64) -> f64 {
    if coordinate.abs() < 1e-12 { 0.0 } else { coordinate }
}

fn same(one: u32, other: u32) -> MeshError {
    MeshError::SameSite { first: one.min(other) as usize, second: one.max(other) as usize }
}

fn pair(error: &MeshError) -> (usize, usize) {
    if let MeshError::SameSite { first, second } = error { (*first, *second) } else { (0, 0) }
}
