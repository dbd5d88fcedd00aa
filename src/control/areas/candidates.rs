//! Which places can speak for a face: the nearest ones, within reach and not behind a wall.

use super::barriers::Barriers;
use super::faces::Faces;
use super::near::{Near, Waiting};

/// Places that can speak for one face at most: as many as kriging weighs.
pub const MOST_CANDIDATES: usize = 24;

/// A place that can speak for a face, by the face that it lies in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Candidate {
    /// The face of the place.
    pub face: u32,
    /// Meters from the face's site to the place.
    pub distance: f32,
}

/// For each face, the places that can speak for it, the nearest first.
#[derive(Clone, Debug, Default)]
pub struct Candidates {
    starts: Vec<u32>,
    all: Vec<Candidate>,
    /// No place farther away speaks for a face, in meters.
    reach: f64,
}

impl Candidates {
    /// Finds them among the faces for which `is_heard` holds, up to `reach` meters away.
    ///
    /// `is_heard` should hold for a face with a place that says something on some day: a place that is silent for ever
    /// would only stand before those that speak.
    #[must_use]
    pub(super) fn find(
        faces: &Faces,
        barriers: Option<&Barriers>,
        reach: f64,
        is_heard: &dyn Fn(u32) -> bool,
    ) -> Self {
        let heard: Vec<u32> = faces.with_places().filter(|face| is_heard(*face)).collect();
        let sites = faces.sites();
        let near = Near::new(heard.iter().map(|face| sites[*face as usize]).collect());
        let mut waiting = Waiting::default();
        let mut candidates = Self { starts: vec![0], all: Vec::new(), reach };
        for at in sites {
            let first = candidates.all.len();
            near.each_from(*at, reach, &mut waiting, &mut |place, distance| {
                let face = heard[place as usize];
                if barriers.is_none_or(|barriers| barriers.is_open(*at, sites[face as usize])) {
                    candidates.all.push(Candidate { face, distance: distance as f32 });
                }
                candidates.all.len() - first < MOST_CANDIDATES
            });
            candidates.starts.push(candidates.all.len() as u32);
        }
        candidates
    }

    /// The places that can speak for a face.
    pub(super) fn of(&self, face: u32) -> &[Candidate] {
        let from = self.starts[face as usize] as usize;
        &self.all[from..self.starts[face as usize + 1] as usize]
    }

    /// How near a place that is no candidate can at most be, in meters.
    pub(super) fn horizon(&self, face: u32) -> f32 {
        match self.of(face) {
            full if full.len() == MOST_CANDIDATES => full[MOST_CANDIDATES - 1].distance,
            _ => self.reach as f32,
        }
    }

    /// For each face with a place, the faces that it can speak for: the candidates turned around.
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
        let mut spoken_for = vec![0; self.all.len()];
        for face in 0..faces as u32 {
            for candidate in self.of(face) {
                let end = &mut ends[candidate.face as usize];
                spoken_for[*end as usize] = face;
                *end += 1;
            }
        }
        (starts, spoken_for)
    }
}
