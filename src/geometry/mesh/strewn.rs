//! Countries and places for tests of properties.

use proptest::prelude::*;

use crate::geometry::plane::{Xy, apart};

/// A star around a point: its corners in the order of their angles, so it never crosses itself.
fn star(center: Xy, least: f64, most: f64) -> impl Strategy<Value = Vec<Xy>> {
    prop::collection::vec(least..most, 3..40).prop_map(move |reaches| {
        let step = std::f64::consts::TAU / reaches.len() as f64;
        let point = |(at, reach): (usize, f64)| {
            let (sine, cosine) = (at as f64 * step).sin_cos();
            [center[0] + reach * cosine, center[1] + reach * sine]
        };
        reaches.into_iter().enumerate().map(point).collect()
    })
}

/// A country of a star with a lake in it and an island beside it, in some tens of kilometers.
/// The lake ends 9.2 km from the middle of the land, whose border begins 10 km from it.
pub(in crate::geometry) fn countries() -> impl Strategy<Value = Vec<Vec<Xy>>> {
    (
        star([0.0, 0.0], 20_000.0, 90_000.0),
        star([1_000.0, -2_000.0], 500.0, 7_000.0),
        star([150_000.0, 5_000.0], 1_000.0, 50_000.0),
    )
        .prop_map(|(land, lake, island)| vec![land, lake, island])
}

/// Places in and around such a country: some anywhere, some on a coarse grid, so that circles have more than three of them.
pub(in crate::geometry) fn places() -> impl Strategy<Value = Vec<Xy>> {
    let anywhere = (-100_000.0..210_000.0, -100_000.0..100_000.0).prop_map(|(x, y)| [x, y]);
    let on_grid = (-6..14i32, -6..6i32).prop_map(|(x, y)| [f64::from(x) * 15_000.0, f64::from(y) * 15_000.0]);
    prop::collection::vec(prop_oneof![anywhere, on_grid], 1..120).prop_map(|mut sites| {
        sites.sort_by(|a, b| a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1])));
        sites.dedup_by(|a, b| apart(*a, *b) < 0.01);
        sites
    })
}
