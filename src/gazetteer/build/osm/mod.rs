//! OpenStreetMap extracts (`.osm.pbf`): settlements, and the sites that are fought over, wherever a name is given.
//!
//! Nodes have a point. Ways and relations name other elements, so their point, the center of the box around their nodes,
//! is found in a second pass, which keeps only the nodes that are needed: a country of fifteen million nodes takes the
//! memory of its few thousand outlines.

mod blocks;
mod tags;

use std::collections::HashMap;
use std::path::Path;

use osmpbf::{Element, RelMemberType};

use crate::gazetteer::kind::is_settled;
use crate::geometry::distance;
use crate::model::{Position, Problem};

use super::{BuildError, Reading};
use blocks::Blocks;
use tags::Tags;

/// Reads an extract.
pub(super) fn read(path: &Path, country: &str, source: usize) -> Result<Reading, BuildError> {
    let mut blocks = Blocks::open(path)?;
    let found = look(&mut blocks)?;
    let outlines = outlines(&mut blocks, &found)?;
    let points = points(&mut blocks, &found, &outlines)?;
    let file = path.file_name().unwrap_or_default().to_string_lossy();
    let mut reading = Reading::default();
    for node in &found.nodes {
        let Some(position) = node.at.position() else {
            let reason = format!("{}: {}, {} is no point", node.id, node.at.latitude, node.at.longitude);
            reading.problems.push(Problem::of_line(&file, 0, reason));
            continue;
        };
        let draft = tags::draft(node.id.clone(), &node.tags, node.feature_code, position, country, source);
        reading.drafts.extend(draft);
    }
    for area in &found.areas {
        let of_ways = area.ways.iter().filter_map(|way| outlines.get(way)).flatten();
        let nodes = area.nodes.iter().chain(of_ways).filter_map(|node| points.get(node).copied().flatten());
        let Some((position, radius_km)) = center(nodes) else {
            let reason = format!("{}: none of its nodes is in the file; take a larger extract", area.id);
            reading.problems.push(Problem::of_line(&file, 0, reason));
            continue;
        };
        let draft = tags::draft(area.id.clone(), &area.tags, area.feature_code, position, country, source);
        reading.drafts.extend(draft.map(|mut draft| {
            // The point of a settlement counts as the settlement, however a source came by it.
            draft.radius_km = Some(radius_km).filter(|&km| km > 0.0 && !is_settled(area.feature_code));
            draft
        }));
    }
    Ok(reading)
}

/// What the first pass finds.
#[derive(Default)]
struct Found {
    nodes: Vec<Spot>,
    areas: Vec<Area>,
    /// Blocks with nodes in them.
    with_nodes: Vec<usize>,
    /// Blocks with ways in them.
    with_ways: Vec<usize>,
}

/// A node that is a place.
struct Spot {
    id: String,
    tags: Tags,
    feature_code: &'static str,
    at: Point,
}

/// A way or relation that is a place.
struct Area {
    id: String,
    tags: Tags,
    feature_code: &'static str,
    nodes: Vec<i64>,
    ways: Vec<i64>,
}

/// Degrees as a file has them, which may be on no globe.
#[derive(Clone, Copy)]
struct Point {
    longitude: f64,
    latitude: f64,
}

impl Point {
    /// Of billionths of a degree, to 1e-5 degrees, about a meter.
    fn of(longitude: i64, latitude: i64) -> Self {
        let degrees = |billionths: i64| (billionths as f64 / 1e4).round() / 1e5;
        Self { longitude: degrees(longitude), latitude: degrees(latitude) }
    }

    fn position(self) -> Option<Position> {
        Position::new(self.longitude, self.latitude)
    }
}

/// The first pass: every element that is a place, and which blocks a second one needs.
fn look(blocks: &mut Blocks) -> Result<Found, BuildError> {
    let mut found = Found::default();
    for block in 0..blocks.count() {
        let (mut has_nodes, mut has_ways) = (false, false);
        blocks.for_each(block, |element, strings| {
            let told = match &element {
                Element::DenseNode(node) => {
                    place(node.raw_tags().map(|(key, value)| (i64::from(key), i64::from(value))), strings)
                }
                Element::Node(node) => place(wide(node.raw_tags()), strings),
                Element::Way(way) => place(wide(way.raw_tags()), strings),
                Element::Relation(relation) => place(wide(relation.raw_tags()), strings),
            };
            has_nodes |= matches!(element, Element::DenseNode(_) | Element::Node(_));
            has_ways |= matches!(element, Element::Way(_));
            let Some((tags, feature_code)) = told? else { return Ok(()) };
            match element {
                Element::DenseNode(node) => {
                    let at = Point::of(node.nano_lon(), node.nano_lat());
                    found.nodes.push(Spot { id: format!("osm:n{}", node.id()), tags, feature_code, at });
                }
                Element::Node(node) => {
                    let at = Point::of(node.nano_lon(), node.nano_lat());
                    found.nodes.push(Spot { id: format!("osm:n{}", node.id()), tags, feature_code, at });
                }
                Element::Way(way) => {
                    let (id, nodes) = (format!("osm:w{}", way.id()), way.refs().collect());
                    found.areas.push(Area { id, tags, feature_code, nodes, ways: Vec::new() });
                }
                Element::Relation(relation) => {
                    let id = format!("osm:r{}", relation.id());
                    let (mut nodes, mut ways) = (Vec::new(), Vec::new());
                    for member in relation.members() {
                        match member.member_type {
                            RelMemberType::Node => nodes.push(member.member_id),
                            RelMemberType::Way => ways.push(member.member_id),
                            RelMemberType::Relation => {}
                        }
                    }
                    found.areas.push(Area { id, tags, feature_code, nodes, ways });
                }
            }
            Ok(())
        })?;
        found.with_nodes.extend(has_nodes.then_some(block));
        found.with_ways.extend(has_ways.then_some(block));
    }
    Ok(found)
}

/// Nodes of the ways that relations are made of.
fn outlines(blocks: &mut Blocks, found: &Found) -> Result<HashMap<i64, Vec<i64>>, BuildError> {
    let mut outlines: HashMap<i64, Vec<i64>> =
        found.areas.iter().flat_map(|area| &area.ways).map(|&way| (way, Vec::new())).collect();
    if outlines.is_empty() {
        return Ok(outlines);
    }
    for &block in &found.with_ways {
        blocks.for_each(block, |element, _| {
            if let Element::Way(way) = element
                && let Some(outline) = outlines.get_mut(&way.id())
            {
                *outline = way.refs().collect();
            }
            Ok(())
        })?;
    }
    Ok(outlines)
}

/// Where the nodes of all areas are; `None` where the file does not say.
fn points(
    blocks: &mut Blocks,
    found: &Found,
    outlines: &HashMap<i64, Vec<i64>>,
) -> Result<HashMap<i64, Option<Point>>, BuildError> {
    let of_areas = found.areas.iter().flat_map(|area| &area.nodes);
    let mut points: HashMap<i64, Option<Point>> =
        of_areas.chain(outlines.values().flatten()).map(|&node| (node, None)).collect();
    if points.is_empty() {
        return Ok(points);
    }
    for &block in &found.with_nodes {
        blocks.for_each(block, |element, _| {
            let (id, longitude, latitude) = match element {
                Element::DenseNode(node) => (node.id(), node.nano_lon(), node.nano_lat()),
                Element::Node(node) => (node.id(), node.nano_lon(), node.nano_lat()),
                Element::Way(_) | Element::Relation(_) => return Ok(()),
            };
            if let Some(point) = points.get_mut(&id) {
                *point = Some(Point::of(longitude, latitude));
            }
            Ok(())
        })?;
    }
    Ok(points)
}

/// The center of the box around points, and how far its corners are, in kilometers.
fn center(points: impl Iterator<Item = Point>) -> Option<(Position, f64)> {
    let around = |[west, south, east, north]: [f64; 4], at: Point| {
        [west.min(at.longitude), south.min(at.latitude), east.max(at.longitude), north.max(at.latitude)]
    };
    let none = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
    let [west, south, east, north] = points.filter(|point| point.position().is_some()).fold(none, around);
    let round = |degrees: f64| (degrees * 1e5).round() / 1e5;
    let center = Position::new(round(f64::midpoint(west, east)), round(f64::midpoint(south, north)))?;
    let corner = Position::new(west, south)?;
    Some((center, (distance(center, corner).kilometers() * 10.0).round() / 10.0))
}

fn wide(tags: impl Iterator<Item = (u32, u32)>) -> impl Iterator<Item = (i64, i64)> {
    tags.map(|(key, value)| (i64::from(key), i64::from(value)))
}

/// The tags of an element and its code, where they make it a place that has a name.
///
/// Tags are numbers into the strings of the block. Most elements are no places, so their keys are looked at first.
fn place(
    tags: impl Iterator<Item = (i64, i64)>,
    strings: &[Vec<u8>],
) -> Result<Option<(Tags, &'static str)>, &'static str> {
    let string = |number: i64| {
        let bytes = usize::try_from(number).ok().and_then(|number| strings.get(number));
        std::str::from_utf8(bytes.ok_or("a tag is missing")?).map_err(|_| "a tag is not UTF-8")
    };
    let (mut has_kind, mut has_name) = (false, false);
    let mut pairs = Vec::new();
    for (key, value) in tags {
        let key = string(key)?;
        has_kind |= tags::is_kind(key);
        has_name |= tags::is_name(key);
        pairs.push((key, value));
    }
    if !(has_kind && has_name) {
        return Ok(None);
    }
    let mut tags = Tags::new();
    for (key, value) in pairs {
        tags.insert(key.to_owned(), string(value)?.to_owned());
    }
    Ok(tags::feature_code(&tags).map(|code| (tags, code)))
}
