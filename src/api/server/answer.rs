//! What is answered when something was not done.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::api::wire::Refusal;
use crate::engine::EngineError;
use crate::text::Advice;

/// A refusal with its HTTP status.
pub(super) struct Failed {
    status: StatusCode,
    refusal: Refusal,
}

impl Failed {
    pub(super) fn unknown_caller(why: &str) -> Self {
        Self {
            status: StatusCode::FORBIDDEN,
            refusal: Refusal {
                error: Advice::new(
                    "The engine does not answer this.",
                    why,
                    "Use the interlens program, or `curl --unix-socket`.",
                ),
                code: "forbidden".to_owned(),
            },
        }
    }

    pub(super) fn no_such_path(path: &str) -> Self {
        Self {
            status: StatusCode::NOT_FOUND,
            refusal: Refusal {
                error: Advice::new(
                    "The engine has no such address.",
                    format!("There is nothing at {path}."),
                    "The program that asked may be newer than the engine: end it with `interlens stop` and start it again.",
                ),
                code: "not_found".to_owned(),
            },
        }
    }

    pub(super) fn invalid(why: String) -> Self {
        Self {
            status: StatusCode::BAD_REQUEST,
            refusal: Refusal {
                error: Advice::new(
                    "The engine does not understand the request.",
                    why,
                    "Check what was asked for.",
                ),
                code: "invalid".to_owned(),
            },
        }
    }
}

impl From<EngineError> for Failed {
    fn from(error: EngineError) -> Self {
        let status = match error.code() {
            "forbidden" => StatusCode::FORBIDDEN,
            "not_found" => StatusCode::NOT_FOUND,
            "conflict" => StatusCode::CONFLICT,
            "invalid" => StatusCode::BAD_REQUEST,
            "token" | "intercom" => StatusCode::BAD_GATEWAY,
            _ => StatusCode::INTERNAL_SERVER_ERROR,
        };
        if status.is_server_error() {
            tracing::warn!(%error, "a request failed");
        }
        Self {
            status,
            refusal: Refusal {
                error: error.advice(),
                code: error.code().to_owned(),
            },
        }
    }
}

impl IntoResponse for Failed {
    fn into_response(self) -> Response {
        (self.status, Json(self.refusal)).into_response()
    }
}
