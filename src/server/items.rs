//! Collections and their items, as OGC API - Features has them.

use axum::{
    extract::{Path, Query, State, rejection::PathRejection},
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;

use super::{
    error::ApiError,
    parameters::{ItemsQuery, known_query},
    state::{Shared, known, tagged},
    within::{Told, told, told_in_full},
};
use crate::atlas::{Feature, Layer};

#[derive(Serialize)]
struct FeatureCollection<'a> {
    r#type: &'static str,
    #[serde(rename = "numberMatched")]
    number_matched: usize,
    #[serde(rename = "numberReturned")]
    number_returned: usize,
    links: Vec<Link>,
    features: Vec<Feature<Told<'a>>>,
}

#[derive(Serialize)]
struct Link {
    rel: &'static str,
    r#type: &'static str,
    href: String,
}

/// `/collections`: what there is.
pub async fn collections(State(shared): State<Shared>, headers: HeaderMap) -> Response {
    let atlas = shared.atlas();
    tagged(&headers, atlas.tag(), || {
        let collections: Vec<_> = Layer::ALL.iter().map(|layer| describe(*layer)).collect();
        geojson(&serde_json::json!({ "collections": collections, "links": [] }), "application/json")
    })
}

/// `/collections/{collection}`.
pub async fn collection(name: Result<Path<String>, PathRejection>) -> Result<Response, ApiError> {
    let Path(name) = name.map_err(unreadable)?;
    Ok(geojson(&describe(layer(&name)?), "application/json"))
}

/// `/collections/{collection}/items`: what a box, a window and a filter show of a layer.
pub async fn items(
    State(shared): State<Shared>,
    name: Result<Path<String>, PathRejection>,
    Query(pairs): Query<Vec<(String, String)>>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let Path(name) = name.map_err(unreadable)?;
    let layer = layer(&name)?;
    let query = ItemsQuery::read(pairs)?;
    // Ten thousand features take some milliseconds to write: not on a thread that others wait for.
    let work = move || {
        let (atlas, gazetteer) = (shared.atlas_known(query.known)?, shared.gazetteer());
        let found = atlas.find(layer, &query.filter).map_err(ApiError::parameter)?;
        let features: Vec<_> = found.features().skip(query.offset).take(query.limit).collect();
        let mut links = Vec::new();
        let following = query.offset.saturating_add(features.len());
        if following < found.len() {
            links.push(Link {
                rel: "next",
                r#type: "application/geo+json",
                href: next(layer, &query, following),
            });
        }
        let collection = FeatureCollection {
            r#type: "FeatureCollection",
            number_matched: found.len(),
            number_returned: features.len(),
            links,
            features: features.into_iter().map(|feature| told(feature, gazetteer)).collect(),
        };
        Ok(tagged(&headers, atlas.tag(), || geojson(&collection, "application/geo+json")))
    };
    tokio::task::spawn_blocking(work).await.map_err(ApiError::internal)?
}

/// `/collections/{collection}/items/{id}`: one feature.
pub async fn item(
    State(shared): State<Shared>,
    names: Result<Path<(String, String)>, PathRejection>,
    Query(pairs): Query<Vec<(String, String)>>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let Path((name, id)) = names.map_err(unreadable)?;
    let layer = layer(&name)?;
    let atlas = known(&shared, known_query(&pairs)?).await?;
    let feature = atlas.feature_by_id(layer, &id).ok_or_else(|| {
        ApiError::not_found(format!(
            "{} has no item {:?}",
            layer.name(),
            id.chars().take(120).collect::<String>()
        ))
    })?;
    Ok(tagged(&headers, atlas.tag(), || {
        geojson(&told_in_full(feature, shared.gazetteer()), "application/geo+json")
    }))
}

fn unreadable(_: PathRejection) -> ApiError {
    ApiError::parameter("the address is not UTF-8 where it is unescaped")
}

fn layer(name: &str) -> Result<Layer, ApiError> {
    Layer::parse(name).ok_or_else(|| {
        let short: String = name.chars().take(60).collect();
        let known = Layer::ALL.map(Layer::name).join(", ");
        ApiError::not_found(format!("unknown collection {short:?}; there are {known}"))
    })
}

fn describe(layer: Layer) -> serde_json::Value {
    let title = match layer {
        Layer::Events => "Events",
        Layer::Strikes => "Strikes",
        Layer::Control => "Who held which place",
        Layer::Places => "Places",
        Layer::Claims => "Who says what",
        Layer::Reports => "What was published",
        Layer::ControlAreas => "The land of a day by who held it",
        Layer::FrontLines => "Where enemies meet on a day",
        Layer::Changes => "Land that changed hands between two days",
    };
    serde_json::json!({
        "id": layer.name(),
        "title": title,
        "itemType": "feature",
        "links": [{
            "rel": "items",
            "type": "application/geo+json",
            "href": format!("/collections/{}/items", layer.name()),
        }],
    })
}

/// The address of what follows: the same query, further on.
fn next(layer: Layer, query: &ItemsQuery, offset: usize) -> String {
    let mut pairs: Vec<(&str, String)> = query
        .given
        .iter()
        .filter(|(name, _)| name != "offset")
        .map(|(name, value)| (name.as_str(), value.clone()))
        .collect();
    pairs.push(("offset", offset.to_string()));
    let encoded = serde_urlencoded::to_string(&pairs).unwrap_or_default();
    format!("/collections/{}/items?{encoded}", layer.name())
}

fn geojson(value: &impl Serialize, media_type: &'static str) -> Response {
    match serde_json::to_vec(value) {
        Ok(bytes) => ([(header::CONTENT_TYPE, HeaderValue::from_static(media_type))], bytes).into_response(),
        Err(cause) => ApiError::internal(cause).into_response(),
    }
}
