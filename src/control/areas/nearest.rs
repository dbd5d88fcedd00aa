//! A face belongs to the nearest place of which something is known.

use super::candidates::Candidate;
use super::parties::Parties;

/// The label of the nearest place that speaks so far, and how far it is in meters.
pub(super) fn winner(candidates: &[Candidate], said: &[u16], parties: &Parties) -> Option<(u16, f32)> {
    candidates
        .iter()
        .filter(|candidate| candidate.is_heard)
        .map(|candidate| (said[candidate.face as usize], candidate.distance))
        .find(|(label, distance)| *label != 0 && *distance <= parties.reach(*label))
}
