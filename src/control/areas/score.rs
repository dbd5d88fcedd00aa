//! How near a drawn map comes to the true one, face by face.

use super::doubt::{CLASSES, class_of};
use super::estimator::Estimated;
use super::near::{Near, apart};
use crate::geometry::{Mesh, Meters, Xy};

/// How far from the true front the band reaches in which maps are compared apart: the rest of a country flatters.
pub const BAND: Meters = Meters::from_kilometers(25.0);
/// How far apart the points of a front are whose distances are measured, at most.
const STEP: Meters = Meters(500.0);

/// The intersection of two maps over their union, 0 to 1. Land is in the union of a holder that either map gives it to.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Overlap {
    /// Square meters that both maps give to the same holder.
    pub both: f64,
    /// Square meters that either map gives to a holder, counted for each holder.
    pub either: f64,
}

impl Overlap {
    /// The intersection over the union; `None` where neither map has any land.
    #[must_use]
    pub fn iou(self) -> Option<f64> {
        (self.either > 0.0).then(|| self.both / self.either)
    }

    /// Takes a piece of land into account.
    fn add(&mut self, one: u16, other: u16, area: f64) {
        if one == other {
            self.both += area;
            self.either += area;
        } else {
            self.either += area * f64::from(u8::from(one != 0) + u8::from(other != 0));
        }
    }
}

/// Land of one class of r, in square meters.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Measured {
    /// All of it.
    pub area: f64,
    /// What is another's than the estimate says.
    pub wrong: f64,
}

/// How near one day's map comes to the true one. Land of which the truth is not known does not count.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Score {
    /// Of all holders together.
    pub all: Overlap,
    /// Of each holder of the true map or the drawn one, by label.
    pub by_label: Vec<(u16, Overlap)>,
    /// Of all holders within [`BAND`] of the true front.
    pub band: Overlap,
    /// How far the fronts are from each other, on average over the length of both; `None` where either has none.
    pub front_mean: Option<Meters>,
    /// How far 95 % of the length of both are at most.
    pub front_p95: Option<Meters>,
    /// What is wrong by class of r.
    pub doubt: [Measured; CLASSES],
}

/// Compares a day's estimate with the true labels.
#[must_use]
pub fn score(mesh: &Mesh, truth: &[u16], drawn: &[Estimated]) -> Score {
    let labels: Vec<u16> = drawn.iter().map(|face| face.label).collect();
    let true_front = front(mesh, truth, truth);
    let drawn_front = front(mesh, &labels, truth);
    let near_true = Near::new(true_front.iter().map(|(at, _)| *at).collect());
    let mut score = Score::default();
    let most = truth.iter().chain(&labels).copied().max().unwrap_or(0);
    let mut by_label = vec![Overlap::default(); usize::from(most) + 1];
    for face in (0..mesh.faces() as u32).filter(|face| truth[*face as usize] != 0) {
        let (area, is, says) = (mesh.area(face), truth[face as usize], labels[face as usize]);
        score.all.add(is, says, area);
        if near_true.nearest(mesh.site(face), BAND.0).is_some() {
            score.band.add(is, says, area);
        }
        by_label[usize::from(is)].either += area;
        if is == says {
            by_label[usize::from(is)].both += area;
        } else {
            by_label[usize::from(says)].either += area;
        }
        if says != 0 {
            let class = &mut score.doubt[usize::from(class_of(drawn[face as usize].r))];
            class.area += area;
            class.wrong += if is == says { 0.0 } else { area };
        }
    }
    score.by_label = (0..).zip(by_label).skip(1).filter(|(_, overlap)| overlap.either > 0.0).collect();
    if let Some((mean, p95)) = front_error(&true_front, &drawn_front, &near_true) {
        (score.front_mean, score.front_p95) = (Some(mean), Some(p95));
    }
    score
}

/// How far two maps agree about what changed between two days: land that both say became the same holder's, over land that
/// either says changed hands. Only land of which the truth is known on both days counts.
#[must_use]
pub fn change_overlap(mesh: &Mesh, truth: [&[u16]; 2], drawn: [&[u16]; 2]) -> Overlap {
    let mut overlap = Overlap::default();
    for face in 0..mesh.faces() {
        let [was, is] = truth.map(|labels| labels[face]);
        let [was_drawn, is_drawn] = drawn.map(|labels| labels[face]);
        let (did, drew) = (was != is, was_drawn != is_drawn);
        if was == 0 || is == 0 || !(did || drew) {
            continue;
        }
        let area = mesh.area(face as u32);
        overlap.either += area;
        if did && drew && is == is_drawn {
            overlap.both += area;
        }
    }
    overlap
}

/// Points along the lines between faces of different known labels, each with the meters that it stands for.
fn front(mesh: &Mesh, labels: &[u16], truth: &[u16]) -> Vec<(Xy, f64)> {
    let mut points = Vec::new();
    for arc in 0..mesh.arcs() as u32 {
        let (Some(one), Some(other)) = mesh.arc_faces(arc) else { continue };
        let (one, other) = (one as usize, other as usize);
        let is_known = [labels[one], labels[other], truth[one], truth[other]].iter().all(|label| *label != 0);
        if !is_known || labels[one] == labels[other] {
            continue;
        }
        let (from, to) = mesh.arc_ends(arc);
        let (from, to) = (mesh.nodes()[from as usize], mesh.nodes()[to as usize]);
        let corners = std::iter::once(from).chain(mesh.arc_inner(arc).iter().copied()).chain([to]);
        let corners: Vec<Xy> = corners.collect();
        for pair in corners.windows(2) {
            let length = apart(pair[0], pair[1]);
            let steps = (length / STEP.0).ceil().max(1.0);
            points.extend((0..steps as u32).map(|step| {
                let share = (f64::from(step) + 0.5) / steps;
                let at = [0, 1].map(|axis| pair[0][axis] + (pair[1][axis] - pair[0][axis]) * share);
                (at, length / steps)
            }));
        }
    }
    points
}

/// Mean and 95th percentile of the distances from each front to the other, by length.
fn front_error(one: &[(Xy, f64)], other: &[(Xy, f64)], near_one: &Near) -> Option<(Meters, Meters)> {
    if one.is_empty() || other.is_empty() {
        return None;
    }
    let near_other = Near::new(other.iter().map(|(at, _)| *at).collect());
    let away = |near: &Near, (at, length): &(Xy, f64)| {
        near.nearest(*at, f64::INFINITY).map(|(_, distance)| (distance, *length))
    };
    let there = one.iter().filter_map(|point| away(&near_other, point));
    let back = other.iter().filter_map(|point| away(near_one, point));
    let mut distances: Vec<(f64, f64)> = there.chain(back).collect();
    distances.sort_by(|one, other| one.0.total_cmp(&other.0));
    let whole: f64 = distances.iter().map(|(_, length)| length).sum();
    let mean = distances.iter().map(|(distance, length)| distance * length).sum::<f64>() / whole;
    let mut passed = 0.0;
    let p95 = distances.iter().find(|(_, length)| {
        passed += length;
        passed >= whole * 0.95
    });
    Some((Meters(mean), Meters(p95.map_or(mean, |(distance, _)| *distance))))
}

#[cfg(test)]
mod tests {
    use super::super::faces::Faces;
    use super::super::outline::Outline;
    use super::*;

    const KM: f64 = 1_000.0;

    fn mesh() -> Mesh {
        let ring = vec![[0.0, 0.0], [100.0 * KM, 0.0], [100.0 * KM, 60.0 * KM], [0.0, 60.0 * KM]];
        let faces = Faces::new(&[], &Outline::new(std::slice::from_ref(&ring)), 3_000);
        Mesh::build(faces.sites(), &[ring]).unwrap()
    }

    /// West of a line is 1, east of it 2.
    fn split(mesh: &Mesh, km: f64) -> Vec<u16> {
        (0..mesh.faces() as u32).map(|face| if mesh.site(face)[0] < km * KM { 1 } else { 2 }).collect()
    }

    fn drawn(labels: &[u16]) -> Vec<Estimated> {
        labels.iter().map(|label| Estimated { label: *label, r: 0.55 }).collect()
    }

    #[test]
    fn a_map_is_like_itself() {
        let mesh = mesh();
        let truth = split(&mesh, 50.0);
        let score = score(&mesh, &truth, &drawn(&truth));
        assert_eq!((score.all.iou(), score.band.iou()), (Some(1.0), Some(1.0)));
        assert!(score.front_p95.unwrap().0 < 1.0);
        assert!(score.doubt[3].area > 0.0 && score.doubt[3].wrong <= 0.0);
    }

    #[test]
    fn a_front_ten_kilometers_off_is_told_as_that() {
        let mesh = mesh();
        let truth = split(&mesh, 50.0);
        let score = score(&mesh, &truth, &drawn(&split(&mesh, 60.0)));
        let near = |value: Option<f64>, expected: f64| (value.unwrap() - expected).abs() < 0.03;
        // 90 of 110 parts, and in the band 40 of 60.
        assert!(near(score.all.iou(), 90.0 / 110.0), "{score:?}");
        assert!(near(score.band.iou(), 40.0 / 60.0), "{score:?}");
        assert!(near(score.by_label[0].1.iou(), 50.0 / 60.0) && near(score.by_label[1].1.iou(), 40.0 / 50.0));
        assert!((score.front_mean.unwrap().kilometers() - 10.0).abs() < 0.5, "{score:?}");
        assert!((score.doubt[3].wrong / score.doubt[3].area - 0.1).abs() < 0.02, "{score:?}");
    }

    #[test]
    fn what_is_not_known_does_not_count_and_what_is_not_drawn_is_missing() {
        let mesh = mesh();
        let truth: Vec<u16> = split(&mesh, 50.0).into_iter().map(|label| u16::from(label == 1)).collect();
        let all = score(&mesh, &truth, &drawn(&vec![1; mesh.faces()]));
        assert_eq!((all.all.iou(), all.front_mean), (Some(1.0), None));
        let none = score(&mesh, &truth, &drawn(&vec![0; mesh.faces()]));
        assert_eq!(none.all.iou(), Some(0.0));
    }

    #[test]
    fn of_a_change_the_part_counts_that_both_maps_show() {
        let mesh = mesh();
        let labels = [split(&mesh, 50.0), split(&mesh, 60.0), split(&mesh, 65.0)];
        let truth = [labels[0].as_slice(), &labels[1]];
        let all = change_overlap(&mesh, truth, truth);
        assert_eq!(all.iou(), Some(1.0));
        let more = change_overlap(&mesh, truth, [&labels[0], &labels[2]]).iou().unwrap();
        assert!((more - 10.0 / 15.0).abs() < 0.05, "{more}");
        assert_eq!(change_overlap(&mesh, [truth[0]; 2], [truth[0]; 2]).iou(), None);
    }
}
