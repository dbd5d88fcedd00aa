//! The mesh of control: a country divided among places, so that each has the land that is nearer to it than to any other.
//!
//! Faces are cells of the Voronoi diagram of the places, cut by the country's outline; arcs are the lines between two
//! faces, or between a face and the outside; nodes are where arcs meet. All that is drawn of control is put together
//! from these arcs, so neighbors share their line to the bit, and a change of one place's holder touches one face.
//!
//! Each arc is two half-edges: `2 * arc` along it, `2 * arc + 1` back, each with the face on its left.

mod clip;
mod diagram;
mod error;
mod rings;
#[cfg(test)]
pub(super) mod strewn;
#[cfg(test)]
mod tests;
mod weave;

pub use error::MeshError;

pub(super) use self::clip::OUTSIDE;
use self::diagram::Diagram;
use super::{
    groups::Groups,
    plane::{Xy, is_crossed},
};

/// Greatest coordinate in meters: half way around the globe.
const FARTHEST: f64 = 20_040_000.0;
/// How far the outline is moved, in meters, where it meets an edge in a way that cannot be told.
const NUDGE: f64 = 1e-5;
/// How often that is tried.
const NUDGES: u32 = 4;

/// A country divided into faces, one a place. See the module's text.
#[derive(Clone, Debug)]
pub struct Mesh {
    sites: Vec<Xy>,
    pub(super) nodes: Vec<Xy>,
    /// The face on the left of each half-edge.
    pub(super) left: Vec<u32>,
    /// The node at which each half-edge starts.
    pub(super) origin: Vec<u32>,
    /// The half-edge that follows around the face on the left.
    pub(super) next: Vec<u32>,
    /// Where the inner points of each arc start in `inner`.
    inner_starts: Vec<u32>,
    inner: Vec<Xy>,
    areas: Vec<f64>,
    lengths: Vec<f64>,
    /// The half-edges around each face.
    around: Groups,
    diagram: Diagram,
}

impl Mesh {
    /// Divides the country within `rings` among `sites`, all in meters on a plane such as [`super::EqualArea`]'s.
    ///
    /// Face `i` is the land of site `i`, whatever order the sites come in. A site outside the country keeps what of its
    /// cell lies inside, which may be nothing: a face of area 0 without arcs. Two sites less than a millimeter apart are an
    /// error that names both.
    ///
    /// Rings may be open or closed and turn either way: several are islands, and a ring within another is a hole. Those that
    /// cross are an error. Where a ring runs through a corner of the diagram or along one of its edges, the whole outline is moved
    /// by some hundredths of a millimeter.
    pub fn build(sites: &[Xy], rings: &[Vec<Xy>]) -> Result<Self, MeshError> {
        let mut rings = rings::country(rings)?;
        let mut diagram = Diagram::new(sites, &rings)?;
        for nudge in 0..=NUDGES {
            if let Some(cut) = clip::clip(&diagram, &rings)
                && let Some(mesh) = weave::weave(sites, &diagram.given, cut, &rings)
            {
                diagram.corners = Vec::new();
                return Ok(Self { diagram, ..mesh });
            }
            let (sine, cosine) = (0.7 + 2.4 * f64::from(nudge)).sin_cos();
            for point in rings.iter_mut().flatten() {
                *point = [point[0] + NUDGE * cosine, point[1] + NUDGE * sine];
            }
        }
        Err(MeshError::Tangled)
    }

    /// How many faces there are: as many as sites.
    #[must_use]
    pub fn faces(&self) -> usize {
        self.sites.len()
    }

    /// Area of a face, in square meters.
    #[must_use]
    pub fn area(&self, face: u32) -> f64 {
        self.areas[face as usize]
    }

    /// The site whose land a face is.
    #[must_use]
    pub fn site(&self, face: u32) -> Xy {
        self.sites[face as usize]
    }

    /// The faces next to a face, each once.
    pub fn neighbors(&self, face: u32) -> impl Iterator<Item = u32> {
        let halves = self.around.get(face);
        let across = move |at: usize| self.left[(halves[at] ^ 1) as usize];
        (0..halves.len())
            .filter(move |&at| across(at) != OUTSIDE && (0..at).all(|before| across(before) != across(at)))
            .map(across)
    }

    /// The arcs between a face and others, each with the other face.
    pub fn arcs_around(&self, face: u32) -> impl Iterator<Item = (u32, u32)> {
        let across = |half: u32| (half / 2, self.left[(half ^ 1) as usize]);
        self.around.get(face).iter().map(move |&half| across(half)).filter(|(_, other)| *other != OUTSIDE)
    }

    /// The face in which a point lies; `None` outside the country. On a line it is one of the faces beside it.
    #[must_use]
    pub fn face_at(&self, point: Xy) -> Option<u32> {
        if !is_meters(&point) {
            return None;
        }
        let face = *self.diagram.given.get(self.diagram.nearest(point) as usize)?;
        let mut inside = false;
        for &half in self.around.get(face) {
            let (start, end) = self.arc_ends(half / 2);
            let mut previous = self.nodes[start as usize];
            for &next in self.arc_inner(half / 2).iter().chain([&self.nodes[end as usize]]) {
                inside ^= is_crossed(point, previous, next);
                previous = next;
            }
        }
        inside.then_some(face)
    }

    /// How many arcs there are.
    #[must_use]
    pub fn arcs(&self) -> usize {
        self.lengths.len()
    }

    /// The faces on the left and on the right of an arc; `None` is the outside of the country.
    #[must_use]
    pub fn arc_faces(&self, arc: u32) -> (Option<u32>, Option<u32>) {
        let face = |half: u32| Some(self.left[half as usize]).filter(|face| *face != OUTSIDE);
        (face(2 * arc), face(2 * arc + 1))
    }

    /// Length of an arc, in meters on the plane.
    #[must_use]
    pub fn arc_length(&self, arc: u32) -> f64 {
        self.lengths[arc as usize]
    }

    /// The nodes at which an arc starts and ends: one and the same where it is a ring.
    #[must_use]
    pub fn arc_ends(&self, arc: u32) -> (u32, u32) {
        (self.origin[2 * arc as usize], self.origin[2 * arc as usize + 1])
    }

    /// The points of an arc between its nodes; only the country's border has any.
    #[must_use]
    pub fn arc_inner(&self, arc: u32) -> &[Xy] {
        let bounds = [0, 1].map(|end| self.inner_starts[arc as usize + end] as usize);
        &self.inner[bounds[0]..bounds[1]]
    }

    /// The points at which arcs meet.
    #[must_use]
    pub fn nodes(&self) -> &[Xy] {
        &self.nodes
    }
}

/// Whether a point lies on a plane that a globe can be laid on.
fn is_meters(point: &Xy) -> bool {
    point.iter().all(|coordinate| coordinate.abs() <= FARTHEST)
}
