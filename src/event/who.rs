//! Who is one with whom: actors and their parents and sides, sources and whom they copy and prefer.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Actor, ActorId, Side, SideId, Source, SourceId};

/// Longest chain of parents, or of copies, that is followed.
const LONGEST_CHAIN: usize = 8;

/// The tables of a theatre, asked who is one with whom.
#[derive(Debug, Default)]
pub struct Who {
    kin: BTreeMap<ActorId, BTreeSet<String>>,
    sides: BTreeMap<ActorId, SideId>,
    prefers: BTreeMap<SideId, Vec<SideId>>,
    origins: BTreeMap<SourceId, SourceId>,
    partisans: BTreeMap<SourceId, SideId>,
}

impl Who {
    /// From a theatre's tables.
    #[must_use]
    pub fn new(actors: &[Actor], sides: &[Side], sources: &[Source]) -> Self {
        let by_id: BTreeMap<&ActorId, &Actor> = actors.iter().map(|actor| (&actor.id, actor)).collect();
        let camps: BTreeMap<&SideId, &SideId> =
            sides.iter().filter_map(|side| Some((&side.id, camp(side, sides, &by_id)?))).collect();
        let kin = |actor: &Actor| {
            let mut kin = BTreeSet::from([actor.id.0.clone()]);
            let mut parent = actor.parent.as_ref();
            while let Some(known) = parent.and_then(|id| by_id.get(id)).filter(|_| kin.len() < LONGEST_CHAIN)
            {
                kin.insert(known.id.0.clone());
                parent = known.parent.as_ref();
            }
            if let Some(side) = &actor.side {
                kin.extend([Some(side), camps.get(side).copied()].into_iter().flatten().map(of_side));
            }
            kin
        };
        let copies: BTreeMap<&SourceId, &SourceId> =
            sources.iter().filter_map(|source| Some((&source.id, source.copies.as_ref()?))).collect();
        let origin = |source: &SourceId| {
            let mut origin = source;
            for _ in 0..LONGEST_CHAIN {
                origin = copies.get(origin).copied().unwrap_or(origin);
            }
            origin.clone()
        };
        Self {
            kin: actors.iter().map(|actor| (actor.id.clone(), kin(actor))).collect(),
            sides: actors.iter().filter_map(|a| Some((a.id.clone(), a.side.clone()?))).collect(),
            prefers: sides.iter().map(|side| (side.id.clone(), side.prefers.clone())).collect(),
            origins: copies.keys().map(|id| ((*id).clone(), origin(id))).collect(),
            partisans: sources.iter().filter_map(|s| Some((s.id.clone(), s.prefers.clone()?))).collect(),
        }
    }

    /// Whether one may be a wider or narrower name of the other: a brigade and its army, a group and "rebels".
    #[must_use]
    pub fn are_kin(&self, one: &ActorId, other: &ActorId) -> bool {
        one == other
            || self.kin.get(one).zip(self.kin.get(other)).is_some_and(|(one, other)| !one.is_disjoint(other))
    }

    /// Whose report it is that a source gives: the agency's that it copies, else its own.
    #[must_use]
    pub fn origin<'a>(&'a self, source: &'a SourceId) -> &'a SourceId {
        self.origins.get(source).unwrap_or(source)
    }

    /// The side that a source prefers.
    #[must_use]
    pub fn partisan_of(&self, source: &SourceId) -> Option<&SideId> {
        self.partisans.get(source)
    }

    /// The side that a voice speaks for: the one that a source prefers, or its own where an actor speaks.
    #[must_use]
    pub fn preferred_by(&self, voice: &SourceId) -> Option<&SideId> {
        self.partisan_of(voice).or_else(|| self.sides.get(&ActorId(voice.0.clone())))
    }

    /// Whether two actors meet as enemies do: they are on different sides, of which neither prefers the other.
    #[must_use]
    pub fn are_hostile(&self, one: &ActorId, other: &ActorId) -> bool {
        let Some((of_one, of_other)) = self.sides.get(one).zip(self.sides.get(other)) else {
            return one != other;
        };
        !self.is_with(one, of_other) && !self.is_with(other, of_one) && !self.are_kin(one, other)
    }

    /// Whether an actor is a part of another: a brigade of its army.
    #[must_use]
    pub fn is_part_of(&self, part: &ActorId, whole: &ActorId) -> bool {
        part == whole || self.kin.get(part).is_some_and(|kin| kin.contains(whole.as_str()))
    }

    /// Whether an actor is on a side or on one that this side prefers.
    #[must_use]
    pub fn is_with(&self, actor: &ActorId, side: &SideId) -> bool {
        let Some(of_actor) = self.sides.get(actor) else { return false };
        of_actor == side || self.prefers.get(side).is_some_and(|others| others.contains(of_actor))
    }
}

fn of_side(side: &SideId) -> String {
    format!("side:{side}")
}

/// The wider camp that a side is in, whose general names cover it: "rebels" are jihadists too, where jihadists prefer the
/// opposition and nobody else. A side that is one state, such as Russia, is in no camp and has no other in its own.
fn camp<'a>(side: &'a Side, sides: &[Side], actors: &BTreeMap<&ActorId, &Actor>) -> Option<&'a SideId> {
    let is_state = |side: &SideId| actors.contains_key(&ActorId(side.0.clone()));
    match side.prefers.as_slice() {
        [one] if !is_state(&side.id) && !is_state(one) && sides.iter().any(|known| known.id == *one) => {
            Some(one)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn side(id: &str, prefers: &[&str]) -> Side {
        Side {
            id: id.into(),
            name: id.to_owned(),
            name_ar: None,
            color: None,
            prefers: prefers.iter().map(|id| SideId::from(*id)).collect(),
        }
    }

    fn actor(id: &str, side: &str, parent: Option<&str>) -> Actor {
        Actor { side: Some(side.into()), parent: parent.map(ActorId::from), ..Actor::named(id.into(), id) }
    }

    fn who() -> Who {
        Who::new(
            &[
                actor("syrian-government", "government", None),
                actor("tiger-forces", "government", Some("syrian-government")),
                actor("russia", "russia", None),
                actor("rebels", "opposition", None),
                actor("hts", "jihadist", None),
            ],
            &[
                side("government", &["russia"]),
                side("russia", &["government"]),
                side("opposition", &[]),
                side("jihadist", &["opposition"]),
            ],
            &[
                Source { copies: Some("reuters".into()), ..Source::undescribed(&"daily".into()) },
                Source { prefers: Some("government".into()), ..Source::undescribed(&"sana".into()) },
            ],
        )
    }

    #[test]
    fn a_general_name_covers_its_groups_and_allies_are_not_each_other() {
        let kin = |one: &str, other: &str| who().are_kin(&one.into(), &other.into());
        assert!(kin("tiger-forces", "syrian-government") && kin("hts", "rebels"));
        assert!(!kin("russia", "syrian-government") && !kin("hts", "syrian-government"));
        assert!(kin("unknown", "unknown") && !kin("unknown", "hts"));
    }

    #[test]
    fn a_copy_is_its_agency_and_a_partisan_its_side() {
        assert_eq!(who().origin(&"daily".into()).as_str(), "reuters");
        assert_eq!(who().origin(&"sana".into()).as_str(), "sana");
        assert!(who().is_with(&"russia".into(), &"government".into()));
        assert_eq!(who().partisan_of(&"sana".into()).map(SideId::as_str), Some("government"));
    }
}
