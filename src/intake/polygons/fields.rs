//! What the properties of features say: who holds the land, in what state, from when until when.

use std::collections::BTreeMap;

use crate::model::{ControlStatus, Day, Interval, Problem};

use super::{Polygon, PolygonOptions, Raw, class};
use crate::intake::IntakeError;
use crate::intake::date_order::{DateReader, Proof};
use crate::intake::headers::key;

/// What a property can carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Holder,
    Against,
    Status,
    Date,
    From,
    To,
    Published,
}

/// Each field with the name that options take, and the keys of its headers, the best first.
const FIELDS: [(Field, &str, &[&str]); 7] = [
    (
        Field::Holder,
        "holder",
        &[
            "holder",
            "held_by",
            "controlled_by",
            "controlling_actor",
            "controller",
            "control_class",
            "control",
            "actor",
            "party",
            "faction",
            "side",
            "group",
            "owner",
            "class",
            "classification",
            "category",
            "layer_name",
            "layer",
            "name",
            "title",
            "label",
            "type",
        ],
    ),
    (Field::Against, "against", &["against", "contested_by", "besieged_by", "opponent"]),
    (Field::Status, "status", &["status", "control_status", "state"]),
    (
        Field::Date,
        "date",
        &[
            "date",
            "day",
            "control_date",
            "valid_on",
            "as_of",
            "as_of_date",
            "map_date",
            "report_date",
            "reportdate",
            "datetime",
            "timestamp",
            "last_updated",
            "updated",
            "update_date",
            "editdate",
            "edit_date",
        ],
    ),
    (
        Field::From,
        "valid_from",
        &[
            "valid_from",
            "validfrom",
            "date_from",
            "from_date",
            "from",
            "start_date",
            "startdate",
            "start",
            "begin",
            "since",
        ],
    ),
    (
        Field::To,
        "valid_to",
        &[
            "valid_to",
            "validto",
            "valid_until",
            "date_to",
            "to_date",
            "to",
            "until",
            "end_date",
            "enddate",
            "end",
        ],
    ),
    (
        Field::Published,
        "published",
        &["published", "date_published", "publication_date", "publish_date", "pub_date"],
    ),
];

/// Characters of a header in a shapefile's table; longer ones are cut.
const LONGEST_HEADER: usize = 10;

/// A polygon, and whether it is of the map of one day, as against one that tells itself until when it is valid.
pub(super) type Found = (Polygon, bool);

/// Features as polygons and problems, in the order of the file.
pub(super) fn understood(
    file: &str,
    raw: &[Raw],
    options: &PolygonOptions,
) -> Result<(Vec<Found>, Vec<Problem>), IntakeError> {
    let headers = Headers::find(file, raw, &options.columns)?;
    let survey = |field: usize| {
        let mut proof = Proof::default();
        raw.iter().filter_map(|one| headers.cell(one, FIELDS[field].0)).for_each(|cell| proof.weigh(cell));
        proof
    };
    let mut dates = DateReader::new(options.date_order, false, &survey);
    let of_file = day_in_name(file).or(options.date);
    let (mut polygons, mut problems) = (Vec::new(), Vec::new());
    for (number, one) in raw.iter().enumerate() {
        let found = polygon(one, &headers, &mut dates, of_file);
        let found = found.and_then(|(found, is_of_map)| match found.from {
            None if options.needs_day => {
                Err("nothing says from which day it is valid; tell it with --date".to_owned())
            }
            _ => Ok((found, is_of_map)),
        });
        match found {
            Ok(found) => polygons.push(found),
            Err(reason) => {
                let row: Vec<String> =
                    one.cells.iter().map(|(name, cell)| format!("{name}={cell}")).collect();
                let row = Problem::shorten(&row.join(", "), Problem::LONGEST_ROW);
                let reason = format!("feature {}: {reason}", number + 1);
                problems.push(Problem { row: Some(row), ..Problem::of_line(file, one.line, reason) });
            }
        }
    }
    Ok((polygons, problems))
}

/// The polygons, those of the map of one day valid until the day of the next map.
pub(super) fn ended(found: Vec<Found>) -> Vec<Polygon> {
    let mut maps: Vec<Day> =
        found.iter().filter(|(_, is_of_map)| *is_of_map).filter_map(|(polygon, _)| polygon.from).collect();
    maps.sort_unstable();
    maps.dedup();
    let ended = found.into_iter().map(|(mut polygon, is_of_map)| {
        if is_of_map && let Some(from) = polygon.from {
            polygon.until = maps.get(maps.partition_point(|day| *day <= from)).copied();
        }
        polygon
    });
    ended.collect()
}

/// The headers that carry the fields.
struct Headers {
    names: [Option<String>; FIELDS.len()],
}

impl Headers {
    fn find(file: &str, raw: &[Raw], map: &BTreeMap<String, String>) -> Result<Self, IntakeError> {
        let mut known: Vec<&str> = Vec::new();
        for (name, _) in raw.iter().flat_map(|one| &one.cells) {
            if !known.contains(&name.as_str()) {
                known.push(name);
            }
        }
        let shown = || known.iter().take(60).copied().collect::<Vec<_>>().join(", ");
        let mut names: [Option<String>; FIELDS.len()] = Default::default();
        for (field, header) in map {
            let at = FIELDS.iter().position(|(_, name, _)| name == field).ok_or_else(|| {
                let known = FIELDS.map(|(_, name, _)| name).join(", ");
                IntakeError::UnknownField { given: field.clone(), known }
            })?;
            let found = known.iter().find(|name| **name == header.trim());
            let found = found.or_else(|| known.iter().find(|name| key(name) == key(header)));
            let found = found.ok_or_else(|| IntakeError::UnknownHeader {
                file: file.to_owned(),
                field: field.clone(),
                header: header.clone(),
                columns: shown(),
            })?;
            names[at] = Some((*found).to_owned());
        }
        let is = |name: &str, spelling: &str| {
            let key = key(name);
            key == spelling || (key.len() == LONGEST_HEADER && spelling.starts_with(&key))
        };
        for (at, (_, _, spellings)) in FIELDS.iter().enumerate() {
            if names[at].is_none() {
                let found =
                    spellings.iter().find_map(|spelling| known.iter().find(|name| is(name, spelling)));
                names[at] =
                    found.map(|name| (*name).to_owned()).filter(|name| !names.contains(&Some(name.clone())));
            }
        }
        let is_readable = raw.iter().any(|one| one.outline.is_ok());
        if is_readable && names[Field::Holder as usize].is_none() && names[Field::Status as usize].is_none() {
            let reason = format!(
                "no property says who holds the land; there are {}; name it with --map holder=HEADER",
                shown()
            );
            return Err(IntakeError::Header { file: file.to_owned(), reason });
        }
        Ok(Self { names })
    }

    fn cell<'a>(&self, raw: &'a Raw, field: Field) -> Option<&'a str> {
        let name = self.names[field as usize].as_deref()?;
        raw.cells.iter().find(|(header, _)| header == name).map(|(_, cell)| cell.trim())
    }

    fn name(&self, field: Field) -> &str {
        self.names[field as usize].as_deref().unwrap_or_default()
    }
}

/// The polygon of a feature.
fn polygon(
    raw: &Raw,
    headers: &Headers,
    dates: &mut DateReader<'_>,
    of_file: Option<Day>,
) -> Result<Found, String> {
    let outline = raw.outline.clone()?;
    let mut days = |field: Field| match headers.cell(raw, field) {
        None => Ok(None),
        Some(cell) => day(cell, field, dates).map(Some).map_err(|reason| {
            format!("{} {:?}: {reason}", headers.name(field), Problem::shorten(cell, Problem::LONGEST_VALUE))
        }),
    };
    let (date, from, to) = (days(Field::Date)?, days(Field::From)?, days(Field::To)?);
    let published = days(Field::Published)?.map(Interval::start);
    let is_of_map = from.is_none() && to.is_none() && (date.is_some() || of_file.is_some());
    let begins = from.or(date).map(Interval::start).or(of_file);
    let until = to.map(Interval::end);
    if let (Some(begins), Some(until)) = (begins, until)
        && until <= begins
    {
        return Err(format!(
            "it is valid to {} and from {begins}; the earlier day comes first",
            until.plus(-1)
        ));
    }

    let class = headers.cell(raw, Field::Holder).map(class::of);
    let stated = headers.cell(raw, Field::Status);
    // A word that is no state of ours may still say one: "Claimed control".
    let status = stated.map(|text| (ControlStatus::parse(text), class::of(text)));
    let is_claimed = class.iter().chain(status.iter().map(|(_, class)| class)).any(|class| class.is_claimed);
    let status = match (&class, status) {
        (_, Some((Some(status), _))) => status,
        (Some(class), Some((None, other))) if class.status == ControlStatus::Held => other.status,
        (Some(class), _) => class.status,
        (None, Some((None, other))) => other.status,
        (None, None) => return Err("nothing says who holds it".to_owned()),
    };
    let holders = match (&class, status) {
        (_, ControlStatus::Unknown) | (None, _) => Vec::new(),
        (Some(class), _) => class.names.clone(),
    };
    if status == ControlStatus::Held && holders.is_empty() {
        return Err("nothing says who holds it".to_owned());
    }
    let against = headers.cell(raw, Field::Against).map(class::listed).unwrap_or_default();
    let name = class.map_or_else(|| stated.unwrap_or_default().to_owned(), |class| class.name);
    let (line, from) = (raw.line, begins);
    let polygon =
        Polygon { line, outline, class: name, status, holders, against, is_claimed, from, until, published };
    Ok((polygon, is_of_map))
}

/// Days of a cell: a date as tables write it, or the milliseconds since 1970 that map servers write.
fn day(cell: &str, field: Field, dates: &mut DateReader<'_>) -> Result<Interval, String> {
    const MILLISECONDS: i64 = 86_400_000;
    let is_moment = cell.len() > 8
        && cell.bytes().enumerate().all(|(at, byte)| byte.is_ascii_digit() || (at == 0 && byte == b'-'));
    if is_moment && let Ok(number) = cell.parse::<i64>() {
        // Of seconds there are fewer digits.
        let milliseconds = if number.abs() < 100_000_000_000 { number.saturating_mul(1_000) } else { number };
        let days =
            i32::try_from(milliseconds.div_euclid(MILLISECONDS)).map_err(|_| "this is no date".to_owned())?;
        return Ok(Interval::of_day(Day::from_number(days)));
    }
    dates.read(field as usize, cell)
}

/// The day in a file's name: `map_20240708.geojson`, `2024-07-08.json`.
fn day_in_name(file: &str) -> Option<Day> {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let runs = file.split(|c: char| !c.is_ascii_digit() && c != '-' && c != '_');
    runs.flat_map(|run| {
        let parts: Vec<&str> = run.split(['-', '_']).filter(|part| !part.is_empty()).collect();
        let whole = parts.iter().copied().filter(|part| part.len() == 8 && digits(part));
        let whole =
            whole.map(|part| format!("{}-{}-{}", &part[..4], &part[4..6], &part[6..])).collect::<Vec<_>>();
        let in_parts = parts.windows(3).map(|three| three.join("-")).collect::<Vec<_>>();
        whole.into_iter().chain(in_parts)
    })
    .find_map(|text| Day::parse(&text).ok())
}
