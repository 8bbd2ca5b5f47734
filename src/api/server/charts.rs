//! Pictures with their data.

use axum::Json;
use axum::extract::State;

use super::answer::Failed;
use super::peer::From as Asks;
use super::wanted::Wanted;
use crate::api::wire::{ChartRequest, Picture, Pictured};
use crate::engine::Engine;

pub(super) async fn chart(
    State(engine): State<Engine>,
    Asks(caller): Asks,
    Wanted(request): Wanted<ChartRequest>,
) -> Result<Json<Pictured>, Failed> {
    Ok(Json(engine.chart(&caller, request.source, &request.picture).await?))
}

/// The pictures that every workspace has from the start: they are the same for everybody who may ask at all.
pub(super) async fn gallery(Asks(_): Asks) -> Json<Vec<Picture>> {
    Json(crate::api::wire::gallery())
}
