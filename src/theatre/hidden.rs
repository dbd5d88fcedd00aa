//! What a person told to leave nothing that is published: the titles, addresses and ids of reports with a sensitive claim.

use std::collections::BTreeSet;

use xxhash_rust::xxh3::xxh3_64;

use crate::model::{Claim, ClaimId, Event, EventId, Report, ReportId, Rulings};

/// The reports that are shown under another id, without title and address.
///
/// An id may hold the title of its report. The claims themselves are coarsened by [`Rulings::apply`].
pub struct Hidden(BTreeSet<String>);

impl Hidden {
    pub fn by(rulings: &Rulings) -> Self {
        Self(rulings.sensitive().map(|claim| claim.report().to_owned()).collect())
    }

    /// A report as it is shown.
    pub fn report(&self, report: Report) -> Report {
        if !self.0.contains(report.id.as_str()) {
            return report;
        }
        Report { id: ReportId(other_id(report.id.as_str())), title: None, url: None, ..report }
    }

    /// A claim as it is shown. No claim of a report with a sensitive one is quoted: its sentence may name what that hides.
    pub fn claim(&self, claim: Claim) -> Claim {
        if !self.0.contains(claim.report.as_str()) {
            return claim;
        }
        let report = ReportId(other_id(claim.report.as_str()));
        Claim { id: self.claim_id(&claim.id), report, quote: None, spans: None, ..claim }
    }

    /// An event as it is shown.
    pub fn event(&self, event: Event) -> Event {
        let id = self.claim_id(&ClaimId(event.id.0.clone()));
        Event { id: EventId(id.0), ..event }
    }

    /// The id of a claim as it is shown.
    pub fn claim_id(&self, claim: &ClaimId) -> ClaimId {
        let report = claim.report();
        if !self.0.contains(report) {
            return claim.clone();
        }
        ClaimId(format!("{}{}", other_id(report), &claim.as_str()[report.len()..]))
    }
}

fn other_id(report: &str) -> String {
    let source = report.split_once(':').map_or("report", |(source, _)| source);
    format!("{source}:hidden-{:016x}", xxh3_64(report.as_bytes()))
}
