//! What the page draws from, as columns.

use axum::{
    Json,
    extract::{Query, State},
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};

use super::{
    error::ApiError,
    parameters::known_query,
    state::{Shared, known, tagged},
};

/// `/columns/events`: every event with a place, in one block of bytes.
pub async fn events(
    State(shared): State<Shared>,
    Query(pairs): Query<Vec<(String, String)>>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let atlas = known(&shared, known_query(&pairs)?).await?;
    Ok(tagged(&headers, atlas.tag(), || octets(atlas.event_columns())))
}

/// `/columns/control`: the land, and who held it when, in one block of bytes.
pub async fn control(
    State(shared): State<Shared>,
    Query(pairs): Query<Vec<(String, String)>>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let atlas = known(&shared, known_query(&pairs)?).await?;
    // Making the land of thousands of places takes some tenths of a second: not on a thread that others wait for.
    let work = move || match atlas.control_columns() {
        Some(block) => Ok(tagged(&headers, atlas.tag(), || octets(block))),
        None => Err(ApiError::not_found(
            "this theatre has no outline, or nobody is said to hold a place".to_owned(),
        )),
    };
    tokio::task::spawn_blocking(work).await.map_err(ApiError::internal)?
}

/// `/columns/control.topojson`: the same as one TopoJSON.
pub async fn topology(
    State(shared): State<Shared>,
    Query(pairs): Query<Vec<(String, String)>>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let atlas = known(&shared, known_query(&pairs)?).await?;
    let work = move || match atlas.land_topology() {
        Some(topology) => Ok(tagged(&headers, atlas.tag(), || Json(topology).into_response())),
        None => Err(no_land()),
    };
    tokio::task::spawn_blocking(work).await.map_err(ApiError::internal)?
}

fn no_land() -> ApiError {
    ApiError::not_found("this theatre has no outline, or nobody is said to hold a place".to_owned())
}

fn octets(block: &[u8]) -> Response {
    let kind = HeaderValue::from_static("application/octet-stream");
    ([(header::CONTENT_TYPE, kind)], block.to_vec()).into_response()
}
