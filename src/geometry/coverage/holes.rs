//! Which ring is the hole of which: faces that hang together without crossing a line have one exterior, as a rule.
//!
//! A face may lie on both sides of a bay, and then there are several; the smallest that holds the hole is its exterior.

use super::{Border, Coverage};
use crate::geometry::{
    mesh::{Mesh, OUTSIDE},
    plane::{Xy, is_inside, ring_area},
};

/// Tells each hole which ring it is a hole of.
pub(super) fn attach(coverage: &mut Coverage, border: &Border<'_>) {
    let signed: Vec<f64> =
        coverage.rings.iter().map(|ring| ring_area(&coverage.points(ring, &coverage.raw))).collect();
    if signed.iter().all(|&area| area >= 0.0) {
        return;
    }
    let parts = connected(border.mesh, &border.parts);
    // The exteriors of each part together, larger ones last.
    let mut exteriors: Vec<(u32, u32)> = (0..coverage.rings.len() as u32)
        .filter(|&ring| signed[ring as usize] >= 0.0)
        .map(|ring| (parts[coverage.rings[ring as usize].face as usize], ring))
        .collect();
    exteriors.sort_by(|a, b| {
        a.0.cmp(&b.0).then(signed[a.1 as usize].total_cmp(&signed[b.1 as usize])).then(a.1.cmp(&b.1))
    });
    for hole in 0..coverage.rings.len() {
        if signed[hole] >= 0.0 {
            continue;
        }
        let part = parts[coverage.rings[hole].face as usize];
        let begin = exteriors.partition_point(|exterior| exterior.0 < part);
        let of_part = exteriors[begin..].iter().take_while(|exterior| exterior.0 == part);
        let found = match of_part.clone().count() {
            0 | 1 => None,
            _ => {
                let points = coverage.points(&coverage.rings[hole], &coverage.raw);
                let holds = |ring: u32| {
                    is_held(&coverage.points(&coverage.rings[ring as usize], &coverage.raw), &points)
                };
                of_part.clone().find(|exterior| holds(exterior.1))
            }
        };
        coverage.rings[hole].hole_of = found.or_else(|| of_part.last()).map(|exterior| exterior.1);
    }
}

/// For each face the least face that it hangs together with over arcs that part no labels.
fn connected(mesh: &Mesh, parts: &[bool]) -> Vec<u32> {
    let mut above: Vec<u32> = (0..mesh.faces() as u32).collect();
    let root = |above: &mut [u32], mut face: u32| {
        while above[face as usize] != face {
            above[face as usize] = above[above[face as usize] as usize];
            face = above[face as usize];
        }
        face
    };
    for (sides, _) in mesh.left.chunks_exact(2).zip(parts).filter(|(_, parts)| !**parts) {
        if sides.contains(&OUTSIDE) {
            continue;
        }
        let (one, other) = (root(&mut above, sides[0]), root(&mut above, sides[1]));
        above[one.max(other) as usize] = one.min(other);
    }
    for face in 0..above.len() as u32 {
        above[face as usize] = root(&mut above, face);
    }
    above
}

/// Whether a ring lies in another, which it may touch in one point.
fn is_held(exterior: &[Xy], hole: &[Xy]) -> bool {
    hole.iter().find(|&point| !exterior.contains(point)).is_some_and(|&point| is_inside(exterior, point))
}
