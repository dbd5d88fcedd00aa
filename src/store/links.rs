//! Which claims are joined to one event or kept apart, and why.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use rusqlite::{OptionalExtension, params};

use super::{Batch, Store, StoreError, StoredClaim};
use crate::model::{ClaimId, Event, ReportId, SourceId};

/// A claim, by its row, and the earlier one that it is most alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredLink {
    /// Row of the later claim.
    pub later: i64,
    /// Row of the earlier one.
    pub earlier: i64,
    /// Whether they are accounts of one event.
    pub is_joined: bool,
    /// Why, or why not.
    pub reason: String,
}

impl Store {
    /// Who published the theatre's reports, each with whether those are rows of tables.
    pub fn publishers(&self) -> Result<BTreeSet<(SourceId, bool)>, StoreError> {
        let rows = self.all("SELECT DISTINCT source, text IS NULL FROM reports", |row| {
            Ok((SourceId(row.get(0)?), row.get(1)?))
        })?;
        Ok(rows.into_iter().collect())
    }

    /// Every link: the later claim, the earlier one, whether they are joined, and why or why not.
    pub fn links(&self) -> Result<Vec<(ClaimId, ClaimId, bool, String)>, StoreError> {
        let statement = "SELECT a.id, b.id, l.joined, l.reason FROM links l JOIN claims a ON a.fid = l.later
                         JOIN claims b ON b.fid = l.earlier ORDER BY l.fid";
        self.all(statement, |row| Ok((ClaimId(row.get(0)?), ClaimId(row.get(1)?), row.get(2)?, row.get(3)?)))
    }
}

impl Batch<'_> {
    /// The claim of a row.
    pub fn claim_at(&self, row: i64) -> Result<Option<StoredClaim>, StoreError> {
        Ok(self.claims_where("c.fid = ?1", [row])?.pop())
    }

    /// The claims of a report.
    pub fn claims_of_report(&self, report: &ReportId) -> Result<Vec<StoredClaim>, StoreError> {
        self.claims_where("r.id = ?1", [&report.0])
    }

    /// The claims of these blocks of place and time.
    pub fn claims_of_areas(&self, keys: &RangeInclusive<i64>) -> Result<Vec<StoredClaim>, StoreError> {
        self.claims_where("c.area_key BETWEEN ?1 AND ?2", params![keys.start(), keys.end()])
    }

    /// The claims of this block of name and time.
    pub fn claims_of_name(&self, key: i64) -> Result<Vec<StoredClaim>, StoreError> {
        self.claims_where("c.name_key = ?1", [key])
    }

    /// Every claim about a happening that a table has a key for.
    pub fn claims_of_happening(&self, happening: &str) -> Result<Vec<StoredClaim>, StoreError> {
        self.claims_where("c.happening = ?1", [happening])
    }

    /// The link of a claim to an earlier one.
    pub fn link_of(&self, later: i64) -> Result<Option<StoredLink>, StoreError> {
        Ok(self.links_where("later", later)?.pop())
    }

    /// The links of later claims to this one.
    pub fn links_to(&self, earlier: i64) -> Result<Vec<StoredLink>, StoreError> {
        self.links_where("earlier", earlier)
    }

    /// Puts the link of a claim in the place of the one it had.
    pub fn put_link(&self, later: i64, link: Option<&StoredLink>) -> Result<(), StoreError> {
        self.told(|t| {
            let Some(link) = link else {
                t.prepare_cached("DELETE FROM links WHERE later = ?1")?.execute([later])?;
                return Ok(());
            };
            let values = params![link.later, link.earlier, link.is_joined, link.reason];
            // Not an upsert: one that finds the row still uses up a key, so that a repeated import would number on.
            let mut update =
                t.prepare_cached("UPDATE links SET earlier = ?2, joined = ?3, reason = ?4 WHERE later = ?1")?;
            if update.execute(values)? == 0 {
                let mut insert = t.prepare_cached(
                    "INSERT INTO links (later, earlier, joined, reason) VALUES (?1, ?2, ?3, ?4)",
                )?;
                insert.execute(values)?;
            }
            Ok(())
        })
    }

    /// Puts events in the place of those that these claims had; each comes with the rows of its claims.
    pub fn replace_events(&self, claims: &[i64], events: &[(Event, Vec<i64>)]) -> Result<(), StoreError> {
        self.told(|t| {
            let mut find = t.prepare_cached("SELECT event FROM claims WHERE fid = ?1")?;
            let mut gone = t.prepare_cached("DELETE FROM events WHERE fid = ?1")?;
            for claim in claims {
                let event: Option<i64> = find.query_row([claim], |row| row.get(0)).optional()?.flatten();
                if let Some(event) = event {
                    gone.execute([event])?;
                }
            }
            Ok(())
        })?;
        for (event, rows) in events {
            let event_row = self.insert_event(event)?;
            self.told(|t| {
                let mut update = t.prepare_cached("UPDATE claims SET event = ?2 WHERE fid = ?1")?;
                for row in rows {
                    update.execute(params![row, event_row])?;
                }
                Ok(())
            })?;
        }
        Ok(())
    }

    fn links_where(&self, column: &str, row: i64) -> Result<Vec<StoredLink>, StoreError> {
        self.told(|t| {
            let mut find = t.prepare_cached(&format!(
                "SELECT later, earlier, joined, reason FROM links WHERE {column} = ?1 ORDER BY later"
            ))?;
            let mut rows = find.query([row])?;
            let mut found = Vec::new();
            while let Some(row) = rows.next()? {
                found.push(StoredLink {
                    later: row.get(0)?,
                    earlier: row.get(1)?,
                    is_joined: row.get(2)?,
                    reason: row.get(3)?,
                });
            }
            Ok(found)
        })
    }
}
