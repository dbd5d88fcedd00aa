//! The whole war as one stream of changes: which face became whose on which day.

use super::barriers::Barriers;
use super::doubt::class_of;
use super::estimator::{Desk, Estimated, Estimator};
use super::faces::Faces;
use crate::model::Holdings;

/// From `day` on a face has this label and this doubt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// Days since 1970-01-01.
    pub day: i32,
    /// The face.
    pub face: u32,
    /// Number of the holding; 0 where nobody knows.
    pub label: u16,
    /// Class of r, as in [`doubt`](super::doubt).
    pub doubt: u8,
}

/// The land of the whole war. Before its first change a face has label 0 and doubt 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    faces: usize,
    changes: Vec<Change>,
}

/// The land of one day, by face.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// Number of the holding; 0 where nobody knows.
    pub labels: Vec<u16>,
    /// Class of r.
    pub doubts: Vec<u8>,
    /// The day since which the face has its label; `None` where it never had another.
    pub since: Vec<Option<i32>>,
}

impl History {
    /// Estimates the land of every day from the states of the places.
    ///
    /// `timelines` has for each place, in the order in which the faces were made of them, the days from which it has a
    /// label, 0 where its state is not known any more. A place that changed has only those faces estimated anew that it is
    /// weighed for: the ones of whose nearest places it is, among all of which something is known on some day.
    #[must_use]
    pub fn new(
        faces: &Faces,
        barriers: &Barriers,
        estimator: Estimator,
        holdings: &Holdings,
        timelines: &[Vec<(i32, u16)>],
    ) -> Self {
        let mut turns: Vec<(i32, u32, u16)> = Vec::new();
        let mut speaks = vec![false; faces.len()];
        for (place, timeline) in (0..).zip(timelines) {
            let Some(face) = faces.face_of_place(place) else { continue };
            speaks[face as usize] |= timeline.iter().any(|(_, label)| *label != 0);
            turns.extend(timeline.iter().map(|(day, label)| (*day, place, *label)));
        }
        // Stable, so that of two states of one place from one day the later one stays.
        turns.sort_by_key(|(day, place, _)| (*day, *place));
        let candidates = estimator.candidates(faces, barriers, &|face| speaks[face as usize]);
        let (starts, weighed_for) = candidates.turned();
        let mut desk = Desk::new(faces, &candidates, estimator, holdings);

        let mut place_labels = vec![0; timelines.len()];
        let mut said = vec![0; faces.len()];
        let mut shown = vec![(0, 0); faces.len()];
        let mut is_touched = vec![false; faces.len()];
        let mut touched: Vec<u32> = Vec::new();
        let mut changes = Vec::new();
        for of_day in turns.chunk_by(|one, other| one.0 == other.0) {
            for (_, place, label) in of_day {
                place_labels[*place as usize] = *label;
            }
            for (_, place, _) in of_day {
                let Some(face) = faces.face_of_place(*place) else { continue };
                let label = faces
                    .places_of_face(face)
                    .map(|place| place_labels.get(place as usize).copied().unwrap_or(0))
                    .find(|label| *label != 0);
                let label = label.unwrap_or(0);
                if said[face as usize] == label {
                    continue;
                }
                said[face as usize] = label;
                for &face in &weighed_for[starts[face as usize] as usize..starts[face as usize + 1] as usize]
                {
                    if !std::mem::replace(&mut is_touched[face as usize], true) {
                        touched.push(face);
                    }
                }
            }
            touched.sort_unstable();
            for face in touched.drain(..) {
                is_touched[face as usize] = false;
                let Estimated { label, r } = desk.estimate(face, &said);
                let now = (label, class_of(r));
                if shown[face as usize] != now {
                    shown[face as usize] = now;
                    changes.push(Change { day: of_day[0].0, face, label, doubt: now.1 });
                }
            }
        }
        Self::of_changes(faces.len(), changes)
    }

    /// A history whose changes are found elsewhere, by day and face.
    pub(super) fn of_changes(faces: usize, changes: Vec<Change>) -> Self {
        Self { faces, changes }
    }

    /// The changes, by day and face.
    #[must_use]
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// The first and the last day on which something changed.
    #[must_use]
    pub fn days(&self) -> Option<(i32, i32)> {
        Some((self.changes.first()?.day, self.changes.last()?.day))
    }

    /// Label and class of r of one face on a day.
    #[must_use]
    pub fn face_on(&self, face: u32, day: i32) -> (u16, u8) {
        let until_then = &self.changes[..self.changes.partition_point(|change| change.day <= day)];
        let last = until_then.iter().rev().find(|change| change.face == face);
        last.map_or((0, 0), |change| (change.label, change.doubt))
    }

    /// The land of a day.
    #[must_use]
    pub fn on(&self, day: i32) -> Snapshot {
        let mut snapshot = Snapshot {
            labels: vec![0; self.faces],
            doubts: vec![0; self.faces],
            since: vec![None; self.faces],
        };
        let until = self.changes.partition_point(|change| change.day <= day);
        for change in &self.changes[..until] {
            let face = change.face as usize;
            if snapshot.labels[face] != change.label {
                snapshot.labels[face] = change.label;
                snapshot.since[face] = Some(change.day);
            }
            snapshot.doubts[face] = change.doubt;
        }
        snapshot
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::outline::Outline;
    use super::*;
    use crate::geometry::{Meters, Xy};
    use crate::model::{ActorId, ControlStatus, Holding};

    fn country() -> Outline {
        let ring = [[0, 0], [40, 0], [40, 50], [45, 50], [45, 0], [90, 0], [90, 90], [0, 90]];
        Outline::new(&[ring.map(|[x, y]| [f64::from(x) * 1_000.0, f64::from(y) * 1_000.0]).to_vec()])
    }

    fn holdings() -> Holdings {
        let mut holdings = Holdings::default();
        for status in [ControlStatus::Held, ControlStatus::Besieged, ControlStatus::Contested] {
            for by in ["a", "b"] {
                holdings.number(Holding { status, ..Holding::held_by(ActorId::from(by)) });
            }
        }
        holdings
    }

    #[test]
    fn places_without_a_timeline_are_silent() {
        let outline = country();
        let faces = Faces::new(&[[10_000.0, 20_000.0], [10_010.0, 20_000.0]], &outline, 100);
        let barriers = Barriers::new(&outline, &[]);
        let history = |timelines: &[Vec<(i32, u16)>]| {
            History::new(&faces, &barriers, Estimator::Nearest, &holdings(), timelines)
        };
        assert!(history(&[]).changes().is_empty() && history(&[]).days().is_none());
        assert_eq!(history(&[vec![(3, 1)]]).changes().len(), faces.len());
        assert!(history(&[vec![], vec![], vec![(3, 1)]]).changes().is_empty());
    }

    #[test]
    fn a_face_is_held_since_its_label_changed_and_not_since_its_doubt_did() {
        let places = [[10_000.0, 20_000.0], [60_000.0, 20_000.0], [20_000.0, 20_000.0]];
        let outline =
            Outline::new(&[vec![[0.0, 0.0], [80_000.0, 0.0], [80_000.0, 40_000.0], [0.0, 40_000.0]]]);
        let faces = Faces::new(&places, &outline, 500);
        let barriers = Barriers::new(&outline, &[]);
        let timelines = [vec![(10, 1)], vec![(10, 1), (30, 2)], vec![(10, 1), (20, 2), (20, 1), (40, 0)]];
        let history = History::new(&faces, &barriers, Estimator::Nearest, &holdings(), &timelines);
        let first = faces.face_of_place(0).unwrap() as usize;
        let last = faces.face_of_place(2).unwrap() as usize;
        let on = |day, face: usize| {
            let snapshot = history.on(day);
            (snapshot.labels[face], snapshot.since[face])
        };
        assert_eq!(on(9, first), (0, None));
        assert_eq!([on(10, first), on(50, first)], [(1, Some(10)); 2]);
        assert_eq!([on(39, last), on(40, last)], [(1, Some(10)), (0, Some(40))]);
        assert_eq!(history.days(), Some((10, 40)));
        assert!(history.changes().is_sorted());
        assert!(history.changes().iter().all(|change| change.day != 20), "two states of one day are one");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn the_stream_replayed_to_any_day_is_the_estimate_of_that_day(
            places in prop::collection::vec((-5_000..95_000i32, -5_000..95_000i32), 0..40),
            timelines in prop::collection::vec(prop::collection::vec((0..30i32, 0..8u16), 0..5), 40),
            reach in 1..80i32,
            kind in 0..3usize,
        ) {
            let places: Vec<Xy> = places.into_iter().map(|(x, y)| [f64::from(x), f64::from(y)]).collect();
            let timelines: Vec<Vec<(i32, u16)>> = timelines
                .into_iter()
                .take(places.len())
                .map(|mut timeline| {
                    timeline.sort_by_key(|(day, _)| *day);
                    timeline
                })
                .collect();
            let reach = Meters::from_kilometers(f64::from(reach));
            let estimator = [Estimator::Nearest, Estimator::Reach { reach }, Estimator::Kriging { reach }][kind];
            let outline = country();
            let faces = Faces::new(&places, &outline, 200);
            let barriers = Barriers::new(&outline, &[]);
            let holdings = holdings();
            let history = History::new(&faces, &barriers, estimator, &holdings, &timelines);
            prop_assert!(history.changes().is_sorted());
            // Who can speak at all is the same every day: places of which something is known on some day.
            let ever = |timeline: &Vec<(i32, u16)>| timeline.iter().map(|turn| turn.1).max().unwrap_or(0);
            let speaks = faces.said(&timelines.iter().map(ever).collect::<Vec<_>>());
            let candidates = estimator.candidates(&faces, &barriers, &|face| speaks[face as usize] != 0);
            for day in [-1, 0, 7, 15, 29, 40] {
                let labels: Vec<u16> = timelines
                    .iter()
                    .map(|timeline| timeline.iter().rfind(|(from, _)| *from <= day).map_or(0, |(_, label)| *label))
                    .collect();
                let said = faces.said(&labels);
                let mut desk = Desk::new(&faces, &candidates, estimator, &holdings);
                let snapshot = history.on(day);
                for face in 0..faces.len() as u32 {
                    let expected = desk.estimate(face, &said);
                    let shown = (snapshot.labels[face as usize], snapshot.doubts[face as usize]);
                    prop_assert_eq!(shown, (expected.label, class_of(expected.r)), "face {} day {}", face, day);
                }
            }
        }
    }
}
