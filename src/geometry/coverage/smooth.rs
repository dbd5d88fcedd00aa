//! Round corners: Chaikin's corner cutting (1974), each corner only where its triangle is empty.
//!
//! In one round the triangles of all corners are held against the points as they were before it. Two empty triangles do not
//! overlap, because their old sides would have to cross; so the order of the cuts does not matter.

use super::{Chain, Lines, near::Near};
use crate::geometry::plane::Xy;

/// How often all corners are cut.
const ROUNDS: usize = 2;
/// The share of each side that a cut takes.
const SHARE: f64 = 0.25;

/// Lines with their corners cut; those of the country's border as they are.
pub(super) fn smoothed(raw: &Lines, chains: &[Chain]) -> Lines {
    let mut lines = raw.clone();
    for _ in 0..ROUNDS {
        lines = cut(&lines, chains);
    }
    lines
}

fn cut(before: &Lines, chains: &[Chain]) -> Lines {
    let near = Near::new(before);
    let mut after = Lines::default();
    for (chain, points) in chains.iter().zip(before.iter()) {
        let [first, .., last] = *points else {
            after.close();
            continue;
        };
        if chain.right.is_none() {
            after.extend(points.iter().copied());
        } else if chain.is_closed {
            // Its end is its beginning and a corner like any other.
            let around = [points[points.len() - 2], first, points[1]];
            corner(&near, around, &mut after);
            for &around in points.array_windows() {
                corner(&near, around, &mut after);
            }
            if let Some(begin) = after.first_open() {
                after.push(begin);
            }
        } else {
            after.push(first);
            for &around in points.array_windows() {
                corner(&near, around, &mut after);
            }
            after.push(last);
        }
        after.close();
    }
    after
}

fn corner(near: &Near, [before, corner, after]: [Xy; 3], lines: &mut Lines) {
    let toward = |end: Xy| [0, 1].map(|axis| corner[axis] + (end[axis] - corner[axis]) * SHARE);
    let (begin, end) = (toward(before), toward(after));
    if near.is_empty(begin, corner, end) {
        lines.extend([begin, end]);
    } else {
        lines.push(corner);
    }
}
