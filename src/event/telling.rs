//! One claim as an account of an event, with what its report adds.

use crate::model::{ActorId, Claim, ClaimId, Day, EventActor, Modality, ReportId, Role, Ruling, SourceId};

/// One claim, with who published it and when.
#[derive(Clone, Debug)]
pub struct Telling<'a> {
    /// The claim.
    pub claim: &'a Claim,
    /// Who published it.
    pub source: &'a SourceId,
    /// When it was published.
    pub published: Option<Day>,
    /// Whether it is a row of a table, whose author has told happenings apart already.
    pub is_row: bool,
    /// Who its names stand for.
    pub actors: Vec<EventActor>,
    /// What people decided about it.
    pub ruling: Option<&'a Ruling>,
}

impl<'a> Telling<'a> {
    /// A telling whose names `actor_ids` looks up.
    pub fn new(
        claim: &'a Claim,
        source: &'a SourceId,
        published: Option<Day>,
        is_row: bool,
        actor_ids: &mut dyn FnMut(&str) -> Vec<ActorId>,
    ) -> Self {
        let mut actors: Vec<EventActor> = Vec::new();
        for role in [Role::Actor1, Role::Actor2] {
            for claimed in claim.actors.iter().filter(|claimed| claimed.role == role) {
                for actor in actor_ids(&claimed.name) {
                    let named = EventActor { actor, role };
                    if !actors.contains(&named) {
                        actors.push(named);
                    }
                }
            }
        }
        Self { claim, source, published, is_row, actors, ruling: None }
    }

    /// The same with what people decided about it.
    #[must_use]
    pub fn ruled(self, ruling: Option<&'a Ruling>) -> Self {
        Self { ruling, ..self }
    }

    /// Whether a person joined it to another claim.
    #[must_use]
    pub fn is_joined_to(&self, other: &Self) -> bool {
        self.ruling.is_some_and(|ruling| ruling.joined.as_ref() == Some(&other.claim.id))
    }

    /// Whether a person keeps it apart from another claim.
    #[must_use]
    pub fn is_parted_from(&self, other: &Self) -> bool {
        self.ruling.is_some_and(|ruling| ruling.is_alone || ruling.parted.contains(&other.claim.id))
    }

    /// Earliest published first; what nobody knows the day of comes last. Within a report as it tells them.
    #[must_use]
    pub fn order(&self) -> (Day, &'a ReportId, usize, &'a ClaimId) {
        let at = self.claim.spans.as_ref().map_or(0, |spans| spans.sentence.start);
        (self.published.unwrap_or(Day::MAX), &self.claim.report, at, &self.claim.id)
    }

    /// Who is behind it: the one quoted, else the publisher.
    #[must_use]
    pub fn voice(&self) -> &'a SourceId {
        self.claim.said_by.as_ref().unwrap_or(self.source)
    }

    /// Who is said to have done it.
    pub fn doers(&self) -> impl Iterator<Item = &ActorId> {
        self.actors.iter().filter(|named| named.role == Role::Actor1).map(|named| &named.actor)
    }

    /// Whether it says that it was not so.
    #[must_use]
    pub fn is_denial(&self) -> bool {
        self.claim.modality == Modality::Denied
    }
}
