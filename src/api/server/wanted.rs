//! The body of a request.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{FromRequest, Query, Request};
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

/// The query of an address, whose mistakes are answered in our own words.
pub(super) struct Particulars<T>(pub(super) T);

impl<T: serde::de::DeserializeOwned> FromRequest<Engine> for Particulars<T> {
    type Rejection = Failed;

    async fn from_request(request: Request, _: &Engine) -> Result<Self, Failed> {
        let query = Query::<T>::try_from_uri(request.uri());
        query
            .map(|Query(query)| Self(query))
            .map_err(|error| Failed::invalid(error.body_text()))
    }
}
