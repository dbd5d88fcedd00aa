//! How often a face is wrong, by how near it lies to where another party begins.
//!
//! r is the distance to the winner's nearest place over that to the nearest place of another party: 0 at a place, 1 on
//! the line between two. An estimate without its doubt would be a claim.

use serde::Serialize;

/// Where each class of r begins; the last ends at 1.
pub const BEGINS: [f32; CLASSES] = [0.0, 0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];
/// Classes of r.
pub const CLASSES: usize = 8;

/// The class from which on land is called doubtful: an r of a half, above which two thirds of all errors lie.
pub const DOUBTFUL: u8 = 3;

/// One class of r and how much of the land in it is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Doubt {
    /// The r where the class begins.
    pub from: f32,
    /// The r where it ends.
    pub to: f32,
    /// Share of its land that is another's than the estimate says, 0 to 1.
    pub wrong: f32,
}

/// The share of wrong land by class of r.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Doubts {
    wrong: [f32; CLASSES],
}

impl Default for Doubts {
    /// What was measured on an expert's map of another war, redrawn from points sampled in two ways.
    ///
    /// Measured were 8 % of r 0.4 to 0.5, 13 and 15 % of 0.5 to 0.6, 31 % of 0.7 to 0.8, 45 and 47 % of 0.9 to 1. Those of
    /// 0.6 to 0.7 and of 0.8 to 0.9 are the means of their neighbors. All below 0.5 held 32 % of the errors on 97 % of the
    /// land, which leaves about 0.5 % of the land wrong there; 0.2 and 2 % below 0.2 and 0.4 agree with that.
    fn default() -> Self {
        Self { wrong: [0.002, 0.02, 0.08, 0.14, 0.225, 0.31, 0.385, 0.46] }
    }
}

impl Doubts {
    /// Shares measured elsewhere, of the theatre's own.
    #[must_use]
    pub fn measured(wrong: [f32; CLASSES]) -> Self {
        Self { wrong: wrong.map(|share| if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 }) }
    }

    /// The classes, by number.
    #[must_use]
    pub fn classes(&self) -> [Doubt; CLASSES] {
        std::array::from_fn(|class| Doubt {
            from: BEGINS[class],
            to: BEGINS.get(class + 1).copied().unwrap_or(1.0),
            wrong: self.wrong[class],
        })
    }
}

/// The number of the class of r.
#[must_use]
pub fn class_of(r: f32) -> u8 {
    BEGINS.iter().skip(1).filter(|begin| r >= **begin).count() as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_r_has_its_class_and_doubt_grows_with_it() {
        let classes = [0.0, 0.19, 0.2, 0.45, 0.5, 0.95, 1.0, f32::NAN].map(class_of);
        assert_eq!(classes, [0, 0, 1, 2, 3, 7, 7, 0]);
        let doubts = Doubts::default().classes();
        assert!(doubts.windows(2).all(|pair| pair[0].wrong < pair[1].wrong && pair[0].to <= pair[1].from));
        assert!((doubts[7].to - 1.0).abs() < f32::EPSILON);
    }
}
