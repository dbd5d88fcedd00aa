//! One day's map: a mesh whose faces have labels, dissolved to one area a label, with no gap and no overlap.
//!
//! Nothing is intersected and nothing united. Arcs between two labels are joined to *chains*, cut where three labels meet;
//! areas are rings of chains, and front lines are chains. Whatever is done to a chain's points (smoothing, simplifying,
//! turning them to degrees) is done once, and both neighbors have it.

mod holes;
mod ledger;
mod lines;
mod near;
mod rings;
mod simple;
mod smooth;
#[cfg(test)]
mod tests;

use std::ops::Range;

pub use self::{
    ledger::Ledger,
    lines::{Lines, Shape},
    rings::Area,
};
use self::{lines::raw, rings::Ring};
use super::mesh::{Mesh, OUTSIDE};

/// Not a chain, not a place in a row.
const NONE: u32 = u32::MAX;

/// The areas of a day. See the module's text.
#[derive(Clone, Debug)]
pub struct Coverage {
    chains: Vec<Chain>,
    /// The half-edges of all chains.
    halves: Vec<u32>,
    rings: Vec<Ring>,
    /// The chains of all rings, each as twice its number, one more where it is walked backward.
    darts: Vec<u32>,
    raw: Lines,
}

/// A line between two labels, or between one and the outside, from junction to junction.
#[derive(Clone, Debug, PartialEq)]
pub struct Chain {
    /// The label on its left: the lesser of the two.
    pub left: u16,
    /// The label on its right; `None` where that is the outside of the country.
    pub right: Option<u16>,
    /// Length of the line as the mesh has it, in meters, whatever shape it is given.
    pub length: f64,
    /// The last day on which a face beside the line got its label; only where chains are cut by it.
    pub since: Option<i32>,
    /// Whether it is a ring that meets no junction, so that it has no end that must stay.
    pub is_closed: bool,
    halves: Range<usize>,
}

impl Coverage {
    /// Dissolves a mesh by the label of each face; a face without one has label 0.
    #[must_use]
    pub fn of(mesh: &Mesh, labels: &[u16]) -> Self {
        Self::cut(mesh, labels, None)
    }

    /// As [`Coverage::of`], with chains cut also where the line has another age: `since` is the day on which each face got
    /// its label, and a line is as old as the younger of its sides.
    #[must_use]
    pub fn dated(mesh: &Mesh, labels: &[u16], since: &[i32]) -> Self {
        Self::cut(mesh, labels, Some(since))
    }

    fn cut(mesh: &Mesh, labels: &[u16], since: Option<&[i32]>) -> Self {
        let border = Border::new(mesh, labels, since);
        let (chains, halves) = border.chains();
        let raw = raw(mesh, &chains, &halves);
        let mut coverage = Self { chains, halves, rings: Vec::new(), darts: Vec::new(), raw };
        rings::close(&mut coverage, &border);
        holes::attach(&mut coverage, &border);
        coverage
    }

    /// All chains, in the order of [`Lines`].
    #[must_use]
    pub fn chains(&self) -> &[Chain] {
        &self.chains
    }

    /// The arcs of the mesh that a chain is made of, in its order.
    pub fn arcs(&self, chain: &Chain) -> impl Iterator<Item = u32> {
        self.halves[chain.halves.clone()].iter().map(|half| half / 2)
    }

    /// The numbers of the chains that are front lines: those between labels of which `is_front` says so.
    pub fn fronts(&self, is_front: impl Fn(u16, u16) -> bool) -> impl Iterator<Item = usize> {
        let is_front = move |chain: &Chain| chain.right.is_some_and(|right| is_front(chain.left, right));
        (0..self.chains.len()).filter(move |&chain| is_front(&self.chains[chain]))
    }
}

/// What parts the labels of a mesh.
struct Border<'a> {
    mesh: &'a Mesh,
    labels: &'a [u16],
    since: Option<&'a [i32]>,
    /// Whether each arc parts two labels.
    parts: Vec<bool>,
    /// How many such arcs meet at each node; 255 is that or more. Where it is not two, chains end.
    meet: Vec<u8>,
    /// Nodes at which two arcs of different age meet.
    ages: Vec<bool>,
}

impl<'a> Border<'a> {
    fn new(mesh: &'a Mesh, labels: &'a [u16], since: Option<&'a [i32]>) -> Self {
        let mut border = Self {
            mesh,
            labels,
            since,
            parts: vec![false; mesh.arcs()],
            meet: vec![0; mesh.nodes.len()],
            ages: Vec::new(),
        };
        for arc in 0..border.parts.len() {
            let half = 2 * arc as u32;
            if border.label(half) != border.label(half ^ 1) {
                border.parts[arc] = true;
                for end in [half, half ^ 1] {
                    let meet = &mut border.meet[mesh.origin[end as usize] as usize];
                    *meet = meet.saturating_add(1);
                }
            }
        }
        if since.is_some() {
            border.ages = border.changes_of_age();
        }
        border
    }

    /// The label on the left of a half-edge; what is outside is greater than every label.
    fn label(&self, half: u32) -> u32 {
        match self.mesh.left[half as usize] {
            OUTSIDE => OUTSIDE,
            face => u32::from(self.labels.get(face as usize).copied().unwrap_or_default()),
        }
    }

    /// The day since which the line along a half-edge has been there.
    fn age(&self, half: u32) -> Option<i32> {
        let since = self.since?;
        let of = |half: u32| since.get(self.mesh.left[half as usize] as usize).copied();
        of(half).max(of(half ^ 1))
    }

    fn changes_of_age(&self) -> Vec<bool> {
        let mut changes = vec![false; self.meet.len()];
        let mut ages: Vec<Option<Option<i32>>> = vec![None; self.meet.len()];
        for half in (0..self.mesh.left.len() as u32).filter(|half| self.parts[*half as usize / 2]) {
            let (node, age) = (self.mesh.origin[half as usize] as usize, self.age(half));
            changes[node] |= ages[node].is_some_and(|other| other != age);
            ages[node] = Some(age);
        }
        changes
    }

    /// Whether chains end at the node where a half-edge begins.
    fn is_end(&self, half: u32) -> bool {
        let node = self.mesh.origin[half as usize] as usize;
        self.meet[node] != 2 || self.ages.get(node).copied().unwrap_or_default()
    }

    /// The half-edge that follows along the area on the left.
    fn next(&self, half: u32) -> u32 {
        let mut next = self.mesh.next[half as usize];
        while !self.parts[next as usize / 2] {
            next = self.mesh.next[(next ^ 1) as usize];
        }
        next
    }

    /// Joins the arcs to chains, the lesser label on the left.
    fn chains(&self) -> (Vec<Chain>, Vec<u32>) {
        let (mut chains, mut halves) = (Vec::new(), Vec::new());
        let mut is_done: Vec<bool> = self.parts.iter().map(|parts| !parts).collect();
        // First those that begin at a junction, then the rings that are left.
        for is_closed in [false, true] {
            for half in 0..self.mesh.left.len() as u32 {
                let begins = !is_done[half as usize / 2]
                    && self.label(half) < self.label(half ^ 1)
                    && (is_closed || self.is_end(half));
                if begins {
                    chains.push(self.chain(half, is_closed, &mut is_done, &mut halves));
                }
            }
        }
        (chains, halves)
    }

    fn chain(&self, first: u32, is_closed: bool, is_done: &mut [bool], halves: &mut Vec<u32>) -> Chain {
        let begin = halves.len();
        let mut length = 0.0;
        let mut half = first;
        loop {
            is_done[half as usize / 2] = true;
            length += self.mesh.arc_length(half / 2);
            halves.push(half);
            if !is_closed && self.is_end(half ^ 1) {
                break;
            }
            half = self.next(half);
            if half == first {
                break;
            }
        }
        Chain {
            left: self.label(first) as u16,
            right: u16::try_from(self.label(first ^ 1)).ok(),
            length,
            since: self.age(first),
            is_closed,
            halves: begin..halves.len(),
        }
    }
}
