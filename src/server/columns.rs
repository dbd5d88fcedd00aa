//! Events for the page, as columns.

use axum::{
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
    Ok(tagged(&headers, atlas.tag(), || {
        let block = atlas.event_columns().to_vec();
        ([(header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"))], block)
            .into_response()
    }))
}
