//! Whether a triangle is empty of a map's points: the guard of every shape.
//!
//! A line between `a` and `c` over `b` may be cut short to the line between `a` and `c` when no point lies in the triangle.
//! For what crosses the new line comes into the triangle, cannot leave it over the old lines, and so ends in it.

use super::{Lines, NONE};
use crate::geometry::{
    groups::Groups,
    plane::{Xy, cross, vector},
};

/// Cells along each side of the grid at most.
const MOST: f64 = 2_048.0;

/// The points of all lines in a grid of about two points a cell.
pub(super) struct Near {
    points: Vec<Xy>,
    is_gone: Vec<bool>,
    cells: Groups,
    corner: Xy,
    side: f64,
    columns: u32,
    rows: u32,
}

impl Near {
    pub(super) fn new(lines: &Lines) -> Self {
        let points = lines.all().to_vec();
        let [least, most] = points.iter().fold([[f64::MAX; 2], [f64::MIN; 2]], |[least, most], point| {
            [[least[0].min(point[0]), least[1].min(point[1])], [most[0].max(point[0]), most[1].max(point[1])]]
        });
        let (width, height) = ((most[0] - least[0]).max(1.0), (most[1] - least[1]).max(1.0));
        let side = (width * height * 2.0 / points.len().max(1) as f64).sqrt().max(width.max(height) / MOST);
        let (columns, rows) = ((width / side) as u32 + 1, (height / side) as u32 + 1);
        let mut near = Self {
            is_gone: vec![false; points.len()],
            points,
            cells: Groups::default(),
            corner: least,
            side,
            columns,
            rows,
        };
        let keys: Vec<u32> = near
            .points
            .iter()
            .map(|point| {
                near.cell(point[0], 0).min(columns - 1) + near.cell(point[1], 1).min(rows - 1) * columns
            })
            .collect();
        near.cells = Groups::of(
            (columns * rows) as usize,
            keys.iter().enumerate().map(|(point, &key)| (key, point as u32)),
        );
        near
    }

    /// Takes out a point, by its number in [`Lines::all`].
    pub(super) fn remove(&mut self, point: usize) {
        self.is_gone[point] = true;
    }

    /// Whether no point but its corners lies in a triangle or on its sides.
    pub(super) fn is_empty(&self, a: Xy, b: Xy, c: Xy) -> bool {
        let turn = cross(vector(a, b), vector(a, c));
        let least = [0, 1].map(|axis| a[axis].min(b[axis]).min(c[axis]));
        let most = [0, 1].map(|axis| a[axis].max(b[axis]).max(c[axis]));
        let range = |axis: usize, count: u32| {
            self.cell(least[axis], axis)..=self.cell(most[axis], axis).min(count - 1)
        };
        let is_corner = |point: Xy| [a, b, c].iter().any(|corner| same(*corner, point));
        // The box first: it costs least, and a triangle that is a line has no inner side.
        let is_within = |point: Xy| {
            (0..2).all(|axis| least[axis] <= point[axis] && point[axis] <= most[axis])
                && [(a, b), (b, c), (c, a)].iter().all(|&(from, to)| {
                    let side = cross(vector(from, to), vector(from, point));
                    if turn >= 0.0 { side >= 0.0 } else { side <= 0.0 }
                })
        };
        range(1, self.rows).all(|row| {
            range(0, self.columns).all(|column| {
                self.cells.get(row * self.columns + column).iter().all(|&at| {
                    let point = self.points[at as usize];
                    self.is_gone[at as usize] || !is_within(point) || is_corner(point)
                })
            })
        })
    }

    fn cell(&self, coordinate: f64, axis: usize) -> u32 {
        // What lies before the first cell is taken into it by the cast.
        (((coordinate - self.corner[axis]) / self.side) as u32).min(NONE - 1)
    }
}

/// Whether two points are the same to the bit.
fn same(a: Xy, b: Xy) -> bool {
    a[0].to_bits() == b[0].to_bits() && a[1].to_bits() == b[1].to_bits()
}
