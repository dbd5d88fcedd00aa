//! The Hilbert curve: an order of the cells of a square in which neighbors in the row are neighbors in the plane.

/// How far along a Hilbert curve a cell lies (Lam and Shapiro, 1994).
///
/// The square has two to the power of `order` cells a side, `order` at most 16; `x` and `y` count them from 0.
#[must_use]
pub fn along_curve(x: u32, y: u32, order: u32) -> u32 {
    let side = 1u32 << order;
    let (mut x, mut y) = (x.min(side - 1), y.min(side - 1));
    let mut along = 0;
    let mut half = side / 2;
    while half > 0 {
        let right = u32::from(x & half > 0);
        let upper = u32::from(y & half > 0);
        along += half * half * ((3 * right) ^ upper);
        if upper == 0 {
            if right == 1 {
                x = (side - 1).wrapping_sub(x);
                y = (side - 1).wrapping_sub(y);
            }
            std::mem::swap(&mut x, &mut y);
        }
        half /= 2;
    }
    along
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_cell_has_its_number_and_numbers_in_a_row_are_neighbors() {
        let mut cells: Vec<(u32, i64, i64)> = (0..8)
            .flat_map(|x| (0..8).map(move |y| (along_curve(x, y, 3), i64::from(x), i64::from(y))))
            .collect();
        cells.sort_unstable();
        assert!(cells.iter().enumerate().all(|(at, cell)| cell.0 == at as u32));
        assert!(cells.windows(2).all(|two| (two[0].1 - two[1].1).abs() + (two[0].2 - two[1].2).abs() == 1));
        assert_eq!(along_curve(u32::MAX, u32::MAX, 16), along_curve(65_535, 65_535, 16));
    }
}
