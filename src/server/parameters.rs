//! The parameters of a query, read once and strictly: what is not known is told, with what there is.

use super::error::ApiError;
use crate::{
    atlas::Filter,
    geometry::Shape,
    model::{ActorId, Bbox, Day, EventStatus, Position, Window},
};

/// Features in one answer unless asked otherwise.
const USUAL_LIMIT: usize = 100;
/// Most features in one answer.
const LARGEST_LIMIT: usize = 10_000;

/// What `/collections/{collection}/items` is asked.
#[derive(Debug)]
pub struct ItemsQuery {
    /// What is to be found.
    pub filter: Filter,
    /// As known by the end of this day, if not today.
    pub known: Option<Day>,
    /// How many at most.
    pub limit: usize,
    /// How many to pass over, as `next` links say.
    pub offset: usize,
    /// The parameters as given, for the `next` link.
    pub given: Vec<(String, String)>,
}

impl ItemsQuery {
    /// Reads the pairs of a query.
    pub fn read(pairs: Vec<(String, String)>) -> Result<Self, ApiError> {
        let mut query =
            Self { filter: Filter::default(), known: None, limit: USUAL_LIMIT, offset: 0, given: Vec::new() };
        for (name, value) in &pairs {
            match name.as_str() {
                "bbox" => query.filter.bbox = Some(Bbox::parse(value).map_err(ApiError::parameter)?),
                "datetime" => query.filter.window = Some(Window::parse(value).map_err(ApiError::parameter)?),
                // Names of types contain commas nowhere, so a list may.
                "type" => query.filter.types.extend(list(value)),
                "actor" => query.filter.actors.extend(list(value).map(ActorId)),
                "status" => {
                    for name in list(value) {
                        query.filter.statuses.push(status(&name)?);
                    }
                }
                "known" => query.known = Some(day(value)?),
                "shape" => query.filter.shape = shape(value)?,
                "limit" => query.limit = limit(value)?,
                "offset" => {
                    query.offset = value.parse().map_err(|_| {
                        ApiError::parameter("offset is a number of features to pass over, from 0")
                    })?;
                }
                "f" if value == "json" => {}
                _ => {
                    return Err(ApiError::parameter(format!(
                        "unknown parameter {:?}; there are bbox, datetime, type, actor, status, known, shape, limit, offset",
                        short(name)
                    )));
                }
            }
        }
        query.given = pairs;
        Ok(query)
    }
}

/// What `/places` is asked: the name and how many places.
pub fn places_query(pairs: &[(String, String)]) -> Result<(String, usize), ApiError> {
    let (mut name, mut most) = (None, 8);
    for (parameter, value) in pairs {
        match parameter.as_str() {
            "q" => name = Some(value.clone()),
            "limit" => {
                most = value.parse().ok().filter(|most| (1..=50).contains(most)).ok_or_else(|| {
                    ApiError::parameter(format!("limit {:?} is not a number from 1 to 50", short(value)))
                })?;
            }
            _ => {
                return Err(ApiError::parameter(format!(
                    "unknown parameter {:?}; there are q and limit",
                    short(parameter)
                )));
            }
        }
    }
    let name = name.ok_or_else(|| ApiError::parameter("q is missing; write /places?q=Atarib"))?;
    if name.chars().count() > 200 {
        return Err(ApiError::parameter("q is a place's name, of at most 200 characters"));
    }
    // What is not UTF-8 has become this character on the way here; no name has it.
    if name.contains(char::REPLACEMENT_CHARACTER) {
        return Err(ApiError::parameter("q is not UTF-8 where it is unescaped"));
    }
    Ok((name, most))
}

/// The day of `known`, where that is all that can be asked.
pub fn known_query(pairs: &[(String, String)]) -> Result<Option<Day>, ApiError> {
    let mut known = None;
    for (name, value) in pairs {
        if name != "known" {
            return Err(ApiError::parameter(format!("unknown parameter {:?}; there is known", short(name))));
        }
        known = Some(day(value)?);
    }
    Ok(known)
}

/// What `/control/at` is asked.
#[derive(Clone, Copy, Debug)]
pub struct AtQuery {
    /// The point.
    pub at: Position,
    /// The day.
    pub day: Day,
    /// As known by the end of this day, if not today.
    pub known: Option<Day>,
}

/// The point and the day that `/control/at` is asked of.
pub fn at_query(pairs: &[(String, String)]) -> Result<AtQuery, ApiError> {
    let (mut longitude, mut latitude, mut on, mut known) = (None, None, None, None);
    let degrees = |name: &str, value: &str| {
        value
            .parse::<f64>()
            .map_err(|_| ApiError::parameter(format!("{name} {:?} is no number of degrees", short(value))))
    };
    for (name, value) in pairs {
        match name.as_str() {
            "longitude" => longitude = Some(degrees(name, value)?),
            "latitude" => latitude = Some(degrees(name, value)?),
            "datetime" => on = Some(day_of(name, value)?),
            "known" => known = Some(day(value)?),
            _ => {
                return Err(ApiError::parameter(format!(
                    "unknown parameter {:?}; there are longitude, latitude, datetime and known",
                    short(name)
                )));
            }
        }
    }
    let (Some(longitude), Some(latitude), Some(day)) = (longitude, latitude, on) else {
        return Err(ApiError::parameter(
            "write /control/at?longitude=36.63&latitude=35.93&datetime=2017-11-14",
        ));
    };
    let at = Position::new(longitude, latitude).ok_or_else(|| {
        ApiError::parameter(format!("{latitude} north, {longitude} east is not on the globe"))
    })?;
    Ok(AtQuery { at, day, known })
}

fn day(value: &str) -> Result<Day, ApiError> {
    day_of("known", value)
}

fn day_of(name: &str, value: &str) -> Result<Day, ApiError> {
    Day::parse(value).map_err(|_| {
        ApiError::parameter(format!("{name} {:?} is no day; write {name}=2017-11-14", short(value)))
    })
}

fn shape(name: &str) -> Result<Shape, ApiError> {
    Shape::parse(name).ok_or_else(|| {
        ApiError::parameter(format!("unknown shape {:?}; there are raw, smooth, simple", short(name)))
    })
}

fn status(name: &str) -> Result<EventStatus, ApiError> {
    EventStatus::parse(name).ok_or_else(|| {
        let known = EventStatus::ALL.map(EventStatus::name).join(", ");
        ApiError::parameter(format!("unknown status {:?}; there are {known}", short(name)))
    })
}

fn limit(value: &str) -> Result<usize, ApiError> {
    value.parse().ok().filter(|limit| (1..=LARGEST_LIMIT).contains(limit)).ok_or_else(|| {
        ApiError::parameter(format!("limit {:?} is not a number from 1 to {LARGEST_LIMIT}", short(value)))
    })
}

fn list(value: &str) -> impl Iterator<Item = String> {
    value.split(',').map(str::trim).filter(|one| !one.is_empty()).map(str::to_owned)
}

fn short(text: &str) -> String {
    text.chars().take(60).collect()
}
