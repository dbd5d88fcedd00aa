//! Somewhere measured from a place: "11 km south of Sinjar", "between Hama and Homs".

use crate::geometry::{Meters, destination, distance};
use crate::model::Position;

/// A toponym that measures from another.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Measured {
    /// So far from a place, in a direction if one is named.
    From {
        /// How far.
        distance: Meters,
        /// Degrees clockwise from north.
        bearing: Option<f64>,
        /// The place, as written.
        place: String,
    },
    /// Between two places.
    Between(String, String),
}

/// Reads "11 km south of Sinjar", "15 kilometers from Idlib" and "between Hama and Homs".
pub(super) fn read(toponym: &str) -> Option<Measured> {
    // Most toponyms are told here: nothing is measured without a number or two ends.
    let is_between = toponym.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("between"));
    if !is_between && !toponym.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let lower = toponym.to_lowercase();
    if let Some(rest) = lower.strip_prefix("between ") {
        let (one, other) = rest.split_once(" and ")?;
        return Some(Measured::Between(one.trim().to_owned(), other.trim().to_owned()));
    }
    let mut words = lower.split_whitespace().peekable();
    if matches!(words.peek(), Some(&("about" | "some" | "around" | "approximately" | "roughly" | "nearly"))) {
        words.next();
    }
    let first = words.next()?;
    let digits = first.trim_end_matches(|c: char| c.is_alphabetic());
    let number: f64 =
        digits.replace(',', ".").parse().ok().filter(|number| (0.0..2_000.0).contains(number))?;
    let unit = if digits.len() < first.len() { &first[digits.len()..] } else { words.next()? };
    let meters = unit_in_meters(unit)?;
    let rest: Vec<&str> = words.collect();
    let of = rest.iter().position(|word| matches!(*word, "of" | "from"))?;
    let named: String = rest[..of].concat();
    let bearing = if rest[..of].is_empty() { None } else { Some(bearing(&named)?) };
    let place = rest[of + 1..].join(" ");
    (!place.is_empty()).then_some(Measured::From { distance: Meters(number * meters), bearing, place })
}

/// Meters in a unit of length.
pub(super) fn unit_in_meters(word: &str) -> Option<f64> {
    Some(match word.trim_end_matches('s') {
        "km" | "kilometer" | "kilometre" | "كم" | "كيلومتر" | "كيلومترا" | "كيلومترات" => {
            1_000.0
        }
        "mi" | "mile" => 1_609.344,
        "m" | "meter" | "metre" => 1.0,
        _ => return None,
    })
}

/// Degrees clockwise from north of "south", "north-west" or "to the southeast".
fn bearing(words: &str) -> Option<f64> {
    let word = words.trim_start_matches("tothe").replace('-', "");
    let word = word.strip_suffix("ern").unwrap_or(&word);
    Some(match word {
        "north" => 0.0,
        "northeast" => 45.0,
        "east" => 90.0,
        "southeast" => 135.0,
        "south" => 180.0,
        "southwest" => 225.0,
        "west" => 270.0,
        "northwest" => 315.0,
        _ => return None,
    })
}

/// Where that is, and how far the truth may be from there.
///
/// A reporter's distance is rounded and starts somewhere in the place; so the doubt is a fifth of it, and without a
/// direction all of it.
pub(super) fn locate(from: Position, away: Meters, bearing: Option<f64>) -> (Position, Meters) {
    match bearing {
        Some(bearing) => (destination(from, bearing, away), Meters(away.0 / 5.0)),
        None => (from, away),
    }
}

/// The point in the middle of two, and how far each is from there.
pub(super) fn middle(one: Position, other: Position) -> (Position, Meters) {
    let longitude = f64::midpoint(one.longitude(), other.longitude());
    let latitude = f64::midpoint(one.latitude(), other.latitude());
    let half = Meters(distance(one, other).0 / 2.0);
    (Position::new(longitude, latitude).unwrap_or(one), half)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_and_directions_are_read() {
        let shown: Vec<String> = [
            "11 km south of Sinjar",
            "11km south of Sinjar",
            "about 15 kilometers from Idlib",
            "2.5 miles north-west of Kafr Nabl",
            "350 kilometers to the north of Damascus",
            "between Hama and Homs",
            "12 villages of Idlib",
            "Brigade 46",
            "7 km",
        ]
        .map(|toponym| format!("{toponym}: {:?}", read(toponym)))
        .into();
        insta::assert_snapshot!(shown.join("\n"), @r#"
    11 km south of Sinjar: Some(From { distance: Meters(11000.0), bearing: Some(180.0), place: "sinjar" })
    11km south of Sinjar: Some(From { distance: Meters(11000.0), bearing: Some(180.0), place: "sinjar" })
    about 15 kilometers from Idlib: Some(From { distance: Meters(15000.0), bearing: None, place: "idlib" })
    2.5 miles north-west of Kafr Nabl: Some(From { distance: Meters(4023.36), bearing: Some(315.0), place: "kafr nabl" })
    350 kilometers to the north of Damascus: Some(From { distance: Meters(350000.0), bearing: Some(0.0), place: "damascus" })
    between Hama and Homs: Some(Between("hama", "homs"))
    12 villages of Idlib: None
    Brigade 46: None
    7 km: None
    "#);
    }

    #[test]
    fn eleven_kilometers_south_is_a_tenth_of_a_degree() {
        let from = Position::new(37.0, 35.0).unwrap();
        let (point, doubt) = locate(from, Meters::from_kilometers(11.12), Some(180.0));
        assert!(
            (point.latitude() - 34.9).abs() < 1e-3 && (point.longitude() - 37.0).abs() < 1e-6,
            "{point:?}"
        );
        assert_eq!(doubt.to_string(), "2.2 km");
    }
}
