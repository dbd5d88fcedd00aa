//! Areas and lengths kept up through a war: one change touches one face and the arcs around it.

use std::collections::BTreeMap;

use crate::geometry::mesh::Mesh;

/// What one square meter counts. Whole square centimeters: sums are exact, so no order of changes leaves a trace.
const PER_SQUARE_METER: f64 = 1e4;
/// What one meter counts: whole millimeters.
const PER_METER: f64 = 1e3;

/// The area of each label, and the length of the line between each two.
#[derive(Clone, Debug)]
pub struct Ledger<'a> {
    mesh: &'a Mesh,
    labels: Vec<u16>,
    areas: BTreeMap<u16, i64>,
    /// By the lesser label and the greater.
    lengths: BTreeMap<(u16, u16), i64>,
}

impl<'a> Ledger<'a> {
    /// Opens a ledger with the label of each face; a face without one has label 0.
    #[must_use]
    pub fn new(mesh: &'a Mesh, labels: &[u16]) -> Self {
        let mut labels = labels.to_vec();
        labels.resize(mesh.faces(), 0);
        let mut ledger = Self { mesh, labels, areas: BTreeMap::new(), lengths: BTreeMap::new() };
        for face in 0..mesh.faces() as u32 {
            *ledger.areas.entry(ledger.labels[face as usize]).or_default() +=
                counted(mesh.area(face), PER_SQUARE_METER);
        }
        for arc in 0..mesh.arcs() as u32 {
            if let (Some(left), Some(right)) = mesh.arc_faces(arc) {
                ledger.add(ledger.labels[left as usize], ledger.labels[right as usize], arc, 1);
            }
        }
        ledger
    }

    /// Gives a face another label.
    pub fn change(&mut self, face: u32, label: u16) {
        let mesh = self.mesh;
        let Some(own) = self.labels.get_mut(face as usize) else { return };
        let before = std::mem::replace(own, label);
        if before == label {
            return;
        }
        let area = counted(mesh.area(face), PER_SQUARE_METER);
        *self.areas.entry(before).or_default() -= area;
        *self.areas.entry(label).or_default() += area;
        for (arc, other) in mesh.arcs_around(face) {
            let other = self.labels[other as usize];
            self.add(before, other, arc, -1);
            self.add(label, other, arc, 1);
        }
    }

    /// The area of a label, in square meters, to half a square centimeter a face.
    #[must_use]
    pub fn area(&self, label: u16) -> f64 {
        self.areas.get(&label).map_or(0.0, |area| *area as f64 / PER_SQUARE_METER)
    }

    /// The length of the line between two labels, in meters, to half a millimeter an arc.
    #[must_use]
    pub fn length(&self, one: u16, other: u16) -> f64 {
        self.lengths.get(&(one.min(other), one.max(other))).map_or(0.0, |length| *length as f64 / PER_METER)
    }

    /// The label of each face.
    #[must_use]
    pub fn labels(&self) -> &[u16] {
        &self.labels
    }

    fn add(&mut self, one: u16, other: u16, arc: u32, sign: i64) {
        if one != other {
            let length = counted(self.mesh.arc_length(arc), PER_METER);
            *self.lengths.entry((one.min(other), one.max(other))).or_default() += sign * length;
        }
    }
}

fn counted(size: f64, per_unit: f64) -> i64 {
    (size * per_unit).round() as i64
}
