//! Points of a projected plane, in meters, and the few products of vectors that everything on it is made of.

/// A point or a vector of the plane: east and north, in meters.
pub type Xy = [f64; 2];

/// From `start` to `end`.
pub(super) fn vector(start: Xy, end: Xy) -> Xy {
    [end[0] - start[0], end[1] - start[1]]
}

/// Cross product: positive when `b` lies to the left of `a`.
pub(super) fn cross(a: Xy, b: Xy) -> f64 {
    a[0] * b[1] - a[1] * b[0]
}

/// Dot product.
pub(super) fn dot(a: Xy, b: Xy) -> f64 {
    a[0] * b[0] + a[1] * b[1]
}

/// How far two points are apart, in meters.
pub(super) fn apart(a: Xy, b: Xy) -> f64 {
    let between = vector(a, b);
    dot(between, between).sqrt()
}

/// Halfway between two points.
pub(super) fn middle(a: Xy, b: Xy) -> Xy {
    [f64::midpoint(a[0], b[0]), f64::midpoint(a[1], b[1])]
}

/// Area within an open ring (its first point is not repeated), in square meters; negative when it runs clockwise.
#[must_use]
pub fn ring_area(ring: &[Xy]) -> f64 {
    let Some(&origin) = ring.first() else { return 0.0 };
    ring.windows(2).map(|two| cross(vector(origin, two[0]), vector(origin, two[1]))).sum::<f64>() / 2.0
}

/// Whether a ray from `point` to the east crosses the segment; what is inside is crossed an odd number of times.
pub(super) fn is_crossed(point: Xy, a: Xy, b: Xy) -> bool {
    (a[1] > point[1]) != (b[1] > point[1])
        && point[0] < (b[0] - a[0]) * (point[1] - a[1]) / (b[1] - a[1]) + a[0]
}

/// Whether a point lies inside an open ring; on the line it may be either.
#[must_use]
pub fn is_inside(ring: &[Xy], point: Xy) -> bool {
    let Some(&last) = ring.last() else { return false };
    let mut previous = last;
    let mut inside = false;
    for &next in ring {
        inside ^= is_crossed(point, previous, next);
        previous = next;
    }
    inside
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ring_has_its_area_with_the_sign_of_its_turn() {
        let mut ring = vec![[1e6, 1e6], [1e6 + 3.0, 1e6], [1e6 + 3.0, 1e6 + 2.0], [1e6, 1e6 + 2.0]];
        assert_eq!(ring_area(&ring).to_bits(), 6f64.to_bits());
        assert!(is_inside(&ring, [1e6 + 1.0, 1e6 + 1.0]) && !is_inside(&ring, [1e6 - 1.0, 1e6 + 1.0]));
        ring.reverse();
        assert_eq!(ring_area(&ring).to_bits(), (-6f64).to_bits());
        assert_eq!(ring_area(&[]).to_bits(), 0f64.to_bits());
    }
}
