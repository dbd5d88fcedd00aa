//! Reports and their claims as rows: those about one event together, then those about none.

use std::collections::BTreeMap;

use super::columns::{ActorRef, NONE, Range};
use super::strings::Texts;
use crate::model::Modality;

/// Every claim and every report.
#[derive(Debug, Default)]
pub struct Claims {
    /// Claims, by the row of their event, then as they were published.
    pub rows: Vec<ClaimRow>,
    /// Reports, in the order of their ids.
    pub reports: Vec<ReportRow>,
    /// Ids, titles, quotations and spans, by number.
    pub texts: Texts,
    /// Rows of claims in the order of their ids.
    pub by_id: Vec<u32>,
    /// Actors of all claims: [`ClaimRow::actors`] says which are whose.
    pub actors: Vec<ActorRef>,
    /// What joins a claim to an earlier one or keeps it apart, by its id.
    pub links: BTreeMap<String, Link>,
}

/// A claim.
#[derive(Clone, Debug)]
pub struct ClaimRow {
    pub id: u32,
    /// Row of its report.
    pub report: u32,
    /// Row of the event it is an account of.
    pub event: u32,
    pub kind: u8,
    pub modality: Modality,
    pub is_unsettled: bool,
    pub start: i32,
    /// The day after the last one.
    pub end: i32,
    pub time_precision: u8,
    pub toponym: u32,
    pub place: u32,
    /// NaN where not located.
    pub longitude: f64,
    pub latitude: f64,
    pub geo_precision: u8,
    pub actors: Range,
    pub deaths: [u32; 3],
    pub injured: u32,
    /// Number of a symbol.
    pub weapon: u32,
    pub target: u32,
    pub said_by: u16,
    pub quote: u32,
    /// Number of its spans, as JSON.
    pub spans: u32,
}

/// A report.
#[derive(Clone, Debug)]
pub struct ReportRow {
    pub id: u32,
    pub source: u16,
    pub published: i32,
    pub title: u32,
    pub url: u32,
    pub language: u32,
    pub claims: u32,
}

/// Why a claim is joined to an earlier one, or kept apart from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Id of the earlier claim.
    pub earlier: String,
    /// Whether they are accounts of one event.
    pub is_joined: bool,
    /// Why, or why not.
    pub reason: String,
}

impl Claims {
    /// The text of a number, if it is one.
    pub fn text(&self, number: u32) -> Option<&str> {
        (number != NONE).then(|| self.texts.get(number))
    }

    /// The row of the claim of this id.
    pub fn row_of(&self, id: &str) -> Option<u32> {
        let at =
            self.by_id.binary_search_by(|row| self.texts.get(self.rows[*row as usize].id).cmp(id)).ok()?;
        Some(self.by_id[at])
    }

    /// The row of the report of this id.
    pub fn report_of(&self, id: &str) -> Option<u32> {
        let at = self.reports.binary_search_by(|report| self.texts.get(report.id).cmp(id)).ok()?;
        Some(at as u32)
    }

    /// The report that makes a claim.
    pub fn report(&self, claim: &ClaimRow) -> &ReportRow {
        &self.reports[claim.report as usize]
    }

    /// The actors of a claim.
    pub fn actors_of(&self, claim: &ClaimRow) -> &[ActorRef] {
        &self.actors[claim.actors.start as usize..claim.actors.end as usize]
    }
}
