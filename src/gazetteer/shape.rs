//! What a place covers or runs along, where that is more than a point: its area, or its course.

use geo::{
    BoundingRect, ChamberlainDuquetteArea, Contains, Coord, Distance, Euclidean, Haversine, InteriorPoint,
    Length, LineString, MapCoords, MultiLineString, MultiPolygon, Point, Polygon, Simplify,
};
use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::geometry::{METERS_PER_DEGREE, Meters, distance};
use crate::model::Position;

/// What a place covers or runs along.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// The area of a governorate, a plain, a range.
    Area(MultiPolygon),
    /// The course of a road, a river, a border.
    Course(MultiLineString),
}

/// Degrees within which a shape that is told stays as it was: about 200 m, less than any of them is good to.
const TOLD_TO: f64 = 0.002;

impl Shape {
    /// The area; `None` for a course.
    #[must_use]
    pub fn area(&self) -> Option<&MultiPolygon> {
        match self {
            Self::Area(area) => Some(area),
            Self::Course(_) => None,
        }
    }

    /// How far a point is from the area, 0 inside, or from the course.
    ///
    /// On a plane that is right at the point, which is good to a percent within 100 km and tells far from near beyond.
    #[must_use]
    pub fn distance(&self, position: Position) -> Meters {
        let shrink = position.latitude().to_radians().cos();
        let flat = |at: Coord| Coord { x: at.x * shrink, y: at.y };
        let point = Point(flat(Coord { x: position.longitude(), y: position.latitude() }));
        let degrees = match self {
            Self::Area(area) => Euclidean.distance(&point, &area.map_coords(flat)),
            Self::Course(course) => Euclidean.distance(&point, &course.map_coords(flat)),
        };
        Meters(degrees * METERS_PER_DEGREE)
    }

    /// Whether a point lies in the area; never on a course.
    #[must_use]
    pub fn contains(&self, position: Position) -> bool {
        let point = Point::new(position.longitude(), position.latitude());
        self.area().is_some_and(|area| {
            area.bounding_rect().is_some_and(|rect| rect.contains(&point)) && area.contains(&point)
        })
    }

    /// A point in the area, or on the course.
    #[must_use]
    pub fn inner_point(&self) -> Option<Position> {
        let point = match self {
            Self::Area(area) => area.interior_point(),
            Self::Course(course) => course.interior_point(),
        }?;
        Position::new(point.x(), point.y())
    }

    /// How far the farthest corner is from a point.
    #[must_use]
    pub fn reach(&self, from: Position) -> Meters {
        let corners = |lines: &mut dyn Iterator<Item = &LineString>| {
            let positions = lines.flat_map(LineString::coords).filter_map(|at| Position::new(at.x, at.y));
            positions.map(|corner| distance(from, corner).0).fold(0.0, f64::max)
        };
        Meters(match self {
            Self::Area(area) => corners(&mut area.iter().map(Polygon::exterior)),
            Self::Course(course) => corners(&mut course.iter()),
        })
    }

    /// "an area of 318 km²", "a course of 452 km".
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Area(area) => {
                format!("an area of {:.0} km²", area.chamberlain_duquette_unsigned_area() / 1e6)
            }
            Self::Course(course) => {
                let meters: f64 = course.iter().map(|line| Haversine.length(line)).sum();
                format!("a course of {}", Meters(meters))
            }
        }
    }
}

/// As a geometry of GeoJSON, with the corners that one can see.
impl Serialize for Shape {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut geometry = serializer.serialize_map(Some(2))?;
        match self {
            Self::Area(area) => {
                let polygons: Vec<Vec<Line>> = area.iter().map(rings).collect();
                geometry.serialize_entry("type", "MultiPolygon")?;
                geometry.serialize_entry("coordinates", &polygons)?;
            }
            Self::Course(course) => {
                let lines: Vec<Line> = course.iter().map(thinned).collect();
                geometry.serialize_entry("type", "MultiLineString")?;
                geometry.serialize_entry("coordinates", &lines)?;
            }
        }
        geometry.end()
    }
}

/// Longitude and latitude of each point.
type Line = Vec<[f64; 2]>;

fn rings(polygon: &Polygon) -> Vec<Line> {
    std::iter::once(polygon.exterior()).chain(polygon.interiors()).map(thinned).collect()
}

/// A line without the corners that change nothing one can see. A ring keeps the four points that GeoJSON asks for.
fn thinned(line: &LineString) -> Line {
    const FEWEST: usize = 4;
    let few = line.simplify(TOLD_TO);
    let line = if few.0.len() < FEWEST { line } else { &few };
    let rounded = |degrees: f64| (degrees * 1e5).round() / 1e5;
    line.coords().map(|at| [rounded(at.x), rounded(at.y)]).collect()
}

#[cfg(test)]
mod tests {
    use geo::{line_string, polygon};

    use super::*;

    fn square() -> Shape {
        let square = polygon![
            (x: 36.0, y: 35.0), (x: 36.5, y: 35.0), (x: 37.0, y: 35.0), (x: 37.0, y: 36.0), (x: 36.0, y: 36.0)
        ];
        Shape::Area(MultiPolygon::new(vec![square]))
    }

    fn road() -> Shape {
        Shape::Course(MultiLineString::new(vec![line_string![(x: 36.0, y: 35.0), (x: 37.0, y: 35.0)]]))
    }

    #[test]
    fn a_shape_tells_how_far_a_point_is_from_it() {
        let told: Vec<String> = [(36.5, 35.5), (36.5, 34.9), (37.1, 35.5)]
            .map(|(longitude, latitude)| {
                let at = Position::new(longitude, latitude).unwrap();
                format!("{} {} {}", square().contains(at), square().distance(at), road().distance(at))
            })
            .into();
        assert_eq!(told, ["true 0 m 56 km", "false 11 km 11 km", "false 9.1 km 56 km"]);
        assert_eq!(
            format!("{}, {}", square().words(), road().words()),
            "an area of 10088 km², a course of 91 km"
        );
    }

    #[test]
    fn a_shape_is_told_as_geojson_without_needless_corners() {
        let told = |shape: &Shape| serde_json::to_string(shape).unwrap();
        assert_eq!(
            told(&square()),
            r#"{"type":"MultiPolygon","coordinates":[[[[36.0,35.0],[37.0,35.0],[37.0,36.0],[36.0,36.0],[36.0,35.0]]]]}"#
        );
        assert_eq!(told(&road()), r#"{"type":"MultiLineString","coordinates":[[[36.0,35.0],[37.0,35.0]]]}"#);
    }
}
