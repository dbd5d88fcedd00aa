//! From the states of places to a label for every face, and how doubtful it is.

use super::barriers::Barriers;
use super::candidates::{Candidate, Candidates};
use super::faces::Faces;
use super::kriging::Weights;
use super::nearest;
use super::parties::Parties;
use crate::geometry::Meters;
use crate::model::Holdings;

/// How the land between places is given to those who hold the places.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Estimator {
    /// To the nearest place, however far.
    Nearest,
    /// To the nearest place within reach and not behind a wall; else nobody knows.
    Reach {
        /// How far a place speaks.
        reach: Meters,
    },
    /// To the party whose places around weigh most, of those within reach and not behind a wall; else nobody knows.
    Kriging {
        /// How far a place speaks.
        reach: Meters,
    },
}

impl Estimator {
    /// The word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Nearest => "nearest",
            Self::Reach { .. } => "reach",
            Self::Kriging { .. } => "kriging",
        }
    }

    /// How far a place speaks; `None` for however far.
    #[must_use]
    pub fn reach(self) -> Option<Meters> {
        match self {
            Self::Nearest => None,
            Self::Reach { reach } | Self::Kriging { reach } => Some(reach),
        }
    }

    /// The places that are weighed for each face.
    pub(super) fn candidates(
        self,
        faces: &Faces,
        barriers: &Barriers,
        speaks: &dyn Fn(u32) -> bool,
    ) -> Candidates {
        let (barriers, reach) = match self.reach() {
            None => (None, f64::INFINITY),
            Some(reach) => (Some(barriers), reach.0),
        };
        Candidates::find(faces, barriers, reach, speaks)
    }
}

/// What an estimate says of a face.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Estimated {
    /// Number of the holding; 0 where nobody knows.
    pub label: u16,
    /// Distance to the winner's nearest place over that to the nearest place of another party, at most 1; 0 where nobody
    /// knows. Where none of the [`MOST_CANDIDATES`](super::MOST_CANDIDATES) nearest places is another party's, the farthest
    /// of those stands for it, so that r is that much at most.
    pub r: f32,
}

/// Labels every face by the states of the places on one day.
///
/// `labels` has the number of the holding of each place, 0 where its state is not known. A place whose state is not known
/// leaves its own face unknown; it is no evidence of who holds the land around it, so others reach past it.
#[must_use]
pub fn estimate(
    faces: &Faces,
    barriers: &Barriers,
    estimator: Estimator,
    holdings: &Holdings,
    labels: &[u16],
) -> Vec<Estimated> {
    let said = faces.said(labels);
    let candidates = estimator.candidates(faces, barriers, &|face| said[face as usize] != 0);
    let mut desk = Desk::new(faces, &candidates, estimator, holdings);
    (0..faces.len() as u32).map(|face| desk.estimate(face, &said)).collect()
}

/// What stays the same from day to day while faces are estimated.
pub(super) struct Desk<'a> {
    faces: &'a Faces,
    candidates: &'a Candidates,
    parties: Parties,
    /// The weights of kriging; `None` for the other estimators.
    weights: Option<Weights>,
}

impl<'a> Desk<'a> {
    pub fn new(
        faces: &'a Faces,
        candidates: &'a Candidates,
        estimator: Estimator,
        holdings: &Holdings,
    ) -> Self {
        let weights = matches!(estimator, Estimator::Kriging { .. }).then(|| Weights::new(faces.len()));
        Self { faces, candidates, parties: Parties::new(holdings), weights }
    }

    /// What the places say of a face, where `said` has what those of each face say.
    pub fn estimate(&mut self, face: u32, said: &[u16]) -> Estimated {
        if self.faces.place_of_face(face).is_some() && said[face as usize] == 0 {
            return Estimated::default();
        }
        let candidates = self.candidates.of(face);
        let winner = match &mut self.weights {
            None => nearest::winner(candidates, said, &self.parties),
            Some(weights) => weights.winner(face, candidates, self.faces.sites(), said, &self.parties),
        };
        let Some((label, distance)) = winner else { return Estimated::default() };
        let other = self.other_party(label, candidates, said).unwrap_or(self.candidates.horizon(face));
        let r = if distance <= 0.0 { 0.0 } else { (distance / other).min(1.0) };
        Estimated { label, r }
    }

    /// How far the nearest place of another party is, whether or not it speaks so far, in meters.
    fn other_party(&self, label: u16, candidates: &[Candidate], said: &[u16]) -> Option<f32> {
        let party = self.parties.of(label);
        candidates
            .iter()
            .find(|candidate| {
                let other = said[candidate.face as usize];
                other != 0 && self.parties.of(other) != party
            })
            .map(|candidate| candidate.distance)
    }
}

#[cfg(test)]
mod tests {
    use super::super::outline::Outline;
    use super::*;
    use crate::geometry::Xy;
    use crate::model::{ActorId, ControlStatus, Holding};

    const KM: f64 = 1_000.0;

    fn square(side: f64) -> Outline {
        Outline::new(&[vec![[0.0, 0.0], [side, 0.0], [side, side], [0.0, side]]])
    }

    /// Government is 1, opposition 2, a besieged government 3, a contested place 4.
    fn holdings() -> Holdings {
        let mut holdings = Holdings::default();
        let held = |by: &str| Holding::held_by(ActorId::from(by));
        holdings.number(held("government"));
        holdings.number(held("opposition"));
        let against = vec![ActorId::from("opposition")];
        for status in [ControlStatus::Besieged, ControlStatus::Contested] {
            holdings.number(Holding { status, against: against.clone(), ..held("government") });
        }
        holdings
    }

    const REACH: Meters = Meters::from_kilometers(30.0);
    const ALL: [Estimator; 3] =
        [Estimator::Nearest, Estimator::Reach { reach: REACH }, Estimator::Kriging { reach: REACH }];

    /// The estimates at spots, in kilometers, of places with labels.
    fn at<const N: usize>(estimator: Estimator, places: &[(Xy, u16)], spots: [Xy; N]) -> [Estimated; N] {
        let outline = square(100.0 * KM);
        let xy: Vec<Xy> = places.iter().map(|(at, _)| at.map(|km| km * KM)).collect();
        let labels: Vec<u16> = places.iter().map(|(_, label)| *label).collect();
        let faces = Faces::new(&xy, &outline, 5_000);
        let barriers = Barriers::new(&outline, &[]);
        let estimated = estimate(&faces, &barriers, estimator, &holdings(), &labels);
        spots.map(|spot| {
            let apart = |face: usize| {
                let site = faces.sites()[face];
                (site[0] - spot[0] * KM).hypot(site[1] - spot[1] * KM)
            };
            estimated[(0..faces.len()).min_by(|one, other| apart(*one).total_cmp(&apart(*other))).unwrap()]
        })
    }

    fn labels_at<const N: usize>(estimator: Estimator, places: &[(Xy, u16)], spots: [Xy; N]) -> [u16; N] {
        at(estimator, places, spots).map(|estimated| estimated.label)
    }

    #[test]
    fn land_goes_to_the_nearest_and_doubt_is_greatest_in_the_middle() {
        let places = [([30.0, 50.0], 1), ([70.0, 50.0], 2)];
        for estimator in ALL {
            let found = at(estimator, &places, [[30.0, 50.0], [35.0, 50.0], [49.2, 50.0], [53.0, 50.0]]);
            assert_eq!(found.map(|one| one.label), [1, 1, 1, 2], "{estimator:?}");
            let r = found.map(|one| one.r);
            assert!(r[0] == 0.0 && (0.1..0.2).contains(&r[1]) && r[2] > 0.85, "{estimator:?} {r:?}");
        }
    }

    #[test]
    fn beyond_reach_nobody_knows_except_where_the_nearest_always_wins() {
        let places = [([10.0, 10.0], 1)];
        assert_eq!(ALL.map(|estimator| labels_at(estimator, &places, [[80.0, 80.0]])), [[1], [0], [0]]);
        assert_eq!(ALL.map(|estimator| labels_at(estimator, &[], [[80.0, 80.0]])), [[0]; 3]);
    }

    #[test]
    fn an_unknown_place_leaves_its_own_face_unknown_and_others_reach_past_it() {
        let places = [([30.0, 50.0], 1), ([40.0, 50.0], 0)];
        for estimator in ALL {
            let labels = labels_at(estimator, &places, [[40.0, 50.0], [42.0, 50.0], [50.0, 50.0]]);
            assert_eq!(labels, [0, 1, 1], "{estimator:?}");
        }
    }

    #[test]
    fn a_besieged_town_is_an_enclave_and_does_not_reach_halfway_to_its_besiegers() {
        let besiegers = [[30.0, 50.0], [70.0, 50.0], [50.0, 30.0], [50.0, 70.0]].map(|at| (at, 2));
        let places = [&[([50.0, 50.0], 3)], &besiegers[..]].concat();
        for estimator in ALL {
            let found = at(estimator, &places, [[50.0, 50.0], [51.5, 50.0], [55.0, 50.0], [60.0, 50.0]]);
            assert_eq!(found.map(|one| one.label), [3, 3, 2, 2], "{estimator:?}");
            // Just outside, the besieged place is nearer than the winner's: as doubtful as can be.
            assert!(found[2].r >= 1.0, "{estimator:?}");
        }
    }

    #[test]
    fn a_contested_town_does_not_make_its_surroundings_contested() {
        let places = [([50.0, 50.0], 4), ([30.0, 50.0], 1)];
        for estimator in ALL {
            assert_eq!(labels_at(estimator, &places, [[51.0, 50.0], [55.0, 50.0]]), [4, 1], "{estimator:?}");
        }
    }

    #[test]
    fn one_village_among_others_is_outweighed_in_the_gap_between_them() {
        // Two villages of the government, and one of the opposition a little nearer to the spot than either.
        let places = [([45.0, 44.0], 1), ([45.0, 56.0], 1), ([40.0, 50.0], 1), ([53.0, 50.0], 2)];
        assert_eq!(labels_at(ALL[0], &places, [[48.0, 50.0]]), [2]);
        assert_eq!(labels_at(ALL[2], &places, [[48.0, 50.0]]), [1]);
    }

    #[test]
    fn a_river_stops_reach() {
        let outline = square(100.0 * KM);
        let river = vec![[0.0, 50.0 * KM], [100.0 * KM, 50.0 * KM]];
        let barriers = Barriers::new(&outline, &[river]);
        let places = [[50.0 * KM, 45.0 * KM]];
        let faces = Faces::new(&places, &outline, 2_000);
        let estimated = estimate(&faces, &barriers, ALL[1], &holdings(), &[1]);
        for (site, estimated) in faces.sites().iter().zip(estimated) {
            let is_reached =
                site[1] <= 50.0 * KM && (site[0] - places[0][0]).hypot(site[1] - places[0][1]) <= REACH.0;
            assert_eq!(estimated.label == 1, is_reached, "{site:?}");
        }
    }
}
