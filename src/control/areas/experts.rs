//! An expert's polygons laid on the faces: a face is whose the polygon is that its site lies in.

use std::collections::BTreeMap;

use super::faces::Faces;
use super::history::{Change, History};
use super::outline::Outline;
use crate::geometry::Xy;

/// A polygon that an expert drew, and for which days.
#[derive(Clone, Debug)]
pub struct ExpertPolygon {
    outline: Outline,
    /// The first day it is valid, since 1970-01-01; `None` for ever before.
    from: Option<i32>,
    /// The day from which it is valid no more; `None` for ever after.
    until: Option<i32>,
    published: Option<i32>,
    label: u16,
}

impl ExpertPolygon {
    /// Rings, in whatever order, of land that has a label from a day on and until a day, that one not counted.
    ///
    /// `published` is the day on which the expert published it.
    #[must_use]
    pub fn new(
        rings: &[Vec<Xy>],
        label: u16,
        from: Option<i32>,
        until: Option<i32>,
        published: Option<i32>,
    ) -> Self {
        Self { outline: Outline::new(rings), from, until, published, label }
    }

    /// Whether it is valid on a day.
    #[must_use]
    pub fn is_valid_on(&self, day: i32) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day < until)
    }

    /// Of two that disagree the greater wins: the one published later, and if that is not said or the same, the one that
    /// is valid from a later day.
    fn standing(&self) -> (Option<i32>, Option<i32>) {
        (self.published.or(self.from), self.from)
    }
}

/// The days on which polygons begin or end to be valid, in order.
#[must_use]
pub fn days(polygons: &[ExpertPolygon]) -> Vec<i32> {
    let mut days: Vec<i32> = polygons.iter().flat_map(|one| [one.from, one.until]).flatten().collect();
    days.sort_unstable();
    days.dedup();
    days
}

/// The numbers of the polygons that are valid on a day. Of two that disagree the one that comes later here wins: the later
/// published one, and of those published on one day the one that was given later.
fn valid_on(polygons: &[ExpertPolygon], day: i32) -> Vec<usize> {
    let mut valid: Vec<usize> = (0..polygons.len()).filter(|one| polygons[*one].is_valid_on(day)).collect();
    valid.sort_by_key(|one| polygons[*one].standing());
    valid
}

/// The labels of points on a day; 0 for a point in no polygon of that day.
///
/// Where polygons disagree the later published one wins, and of those published on one day the one that comes later.
#[must_use]
pub fn labels_on(points: &[Xy], polygons: &[ExpertPolygon], day: i32) -> Vec<u16> {
    let mut labels = vec![0; points.len()];
    for polygon in valid_on(polygons, day).into_iter().map(|one| &polygons[one]) {
        for (at, label) in points.iter().zip(&mut labels) {
            if *label != polygon.label && polygon.outline.contains(*at) {
                *label = polygon.label;
            }
        }
    }
    labels
}

/// The number of the polygon that decides whose a point is on a day; `None` where none does.
#[must_use]
pub fn deciding(at: Xy, polygons: &[ExpertPolygon], day: i32) -> Option<usize> {
    valid_on(polygons, day).into_iter().rev().find(|one| polygons[*one].outline.contains(at))
}

/// A history with polygons laid on its faces: where and while one is valid the face is whose it says, without doubt;
/// elsewhere and on other days what was there before goes on.
///
/// A polygon valid for ever before counts from the first day that is told of any, or from 1970-01-01.
#[must_use]
pub fn laid_over(history: &History, faces: &Faces, polygons: &[ExpertPolygon]) -> History {
    let mut turns = days(polygons);
    if turns.is_empty() {
        turns.push(0);
    }
    let mut all_days: Vec<i32> = history.changes().iter().map(|change| change.day).collect();
    all_days.extend(&turns);
    all_days.sort_unstable();
    all_days.dedup();
    let mut drawn = Drawn { polygons, inside: BTreeMap::new(), deciding: vec![None; faces.len()] };
    let mut below = vec![(0, 0); faces.len()];
    let mut shown = vec![(0, 0); faces.len()];
    let (mut rest, mut changes) = (history.changes(), Vec::new());
    for day in all_days {
        let (of_day, later) = rest.split_at(rest.partition_point(|change| change.day <= day));
        rest = later;
        let mut touched: Vec<u32> = of_day.iter().map(|change| change.face).collect();
        for change in of_day {
            below[change.face as usize] = (change.label, change.doubt);
        }
        if turns.binary_search(&day).is_ok() {
            touched.extend(drawn.turn(faces.sites(), day));
            touched.sort_unstable();
            touched.dedup();
        }
        for face in touched {
            let at = face as usize;
            let now = drawn.deciding[at].map_or(below[at], |one| (polygons[one].label, 0));
            if std::mem::replace(&mut shown[at], now) != now {
                changes.push(Change { day, face, label: now.0, doubt: now.1 });
            }
        }
    }
    History::of_changes(faces.len(), changes)
}

/// Which polygon decides about each face, day after day.
struct Drawn<'a> {
    polygons: &'a [ExpertPolygon],
    /// The faces in each polygon that is valid, by its number.
    inside: BTreeMap<usize, Vec<u32>>,
    deciding: Vec<Option<usize>>,
}

impl Drawn<'_> {
    /// Goes on to a day; returns the faces about which another polygon decides than before.
    fn turn(&mut self, sites: &[Xy], day: i32) -> Vec<u32> {
        self.inside.retain(|one, _| self.polygons[*one].is_valid_on(day));
        let mut now = vec![None; sites.len()];
        for one in valid_on(self.polygons, day) {
            let outline = &self.polygons[one].outline;
            let faces = self.inside.entry(one).or_insert_with(|| {
                (0..).zip(sites).filter(|(_, at)| outline.contains(**at)).map(|(face, _)| face).collect()
            });
            for face in faces {
                now[*face as usize] = Some(one);
            }
        }
        let before = std::mem::replace(&mut self.deciding, now);
        let pairs = (0..).zip(before.iter().zip(&self.deciding));
        pairs.filter(|(_, (before, now))| before != now).map(|(face, _)| face).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(from: f64, to: f64) -> Vec<Xy> {
        vec![[from, 0.0], [to, 0.0], [to, 10.0], [from, 10.0]]
    }

    const POINTS: [Xy; 3] = [[5.0, 5.0], [15.0, 5.0], [25.0, 5.0]];

    #[test]
    fn a_point_has_the_label_of_its_polygon_on_the_days_that_it_is_valid() {
        let polygons = [
            ExpertPolygon::new(&[square(0.0, 20.0)], 1, Some(10), Some(20), None),
            ExpertPolygon::new(&[square(10.0, 30.0), square(20.0, 30.0)], 2, Some(20), None, None),
        ];
        let on = |day| labels_on(&POINTS, &polygons, day);
        assert_eq!([on(9), on(10), on(19)], [vec![0, 0, 0], vec![1, 1, 0], vec![1, 1, 0]]);
        // The second has a hole.
        assert_eq!(on(20), [0, 2, 0]);
        assert_eq!(days(&polygons), [10, 20]);
    }

    #[test]
    fn where_polygons_disagree_the_later_published_one_wins() {
        let older = ExpertPolygon::new(&[square(0.0, 30.0)], 1, Some(10), None, Some(50));
        let newer = ExpertPolygon::new(&[square(10.0, 20.0)], 2, Some(5), None, Some(60));
        assert_eq!(labels_on(&POINTS, &[newer.clone(), older.clone()], 10), [1, 2, 1]);
        assert_eq!(labels_on(&POINTS, &[older, newer], 10), [1, 2, 1]);
    }

    #[test]
    fn while_a_polygon_is_valid_its_faces_are_whose_it_says_and_then_what_was_below_goes_on() {
        let outline = Outline::new(&[vec![[0.0, 0.0], [100.0, 0.0], [100.0, 10.0], [0.0, 10.0]]]);
        let faces = Faces::new(&[[5.0, 5.0], [95.0, 5.0]], &outline, 50);
        let polygons = [
            ExpertPolygon::new(&[square(0.0, 20.0)], 1, Some(10), Some(20), None),
            ExpertPolygon::new(&[square(0.0, 50.0)], 2, Some(15), Some(30), None),
            ExpertPolygon::new(&[square(0.0, 50.0)], 0, Some(28), Some(29), None),
        ];
        let [inside, outside] = [0, 1].map(|place| faces.face_of_place(place).unwrap());
        let change = |day, face, label| Change { day, face, label, doubt: 3 };
        let mut changes: Vec<Change> =
            [inside, outside].iter().flat_map(|face| [change(5, *face, 3), change(25, *face, 4)]).collect();
        changes.sort();
        let below = History::of_changes(faces.len(), changes.clone());
        let history = laid_over(&below, &faces, &polygons);
        let on = |face| [4, 9, 10, 15, 25, 28, 29, 30].map(|day| history.face_on(face, day));
        assert_eq!(on(inside), [(0, 0), (3, 3), (1, 0), (2, 0), (2, 0), (0, 0), (2, 0), (4, 3)]);
        assert_eq!(on(outside), [(0, 0), (3, 3), (3, 3), (3, 3), (4, 3), (4, 3), (4, 3), (4, 3)]);
        assert!(history.changes().is_sorted());
        assert_eq!(laid_over(&below, &faces, &[]).changes(), changes);
        let at = faces.sites()[inside as usize];
        assert_eq!(
            [9, 10, 15, 28, 30].map(|day| deciding(at, &polygons, day)),
            [None, Some(0), Some(1), Some(2), None]
        );
    }
}
