//! Who held a point, and why.

use axum::{
    Json,
    extract::{Query, State},
    http::HeaderMap,
    response::{IntoResponse, Response},
};

use super::{
    error::ApiError,
    parameters::at_query,
    state::{Shared, known, tagged},
};

/// `/control/at`: who held the land at a point on a day, since when, why, how sure that is, and who says so.
pub async fn at(
    State(shared): State<Shared>,
    Query(pairs): Query<Vec<(String, String)>>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let query = at_query(&pairs)?;
    let atlas = known(&shared, query.known).await?;
    let work = move || {
        let why = atlas.why_at(query.at, query.day).ok_or_else(|| {
            let (longitude, latitude) = (query.at.longitude(), query.at.latitude());
            ApiError::not_found(format!(
                "{latitude} north, {longitude} east lies outside the land of this theatre"
            ))
        })?;
        Ok(tagged(&headers, atlas.tag(), || Json(why).into_response()))
    };
    tokio::task::spawn_blocking(work).await.map_err(ApiError::internal)?
}
