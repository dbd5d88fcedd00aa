//! Places and their names in flat arrays, so that a file of them is read at once and nothing is made place by place.

use std::collections::HashMap;

use geo::{Coord, LineString, MultiLineString, MultiPolygon, Polygon};

use crate::model::PlaceId;

use super::draft::Draft;
use super::rank::importance;
use super::shape::Shape;

/// In place of a number: there is none.
pub(super) const NONE: u32 = u32::MAX;
/// Steps of a coordinate in a degree: a step is about 1 cm.
pub(super) const STEPS: f64 = 1e7;
/// A line is the hole of a polygon.
const INNER: u32 = 0;
/// A line goes around a polygon.
const OUTER: u32 = 1;
/// A line is a stretch of a course.
const OPEN: u32 = 2;

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
    /// For each place: its shape.
    shape,
    /// For each name: its letters.
    name,
    language,
    origins,
    /// All ids in the order of their letters.
    id_key,
    /// For each of them: the place.
    id_place,
    /// For each shape, and once more: its first line.
    shape_line,
    /// For each line, and once more: its first point.
    line_point,
    /// For each line: `OUTER`, `INNER` or `OPEN`.
    line_role,
    /// For each point of a line.
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
        arrays.shape_line.push(0);
        arrays.line_point.push(0);
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
            let shape = draft.shape.as_ref().map_or(NONE, |shape| arrays.push_shape(shape));
            arrays.shape.push(shape);
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

    fn push_shape(&mut self, shape: &Shape) -> u32 {
        match shape {
            Shape::Area(area) => {
                for polygon in area {
                    self.push_line(polygon.exterior(), OUTER);
                    polygon.interiors().iter().for_each(|hole| self.push_line(hole, INNER));
                }
            }
            Shape::Course(course) => course.iter().for_each(|stretch| self.push_line(stretch, OPEN)),
        }
        self.shape_line.push(self.line_role.len() as u32);
        (self.shape_line.len() - 2) as u32
    }

    fn push_line(&mut self, line: &LineString, role: u32) {
        for point in line.coords() {
            self.x.push(steps(point.x));
            self.y.push(steps(point.y));
        }
        self.line_point.push(self.x.len() as u32);
        self.line_role.push(role);
    }

    /// The shape with this number: a course where its first line is open.
    pub(super) fn shape(&self, number: usize) -> Shape {
        let lines = self.shape_line[number] as usize..self.shape_line[number + 1] as usize;
        if self.line_role[lines.clone()].first() == Some(&OPEN) {
            return Shape::Course(MultiLineString::new(lines.map(|line| self.line(line)).collect()));
        }
        let mut polygons: Vec<Polygon> = Vec::new();
        for line in lines {
            match polygons.last_mut() {
                Some(polygon) if self.line_role[line] == INNER => polygon.interiors_push(self.line(line)),
                _ => polygons.push(Polygon::new(self.line(line), Vec::new())),
            }
        }
        Shape::Area(MultiPolygon(polygons))
    }

    fn line(&self, number: usize) -> LineString {
        let points = self.line_point[number] as usize..self.line_point[number + 1] as usize;
        points.map(|at| Coord { x: degrees(self.x[at]), y: degrees(self.y[at]) }).collect()
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
            &self.shape,
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
            && rises(&self.shape_line, self.line_role.len())
            && optional(&self.shape, self.shape_line.len() - 1)
            && self.line_point.len() == self.line_role.len() + 1
            && rises(&self.line_point, self.x.len())
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
