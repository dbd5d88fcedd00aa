//! Names of actors, as sources write them, to the actors of a theatre's table.

use std::collections::HashMap;

use crate::model::{Actor, ActorId};
use crate::text::{fold, slug};

/// The actors of a table under every name they have: English, Arabic, aliases, ACLED's and UCDP's.
#[derive(Clone, Debug, Default)]
pub struct ActorIndex {
    by_key: HashMap<String, ActorId>,
}

impl ActorIndex {
    /// Indexes a table of actors. Where two have one name, the earlier row has it.
    ///
    /// A name with years in parentheses is also known without them, unless that is another actor's own name.
    #[must_use]
    pub fn new(actors: &[Actor]) -> Self {
        let mut by_key = HashMap::new();
        let mut add = |key: String, id: &ActorId| {
            if !key.is_empty() {
                by_key.entry(key).or_insert_with(|| id.clone());
            }
        };
        for actor in actors {
            for name in std::iter::once(&actor.name).chain(&actor.name_ar) {
                add(fold(name), &actor.id);
            }
            add(fold(actor.id.as_str()), &actor.id);
        }
        let lists: [fn(&Actor) -> &[String]; 3] =
            [|actor| &actor.aliases, |actor| &actor.acled, |actor| &actor.ucdp];
        for names_of in lists {
            for actor in actors {
                for name in names_of(actor) {
                    add(fold(name), &actor.id);
                }
            }
        }
        for actor in actors {
            for name in actor.aliases.iter().chain(&actor.acled).chain(&actor.ucdp) {
                add(fold(&without_years(name)), &actor.id);
            }
        }
        Self { by_key }
    }

    /// The actor of this name, in whatever spelling the table has of it.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&ActorId> {
        self.by_key.get(&fold(name)).or_else(|| self.by_key.get(&fold(&without_years(name))))
    }

    /// The id of an actor that no table has: its name as a slug.
    #[must_use]
    pub fn id_of(name: &str) -> ActorId {
        ActorId(slug(name))
    }
}

/// A name without what is in parentheses and begins with a year: `Military Forces of Syria (2011-) Air Force`.
fn without_years(name: &str) -> String {
    let mut rest = name;
    let mut kept = String::with_capacity(name.len());
    while let Some((before, after)) = rest.split_once('(') {
        kept.push_str(before);
        rest = match after.split_once(')') {
            Some((years, after)) if is_years(years) => after,
            _ => {
                kept.push('(');
                after
            }
        };
    }
    kept.push_str(rest);
    kept
}

fn is_years(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || "-–— ".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn actor(id: &str, name: &str, aliases: &[&str], acled: &[&str]) -> Actor {
        let list = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
        Actor { aliases: list(aliases), acled: list(acled), ..Actor::named(ActorId::from(id), name) }
    }

    fn index() -> ActorIndex {
        ActorIndex::new(&[
            actor(
                "syrian-government",
                "Syrian government",
                &["the regime"],
                &["Military Forces of Syria (2000-)"],
            ),
            actor("air-force", "Syrian Arab Air Force", &[], &["Military Forces of Syria (2000-) Air Force"]),
            actor("hts", "Hay'at Tahrir al-Sham", &["HTS", "هيئة تحرير الشام"], &[]),
        ])
    }

    #[test]
    fn an_actor_is_found_by_any_of_its_names() {
        let index = index();
        for (name, id) in [
            ("HTS", "hts"),
            ("Hayat Tahrir-al-Sham", "hts"),
            ("هيئه تحرير الشام", "hts"),
            ("The Regime", "syrian-government"),
            ("Military Forces of Syria (2000-)", "syrian-government"),
            ("Military Forces of Syria (2000-2024)", "syrian-government"),
            ("Military Forces of Syria (2011-) Air Force", "air-force"),
        ] {
            assert_eq!(index.find(name).map(ActorId::as_str), Some(id), "{name}");
        }
        assert_eq!(index.find("Military Forces of Russia (2000-)"), None);
        assert_eq!(index.find(""), None);
    }

    #[test]
    fn an_unknown_name_is_its_own_id() {
        assert_eq!(ActorIndex::id_of("Liwa al-Quds (Syria)").as_str(), "liwa-al-quds-syria");
    }

    #[test]
    fn only_years_are_left_out_of_a_name() {
        assert_eq!(without_years("Militia (Syria) (2011-2014) X (open"), "Militia (Syria)  X (open");
    }
}
