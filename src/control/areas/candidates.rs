//! Which places are weighed for a face: the nearest ones, and which of them it hears.

use super::barriers::Barriers;
use super::faces::Faces;
use super::near::{Near, Waiting};

/// Places that are weighed for one face at most.
pub const MOST_CANDIDATES: usize = 24;

/// A place near a face, by the face that it lies in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Candidate {
    /// The face of the place.
    pub face: u32,
    /// Meters from the face's site to the place.
    pub distance: f32,
    /// Whether it can speak for the face: it is within reach and no wall stands between.
    pub is_heard: bool,
}

/// For each face the places around it, the nearest first.
#[derive(Clone, Debug, Default)]
pub struct Candidates {
    starts: Vec<u32>,
    all: Vec<Candidate>,
}

impl Candidates {
    /// Finds them among the faces for which `speaks` holds, heard up to `reach` meters away.
    ///
    /// `speaks` should hold for a face with a place that says something on some day: a place that is silent for ever would
    /// only stand before those that speak.
    #[must_use]
    pub(super) fn find(
        faces: &Faces,
        barriers: Option<&Barriers>,
        reach: f64,
        speaks: &dyn Fn(u32) -> bool,
    ) -> Self {
        let speaking: Vec<u32> = faces.with_places().filter(|face| speaks(*face)).collect();
        let sites = faces.sites();
        let near = Near::new(speaking.iter().map(|face| sites[*face as usize]).collect());
        let mut waiting = Waiting::default();
        let mut candidates = Self { starts: vec![0], all: Vec::new() };
        for at in sites {
            let first = candidates.all.len();
            near.each_from(*at, f64::INFINITY, &mut waiting, &mut |place, distance| {
                let face = speaking[place as usize];
                let is_open = || barriers.is_none_or(|barriers| barriers.is_open(*at, sites[face as usize]));
                let is_heard = distance <= reach && is_open();
                candidates.all.push(Candidate { face, distance: distance as f32, is_heard });
                candidates.all.len() - first < MOST_CANDIDATES
            });
            candidates.starts.push(candidates.all.len() as u32);
        }
        candidates
    }

    /// The places around a face.
    pub(super) fn of(&self, face: u32) -> &[Candidate] {
        let from = self.starts[face as usize] as usize;
        &self.all[from..self.starts[face as usize + 1] as usize]
    }

    /// How near a place that is no candidate can at most be, in meters.
    pub(super) fn horizon(&self, face: u32) -> f32 {
        match self.of(face) {
            full if full.len() == MOST_CANDIDATES => full[MOST_CANDIDATES - 1].distance,
            _ => f32::INFINITY,
        }
    }

    /// For each face with a place, the faces that it is weighed for: the candidates turned around.
    pub(super) fn turned(&self) -> (Vec<u32>, Vec<u32>) {
        let faces = self.starts.len() - 1;
        let mut starts = vec![0_u32; faces + 1];
        for candidate in &self.all {
            starts[candidate.face as usize + 1] += 1;
        }
        for face in 0..faces {
            starts[face + 1] += starts[face];
        }
        let mut ends = starts.clone();
        let mut weighed_for = vec![0; self.all.len()];
        for face in 0..faces as u32 {
            for candidate in self.of(face) {
                let end = &mut ends[candidate.face as usize];
                weighed_for[*end as usize] = face;
                *end += 1;
            }
        }
        (starts, weighed_for)
    }
}
