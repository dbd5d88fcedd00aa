//! What a day's map is held to: no gap, no overlap, no crossing, whatever the country, the places and the labels.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::geometry::{
    mesh::strewn::{countries, places},
    plane::{Xy, apart, cross, ring_area, vector},
};

const SHAPES: [Shape; 4] = [
    Shape::Raw,
    Shape::Smooth,
    Shape::Simple { square_meters: 5e6, border: false },
    Shape::Simple { square_meters: 5e8, border: true },
];

/// A lattice of faces of 10 m, labeled by the letters of a picture whose first row is the north.
fn picture(rows: &[&str]) -> (Mesh, Vec<u16>) {
    let (height, width) = (rows.len(), rows[0].len());
    let mut sites = Vec::new();
    let mut labels = Vec::new();
    for (row, text) in rows.iter().rev().enumerate() {
        for (column, letter) in text.bytes().enumerate() {
            sites.push([column as f64 * 10.0 + 5.0, row as f64 * 10.0 + 5.0]);
            labels.push(u16::from(letter - b'a'));
        }
    }
    let (east, north) = (width as f64 * 10.0, height as f64 * 10.0);
    let mesh = Mesh::build(&sites, &[vec![[0.0, 0.0], [east, 0.0], [east, north], [0.0, north]]]).unwrap();
    (mesh, labels)
}

/// For each label its polygons as the areas of their rings, holes negative.
fn told(areas: &[Area]) -> String {
    let polygon = |rings: &Vec<Vec<Xy>>| {
        rings.iter().map(|ring| format!("{:.0}", ring_area(ring))).collect::<Vec<_>>().concat()
    };
    let area = |area: &Area| {
        let mut polygons: Vec<String> = area.polygons.iter().map(polygon).collect();
        polygons.sort();
        format!("{}: {}", char::from(b'a' + area.label as u8), polygons.join(" "))
    };
    areas.iter().map(area).collect::<Vec<_>>().join(", ")
}

fn dissolved(rows: &[&str]) -> String {
    let (mesh, labels) = picture(rows);
    let coverage = Coverage::of(&mesh, &labels);
    told(&coverage.polygons(&coverage.lines(&Shape::Raw)))
}

#[test]
fn an_enclave_is_a_hole_of_what_is_around_it() {
    assert_eq!(dissolved(&["aaa", "aba", "aaa"]), "a: 900-100, b: 100");
    assert_eq!(dissolved(&["aaaaa", "abbba", "abcba", "abbba", "aaaaa"]), "a: 2500-900, b: 900-100, c: 100");
}

#[test]
fn areas_that_meet_at_a_corner_are_two_polygons_or_a_polygon_and_its_hole() {
    assert_eq!(dissolved(&["ab", "ba"]), "a: 100 100, b: 100 100");
    // A ring of land around an enclave that hangs on one corner.
    assert_eq!(dissolved(&["aaab", "abab", "aaba", "bbbb"]), "a: 100 800-100, b: 100 200 500");
    // Two enclaves that touch at a corner are one hole walked, two holes written.
    assert_eq!(dissolved(&["aaaa", "abaa", "aaba", "aaaa"]), "a: 1600-100-100, b: 100 100");
}

#[test]
fn a_loop_that_hangs_on_one_node_stays_a_loop() {
    let (mesh, labels) = picture(&["aaaa", "abaa", "aaca", "aaaa"]);
    let coverage = Coverage::of(&mesh, &labels);
    let shape = Shape::Simple { square_meters: 1e9, border: true };
    let areas = coverage.polygons(&coverage.lines(&shape));
    assert!(areas.iter().flat_map(|area| area.polygons.iter().flatten()).all(|ring| ring.len() > 3));
    assert_eq!(areas.len(), 3);
    checked(&coverage, &shape).unwrap();
}

#[test]
fn front_lines_are_the_lines_between_sides_and_have_their_length() {
    let (mesh, labels) = picture(&["aab", "aab", "ccc"]);
    let coverage = Coverage::of(&mesh, &labels);
    let fronts: Vec<(u16, Option<u16>, f64)> = coverage
        .fronts(|one, other| (one, other) != (0, 2))
        .map(|chain| &coverage.chains()[chain])
        .map(|chain| (chain.left, chain.right, chain.length.round()))
        .collect();
    assert_eq!(fronts, [(0, Some(1), 20.0), (1, Some(2), 10.0)]);
}

#[test]
fn a_line_is_cut_where_its_age_changes_if_that_is_asked() {
    let (mesh, labels) = picture(&["ab", "ab", "ab"]);
    // From the south: the second row's b came on day 7.
    let since = [1, 1, 1, 7, 1, 1];
    let told = |coverage: &Coverage| {
        let mut told: Vec<String> = coverage
            .fronts(|_, _| true)
            .map(|chain| &coverage.chains()[chain])
            .map(|chain| {
                format!("{:.0} m {:?} {} arcs", chain.length, chain.since, coverage.arcs(chain).count())
            })
            .collect();
        told.sort();
        told
    };
    assert_eq!(told(&Coverage::of(&mesh, &labels)), ["30 m None 3 arcs"]);
    let dated = Coverage::dated(&mesh, &labels, &since);
    assert_eq!(told(&dated), ["10 m Some(1) 1 arcs", "10 m Some(1) 1 arcs", "10 m Some(7) 1 arcs"]);
    checked(&dated, &Shape::Smooth).unwrap();
}

#[test]
fn a_smooth_line_has_no_sharp_corner_and_a_simple_one_few_points() {
    let (mesh, labels) = picture(&["aaaaa", "abbaa", "abbba", "aaaaa"]);
    let coverage = Coverage::of(&mesh, &labels);
    let points = |shape: &Shape| {
        let lines = coverage.lines(shape);
        coverage.fronts(|_, _| true).map(|chain| lines.of(chain).len() - 1).sum::<usize>()
    };
    assert_eq!(points(&Shape::Raw), 10);
    assert_eq!(points(&Shape::Smooth), 40);
    // The points in the middle of straight lines.
    assert_eq!(points(&Shape::Simple { square_meters: 1.0, border: false }), 7);
}

#[test]
fn a_map_without_labels_is_all_of_label_0() {
    let (mesh, _) = picture(&["aa", "aa"]);
    assert_eq!(told(&Coverage::of(&mesh, &[]).polygons(&Coverage::of(&mesh, &[]).raw)), "a: 400");
}

/// Holds a coverage in a shape to everything that it promises.
fn checked(coverage: &Coverage, shape: &Shape) -> Result<(), TestCaseError> {
    let lines = coverage.lines(shape);
    let areas = coverage.polygons(&lines);
    // Exteriors turn left, holes right; rings are closed and meet no point twice.
    for rings in areas.iter().flat_map(|area| &area.polygons) {
        for (at, ring) in rings.iter().enumerate() {
            prop_assert!((ring_area(ring) > 0.0) == (at == 0), "{shape:?}: a ring of {}", ring_area(ring));
            prop_assert_eq!(ring.first(), ring.last());
            let mut points: Vec<[u64; 2]> = ring[1..].iter().map(|point| point.map(f64::to_bits)).collect();
            points.sort_unstable();
            points.dedup();
            prop_assert_eq!(points.len() + 1, ring.len());
        }
    }
    // Each step of a line is walked by both of its sides once, and nothing else is walked.
    let mut steps: BTreeMap<[u64; 4], i32> = BTreeMap::new();
    let key = |from: Xy, to: Xy| [from[0], from[1], to[0], to[1]].map(f64::to_bits);
    for (chain, points) in coverage.chains().iter().zip(lines.iter()) {
        for step in points.windows(2) {
            *steps.entry(key(step[0], step[1])).or_default() -= 1;
            if chain.right.is_some() {
                *steps.entry(key(step[1], step[0])).or_default() -= 1;
            }
        }
    }
    for ring in areas.iter().flat_map(|area| area.polygons.iter().flatten()) {
        for step in ring.windows(2) {
            *steps.entry(key(step[0], step[1])).or_default() += 1;
        }
    }
    prop_assert!(steps.values().all(|&count| count == 0), "{shape:?}: a line that is not walked twice");
    // No two steps cross.
    let steps: Vec<[Xy; 2]> =
        lines.iter().flat_map(|points| points.windows(2).map(|step| [step[0], step[1]])).collect();
    for (at, step) in steps.iter().enumerate() {
        let other = steps[..at].iter().find(|other| crosses(step, other));
        prop_assert!(other.is_none(), "{shape:?}: {step:?} crosses {other:?}");
    }
    Ok(())
}

fn crosses(one: &[Xy; 2], other: &[Xy; 2]) -> bool {
    let parts = |line: &[Xy; 2], points: &[Xy; 2]| {
        let side =
            |point: Xy| cross(vector(line[0], line[1]), vector(line[0], point)) / apart(line[0], line[1]);
        // Nearer than a micrometer is a touch.
        side(points[0]) * side(points[1]) < 0.0 && side(points[0]).abs().min(side(points[1]).abs()) > 1e-6
    };
    parts(one, other) && parts(other, one)
}

proptest! {
    #[test]
    fn a_day_has_no_gap_and_no_overlap(
        sites in places(), rings in countries(), labels in prop::collection::vec(0..5u16, 120), since in prop::collection::vec(0..3, 120),
    ) {
        let mesh = Mesh::build(&sites, &rings).unwrap();
        let country: f64 = (0..mesh.faces() as u32).map(|face| mesh.area(face)).sum();
        for coverage in [Coverage::of(&mesh, &labels), Coverage::dated(&mesh, &labels, &since)] {
            for shape in &SHAPES {
                checked(&coverage, shape)?;
            }
            let areas = coverage.polygons(&coverage.lines(&Shape::Raw));
            for area in &areas {
                let drawn: f64 = area.polygons.iter().flatten().map(|ring| ring_area(ring)).sum();
                let of_label = |face: &u32| labels[*face as usize] == area.label;
                let counted: f64 = (0..mesh.faces() as u32).filter(of_label).map(|face| mesh.area(face)).sum();
                prop_assert!((drawn - counted).abs() <= country * 1e-9);
            }
            let smooth: f64 = coverage.polygons(&coverage.lines(&Shape::Smooth))
                .iter().flat_map(|area| area.polygons.iter().flatten()).map(|ring| ring_area(ring)).sum();
            prop_assert!((smooth - country).abs() <= country * 1e-9);
        }
    }

    #[test]
    fn a_ledger_after_any_changes_is_as_one_newly_opened(
        sites in places(), rings in countries(), changes in prop::collection::vec((0..130u32, 0..5u16), 0..200),
    ) {
        let mesh = Mesh::build(&sites, &rings).unwrap();
        let mut ledger = Ledger::new(&mesh, &[]);
        for (face, label) in changes {
            ledger.change(face, label);
        }
        let new = Ledger::new(&mesh, ledger.labels());
        let coverage = Coverage::of(&mesh, ledger.labels());
        for one in 0..5 {
            prop_assert_eq!(ledger.area(one).to_bits(), new.area(one).to_bits());
            for other in one + 1..5 {
                prop_assert_eq!(ledger.length(one, other).to_bits(), new.length(one, other).to_bits());
                let chains = coverage.fronts(|left, right| (left, right) == (one, other));
                let drawn: f64 = chains.map(|chain| coverage.chains()[chain].length).sum();
                prop_assert!((drawn - ledger.length(one, other)).abs() < 0.5);
            }
        }
    }
}
