//! The tables an analyst brings: sources, actors, sides and what the theatre says of itself; and the places named.

use rusqlite::{OptionalExtension, params};

use super::{
    Batch, StoreError,
    codec::join,
    geometry, geopackage,
    read::{self, PLACE_COLUMNS, SOURCE_COLUMNS},
};
use crate::model::{Actor, ActorId, Place, PlaceId, Side, SideId, Source, SourceId, Terrain, TheatreInfo};

impl Batch<'_> {
    /// Keeps what the theatre says of itself.
    pub fn put_info(&self, info: &TheatreInfo) -> Result<(), StoreError> {
        self.put_setting("info", &serde_json::to_string(info).unwrap_or_default())
    }

    /// Keeps the land that control is drawn on.
    pub fn put_terrain(&self, terrain: &Terrain) -> Result<(), StoreError> {
        self.put_setting("terrain", &serde_json::to_string(terrain).unwrap_or_default())
    }

    /// Keeps where the gazetteer is that the theatre's names are looked up in; `None` for the built-in one.
    pub fn put_gazetteer(&self, path: Option<&str>) -> Result<(), StoreError> {
        match path {
            Some(path) => self.put_setting("gazetteer", path),
            None => self.told(|t| {
                t.execute("DELETE FROM theatre WHERE key = 'gazetteer'", [])?;
                Ok(())
            }),
        }
    }

    fn put_setting(&self, key: &str, value: &str) -> Result<(), StoreError> {
        self.told(|t| {
            t.execute(
                "INSERT INTO theatre (key, value) VALUES (?1, ?2)
                 ON CONFLICT (key) DO UPDATE SET value = excluded.value WHERE value != excluded.value",
                [key, value],
            )?;
            Ok(())
        })
    }

    /// Keeps a source, in the place of what was known of it.
    pub fn put_source(&self, source: &Source) -> Result<(), StoreError> {
        self.told(|t| {
            t.execute(
                "INSERT INTO sources (id, name, kind, prefers, copies, licence, attribution, republish, url)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
                 ON CONFLICT (id) DO UPDATE SET name = excluded.name, kind = excluded.kind, prefers = excluded.prefers,
                 copies = excluded.copies, licence = excluded.licence, attribution = excluded.attribution,
                 republish = excluded.republish, url = excluded.url",
                params![
                    source.id.0,
                    source.name,
                    source.kind.name(),
                    source.prefers.as_ref().map(SideId::as_str),
                    source.copies.as_ref().map(SourceId::as_str),
                    source.licence,
                    source.attribution,
                    source.republish,
                    source.url
                ],
            )?;
            Ok(())
        })
    }

    /// Keeps an actor, in the place of what was known of it.
    pub fn put_actor(&self, actor: &Actor) -> Result<(), StoreError> {
        self.told(|t| {
            t.execute(
                "INSERT INTO actors (id, name, name_ar, aliases, acled, ucdp, side, parent, from_date, until_date,
                 successor, color, pattern) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
                 ON CONFLICT (id) DO UPDATE SET name = excluded.name, name_ar = excluded.name_ar,
                 aliases = excluded.aliases, acled = excluded.acled, ucdp = excluded.ucdp, side = excluded.side,
                 parent = excluded.parent, from_date = excluded.from_date, until_date = excluded.until_date,
                 successor = excluded.successor, color = excluded.color, pattern = excluded.pattern",
                params![
                    actor.id.0,
                    actor.name,
                    actor.name_ar,
                    join(&actor.aliases),
                    join(&actor.acled),
                    join(&actor.ucdp),
                    actor.side.as_ref().map(SideId::as_str),
                    actor.parent.as_ref().map(ActorId::as_str),
                    actor.from,
                    actor.until,
                    actor.successor.as_ref().map(ActorId::as_str),
                    actor.color,
                    actor.pattern.name()
                ],
            )?;
            Ok(())
        })
    }

    /// Keeps a side, in the place of what was known of it.
    pub fn put_side(&self, side: &Side) -> Result<(), StoreError> {
        self.told(|t| {
            t.execute(
                "INSERT INTO sides (id, name, name_ar, color, prefers) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (id) DO UPDATE SET name = excluded.name, name_ar = excluded.name_ar,
                 color = excluded.color, prefers = excluded.prefers",
                params![
                    side.id.0,
                    side.name,
                    side.name_ar,
                    side.color,
                    join(side.prefers.iter().map(SideId::as_str))
                ],
            )?;
            Ok(())
        })
    }

    /// Keeps a place that claims name; one that is there already is left as it is.
    pub fn put_place(&self, place: &Place) -> Result<(), StoreError> {
        self.told(|t| {
            // Not an upsert: one that finds the row still uses up a key, so that a repeated import would number on.
            let mut insert = t.prepare_cached(
                "INSERT INTO places (geom, id, name, name_ar, names, feature_code, country, admin1, population, radius_km,
                 codes, known_by) SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12
                 WHERE NOT EXISTS (SELECT 1 FROM places WHERE id = ?2)",
            )?;
            insert.execute(params![
                geometry::encode(place.position),
                place.id.0,
                place.name,
                place.name_ar,
                join(&place.names),
                place.feature_code,
                place.country,
                place.admin1,
                place.population,
                place.radius_km,
                join(&place.codes),
                place.known_by
            ])?;
            Ok(())
        })
    }

    /// The place of this id, if claims of the theatre name it.
    pub fn place(&self, id: &PlaceId) -> Result<Option<Place>, StoreError> {
        self.told(|t| {
            let mut find = t.prepare_cached(&format!("SELECT {PLACE_COLUMNS} FROM places WHERE id = ?1"))?;
            let mut rows = find.query([&id.0])?;
            rows.next()?.map(read::place).transpose()
        })
    }

    /// Writes who must be named for what is in the file, and under which licence, as its metadata.
    pub(super) fn refresh_metadata(&self) -> Result<(), StoreError> {
        self.told(|t| {
            let mut find = t.prepare(&format!(
                "SELECT {SOURCE_COLUMNS} FROM sources
                 WHERE id IN (SELECT source FROM reports UNION SELECT source FROM expert_areas) ORDER BY id"
            ))?;
            let mut rows = find.query([])?;
            let mut sources = Vec::new();
            while let Some(row) = rows.next()? {
                sources.push(read::source(row)?);
            }
            let info: Option<String> = t
                .query_row("SELECT value FROM theatre WHERE key = 'info'", [], |row| row.get(0))
                .optional()?;
            let info: Option<TheatreInfo> = info.and_then(|text| serde_json::from_str(&text).ok());
            let title = info.map_or_else(String::new, |info| info.title);
            Ok(geopackage::put_metadata(t, &geopackage::attribution_json(&title, &sources))?)
        })
    }
}
