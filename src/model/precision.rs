//! How exactly the time and the place of an event are known, on ACLED's scales of 1 to 3.

use serde::{Deserialize, Serialize};

use super::Interval;

/// ACLED's `time_precision`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "u8", try_from = "u8")]
pub enum TimePrecision {
    /// 1: the day is known.
    Day = 1,
    /// 2: within a week.
    Week = 2,
    /// 3: within a month or longer.
    Month = 3,
}

/// ACLED's `geo_precision`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "u8", try_from = "u8")]
pub enum GeoPrecision {
    /// 1: the place itself.
    Exact = 1,
    /// 2: near the place, or its district.
    Near = 2,
    /// 3: its governorate, or wider.
    Region = 3,
}

impl TimePrecision {
    /// The precision that an interval of this length has.
    #[must_use]
    pub fn of(interval: Interval) -> Self {
        match interval.days() {
            1 => Self::Day,
            2..=7 => Self::Week,
            _ => Self::Month,
        }
    }
}

macro_rules! scale_of_three {
    ($name:ident, $one:ident, $two:ident, $three:ident) => {
        impl From<$name> for u8 {
            fn from(precision: $name) -> u8 {
                precision as u8
            }
        }

        impl TryFrom<u8> for $name {
            type Error = &'static str;

            fn try_from(number: u8) -> Result<Self, Self::Error> {
                match number {
                    1 => Ok(Self::$one),
                    2 => Ok(Self::$two),
                    3 => Ok(Self::$three),
                    _ => Err("a precision is 1, 2 or 3"),
                }
            }
        }
    };
}

scale_of_three!(TimePrecision, Day, Week, Month);
scale_of_three!(GeoPrecision, Exact, Near, Region);
