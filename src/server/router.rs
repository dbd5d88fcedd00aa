//! Every address of the server, and what holds for all of them.

use std::time::Duration;

use axum::{
    Router,
    body::HttpBody,
    error_handling::HandleErrorLayer,
    extract::Request,
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::get,
};
use tower::{BoxError, ServiceBuilder, limit::GlobalConcurrencyLimitLayer, load_shed::LoadShedLayer};
use tower_http::{
    compression::CompressionLayer, limit::RequestBodyLimitLayer, set_header::SetResponseHeaderLayer,
    timeout::TimeoutLayer,
};

use super::{assets, columns, control, error::ApiError, items, places, state::Shared, theatre};

/// Requests answered at once; the next one is told to come back.
const CONCURRENT_REQUESTS: usize = 256;
/// No request has a body, so a large one is a mistake or worse.
const LARGEST_BODY: usize = 4 * 1024;
/// Longest path and query together.
const LONGEST_TARGET: usize = 8 * 1024;
/// Longest time for one answer.
const LONGEST_ANSWER: Duration = Duration::from_secs(30);

const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' data: blob:; connect-src 'self'; font-src 'self'; manifest-src 'self'; base-uri 'none'; \
    form-action 'none'; frame-ancestors 'self'";

/// Every address of the server.
pub fn router(shared: Shared) -> Router {
    let always = |name: HeaderName, value: &'static str| {
        SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value))
    };
    Router::new()
        .route("/", get(assets::page))
        .route("/healthz", get(theatre::health))
        .route("/theatre", get(theatre::theatre))
        .route("/collections", get(items::collections))
        .route("/collections/{collection}", get(items::collection))
        .route("/collections/{collection}/items", get(items::items))
        .route("/collections/{collection}/items/{id}", get(items::item))
        .route("/columns/events", get(columns::events))
        .route("/columns/control", get(columns::control))
        .route("/columns/control.topojson", get(columns::topology))
        .route("/control/at", get(control::at))
        .route("/places", get(places::places))
        .fallback(assets::asset)
        .method_not_allowed_fallback(async || ApiError::method_not_allowed())
        .with_state(shared)
        .layer(RequestBodyLimitLayer::new(LARGEST_BODY))
        .layer(middleware::from_fn(refuse_large_requests))
        .layer(
            ServiceBuilder::new()
                .layer(always(header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY))
                .layer(always(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
                .layer(always(header::REFERRER_POLICY, "no-referrer"))
                .layer(CompressionLayer::new())
                .layer(HandleErrorLayer::new(overloaded))
                .layer(LoadShedLayer::new())
                .layer(GlobalConcurrencyLimitLayer::new(CONCURRENT_REQUESTS))
                .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, LONGEST_ANSWER)),
        )
}

async fn overloaded(_: BoxError) -> ApiError {
    ApiError::overloaded(CONCURRENT_REQUESTS)
}

async fn refuse_large_requests(request: Request, next: Next) -> Response {
    let length = request.uri().path_and_query().map_or(0, |target| target.as_str().len());
    if length > LONGEST_TARGET {
        return ApiError::target_too_long(length, LONGEST_TARGET).into_response();
    }
    if request.body().size_hint().lower() > LARGEST_BODY as u64 {
        return ApiError::body_too_large(LARGEST_BODY).into_response();
    }
    next.run(request).await
}
