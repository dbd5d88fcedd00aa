//! Positions and boxes on the globe, checked once.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A point in WGS 84, longitude before latitude as in RFC 7946.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Position {
    longitude: f64,
    latitude: f64,
}

impl Position {
    /// Where longitude and latitude are 0, at sea.
    pub const NULL_ISLAND: Self = Self { longitude: 0.0, latitude: 0.0 };

    /// A position, if both numbers are on the globe.
    #[must_use]
    pub fn new(longitude: f64, latitude: f64) -> Option<Self> {
        ((-180.0..=180.0).contains(&longitude) && (-90.0..=90.0).contains(&latitude))
            .then_some(Self { longitude, latitude })
    }

    /// Degrees east of Greenwich.
    #[must_use]
    pub fn longitude(self) -> f64 {
        self.longitude
    }

    /// Degrees north of the equator.
    #[must_use]
    pub fn latitude(self) -> f64 {
        self.latitude
    }
}

/// A box of longitudes and latitudes; one with `west > east` crosses the antimeridian.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(into = "[f64; 4]", try_from = "[f64; 4]")]
pub struct Bbox {
    /// Western edge in degrees.
    pub west: f64,
    /// Southern edge in degrees.
    pub south: f64,
    /// Eastern edge in degrees.
    pub east: f64,
    /// Northern edge in degrees.
    pub north: f64,
}

/// A box that cannot be read.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum BboxError {
    /// Not four numbers.
    #[error("bbox {0:?} is not four numbers; write west,south,east,north in degrees, as 36,35.5,37,36.5")]
    NotFourNumbers(String),
    /// Off the globe or upside down.
    #[error(
        "bbox {0:?} is not on the globe; longitudes are -180 to 180, latitudes -90 to 90, south before north"
    )]
    OffTheGlobe(String),
}

impl Bbox {
    /// The whole globe.
    pub const WORLD: Self = Self { west: -180.0, south: -90.0, east: 180.0, north: 90.0 };

    /// A box, if its corners are on the globe and south is not above north.
    #[must_use]
    pub fn new(west: f64, south: f64, east: f64, north: f64) -> Option<Self> {
        Position::new(west, south)?;
        Position::new(east, north)?;
        (south <= north).then_some(Self { west, south, east, north })
    }

    /// Reads OGC API's `bbox`: `west,south,east,north`, or the six numbers of a box with heights.
    pub fn parse(text: &str) -> Result<Self, BboxError> {
        let shown = || text.chars().take(80).collect::<String>();
        let numbers: Vec<f64> = text
            .split(',')
            .map(|part| part.trim().parse::<f64>().ok().filter(|number| number.is_finite()))
            .collect::<Option<_>>()
            .ok_or_else(|| BboxError::NotFourNumbers(shown()))?;
        let corners = match numbers[..] {
            [west, south, east, north] | [west, south, _, east, north, _] => {
                Self::new(west, south, east, north)
            }
            _ => return Err(BboxError::NotFourNumbers(shown())),
        };
        corners.ok_or_else(|| BboxError::OffTheGlobe(shown()))
    }

    /// Whether the position is inside or on the edge.
    #[must_use]
    pub fn contains(self, position: Position) -> bool {
        let (longitude, latitude) = (position.longitude(), position.latitude());
        let within_longitudes = if self.west <= self.east {
            (self.west..=self.east).contains(&longitude)
        } else {
            longitude >= self.west || longitude <= self.east
        };
        within_longitudes && (self.south..=self.north).contains(&latitude)
    }

    /// The box as one or, where it crosses the antimeridian, two boxes that do not.
    #[must_use]
    pub fn unwrapped(self) -> (Self, Option<Self>) {
        if self.west <= self.east {
            return (self, None);
        }
        (Self { east: 180.0, ..self }, Some(Self { west: -180.0, ..self }))
    }
}

impl From<Bbox> for [f64; 4] {
    fn from(bbox: Bbox) -> Self {
        [bbox.west, bbox.south, bbox.east, bbox.north]
    }
}

impl TryFrom<[f64; 4]> for Bbox {
    type Error = &'static str;

    fn try_from([west, south, east, north]: [f64; 4]) -> Result<Self, Self::Error> {
        Self::new(west, south, east, north).ok_or("a box is west, south, east, north in degrees")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_may_cross_the_antimeridian() {
        let bbox = Bbox::parse("170,-10,-170,10").unwrap();
        assert!(bbox.contains(Position::new(175.0, 0.0).unwrap()));
        assert!(bbox.contains(Position::new(-175.0, 0.0).unwrap()));
        assert!(!bbox.contains(Position::new(0.0, 0.0).unwrap()));
        assert_eq!(bbox.unwrapped().1.map(|second| second.west), Some(-180.0));
    }

    #[test]
    fn a_wrong_box_says_what_is_right() {
        for text in ["", "1,2,3", "a,b,c,d", "1,2,3,4,5", "nan,0,1,1", "inf,0,1,1"] {
            assert!(matches!(Bbox::parse(text), Err(BboxError::NotFourNumbers(_))), "{text}");
        }
        for text in ["0,10,1,0", "0,0,1,91", "-181,0,1,1"] {
            assert!(matches!(Bbox::parse(text), Err(BboxError::OffTheGlobe(_))), "{text}");
        }
        assert!(Bbox::parse("36,35,0,37,36,500").is_ok());
    }
}
