//! What people decided about claims. Decisions hang on the ids of claims and outlive a re-read.

use rusqlite::{Connection, OptionalExtension, params};

use super::{
    Batch, Store, StoreError,
    codec::{Unreadable, damaged, day},
};
use crate::geometry::Keys;
use crate::model::{Claim, ClaimId, Decided, PlaceId, Rulings};

impl Store {
    /// Decisions, in the order in which they were taken.
    pub fn decisions(&self) -> Result<Vec<Decided>, StoreError> {
        decisions(&self.connection).map_err(|cause| cause.in_file(&self.path))
    }
}

/// Decisions of an open theatre.
pub(super) fn decisions(connection: &Connection) -> Result<Vec<Decided>, Unreadable> {
    let mut find =
        connection.prepare("SELECT claim, value, who, decided, why FROM decisions ORDER BY fid")?;
    let mut rows = find.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let value: String = row.get(1)?;
        found.push(Decided {
            claim: ClaimId(row.get(0)?),
            decision: serde_json::from_str(&value)
                .map_err(|_| damaged("decisions", &value, "decision in JSON"))?,
            who: row.get(2)?,
            on: day(row, 3, "decisions")?,
            why: row.get(4)?,
        });
    }
    Ok(found)
}

impl Batch<'_> {
    /// The row of the claim of this id.
    pub fn row_of_claim(&self, id: &ClaimId) -> Result<Option<i64>, StoreError> {
        self.told(|t| {
            let mut find = t.prepare_cached(
                "SELECT c.fid FROM claims c JOIN reports r ON r.fid = c.report WHERE r.id = ?1 AND c.id = ?2",
            )?;
            Ok(find.query_row(params![id.report(), id.0], |row| row.get(0)).optional()?)
        })
    }

    /// Keeps a decision.
    pub fn put_decision(&mut self, decided: &Decided) -> Result<(), StoreError> {
        let value = serde_json::to_string(&decided.decision).unwrap_or_default();
        self.told(|t| {
            t.execute(
                "INSERT INTO decisions (claim, decision, value, who, decided, why) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                params![
                    decided.claim.0,
                    decided.decision.name(),
                    value,
                    decided.who,
                    decided.on.to_string(),
                    decided.why
                ],
            )?;
            Ok(())
        })?;
        self.rulings = Rulings::of(&self.told(|t| decisions(t))?);
        Ok(())
    }

    /// What holds by all decisions.
    #[must_use]
    pub fn rulings(&self) -> &Rulings {
        &self.rulings
    }

    /// Has a claim about which something was decided, and all that it was joined to, joined anew. A state of control is
    /// drawn anew where it was and where it is now.
    pub fn touch_claim(&mut self, row: i64) -> Result<(), StoreError> {
        let now: Option<Claim> = self.claim_at(row)?.map(|told| told.claim);
        let keys = now.as_ref().map_or_else(Keys::default, Keys::of);
        let (others, place) = self.told(|t| {
            t.execute(
                "UPDATE claims SET area_key = ?2, name_key = ?3
                 WHERE fid = ?1 AND sub_event_type NOT IN ('Holds', 'Contests', 'Besieges')",
                params![row, keys.area, keys.name],
            )?;
            let mut find = t.prepare_cached(
                "SELECT later FROM links WHERE earlier = ?1 UNION SELECT earlier FROM links WHERE later = ?1",
            )?;
            let others: Vec<i64> = find.query_map([row], |row| row.get(0))?.collect::<Result<_, _>>()?;
            t.execute("DELETE FROM links WHERE later = ?1 OR earlier = ?1", [row])?;
            t.execute("DELETE FROM events WHERE fid = (SELECT event FROM claims WHERE fid = ?1)", [row])?;
            let place: Option<String> = t
                .query_row(
                    "SELECT place_id FROM claims WHERE fid = ?1 AND control_status IS NOT NULL",
                    [row],
                    |row| row.get(0),
                )
                .optional()?
                .flatten();
            Ok((others, place))
        })?;
        if let Some(place) = place {
            self.touched_places.insert(PlaceId(place));
            self.touched_places.extend(now.and_then(|claim| claim.located?.place));
        }
        self.touched_claims.insert(row);
        self.touched_claims.extend(others);
        Ok(())
    }
}
