//! How good the estimators are: an expert's map is redrawn from the states of some places alone and compared with itself.

use super::barriers::Barriers;
use super::doubt::CLASSES;
use super::estimator::{Estimated, Estimator, estimate};
use super::experts::{ExpertPolygon, labels_on};
use super::faces::Faces;
use super::outline::Outline;
use super::score::{Measured, Overlap, Score, change_overlap, score};
use crate::geometry::{Mesh, MeshError, Meters, Xy};
use crate::model::Holdings;

/// What is redrawn, and from what.
#[derive(Clone, Debug)]
pub struct Trial<'a> {
    /// The land that is divided.
    pub outline: &'a Outline,
    /// The expert's map.
    pub polygons: &'a [ExpertPolygon],
    /// Who holds land that lies in no polygon of the day; 0 where nobody knows, and then it is not compared.
    pub rest: u16,
    /// What the labels mean.
    pub holdings: &'a Holdings,
    /// The places whose states are known.
    pub places: &'a [Xy],
    /// About how many faces the land is cut into.
    pub faces: usize,
    /// The days that are redrawn, in order.
    pub days: &'a [i32],
    /// How they are redrawn.
    pub estimators: &'a [Estimator],
}

/// How good each estimator is.
#[derive(Clone, Debug)]
pub struct Evaluation {
    /// Places of which the expert's map says who holds them on the first day.
    pub places: usize,
    /// Number of faces.
    pub faces: usize,
    /// How far neighbors of the filler are apart: no front can be told better than that.
    pub spacing: Meters,
    /// Of each estimator.
    pub estimators: Vec<Evaluated>,
}

/// How good an estimator is.
#[derive(Clone, Debug)]
pub struct Evaluated {
    /// The estimator.
    pub estimator: Estimator,
    /// On each day.
    pub days: Vec<(i32, Score)>,
    /// Of what changed between one day and the next.
    pub changes: Vec<(i32, i32, Overlap)>,
    /// What was wrong by class of r, all days together.
    pub doubt: [Measured; CLASSES],
}

/// Redraws an expert's map from places with every estimator and compares.
pub fn evaluate(trial: &Trial<'_>) -> Result<Evaluation, MeshError> {
    let faces = Faces::new(trial.places, trial.outline, trial.faces);
    let mesh = Mesh::build(faces.sites(), trial.outline.rings())?;
    let barriers = Barriers::new(trial.outline, &[]);
    let true_on = |points: &[Xy], day: i32| {
        let mut labels = labels_on(points, trial.polygons, day);
        labels.iter_mut().filter(|label| **label == 0).for_each(|label| *label = trial.rest);
        labels
    };
    let truths: Vec<Vec<u16>> = trial.days.iter().map(|day| true_on(faces.sites(), *day)).collect();
    let of_places: Vec<Vec<u16>> = trial.days.iter().map(|day| true_on(trial.places, *day)).collect();
    let mut estimators = Vec::new();
    for &estimator in trial.estimators {
        let drawn: Vec<Vec<Estimated>> = of_places
            .iter()
            .map(|labels| estimate(&faces, &barriers, estimator, trial.holdings, labels))
            .collect();
        let scores = truths.iter().zip(&drawn).map(|(truth, drawn)| score(&mesh, truth, drawn));
        let days: Vec<(i32, Score)> = trial.days.iter().copied().zip(scores).collect();
        let labels: Vec<Vec<u16>> =
            drawn.iter().map(|day| day.iter().map(|face| face.label).collect()).collect();
        let changes = (1..days.len()).map(|day| {
            let truth = [truths[day - 1].as_slice(), &truths[day]];
            let overlap = change_overlap(&mesh, truth, [&labels[day - 1], &labels[day]]);
            (days[day - 1].0, days[day].0, overlap)
        });
        let changes = changes.collect();
        let mut doubt = [Measured::default(); CLASSES];
        for (sum, measured) in days.iter().flat_map(|(_, score)| (0..).zip(score.doubt)) {
            let sum: &mut Measured = &mut doubt[sum];
            sum.area += measured.area;
            sum.wrong += measured.wrong;
        }
        estimators.push(Evaluated { estimator, days, changes, doubt });
    }
    let known = of_places.first().map_or(0, |labels| labels.iter().filter(|label| **label != 0).count());
    Ok(Evaluation { places: known, faces: faces.len(), spacing: faces.spacing(), estimators })
}

/// Points strewn over the land at random, the same ones for the same seed, where `is_wanted` holds.
///
/// Fewer than asked for where next to none of the land is wanted.
#[must_use]
pub fn strewn(outline: &Outline, number: usize, seed: u64, is_wanted: &dyn Fn(Xy) -> bool) -> Vec<Xy> {
    const MOST_TRIES: usize = 1_000;
    let Some((low, high)) = outline.bounds() else { return Vec::new() };
    // Xorshift, Marsaglia 2003; no state of it may be 0.
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut share = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 11) as f64 / (1_u64 << 53) as f64
    };
    let mut points = Vec::new();
    for _ in 0..number.saturating_mul(MOST_TRIES) {
        if points.len() == number {
            break;
        }
        let at = [0, 1].map(|axis| low[axis] + (high[axis] - low[axis]) * share());
        if outline.contains(at) && is_wanted(at) {
            points.push(at);
        }
    }
    points
}
