//! The body of a request.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{FromRequest, Request};
use serde::de::DeserializeOwned;

use super::answer::Failed;
use crate::engine::Engine;

/// A JSON body whose mistakes are answered in our own words.
pub(super) struct Wanted<T>(pub T);

impl<T: DeserializeOwned> FromRequest<Engine> for Wanted<T> {
    type Rejection = Failed;

    async fn from_request(request: Request, state: &Engine) -> Result<Self, Failed> {
        let body = Json::<T>::from_request(request, state).await;
        body.map(|Json(body)| Self(body))
            .map_err(|error: JsonRejection| Failed::invalid(error.body_text()))
    }
}
