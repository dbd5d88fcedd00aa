//! Points in a grid, to find those nearest to somewhere.

use crate::geometry::Xy;

/// Points in square cells.
#[derive(Clone, Debug)]
pub(super) struct Near {
    points: Vec<Xy>,
    low: Xy,
    /// Meters along the side of a cell.
    side: f64,
    columns: usize,
    rows: usize,
    /// Where the points of each cell begin in `order`.
    starts: Vec<u32>,
    order: Vec<u32>,
}

/// Points of a cell, on average.
const POINTS_OF_CELL: f64 = 3.0;
/// Cells along a side at most.
const MOST_CELLS: f64 = 2_048.0;

impl Near {
    /// Lays points, all of them finite, into a grid.
    pub fn new(points: Vec<Xy>) -> Self {
        let (mut low, mut high) = ([f64::INFINITY; 2], [f64::NEG_INFINITY; 2]);
        for point in &points {
            for axis in 0..2 {
                low[axis] = low[axis].min(point[axis]);
                high[axis] = high[axis].max(point[axis]);
            }
        }
        if points.is_empty() {
            (low, high) = ([0.0; 2], [0.0; 2]);
        }
        let (width, height) = (high[0] - low[0], high[1] - low[1]);
        let fair = (width * height * POINTS_OF_CELL / points.len().max(1) as f64).sqrt();
        let side = fair.max(width.max(height) / MOST_CELLS).max(1.0);
        let (columns, rows) = ((width / side) as usize + 1, (height / side) as usize + 1);
        let mut near = Self { points, low, side, columns, rows, starts: Vec::new(), order: Vec::new() };
        let cells: Vec<usize> = near.points.iter().map(|at| near.cell_of(*at)).collect();
        near.starts = vec![0; columns * rows + 1];
        for cell in &cells {
            near.starts[cell + 1] += 1;
        }
        for cell in 0..columns * rows {
            near.starts[cell + 1] += near.starts[cell];
        }
        let mut ends = near.starts.clone();
        near.order = vec![0; cells.len()];
        for (point, cell) in cells.into_iter().enumerate() {
            near.order[ends[cell] as usize] = point as u32;
            ends[cell] += 1;
        }
        near
    }

    /// Gives points from the nearest on, of equally near ones the one with the lower number first, up to `farthest`
    /// meters away, until `each` says that it is enough.
    pub fn each_from(
        &self,
        at: Xy,
        farthest: f64,
        waiting: &mut Waiting,
        each: &mut dyn FnMut(u32, f64) -> bool,
    ) {
        waiting.found.clear();
        let column = ((at[0] - self.low[0]) / self.side).floor().clamp(-1e6, 1e6) as i64;
        let row = ((at[1] - self.low[1]) / self.side).floor().clamp(-1e6, 1e6) as i64;
        let (columns, rows) = (self.columns as i64, self.rows as i64);
        // Rings of cells around that of the place; the first that touches the grid, the last that does.
        let away = |at: i64, cells: i64| (-at).max(at - (cells - 1)).max(0);
        let first = away(column, columns).max(away(row, rows));
        let last = column.max(columns - 1 - column).max(row).max(rows - 1 - row);
        for ring in first..=last {
            let is_reached = ring == 0 || (ring - 1) as f64 * self.side <= farthest;
            if !is_reached {
                break;
            }
            for row_here in (row - ring).max(0)..=(row + ring).min(rows - 1) {
                let mut take = |column_here: i64| {
                    let cell = row_here as usize * self.columns + column_here as usize;
                    self.take(cell, at, farthest, waiting);
                };
                let (west, east) = (column - ring, column + ring);
                if row_here == row - ring || row_here == row + ring {
                    (west.max(0)..=east.min(columns - 1)).for_each(take);
                } else {
                    [west, east].into_iter().filter(|at| (0..columns).contains(at)).for_each(&mut take);
                }
            }
            // No point of a ring farther out is nearer than this.
            let certain = if ring == last { f64::INFINITY } else { self.certain(at, column, row, ring) };
            if !waiting.give(certain, each) {
                return;
            }
        }
    }

    /// The nearest point and how far it is.
    pub fn nearest(&self, at: Xy, farthest: f64) -> Option<(u32, f64)> {
        let mut found = None;
        self.each_from(at, farthest, &mut Waiting::default(), &mut |point, distance| {
            found = Some((point, distance));
            false
        });
        found
    }

    /// How far it is from a place to the edge of the cells up to a ring around it.
    fn certain(&self, at: Xy, column: i64, row: i64, ring: i64) -> f64 {
        let edge = |axis: usize, cell: i64| {
            let low = self.low[axis] + (cell - ring) as f64 * self.side;
            let high = self.low[axis] + (cell + ring + 1) as f64 * self.side;
            (at[axis] - low).min(high - at[axis])
        };
        edge(0, column).min(edge(1, row))
    }

    fn take(&self, cell: usize, at: Xy, farthest: f64, waiting: &mut Waiting) {
        for &point in &self.order[self.starts[cell] as usize..self.starts[cell + 1] as usize] {
            let there = self.points[point as usize];
            let distance = apart(there, at);
            if distance <= farthest {
                waiting.found.push(u128::from(distance.to_bits()) << 32 | u128::from(point));
            }
        }
    }

    fn cell_of(&self, at: Xy) -> usize {
        let along =
            |axis: usize, cells: usize| (((at[axis] - self.low[axis]) / self.side) as usize).min(cells - 1);
        along(1, self.rows) * self.columns + along(0, self.columns)
    }
}

/// Meters between two points; quicker than `hypot`, whose care for the smallest and the largest numbers no map needs.
pub(super) fn apart(one: Xy, other: Xy) -> f64 {
    let (east, north) = (one[0] - other[0], one[1] - other[1]);
    (east * east + north * north).sqrt()
}

/// Points found that may not be the next nearest ones yet; kept between questions to save the allocation.
#[derive(Clone, Debug, Default)]
pub(super) struct Waiting {
    /// Distance and number of each as one number: the bits of distances are in the order of the distances.
    found: Vec<u128>,
}

impl Waiting {
    /// Gives what is nearer than `certain`, nearest first; `false` when that is enough.
    fn give(&mut self, certain: f64, each: &mut dyn FnMut(u32, f64) -> bool) -> bool {
        let distance = |found: u128| f64::from_bits((found >> 32) as u64);
        // The farthest first, so that the nearest come off the end.
        self.found.sort_unstable_by_key(|found| !found);
        while let Some(found) = self.found.pop_if(|found| distance(*found) < certain) {
            if !each(found as u32, distance(found)) {
                return false;
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn points_come_from_the_nearest_on(
            points in prop::collection::vec((0..100i32, 0..40i32), 0..60),
            at in (-50..150i32, -50..90i32),
            farthest in 0..200i32,
        ) {
            let xy = |(x, y): (i32, i32)| [f64::from(x) * 10.0, f64::from(y) * 10.0];
            let points: Vec<Xy> = points.into_iter().map(xy).collect();
            let (at, farthest) = (xy(at), f64::from(farthest) * 10.0);
            let mut expected: Vec<(f64, u32)> = (0..)
                .zip(&points)
                .map(|(point, there)| (apart(*there, at), point))
                .filter(|(distance, _)| *distance <= farthest)
                .collect();
            expected.sort_by(|one, other| one.partial_cmp(other).unwrap());
            let mut found = Vec::new();
            Near::new(points).each_from(at, farthest, &mut Waiting::default(), &mut |point, distance| {
                found.push((distance, point));
                true
            });
            prop_assert_eq!(found, expected);
        }
    }
}
