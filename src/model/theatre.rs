//! What a theatre says of itself.

use serde::{Deserialize, Serialize};

use super::Bbox;

/// Title, extent and policies of one war's map.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TheatreInfo {
    /// Id: `syria`.
    pub id: String,
    /// English title.
    pub title: String,
    /// Arabic title.
    #[serde(default)]
    pub title_ar: Option<String>,
    /// IANA name of the time zone whose days count.
    pub time_zone: String,
    /// Extent shown first.
    pub bbox: Bbox,
    /// Which day a report's date means.
    pub note_time: String,
    /// Policy on disputed borders.
    pub note_borders: String,
    /// What control on this map is.
    pub note_control: String,
    /// How far, and how long, evidence of control reaches.
    #[serde(default)]
    pub control: ControlPolicy,
}

/// How far, and how long, evidence of who holds a place reaches.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ControlPolicy {
    /// Days after which a state that nobody vouches for any more is unknown; none for never.
    pub stale_after_days: Option<i32>,
    /// How the land between places is given to those who hold them.
    pub interpolation: Interpolation,
    /// Kilometers from a place beyond which the land is nobody's by what is known of it.
    pub reach_km: f64,
    /// Pieces that the land is cut in, about; 0 for one around each place and no other. As many as fit where none is said.
    pub faces: Option<usize>,
}

/// How the land between places is given to those who hold them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Interpolation {
    /// To the nearest place, however far.
    Nearest,
    /// To the nearest place within reach.
    #[default]
    Reach,
    /// To those whose places within reach weigh most around it.
    Kriging,
}

impl ControlPolicy {
    /// What is wrong with it, if anything.
    #[must_use]
    pub fn fault(&self) -> Option<&'static str> {
        if !(self.reach_km >= 1.0 && self.reach_km.is_finite()) {
            Some("control.reach_km is a number of kilometers, from 1")
        } else if self.stale_after_days.is_some_and(|days| days < 1) {
            Some("control.stale_after_days is a number of days, from 1; null for never")
        } else {
            None
        }
    }
}

impl Default for ControlPolicy {
    /// Six years; and thirty kilometers, a day's march, over which the holder of a town is seldom not that of its fields.
    fn default() -> Self {
        Self {
            stale_after_days: Some(2192),
            interpolation: Interpolation::Reach,
            reach_km: 30.0,
            faces: None,
        }
    }
}
