//! Reads GeoJSON points, one feature after the other: a collection, a single feature, or one feature a line.
//!
//! A feature becomes a row: its latitude, its longitude, its id, then its properties.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, BufRead, Read};
use std::ops::ControlFlow;
use std::rc::Rc;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::IntakeError;
use super::row::{MOST_CELLS, Row};

/// Bytes of one feature that are read.
const LONGEST_FEATURE: u64 = 16 << 20;
/// Columns that stand before those of the properties.
const OWN: [&str; 3] = ["latitude", "longitude", "id"];

/// How the features stand in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// One JSON text: a collection or a single feature.
    Document,
    /// One JSON text a line, as RFC 8142 has it.
    Lines,
}

/// Whether the start of a text is that of GeoJSON, and of which shape.
pub(super) fn sniff(head: &[u8]) -> Option<Shape> {
    let start = head.iter().position(|byte| !byte.is_ascii_whitespace())?;
    let head = &head[start..];
    match head[0] {
        0x1e => return Some(Shape::Lines),
        b'{' => {}
        _ => return None,
    }
    let line = head.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let is_feature = serde_json::from_slice::<Value>(line).is_ok_and(|value| value["type"] == "Feature");
    Some(if is_feature { Shape::Lines } else { Shape::Document })
}

/// The names of all properties, in the order in which they first appear.
pub(super) fn properties(text: impl BufRead, shape: Shape, file: &str) -> Result<Vec<String>, IntakeError> {
    let mut names = Vec::new();
    let mut known = BTreeMap::new();
    let mut failed = None;
    let mut features = 0_u64;
    each_feature(text, shape, &mut |_, feature| {
        match feature {
            Ok(Value::Object(mut feature)) => {
                features += 1;
                if let Some(Value::Object(properties)) = feature.remove("properties") {
                    for name in properties.into_iter().map(|(name, _)| name) {
                        if names.len() + OWN.len() < MOST_CELLS && !known.contains_key(&name) {
                            known.insert(name.clone(), names.len());
                            names.push(name);
                        }
                    }
                }
            }
            Ok(_) => {}
            Err(reason) => failed = Some(reason),
        }
        ControlFlow::Continue(())
    });
    match failed {
        Some(reason) if features == 0 => Err(IntakeError::Json { file: file.to_owned(), reason }),
        _ => Ok(names),
    }
}

/// The headers of the rows: a property that is called like one of our own columns steps back.
pub(super) fn headers(properties: &[String]) -> impl Iterator<Item = &str> {
    let own = OWN.into_iter().map(move |own| {
        let is_taken = own == "id" && properties.iter().any(|name| name.eq_ignore_ascii_case("id"));
        if is_taken { "feature id" } else { own }
    });
    own.chain(properties.iter().map(|name| match name.to_ascii_lowercase().as_str() {
        "latitude" => "latitude of the properties",
        "longitude" => "longitude of the properties",
        _ => name.as_str(),
    }))
}

/// Gives every feature as a row.
pub(super) fn each_row(
    text: impl BufRead,
    shape: Shape,
    properties: &[String],
    each: &mut dyn FnMut(&Row) -> ControlFlow<()>,
) {
    let columns: BTreeMap<&str, usize> =
        properties.iter().enumerate().map(|(at, name)| (name.as_str(), at + OWN.len())).collect();
    let mut row = Row::default();
    let mut cells: Vec<String> = Vec::new();
    each_feature(text, shape, &mut |line, feature| {
        row.begin(line);
        match feature {
            Ok(Value::Object(mut feature)) => {
                cells.clear();
                cells.resize(properties.len() + OWN.len(), String::new());
                let fault = match position(feature.get("geometry")) {
                    Ok(Some((longitude, latitude))) => {
                        cells[0] = latitude.to_string();
                        cells[1] = longitude.to_string();
                        None
                    }
                    Ok(None) => None,
                    Err(reason) => Some(reason),
                };
                cells[2] = feature.remove("id").map(written).unwrap_or_default();
                if let Some(Value::Object(properties)) = feature.remove("properties") {
                    for (name, value) in properties {
                        if let Some(column) = columns.get(name.as_str()) {
                            cells[*column] = written(value);
                        }
                    }
                }
                for cell in &cells {
                    row.push(cell);
                }
                row.fault = row.fault.take().or(fault);
            }
            Ok(other) => {
                row.push(&other.to_string());
                row.fault = Some("this is no feature; a feature is a JSON object".to_owned());
            }
            Err(reason) => row.fault = Some(reason),
        }
        each(&row)
    });
}

/// Longitude and latitude of a point; `None` where there is no geometry.
fn position(geometry: Option<&Value>) -> Result<Option<(f64, f64)>, String> {
    let Some(geometry) = geometry.filter(|geometry| !geometry.is_null()) else { return Ok(None) };
    let kind = geometry["type"].as_str().unwrap_or("without a type");
    if kind != "Point" {
        let kind: String = kind.chars().take(40).collect();
        return Err(format!("the geometry is {kind}; only points are read"));
    }
    let number = |at: usize| geometry["coordinates"].get(at).and_then(Value::as_f64);
    match (number(0), number(1)) {
        (Some(longitude), Some(latitude)) => Ok(Some((longitude, latitude))),
        _ => Err("the point has no two coordinates; they are longitude, latitude".to_owned()),
    }
}

/// A value as it would stand in a cell.
pub(super) fn written(value: Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text,
        Value::Number(number) => match number.as_f64() {
            Some(float) if number.is_f64() => float.to_string(),
            _ => number.to_string(),
        },
        other => other.to_string(),
    }
}

pub(super) type EachFeature<'a> = &'a mut dyn FnMut(u64, Result<Value, String>) -> ControlFlow<()>;

/// Gives every feature with its line, and what is not JSON as an error in its place.
pub(super) fn each_feature(text: impl BufRead, shape: Shape, each: EachFeature<'_>) {
    match shape {
        Shape::Lines => each_line(text, each),
        Shape::Document => each_of_document(text, each),
    }
}

fn each_line(mut text: impl BufRead, each: EachFeature<'_>) {
    let mut line = Vec::new();
    let mut number = 0;
    loop {
        line.clear();
        number += 1;
        let read = match (&mut text).take(LONGEST_FEATURE).read_until(b'\n', &mut line) {
            Ok(0) => return,
            Ok(read) => read as u64,
            Err(error) => {
                let _ = each(number, Err(format!("the file cannot be read further: {error}")));
                return;
            }
        };
        let feature = if read == LONGEST_FEATURE && line.last() != Some(&b'\n') {
            if text.skip_until(b'\n').is_err() {
                return;
            }
            Err("the feature is longer than 16 MiB".to_owned())
        } else {
            let content = line.trim_ascii();
            let content = content.strip_prefix(b"\x1e").unwrap_or(content);
            if content.is_empty() {
                continue;
            }
            serde_json::from_slice(content).map_err(|error| format!("this is not JSON: {error}"))
        };
        if each(number, feature).is_break() {
            return;
        }
    }
}

fn each_of_document(text: impl BufRead, each: EachFeature<'_>) {
    let place = Rc::new(Place::default());
    let reader = Placed { inner: text, place: Rc::clone(&place) };
    let mut json = serde_json::Deserializer::from_reader(reader);
    let mut document = Document { place: &place, each, is_stopped: false };
    let outcome = (&mut document).deserialize(&mut json).and_then(|()| json.end());
    if let Err(error) = outcome
        && !document.is_stopped
    {
        let reason = format!("the file cannot be read from here on: {error}; mend it and import it again");
        let _ = (document.each)(error.line() as u64, Err(reason));
    }
}

/// Where the reader is.
#[derive(Default)]
struct Place {
    lines: Cell<u64>,
    /// Bytes since the last feature began.
    bytes: Cell<u64>,
}

/// Counts lines and bytes; the JSON reader takes one byte after the other.
struct Placed<R> {
    inner: R,
    place: Rc<Place>,
}

impl<R: BufRead> Read for Placed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        for byte in &buffer[..read] {
            self.place.lines.set(self.place.lines.get() + u64::from(*byte == b'\n'));
        }
        self.place.bytes.set(self.place.bytes.get() + read as u64);
        if self.place.bytes.get() > LONGEST_FEATURE {
            return Err(io::Error::other("a feature is longer than 16 MiB"));
        }
        Ok(read)
    }
}

/// The JSON text as a whole.
struct Document<'a> {
    place: &'a Place,
    each: EachFeature<'a>,
    is_stopped: bool,
}

impl Document<'_> {
    fn give<E: serde::de::Error>(&mut self, line: u64, feature: Value) -> Result<(), E> {
        if (self.each)(line, Ok(feature)).is_break() {
            self.is_stopped = true;
            return Err(E::custom("stopped"));
        }
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for &mut Document<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for &mut Document<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a FeatureCollection or a Feature")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let line = self.place.lines.get() + 1;
        let mut is_collection = false;
        let mut single = serde_json::Map::new();
        while let Some(name) = map.next_key::<String>()? {
            if name == "features" {
                is_collection = true;
                map.next_value_seed(Features(self))?;
            } else {
                single.insert(name, map.next_value()?);
            }
        }
        if is_collection {
            return Ok(());
        }
        if single.get("type").is_some_and(|kind| kind == "Feature") {
            return self.give(line, Value::Object(single));
        }
        Err(A::Error::custom("there is neither a list of features nor a feature"))
    }
}

/// The list of a collection.
struct Features<'a, 'b>(&'a mut Document<'b>);

impl<'de> DeserializeSeed<'de> for Features<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Features<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of features")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while let Some((line, feature)) = list.next_element_seed(Feature(self.0.place))? {
            self.0.give(line, feature)?;
        }
        Ok(())
    }
}

/// One feature and the line it begins on.
struct Feature<'a>(&'a Place);

impl<'de> DeserializeSeed<'de> for Feature<'_> {
    type Value = (u64, Value);

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        self.0.bytes.set(0);
        let line = self.0.lines.get() + 1;
        serde::Deserialize::deserialize(deserializer).map(|feature| (line, feature))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Line, cells and fault of each feature.
    fn rows(text: &str) -> Vec<String> {
        let Some(shape) = sniff(text.as_bytes()) else { return Vec::new() };
        let Ok(names) = properties(text.as_bytes(), shape, "a.geojson") else { return Vec::new() };
        let mut rows = Vec::new();
        each_row(text.as_bytes(), shape, &names, &mut |row| {
            let fault = row.fault.as_deref().unwrap_or_default();
            rows.push(format!("{}: {} {fault}", row.line, row.shown()).trim_end().to_owned());
            ControlFlow::Continue(())
        });
        rows
    }

    const POINT: &str = r#"{"type":"Feature","geometry":{"type":"Point","coordinates":[36.8,36.1]},"properties":{"date":"2017-11-13","n":2}}"#;

    #[test]
    fn a_collection_a_feature_and_lines_of_features_give_the_same_rows() {
        let row = "36.1,36.8,,2017-11-13,2";
        assert_eq!(rows(POINT), [format!("1: {row}")]);
        assert_eq!(rows(&format!("{POINT}\n\n\x1e{POINT}\n")), [format!("1: {row}"), format!("3: {row}")]);
        let collection = format!("{{\"type\":\"FeatureCollection\",\n\"features\":[\n{POINT},\n{POINT}]}}");
        assert_eq!(rows(&collection), [format!("3: {row}"), format!("4: {row}")]);
        let pretty = POINT.replace(',', ",\n");
        assert_eq!(rows(&pretty), [format!("1: {row}")]);
    }

    #[test]
    fn what_is_no_point_is_a_fault_and_reading_goes_on() {
        let text = r#"{"type":"FeatureCollection","features":[
            {"type":"Feature","geometry":{"type":"Polygon","coordinates":[]},"properties":{"a":1}},
            {"type":"Feature","geometry":null,"properties":{"b":[1,"x"],"latitude":9}},
            7]}"#;
        assert_eq!(
            rows(text),
            [
                "2: ,,,1,, the geometry is Polygon; only points are read",
                "3: ,,,,\"[1,\"\"x\"\"]\",9",
                "4: 7 this is no feature; a feature is a JSON object"
            ]
        );
        assert_eq!(
            headers(&["id".to_owned(), "Latitude".to_owned()]).collect::<Vec<_>>(),
            ["latitude", "longitude", "feature id", "id", "latitude of the properties"]
        );
    }

    #[test]
    fn a_file_that_breaks_off_tells_so_after_its_good_features() {
        let rows = rows(&format!("{{\"features\":[{POINT},\n{{\"type\":"));
        assert_eq!(rows.len(), 2);
        assert!(rows[1].starts_with("2:  the file cannot be read from here on: EOF while parsing"));
        let told = properties("{]".as_bytes(), Shape::Document, "a.geojson").unwrap_err().to_string();
        assert!(told.starts_with("a.geojson is not GeoJSON: "), "{told}");
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "(\\{|\\}|\\[|\\]|\"features\":|\"type\":\"Feature\"|,|1e999|\n|null|\"geometry\":|\\PC){0,20}") {
            let _ = rows(&format!("{{{text}"));
        }
    }
}
