//! The pieces of land that are labeled: one around each place, and filler between the places.
//!
//! Faces are not places. If only places had land, a village would win a desert, and a border would run where two
//! villages happen to lie. Filler lets an estimator say for each few square kilometers who holds them, or that nobody
//! knows.

use std::collections::BTreeMap;

use super::near::{Near, apart};
use super::outline::Outline;
use crate::geometry::{Meters, Xy, along_curve};

/// Places nearer to each other than this share a face.
pub const SAME_PLACE: Meters = Meters(50.0);
/// A place so far outside the country, as a port or a border crossing is where the outline is coarse, shares the nearest
/// face; one farther outside has none.
pub const OUTSIDE: Meters = Meters::from_kilometers(3.0);

/// Faces, numbered along a Hilbert curve so that neighbors have near numbers.
#[derive(Clone, Debug)]
pub struct Faces {
    sites: Vec<Xy>,
    spacing: Meters,
    face_of_place: Vec<Option<u32>>,
    /// Face and place, in order.
    places: Vec<(u32, u32)>,
    first_place: Vec<u32>,
}

/// Stands for no place.
const NONE: u32 = u32::MAX;

impl Faces {
    /// About `number` faces of a country, one of them around each of its places.
    ///
    /// The rest is a hexagonal lattice without the points that lie nearer to a place than half its spacing. It has at least
    /// half of `number` before those are left out, so that empty land has faces however many places there are. With a number
    /// of 0 there is no lattice, and all land is that of its nearest place.
    #[must_use]
    pub fn new(places: &[Xy], outline: &Outline, number: usize) -> Self {
        let mut sites: Vec<Xy> = Vec::new();
        let mut face_of_place: Vec<Option<u32>> = Vec::with_capacity(places.len());
        let mut cells: BTreeMap<(i64, i64), Vec<u32>> = BTreeMap::new();
        for at in places {
            let face = outline.contains(*at).then(|| {
                face_at(*at, &sites, &cells).unwrap_or_else(|| {
                    sites.push(*at);
                    let face = sites.len() as u32 - 1;
                    cells.entry(cell(*at)).or_default().push(face);
                    face
                })
            });
            face_of_place.push(face);
        }
        let spacing = spacing(outline, sites.len(), number);
        if number > 0 {
            let near_places = Near::new(sites.clone());
            let is_free = |at: &Xy| near_places.nearest(*at, spacing / 2.0).is_none();
            sites.extend(lattice(outline, spacing).filter(is_free));
        }
        let (sites, numbers) = along_a_curve(&sites);
        for face in face_of_place.iter_mut().flatten() {
            *face = numbers[*face as usize];
        }
        let near = Near::new(sites.clone());
        for (at, face) in places.iter().zip(&mut face_of_place) {
            if face.is_none() && at.iter().all(|meters| meters.is_finite()) {
                *face = near.nearest(*at, OUTSIDE.0).map(|(face, _)| face);
            }
        }
        let mut of_faces: Vec<(u32, u32)> =
            (0..).zip(&face_of_place).filter_map(|(place, face)| Some(((*face)?, place))).collect();
        of_faces.sort_unstable();
        let mut first_place = vec![NONE; sites.len()];
        for (face, place) in of_faces.iter().rev() {
            first_place[*face as usize] = *place;
        }
        Self { sites, spacing: Meters(spacing), face_of_place, places: of_faces, first_place }
    }

    /// The points that the faces lie around, by face: what a mesh is built of.
    #[must_use]
    pub fn sites(&self) -> &[Xy] {
        &self.sites
    }

    /// Number of faces.
    #[must_use]
    pub fn len(&self) -> usize {
        self.sites.len()
    }

    /// Whether there is no land.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sites.is_empty()
    }

    /// How far neighbors of the filler are apart.
    #[must_use]
    pub fn spacing(&self) -> Meters {
        self.spacing
    }

    /// The face that a place lies in; `None` for one outside the country.
    #[must_use]
    pub fn face_of_place(&self, place: u32) -> Option<u32> {
        *self.face_of_place.get(place as usize)?
    }

    /// The place of a face, the first where several share it; `None` for filler.
    #[must_use]
    pub fn place_of_face(&self, face: u32) -> Option<u32> {
        self.first_place.get(face as usize).copied().filter(|place| *place != NONE)
    }

    /// All places of a face, in order.
    pub fn places_of_face(&self, face: u32) -> impl Iterator<Item = u32> {
        let from = self.places.partition_point(|(other, _)| *other < face);
        self.places[from..].iter().take_while(move |(other, _)| *other == face).map(|(_, place)| *place)
    }

    /// The faces that have a place, in order.
    pub(super) fn with_places(&self) -> impl Iterator<Item = u32> {
        (0..).zip(&self.first_place).filter(|(_, place)| **place != NONE).map(|(face, _)| face)
    }

    /// What each face's places say, 0 where they say nothing: the first of them that does speaks for all.
    pub(super) fn said(&self, labels: &[u16]) -> Vec<u16> {
        let mut said = vec![0; self.len()];
        for (face, place) in &self.places {
            if said[*face as usize] == 0 {
                said[*face as usize] = labels.get(*place as usize).copied().unwrap_or(0);
            }
        }
        said
    }
}

fn cell(at: Xy) -> (i64, i64) {
    ((at[0] / SAME_PLACE.0).floor() as i64, (at[1] / SAME_PLACE.0).floor() as i64)
}

/// The face of a place that is the same one.
fn face_at(at: Xy, sites: &[Xy], cells: &BTreeMap<(i64, i64), Vec<u32>>) -> Option<u32> {
    let (column, row) = cell(at);
    let around = (-1..=1).flat_map(|rows| (-1..=1).map(move |columns| (columns, rows)));
    around
        .filter_map(|(columns, rows)| cells.get(&(column + columns, row + rows)))
        .flatten()
        .copied()
        .filter(|face| apart(sites[*face as usize], at) <= SAME_PLACE.0)
        .min()
}

/// The spacing of the lattice in meters.
///
/// Of a lattice of f points, places strewn at random leave f·exp(-c·places/f), where c = π/(2√3) is the share of a point's
/// hexagon within half the spacing. The f is sought for which that and the places make up the number. Where land is but a
/// sliver of the box around it the spacing is wider, so that the points of the box can be gone through.
fn spacing(outline: &Outline, places: usize, number: usize) -> f64 {
    const MOST_OF_BOX: f64 = 64.0;
    const HALVINGS: usize = 40;
    let covered = std::f64::consts::PI / 12f64.sqrt() * places as f64;
    let wanted = number.saturating_sub(places) as f64;
    let (mut few, mut many) = (number as f64 / 2.0, number as f64);
    for _ in 0..HALVINGS {
        let between = few.midpoint(many);
        if between * (-covered / between).exp() < wanted {
            few = between;
        } else {
            many = between;
        }
    }
    let (low, high) = outline.bounds().unwrap_or(([0.0; 2], [0.0; 2]));
    let whole_box = (high[0] - low[0]) * (high[1] - low[1]);
    let cell = outline.area().max(whole_box / MOST_OF_BOX) / many.max(1.0);
    (cell * 2.0 / 3f64.sqrt()).sqrt().max(1.0)
}

/// Points of a hexagonal lattice in the country.
fn lattice(outline: &Outline, spacing: f64) -> impl Iterator<Item = Xy> {
    let (low, high) = outline.bounds().unwrap_or(([0.0; 2], [0.0; 2]));
    let row_height = spacing * 3f64.sqrt() / 2.0;
    let rows = ((high[1] - low[1]) / row_height) as u32;
    let columns = ((high[0] - low[0]) / spacing) as u32;
    let points = (0..=rows).flat_map(move |row| {
        let shift = if row % 2 == 0 { 0.25 } else { 0.75 };
        (0..=columns).map(move |column| {
            [low[0] + (f64::from(column) + shift) * spacing, low[1] + (f64::from(row) + 0.5) * row_height]
        })
    });
    points.filter(|at| outline.contains(*at))
}

/// Points in the order of a Hilbert curve, and the new number of each.
fn along_a_curve(points: &[Xy]) -> (Vec<Xy>, Vec<u32>) {
    let (mut low, mut high) = ([f64::INFINITY; 2], [f64::NEG_INFINITY; 2]);
    for point in points {
        for axis in 0..2 {
            low[axis] = low[axis].min(point[axis]);
            high[axis] = high[axis].max(point[axis]);
        }
    }
    let side = (high[0] - low[0]).max(high[1] - low[1]).max(1.0);
    let along = |at: Xy| {
        let [x, y] = [0, 1].map(|axis| ((at[axis] - low[axis]) / side * f64::from(u16::MAX)) as u32);
        along_curve(x, y, 16)
    };
    let mut order: Vec<(u32, u32)> = (0..).zip(points).map(|(number, at)| (along(*at), number)).collect();
    order.sort_unstable();
    let mut numbers = vec![0; points.len()];
    for (new, (_, old)) in (0..).zip(&order) {
        numbers[*old as usize] = new;
    }
    (order.into_iter().map(|(_, old)| points[old as usize]).collect(), numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn country() -> Outline {
        Outline::new(&[vec![[0.0, 0.0], [100_000.0, 0.0], [100_000.0, 50_000.0], [0.0, 50_000.0]]])
    }

    #[test]
    fn there_are_about_as_many_faces_as_asked_for() {
        let places: Vec<Xy> =
            (0..300).map(|at| [f64::from(at * 7_919 % 100_000), f64::from(at * 6_007 % 50_000)]).collect();
        for number in [500, 2_000, 10_000] {
            let faces = Faces::new(&places, &country(), number);
            assert!(faces.len().abs_diff(number) <= number / 20, "{} of {number}", faces.len());
        }
    }

    #[test]
    fn a_place_knows_its_face_and_shares_it_with_one_at_the_same_spot() {
        let places = [[10_000.0, 10_000.0], [10_030.0, 10_000.0], [60_000.0, 20_000.0], [10_000.0, 10_060.0]];
        let faces = Faces::new(&places, &country(), 500);
        let face = |place| faces.face_of_place(place).unwrap();
        assert_eq!(face(0), face(1));
        assert_ne!(face(0), face(3));
        assert_eq!(faces.places_of_face(face(0)).collect::<Vec<_>>(), [0, 1]);
        assert_eq!(faces.place_of_face(face(2)), Some(2));
        assert!(apart(faces.sites()[face(2) as usize], places[2]) < 1e-9);
        assert_eq!(faces.with_places().count(), 3);
        // What only the second of two says is said.
        assert_eq!(faces.said(&[0, 4, 5])[face(0) as usize], 4);
    }

    #[test]
    fn a_place_just_outside_shares_the_nearest_face_and_one_far_outside_has_none() {
        let places = [[-2_000.0, 25_000.0], [-20_000.0, 25_000.0], [f64::NAN, 0.0]];
        let faces = Faces::new(&places, &country(), 2_000);
        let face = faces.face_of_place(0).unwrap();
        assert!(faces.sites()[face as usize][0] < 3_000.0);
        assert_eq!([faces.face_of_place(1), faces.face_of_place(2), faces.face_of_place(9)], [None; 3]);
    }

    #[test]
    fn filler_keeps_away_from_places_and_neighbors_have_near_numbers() {
        let places = [[10_000.0, 10_000.0]];
        let faces = Faces::new(&places, &country(), 1_000);
        let own = faces.face_of_place(0).unwrap() as usize;
        let others = (0..faces.len()).filter(|face| *face != own);
        assert!(others.clone().all(|face| apart(faces.sites()[face], places[0]) >= faces.spacing().0 / 2.0));
        let steps: f64 = faces.sites().windows(2).map(|pair| apart(pair[0], pair[1])).sum();
        assert!(steps / faces.len() as f64 <= 2.0 * faces.spacing().0);
    }

    /// A ring twisted like a bow, and land that is a sliver of its box, once had a spacing of a meter and no end of faces.
    #[test]
    fn land_of_no_area_or_next_to_none_has_few_faces() {
        let bow = [[0.0, 0.0], [100_000.0, 100_000.0], [100_000.0, 0.0], [0.0, 100_000.0]];
        assert!(Faces::new(&[], &Outline::new(&[bow.to_vec()]), 500).len().abs_diff(500) < 25);
        let sliver = [[0.0, 0.0], [400_000.0, 400_000.0], [400_000.0, 400_001.0]];
        assert!(Faces::new(&[], &Outline::new(&[sliver.to_vec()]), 500).len() < 500);
    }

    #[test]
    fn no_land_has_no_faces() {
        let faces = Faces::new(&[[0.0, 0.0]], &Outline::new(&[]), 100);
        assert!(faces.is_empty() && faces.face_of_place(0).is_none());
    }
}
