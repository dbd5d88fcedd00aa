//! What somebody asks of a layer.

use thiserror::Error;

use super::Atlas;
use crate::geometry::Shape;
use crate::model::{ActorId, Bbox, EventStatus, EventType, SubEventType, Window};

/// What somebody asks of a layer; the default asks for all of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// Only within this box.
    pub bbox: Option<Bbox>,
    /// Only what overlaps this window.
    pub window: Option<Window>,
    /// Only these types or sub-types, or these states of control, or these feature codes.
    pub types: Vec<String>,
    /// Only with one of these actors.
    pub actors: Vec<ActorId>,
    /// Only events whose accounts agree like this.
    pub statuses: Vec<EventStatus>,
    /// How areas and front lines are drawn.
    pub shape: Shape,
}

/// A word in a filter that the layer does not know.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Unknown {
    /// No such type.
    #[error("unknown type {given:?}; there are {allowed}")]
    Type {
        /// What was asked.
        given: String,
        /// What may be asked.
        allowed: String,
    },
    /// No such actor.
    #[error("unknown actor {given:?}; actor takes ids of the theatre's actor table, as in {examples}")]
    Actor {
        /// What was asked.
        given: String,
        /// A few that there are.
        examples: String,
    },
}

/// Sub-types as a set of bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kinds(pub u64);

impl Kinds {
    /// Every sub-type, states of control too.
    pub const ALL: Self = Self(u64::MAX);

    /// Every event.
    pub fn events() -> Self {
        Self::of(SubEventType::is_event)
    }

    /// Every strike.
    pub fn strikes() -> Self {
        Self::of(SubEventType::is_strike)
    }

    /// The sub-types that these names name, each a type or a sub-type.
    pub fn named(names: &[String]) -> Result<Self, Unknown> {
        let mut kinds = 0;
        for name in names {
            let of_type = Self::of(|sub_type| sub_type.event_type().name().eq_ignore_ascii_case(name)).0;
            kinds |= match SubEventType::parse(name) {
                _ if of_type != 0 => of_type,
                Some(sub_type) => 1 << sub_type.number(),
                None => return Err(Unknown::Type { given: shortened(name), allowed: allowed_types() }),
            };
        }
        Ok(Self(kinds))
    }

    pub fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    #[inline]
    pub fn has(self, kind: u8) -> bool {
        self.0 >> kind & 1 == 1
    }

    fn of(wanted: impl Fn(SubEventType) -> bool) -> Self {
        Self(SubEventType::ALL.iter().filter(|s| wanted(**s)).fold(0, |bits, s| bits | 1 << s.number()))
    }
}

impl Atlas {
    /// The rows of the actors that a filter names.
    pub(super) fn actor_set(&self, actors: &[ActorId]) -> Result<Vec<u16>, Unknown> {
        actors
            .iter()
            .map(|id| {
                self.actor_rows.get(id).copied().ok_or_else(|| Unknown::Actor {
                    given: shortened(id.as_str()),
                    examples: self
                        .actors
                        .iter()
                        .take(3)
                        .map(|a| a.id.as_str())
                        .collect::<Vec<_>>()
                        .join(", "),
                })
            })
            .collect()
    }
}

fn allowed_types() -> String {
    let mut names: Vec<&str> = Vec::new();
    for sub_type in SubEventType::ALL.iter().filter(|s| s.is_event()) {
        for name in [sub_type.event_type().name(), sub_type.name()] {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    debug_assert!(names.contains(&EventType::Battles.name()));
    names.join(", ")
}

/// What a person wrote, short enough to be told back.
pub fn shortened(text: &str) -> String {
    text.chars().take(60).collect()
}
