//! From a point to places: what is near to it, and in which areas it lies.

use geo::{BoundingRect, Contains, Intersects, Point};

use crate::geometry::{METERS_PER_DEGREE, Meters, bearing, distance};
use crate::model::Position;

use super::reason::compass;
use super::{Entry, Gazetteer, kind};

/// A place near a point.
#[derive(Clone, Copy, Debug)]
pub struct Nearby<'g> {
    /// The place.
    pub place: Entry<'g>,
    /// How far the point is from it.
    pub distance: Meters,
    /// In which direction the point lies from it, in degrees clockwise from north.
    pub bearing: f64,
}

impl Nearby<'_> {
    /// "3.2 km northwest of Saraqib", and "in Saraqib" where the point is as good as the place's.
    #[must_use]
    pub fn words(&self) -> String {
        const HERE: Meters = Meters(250.0);
        let name = self.place.name();
        if self.distance <= HERE {
            return format!("in {name}");
        }
        format!("{} {} of {name}", self.distance, compass(self.bearing))
    }
}

impl Gazetteer {
    /// The places nearest to a point, nearest first: towns, villages, quarters and sites, no areas.
    #[must_use]
    pub fn nearby(&self, position: Position, count: usize) -> Vec<Nearby<'_>> {
        let latitude_of = |at: usize| self.entry(self.arrays.by_latitude[at]).position().latitude();
        let places = self.arrays.by_latitude.len();
        let middle = partition(places, |at| latitude_of(at) < position.latitude());
        // Outward to the south and to the north, always the nearer parallel first, until that alone is too far.
        let (mut south, mut north) = (middle, middle);
        let mut nearest: Vec<Nearby> = Vec::with_capacity(count + 1);
        for _ in 0..if count > 0 { places } else { 0 } {
            let gap = |at: usize| Meters((latitude_of(at) - position.latitude()).abs() * METERS_PER_DEGREE);
            let below = (south > 0).then(|| gap(south - 1));
            let above = (north < places).then(|| gap(north));
            let (at, gap) = match (below, above) {
                (Some(below), Some(above)) if below <= above => (south - 1, below),
                (_, Some(above)) => (north, above),
                (Some(below), None) => (south - 1, below),
                (None, None) => break,
            };
            if nearest.len() == count && nearest.last().is_some_and(|last| gap > last.distance) {
                break;
            }
            if at < middle {
                south -= 1;
            } else {
                north += 1;
            }
            let place = self.entry(self.arrays.by_latitude[at]);
            if !is_spot(place.feature_code()) {
                continue;
            }
            let distance = distance(place.position(), position);
            let rank = nearest.partition_point(|known| known.distance <= distance);
            if rank < count {
                nearest.insert(rank, Nearby { place, distance, bearing: 0.0 });
                nearest.truncate(count);
            }
        }
        for found in &mut nearest {
            found.bearing = bearing(found.place.position(), position);
        }
        nearest
    }

    /// The areas whose outlines a point lies in, the largest first: country, governorate, district, sub-district,
    /// neighborhood. Empty where the gazetteer has no outlines.
    #[must_use]
    pub fn areas_at(&self, position: Position) -> Vec<Entry<'_>> {
        let point = Point::new(position.longitude(), position.latitude());
        let mut areas: Vec<(f64, Entry)> = self
            .places()
            .filter_map(|place| {
                let outline = place.outline()?;
                let rect = outline.bounding_rect()?;
                (rect.intersects(&point) && outline.contains(&point))
                    .then_some((rect.width() * rect.height(), place))
            })
            .collect();
        areas.sort_by(|one, other| other.0.total_cmp(&one.0).then_with(|| one.1.id().cmp(other.1.id())));
        areas.into_iter().map(|(_, place)| place).collect()
    }
}

/// Whether it is a spot that one can be near to.
fn is_spot(code: &str) -> bool {
    kind::is_settled(code) || kind::is_site(code) && !matches!(code, "RD" | "STM" | "AREA")
}

/// The first of `count` numbers for which `before` is false.
fn partition(count: usize, before: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = usize::midpoint(low, high);
        if before(middle) { low = middle + 1 } else { high = middle }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_is_told_by_what_is_near() {
        let gazetteer = Gazetteer::built_in();
        let shown: Vec<String> = [(36.80, 35.90), (36.634, 35.931), (36.95, 35.74)]
            .map(|(longitude, latitude)| {
                let near = gazetteer.nearby(Position::new(longitude, latitude).unwrap(), 2);
                near.iter().map(Nearby::words).collect::<Vec<_>>().join(", ")
            })
            .into();
        insta::assert_snapshot!(shown.join("\n"), @r"
    855 m southwest of Afis, 4.0 km north of Saraqib
    in Idlib, 5.4 km south of Kafr Jalis
    3.0 km north of Halban, 4.9 km south of Barissa
    ");
    }

    /// Against every place looked at one by one.
    #[test]
    fn the_nearest_are_the_nearest() {
        let gazetteer = Gazetteer::built_in();
        for step in 0..60 {
            let position =
                Position::new(33.0 + f64::from(step * 7 % 60) / 6.0, 31.0 + f64::from(step) / 8.0).unwrap();
            let mut all: Vec<f64> = gazetteer
                .places()
                .filter(|place| is_spot(place.feature_code()))
                .map(|place| distance(place.position(), position).0)
                .collect();
            all.sort_by(f64::total_cmp);
            let found: Vec<f64> = gazetteer.nearby(position, 5).iter().map(|near| near.distance.0).collect();
            assert_eq!(found, all[..5], "{position:?}");
        }
    }
}
