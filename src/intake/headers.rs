//! Which column of a table carries which field, by the usual spellings of headers or as `--map` says.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::IntakeError;

/// The columns of a table.
#[derive(Clone, Debug, Default)]
pub(super) struct Columns {
    /// Headers as written; `column 3` where a header is empty, `name (2)` where one repeats.
    pub names: Vec<String>,
    keys: Vec<String>,
}

impl Columns {
    pub fn new<'a>(headers: impl IntoIterator<Item = &'a str>) -> Self {
        let mut names: Vec<String> = Vec::new();
        let mut keys = Vec::new();
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        let mut taken: BTreeSet<String> = BTreeSet::new();
        for (index, header) in headers.into_iter().enumerate() {
            let header: String = header.trim().chars().take(200).collect();
            let header = if header.is_empty() { format!("column {}", index + 1) } else { header };
            keys.push(key(&header));
            let count = seen.entry(header.clone()).or_default();
            *count += 1;
            let mut name = if *count == 1 { header.clone() } else { format!("{header} ({count})") };
            while !taken.insert(name.clone()) {
                *count += 1;
                name = format!("{header} ({count})");
            }
            names.push(name);
        }
        Self { names, keys }
    }

    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// The column with the first of these spellings, and a second column with the same one, if any.
    fn find(&self, spellings: &[&str]) -> Option<(usize, Option<usize>)> {
        spellings.iter().find_map(|spelling| {
            let mut found = (0..self.len()).filter(|index| self.keys[*index] == *spelling);
            found.next().map(|first| (first, found.next()))
        })
    }

    /// Whether the column has this spelling.
    pub fn is_called(&self, column: usize, spelling: &str) -> bool {
        self.keys.get(column).is_some_and(|key| key == spelling)
    }

    pub fn has(&self, spelling: &str) -> bool {
        self.keys.iter().any(|known| known == spelling)
    }

    /// The headers for a message.
    pub fn shown(&self) -> String {
        let mut shown: Vec<String> = self
            .names
            .iter()
            .take(60)
            .map(|name| name.chars().take(40).flat_map(char::escape_debug).collect())
            .collect();
        if self.len() > 60 {
            shown.push("…".to_owned());
        }
        shown.join(", ")
    }
}

/// Lower case, without diacritics, every run of other characters one underscore.
pub(super) fn key(header: &str) -> String {
    let mut key = String::new();
    for c in header.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            key.push(c);
        } else if !key.is_empty() && !key.ends_with('_') {
            key.push('_');
        }
    }
    key.truncate(key.trim_end_matches('_').len());
    key
}

macro_rules! fields {
    ($($variant:ident $name:literal;)+) => {
        /// What a column can carry.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub(super) enum Field {
            $($variant,)+
        }

        impl Field {
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The name that `--map` takes.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }
        }
    };
}

fields! {
    Id "id";
    Event "event";
    Date "date";
    DateEnd "date_end";
    DatePrecision "date_precision";
    Place "place";
    Governorate "governorate";
    District "district";
    Latitude "latitude";
    Longitude "longitude";
    Geometry "geometry";
    GeoPrecision "geo_precision";
    EventType "event_type";
    SubEventType "sub_event_type";
    Actor1 "actor1";
    Actor2 "actor2";
    DeathsLow "deaths_low";
    DeathsBest "deaths_best";
    DeathsHigh "deaths_high";
    Injured "injured";
    SaidBy "said_by";
    Modality "modality";
    Source "source";
    Url "url";
    Published "published";
    Title "title";
    Notes "notes";
    Holder "holder";
    Against "against";
    Status "status";
    Text "text";
    Language "language";
    File "file";
}

/// The columns of one kind of table.
pub(super) struct Layout {
    /// Each field with the keys of its headers, the best first.
    pub fields: &'static [(Field, &'static [&'static str])],
    /// Sets of which one field each must be there.
    pub required: &'static [&'static [Field]],
    /// Fields that stay in the original too, because ours say less than the column.
    pub kept: &'static [Field],
}

/// Where the fields of a file are.
#[derive(Clone, Debug)]
pub(super) struct Fields {
    at: [Option<usize>; Field::ALL.len()],
}

impl Fields {
    pub fn of(&self, field: Field) -> Option<usize> {
        self.at[field as usize]
    }

    /// Finds the fields of a layout among the columns.
    pub fn find(
        layout: &Layout,
        columns: &Columns,
        map: &BTreeMap<String, String>,
        file: &str,
    ) -> Result<Self, IntakeError> {
        let mut at = [None; Field::ALL.len()];
        for (field, header) in mapped(columns, map, file)? {
            at[field as usize] = Some(header);
        }
        let taken: Vec<usize> = at.iter().flatten().copied().collect();
        for (field, spellings) in layout.fields {
            if at[*field as usize].is_some() {
                continue;
            }
            match columns.find(spellings) {
                Some((first, Some(second))) => {
                    let reason = format!(
                        "columns {} and {} are both called {:?}; rename one, or say --map {}=HEADER with the one to use",
                        first + 1,
                        second + 1,
                        columns.names[first],
                        field.name()
                    );
                    return Err(IntakeError::Header { file: file.to_owned(), reason });
                }
                Some((first, None)) if !taken.contains(&first) => at[*field as usize] = Some(first),
                _ => {}
            }
        }
        Ok(Self { at })
    }

    /// The required fields that no column carries.
    pub fn missing(&self, layout: &Layout) -> Vec<&'static [Field]> {
        let is_absent = |fields: &&&'static [Field]| fields.iter().all(|field| self.of(*field).is_none());
        layout.required.iter().filter(is_absent).copied().collect()
    }
}

/// The columns that `--map` names.
fn mapped(
    columns: &Columns,
    map: &BTreeMap<String, String>,
    file: &str,
) -> Result<Vec<(Field, usize)>, IntakeError> {
    let mut found = Vec::new();
    for (name, header) in map {
        let known = Field::ALL.iter().copied().find(|field| field.name() == key(name));
        let field = known.ok_or_else(|| IntakeError::UnknownField {
            given: name.clone(),
            known: Field::ALL.iter().map(|field| field.name()).collect::<Vec<_>>().join(", "),
        })?;
        let column = columns
            .names
            .iter()
            .position(|known| known == header.trim())
            .or_else(|| columns.keys.iter().position(|known| *known == key(header)))
            .ok_or_else(|| IntakeError::UnknownHeader {
                file: file.to_owned(),
                field: field.name().to_owned(),
                header: header.clone(),
                columns: columns.shown(),
            })?;
        found.push((field, column));
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LAYOUT: Layout = Layout {
        fields: &[(Field::Date, &["date", "date_de_l_evenement"]), (Field::Place, &["place", "المكان"])],
        required: &[&[Field::Date], &[Field::Place]],
        kept: &[],
    };

    fn map(field: &str, header: &str) -> BTreeMap<String, String> {
        BTreeMap::from([(field.to_owned(), header.to_owned())])
    }

    #[test]
    fn headers_are_recognized_in_any_case_and_with_accents() {
        let columns = Columns::new([" Date de l'événement ", "المكان", ""]);
        let fields = Fields::find(&LAYOUT, &columns, &BTreeMap::new(), "a.csv").unwrap();
        assert_eq!((fields.of(Field::Date), fields.of(Field::Place)), (Some(0), Some(1)));
        assert_eq!(columns.names[2], "column 3");
    }

    #[test]
    fn map_says_which_column_a_field_is_in() {
        let columns = Columns::new(["Wann", "Ort", "date"]);
        let fields = Fields::find(&LAYOUT, &columns, &map("place", "ort"), "a.csv").unwrap();
        assert_eq!((fields.of(Field::Date), fields.of(Field::Place)), (Some(2), Some(1)));
        let told = |map| Fields::find(&LAYOUT, &columns, &map, "a.csv").unwrap_err().to_string();
        assert_eq!(
            told(map("place", "town")),
            "--map place=town: a.csv has no such column; it has Wann, Ort, date"
        );
        assert!(
            told(map("where", "Ort")).starts_with("--map where: unknown field; there are id, event, date,")
        );
    }

    #[test]
    fn a_field_that_stands_twice_is_not_guessed() {
        let columns = Columns::new(["date", "place", "Date"]);
        let told = Fields::find(&LAYOUT, &columns, &BTreeMap::new(), "a.csv").unwrap_err().to_string();
        assert_eq!(
            told,
            "a.csv: the header cannot be used: columns 1 and 3 are both called \"date\"; rename one, or say --map date=HEADER with the one to use"
        );
        assert!(Fields::find(&LAYOUT, &columns, &map("date", "Date"), "a.csv").is_ok());
    }
}
