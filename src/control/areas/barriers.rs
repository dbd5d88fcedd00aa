//! What a straight line of reach does not cross: the country's border, and rivers where they are given.

use super::outline::{Outline, edges};
use crate::geometry::Xy;

/// Walls in a grid of cells, each with the walls that touch it.
#[derive(Clone, Debug, Default)]
pub struct Barriers {
    low: Xy,
    /// Meters along the side of a cell.
    side: f64,
    columns: usize,
    rows: usize,
    starts: Vec<u32>,
    walls: Vec<[Xy; 2]>,
    /// Cells to the nearest one with a wall, rows and columns counted, at most 255.
    clear: Vec<u8>,
}

/// Cells along the longer side.
const CELLS: f64 = 256.0;

impl Barriers {
    /// The border of a country and lines within it.
    #[must_use]
    pub fn new(outline: &Outline, lines: &[Vec<Xy>]) -> Self {
        let is_number = |at: &Xy| at[0].is_finite() && at[1].is_finite();
        let of_lines = lines.iter().flat_map(|line| line.windows(2).map(|pair| [pair[0], pair[1]]));
        let walls: Vec<[Xy; 2]> =
            edges(outline.rings()).chain(of_lines.filter(|wall| wall.iter().all(is_number))).collect();
        let Some((low, high)) = outline.bounds() else { return Self::default() };
        let (width, height) = (high[0] - low[0], high[1] - low[1]);
        let side = (width.max(height) / CELLS).max(1.0);
        let (columns, rows) = ((width / side) as usize + 1, (height / side) as usize + 1);
        let mut barriers = Self {
            low,
            side,
            columns,
            rows,
            starts: vec![0; columns * rows + 1],
            walls: vec![],
            clear: vec![],
        };
        let mut touched: Vec<(usize, [Xy; 2])> = Vec::new();
        for wall in walls {
            barriers.each_cell(wall, &mut |cell| {
                touched.push((cell, wall));
                false
            });
        }
        touched.sort_by_key(|(cell, _)| *cell);
        for (cell, _) in &touched {
            barriers.starts[cell + 1] += 1;
        }
        for cell in 0..columns * rows {
            barriers.starts[cell + 1] += barriers.starts[cell];
        }
        barriers.walls = touched.into_iter().map(|(_, wall)| wall).collect();
        barriers.clear = barriers.clearance();
        barriers
    }

    /// Whether a straight line crosses no wall.
    #[must_use]
    pub fn is_open(&self, from: Xy, to: Xy) -> bool {
        let Some(cell) = self.cell_at(from) else { return true };
        let cells_away = (0..2).map(|axis| ((to[axis] - from[axis]) / self.side).abs()).fold(0.0, f64::max);
        if cells_away + 1.0 < f64::from(self.clear[cell]) {
            return true;
        }
        !self.each_cell([from, to], &mut |cell| {
            self.walls_of(cell).iter().any(|wall| crosses([from, to], *wall))
        })
    }

    fn walls_of(&self, cell: usize) -> &[[Xy; 2]] {
        &self.walls[self.starts[cell] as usize..self.starts[cell + 1] as usize]
    }

    fn cell_at(&self, at: Xy) -> Option<usize> {
        let along = |axis: usize, cells: usize| {
            let cell = (at[axis] - self.low[axis]) / self.side;
            (cell >= 0.0 && cell < cells as f64).then_some(cell as usize)
        };
        Some(along(1, self.rows)? * self.columns + along(0, self.columns)?)
    }

    /// Gives the cells that a line touches until `each` is content; whether it was. Cells at a corner may come for nothing.
    fn each_cell(&self, [from, to]: [Xy; 2], each: &mut dyn FnMut(usize) -> bool) -> bool {
        let (lower, upper) = if from[1] <= to[1] { (from, to) } else { (to, from) };
        let cell = |meters: f64, axis: usize, cells: usize| {
            ((meters - self.low[axis]) / self.side).floor().clamp(-1.0, cells as f64) as i64
        };
        let (rows, columns) = (self.rows as i64, self.columns as i64);
        let slope = (upper[0] - lower[0]) / (upper[1] - lower[1]);
        for row in cell(lower[1], 1, self.rows).max(0)..=cell(upper[1], 1, self.rows).min(rows - 1) {
            // The stretch of the line within the row.
            let south = (self.low[1] + row as f64 * self.side).max(lower[1]);
            let north = (self.low[1] + (row + 1) as f64 * self.side).min(upper[1]);
            let (one, other) = if slope.is_finite() {
                (lower[0] + (south - lower[1]) * slope, lower[0] + (north - lower[1]) * slope)
            } else {
                (lower[0], upper[0])
            };
            // A meter more on either side, so that no rounding slips between two cells.
            let west = cell(one.min(other) - 1.0, 0, self.columns).max(0);
            let east = cell(one.max(other) + 1.0, 0, self.columns).min(columns - 1);
            for column in west..=east {
                if each(row as usize * self.columns + column as usize) {
                    return true;
                }
            }
        }
        false
    }

    /// How many cells each is from one with a wall: twice over the grid, there and back.
    fn clearance(&self) -> Vec<u8> {
        let (columns, rows) = (self.columns, self.rows);
        let mut clear: Vec<u8> = (0..columns * rows)
            .map(|cell| if self.walls_of(cell).is_empty() { u8::MAX } else { 0 })
            .collect();
        let relax = |clear: &mut [u8], cell: usize, steps: &[(i64, i64)]| {
            let (column, row) = ((cell % columns) as i64, (cell / columns) as i64);
            for (right, up) in steps {
                let (column, row) = (column + right, row + up);
                if (0..columns as i64).contains(&column) && (0..rows as i64).contains(&row) {
                    let other = clear[row as usize * columns + column as usize].saturating_add(1);
                    clear[cell] = clear[cell].min(other);
                }
            }
        };
        for cell in 0..columns * rows {
            relax(&mut clear, cell, &[(-1, 0), (-1, -1), (0, -1), (1, -1)]);
        }
        for cell in (0..columns * rows).rev() {
            relax(&mut clear, cell, &[(1, 0), (1, 1), (0, 1), (-1, 1)]);
        }
        clear
    }
}

/// Whether two stretches cross; where one only ends on the other they do not.
fn crosses([a, b]: [Xy; 2], [c, d]: [Xy; 2]) -> bool {
    let side = |from: Xy, to: Xy, at: Xy| {
        (to[0] - from[0]) * (at[1] - from[1]) - (to[1] - from[1]) * (at[0] - from[0])
    };
    let parted = |one: f64, other: f64| (one > 0.0) != (other > 0.0) && one != 0.0 && other != 0.0;
    // A line through a corner of a wall is stopped by the one of its two edges that it half crosses.
    let touches = |one: f64, other: f64| (one >= 0.0) != (other >= 0.0);
    parted(side(c, d, a), side(c, d, b)) && touches(side(a, b, c), side(a, b, d))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A square of 100 km with a bay from the south up to its middle.
    fn bay() -> Outline {
        let ring = [[0, 0], [48, 0], [48, 60], [52, 60], [52, 0], [100, 0], [100, 100], [0, 100]];
        Outline::new(&[ring.map(|[x, y]| [f64::from(x) * 1_000.0, f64::from(y) * 1_000.0]).to_vec()])
    }

    #[test]
    fn a_line_over_the_sea_and_one_over_a_river_do_not_reach() {
        let river = vec![[0.0, 80_000.0], [40_000.0, 80_000.0]];
        let barriers = Barriers::new(&bay(), &[river]);
        let open = |from: [f64; 2], to: [f64; 2]| {
            barriers.is_open(from.map(|km| km * 1_000.0), to.map(|km| km * 1_000.0))
        };
        assert!(!open([30.0, 20.0], [70.0, 20.0]));
        assert!(open([30.0, 70.0], [70.0, 70.0]));
        assert!(!open([30.0, 70.0], [30.0, 90.0]));
        assert!(open([41.0, 70.0], [41.0, 90.0]));
        assert!(open([30.0, 20.0], [30.0, 20.0]));
    }

    #[test]
    fn where_there_are_no_walls_every_line_is_open() {
        assert!(Barriers::new(&Outline::new(&[]), &[]).is_open([0.0, 0.0], [1e9, 1e9]));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn the_grid_forgets_no_wall(
            from in (1..99_999i32, 1..99_999i32), to in (1..99_999i32, 1..99_999i32),
            bends in prop::collection::vec((0..100_000i32, 0..100_000i32), 2..12),
        ) {
            let xy = |(x, y): (i32, i32)| [f64::from(x) + 0.25, f64::from(y) + 0.25];
            let river: Vec<Xy> = bends.into_iter().map(xy).collect();
            let (from, to) = (xy(from), xy(to));
            let outline = bay();
            let is_crossed = edges(outline.rings())
                .chain(river.windows(2).map(|pair| [pair[0], pair[1]]))
                .any(|wall| crosses([from, to], wall));
            prop_assert_eq!(Barriers::new(&outline, &[river]).is_open(from, to), !is_crossed);
        }
    }
}
