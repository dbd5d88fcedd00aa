//! The tables a theatre starts with: who fights, on which sides, who publishes, and what the map says of itself.

use std::path::Path;

use super::TheatreError;
use crate::{
    control::Land,
    intake::{terrain, theatre as reader},
    model::{Actor, Problem, Side, Source, Terrain, TheatreInfo},
    store::Store,
};

/// The tables of a theatre.
#[derive(Clone, Debug)]
pub struct Tables {
    /// Title, extent and policies.
    pub info: TheatreInfo,
    /// The land that control is drawn on.
    pub terrain: Terrain,
    /// Sides of the war.
    pub sides: Vec<Side>,
    /// Parties of the war.
    pub actors: Vec<Actor>,
    /// Who publishes.
    pub sources: Vec<Source>,
    /// Rows of the tables that could not be used.
    pub problems: Vec<Problem>,
}

impl Tables {
    /// Those of the Syrian war, which come with the program.
    pub fn syria() -> Result<Self, TheatreError> {
        let info = reader::info(include_bytes!("../../theatres/syria/theatre.json"), "theatre.json")?;
        let (sides, mut problems) =
            reader::sides(include_bytes!("../../theatres/syria/sides.csv"), "sides.csv")?;
        let (actors, of_actors) =
            reader::actors(include_bytes!("../../theatres/syria/actors.csv"), "actors.csv", &sides)?;
        let (sources, of_sources) =
            reader::sources(include_bytes!("../../theatres/syria/sources.csv"), "sources.csv", &sides)?;
        problems.extend(of_actors);
        problems.extend(of_sources);
        Ok(Self { info, terrain: Self::syrian_terrain()?, sides, actors, sources, problems })
    }

    /// The land of the Syrian war.
    pub(super) fn syrian_terrain() -> Result<Terrain, TheatreError> {
        let outline =
            terrain::outline(include_bytes!("../../theatres/syria/outline.geojson"), "outline.geojson")?;
        Ok(Terrain { outline, barriers: Vec::new() })
    }

    /// Those of a folder with `theatre.json`, `sides.csv`, `actors.csv` and `sources.csv`, and with `outline.geojson` and
    /// `barriers.geojson` where control is to be drawn as areas.
    pub fn from_folder(folder: &Path) -> Result<Self, TheatreError> {
        let read = reader::read(folder)?;
        let info = read.info.ok_or_else(|| TheatreError::Table {
            file: folder.join("theatre.json").display().to_string(),
            reason: "is not there; it says title, time_zone, bbox and the notes of the map".to_owned(),
        })?;
        Land::check(&read.terrain).map_err(|cause| TheatreError::Table {
            file: folder.join("outline.geojson").display().to_string(),
            reason: cause.to_string(),
        })?;
        Ok(Self {
            info,
            terrain: read.terrain,
            sides: read.sides,
            actors: read.actors,
            sources: read.sources,
            problems: read.problems,
        })
    }

    /// Keeps them in a theatre; what it holds of the same ids gives way.
    pub fn put_into(&self, store: &mut Store) -> Result<(), TheatreError> {
        let batch = store.batch()?;
        batch.put_info(&self.info)?;
        batch.put_terrain(&self.terrain)?;
        for side in &self.sides {
            batch.put_side(side)?;
        }
        for actor in &self.actors {
            batch.put_actor(actor)?;
        }
        for source in &self.sources {
            batch.put_source(source)?;
        }
        Ok(batch.commit()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_syrian_tables_are_whole() {
        let tables = Tables::syria().unwrap();
        assert!(tables.actors.len() >= 60, "{} actors", tables.actors.len());
        assert_eq!(tables.problems, []);
    }
}
