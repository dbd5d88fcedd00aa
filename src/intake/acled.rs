//! Reads an export of ACLED: its current columns, and those of its older exports where they mean the same.

use crate::model::{Claim, Day, Deaths, Interval, Report, SourceId, TimePrecision};

use super::event_types::sub_event_type;
use super::headers::{Field, Layout};
use super::record::{Fault, Reader, claim, report_id};
use super::row::Row;

/// Whose rows these are.
pub(super) const SOURCE: &str = "acled";

pub(super) const LAYOUT: Layout = Layout {
    fields: &[
        (Field::Id, &["event_id_cnty"]),
        (Field::Date, &["event_date"]),
        (Field::DatePrecision, &["time_precision"]),
        (Field::EventType, &["event_type"]),
        (Field::SubEventType, &["sub_event_type"]),
        (Field::Actor1, &["actor1"]),
        (Field::Actor2, &["actor2"]),
        (Field::Governorate, &["admin1"]),
        (Field::District, &["admin2"]),
        (Field::Place, &["location"]),
        (Field::Latitude, &["latitude"]),
        (Field::Longitude, &["longitude"]),
        (Field::GeoPrecision, &["geo_precision"]),
        (Field::Notes, &["notes"]),
        (Field::DeathsBest, &["fatalities"]),
        (Field::Published, &["timestamp"]),
    ],
    required: &[
        &[Field::Id],
        &[Field::Date],
        &[Field::EventType, Field::SubEventType],
        &[Field::Place, Field::Latitude],
    ],
    kept: &[Field::DeathsBest, Field::DatePrecision, Field::GeoPrecision, Field::EventType, Field::Published],
};

/// Reads one row. Its `fatalities` are the best figure; ACLED gives no bounds.
pub(super) fn read_row(reader: &mut Reader<'_>, row: &Row) -> Result<(Report, Vec<Claim>), Fault> {
    let key = reader.text(row, Field::Id).ok_or_else(|| {
        Fault::new(Field::Id, "the row has no event_id_cnty, so that it cannot be told from others")
    })?;
    let date =
        reader.date(row, Field::Date)?.ok_or_else(|| Fault::new(Field::Date, "the row has no date"))?;
    let (interval, time_precision) = widen(date, reader.scale(row, Field::DatePrecision)?)?;
    let sub_type = sub_event_type(reader.text(row, Field::EventType), reader.text(row, Field::SubEventType))
        .map_err(|reason| Fault::new(Field::SubEventType, reason))?;
    let toponym = reader.toponym(row);
    let located = reader.located(row)?;
    if toponym.text.is_empty() && located.is_none() {
        return Err(Fault::new(Field::Place, "the row has neither a location nor coordinates"));
    }
    let mut report = reader.report(row, SourceId::from(SOURCE), report_id(SOURCE, key));
    report.published = reader.text(row, Field::Published).and_then(day_of_timestamp);
    let mut claim = claim(&report, 1, sub_type, interval);
    claim.time_precision = time_precision;
    claim.toponym = toponym;
    claim.located = located;
    claim.actors = reader.actors(row);
    claim.deaths = Deaths::new(None, reader.count(row, Field::DeathsBest)?, None);
    claim.quote = reader.owned(row, Field::Notes);
    Ok((report, vec![claim]))
}

/// The days that a date means with ACLED's `time_precision`: 2 the week around it, 3 its month.
pub(super) fn widen(date: Interval, precision: Option<u8>) -> Result<(Interval, TimePrecision), Fault> {
    let Some(number) = precision else { return Ok((date, TimePrecision::of(date))) };
    let precision =
        TimePrecision::try_from(number).map_err(|reason| Fault::new(Field::DatePrecision, reason))?;
    let day = date.start();
    Ok(match precision {
        _ if date.days() > 1 => (date, precision.max(TimePrecision::of(date))),
        TimePrecision::Day => (date, precision),
        TimePrecision::Week => (Interval::of_days(day.plus(-3), day.plus(3)), precision),
        TimePrecision::Month => (Interval::of_month(day), precision),
    })
}

/// The day of a time in seconds since 1970, as ACLED stamps its rows (UTC).
fn day_of_timestamp(text: &str) -> Option<Day> {
    let seconds: i64 = text.strip_suffix(".0").unwrap_or(text).parse().ok()?;
    let day = i32::try_from(seconds.div_euclid(86_400)).ok()?;
    // What is not between 1990 and 2100 is no time stamp of an export.
    (7_305..47_482).contains(&day).then(|| Day::from_number(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn precision_widens_the_day() {
        let day = Interval::of_day(Day::parse("2017-11-13").unwrap());
        let widened = |precision| {
            let (interval, _) = widen(day, precision).unwrap();
            format!("{}/{}", interval.start(), interval.last())
        };
        assert_eq!(widened(Some(1)), "2017-11-13/2017-11-13");
        assert_eq!(widened(Some(2)), "2017-11-10/2017-11-16");
        assert_eq!(widened(Some(3)), "2017-11-01/2017-11-30");
        assert!(widen(day, Some(4)).is_err());
    }

    #[test]
    fn a_time_stamp_is_a_day() {
        assert_eq!(day_of_timestamp("1618581468").map(|day| day.to_string()).as_deref(), Some("2021-04-16"));
        assert_eq!(day_of_timestamp("12"), None);
        assert_eq!(day_of_timestamp("99999999999999999999"), None);
    }
}
