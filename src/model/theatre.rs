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
}
