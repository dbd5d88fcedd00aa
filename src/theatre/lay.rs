//! Polygons that an expert drew are laid on a theatre's land, and taken from it.

use std::collections::BTreeSet;

use geo::{LineString, MultiPolygon};

use super::TheatreError;
use crate::{
    extract::Naming,
    intake::polygons::Polygon,
    model::{ActorId, Day, ExpertArea, Holding, Source, SourceId},
    store::{Batch, Store},
};

/// What came of laying polygons.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Laid {
    /// Areas that were laid.
    pub areas: usize,
    /// Areas that the source had before, which they replace.
    pub replaced: usize,
    /// Polygons that a side only claims, and such that tell no day; they are left out.
    pub left_out: usize,
    /// The first day of which the areas say something, and the last on which one begins.
    pub days: Option<(Day, Day)>,
    /// Names of holders that are none of the theatre's actors, and stand for actors of their own.
    pub strangers: BTreeSet<String>,
}

/// Lays a source's polygons on the land, in the place of those it had. Without any that can be used it keeps those.
pub fn lay(store: &mut Store, source: &SourceId, polygons: &[Polygon]) -> Result<Laid, TheatreError> {
    let actors = store.actors()?;
    let known: BTreeSet<&ActorId> = actors.iter().map(|actor| &actor.id).collect();
    let mut naming = Naming::new(&actors);
    let mut laid = Laid::default();
    let mut ids = |names: &[String], strangers: &mut BTreeSet<String>| {
        let mut found: Vec<ActorId> = Vec::new();
        for name in names {
            let ids = naming.ids(name);
            if ids.iter().any(|id| !known.contains(id)) {
                strangers.insert(name.clone());
            }
            found.extend(ids.into_iter().filter(|id| !found.contains(id)).collect::<Vec<_>>());
        }
        found
    };
    let mut areas: Vec<ExpertArea> = Vec::new();
    for one in polygons.iter().filter(|one| !one.is_claimed) {
        let Some(from) = one.from else { continue };
        let holders = ids(&one.holders, &mut laid.strangers);
        let against = ids(&one.against, &mut laid.strangers);
        areas.push(ExpertArea {
            source: source.clone(),
            polygons: rings(&one.outline),
            holding: Holding { status: one.status, holders, against },
            from,
            until: one.until,
            published: one.published,
        });
    }
    (laid.areas, laid.left_out) = (areas.len(), polygons.len() - areas.len());
    let days = || areas.iter().map(|area| area.from);
    laid.days = days().min().zip(days().max());
    if !areas.is_empty() {
        laid.replaced = put(store, source, &areas)?;
    }
    Ok(laid)
}

/// Takes a source's areas from the land; returns how many these were.
pub fn clear_laid(store: &mut Store, source: &SourceId) -> Result<usize, TheatreError> {
    put(store, source, &[])
}

fn put(store: &mut Store, source: &SourceId, areas: &[ExpertArea]) -> Result<usize, TheatreError> {
    let is_known = areas.is_empty() || store.sources()?.iter().any(|known| known.id == *source);
    let batch: Batch<'_> = store.batch()?;
    if !is_known {
        batch.put_source(&Source::undescribed(source))?;
    }
    let gone = batch.replace_expert_areas(source, areas)?;
    if areas.is_empty() {
        batch.sweep()?;
    }
    batch.refresh_contents()?;
    batch.commit()?;
    Ok(gone)
}

/// The rings of each polygon, the outer one first.
fn rings(area: &MultiPolygon) -> Vec<Vec<Vec<[f64; 2]>>> {
    let points = |line: &LineString| line.coords().map(|at| [at.x, at.y]).collect();
    let lines = |one: &geo::Polygon| {
        std::iter::once(one.exterior()).chain(one.interiors()).map(points).collect::<Vec<_>>()
    };
    area.iter().map(lines).collect()
}
