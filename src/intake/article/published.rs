//! The day on which a text was published, as the text's own zone has it.

use crate::model::{Day, Interval};

use crate::intake::dates::{Written, parse};

/// Years in which a text about a war that is mapped can have been published.
const YEARS: std::ops::RangeInclusive<i32> = 1800..=2100;

/// The day that is written, if it is one day and can only be read in one way.
///
/// The zone is not turned into another: `Fri, 24 Nov 2017 23:30:00 -0500` is the 24th.
pub(super) fn day(text: &str) -> Option<Day> {
    match parse(without_time(text)) {
        Ok(Written::Days(days)) => one_day(days).ok(),
        Ok(Written::Numbers { .. }) | Err(_) => None,
    }
}

/// The last day of what is written, when it was certainly published, or why it cannot be meant.
pub(super) fn one_day(days: Interval) -> Result<Day, String> {
    let day = days.last();
    if YEARS.contains(&day.ymd().0) {
        return Ok(day);
    }
    Err(format!("a year that cannot be meant; years are {} to {}", YEARS.start(), YEARS.end()))
}

/// A date of RFC 822 or RFC 3339 without its time of day and zone; any other text as it is.
pub(super) fn without_time(text: &str) -> &str {
    let text = text.trim();
    if let Some((date, time)) = text.split_once(['T', 't'])
        && date.len() == 10
        && time.starts_with(|c: char| c.is_ascii_digit())
    {
        return date;
    }
    let Some(colon) = text.find(':') else { return text };
    text[..colon].rfind(char::is_whitespace).map_or(text, |blank| text[..blank].trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_is_the_one_written_whatever_the_zone() {
        for text in [
            "2017-11-24",
            "2017-11-24T23:30:00-05:00",
            "2017-11-24T00:10:00.000+0300",
            "Fri, 24 Nov 2017 23:30:00 -0500",
            "24 Nov 2017 00:10 GMT",
            "November 24, 2017",
        ] {
            assert_eq!(day(text).map(|day| day.to_string()).as_deref(), Some("2017-11-24"), "{text}");
        }
        for text in ["", "soon", "03/04/2017", "24 Nov 17", "0017-11-24", ":", "é:"] {
            assert_eq!(day(text), None, "{text}");
        }
    }
}
