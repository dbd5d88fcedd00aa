//! Reads UCDP GED: the columns of the official tables, and of cuts of them.

use crate::model::{
    Claim, ClassifiedBy, Day, GeoPrecision, Interval, Located, Report, SourceId, SubEventType, TimePrecision,
};

use super::classify::classify;
use super::headers::{Field, Layout};
use super::numbers::degrees;
use super::record::{Fault, Reader, claim, report_id};
use super::row::Row;

pub(super) const LAYOUT: Layout = Layout {
    fields: &[
        (Field::Id, &["id"]),
        (Field::Date, &["date_start"]),
        (Field::DateEnd, &["date_end"]),
        (Field::DatePrecision, &["date_prec"]),
        (Field::EventType, &["type_of_violence"]),
        (Field::Actor1, &["side_a"]),
        (Field::Actor2, &["side_b"]),
        (Field::Place, &["where_coordinates"]),
        (Field::Governorate, &["adm_1"]),
        (Field::District, &["adm_2"]),
        (Field::Latitude, &["latitude"]),
        (Field::Longitude, &["longitude"]),
        (Field::Geometry, &["geom_wkt"]),
        (Field::GeoPrecision, &["where_prec"]),
        (Field::DeathsLow, &["low"]),
        (Field::DeathsBest, &["best"]),
        (Field::DeathsHigh, &["high"]),
        (Field::Title, &["source_headline"]),
        (Field::Source, &["source_office"]),
        (Field::Published, &["source_date"]),
    ],
    required: &[
        &[Field::Id],
        &[Field::Date],
        &[Field::EventType],
        &[Field::GeoPrecision],
        &[Field::Place, Field::Latitude],
    ],
    kept: &[Field::DatePrecision, Field::GeoPrecision, Field::EventType, Field::Source, Field::Published],
};

/// Whose rows these are.
pub(super) const SOURCE: &str = "ucdp-ged";

/// An id as UCDP means it: cuts of its tables write 250382 as 250382.0.
pub(super) fn key(id: &str) -> &str {
    id.strip_suffix(".0").unwrap_or(id)
}

/// Degrees by which coordinates and `geom_wkt` may differ: 100 m.
const SAME_POINT: f64 = 0.001;

/// Reads one row. Both days of `date_start` and `date_end` count.
pub(super) fn read_row(reader: &mut Reader<'_>, row: &Row) -> Result<(Report, Vec<Claim>), Fault> {
    let id = key(reader.text(row, Field::Id).unwrap_or_default());
    if id.is_empty() {
        return Err(Fault::new(Field::Id, "the row has no id, so that it cannot be told from others"));
    }
    let first =
        reader.date(row, Field::Date)?.ok_or_else(|| Fault::new(Field::Date, "the row has no date_start"))?;
    let last = reader.date(row, Field::DateEnd)?.unwrap_or(first);
    if last.end() < first.end() {
        return Err(Fault::new(Field::DateEnd, "the event ends before it starts"));
    }
    let interval = first.span(last);
    let (sub_type, classified_by) = sub_event_type(reader, row)?;
    let toponym = reader.toponym(row);
    let located = located(reader, row)?;
    if toponym.text.is_empty() && located.is_none() {
        return Err(Fault::new(Field::Place, "the row has neither a place nor coordinates"));
    }
    let mut report = reader.report(row, SourceId::from(SOURCE), report_id(SOURCE, id));
    report.title = reader.owned(row, Field::Title);
    report.published = published(reader, row, interval);
    let mut claim = claim(&report, 1, sub_type, interval);
    claim.classified_by = classified_by;
    claim.time_precision = time_precision(reader, row, interval)?;
    claim.toponym = toponym;
    claim.located = located;
    claim.actors = reader.actors(row);
    claim.deaths = reader.deaths(row)?;
    claim.quote.clone_from(&report.title);
    Ok((report, vec![claim]))
}

/// What the headline names, or a publisher that lists one thing only; else what the type of violence says.
fn sub_event_type(reader: &Reader<'_>, row: &Row) -> Result<(SubEventType, ClassifiedBy), Fault> {
    let of_violence = match reader.scale(row, Field::EventType)? {
        Some(1 | 2) => SubEventType::ArmedClash,
        Some(3) => SubEventType::Attack,
        _ => return Err(Fault::new(Field::EventType, "a type of violence is 1, 2 or 3")),
    };
    let named = |field| reader.text(row, field).and_then(classify);
    Ok(match named(Field::Title).or_else(|| named(Field::Source)) {
        Some(named) => (named, ClassifiedBy::Headline),
        None => (of_violence, ClassifiedBy::Source),
    })
}

/// UCDP's `where_prec`: 1 the place, 2 and 3 near it or its district, 4 to 7 wider.
fn located(reader: &Reader<'_>, row: &Row) -> Result<Option<Located>, Fault> {
    let geo_precision = match reader.scale(row, Field::GeoPrecision)? {
        Some(1) => GeoPrecision::Exact,
        Some(2 | 3) => GeoPrecision::Near,
        Some(4..=7) => GeoPrecision::Region,
        _ => return Err(Fault::new(Field::GeoPrecision, "a where_prec is 1 to 7")),
    };
    let Some(position) = reader.position(row)? else { return Ok(None) };
    if let Some((longitude, latitude)) = reader.text(row, Field::Geometry).and_then(point) {
        let differs = |a: f64, b: f64| (a - b).abs() > SAME_POINT;
        if differs(longitude, position.longitude()) || differs(latitude, position.latitude()) {
            let is_exchanged =
                !differs(latitude, position.longitude()) && !differs(longitude, position.latitude());
            let reason = if is_exchanged {
                "latitude and longitude are exchanged against geom_wkt"
            } else {
                "the coordinates and geom_wkt are different points"
            };
            return Err(Fault::new(Field::Latitude, reason));
        }
    }
    Ok(Some(Located { position, geo_precision, place: None }))
}

/// `POINT (36.7 34.8)`: longitude, latitude.
fn point(wkt: &str) -> Option<(f64, f64)> {
    let inside = wkt.strip_prefix("POINT")?.trim().strip_prefix('(')?.strip_suffix(')')?;
    let (longitude, latitude) = inside.trim().split_once(' ')?;
    Some((degrees(longitude)?, degrees(latitude.trim())?))
}

/// UCDP's `date_prec`: 1 the day, 2 and 3 within a week, 4 and 5 longer.
fn time_precision(reader: &Reader<'_>, row: &Row, interval: Interval) -> Result<TimePrecision, Fault> {
    Ok(match reader.scale(row, Field::DatePrecision)? {
        None => TimePrecision::of(interval),
        Some(1) => TimePrecision::Day,
        Some(2 | 3) => TimePrecision::Week,
        Some(4 | 5) => TimePrecision::Month,
        Some(_) => return Err(Fault::new(Field::DatePrecision, "a date_prec is 1 to 5")),
    })
}

/// The latest day of the row's sources. A day before the event is a slip of the pen and says nothing.
fn published(reader: &Reader<'_>, row: &Row, interval: Interval) -> Option<Day> {
    let days = reader.text(row, Field::Published)?.split(';');
    let latest = days.filter_map(|day| Day::parse(day.trim().get(..10)?).ok()).max()?;
    (latest >= interval.start()).then_some(latest)
}
