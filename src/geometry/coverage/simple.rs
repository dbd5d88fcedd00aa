//! Fewer points: Visvalingam and Whyatt (1993), the least triangle first, each point only where its triangle is empty.

use std::{cmp::Reverse, collections::BinaryHeap};

use super::{Chain, Lines, near::Near};
use crate::geometry::plane::{Xy, cross, vector};

/// Lines without the points whose triangles are smaller than `square_meters`; those of the country's border as they are,
/// unless asked for.
///
/// Ends stay. A line keeps a point between its ends, and a ring two, so that two lines between the same ends never fall into
/// one and no ring collapses.
pub(super) fn simplified(raw: &Lines, chains: &[Chain], square_meters: f64, border: bool) -> Lines {
    let mut near = Near::new(raw);
    let mut lines = Lines::default();
    for (at, (chain, points)) in chains.iter().zip(raw.iter()).enumerate() {
        if chain.right.is_some() || border {
            let mut thinned = Thinned::new(points, raw.start(at));
            thinned.thin(&mut near, square_meters);
            lines.extend(thinned.left());
        } else {
            lines.extend(points.iter().copied());
        }
        lines.close();
    }
    lines
}

/// A line that loses points.
struct Thinned<'a> {
    points: &'a [Xy],
    /// Where the line begins among the points of all.
    start: usize,
    before: Vec<usize>,
    after: Vec<usize>,
    is_gone: Vec<bool>,
    left: usize,
}

impl<'a> Thinned<'a> {
    fn new(points: &'a [Xy], start: usize) -> Self {
        Self {
            points,
            start,
            before: (0..points.len()).map(|at| at.saturating_sub(1)).collect(),
            after: (1..=points.len()).collect(),
            is_gone: vec![false; points.len()],
            left: points.len(),
        }
    }

    fn thin(&mut self, near: &mut Near, square_meters: f64) {
        let is_ring = self.points.first() == self.points.last();
        let least = if is_ring { 4 } else { 3 };
        let mut smallest = BinaryHeap::new();
        for at in 0..self.points.len() {
            smallest.extend(self.triangle(at, square_meters));
        }
        while self.left > least
            && let Some(Reverse((area, at))) = smallest.pop()
        {
            // What is no longer its triangle was asked again when that changed.
            if self.is_gone[at] || self.triangle(at, square_meters) != Some(Reverse((area, at))) {
                continue;
            }
            let (before, after) = (self.before[at], self.after[at]);
            if !near.is_empty(self.points[before], self.points[at], self.points[after]) {
                continue;
            }
            near.remove(self.start + at);
            self.is_gone[at] = true;
            self.left -= 1;
            self.after[before] = after;
            self.before[after] = before;
            smallest.extend([before, after].into_iter().filter_map(|at| self.triangle(at, square_meters)));
        }
    }

    /// The area that a point makes with its neighbors, in bits that sort like it, where it is small and no end.
    fn triangle(&self, at: usize, square_meters: f64) -> Option<Reverse<(u64, usize)>> {
        if at == 0 || at + 1 == self.points.len() {
            return None;
        }
        let [before, here, after] = [self.before[at], at, self.after[at]].map(|at| self.points[at]);
        let area = cross(vector(before, here), vector(before, after)).abs() / 2.0;
        (area < square_meters).then_some(Reverse((area.to_bits(), at)))
    }

    fn left(&self) -> impl Iterator<Item = Xy> {
        self.points.iter().zip(&self.is_gone).filter(|(_, is_gone)| !**is_gone).map(|(&point, _)| point)
    }
}
