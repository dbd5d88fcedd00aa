//! Which actors a name in a claim stands for; each distinct name is looked up once.

use std::collections::HashMap;

use super::ActorIndex;
use crate::model::{Actor, ActorId};

/// The actors of a theatre by the names that claims give them.
#[derive(Debug)]
pub struct Naming {
    index: ActorIndex,
    known: HashMap<String, Vec<ActorId>>,
}

impl Naming {
    /// A naming by this table, with nothing looked up yet.
    #[must_use]
    pub fn new(actors: &[Actor]) -> Self {
        Self { index: ActorIndex::new(actors), known: HashMap::new() }
    }

    /// The actors that a name stands for.
    ///
    /// UCDP writes alliances as lists (`Ahrar al-Sham, HTS`): a list of names that the table has stands for each of
    /// them. A name that it lacks stands for an actor of its own.
    pub fn ids(&mut self, name: &str) -> Vec<ActorId> {
        if let Some(ids) = self.known.get(name) {
            return ids.clone();
        }
        let ids = self.find(name);
        self.known.insert(name.to_owned(), ids.clone());
        ids
    }

    fn find(&self, name: &str) -> Vec<ActorId> {
        if let Some(id) = self.index.find(name) {
            return vec![id.clone()];
        }
        let parts: Option<Vec<ActorId>> =
            name.split(',').map(|part| self.index.find(part.trim()).cloned()).collect();
        parts.unwrap_or_else(|| vec![ActorIndex::id_of(name)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn actor(id: &str, name: &str) -> Actor {
        Actor::named(ActorId::from(id), name)
    }

    #[test]
    fn a_list_of_known_names_stands_for_each_and_an_unknown_name_for_itself() {
        let mut naming = Naming::new(&[actor("hts", "HTS"), actor("ahrar", "Ahrar al-Sham")]);
        let ids = |naming: &mut Naming, name: &str| {
            naming.ids(name).into_iter().map(|id| id.0).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(ids(&mut naming, "Ahrar al-Sham, HTS"), "ahrar hts");
        assert_eq!(ids(&mut naming, "Southern Front, HTS"), "southern-front-hts");
        assert_eq!(ids(&mut naming, "Southern Front"), "southern-front");
    }
}
