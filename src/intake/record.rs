//! What the readers of all formats share: the fields of a row read as dates, places, numbers and ids.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use xxhash_rust::xxh3::Xxh3;

use crate::model::{
    Claim, ClaimId, ClaimedActor, Deaths, GeoPrecision, ImportId, Interval, Located, Position, Problem,
    Report, ReportId, Role, SourceId, SubEventType, Toponym,
};

use super::date_order::DateReader;
use super::event_types::names_a_type;
use super::headers::{Columns, Field, Fields, Layout};
use super::numbers::{count, degrees};
use super::row::Row;

/// Years that a report of a war may tell of; others are typing errors, and would stretch the slider over centuries.
const EARLIEST_YEAR: i32 = 1800;
const LATEST_YEAR: i32 = 2100;

/// Why a row is a problem: the column it is about, and the reason with the way out.
#[derive(Debug)]
pub(super) struct Fault {
    pub field: Option<Field>,
    pub reason: String,
}

impl Fault {
    pub fn new(field: Field, reason: impl Into<String>) -> Self {
        Self { field: Some(field), reason: reason.into() }
    }

    pub fn of_row(reason: impl Into<String>) -> Self {
        Self { field: None, reason: reason.into() }
    }
}

/// A file that is being read row by row.
pub(super) struct Reader<'a> {
    pub file: &'a str,
    pub import: ImportId,
    pub columns: &'a Columns,
    pub fields: Fields,
    pub dates: DateReader<'a>,
    /// The publisher of rows that name none.
    pub default_source: SourceId,
    /// Source and address of the row before, for rows that say "as above".
    pub above: (String, String),
    /// The column of keys of happenings, where it is only called `event`: that may as well be what happened.
    doubtful_keys: Option<usize>,
    /// Keys and columns of what stays in the original, sorted by key.
    originals: Vec<(String, usize)>,
    /// Hash of the headers, for ids from content.
    headers: u64,
}

impl<'a> Reader<'a> {
    pub fn new(
        file: &'a str,
        import: ImportId,
        columns: &'a Columns,
        fields: Fields,
        layout: &Layout,
        dates: DateReader<'a>,
        default_source: SourceId,
    ) -> Self {
        let doubtful_keys = fields.of(Field::Event).filter(|column| columns.is_called(*column, "event"));
        let carried: Vec<usize> = layout
            .fields
            .iter()
            .filter(|(field, _)| !layout.kept.contains(field))
            .filter_map(|(field, _)| fields.of(*field))
            .filter(|column| Some(*column) != doubtful_keys)
            .collect();
        let originals: BTreeMap<&str, usize> = (0..columns.len())
            .filter(|index| !carried.contains(index))
            .map(|index| (columns.names[index].as_str(), index))
            .collect();
        let quoted = |name: &str| serde_json::to_string(name).unwrap_or_default();
        let originals = originals.into_iter().map(|(name, index)| (quoted(name), index)).collect();
        let headers = xxhash_rust::xxh3::xxh3_64(columns.names.join("\u{1f}").as_bytes());
        let above = (String::new(), String::new());
        Self {
            file,
            import,
            columns,
            fields,
            dates,
            default_source,
            above,
            doubtful_keys,
            originals,
            headers,
        }
    }

    /// The cell of a field, if there is one with something in it.
    pub fn text<'r>(&self, row: &'r Row, field: Field) -> Option<&'r str> {
        self.fields.of(field).map(|column| row.cell(column)).filter(|cell| !cell.is_empty())
    }

    pub fn owned(&self, row: &Row, field: Field) -> Option<String> {
        self.text(row, field).map(str::to_owned)
    }

    /// A date, `None` where none is written.
    pub fn date(&mut self, row: &Row, field: Field) -> Result<Option<Interval>, Fault> {
        let Some((column, cell)) = self.fields.of(field).zip(self.text(row, field)) else { return Ok(None) };
        let interval = self.dates.read(column, cell).map_err(|reason| Fault::new(field, reason))?;
        let (first, ..) = interval.start().ymd();
        let (last, ..) = interval.last().ymd();
        if first < EARLIEST_YEAR || last > LATEST_YEAR {
            let reason = format!("a year that cannot be meant; years are {EARLIEST_YEAR} to {LATEST_YEAR}");
            return Err(Fault::new(field, reason));
        }
        Ok(Some(interval))
    }

    /// A number of people, `None` where none is written.
    pub fn count(&self, row: &Row, field: Field) -> Result<Option<u32>, Fault> {
        let Some(cell) = self.text(row, field) else { return Ok(None) };
        let reason = "this is no number of people; write a whole number such as 12, or leave it empty";
        count(cell).map(Some).ok_or_else(|| Fault::new(field, reason))
    }

    /// A precision from 1 to 3, and `default` where none is written.
    pub fn scale(&self, row: &Row, field: Field) -> Result<Option<u8>, Fault> {
        let Some(cell) = self.text(row, field) else { return Ok(None) };
        let number = count(cell).and_then(|number| u8::try_from(number).ok());
        number.map(Some).ok_or_else(|| Fault::new(field, "this is no precision; write 1, 2 or 3"))
    }

    pub fn deaths(&self, row: &Row) -> Result<Option<Deaths>, Fault> {
        // Real exports have figures whose low is above their best; what they say is kept as it is.
        Ok(Deaths::new(
            self.count(row, Field::DeathsLow)?,
            self.count(row, Field::DeathsBest)?,
            self.count(row, Field::DeathsHigh)?,
        ))
    }

    /// The toponym as written.
    pub fn toponym(&self, row: &Row) -> Toponym {
        Toponym {
            text: self.owned(row, Field::Place).unwrap_or_default(),
            admin1: self.owned(row, Field::Governorate),
            admin2: self.owned(row, Field::District),
        }
    }

    /// The point, `None` where the row has none; a point that cannot be is a fault.
    pub fn position(&self, row: &Row) -> Result<Option<Position>, Fault> {
        let number = |field| {
            let Some(cell) = self.text(row, field) else { return Ok(None) };
            let reason = "these are no degrees; write them as 36.145";
            degrees(cell).map(Some).ok_or_else(|| Fault::new(field, reason))
        };
        let (latitude, longitude) = match (number(Field::Latitude)?, number(Field::Longitude)?) {
            (Some(latitude), Some(longitude)) => (latitude, longitude),
            (None, None) => return Ok(None),
            (Some(_), None) => {
                return Err(Fault::new(Field::Longitude, "the latitude stands without a longitude"));
            }
            (None, Some(_)) => {
                return Err(Fault::new(Field::Latitude, "the longitude stands without a latitude"));
            }
        };
        if latitude == 0.0 && longitude == 0.0 {
            // What tables write for "not known"; a name of the place is better evidence.
            return match self.text(row, Field::Place) {
                Some(_) => Ok(None),
                None => Err(Fault::new(
                    Field::Latitude,
                    "0, 0 is in the sea off Africa; leave unknown coordinates empty",
                )),
            };
        }
        Position::new(longitude, latitude).map(Some).ok_or_else(|| {
            if Position::new(latitude, longitude).is_some() {
                Fault::new(
                    Field::Latitude,
                    format!(
                        "latitude {latitude} cannot be; latitude and longitude {longitude} may be exchanged"
                    ),
                )
            } else {
                let field = if latitude.abs() > 90.0 { Field::Latitude } else { Field::Longitude };
                Fault::new(field, "this is not on the globe; latitudes are -90 to 90, longitudes -180 to 180")
            }
        })
    }

    /// The point with ACLED's `geo_precision`; exact where none is written.
    pub fn located(&self, row: &Row) -> Result<Option<Located>, Fault> {
        let precision = self.scale(row, Field::GeoPrecision)?.unwrap_or(1);
        let geo_precision =
            GeoPrecision::try_from(precision).map_err(|reason| Fault::new(Field::GeoPrecision, reason))?;
        Ok(self.position(row)?.map(|position| Located { position, geo_precision, place: None }))
    }

    /// The actors of both roles, where they are named; a cell may name several.
    pub fn actors(&self, row: &Row) -> Vec<ClaimedActor> {
        [(Field::Actor1, Role::Actor1), (Field::Actor2, Role::Actor2)]
            .into_iter()
            .flat_map(|(field, role)| list(self.text(row, field)).map(move |name| (name, role)))
            .map(|(name, role)| ClaimedActor { name: name.to_owned(), role })
            .collect()
    }

    /// What the rows of this file that have keys of their own are counted in: the file, or what a person calls it.
    pub fn data_set(&self) -> &str {
        self.default_source.as_str()
    }

    /// The key that accounts of one happening share, in this data set.
    pub fn happening(&self, row: &Row) -> Option<String> {
        let column = self.fields.of(Field::Event)?;
        let key = self.text(row, Field::Event).filter(|key| self.is_key(column, key))?;
        Some(format!("{}:{key}", self.data_set()))
    }

    /// Whether a cell in the column of keys is one: in a column `event`, only if another column says what happened, and
    /// the cell does not say that itself.
    fn is_key(&self, column: usize, cell: &str) -> bool {
        let has_types = || self.fields.of(Field::EventType).or(self.fields.of(Field::SubEventType)).is_some();
        self.doubtful_keys != Some(column) || (has_types() && !names_a_type(cell))
    }

    /// What the row says in columns that no field of ours carries, as a JSON object with sorted keys.
    pub fn original(&self, row: &Row) -> Option<String> {
        let mut original = String::new();
        for (name, column) in &self.originals {
            let cell = row.cell(*column);
            if cell.is_empty() || (self.doubtful_keys == Some(*column) && self.is_key(*column, cell)) {
                continue;
            }
            original.push(if original.is_empty() { '{' } else { ',' });
            original.push_str(name);
            original.push(':');
            push_json(&mut original, cell);
        }
        (!original.is_empty()).then(|| original + "}")
    }

    /// 16 hexadecimal digits from the headers and values of a row, whatever its line.
    pub fn hash(&self, row: &Row) -> String {
        let mut hash = Xxh3::new();
        hash.update(&self.headers.to_le_bytes());
        for column in 0..self.columns.len() {
            hash.update(row.cell(column).as_bytes());
            hash.update(b"\x1f");
        }
        format!("{:016x}", hash.digest())
    }

    /// A report without a date of publishing, title and address.
    pub fn report(&self, row: &Row, source: SourceId, id: ReportId) -> Report {
        Report {
            id,
            source,
            import: self.import.clone(),
            line: row.line,
            published: None,
            title: None,
            url: None,
            language: None,
            text: None,
            original: self.original(row),
        }
    }

    /// A fault as the problem that is kept of its row.
    pub fn problem(&self, row: &Row, fault: Fault) -> Problem {
        let column = fault.field.and_then(|field| self.fields.of(field));
        Problem {
            file: self.file.to_owned(),
            line: row.line,
            column: column.map(|column| self.columns.names[column].clone()),
            value: column.map(|column| Problem::shorten(row.cell(column), Problem::LONGEST_VALUE)),
            reason: fault.reason,
            row: Some(row.shown()),
        }
    }
}

/// The id of the report with this key among those of a source or a data set.
///
/// Ids stand in lists separated by semicolons, and each on a line of its own, so they have none of either.
pub(super) fn report_id(among: &str, key: &str) -> ReportId {
    ReportId(format!("{among}:{key}").replace(|c: char| c == ';' || c.is_control(), ","))
}

/// The names in a cell, separated by semicolons.
pub(super) fn list(cell: Option<&str>) -> impl Iterator<Item = &str> {
    cell.unwrap_or_default().split(';').map(str::trim).filter(|name| !name.is_empty())
}

/// The `n`th claim of a report, with what every claim has and nothing else.
pub(super) fn claim(report: &Report, n: usize, sub_event_type: SubEventType, interval: Interval) -> Claim {
    Claim::bare(ClaimId::of(&report.id, n), report.id.clone(), sub_event_type, interval)
}

/// Appends a text as a JSON string.
fn push_json(out: &mut String, text: &str) {
    out.push('"');
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| byte < b' ' || byte == b'"' || byte == b'\\') {
        out.push_str(&rest[..at]);
        match rest.as_bytes()[at] {
            b'"' => out.push_str("\\\""),
            b'\\' => out.push_str("\\\\"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            other => {
                let _ = write!(out, "\\u{other:04x}");
            }
        }
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
    out.push('"');
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn an_original_is_json_that_reads_back(text in "[\\PC\0\n\r\t\"\\\\]{0,30}") {
            let mut written = String::new();
            push_json(&mut written, &text);
            prop_assert_eq!(serde_json::from_str::<String>(&written).unwrap(), text);
        }
    }
}
