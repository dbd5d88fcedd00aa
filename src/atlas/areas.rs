//! Areas of control, front lines, and what changed hands: dissolved from the land of a day when asked for.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

use super::{
    Atlas, Filter,
    filter::Unknown,
    land::LandOfPlaces,
    layer::statuses,
    record::{Feature, Geometry, Record},
};
use crate::control::{Land, areas::doubt::DOUBTFUL};
use crate::event::Who;
use crate::geometry::{Area, Coverage, Shape, Xy, bearing};
use crate::model::{
    ActorId, Bbox, ControlStatus, Day, ExpertArea, Holding, Holdings, Position, SourceId, Window,
};

/// What is told of an area of control.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs, reason = "the names say it")]
pub struct AreaRecord<'a> {
    pub id: String,
    pub day: Day,
    pub status: &'static str,
    pub holders: Vec<&'a str>,
    pub against: Vec<&'a str>,
    /// Square kilometers, of the faces as they are, whatever shape is drawn.
    pub km2: f64,
    /// Of these, what lies so far from those who tell that a good part of such land is another's.
    pub doubtful_km2: f64,
    /// People in its places, as far as the gazetteer counts them.
    pub population: u64,
}

/// What is told of a front line.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs, reason = "the names say it")]
pub struct FrontRecord<'a> {
    pub id: String,
    pub day: Day,
    pub between: [&'a str; 2],
    /// The day on which the land beside it last changed hands; none where it never did.
    pub since: Option<Day>,
    /// Length, of the faces as they are.
    pub km: f64,
}

/// What is told of land that changed hands between two days.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs, reason = "the names say it")]
pub struct ChangeRecord<'a> {
    pub id: String,
    pub from: Day,
    pub to: Day,
    pub from_status: &'static str,
    pub from_holders: Vec<&'a str>,
    pub to_status: &'static str,
    pub to_holders: Vec<&'a str>,
    pub km2: f64,
    pub population: u64,
    /// How far the front between them moved at most, in kilometers; none where there was no front between them.
    pub moved_km: Option<f64>,
    /// Which way it moved, in degrees clockwise from north.
    pub bearing: Option<f64>,
}

impl Atlas {
    /// The areas of control on the last day of a window, else on the last day that anybody tells of.
    pub(super) fn areas(&self, filter: &Filter) -> Result<Vec<Feature<Record<'_>>>, Unknown> {
        let wanted = Wanted::of(self, filter)?;
        let Some(of_places) = self.land() else { return Ok(Vec::new()) };
        let land = &of_places.land;
        let day = wanted.to;
        let snapshot = land.on(day);
        let mut sums = vec![Sums::default(); land.holdings.all().len()];
        for (face, label) in snapshot.labels.iter().enumerate() {
            let sum = &mut sums[usize::from(*label)];
            let area = land.mesh.area(face as u32);
            sum.square_meters += area;
            if snapshot.doubts[face] >= DOUBTFUL && *label != 0 {
                sum.doubtful += area;
            }
            sum.population += self.population_of(of_places, face as u32);
        }
        let drawn = draw(of_places, &snapshot.labels, filter.shape);
        let features = drawn.into_iter().filter_map(|Area { label, polygons }| {
            let holding = land.holdings.get(label);
            let sum = &sums[usize::from(label)];
            let record = AreaRecord {
                id: format!("{day}.{label}"),
                day,
                status: holding.status.name(),
                holders: ids(&holding.holders),
                against: ids(&holding.against),
                km2: kilometers2(sum.square_meters),
                doubtful_km2: kilometers2(sum.doubtful),
                population: sum.population,
            };
            let geometry = Geometry::MultiPolygon(polygons);
            wanted.has(holding, &geometry).then(|| feature(record.id.clone(), geometry, Record::Area(record)))
        });
        Ok(features.collect())
    }

    /// The front lines on the last day of a window, by pair of actors and by the day since which they run there.
    pub(super) fn fronts(&self, filter: &Filter) -> Result<Vec<Feature<Record<'_>>>, Unknown> {
        let wanted = Wanted::of(self, filter)?;
        let Some(LandOfPlaces { land, .. }) = self.land() else { return Ok(Vec::new()) };
        let day = wanted.to;
        let coverage = dated_coverage(land, day);
        let lines = coverage.lines(&filter.shape).degrees(land.projection());
        let features = self.front_chains(land, &coverage).into_iter().filter_map(|(front, chains)| {
            let drawn = chains.iter().map(|chain| lines.of(*chain).to_vec()).collect();
            let meters: f64 = chains.iter().map(|chain| coverage.chains()[*chain].length).sum();
            let geometry = Geometry::MultiLineString(drawn);
            let of_actor = |actor: &ActorId| front.between.contains(&actor.as_str());
            let is_wanted = wanted.is_within(&geometry)
                && (wanted.actors.is_empty() || wanted.actors.iter().any(of_actor));
            let id = format!("{day}.{front}");
            let (between, since, km) = (front.between, front.since, (meters / 10.0).round() / 100.0);
            let record = FrontRecord { id: id.clone(), day, between, since, km };
            is_wanted.then(|| feature(id, geometry, Record::Front(record)))
        });
        Ok(features.collect())
    }

    /// The chains of each front line of a day.
    pub(super) fn front_chains<'a>(
        &self,
        land: &'a Land,
        coverage: &Coverage,
    ) -> BTreeMap<Front<'a>, Vec<usize>> {
        let who = self.who();
        let meet = |one: u16, other: u16| enemies(&who, land.holdings.get(one), land.holdings.get(other));
        let mut fronts: BTreeMap<Front<'_>, Vec<usize>> = BTreeMap::new();
        for chain in coverage.fronts(|one, other| meet(one, other).is_some()) {
            let told = &coverage.chains()[chain];
            let Some(between) = told.right.and_then(|right| meet(told.left, right)) else { continue };
            let since = told.since.filter(|since| *since != i32::MIN).map(Day::from_number);
            fronts.entry(Front { between, since }).or_default().push(chain);
        }
        fronts
    }

    /// What changed hands from the first to the last day of a window, both counted; without one, over all days.
    pub(super) fn changes(&self, filter: &Filter) -> Result<Vec<Feature<Record<'_>>>, Unknown> {
        let wanted = Wanted::of(self, filter)?;
        let Some(of_places) = self.land() else { return Ok(Vec::new()) };
        let land = &of_places.land;
        // Both days are counted: what changed on the first is among it.
        let (before, after) = (land.on(wanted.from.plus(-1)), land.on(wanted.to));
        let mut pairs: BTreeMap<(u16, u16), u16> = BTreeMap::new();
        let mut labels = vec![0; before.labels.len()];
        for (face, pair) in before.labels.iter().copied().zip(after.labels.iter().copied()).enumerate() {
            if pair.0 != pair.1 {
                let next = u16::try_from(pairs.len() + 1).unwrap_or(u16::MAX);
                labels[face] = *pairs.entry(pair).or_insert(next);
            }
        }
        let mut sums = vec![Sums::default(); pairs.len() + 1];
        for (face, label) in labels.iter().enumerate() {
            let sum = &mut sums[usize::from(*label)];
            sum.square_meters += land.mesh.area(face as u32);
            sum.population += self.population_of(of_places, face as u32);
        }
        let of_label: BTreeMap<u16, (u16, u16)> =
            pairs.into_iter().map(|(pair, label)| (label, pair)).collect();
        let drawn = draw(of_places, &labels, filter.shape);
        let features = drawn.into_iter().filter_map(|Area { label, polygons }| {
            let (one, other) = *of_label.get(&label)?;
            let (old, new) = (land.holdings.get(one), land.holdings.get(other));
            let sum = &sums[usize::from(label)];
            let moved = moved(of_places, &before.labels, &labels, (label, one, other));
            let record = ChangeRecord {
                id: format!("{}.{}.{label}", wanted.from, wanted.to),
                from: wanted.from,
                to: wanted.to,
                from_status: old.status.name(),
                from_holders: ids(&old.holders),
                to_status: new.status.name(),
                to_holders: ids(&new.holders),
                km2: kilometers2(sum.square_meters),
                population: sum.population,
                moved_km: moved.map(|(far, _)| (far / 100.0).round() / 10.0),
                bearing: moved.map(|(_, bearing)| bearing.round()),
            };
            let geometry = Geometry::MultiPolygon(polygons);
            let is_wanted = wanted.has(old, &geometry) || wanted.has(new, &geometry);
            is_wanted.then(|| feature(record.id.clone(), geometry, Record::Change(record)))
        });
        Ok(features.collect())
    }

    /// The day that a filter asks about: the last one of its window, else the last one that anybody tells of.
    pub(super) fn day_of(&self, filter: &Filter) -> Day {
        let asked = filter.window.map(|window| window.end).filter(|end| *end != Window::ALL.end);
        let last = || self.days().map_or(Day::from_number(0), |(_, last)| last);
        asked.map_or_else(last, |end| end.plus(-1))
    }

    /// The ids of the sources that say who held the land in a window.
    pub(super) fn sources_in(&self, window: Window) -> Vec<&str> {
        let on = self.control.states.iter().filter(|row| row.overlaps(window));
        let told = on.flat_map(|row| row.state.sources.iter().map(SourceId::as_str));
        let is_valid = |area: &&ExpertArea| {
            area.from < window.end && area.until.is_none_or(|until| until > window.start)
        };
        let drawn = self.expert_areas.iter().filter(is_valid).map(|area| area.source.as_str());
        told.chain(drawn).collect()
    }

    fn population_of(&self, of_places: &LandOfPlaces, face: u32) -> u64 {
        let rows = of_places.land.faces.places_of_face(face).map(|place| of_places.places[place as usize]);
        rows.map(|row| u64::from(self.places[row as usize].population.unwrap_or_default())).sum()
    }
}

/// The land of a day dissolved, its lines cut where they have another age.
pub(super) fn dated_coverage(land: &Land, day: Day) -> Coverage {
    let snapshot = land.on(day);
    let since: Vec<i32> = snapshot.since.iter().map(|since| since.unwrap_or(i32::MIN)).collect();
    Coverage::dated(&land.mesh, &snapshot.labels, &since)
}

fn draw(LandOfPlaces { land, .. }: &LandOfPlaces, labels: &[u16], shape: Shape) -> Vec<Area> {
    let coverage = Coverage::of(&land.mesh, labels);
    coverage.polygons(&coverage.lines(&shape).degrees(land.projection()))
}

/// Who meets at a front line, and since when it runs there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Front<'a> {
    between: [&'a str; 2],
    since: Option<Day>,
}

impl fmt::Display for Front<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let since = self.since.map_or_else(String::new, |day| day.to_string());
        write!(f, "{}.{}.{since}", self.between[0], self.between[1])
    }
}

#[derive(Clone, Copy, Default)]
struct Sums {
    square_meters: f64,
    doubtful: f64,
    population: u64,
}

/// A filter as these layers understand it.
struct Wanted<'f> {
    from: Day,
    to: Day,
    bbox: Option<Bbox>,
    statuses: Vec<ControlStatus>,
    actors: &'f [ActorId],
}

impl<'f> Wanted<'f> {
    fn of(atlas: &Atlas, filter: &'f Filter) -> Result<Self, Unknown> {
        atlas.actor_set(&filter.actors)?;
        let first = atlas.days().map_or(Day::from_number(0), |(first, _)| first);
        let window = filter.window.unwrap_or(Window::ALL);
        let to = atlas.day_of(filter);
        let from = if window.start == Window::ALL.start { first } else { window.start };
        Ok(Self {
            from: from.min(to),
            to,
            bbox: filter.bbox,
            statuses: statuses(&filter.types)?,
            actors: &filter.actors,
        })
    }

    fn has(&self, holding: &Holding, geometry: &Geometry) -> bool {
        let of_actor = |actor| holding.holders.contains(actor) || holding.against.contains(actor);
        (self.statuses.is_empty() || self.statuses.contains(&holding.status))
            && (self.actors.is_empty() || self.actors.iter().any(of_actor))
            && self.is_within(geometry)
    }

    /// Whether a geometry's box meets the box asked for.
    fn is_within(&self, geometry: &Geometry) -> bool {
        let Some(bbox) = self.bbox else { return true };
        let (mut low, mut high) = ([f64::INFINITY; 2], [f64::NEG_INFINITY; 2]);
        for point in geometry.points() {
            for axis in 0..2 {
                (low[axis], high[axis]) = (low[axis].min(point[axis]), high[axis].max(point[axis]));
            }
        }
        low[0] <= bbox.east && high[0] >= bbox.west && low[1] <= bbox.north && high[1] >= bbox.south
    }
}

/// Two enemies that meet where land of these holdings touches, the first named first; `None` where none do.
fn enemies<'a>(who: &Who, one: &'a Holding, other: &'a Holding) -> Option<[&'a str; 2]> {
    parties(one).find_map(|first| {
        let second = parties(other).find(|second| who.are_hostile(first, second))?;
        let mut pair = [first.as_str(), second.as_str()];
        pair.sort_unstable();
        Some(pair)
    })
}

/// Who is on some land: its holders, and where it is contested who fights them there.
fn parties(holding: &Holding) -> impl Iterator<Item = &ActorId> {
    let fighters: &[ActorId] =
        if holding.status == ControlStatus::Contested { &holding.against } else { &[] };
    holding.holders.iter().chain(fighters)
}

/// How far in meters, at most, gained land lies from the front of before between those who lost and gained it, and in
/// which direction from there.
fn moved(
    LandOfPlaces { land, .. }: &LandOfPlaces,
    before: &[u16],
    gained: &[u16],
    (label, old, new): (u16, u16, u16),
) -> Option<(f64, f64)> {
    if old == Holdings::UNKNOWN || new == Holdings::UNKNOWN {
        return None;
    }
    let mesh = &land.mesh;
    let front: Vec<Xy> = (0..mesh.arcs() as u32)
        .filter(|arc| {
            let (left, right) = mesh.arc_faces(*arc);
            let labels = left.zip(right).map(|(left, right)| [before[left as usize], before[right as usize]]);
            labels == Some([old, new]) || labels == Some([new, old])
        })
        .map(|arc| {
            let (from, to) = mesh.arc_ends(arc);
            let [from, to] = [mesh.nodes()[from as usize], mesh.nodes()[to as usize]];
            [f64::midpoint(from[0], to[0]), f64::midpoint(from[1], to[1])]
        })
        .collect();
    let apart = |one: Xy, other: Xy| (one[0] - other[0]).hypot(one[1] - other[1]);
    let (mut farthest, mut weight) = (0.0_f64, 0.0);
    let (mut start, mut end) = ([0.0; 2], [0.0; 2]);
    for face in (0..gained.len() as u32).filter(|face| gained[*face as usize] == label) {
        let site = mesh.site(face);
        let nearest =
            *front.iter().min_by(|one, other| apart(**one, site).total_cmp(&apart(**other, site)))?;
        farthest = farthest.max(apart(nearest, site));
        let area = mesh.area(face);
        weight += area;
        for axis in 0..2 {
            start[axis] += nearest[axis] * area;
            end[axis] += site[axis] * area;
        }
    }
    let middle = |sum: Xy| {
        let [longitude, latitude] = land.degrees(sum.map(|coordinate| coordinate / weight));
        Position::new(longitude, latitude)
    };
    Some((farthest, bearing(middle(start)?, middle(end)?)))
}

fn ids(actors: &[ActorId]) -> Vec<&str> {
    actors.iter().map(ActorId::as_str).collect()
}

/// Square meters to square kilometers, to a hundredth.
fn kilometers2(square_meters: f64) -> f64 {
    (square_meters / 1e4).round() / 100.0
}

fn feature(id: String, geometry: Geometry, properties: Record<'_>) -> Feature<Record<'_>> {
    Feature { r#type: "Feature", id, geometry: Some(geometry), properties }
}
