//! Where the truth lies: the radius or the geometry that is told beside the point of an event or a place.

use serde::Serialize;

use crate::{
    atlas::{EventRecord, Feature, Geometry, Record},
    gazetteer::{Context, Entry, Fit, Gazetteer, Match, Shape},
    geometry::{Meters, distance},
    model::{PlaceId, Position},
};

/// A record, and where the truth lies.
#[derive(Serialize)]
pub struct Told<'a> {
    #[serde(flatten)]
    record: Record<'a>,
    /// Of an event; a place's record has it already.
    #[serde(flatten)]
    radius: Option<Radius>,
    /// The area in which, or the course along which, it lies, as a GeoJSON geometry.
    #[serde(skip_serializing_if = "Option::is_none")]
    within: Option<Shape>,
}

/// Kilometers around the point.
#[derive(Serialize)]
struct Radius {
    radius_km: Option<f64>,
}

/// How far, and in which area or along which course; either may be unknown.
type Extent = (Option<Meters>, Option<Shape>);

/// "Near" a place that has no size of its own: UCDP's codebook has 25 km for it (`where_prec` 2), ACLED a small part of
/// its region.
const NEAR: Meters = Meters::from_kilometers(25.0);
const NEAR_PRECISION: u8 = 2;
/// Points this close are one.
const SAME_POINT: Meters = Meters(100.0);

/// One feature of a list: of places, their geometry is told too.
pub fn told<'a>(feature: Feature<Record<'a>>, gazetteer: &Gazetteer) -> Feature<Told<'a>> {
    feature.map(|record| {
        let place = match &record {
            Record::Place(place) => gazetteer.place(&PlaceId::from(place.id)),
            _ => None,
        };
        Told { record, radius: None, within: place.and_then(Entry::shape).cloned() }
    })
}

/// One feature alone: of an event too, which costs a look into the gazetteer.
pub fn told_in_full<'a>(feature: Feature<Record<'a>>, gazetteer: &Gazetteer) -> Feature<Told<'a>> {
    let point = feature.geometry.as_ref().and_then(Geometry::position);
    let (Record::Event(event), Some(point)) = (&feature.properties, point) else {
        return told(feature, gazetteer);
    };
    let (radius, within) = extent_of(event, point, gazetteer).unwrap_or_default();
    let radius_km = radius.map(|radius| (radius.kilometers() * 10.0).round() / 10.0);
    feature.map(|record| Told { record, radius: Some(Radius { radius_km }), within })
}

/// Of an event that is not known to the spot: its place's, or what its toponym means at this point, or its governorate's.
fn extent_of(event: &EventRecord, point: Position, gazetteer: &Gazetteer) -> Option<Extent> {
    if event.geo_precision < NEAR_PRECISION {
        return None;
    }
    let place = event.place_id.and_then(|id| gazetteer.place(&PlaceId::from(id)));
    let of_place = place
        .and_then(|place| known((place.radius_km().map(Meters::from_kilometers), place.shape().cloned())));
    of_place.or_else(|| of_toponym(event, point, gazetteer)).or_else(|| {
        if event.geo_precision == NEAR_PRECISION {
            Some((Some(NEAR), None))
        } else {
            of_governorate(event, gazetteer)
        }
    })
}

/// What the toponym means, where it means this point: "northern Hama countryside", "near the Turkish border".
fn of_toponym(event: &EventRecord, point: Position, gazetteer: &Gazetteer) -> Option<Extent> {
    let context = Context { admin1: event.admin1.map(str::to_owned), ..Context::default() };
    let matches = gazetteer.rank(event.toponym, &context).matches;
    let here = matches.iter().find(|found| distance(found.position, point) <= SAME_POINT)?;
    known(extent(here))
}

fn of_governorate(event: &EventRecord, gazetteer: &Gazetteer) -> Option<Extent> {
    let context = Context { admin1: event.admin1.map(str::to_owned), ..Context::default() };
    let matches = gazetteer.rank(&format!("{} governorate", event.admin1?), &context).matches;
    let is_governorate = |found: &&Match| found.fit == Fit::Yes && found.place.feature_code() == "ADM1";
    known(extent(matches.first().filter(is_governorate)?))
}

fn extent(found: &Match) -> Extent {
    (found.radius, found.within().cloned())
}

fn known(extent: Extent) -> Option<Extent> {
    (extent.0.is_some() || extent.1.is_some()).then_some(extent)
}
