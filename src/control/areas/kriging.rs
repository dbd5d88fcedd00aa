//! A face belongs to the party whose places weigh most in it, by ordinary kriging with a linear variogram.
//!
//! Each party is an indicator, 1 at its places and 0 at all others; the weights of the places are the same for every
//! party, so that of a party is the sum of its places'. They depend on where the places are and not on who holds them:
//! they are kept from one day to the next. After Cressie, Statistics for Spatial Data, 1993, section 3.2.

use super::candidates::{Candidate, MOST_CANDIDATES};
use super::near::apart;
use super::parties::Parties;
use crate::geometry::Xy;

/// Rows of the system: the places, and that the weights sum to one.
const MOST_ROWS: usize = MOST_CANDIDATES + 1;
/// Meters in the unit that the system is solved in, so that its numbers are near those of its ones.
const UNIT: f64 = 10_000.0;

/// The weights of places in a face, kept until other ones speak there.
#[derive(Clone, Debug, Default)]
pub(super) struct Weights {
    /// Of each face, which of its candidates speak, as bits, and where their weights begin.
    kept: Vec<(u32, u32)>,
    weights: Vec<f32>,
}

/// Stands for no weights.
const NOWHERE: u32 = u32::MAX;

impl Weights {
    pub fn new(faces: usize) -> Self {
        Self { kept: vec![(0, NOWHERE); faces], weights: Vec::new() }
    }

    /// The label of the nearest place of the party that weighs most, and how far that place is in meters.
    ///
    /// Of parties that weigh the same, the one with the nearer place wins.
    pub fn winner(
        &mut self,
        face: u32,
        candidates: &[Candidate],
        sites: &[Xy],
        said: &[u16],
        parties: &Parties,
    ) -> Option<(u16, f32)> {
        let mut speaking = 0_u32;
        let mut first = None;
        let mut is_one_party = true;
        for (bit, candidate) in candidates.iter().enumerate() {
            let label = said[candidate.face as usize];
            if label == 0 || !candidate.is_heard || candidate.distance > parties.reach(label) {
                continue;
            }
            speaking |= 1 << bit;
            let (nearest, _) = *first.get_or_insert((label, candidate.distance));
            is_one_party &= parties.of(label) == parties.of(nearest);
        }
        // A place speaks for its own face by itself.
        if is_one_party || first.is_some_and(|(_, distance)| distance <= 0.0) {
            return first;
        }
        let weights = self.of(face, speaking, candidates, sites);
        // Few parties meet at one face: in the order of their nearest places.
        let mut of_parties: Vec<(u16, f32, f32)> = Vec::with_capacity(4);
        let speakers = candidates.iter().enumerate().filter(|(bit, _)| speaking & (1 << bit) != 0);
        for ((_, candidate), weight) in speakers.zip(weights) {
            let label = said[candidate.face as usize];
            let known = of_parties.iter_mut().find(|(other, ..)| parties.of(*other) == parties.of(label));
            match known {
                Some((.., sum)) => *sum += weight,
                None => of_parties.push((label, candidate.distance, *weight)),
            }
        }
        let heaviest =
            of_parties.into_iter().reduce(|best, other| if other.2 > best.2 { other } else { best });
        heaviest.map(|(label, distance, _)| (label, distance))
    }

    fn of(&mut self, face: u32, speaking: u32, candidates: &[Candidate], sites: &[Xy]) -> &[f32] {
        let (kept_for, mut start) = self.kept[face as usize];
        let count = speaking.count_ones() as usize;
        if start == NOWHERE || kept_for != speaking {
            if start == NOWHERE || kept_for.count_ones() < speaking.count_ones() {
                start = self.weights.len() as u32;
                self.weights.resize(self.weights.len() + count, 0.0);
            }
            let speakers = candidates.iter().enumerate().filter(|(bit, _)| speaking & (1 << bit) != 0);
            let places: Vec<Xy> = speakers.map(|(_, candidate)| sites[candidate.face as usize]).collect();
            weigh(sites[face as usize], &places, &mut self.weights[start as usize..][..count]);
            self.kept[face as usize] = (speaking, start);
        }
        &self.weights[start as usize..][..count]
    }
}

/// Solves the system of ordinary kriging for places, no two of them at one spot.
fn weigh(at: Xy, places: &[Xy], weights: &mut [f32]) {
    let count = places.len();
    let mut system = [[0.0_f64; MOST_ROWS + 1]; MOST_ROWS];
    let rows = &mut system[..=count];
    for (row, one) in places.iter().enumerate() {
        for (column, other) in places[..row].iter().enumerate() {
            let between = apart(*one, *other) / UNIT;
            rows[row][column] = between;
            rows[column][row] = between;
        }
        rows[row][count] = 1.0;
        rows[count][row] = 1.0;
        rows[row][count + 1] = apart(*one, at) / UNIT;
    }
    rows[count][count + 1] = 1.0;
    eliminate(rows);
    for (weight, row) in weights.iter_mut().zip(rows) {
        *weight = row[count + 1] as f32;
    }
}

/// Gaussian elimination with the largest pivot of each column; the right side stands after the columns and becomes the
/// solution. A column without a pivot has 0 in it.
fn eliminate(rows: &mut [[f64; MOST_ROWS + 1]]) {
    const LEAST_PIVOT: f64 = 1e-12;
    let count = rows.len();
    for column in 0..count {
        let by_size =
            |one: &usize, other: &usize| rows[*one][column].abs().total_cmp(&rows[*other][column].abs());
        let pivot = (column..count).rev().max_by(by_size).unwrap_or(column);
        rows.swap(column, pivot);
        let (done, below) = rows.split_at_mut(column + 1);
        let top = &done[column];
        if top[column].abs() < LEAST_PIVOT {
            continue;
        }
        for row in below {
            let share = row[column] / top[column];
            if share != 0.0 {
                for (cell, above) in row[column..=count].iter_mut().zip(&top[column..=count]) {
                    *cell -= share * above;
                }
            }
        }
    }
    for column in (0..count).rev() {
        let pivot = rows[column][column];
        let value = if pivot.abs() < LEAST_PIVOT { 0.0 } else { rows[column][count] / pivot };
        rows[column][count] = value;
        for row in &mut rows[..column] {
            row[count] -= row[column] * value;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weights(at: Xy, places: &[Xy]) -> Vec<f32> {
        let mut weights = vec![0.0; places.len()];
        weigh(at, places, &mut weights);
        weights
    }

    #[test]
    fn weights_sum_to_one_and_the_middle_of_two_is_half_of_each() {
        let half = weights([5_000.0, 0.0], &[[0.0, 0.0], [10_000.0, 0.0]]);
        assert!(half.iter().all(|weight| (weight - 0.5).abs() < 1e-6), "{half:?}");
        let places: Vec<Xy> =
            (0..24).map(|at| [f64::from(at * 7_919 % 9_973), f64::from(at * 6_007 % 9_967)]).collect();
        let many = weights([4_000.0, 4_500.0], &places);
        assert!((many.iter().sum::<f32>() - 1.0).abs() < 1e-5, "{many:?}");
        // At a place, that place says all.
        let there = weights(places[3], &places);
        assert!((there[3] - 1.0).abs() < 1e-5, "{there:?}");
    }

    #[test]
    fn a_place_behind_another_weighs_next_to_nothing() {
        let behind = weights([0.0, 0.0], &[[10_000.0, 0.0], [20_000.0, 0.0], [-10_000.0, 0.0]]);
        assert!((behind[0] - 0.5).abs() < 1e-6 && behind[1].abs() < 1e-6, "{behind:?}");
    }

    #[test]
    fn places_at_one_spot_are_survived() {
        assert!(weights([1.0, 0.0], &[[0.0, 0.0]; 3]).iter().all(|weight| weight.is_finite()));
    }
}
