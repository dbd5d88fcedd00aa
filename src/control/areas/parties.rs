//! What of a holding an estimate needs: which party it is of, and how far from the place it speaks.

use crate::geometry::Meters;
use crate::model::{ActorId, ControlStatus, Holdings};

/// How far a place speaks whose state is more than held.
///
/// That a town is besieged, contested, mixed or under a truce says something of the town and not of the land around it.
/// Above all a besieged one must not reach halfway to its besiegers, who stand at its edge. Towns stand 5 to 6 km apart
/// where 6,000 share Syria's 185,000 km², so 3 km is the land of a town itself; a pocket of several towns hangs together
/// by that, and farther out the land goes to whoever is nearest otherwise.
pub const SHORT_REACH: Meters = Meters::from_kilometers(3.0);

/// Of each holding, by its number, who it is of and how far it speaks.
#[derive(Clone, Debug)]
pub(super) struct Parties {
    of: Vec<u16>,
    reach: Vec<f32>,
}

impl Parties {
    pub fn new(holdings: &Holdings) -> Self {
        let mut known: Vec<Vec<&ActorId>> = Vec::new();
        let of = holdings.all().iter().map(|holding| {
            let mut actors: Vec<&ActorId> = holding.holders.iter().collect();
            if holding.status == ControlStatus::Contested {
                actors.extend(&holding.against);
            }
            actors.sort_unstable();
            actors.dedup();
            known.iter().position(|party| *party == actors).unwrap_or_else(|| {
                known.push(actors);
                known.len() - 1
            }) as u16
        });
        let of: Vec<u16> = of.collect();
        let reach = |status| if status == ControlStatus::Held { f32::INFINITY } else { SHORT_REACH.0 as f32 };
        let reach = holdings.all().iter().map(|holding| reach(holding.status)).collect();
        Self { of, reach }
    }

    /// The party of a label; labels with the same actors have the same.
    pub fn of(&self, label: u16) -> u16 {
        self.of.get(usize::from(label)).copied().unwrap_or(0)
    }

    /// How far from its place a label speaks, in meters.
    pub fn reach(&self, label: u16) -> f32 {
        self.reach.get(usize::from(label)).copied().unwrap_or(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Holding;

    #[test]
    fn the_same_actors_are_one_party_in_every_state_and_only_what_is_held_speaks_far() {
        let mut holdings = Holdings::default();
        let mut number = |status, holders: &[&str], against: &[&str]| {
            let ids = |names: &[&str]| names.iter().map(|name| ActorId::from(*name)).collect();
            holdings.number(Holding { status, holders: ids(holders), against: ids(against) })
        };
        let held = number(ControlStatus::Held, &["a"], &[]);
        let besieged = number(ControlStatus::Besieged, &["a"], &["b"]);
        let together = number(ControlStatus::Mixed, &["b", "a"], &[]);
        let contested = number(ControlStatus::Contested, &["a"], &["b"]);
        let parties = Parties::new(&holdings);
        assert_eq!(parties.of(held), parties.of(besieged));
        assert_eq!(parties.of(together), parties.of(contested));
        assert_ne!(parties.of(held), parties.of(contested));
        assert_eq!(parties.of(0), 0);
        assert_eq!((parties.reach(held), parties.reach(besieged)), (f32::INFINITY, 3_000.0));
    }
}
