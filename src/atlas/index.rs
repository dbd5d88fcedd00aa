//! Finds the events of a box and a window among millions in microseconds.
//!
//! Time first: rows are in time order and cut into slabs of 16,384. Within a slab they are ordered along a Hilbert
//! curve and cut into blocks of 64, each with its box and its days. A query visits the slabs of its window, tests the
//! blocks' boxes and reads the rows of those it meets. Events longer than a month have slabs of their own, so that a
//! few of them do not widen the days of every slab.

use super::{columns::Events, filter::Kinds};
use crate::{
    geometry::along_curve,
    model::{Bbox, Window},
};

const SLAB: usize = 16_384;
const BLOCK: usize = 64;
/// Days from which on an event counts as long.
const LONG: i32 = 32;
/// Cells of the Hilbert curve along each side, as a power of two.
const ORDER: u32 = 12;

/// The index over located and unlocated events.
#[derive(Debug, Default)]
pub struct Index {
    parts: [Vec<Slab>; 2],
}

#[derive(Debug)]
struct Slab {
    /// Rows in time order.
    rows: Vec<u32>,
    first_start: i32,
    last_end: i32,
    /// Located rows along the curve.
    curve: Vec<u32>,
    blocks: Vec<Block>,
}

#[derive(Debug)]
struct Block {
    bbox: Bbox,
    start: i32,
    end: i32,
}

impl Index {
    /// Indexes events that are in time order.
    pub fn new(events: &Events) -> Self {
        let (mut short, mut long) = (Vec::new(), Vec::new());
        for row in 0..events.len() {
            let days = events.end[row] - events.start[row];
            if days < LONG { short.push(row as u32) } else { long.push(row as u32) }
        }
        Self {
            parts: [short, long].map(|rows| rows.chunks(SLAB).map(|rows| Slab::new(events, rows)).collect()),
        }
    }

    /// Rows of these kinds that overlap the window and lie in the box, in time order.
    pub fn find(&self, events: &Events, bbox: Option<Bbox>, window: Window, kinds: Kinds) -> Vec<u32> {
        let (first, end) = (window.start.number(), window.end.number());
        let boxes = bbox.map(Bbox::unwrapped);
        let mut found = Vec::new();
        for part in &self.parts {
            for slab in part {
                if slab.first_start >= end {
                    break;
                }
                if slab.last_end <= first {
                    continue;
                }
                match boxes {
                    None => slab.scan(events, first, end, kinds, &mut found),
                    Some((one, other)) => {
                        slab.search(events, one, first, end, kinds, &mut found);
                        if let Some(other) = other {
                            slab.search(events, other, first, end, kinds, &mut found);
                        }
                    }
                }
            }
        }
        if boxes.is_some() || !self.parts[1].is_empty() {
            found.sort_unstable();
            found.dedup();
        }
        found
    }
}

impl Slab {
    fn new(events: &Events, rows: &[u32]) -> Self {
        let start = |row: &u32| events.start[*row as usize];
        let end = |row: &u32| events.end[*row as usize];
        let mut curve: Vec<(u32, u32)> = rows
            .iter()
            .filter(|row| !events.longitude[**row as usize].is_nan())
            .map(|row| (hilbert(events.longitude[*row as usize], events.latitude[*row as usize]), *row))
            .collect();
        curve.sort_unstable();
        let curve: Vec<u32> = curve.into_iter().map(|(_, row)| row).collect();
        let blocks = curve.chunks(BLOCK).map(|rows| Block::new(events, rows)).collect();
        Self {
            rows: rows.to_vec(),
            first_start: rows.iter().map(start).min().unwrap_or_default(),
            last_end: rows.iter().map(end).max().unwrap_or_default(),
            curve,
            blocks,
        }
    }

    fn scan(&self, events: &Events, first: i32, end: i32, kinds: Kinds, found: &mut Vec<u32>) {
        for &row in &self.rows {
            let at = row as usize;
            if events.start[at] >= end {
                break;
            }
            if events.end[at] > first && kinds.has(events.kind[at]) {
                found.push(row);
            }
        }
    }

    fn search(&self, events: &Events, bbox: Bbox, first: i32, end: i32, kinds: Kinds, found: &mut Vec<u32>) {
        for (block, rows) in self.blocks.iter().zip(self.curve.chunks(BLOCK)) {
            let meets = block.bbox.west <= bbox.east
                && block.bbox.east >= bbox.west
                && block.bbox.south <= bbox.north
                && block.bbox.north >= bbox.south
                && block.start < end
                && block.end > first;
            if !meets {
                continue;
            }
            for &row in rows {
                let at = row as usize;
                let (longitude, latitude) = (events.longitude[at], events.latitude[at]);
                let inside = longitude >= bbox.west
                    && longitude <= bbox.east
                    && latitude >= bbox.south
                    && latitude <= bbox.north;
                if inside && events.start[at] < end && events.end[at] > first && kinds.has(events.kind[at]) {
                    found.push(row);
                }
            }
        }
    }
}

impl Block {
    fn new(events: &Events, rows: &[u32]) -> Self {
        let mut block = Self {
            bbox: Bbox { west: f64::MAX, south: f64::MAX, east: f64::MIN, north: f64::MIN },
            start: i32::MAX,
            end: i32::MIN,
        };
        for &row in rows {
            let at = row as usize;
            block.bbox.west = block.bbox.west.min(events.longitude[at]);
            block.bbox.east = block.bbox.east.max(events.longitude[at]);
            block.bbox.south = block.bbox.south.min(events.latitude[at]);
            block.bbox.north = block.bbox.north.max(events.latitude[at]);
            block.start = block.start.min(events.start[at]);
            block.end = block.end.max(events.end[at]);
        }
        block
    }
}

/// How far along a Hilbert curve over the globe a position lies.
///
/// The curve covers 16 by 16 degrees with 4,096 cells a side, about 400 m each, and repeats over the globe: a theatre is
/// not much larger, and where two of its corners share a cell a block is only wider than it could be.
fn hilbert(longitude: f64, latitude: f64) -> u32 {
    let cell = |degrees: f64| (degrees.rem_euclid(16.0) / 16.0 * f64::from(1u32 << ORDER)) as u32;
    along_curve(cell(longitude), cell(latitude), ORDER)
}
