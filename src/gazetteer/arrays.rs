//! Places and their names in flat arrays, so that a file of them is read at once and nothing is made place by place.

use std::collections::HashMap;

use geo::{Coord, LineString, MultiPolygon, Polygon};

use crate::model::PlaceId;

use super::draft::Draft;
use super::rank::importance;

/// In place of a number: there is none.
pub(super) const NONE: u32 = u32::MAX;
/// Steps of a coordinate in a degree: a step is about 1 cm.
pub(super) const STEPS: f64 = 1e7;

/// Declares the arrays once, for the type and for whoever goes through all of them in order.
macro_rules! arrays {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {
        /// Flat arrays. A *string* is a number into `string_end`; coordinates are in 1e-7 degrees.
        #[derive(Debug, Default, PartialEq)]
        pub(super) struct Arrays {
            /// All strings, one after the other.
            pub(super) text: String,
            $($(#[$doc])* pub(super) $name: Vec<u32>,)+
        }

        impl Arrays {
            /// Every array of numbers, in the order of a file.
            pub(super) fn all(&self) -> Vec<&Vec<u32>> {
                vec![$(&self.$name),+]
            }

            /// The same, to be filled.
            pub(super) fn all_mut(&mut self) -> Vec<&mut Vec<u32>> {
                vec![$(&mut self.$name),+]
            }
        }
    };
}

arrays! {
    /// Where each string ends in the text.
    string_end,
    /// For each source: its name.
    source,
    /// For each source: its licence and attribution.
    source_licence,
    /// For each place: its id.
    id,
    /// For each place, and once more: its first name.
    first_name,
    longitude,
    latitude,
    feature_code,
    country,
    admin1,
    admin2,
    admin3,
    /// Inhabitants, 0 where they are not known.
    population,
    /// For each place: the bits of what `rank` gives for its importance.
    importance,
    /// Meters, `NONE` where the point is the place.
    radius,
    codes,
    known_by,
    /// For each place: its outline.
    outline,
    /// For each name: its letters.
    name,
    language,
    origins,
    /// All ids in the order of their letters.
    id_key,
    /// For each of them: the place.
    id_place,
    /// For each outline, and once more: its first ring.
    outline_ring,
    /// For each ring, and once more: its first point.
    ring_point,
    /// For each ring: 1 where it is the outer one of a polygon.
    ring_is_outer,
    /// For each point of a ring.
    x,
    y,
    /// Places from south to north.
    by_latitude,
}

/// A source of places, as a gazetteer remembers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GazetteerSource {
    /// What it is called: `Who's On First`.
    pub name: String,
    /// Its licence and whom to name.
    pub licence: String,
}

impl Arrays {
    /// Lays out places; of two with one id, the first keeps it.
    pub(super) fn of(drafts: &[Draft], sources: &[GazetteerSource]) -> Self {
        let mut arrays = Self::default();
        let mut strings = Strings::default();
        for source in sources {
            arrays.source.push(strings.number(&source.name));
            arrays.source_licence.push(strings.number(&source.licence));
        }
        let mut ids: Vec<(&PlaceId, u32)> = Vec::new();
        arrays.outline_ring.push(0);
        arrays.ring_point.push(0);
        for (place, draft) in (0..).zip(drafts) {
            ids.extend(draft.ids.iter().map(|id| (id, place)));
            arrays.id.push(draft.ids.first().map_or(NONE, |id| strings.number(id.as_str())));
            arrays.first_name.push(arrays.name.len() as u32);
            for name in &draft.names {
                arrays.name.push(strings.number(&name.text));
                arrays.language.push(strings.optional(name.language.as_deref()));
                arrays.origins.push(name.origins.0);
            }
            arrays.longitude.push(steps(draft.position.longitude()));
            arrays.latitude.push(steps(draft.position.latitude()));
            arrays.feature_code.push(strings.number(&draft.feature_code));
            arrays.country.push(strings.number(&draft.country));
            let [admin1, admin2, admin3] = &draft.admin;
            arrays.admin1.push(strings.optional(admin1.as_deref()));
            arrays.admin2.push(strings.optional(admin2.as_deref()));
            arrays.admin3.push(strings.optional(admin3.as_deref()));
            arrays.population.push(draft.population.unwrap_or(0));
            let importance = importance(&draft.feature_code, draft.population, draft.names.len());
            arrays.importance.push(importance.to_bits());
            arrays.radius.push(draft.radius_km.map_or(NONE, |km| (km * 1_000.0).round() as u32));
            arrays.codes.push(strings.number(&draft.codes.join("; ")));
            arrays.known_by.push(strings.number(&draft.known_by));
            let outline = draft.outline.as_ref().map_or(NONE, |outline| arrays.push_outline(outline));
            arrays.outline.push(outline);
        }
        arrays.first_name.push(arrays.name.len() as u32);
        ids.sort();
        ids.dedup_by(|next, kept| next.0 == kept.0);
        for (id, place) in ids {
            arrays.id_key.push(strings.number(id.as_str()));
            arrays.id_place.push(place);
        }
        arrays.by_latitude = (0..drafts.len() as u32).collect();
        arrays.by_latitude.sort_by_key(|&place| (arrays.latitude[place as usize].cast_signed(), place));
        arrays.text = strings.text;
        arrays.string_end = strings.end;
        arrays
    }

    fn push_outline(&mut self, outline: &MultiPolygon) -> u32 {
        for polygon in outline {
            for (at, ring) in std::iter::once(polygon.exterior()).chain(polygon.interiors()).enumerate() {
                for point in ring.coords() {
                    self.x.push(steps(point.x));
                    self.y.push(steps(point.y));
                }
                self.ring_point.push(self.x.len() as u32);
                self.ring_is_outer.push(u32::from(at == 0));
            }
        }
        self.outline_ring.push(self.ring_is_outer.len() as u32);
        (self.outline_ring.len() - 2) as u32
    }

    /// The outline with this number.
    pub(super) fn outline(&self, number: usize) -> MultiPolygon {
        let mut polygons: Vec<Polygon> = Vec::new();
        for ring in self.outline_ring[number] as usize..self.outline_ring[number + 1] as usize {
            let points = self.ring_point[ring] as usize..self.ring_point[ring + 1] as usize;
            let line: LineString =
                points.map(|at| Coord { x: degrees(self.x[at]), y: degrees(self.y[at]) }).collect();
            match polygons.last_mut() {
                Some(polygon) if self.ring_is_outer[ring] == 0 => polygon.interiors_push(line),
                _ => polygons.push(Polygon::new(line, Vec::new())),
            }
        }
        MultiPolygon(polygons)
    }

    /// The string with this number; empty for [`NONE`].
    pub(super) fn string(&self, number: u32) -> &str {
        if number == NONE {
            return "";
        }
        let start = if number == 0 { 0 } else { self.string_end[number as usize - 1] as usize };
        &self.text[start..self.string_end[number as usize] as usize]
    }

    /// The place with this id.
    pub(super) fn place_with(&self, id: &str) -> Option<u32> {
        let at = self.id_key.partition_point(|&key| self.string(key) < id);
        (self.id_key.get(at).is_some_and(|&key| self.string(key) == id)).then(|| self.id_place[at])
    }

    /// The ids under which others know each place, beside its own.
    pub(super) fn other_ids(&self) -> Vec<Vec<PlaceId>> {
        let mut others = vec![Vec::new(); self.id.len()];
        for (&key, &place) in self.id_key.iter().zip(&self.id_place) {
            if self.string(key) != self.string(self.id[place as usize]) {
                others[place as usize].push(PlaceId::from(self.string(key)));
            }
        }
        others
    }

    /// Whether every number points into the array it is meant for, so that no damaged file makes a panic.
    pub(super) fn hold_together(&self) -> bool {
        let below = |numbers: &[u32], limit: usize| numbers.iter().all(|&number| (number as usize) < limit);
        let optional = |numbers: &[u32], limit: usize| {
            numbers.iter().all(|&number| number == NONE || (number as usize) < limit)
        };
        let rises = |numbers: &[u32], last: usize| {
            numbers.is_sorted() && numbers.last().is_some_and(|&end| end as usize == last)
        };
        let strings = self.string_end.len();
        let places = self.id.len();
        let per_place = [
            &self.longitude,
            &self.latitude,
            &self.feature_code,
            &self.country,
            &self.admin1,
            &self.admin2,
            &self.admin3,
            &self.population,
            &self.importance,
            &self.radius,
            &self.codes,
            &self.known_by,
            &self.outline,
            &self.by_latitude,
        ];
        let within = |steps: &[u32], most: f64| steps.iter().all(|&one| degrees(one).abs() <= most);
        per_place.iter().all(|column| column.len() == places)
            && within(&self.longitude, 180.0)
            && within(&self.latitude, 90.0)
            && self.importance.iter().all(|&bits| f32::from_bits(bits).is_finite())
            && (self.string_end.is_empty() && self.text.is_empty()
                || rises(&self.string_end, self.text.len()))
            && self.string_end.iter().all(|&end| self.text.is_char_boundary(end as usize))
            && [&self.id, &self.admin1, &self.admin2, &self.admin3, &self.language]
                .iter()
                .all(|column| optional(column, strings))
            && [&self.feature_code, &self.country, &self.codes, &self.known_by, &self.name, &self.id_key]
                .iter()
                .all(|column| below(column, strings))
            && [&self.source, &self.source_licence].iter().all(|column| below(column, strings))
            && self.source.len() == self.source_licence.len()
            && self.first_name.len() == places + 1
            && rises(&self.first_name, self.name.len())
            && self.language.len() == self.name.len()
            && self.origins.len() == self.name.len()
            && self.id_place.len() == self.id_key.len()
            && below(&self.id_place, places)
            && below(&self.by_latitude, places)
            && rises(&self.outline_ring, self.ring_is_outer.len())
            && optional(&self.outline, self.outline_ring.len() - 1)
            && self.ring_point.len() == self.ring_is_outer.len() + 1
            && rises(&self.ring_point, self.x.len())
            && self.x.len() == self.y.len()
    }
}

/// Strings, each once.
#[derive(Default)]
struct Strings {
    text: String,
    end: Vec<u32>,
    known: HashMap<String, u32>,
}

impl Strings {
    fn number(&mut self, string: &str) -> u32 {
        if let Some(&number) = self.known.get(string) {
            return number;
        }
        let number = self.end.len() as u32;
        self.text.push_str(string);
        self.end.push(self.text.len() as u32);
        self.known.insert(string.to_owned(), number);
        number
    }

    fn optional(&mut self, string: Option<&str>) -> u32 {
        string.map_or(NONE, |string| self.number(string))
    }
}

/// A coordinate in steps; the cast keeps the sign's bits.
fn steps(degrees: f64) -> u32 {
    ((degrees * STEPS).round() as i32).cast_unsigned()
}

/// A coordinate in degrees.
pub(super) fn degrees(steps: u32) -> f64 {
    f64::from(steps.cast_signed()) / STEPS
}
