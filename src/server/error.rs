//! What is answered when a request cannot be: problem details as RFC 9457 has them.
//!
//! `title` is the same for every problem of a kind; `detail` says what was wrong with this request and what is allowed.
//! What a client may know is said here; what only the operator may know goes to standard error.

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;

/// An answer that says why there is no other.
#[derive(Debug)]
pub struct ApiError {
    status: StatusCode,
    title: &'static str,
    detail: String,
}

#[derive(Serialize)]
struct ProblemDetails<'a> {
    r#type: &'a str,
    title: &'a str,
    status: u16,
    detail: &'a str,
}

impl ApiError {
    /// A parameter that cannot be read.
    pub fn parameter(detail: impl std::fmt::Display) -> Self {
        Self { status: StatusCode::BAD_REQUEST, title: "bad parameter", detail: format!("{detail}") }
    }

    /// Nothing at this address.
    pub fn not_found(detail: impl std::fmt::Display) -> Self {
        Self { status: StatusCode::NOT_FOUND, title: "not found", detail: format!("{detail}") }
    }

    /// Too many requests at once.
    pub fn overloaded(limit: usize) -> Self {
        Self {
            status: StatusCode::SERVICE_UNAVAILABLE,
            title: "overloaded",
            detail: format!("{limit} requests are being answered; try again in a moment"),
        }
    }

    /// An address longer than anybody needs.
    pub fn target_too_long(length: usize, longest: usize) -> Self {
        Self {
            status: StatusCode::URI_TOO_LONG,
            title: "address too long",
            detail: format!("path and query have {length} bytes; at most {longest} are read"),
        }
    }

    /// No request needs a body.
    pub fn body_too_large(largest: usize) -> Self {
        Self {
            status: StatusCode::PAYLOAD_TOO_LARGE,
            title: "body too large",
            detail: format!("no request here needs a body; at most {largest} bytes of one are taken"),
        }
    }

    /// Everything here is read with GET.
    pub fn method_not_allowed() -> Self {
        Self {
            status: StatusCode::METHOD_NOT_ALLOWED,
            title: "method not allowed",
            detail: "everything here is read with GET or HEAD".to_owned(),
        }
    }

    /// Something broke; the reason is on standard error.
    pub fn internal(cause: impl std::fmt::Display) -> Self {
        eprintln!("kharita: {cause}");
        Self {
            status: StatusCode::INTERNAL_SERVER_ERROR,
            title: "internal error",
            detail: "the server could not answer; its standard error says why".to_owned(),
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let problem = ProblemDetails {
            r#type: "about:blank",
            title: self.title,
            status: self.status.as_u16(),
            detail: &self.detail,
        };
        let mut response = (self.status, Json(problem)).into_response();
        response
            .headers_mut()
            .insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        response
    }
}
