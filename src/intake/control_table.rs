//! Reads a table of control: which place, from which day, in which state, held by whom.

use crate::model::{
    Claim, ClaimId, ClaimedActor, ControlClaim, ControlStatus, Modality, Report, Role, SubEventType,
};

use super::events_table::{interval, modality, report, said_by};
use super::headers::{Field, Layout};
use super::record::{Fault, Reader, claim, list};
use super::row::Row;

pub(super) const LAYOUT: Layout = Layout {
    fields: &[
        (Field::Id, &["id", "row_id"]),
        (
            Field::Place,
            &[
                "place",
                "place_name",
                "location",
                "town",
                "city",
                "toponym",
                "lieu",
                "ville",
                "المكان",
                "البلدة",
            ],
        ),
        (Field::Governorate, &["governorate", "admin1", "adm_1", "province", "gouvernorat", "المحافظة"]),
        (Field::District, &["district", "admin2", "adm_2", "المنطقة"]),
        (Field::Date, &["date", "since", "from", "day", "التاريخ"]),
        (Field::DatePrecision, &["date_precision", "time_precision"]),
        (Field::Latitude, &["latitude", "lat"]),
        (Field::Longitude, &["longitude", "lon", "lng", "long"]),
        (Field::GeoPrecision, &["geo_precision"]),
        (Field::Status, &["status", "state", "control_status", "الحالة"]),
        (
            Field::Holder,
            &["holder", "held_by", "controlled_by", "controller", "control", "detenteur", "المسيطر"],
        ),
        (Field::Against, &["against", "besieged_by", "contested_by", "contre"]),
        (Field::SaidBy, &["said_by", "who_says", "according_to"]),
        (Field::Modality, &["modality"]),
        (Field::Source, &["source", "source_name", "outlet", "المصدر"]),
        (Field::Url, &["url", "link", "source_url", "الرابط"]),
        (Field::Published, &["published", "published_on", "date_published", "تاريخ_النشر"]),
        (Field::Title, &["title", "headline"]),
        (Field::Notes, &["note", "notes", "remark", "description", "ملاحظات"]),
    ],
    required: &[&[Field::Place, Field::Latitude], &[Field::Date], &[Field::Holder, Field::Status]],
    kept: &[Field::DatePrecision, Field::GeoPrecision, Field::Status],
};

/// What a status says.
struct Status {
    state: ControlStatus,
    /// Only a side says so.
    is_claimed: bool,
    /// Who leaves, where the status tells of a withdrawal.
    leaver: Option<String>,
}

/// Reads one row: a claim about the state of a place, and one about the withdrawal that led to it, where it tells one.
pub(super) fn read_row(reader: &mut Reader<'_>, row: &Row) -> Result<(Report, Vec<Claim>), Fault> {
    let (report, source) = report(reader, row)?;
    let (interval, time_precision) = interval(reader, row)?;
    let holders = names(reader.text(row, Field::Holder));
    let status = status(reader.text(row, Field::Status), &holders)?;
    let mut base = claim(&report, 1, sub_event_type(status.state), interval);
    base.time_precision = time_precision;
    base.toponym = reader.toponym(row);
    base.located = reader.located(row)?;
    if base.toponym.text.is_empty() && base.located.is_none() {
        return Err(Fault::new(Field::Place, "the row has neither a place nor coordinates"));
    }
    base.said_by = said_by(reader, row, &source);
    base.quote = reader.owned(row, Field::Notes);
    base.modality = if status.is_claimed { Modality::Claimed } else { modality(reader, row)? };
    let mut claims = Vec::with_capacity(2);
    if let Some(leaver) = status.leaver {
        let named = |name: &str| ClaimedActor { name: name.to_owned(), role: Role::Actor1 };
        let actors = list(Some(&leaver)).map(named).collect();
        claims.push(Claim { sub_event_type: SubEventType::Withdrawal, actors, ..base.clone() });
    }
    base.control = Some(ControlClaim {
        status: status.state,
        claimed: status.is_claimed,
        holders,
        against: names(reader.text(row, Field::Against)),
    });
    claims.push(base);
    for (index, claim) in claims.iter_mut().enumerate() {
        claim.id = ClaimId::of(&report.id, index + 1);
    }
    Ok((report, claims))
}

/// Reads a status; a row that only names a holder says that it holds the place.
fn status(text: Option<&str>, holders: &[String]) -> Result<Status, Fault> {
    let is = |state| Ok(Status { state, is_claimed: false, leaver: None });
    let found = match text.map(str::to_lowercase).as_deref() {
        None if holders.is_empty() => {
            return Err(Fault::new(Field::Status, "the row has neither a status nor a holder"));
        }
        None | Some("captured" | "taken" | "controlled" | "control") => is(ControlStatus::Held),
        Some("claimed") => Ok(Status { state: ControlStatus::Held, is_claimed: true, leaver: None }),
        // A road that is cut has the enemy on it.
        Some("cut" | "entered") => is(ControlStatus::Contested),
        Some(text) => match (ControlStatus::parse(text), leaver(text)) {
            (Some(state), _) => is(state),
            (None, Some(leaver)) => {
                let state = if holders.is_empty() { ControlStatus::Unknown } else { ControlStatus::Held };
                Ok(Status { state, is_claimed: false, leaver: Some(leaver.to_owned()) })
            }
            (None, None) => {
                let known: Vec<_> = ControlStatus::ALL.iter().map(|status| status.name()).collect();
                let reason = format!(
                    "unknown status; there are {}, claimed, cut and \"army leaves\"",
                    known.join(", ")
                );
                Err(Fault::new(Field::Status, reason))
            }
        },
    }?;
    if found.state == ControlStatus::Held && holders.is_empty() {
        return Err(Fault::new(Field::Holder, "the place is held but the row does not say by whom"));
    }
    Ok(found)
}

/// `army leaves`: who leaves.
fn leaver(status: &str) -> Option<&str> {
    ["leaves", "leave", "left", "withdraws", "withdraw", "withdrew"]
        .iter()
        .find_map(|verb| status.strip_suffix(verb))
        .map(str::trim)
        .filter(|who| !who.is_empty())
}

/// The sub-type of a claim about a state.
fn sub_event_type(status: ControlStatus) -> SubEventType {
    match status {
        ControlStatus::Contested => SubEventType::Contests,
        ControlStatus::Besieged => SubEventType::Besieges,
        _ => SubEventType::Holds,
    }
}

/// Names separated by semicolons; `none` is nobody.
fn names(text: Option<&str>) -> Vec<String> {
    list(text)
        .filter(|name| !["none", "nobody", "-"].iter().any(|none| name.eq_ignore_ascii_case(none)))
        .map(str::to_owned)
        .collect()
}
