//! The page and its files, embedded when the program was built.

use axum::{
    http::{HeaderMap, HeaderValue, Uri, header},
    response::{IntoResponse, Response},
};
use rust_embed::RustEmbed;

use super::{error::ApiError, state::tagged};

#[derive(RustEmbed)]
#[folder = "$OUT_DIR/web"]
struct Web;

/// `/`: the page.
pub async fn page(headers: HeaderMap) -> Response {
    file(&headers, "index.html")
}

/// Any other address: a file of the page, or nothing.
pub async fn asset(headers: HeaderMap, uri: Uri) -> Response {
    file(&headers, uri.path().trim_start_matches('/'))
}

fn file(headers: &HeaderMap, path: &str) -> Response {
    let Some(file) = Web::get(path) else {
        return ApiError::not_found("nothing is here; the page is at /, the collections at /collections")
            .into_response();
    };
    let tag: String = file.metadata.sha256_hash().iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    let mut response = tagged(headers, &tag, || {
        let media_type = HeaderValue::from_str(file.metadata.mimetype())
            .unwrap_or(HeaderValue::from_static("application/octet-stream"));
        ([(header::CONTENT_TYPE, media_type)], file.data).into_response()
    });
    if path.starts_with("assets/") {
        // Their names change with their content.
        let forever = HeaderValue::from_static("public, max-age=31536000, immutable");
        response.headers_mut().insert(header::CACHE_CONTROL, forever);
    }
    response
}
