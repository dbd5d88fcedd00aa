//! Which format a table has, told by its columns.

use std::collections::BTreeMap;

use super::headers::{Columns, Field, Fields, Layout};
use super::source::Source;
use super::{IntakeError, Options, acled, control_table, events_table, ucdp};

/// What the rows of a file are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// An export of ACLED.
    Acled,
    /// A table of UCDP's Georeferenced Event Dataset.
    Ucdp,
    /// Any table of events with a date and a place.
    Table,
    /// A table of who held which place when.
    Control,
    /// GeoJSON points, whose properties are any of the above.
    GeoJson,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Acled, Self::Ucdp, Self::Table, Self::Control, Self::GeoJson];

    /// The word for it on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Acled => "acled",
            Self::Ucdp => "ucdp",
            Self::Table => "table",
            Self::Control => "control",
            Self::GeoJson => "geojson",
        }
    }

    /// Reads the word in any case.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name().eq_ignore_ascii_case(text.trim()))
    }

    /// The columns of its rows; GeoJSON has none of its own.
    pub(super) fn layout(self) -> &'static Layout {
        match self {
            Self::Acled => &acled::LAYOUT,
            Self::Ucdp => &ucdp::LAYOUT,
            Self::Table | Self::GeoJson => &events_table::LAYOUT,
            Self::Control => &control_table::LAYOUT,
        }
    }
}

/// The format of a file and how its rows are read; for GeoJSON the two differ.
pub(super) fn recognize(source: &Source, options: &Options) -> Result<(Format, Format, Fields), IntakeError> {
    let file = &source.packed.file;
    let rows = match options.format {
        Some(Format::GeoJson) if !source.is_geojson() => {
            let reason = "its text does not begin with {".to_owned();
            return Err(IntakeError::Json { file: file.clone(), reason });
        }
        Some(Format::GeoJson) | None => of_columns(&source.columns, &options.columns),
        Some(format) => format,
    };
    let fields = Fields::find(rows.layout(), &source.columns, &options.columns, file)?;
    let missing = fields.missing(rows.layout());
    if let Some(first) = missing.first() {
        let columns = source.columns.shown();
        return Err(match options.format {
            Some(format) => IntakeError::Missing {
                file: file.clone(),
                format: format.name(),
                missing: missing.iter().map(|any| names(any)).collect::<Vec<_>>().join(", nor for "),
                columns,
                example: first[0].name(),
            },
            None => IntakeError::UnknownFormat { file: file.clone(), columns },
        });
    }
    Ok((if source.is_geojson() { Format::GeoJson } else { rows }, rows, fields))
}

fn names(any: &[Field]) -> String {
    any.iter().map(|field| field.name()).collect::<Vec<_>>().join(" or ")
}

/// The format whose own columns are there.
fn of_columns(columns: &Columns, map: &BTreeMap<String, String>) -> Format {
    let has_all = |names: &[&str]| names.iter().all(|name| columns.has(name));
    let has = |field: Field| {
        let spellings = |layout: &Layout| {
            layout
                .fields
                .iter()
                .any(|(known, spellings)| *known == field && spellings.iter().any(|name| columns.has(name)))
        };
        map.contains_key(field.name()) || spellings(&control_table::LAYOUT)
    };
    if has_all(&["event_id_cnty", "event_date"]) {
        Format::Acled
    } else if has_all(&["type_of_violence", "date_start", "where_prec"]) {
        Format::Ucdp
    } else if (has(Field::Holder) || (has(Field::Status) && has(Field::Against)))
        && !columns.has("event_type")
        && !map.contains_key("event_type")
    {
        Format::Control
    } else {
        Format::Table
    }
}
