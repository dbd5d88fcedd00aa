//! Places by their names, through the gazetteer.

use axum::{
    Json,
    extract::{Query, State},
    response::{IntoResponse, Response},
};

use super::{error::ApiError, parameters::places_query, state::Shared};

/// `/places?q=`: places whose name begins like this, Arabic or Latin.
pub async fn places(
    State(shared): State<Shared>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, ApiError> {
    let (name, most) = places_query(&pairs)?;
    Ok(Json(shared.gazetteer().suggest(&name, most)).into_response())
}
