//! Who holds a piece of land and in what way, as a number that fits a column.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{ActorId, ControlStatus};

/// Who holds a place or a piece of land, and in what way.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Holding {
    /// The state.
    pub status: ControlStatus,
    /// Who holds it; nobody where the state is unknown.
    pub holders: Vec<ActorId>,
    /// Who besieges it or fights inside it.
    pub against: Vec<ActorId>,
}

impl Holding {
    /// Nobody knows.
    #[must_use]
    pub fn unknown() -> Self {
        Self { status: ControlStatus::Unknown, holders: Vec::new(), against: Vec::new() }
    }

    /// Held by one actor.
    #[must_use]
    pub fn held_by(actor: ActorId) -> Self {
        Self { status: ControlStatus::Held, holders: vec![actor], against: Vec::new() }
    }
}

/// The distinct holdings of a theatre, each with its number; number 0 is always the unknown one.
#[derive(Clone, Debug)]
pub struct Holdings {
    all: Vec<Holding>,
    numbers: BTreeMap<Holding, u16>,
}

impl Default for Holdings {
    fn default() -> Self {
        Self { all: vec![Holding::unknown()], numbers: BTreeMap::from([(Holding::unknown(), 0)]) }
    }
}

impl Holdings {
    /// The number of what nobody knows.
    pub const UNKNOWN: u16 = 0;

    /// The number of a holding, a new one where it is new.
    ///
    /// A state that is unknown is number 0, and so is one that names nobody, except that land may be contested by whoever it
    /// is. What comes after 65,535 others is 0 too.
    pub fn number(&mut self, holding: Holding) -> u16 {
        let names_nobody = holding.holders.is_empty() && holding.against.is_empty();
        let is_unknown = match holding.status {
            ControlStatus::Unknown => true,
            ControlStatus::Contested => false,
            _ => names_nobody,
        };
        if is_unknown {
            return Self::UNKNOWN;
        }
        if let Some(known) = self.numbers.get(&holding) {
            return *known;
        }
        let Ok(number) = u16::try_from(self.all.len()) else { return Self::UNKNOWN };
        self.all.push(holding.clone());
        self.numbers.insert(holding, number);
        number
    }

    /// The holding of a number; the unknown one where there is no such number.
    #[must_use]
    pub fn get(&self, number: u16) -> &Holding {
        self.all.get(usize::from(number)).unwrap_or(&self.all[0])
    }

    /// All of them, by number.
    #[must_use]
    pub fn all(&self) -> &[Holding] {
        &self.all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_holding_has_one_number_and_what_is_unknown_has_none_but_zero() {
        let mut holdings = Holdings::default();
        let held = |by: &str| Holding::held_by(ActorId::from(by));
        assert_eq!(holdings.number(held("a")), 1);
        assert_eq!(holdings.number(held("b")), 2);
        assert_eq!(holdings.number(held("a")), 1);
        let besieged = Holding { status: ControlStatus::Besieged, ..held("a") };
        assert_eq!(holdings.number(besieged), 3);
        let nobody = Holding { status: ControlStatus::Held, ..Holding::unknown() };
        let unknown = Holding { status: ControlStatus::Unknown, ..held("a") };
        assert_eq!([holdings.number(nobody), holdings.number(unknown)], [0, 0]);
        assert_eq!(holdings.get(2), &held("b"));
        assert_eq!(holdings.get(9), &Holding::unknown());
    }
}
