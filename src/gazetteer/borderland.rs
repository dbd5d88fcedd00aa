//! The land along a border: what "15 kilometers from the Turkish border" means where no other place is named.

use geo::{BooleanOps, Buffer, Coord, LineString, MapCoords, MultiPolygon, Polygon, Simplify};

use crate::geometry::{METERS_PER_DEGREE, Meters};

use super::border::Away;
use super::context::Context;
use super::rank::Match;
use super::reason::Reason;
use super::resolve::Ranking;
use super::shape::Shape;
use super::{Entry, Gazetteer};

/// Degrees to which an outline is good enough to cut a band of kilometers out of it: some 200 m.
const SIMPLE: f64 = 0.002;

impl Gazetteer {
    /// The land along a border, where a toponym asks for nothing else; of it what lies in the governorate that the
    /// row names.
    pub(super) fn rank_border(&self, toponym: &str, context: &Context) -> Option<Ranking<'_>> {
        let saying = self.borders.alone(toponym)?;
        let mut land = self.land_along(saying.border, saying.away)?;
        let regions = context.admin1.as_deref().map_or(&[][..], |admin1| self.regions.named(admin1));
        let areas = regions.iter().filter_map(|&region| self.regions.get(region).area);
        for outline in areas.filter_map(|area| self.entry(area).outline()) {
            let common = land.intersection(outline);
            if !common.0.is_empty() {
                land = common;
            }
        }
        let place = self.entry(saying.border);
        let (nearest, farthest) = saying.away.range();
        let reasons = vec![Reason::Exact, Reason::Along { nearest, farthest }];
        Some(Ranking {
            ambiguous: false,
            matches: vec![Match::drawn(place, Shape::Area(land), reasons)?],
            is_near: true,
        })
    }

    /// The land at home that is so far from a border; `None` where there is no course or no such land.
    fn land_along(&self, border: u32, away: Away) -> Option<MultiPolygon> {
        let Shape::Course(course) = self.entry(border).shape()? else { return None };
        let shrink = self.entry(border).position().latitude().to_radians().cos();
        // On a plane that is right in the middle of the border.
        let flat = course.simplify(SIMPLE).map_coords(|at: Coord| Coord { x: at.x * shrink, y: at.y });
        let around = |reach: Meters| {
            let around = flat.buffer(reach.0 / METERS_PER_DEGREE);
            around.map_coords(|at: Coord| Coord { x: at.x / shrink, y: at.y })
        };
        let (nearest, farthest) = away.range();
        let mut land = around(farthest).intersection(&self.land_of(self.entry(border).country())?);
        if nearest.0 > 0.0 {
            land = land.difference(&around(nearest));
        }
        (!land.0.is_empty()).then_some(land)
    }

    /// A country: its outline, or else what its borders and its shore go around.
    fn land_of(&self, country: &str) -> Option<MultiPolygon> {
        let is_of = |code: &str| code == country;
        let outline = self
            .places()
            .filter(|place| place.feature_code() == "PCLI" && is_of(place.country()))
            .find_map(Entry::outline);
        if let Some(outline) = outline {
            return Some(outline.simplify(SIMPLE));
        }
        let edges = self
            .places()
            .filter(|place| matches!(place.feature_code(), "BDR" | "CST") && is_of(place.country()));
        let mut ring = Vec::new();
        for edge in edges {
            if let Some(Shape::Course(course)) = edge.shape() {
                ring.extend(course.iter().flat_map(LineString::coords).copied());
            }
        }
        (!ring.is_empty()).then(|| MultiPolygon::new(vec![Polygon::new(LineString::new(ring), Vec::new())]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Position;

    #[test]
    fn a_border_alone_is_the_land_along_it() {
        let told: Vec<String> = [
            "near the Turkish border",
            "15 kilometers from the Turkish border",
            "on the Iraqi border",
            "Jordanian border area",
            "within 5 km of the Golan line",
            "قرب الحدود اللبنانية",
        ]
        .map(|toponym| {
            let found = Gazetteer::built_in().resolve(toponym, &Context::default());
            let best = &found.candidates[0];
            format!("{toponym}: {}, {}", best.name, best.within.as_ref().map_or(String::new(), Shape::words))
        })
        .into();
        insta::assert_snapshot!(told.join("\n"), @r"
    near the Turkish border: Turkish border, an area of 7498 km²
    15 kilometers from the Turkish border: Turkish border, an area of 4361 km²
    on the Iraqi border: Iraqi border, an area of 6064 km²
    Jordanian border area: Jordanian border, an area of 3382 km²
    within 5 km of the Golan line: Israeli border, an area of 427 km²
    قرب الحدود اللبنانية: Lebanese border, an area of 2803 km²
    ");
        let band =
            Gazetteer::built_in().resolve("15 kilometers from the Turkish border", &Context::default());
        let band = band.candidates[0].within.clone().unwrap();
        let holds = [(36.69, 36.31), (36.72, 36.10), (37.16, 36.20), (38.36, 36.74), (38.36, 37.05)]
            .map(|(longitude, latitude)| band.contains(Position::new(longitude, latitude).unwrap()));
        assert_eq!(holds, [false, true, false, true, false]);
    }
}
