//! The points of a day's chains, and the shapes they can be given.

use super::{Chain, Coverage, simple::simplified, smooth::smoothed};
use crate::geometry::{EqualArea, mesh::Mesh, plane::Xy};

/// How far, in degrees, a straight line of the plane may bend before degrees get a point in its middle: half a meter.
const BEND: f64 = 5e-6;
/// How often a line is halved at most.
const HALVINGS: u32 = 12;

/// How the lines between labels are drawn. Areas and lengths are always told from the lines as they are.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Shape {
    /// As the mesh has them.
    Raw,
    /// With round corners (Chaikin, 1974, twice); the country's border stays.
    #[default]
    Smooth,
    /// With fewer points (Visvalingam and Whyatt, 1993).
    Simple {
        /// A point goes when the triangle that it makes with its neighbors is smaller than this, in square meters.
        square_meters: f64,
        /// Whether the country's border is simplified too.
        border: bool,
    },
}

impl Shape {
    /// The corners of lines that are simplified where nobody says how much: a square kilometer.
    const SIMPLE: Self = Self::Simple { square_meters: 1e6, border: true };

    /// Reads the name: raw, smooth or simple.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "raw" => Some(Self::Raw),
            "smooth" => Some(Self::Smooth),
            "simple" => Some(Self::SIMPLE),
            _ => None,
        }
    }
}

/// The points of each chain of a coverage, from its beginning to its end; a closed chain's last point is its first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lines {
    ends: Vec<u32>,
    points: Vec<Xy>,
}

impl Lines {
    /// The points of a chain.
    #[must_use]
    pub fn of(&self, chain: usize) -> &[Xy] {
        let start = if chain == 0 { 0 } else { self.ends[chain - 1] };
        &self.points[start as usize..self.ends[chain] as usize]
    }

    /// The points of each chain.
    pub fn iter(&self) -> impl Iterator<Item = &[Xy]> {
        (0..self.ends.len()).map(|chain| self.of(chain))
    }

    /// The same lines in degrees of longitude and latitude.
    ///
    /// Long ones get points between, so that what is straight on the plane is within half a meter of straight in degrees
    /// and nothing crosses. Each point is turned once, so neighbors share it to the bit.
    #[must_use]
    pub fn degrees(&self, plane: &EqualArea) -> Self {
        let mut turned =
            Self { ends: Vec::with_capacity(self.ends.len()), points: Vec::with_capacity(self.points.len()) };
        for chain in self.iter() {
            let mut before: Option<(Xy, Xy)> = None;
            for &point in chain {
                let there = (point, plane.unproject(point));
                if let Some(before) = before {
                    bend(before, there, plane, HALVINGS, &mut turned.points);
                }
                turned.points.push(there.1);
                before = Some(there);
            }
            turned.close();
        }
        turned
    }

    /// How many points all chains have together.
    #[must_use]
    pub fn points(&self) -> usize {
        self.points.len()
    }

    pub(super) fn push(&mut self, point: Xy) {
        self.points.push(point);
    }

    pub(super) fn extend(&mut self, points: impl IntoIterator<Item = Xy>) {
        self.points.extend(points);
    }

    /// Ends the chain whose points were given.
    pub(super) fn close(&mut self) {
        self.ends.push(self.points.len() as u32);
    }

    /// The first point of the chain that is being given.
    pub(super) fn first_open(&self) -> Option<Xy> {
        self.points.get(self.ends.last().copied().unwrap_or_default() as usize).copied()
    }

    pub(super) fn all(&self) -> &[Xy] {
        &self.points
    }

    /// Where in [`Lines::all`] a chain begins.
    pub(super) fn start(&self, chain: usize) -> usize {
        if chain == 0 { 0 } else { self.ends[chain - 1] as usize }
    }
}

/// Gives the points between two, on the plane and in degrees, that the line in degrees needs to follow the one on the plane.
fn bend(from: (Xy, Xy), to: (Xy, Xy), plane: &EqualArea, halvings: u32, points: &mut Vec<Xy>) {
    let middle = |a: Xy, b: Xy| [f64::midpoint(a[0], b[0]), f64::midpoint(a[1], b[1])];
    // One in a hundred of a degree bends by less than a centimeter.
    let span = (to.1[0] - from.1[0]).abs() + (to.1[1] - from.1[1]).abs();
    if halvings == 0 || span < 0.01 {
        return;
    }
    let on_plane = middle(from.0, to.0);
    let (bent, straight) = (plane.unproject(on_plane), middle(from.1, to.1));
    if (bent[0] - straight[0]).abs().max((bent[1] - straight[1]).abs()) > BEND {
        bend(from, (on_plane, bent), plane, halvings - 1, points);
        points.push(bent);
        bend((on_plane, bent), to, plane, halvings - 1, points);
    }
}

/// The lines as the mesh has them.
pub(super) fn raw(mesh: &Mesh, chains: &[Chain], halves: &[u32]) -> Lines {
    let mut lines = Lines::default();
    let node = |half: u32| mesh.nodes[mesh.origin[half as usize] as usize];
    for chain in chains {
        for &half in &halves[chain.halves.clone()] {
            lines.push(node(half));
            let inner = mesh.arc_inner(half / 2).iter().copied();
            if half % 2 == 0 { lines.extend(inner) } else { lines.extend(inner.rev()) }
        }
        lines.push(node(halves[chain.halves.end - 1] ^ 1));
        lines.close();
    }
    lines
}

impl Coverage {
    /// The lines of all chains, in meters, in a shape. Nothing crosses in any of them.
    #[must_use]
    pub fn lines(&self, shape: &Shape) -> Lines {
        match *shape {
            Shape::Raw => self.raw.clone(),
            Shape::Smooth => smoothed(&self.raw, &self.chains),
            Shape::Simple { square_meters, border } => {
                simplified(&self.raw, &self.chains, square_meters, border)
            }
        }
    }
}
