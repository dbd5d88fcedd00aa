//! Events for the page, as columns.

use axum::{
    extract::State,
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};

use super::state::{Shared, tagged};

/// `/columns/events`: every event with a place, in one block of bytes.
pub async fn events(State(shared): State<Shared>, headers: HeaderMap) -> Response {
    let atlas = shared.atlas();
    tagged(&headers, atlas.tag(), || {
        let block = atlas.event_columns().to_vec();
        ([(header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"))], block)
            .into_response()
    })
}
