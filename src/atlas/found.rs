//! What a filter found of a layer.

use std::collections::BTreeSet;

use super::{Atlas, Feature, Filter, Layer, Record};
use crate::model::Source;

/// What a filter found of a layer: rows that the atlas keeps, or features made of the land of a day.
#[derive(Debug)]
pub struct Found<'a> {
    atlas: &'a Atlas,
    layer: Layer,
    filter: Filter,
    all: All<'a>,
}

/// All that was found.
#[derive(Debug)]
pub(super) enum All<'a> {
    /// Rows of what the atlas keeps.
    Rows(Vec<u32>),
    /// Made when asked for, with the ids of the sources of the land.
    Made(Vec<Feature<Record<'a>>>, Vec<&'a str>),
}

impl<'a> Found<'a> {
    pub(super) fn new(atlas: &'a Atlas, layer: Layer, filter: &Filter, all: All<'a>) -> Self {
        Self { atlas, layer, filter: filter.clone(), all }
    }

    /// The layer.
    #[must_use]
    pub fn layer(&self) -> Layer {
        self.layer
    }

    /// What was asked.
    #[must_use]
    pub fn filter(&self) -> &Filter {
        &self.filter
    }

    /// How many features there are.
    #[must_use]
    pub fn len(&self) -> usize {
        match &self.all {
            All::Rows(rows) => rows.len(),
            All::Made(features, _) => features.len(),
        }
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The features, in order.
    pub fn features(&self) -> impl Iterator<Item = Feature<Record<'a>>> + '_ {
        (0..self.len()).filter_map(|at| match &self.all {
            All::Rows(rows) => self.atlas.feature(self.layer, rows[at]),
            All::Made(features, _) => features.get(at).cloned(),
        })
    }

    /// The sources that they come from, by id.
    #[must_use]
    pub fn sources(&self) -> Vec<&'a Source> {
        let told: BTreeSet<&str> = match &self.all {
            All::Rows(rows) => rows.iter().flat_map(|row| self.atlas.sources_of(self.layer, *row)).collect(),
            All::Made(_, sources) => sources.iter().copied().collect(),
        };
        self.atlas.sources().iter().filter(|source| told.contains(source.id.as_str())).collect()
    }
}
