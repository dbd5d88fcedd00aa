//! Between the types of the model and the columns of a table.

use rusqlite::Row;

use super::{StoreError, original};
use crate::model::{
    Claim, ClaimId, ClaimedActor, ClassifiedBy, ControlClaim, ControlStatus, Day, Deaths, GeoPrecision,
    ImportId, Interval, Located, Modality, PlaceId, Position, Report, ReportId, Role, SourceId, Spans,
    SubEventType, TimePrecision, Toponym,
};

/// Several values in one text column, as every table of ours writes them.
pub fn join<T: AsRef<str>>(values: impl IntoIterator<Item = T>) -> String {
    let mut joined = String::new();
    for value in values {
        if !joined.is_empty() {
            joined.push_str("; ");
        }
        joined.push_str(value.as_ref());
    }
    joined
}

/// The values of a column that [`join`] wrote.
pub fn split(text: &str) -> Vec<String> {
    text.split(';').map(str::trim).filter(|value| !value.is_empty()).map(str::to_owned).collect()
}

/// `None` for an empty list, so that a column says NULL where there is nothing.
pub fn some_text(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

/// The columns of `claims` and the headline of their report, in the order that [`claim`] reads them.
pub const CLAIM_COLUMNS: &str = "c.id, r.id, c.happening, c.sub_event_type, c.classified_by, c.modality, c.start_date, \
    c.end_date, c.time_precision, c.toponym, c.admin1, c.admin2, c.longitude, c.latitude, c.geo_precision, \
    c.place_id, c.actor1, c.actor2, c.deaths_low, c.deaths_best, c.deaths_high, c.injured, c.said_by, \
    CASE c.quote WHEN '' THEN r.title ELSE c.quote END, c.control_status, c.control_claimed, c.holders, c.against, \
    c.is_unsettled, c.spans, c.weapon, c.target";

/// How many columns [`CLAIM_COLUMNS`] names.
pub const CLAIM_WIDTH: usize = 32;

/// A claim from a row of [`CLAIM_COLUMNS`].
pub fn claim(row: &Row<'_>) -> Result<Claim, Unreadable> {
    let start = day(row, 6, "claims")?;
    let last = day(row, 7, "claims")?;
    let position = match (row.get::<_, Option<f64>>(12)?, row.get::<_, Option<f64>>(13)?) {
        (Some(longitude), Some(latitude)) => Position::new(longitude, latitude),
        _ => None,
    };
    let located = match position {
        Some(position) => Some(Located {
            position,
            geo_precision: geo_precision(row, 14, "claims")?,
            place: row.get::<_, Option<String>>(15)?.map(PlaceId),
        }),
        None => None,
    };
    let mut actors = Vec::new();
    for (column, role) in [(16, Role::Actor1), (17, Role::Actor2)] {
        if let Some(names) = row.get::<_, Option<String>>(column)? {
            actors.extend(split(&names).into_iter().map(|name| ClaimedActor { name, role }));
        }
    }
    let control = match row.get::<_, Option<String>>(24)? {
        Some(status) => Some(ControlClaim {
            status: ControlStatus::parse(&status)
                .ok_or_else(|| damaged("claims", &status, "control status"))?,
            claimed: row.get(25)?,
            holders: split(&row.get::<_, String>(26)?),
            against: split(&row.get::<_, String>(27)?),
        }),
        None => None,
    };
    let modality: String = row.get(5)?;
    Ok(Claim {
        id: ClaimId(row.get(0)?),
        report: ReportId(row.get(1)?),
        happening: row.get(2)?,
        sub_event_type: sub_event_type(row, 3, "claims")?,
        classified_by: classified_by(&row.get::<_, String>(4)?),
        modality: Modality::parse(&modality).ok_or_else(|| damaged("claims", &modality, "modality"))?,
        interval: Interval::of_days(start, last),
        time_precision: time_precision(row, 8, "claims")?,
        toponym: Toponym { text: row.get(9)?, admin1: row.get(10)?, admin2: row.get(11)? },
        located,
        actors,
        deaths: Deaths::new(row.get(18)?, row.get(19)?, row.get(20)?),
        injured: row.get(21)?,
        // Reports in prose are read, and not yet kept.
        weapon: row.get(30)?,
        target: row.get(31)?,
        said_by: row.get::<_, Option<String>>(22)?.map(SourceId),
        is_unsettled: row.get(28)?,
        quote: row.get(23)?,
        spans: row.get::<_, Option<String>>(29)?.map(|text| spans(&text)).transpose()?,
        control,
    })
}

fn spans(text: &str) -> Result<Spans, Unreadable> {
    serde_json::from_str(text).map_err(|_| damaged("claims", text, "spans in JSON"))
}

/// The columns of `reports` and their import's id, in the order that [`report`] reads them.
pub const REPORT_COLUMNS: &str = "r.id, r.source, (SELECT id FROM imports WHERE fid = r.import), r.line, r.published, r.title, r.url, \
     (SELECT columns FROM row_shapes WHERE fid = r.shape), r.original, r.language, r.text";

/// A report from a row of [`REPORT_COLUMNS`].
pub fn report(row: &Row<'_>) -> Result<Report, Unreadable> {
    Ok(Report {
        id: ReportId(row.get(0)?),
        source: SourceId(row.get(1)?),
        import: ImportId(row.get::<_, Option<String>>(2)?.unwrap_or_default()),
        line: row.get::<_, i64>(3)?.unsigned_abs(),
        published: optional_day(row, 4, "reports")?,
        title: row.get(5)?,
        url: row.get(6)?,
        original: original::join(row.get(7)?, row.get(8)?),
        language: row.get(9)?,
        text: row.get(10)?,
    })
}

/// Why a row cannot be read: SQLite says so, or what stands there is not what we write.
pub enum Unreadable {
    /// SQLite's own error.
    Sqlite(rusqlite::Error),
    /// A value that no version of ours writes.
    Damaged {
        /// The table.
        table: &'static str,
        /// What stands there.
        value: String,
        /// What should.
        expected: &'static str,
    },
}

impl Unreadable {
    /// The error to give to a caller who needs the file's name.
    pub fn in_file(self, path: &std::path::Path) -> StoreError {
        let path = path.to_owned();
        match self {
            Self::Sqlite(cause) => StoreError::Sqlite { path, cause },
            Self::Damaged { table, value, expected } => StoreError::Damaged { path, table, value, expected },
        }
    }
}

impl From<rusqlite::Error> for Unreadable {
    fn from(cause: rusqlite::Error) -> Self {
        Self::Sqlite(cause)
    }
}

/// The error for a value that should not be there.
pub fn damaged(table: &'static str, value: &str, expected: &'static str) -> Unreadable {
    Unreadable::Damaged { table, value: value.chars().take(80).collect(), expected }
}

pub fn day(row: &Row<'_>, column: usize, table: &'static str) -> Result<Day, Unreadable> {
    let text = row.get_ref(column)?.as_str().map_err(rusqlite::Error::from)?;
    Day::parse(text).map_err(|_| damaged(table, text, "day"))
}

pub fn optional_day(row: &Row<'_>, column: usize, table: &'static str) -> Result<Option<Day>, Unreadable> {
    match row.get_ref(column)?.as_str_or_null().map_err(rusqlite::Error::from)? {
        Some(text) => Day::parse(text).map(Some).map_err(|_| damaged(table, text, "day")),
        None => Ok(None),
    }
}

pub fn sub_event_type(row: &Row<'_>, column: usize, table: &'static str) -> Result<SubEventType, Unreadable> {
    let text = row.get_ref(column)?.as_str().map_err(rusqlite::Error::from)?;
    SubEventType::ALL
        .iter()
        .copied()
        .find(|known| known.name() == text)
        .ok_or_else(|| damaged(table, text, "sub_event_type"))
}

pub fn time_precision(
    row: &Row<'_>,
    column: usize,
    table: &'static str,
) -> Result<TimePrecision, Unreadable> {
    let number: u8 = row.get(column)?;
    TimePrecision::try_from(number).map_err(|_| damaged(table, &number.to_string(), "time_precision"))
}

pub fn geo_precision(row: &Row<'_>, column: usize, table: &'static str) -> Result<GeoPrecision, Unreadable> {
    let number: u8 = row.get(column)?;
    GeoPrecision::try_from(number).map_err(|_| damaged(table, &number.to_string(), "geo_precision"))
}

pub fn classified_by(text: &str) -> ClassifiedBy {
    if text == ClassifiedBy::Headline.name() { ClassifiedBy::Headline } else { ClassifiedBy::Source }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_values_in_one_column_read_back() {
        assert_eq!(join(["HTS", "Ahrar al-Sham"]), "HTS; Ahrar al-Sham");
        assert_eq!(split("HTS;  Ahrar al-Sham ;"), ["HTS", "Ahrar al-Sham"]);
        assert!(split("").is_empty());
    }
}
