//! Claims, and what is derived from them: rows of `claims`, `events` and `control`.

use rusqlite::params;

use super::{
    Batch, StoreError,
    codec::{self, CLAIM_COLUMNS, CLAIM_WIDTH, join, some_text},
    geometry,
};
use crate::geometry::Keys;
use crate::model::{
    ActorId, Claim, ClaimId, ControlState, Day, Event, Place, PlaceId, Role, Ruling, SourceId,
};

/// A claim in the theatre, with what its report adds.
#[derive(Clone, Debug)]
pub struct StoredClaim {
    /// Its row.
    pub row: i64,
    /// Who published it.
    pub source: SourceId,
    /// When it was published.
    pub published: Option<Day>,
    /// Whether its report is a row of a table.
    pub is_row: bool,
    /// Row of the event it is an account of.
    pub event: Option<i64>,
    /// The claim, as it is by what people decided about it.
    pub claim: Claim,
    /// What they decided.
    pub ruling: Option<Ruling>,
}

impl Batch<'_> {
    /// Every claim about the control of a place.
    pub fn control_claims_of(&self, place: &PlaceId) -> Result<Vec<StoredClaim>, StoreError> {
        let mut found = self.claims_where("c.place_id = ?1 AND c.control_status IS NOT NULL", [&place.0])?;
        for claim in self.rulings.moved_to(place) {
            if let Some(row) = self.row_of_claim(claim)? {
                found.extend(self.claims_where("c.fid = ?1 AND c.control_status IS NOT NULL", [row])?);
            }
        }
        let is_here = |told: &StoredClaim| {
            told.claim.located.as_ref().and_then(|at| at.place.as_ref()).is_some_and(|at| at == place)
        };
        found.retain(is_here);
        found.sort_by_key(|told| told.row);
        found.dedup_by_key(|told| told.row);
        Ok(found)
    }

    /// Puts the states of a place in the place of those it had.
    pub fn replace_control(&self, place: &Place, states: &[ControlState]) -> Result<(), StoreError> {
        self.told(|t| {
            t.execute("DELETE FROM control WHERE place_id = ?1", [&place.id.0])?;
            let mut insert = t.prepare_cached(
                "INSERT INTO control (geom, place_id, place_name, admin1, start_date, start_latest, until_date, status,
                 holders, against, basis, claims, sources, rule, vouched_date,
                 fades_date) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
            )?;
            for state in states {
                insert.execute(params![
                    geometry::encode(place.position),
                    place.id.0,
                    place.name,
                    place.admin1,
                    state.began.start().to_string(),
                    state.began.last().to_string(),
                    state.end.map(|day| day.to_string()),
                    state.status.name(),
                    join(state.holders.iter().map(ActorId::as_str)),
                    join(state.against.iter().map(ActorId::as_str)),
                    state.basis.name(),
                    join(state.claims.iter().map(ClaimId::as_str)),
                    join(state.sources.iter().map(SourceId::as_str)),
                    state.rule.name(),
                    state.vouched.to_string(),
                    state.fades.map(|day| day.to_string()),
                ])?;
            }
            Ok(())
        })
    }

    pub(super) fn insert_claim(
        &self,
        claim: &Claim,
        report: i64,
        title: Option<&str>,
        event: Option<i64>,
    ) -> Result<i64, StoreError> {
        let actors = |role: Role| {
            some_text(join(claim.actors.iter().filter(|actor| actor.role == role).map(|actor| &actor.name)))
        };
        let located = claim.located.as_ref();
        let deaths = claim.deaths.unwrap_or_default();
        let control = claim.control.as_ref();
        // Blocks are for claims of happenings; states of control are found by their place.
        let ruled = self.rulings.on(&claim.id).and_then(|_| self.rulings.apply(claim.clone()));
        let is_event = claim.sub_event_type.is_event();
        let keys = if is_event { Keys::of(ruled.as_ref().unwrap_or(claim)) } else { Keys::default() };
        self.told(|t| {
            let mut insert = t.prepare_cached(
                "INSERT INTO claims (id, report, event, happening, sub_event_type, classified_by, modality, start_date,
                 end_date, time_precision, toponym, admin1, admin2, longitude, latitude, geo_precision, place_id, actor1,
                 actor2, deaths_low, deaths_best, deaths_high, injured, said_by, quote, control_status, control_claimed,
                 holders, against, is_unsettled, spans, area_key, name_key, weapon, target) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14,
                 ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31,
                 ?32, ?33, ?34, ?35)",
            )?;
            insert.execute(params![
                claim.id.0,
                report,
                event,
                claim.happening,
                claim.sub_event_type.name(),
                claim.classified_by.name(),
                claim.modality.name(),
                claim.interval.start().to_string(),
                claim.interval.last().to_string(),
                u8::from(claim.time_precision),
                claim.toponym.text,
                claim.toponym.admin1,
                claim.toponym.admin2,
                located.map(|at| at.position.longitude()),
                located.map(|at| at.position.latitude()),
                located.map(|at| u8::from(at.geo_precision)),
                located.and_then(|at| at.place.as_ref()).map(PlaceId::as_str),
                actors(Role::Actor1),
                actors(Role::Actor2),
                deaths.low,
                deaths.best,
                deaths.high,
                claim.injured,
                claim.said_by.as_ref().map(SourceId::as_str),
                // A headline is kept once, with its report: an empty quote stands for it.
                claim.quote.as_deref().map(|quote| if Some(quote) == title { "" } else { quote }),
                control.map(|control| control.status.name()),
                control.map(|control| control.claimed),
                control.map(|control| join(&control.holders)),
                control.map(|control| join(&control.against)),
                claim.is_unsettled,
                claim.spans.as_ref().map(|spans| serde_json::to_string(spans).unwrap_or_default()),
                keys.area,
                keys.name,
                claim.weapon,
                claim.target,
            ])?;
            Ok(t.last_insert_rowid())
        })
    }

    pub(super) fn insert_event(&self, event: &Event) -> Result<i64, StoreError> {
        let actors = |role: Role| {
            some_text(join(
                event.actors.iter().filter(|actor| actor.role == role).map(|actor| actor.actor.as_str()),
            ))
        };
        let deaths = event.deaths.unwrap_or_default();
        self.told(|t| {
            let mut insert = t.prepare_cached(
                "INSERT INTO events (geom, id, event_type, sub_event_type, start_date, end_date, time_precision, toponym,
                 place_id, admin1, geo_precision, actor1, actor2, deaths_low, deaths_best, deaths_high, injured, status,
                 classified_by, sources) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16,
                 ?17, ?18, ?19, ?20)",
            )?;
            insert.execute(params![
                event.position.map(geometry::encode),
                event.id.0,
                event.sub_event_type.event_type().name(),
                event.sub_event_type.name(),
                event.interval.start().to_string(),
                event.interval.last().to_string(),
                u8::from(event.time_precision),
                event.toponym,
                event.place.as_ref().map(PlaceId::as_str),
                event.admin1,
                u8::from(event.geo_precision),
                actors(Role::Actor1),
                actors(Role::Actor2),
                deaths.low,
                deaths.best,
                deaths.high,
                event.injured,
                event.status.name(),
                event.classified_by.name(),
                join(event.sources.iter().map(SourceId::as_str)),
            ])?;
            Ok(t.last_insert_rowid())
        })
    }

    pub(super) fn claims_where(
        &self,
        condition: &str,
        values: impl rusqlite::Params,
    ) -> Result<Vec<StoredClaim>, StoreError> {
        self.told(|t| {
            let mut find = t.prepare_cached(&format!(
                "SELECT {CLAIM_COLUMNS}, c.fid, r.source, r.published, r.text IS NULL,
                 (SELECT fid FROM events WHERE fid = c.event)
                 FROM claims c JOIN reports r ON r.fid = c.report WHERE {condition} ORDER BY c.fid"
            ))?;
            let mut rows = find.query(values)?;
            let mut found = Vec::new();
            while let Some(row) = rows.next()? {
                // One that was rejected says nothing.
                let Some(claim) = self.rulings.apply(codec::claim(row)?) else { continue };
                found.push(StoredClaim {
                    ruling: self.rulings.on(&claim.id).cloned(),
                    row: row.get(CLAIM_WIDTH)?,
                    source: SourceId(row.get(CLAIM_WIDTH + 1)?),
                    published: codec::optional_day(row, CLAIM_WIDTH + 2, "reports")?,
                    is_row: row.get(CLAIM_WIDTH + 3)?,
                    event: row.get(CLAIM_WIDTH + 4)?,
                    claim,
                });
            }
            Ok(found)
        })
    }
}
