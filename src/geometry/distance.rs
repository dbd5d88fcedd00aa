//! How far two places are apart.

use std::fmt;

use geo::{Bearing, Destination, Distance, Haversine, Point};
use serde::{Deserialize, Serialize};

use crate::model::Position;

/// Meters in a degree of latitude, on the sphere that [`distance`] is measured on.
pub const METERS_PER_DEGREE: f64 = 111_195.0;

/// A length in meters.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Meters(pub f64);

impl Meters {
    /// A length given in kilometers.
    #[must_use]
    pub const fn from_kilometers(kilometers: f64) -> Self {
        Self(kilometers * 1_000.0)
    }

    /// The length in kilometers.
    #[must_use]
    pub const fn kilometers(self) -> f64 {
        self.0 / 1_000.0
    }
}

impl fmt::Display for Meters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            meters if meters < 1_000.0 => write!(f, "{meters:.0} m"),
            meters if meters < 10_000.0 => write!(f, "{:.1} km", meters / 1_000.0),
            meters => write!(f, "{:.0} km", meters / 1_000.0),
        }
    }
}

/// Shortest distance between two positions, in meters.
///
/// Great circle by the haversine formula on a sphere of radius 6 371 008.8 m (IUGG mean radius), as crate `geo` has
/// it; within 0.6 % of the ellipsoid.
#[must_use]
pub fn distance(from: Position, to: Position) -> Meters {
    let point = |position: Position| Point::new(position.longitude(), position.latitude());
    Meters(Haversine.distance(point(from), point(to)))
}

/// The position so far away in a direction, in degrees clockwise from north; on the same sphere as [`distance`].
#[must_use]
pub fn destination(from: Position, bearing: f64, away: Meters) -> Position {
    let point = Haversine.destination(Point::new(from.longitude(), from.latitude()), bearing, away.0);
    Position::new(point.x(), point.y()).unwrap_or(from)
}

/// The direction in which one sets out for a position, in degrees clockwise from north, 0 to 360.
#[must_use]
pub fn bearing(from: Position, to: Position) -> f64 {
    let point = |position: Position| Point::new(position.longitude(), position.latitude());
    Haversine.bearing(point(from), point(to)).rem_euclid(360.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn idlib_and_hama_are_ninety_kilometers_apart() {
        let idlib = Position::new(36.63393, 35.93062).unwrap();
        let hama = Position::new(36.75783, 35.13179).unwrap();
        assert_eq!(distance(idlib, hama).to_string(), "90 km");
        assert_eq!(distance(hama, hama), Meters(0.0));
    }

    #[test]
    fn a_length_is_shown_as_people_say_it() {
        let shown: Vec<String> = [12.0, 5_460.0, 89_530.0].map(|meters| Meters(meters).to_string()).into();
        assert_eq!(shown, ["12 m", "5.5 km", "90 km"]);
    }
}
