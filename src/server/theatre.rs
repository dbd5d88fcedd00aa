//! What the theatre says of itself, and that the server is well.

use axum::{
    Json,
    extract::{Query, State},
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use serde::Serialize;

use super::{
    error::ApiError,
    parameters::known_query,
    state::{Shared, known, tagged},
};
use crate::{
    atlas::{Atlas, Counts},
    model::{Actor, Bbox, Day, Side, Source},
};

#[derive(Serialize)]
struct Theatre<'a> {
    id: &'a str,
    title: &'a str,
    title_ar: Option<&'a str>,
    time_zone: &'a str,
    bbox: Bbox,
    first_day: Option<Day>,
    last_day: Option<Day>,
    notes: Notes<'a>,
    counts: Counts,
    sides: &'a [Side],
    actors: &'a [Actor],
    sources: Vec<ListedSource<'a>>,
}

#[derive(Serialize)]
struct Notes<'a> {
    time: &'a str,
    borders: &'a str,
    control: &'a str,
}

#[derive(Serialize)]
struct ListedSource<'a> {
    #[serde(flatten)]
    source: &'a Source,
    events: u64,
}

/// `/theatre`: title, extent, tables and policies.
pub async fn theatre(
    State(shared): State<Shared>,
    Query(pairs): Query<Vec<(String, String)>>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let atlas = known(&shared, known_query(&pairs)?).await?;
    Ok(tagged(&headers, atlas.tag(), || Json(describe(&atlas)).into_response()))
}

/// `/healthz`: that the server answers.
pub async fn health() -> &'static str {
    "ok\n"
}

fn describe(atlas: &Atlas) -> Theatre<'_> {
    let info = atlas.info();
    let (first_day, last_day) = atlas.days().unzip();
    Theatre {
        id: &info.id,
        title: &info.title,
        title_ar: info.title_ar.as_deref(),
        time_zone: &info.time_zone,
        bbox: info.bbox,
        first_day,
        last_day,
        notes: Notes { time: &info.note_time, borders: &info.note_borders, control: &info.note_control },
        counts: atlas.counts(),
        sides: atlas.sides(),
        actors: atlas.actors(),
        sources: atlas
            .sources()
            .iter()
            .zip(atlas.events_by_source())
            .map(|(source, events)| ListedSource { source, events })
            .collect(),
    }
}
