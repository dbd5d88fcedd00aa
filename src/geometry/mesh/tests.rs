//! What a mesh is held to: it divides the country, whatever the country and the places.

use proptest::prelude::*;

use super::{
    strewn::{countries, places},
    *,
};
use crate::geometry::{is_inside, plane::apart, ring_area};

fn square(west: f64, south: f64, side: f64) -> Vec<Xy> {
    vec![[west, south], [west + side, south], [west + side, south + side], [west, south + side]]
}

fn whole(mesh: &Mesh) -> f64 {
    (0..mesh.faces() as u32).map(|face| mesh.area(face)).sum()
}

fn neighbors(mesh: &Mesh, face: u32) -> Vec<u32> {
    let mut found: Vec<u32> = mesh.neighbors(face).collect();
    found.sort_unstable();
    found
}

#[test]
fn two_places_halve_a_country() {
    let mesh = Mesh::build(&[[25.0, 50.0], [75.0, 50.0]], &[square(0.0, 0.0, 100.0)]).unwrap();
    assert_eq!((mesh.faces(), mesh.arcs(), mesh.nodes().len()), (2, 3, 2));
    assert!((mesh.area(0) - 5_000.0).abs() < 1e-6 && (mesh.area(1) - 5_000.0).abs() < 1e-6);
    let shared =
        (0..3).find(|&arc| mesh.arc_faces(arc).0.is_some() && mesh.arc_faces(arc).1.is_some()).unwrap();
    assert!((mesh.arc_length(shared) - 100.0).abs() < 1e-9 && mesh.arc_inner(shared).is_empty());
    assert_eq!((neighbors(&mesh, 0), neighbors(&mesh, 1)), (vec![1], vec![0]));
    assert_eq!((mesh.face_at([10.0, 10.0]), mesh.face_at([51.0, 99.0])), (Some(0), Some(1)));
    assert_eq!((mesh.face_at([-1.0, 50.0]), mesh.face_at([f64::NAN, 0.0])), (None, None));
}

#[test]
fn one_place_has_all_islands_and_no_lake() {
    let rings = [
        square(0.0, 0.0, 100.0),
        square(40.0, 40.0, 20.0),
        square(200.0, 0.0, 10.0),
        square(45.0, 45.0, 5.0),
    ];
    let mesh = Mesh::build(&[[500.0, 500.0]], &rings).unwrap();
    assert!((mesh.area(0) - (10_000.0 - 400.0 + 100.0 + 25.0)).abs() < 1e-6);
    assert_eq!((mesh.arcs(), mesh.face_at([50.0, 55.0]), mesh.face_at([46.0, 46.0])), (4, None, Some(0)));
}

#[test]
fn a_place_abroad_keeps_what_of_its_cell_is_inside() {
    let sites = [[50.0, 50.0], [130.0, 50.0], [900.0, 50.0]];
    let mesh = Mesh::build(&sites, &[square(0.0, 0.0, 100.0)]).unwrap();
    assert!((mesh.area(1) - 1_000.0).abs() < 1e-6);
    assert_eq!((mesh.area(2).to_bits(), neighbors(&mesh, 2)), (0f64.to_bits(), vec![]));
}

#[test]
fn a_lattice_has_nodes_where_four_faces_meet() {
    let sites: Vec<Xy> =
        (0..36).map(|at| [f64::from(at % 6) * 10.0 + 5.0, f64::from(at / 6) * 10.0 + 5.0]).collect();
    // The border runs along the cells' edges in the west, through places in the south, and between in the rest.
    let rings = [vec![[0.0, 5.0], [57.0, 5.0], [57.0, 57.0], [0.0, 57.0]]];
    let mesh = Mesh::build(&sites, &rings).unwrap();
    assert!((whole(&mesh) - 57.0 * 52.0).abs() < 1e-6, "{}", whole(&mesh));
    assert_eq!(neighbors(&mesh, 14), [8, 13, 15, 20]);
    assert!((mesh.area(14) - 100.0).abs() < 1e-6);
}

#[test]
fn a_border_along_the_edges_of_cells_is_cut_all_the_same() {
    let sites: Vec<Xy> = (0..36).map(|at| [f64::from(at % 6) * 10.0, f64::from(at / 6) * 10.0]).collect();
    let mesh = Mesh::build(&sites, &[square(5.0, 5.0, 30.0)]).unwrap();
    assert!((whole(&mesh) - 900.0).abs() < 1e-6, "{}", whole(&mesh));
    assert!((mesh.area(14) - 100.0).abs() < 1e-2);
}

#[test]
fn what_cannot_be_divided_is_told() {
    let rings = [square(0.0, 0.0, 100.0)];
    let twice = [[1.0, 1.0], [50.0, 50.0], [70.0, 1.0], [50.0, 50.0]];
    let message = |sites: &[Xy], rings: &[Vec<Xy>]| Mesh::build(sites, rings).unwrap_err().to_string();
    assert_eq!(
        message(&twice, &rings),
        "places 1 and 3 are less than a millimeter apart; give only one of them"
    );
    assert!(message(&[[1.0, 1.0], [1.0, 1.0005]], &rings).starts_with("places 0 and 1 "));
    let eight = vec![[0.0, 0.0], [90.0, 100.0], [100.0, 0.0], [0.0, 90.0]];
    assert!(message(&[[1.0, 1.0]], &[eight]).starts_with("the rings of the country cross"));
    assert!(
        message(&[[1.0, 1.0]], &[square(0.0, 0.0, 9.0), square(5.0, 5.0, 9.0)]).starts_with("the rings ")
    );
    assert!(message(&[], &rings).starts_with("no place"));
    assert!(message(&[[1.0, 1.0]], &[]).starts_with("no ring"));
    assert!(message(&[[0.0, 0.0], [f64::NAN, 1.0]], &rings).starts_with("place 1 is not on the plane"));
    assert!(message(&[[0.0, 1e300]], &rings).starts_with("place 0 is not on the plane"));
    assert!(message(&twice[..2], &[rings[0].clone(), vec![[0.0, 0.0], [1.0, 1.0]]]).starts_with("ring 1 "));
}

#[test]
fn the_order_of_places_changes_only_their_numbers() {
    let sites: Vec<Xy> = scattered(50);
    let rings = [square(0.0, 0.0, 100.0)];
    let mesh = Mesh::build(&sites, &rings).unwrap();
    let reversed: Vec<Xy> = sites.iter().rev().copied().collect();
    let other = Mesh::build(&reversed, &rings).unwrap();
    assert_eq!(mesh.nodes(), other.nodes());
    let same = (0..50).all(|face| mesh.area(face).to_bits() == other.area(49 - face).to_bits());
    assert!(same);
}

/// Places strewn over a square of 100 m by multiples of irrational numbers.
fn scattered(count: u32) -> Vec<Xy> {
    (0..count)
        .map(|at| {
            [
                (f64::from(at) * 75.487_766_6).rem_euclid(100.0),
                (f64::from(at) * 56.984_029_1).rem_euclid(100.0),
            ]
        })
        .collect()
}

proptest! {
    #[test]
    fn any_country_is_divided(sites in places(), rings in countries(), x in -9e4..2e5, y in -9e4..9e4) {
        let mesh = Mesh::build(&sites, &rings).unwrap();
        let country = ring_area(&rings[0]) - ring_area(&rings[1]) + ring_area(&rings[2]);
        prop_assert!((whole(&mesh) - country).abs() < country * 1e-9);
        // Each arc is left of one half-edge and right of the other: around each face they close.
        for half in 0..mesh.next.len() {
            let next = mesh.next[half];
            prop_assert_eq!(mesh.left[half], mesh.left[next as usize]);
            prop_assert_eq!(mesh.origin[half ^ 1], mesh.origin[next as usize]);
        }
        // Who is nearest has the point.
        let point = [x, y];
        let inside = rings.iter().filter(|ring| is_inside(ring, point)).count() == 1;
        let nearest = (0..sites.len()).min_by(|&a, &b| apart(sites[a], point).total_cmp(&apart(sites[b], point)));
        prop_assert_eq!(mesh.face_at(point), inside.then(|| nearest.unwrap() as u32));
    }

    #[test]
    fn no_numbers_break_it(
        sites in prop::collection::vec(prop::array::uniform2(prop_oneof![-3.0..3.0, any::<f64>(), (-2..3i8).prop_map(f64::from)]), 0..12),
        ring in prop::collection::vec(prop::array::uniform2(prop_oneof![-3.0..3.0, any::<f64>(), (-2..3i8).prop_map(f64::from)]), 0..9),
        other in prop::collection::vec(prop::array::uniform2(-4.0..4.0), 0..9),
    ) {
        if let Ok(mesh) = Mesh::build(&sites, &[ring, other]) {
            prop_assert!((0..mesh.faces() as u32).all(|face| mesh.area(face) > -1e-6));
            let _ = mesh.face_at([0.1, 0.2]);
        }
    }
}
