//! Land that experts drew, as features of the theatre.

use rusqlite::params;

use super::{
    Batch, Store, StoreError,
    codec::{damaged, day, join, optional_day, split},
    geometry,
};
use crate::model::{ActorId, ControlStatus, ExpertArea, Holding, SourceId};

/// The table that areas stand in.
const TABLE: &str = "expert_areas";

impl Store {
    /// The areas that experts drew, by source, in the order in which they were laid.
    pub fn expert_areas(&self) -> Result<Vec<ExpertArea>, StoreError> {
        let columns = "geom, source, status, holders, against, from_date, until_date, published_date";
        self.all(&format!("SELECT {columns} FROM {TABLE} ORDER BY source, fid"), |row| {
            let (source, status): (String, String) = (row.get(1)?, row.get(2)?);
            let list = |column| Ok::<_, rusqlite::Error>(split(&row.get::<_, String>(column)?));
            let polygons = row.get_ref(0)?.as_blob().ok().and_then(geometry::decode_polygons);
            Ok(ExpertArea {
                polygons: polygons
                    .ok_or_else(|| damaged(TABLE, &source, "source of an area with polygons"))?,
                source: SourceId(source),
                holding: Holding {
                    status: ControlStatus::parse(&status).ok_or_else(|| damaged(TABLE, &status, "status"))?,
                    holders: list(3)?.into_iter().map(ActorId).collect(),
                    against: list(4)?.into_iter().map(ActorId).collect(),
                },
                from: day(row, 5, TABLE)?,
                until: optional_day(row, 6, TABLE)?,
                published: optional_day(row, 7, TABLE)?,
            })
        })
    }
}

impl Batch<'_> {
    /// Puts the areas of a source in the place of those it had; returns how many these were.
    pub fn replace_expert_areas(&self, source: &SourceId, areas: &[ExpertArea]) -> Result<usize, StoreError> {
        self.told(|t| {
            let gone = t.execute(&format!("DELETE FROM {TABLE} WHERE source = ?1"), [&source.0])?;
            let mut insert = t.prepare(&format!(
                "INSERT INTO {TABLE} (geom, source, status, holders, against, from_date, until_date, published_date)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
            ))?;
            for area in areas {
                insert.execute(params![
                    geometry::encode_polygons(&area.polygons),
                    source.0,
                    area.holding.status.name(),
                    join(area.holding.holders.iter().map(ActorId::as_str)),
                    join(area.holding.against.iter().map(ActorId::as_str)),
                    area.from.to_string(),
                    area.until.map(|day| day.to_string()),
                    area.published.map(|day| day.to_string()),
                ])?;
            }
            Ok(gone)
        })
    }
}
