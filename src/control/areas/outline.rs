//! The land that is divided: whether a point lies in the country.

use crate::geometry::Xy;

/// The rings of a country, cut into stripes from south to north so that a question looks at few edges.
#[derive(Clone, Debug)]
pub struct Outline {
    rings: Vec<Vec<Xy>>,
    low: Xy,
    high: Xy,
    /// Edges that touch each stripe.
    stripes: Vec<Vec<[Xy; 2]>>,
}

/// Stripes of an outline at most.
const MOST_STRIPES: usize = 512;
/// Edges for which there is a stripe each.
const EDGES_OF_STRIPE: usize = 4;

impl Outline {
    /// An outline of rings: outer ones, and those of holes; which is which and how they turn does not matter.
    ///
    /// Rings may be closed or open. Points that are no numbers are left out, and so are rings of fewer than three points.
    #[must_use]
    pub fn new(rings: &[Vec<Xy>]) -> Self {
        let rings: Vec<Vec<Xy>> =
            rings.iter().map(|ring| cleaned(ring)).filter(|ring| ring.len() > 2).collect();
        let (mut low, mut high) = ([f64::INFINITY; 2], [f64::NEG_INFINITY; 2]);
        for point in rings.iter().flatten() {
            for axis in 0..2 {
                low[axis] = low[axis].min(point[axis]);
                high[axis] = high[axis].max(point[axis]);
            }
        }
        let edges_in_all = rings.iter().map(Vec::len).sum::<usize>();
        let stripes = (edges_in_all / EDGES_OF_STRIPE).clamp(1, MOST_STRIPES);
        let mut outline = Self { rings, low, high, stripes: vec![Vec::new(); stripes] };
        for edge in edges(&outline.rings) {
            let (one, other) = (outline.stripe(edge[0][1]), outline.stripe(edge[1][1]));
            for stripe in one.min(other)..=one.max(other) {
                outline.stripes[stripe].push(edge);
            }
        }
        outline
    }

    /// Whether the point lies inside, by the even-odd rule.
    #[must_use]
    pub fn contains(&self, at: Xy) -> bool {
        let is_near = (0..2).all(|axis| self.low[axis] <= at[axis] && at[axis] <= self.high[axis]);
        if !is_near {
            return false;
        }
        let edges = self.stripes[self.stripe(at[1])].iter();
        edges.filter(|edge| straddles(edge, at[1]) && at[0] < crossing(edge, at[1])).count() % 2 == 1
    }

    /// The rings, open.
    #[must_use]
    pub fn rings(&self) -> &[Vec<Xy>] {
        &self.rings
    }

    /// The southwestern and the northeastern corner of the box around it; `None` where there is no land.
    #[must_use]
    pub fn bounds(&self) -> Option<(Xy, Xy)> {
        (!self.rings.is_empty()).then_some((self.low, self.high))
    }

    /// The area in square meters, to about a thousandth: of what [`Outline::contains`] holds for, also where rings lie
    /// within each other or cross.
    #[must_use]
    pub fn area(&self) -> f64 {
        const LINES: u32 = 2_048;
        let Some((low, high)) = self.bounds() else { return 0.0 };
        let apart = (high[1] - low[1]) / f64::from(LINES);
        let mut crossings: Vec<f64> = Vec::new();
        let mut length = 0.0;
        for line in 0..LINES {
            let north = low[1] + (f64::from(line) + 0.5) * apart;
            crossings.clear();
            let edges = self.stripes[self.stripe(north)].iter();
            crossings.extend(edges.filter(|edge| straddles(edge, north)).map(|edge| crossing(edge, north)));
            crossings.sort_unstable_by(f64::total_cmp);
            length += crossings.chunks_exact(2).map(|pair| pair[1] - pair[0]).sum::<f64>();
        }
        length * apart
    }

    fn stripe(&self, north: f64) -> usize {
        let share = (north - self.low[1]) / (self.high[1] - self.low[1]);
        ((share * self.stripes.len() as f64) as usize).min(self.stripes.len() - 1)
    }
}

/// Whether an edge crosses the line that runs east and west there.
fn straddles([a, b]: &[Xy; 2], north: f64) -> bool {
    (a[1] > north) != (b[1] > north)
}

/// How far east it crosses that line.
fn crossing([a, b]: &[Xy; 2], north: f64) -> f64 {
    (b[0] - a[0]) * (north - a[1]) / (b[1] - a[1]) + a[0]
}

/// The edges of open rings.
pub(super) fn edges(rings: &[Vec<Xy>]) -> impl Iterator<Item = [Xy; 2]> {
    rings.iter().flat_map(|ring| {
        let next = ring.iter().cycle().skip(1);
        ring.iter().zip(next).map(|(from, to)| [*from, *to])
    })
}

fn cleaned(ring: &[Xy]) -> Vec<Xy> {
    let mut open: Vec<Xy> =
        ring.iter().copied().filter(|at| at[0].is_finite() && at[1].is_finite()).collect();
    open.dedup();
    while open.len() > 1 && open.first() == open.last() {
        open.pop();
    }
    open
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(from: f64, to: f64) -> Vec<Xy> {
        vec![[from, from], [to, from], [to, to], [from, to], [from, from]]
    }

    #[test]
    fn a_hole_is_outside_and_an_island_in_it_is_inside() {
        let outline = Outline::new(&[square(0.0, 100.0), square(20.0, 80.0), square(40.0, 60.0)]);
        let inside = [10.0, 30.0, 50.0, 120.0].map(|at| outline.contains([at, at + 1.0]));
        assert_eq!(inside, [true, false, true, false]);
        assert!((outline.area() / (10_000.0 - 3_600.0 + 400.0) - 1.0).abs() < 1e-3);
    }

    #[test]
    fn a_ring_that_crosses_itself_has_the_area_of_both_its_parts() {
        let bow = Outline::new(&[vec![[0.0, 0.0], [100.0, 100.0], [100.0, 0.0], [0.0, 100.0]]]);
        assert!((bow.area() / 5_000.0 - 1.0).abs() < 1e-3, "{}", bow.area());
        assert!(bow.contains([10.0, 50.0]) && !bow.contains([50.0, 10.0]));
    }

    #[test]
    fn what_is_no_ring_is_no_land() {
        let outline = Outline::new(&[vec![], vec![[0.0, 0.0], [1.0, 1.0]], vec![[f64::NAN, 0.0]; 4]]);
        assert!(outline.bounds().is_none());
        assert!(!outline.contains([0.0, 0.0]));
    }
}
