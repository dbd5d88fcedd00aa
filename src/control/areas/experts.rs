//! An expert's polygons laid on the faces: a face is whose the polygon is that its site lies in.

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

/// The labels of points on a day; 0 for a point in no polygon of that day.
///
/// Where polygons disagree the later published one wins, and of those published on one day the one that comes later.
#[must_use]
pub fn labels_on(points: &[Xy], polygons: &[ExpertPolygon], day: i32) -> Vec<u16> {
    let mut valid: Vec<&ExpertPolygon> = polygons.iter().filter(|one| one.is_valid_on(day)).collect();
    valid.sort_by_key(|one| one.standing());
    let mut labels = vec![0; points.len()];
    for polygon in valid {
        for (at, label) in points.iter().zip(&mut labels) {
            if *label != polygon.label && polygon.outline.contains(*at) {
                *label = polygon.label;
            }
        }
    }
    labels
}

/// The land of the whole war as experts drew it, without doubt.
///
/// A polygon valid for ever before counts from the first day that is told of any, or from 1970-01-01.
#[must_use]
pub fn history(faces: &Faces, polygons: &[ExpertPolygon]) -> History {
    let mut shown = vec![0; faces.len()];
    let mut changes = Vec::new();
    let mut days = days(polygons);
    if days.is_empty() {
        days.push(0);
    }
    for day in days {
        for (face, label) in (0..).zip(labels_on(faces.sites(), polygons, day)) {
            if std::mem::replace(&mut shown[face as usize], label) != label {
                changes.push(Change { day, face, label, doubt: 0 });
            }
        }
    }
    History::of_changes(faces.len(), changes)
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
    fn the_history_of_experts_changes_when_their_polygons_do() {
        let outline = Outline::new(&[vec![[0.0, 0.0], [100.0, 0.0], [100.0, 10.0], [0.0, 10.0]]]);
        let faces = Faces::new(&[[5.0, 5.0]], &outline, 50);
        let polygons = [
            ExpertPolygon::new(&[square(0.0, 20.0)], 1, Some(10), Some(20), None),
            ExpertPolygon::new(&[square(0.0, 50.0)], 2, Some(15), Some(30), None),
        ];
        let history = history(&faces, &polygons);
        let face = faces.face_of_place(0).unwrap() as usize;
        let labels = [9, 10, 15, 29, 30].map(|day| history.on(day).labels[face]);
        assert_eq!(labels, [0, 1, 2, 2, 0]);
    }
}
