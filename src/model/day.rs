//! A civil day of the theatre's local time, as a number that sorts, subtracts and packs into a column.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A day of the proleptic Gregorian calendar, counted from 1970-01-01, in the theatre's own time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

/// A text that is not a day.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{0:?} is not a day; write it as 2017-11-13, in the years 1 to 9999")]
pub struct DayError(pub String);

impl Day {
    /// The first day that is a day of the calendar: 0001-01-01.
    pub const MIN: Self = Self(-719_162);
    /// The last day that is a day of the calendar: 9999-12-31.
    pub const MAX: Self = Self(2_932_896);

    /// The day with this number since 1970-01-01, or the nearest one the calendar has.
    #[must_use]
    pub fn from_number(number: i32) -> Self {
        Self(number.clamp(Self::MIN.0, Self::MAX.0))
    }

    /// A year, month and day, if the calendar has it.
    #[must_use]
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Self> {
        let date =
            Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
        let number = Date::constant(1970, 1, 1).until(date).ok()?.get_days();
        let day = Self(number);
        (Self::MIN..=Self::MAX).contains(&day).then_some(day)
    }

    /// Reads `2017-11-13`.
    pub fn parse(text: &str) -> Result<Self, DayError> {
        let unreadable = || DayError(text.chars().take(40).collect());
        let mut parts = text.split('-');
        let mut number = |digits: usize| {
            let part = parts.next()?;
            (part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit()))
                .then(|| part.parse::<u32>().ok())?
        };
        let (year, month, day) = (number(4), number(2), number(2));
        let (Some(year), Some(month), Some(day), None) = (year, month, day, parts.next()) else {
            return Err(unreadable());
        };
        Self::from_ymd(year as i32, month, day).ok_or_else(unreadable)
    }

    /// Days since 1970-01-01.
    #[must_use]
    pub fn number(self) -> i32 {
        self.0
    }

    /// The day `days` later (earlier when negative), within the calendar.
    #[must_use]
    pub fn plus(self, days: i32) -> Self {
        Self::from_number(self.0.saturating_add(days))
    }

    /// Year, month and day.
    #[must_use]
    pub fn ymd(self) -> (i32, u32, u32) {
        // Days to civil, by eras of 400 years that begin on 1 March.
        let days = self.0 + 719_468;
        let era = days.div_euclid(146_097);
        let day_of_era = days.rem_euclid(146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        let year = year_of_era + era * 400 + i32::from(month <= 2);
        (year, month as u32, day as u32)
    }

    /// The first day of the month after this day's.
    #[must_use]
    pub fn next_month(self) -> Self {
        let (year, month, _) = self.ymd();
        let (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
        Self::from_ymd(year, month, 1).unwrap_or(Self::MAX)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl Serialize for Day {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_epoch_is_day_zero_and_the_calendar_ends_are_days() {
        assert_eq!(Day::parse("1970-01-01").map(Day::number), Ok(0));
        assert_eq!(Day::MIN.to_string(), "0001-01-01");
        assert_eq!(Day::MAX.to_string(), "9999-12-31");
        assert_eq!(Day::from_ymd(9999, 12, 31), Some(Day::MAX));
    }

    #[test]
    fn a_day_the_calendar_lacks_is_refused_with_the_way_out() {
        for text in ["2017-02-29", "2017-13-01", "13/11/2017", "2017-1-1", "2017-11-13x", "", "-017-01-01"] {
            assert_eq!(Day::parse(text), Err(DayError(text.to_owned())));
        }
        let message = DayError("2017-02-29".to_owned()).to_string();
        assert_eq!(message, "\"2017-02-29\" is not a day; write it as 2017-11-13, in the years 1 to 9999");
    }

    proptest! {
        #[test]
        fn a_written_day_reads_back(number in Day::MIN.0..=Day::MAX.0) {
            let day = Day::from_number(number);
            prop_assert_eq!(Day::parse(&day.to_string()), Ok(day));
            let (year, month, of_month) = day.ymd();
            prop_assert_eq!(Day::from_ymd(year, month, of_month), Some(day));
        }
    }
}
