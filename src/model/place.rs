//! What a toponym names.

use serde::{Deserialize, Serialize};

use super::{PlaceId, Position};

/// A place of the gazetteer, in GeoNames' words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// The gazetteer it comes from and its key there.
    pub id: PlaceId,
    /// English name as shown.
    pub name: String,
    /// Arabic name as shown.
    pub name_ar: Option<String>,
    /// Every other spelling known.
    pub names: Vec<String>,
    /// The point.
    pub position: Position,
    /// GeoNames feature code: `PPL`, `AIRB`, `ADM1`, `RGN`.
    pub feature_code: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// Governorate or province.
    pub admin1: Option<String>,
    /// Inhabitants, where known.
    pub population: Option<u32>,
    /// Kilometers within which the truth lies, for what has no border of its own.
    pub radius_km: Option<f64>,
    /// Codes in other lists: `OCHA C6389; ICAO OS57`.
    pub codes: Vec<String>,
    /// How its coordinates are known.
    pub known_by: String,
}
