//! What one report tells by itself, before it is laid beside others.

use super::{Group, Telling, Who, join, status::status};
use crate::model::{ActorId, Claim, Day, EventStatus, SourceId};

/// The happenings and states that a report tells of: the numbers of their claims, and how those agree. Plans, threats and
/// what did not happen are none.
#[must_use]
pub fn told(
    claims: &[Claim],
    source: &SourceId,
    published: Option<Day>,
    who: &Who,
    actor_ids: &mut dyn FnMut(&str) -> Vec<ActorId>,
) -> Vec<(Group, EventStatus)> {
    let numbers: Vec<usize> = (0..claims.len()).filter(|&at| claims[at].modality.is_of_fact()).collect();
    let tellings: Vec<Telling<'_>> =
        numbers.iter().map(|&at| Telling::new(&claims[at], source, published, false, actor_ids)).collect();
    let (groups, _) = join(&tellings, who);
    groups
        .into_iter()
        .map(|group| {
            let accounts: Vec<Telling<'_>> = group.iter().map(|&at| tellings[at].clone()).collect();
            (group.into_iter().map(|at| numbers[at]).collect(), status(&accounts, who))
        })
        .collect()
}
