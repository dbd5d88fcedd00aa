//! The land of a theatre, and how the page takes it: the mesh once and the stream of changes once.
//!
//! Varints are LEB128, seven bits a byte, the lowest first; a signed number n is written as 2n, or as -2n - 1 below zero.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{
    Atlas,
    block::{ColumnBytes, block},
};
use crate::control::Land;
use crate::control::areas::{
    Change,
    doubt::{DOUBTFUL, Doubt, Doubts},
};
use crate::event::Who;
use crate::geometry::Meters;
use crate::model::{ActorId, Holding};

/// The land, with the atlas' row of each place that it was made of.
#[derive(Debug)]
pub struct LandOfPlaces {
    pub land: Land,
    /// Rows of places, in the order the land numbers them.
    pub places: Vec<u32>,
}

#[derive(Serialize)]
struct Header<'a> {
    transform: Transform,
    nodes: usize,
    arcs: usize,
    faces: usize,
    changes: usize,
    labels: &'a [Holding],
    places: Vec<&'a str>,
    hostile: Vec<[&'a ActorId; 2]>,
    doubts: Vec<Doubt>,
    estimator: Named,
    first_day: i32,
    last_day: i32,
}

/// A number from 0 to 65,535 times `scale` and `translate` are degrees.
#[derive(Clone, Copy, Serialize)]
pub struct Transform {
    pub scale: [f64; 2],
    pub translate: [f64; 2],
}

#[derive(Serialize)]
struct Named {
    name: &'static str,
    reach_km: Option<f64>,
    stale_days: Option<i32>,
}

/// Steps of a coordinate: some ten meters in a country of 700 km.
const STEPS: f64 = 65_535.0;

impl Atlas {
    /// The land; `None` for a theatre without an outline or without anybody who holds a place or drew who does. Made when first asked for.
    pub fn land(&self) -> Option<&LandOfPlaces> {
        self.land.get_or_init(|| self.make_land()).as_ref()
    }

    fn make_land(&self) -> Option<LandOfPlaces> {
        let mut places: Vec<u32> = self.control.states.iter().map(|row| row.place).collect();
        places.dedup();
        let nobody_tells = places.is_empty() && self.expert_areas.is_empty();
        if nobody_tells || self.terrain.is_empty() {
            return None;
        }
        let positions: Vec<_> = places.iter().map(|row| self.places[*row as usize].position).collect();
        let states = self.control.states.iter().filter_map(|row| {
            let place = places.binary_search(&row.place).ok()?;
            Some((place, &row.state))
        });
        let land = Land::new(&self.terrain, self.info.control, &positions, states, &self.expert_areas)?;
        Some(LandOfPlaces { land, places })
    }

    /// Who is on which side.
    pub(super) fn who(&self) -> Who {
        Who::new(&self.actors, &self.sides, &[])
    }

    /// Pairs of actors that hold land here and meet as enemies: where they meet is a front line.
    pub(super) fn hostile<'a>(&self, land: &'a Land) -> Vec<[&'a ActorId; 2]> {
        let who = self.who();
        let named =
            land.holdings.all().iter().flat_map(|holding| holding.holders.iter().chain(&holding.against));
        let actors: Vec<&ActorId> = named.collect::<BTreeSet<_>>().into_iter().collect();
        let mut pairs = Vec::new();
        for (at, one) in actors.iter().enumerate() {
            let others = actors[at + 1..].iter().filter(|other| who.are_hostile(one, other));
            pairs.extend(others.map(|other| [*one, *other]));
        }
        pairs
    }

    /// The block of bytes that the page draws areas and front lines from; `None` where there is no land. Made once.
    pub fn control_columns(&self) -> Option<&[u8]> {
        let land = self.land()?;
        Some(self.control_columns.get_or_init(|| self.encode_land(land)))
    }

    fn encode_land(&self, of_places: &LandOfPlaces) -> Vec<u8> {
        let land = &of_places.land;
        let mesh = &land.mesh;
        let nodes: Vec<[f64; 2]> = mesh.nodes().iter().map(|node| land.degrees(*node)).collect();
        let inner = |arc: u32| mesh.arc_inner(arc).iter().map(|point| land.degrees(*point));
        let transform =
            Transform::around(nodes.iter().copied().chain((0..mesh.arcs() as u32).flat_map(inner)));
        let steps: Vec<[i64; 2]> = nodes.iter().map(|node| transform.steps(*node)).collect();
        let coordinate = |axis: usize| -> Vec<u8> {
            steps.iter().flat_map(|node| (node[axis] as u16).to_le_bytes()).collect()
        };
        let mut arcs = Vec::new();
        let (mut last_from, mut last_left) = (0, 0);
        for arc in 0..mesh.arcs() as u32 {
            let (from, to) = mesh.arc_ends(arc);
            let (left, right) = mesh.arc_faces(arc);
            let number = |face: Option<u32>| face.map_or(-1, i64::from);
            let (from, to, left, right) = (i64::from(from), i64::from(to), number(left), number(right));
            for value in [from - last_from, to - from, left - last_left, right - left] {
                signed(&mut arcs, value);
            }
            (last_from, last_left) = (from, left);
            unsigned(&mut arcs, mesh.arc_inner(arc).len() as u64);
            let mut last = steps[from as usize];
            for point in inner(arc) {
                let point = transform.steps(point);
                signed(&mut arcs, point[0] - last[0]);
                signed(&mut arcs, point[1] - last[1]);
                last = point;
            }
        }
        let mut places = Vec::new();
        let mut areas = Vec::new();
        for face in 0..mesh.faces() as u32 {
            unsigned(&mut places, land.faces.place_of_face(face).map_or(0, |place| u64::from(place) + 1));
            areas.extend_from_slice(&((mesh.area(face) / 1e6) as f32).to_le_bytes());
        }
        let population = |row: &u32| self.places[*row as usize].population.unwrap_or_default();
        let populations: Vec<u8> =
            of_places.places.iter().flat_map(|row| population(row).to_le_bytes()).collect();
        let changes = seen(land.history.changes(), mesh.faces());
        let (first_day, last_day) = land.history.days().unwrap_or_default();
        let mut stream = Vec::new();
        let (mut day, mut face) = (first_day, 0);
        for change in &changes {
            unsigned(&mut stream, u64::from(change.day.abs_diff(day)));
            signed(&mut stream, i64::from(change.face) - face);
            unsigned(&mut stream, u64::from(change.label));
            unsigned(&mut stream, u64::from(change.doubt));
            (day, face) = (change.day, i64::from(change.face));
        }
        let header = Header {
            transform,
            nodes: nodes.len(),
            arcs: mesh.arcs(),
            faces: mesh.faces(),
            changes: changes.len(),
            labels: land.holdings.all(),
            places: of_places.places.iter().map(|row| self.places[*row as usize].id.as_str()).collect(),
            hostile: self.hostile(land),
            doubts: Doubts::default().classes().to_vec(),
            estimator: Named {
                name: land.estimator.name(),
                reach_km: land.estimator.reach().map(Meters::kilometers),
                stale_days: self.info.control.stale_after_days,
            },
            first_day,
            last_day,
        };
        let columns: Vec<ColumnBytes> = vec![
            ("node_x", "u16", coordinate(0)),
            ("node_y", "u16", coordinate(1)),
            ("arc", "varint", arcs),
            ("face_area", "f32", areas),
            ("face_place", "varint", places),
            ("place_population", "u32", populations),
            ("change", "varint", stream),
        ];
        block(&header, &columns)
    }
}

/// The changes that the page shows: of doubt only that it begins or ceases to be worth showing.
fn seen(changes: &[Change], faces: usize) -> Vec<Change> {
    let mut shown = vec![(0, false); faces];
    let mut seen = Vec::new();
    for change in changes {
        let now = (change.label, change.doubt >= DOUBTFUL);
        if std::mem::replace(&mut shown[change.face as usize], now) != now {
            seen.push(*change);
        }
    }
    seen
}

impl Transform {
    /// The finest one that has all these points.
    pub fn around(points: impl Iterator<Item = [f64; 2]>) -> Self {
        let (mut low, mut high) = ([f64::INFINITY; 2], [f64::NEG_INFINITY; 2]);
        for point in points {
            for axis in 0..2 {
                low[axis] = low[axis].min(point[axis]);
                high[axis] = high[axis].max(point[axis]);
            }
        }
        let scale = [0, 1].map(|axis| ((high[axis] - low[axis]) / STEPS).max(f64::MIN_POSITIVE));
        Self { scale, translate: low }
    }

    /// A point in whole steps.
    pub fn steps(self, point: [f64; 2]) -> [i64; 2] {
        [0, 1].map(|axis| ((point[axis] - self.translate[axis]) / self.scale[axis]).round() as i64)
    }
}

fn unsigned(bytes: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}

fn signed(bytes: &mut Vec<u8>, value: i64) {
    unsigned(bytes, ((value << 1) ^ (value >> 63)) as u64);
}
