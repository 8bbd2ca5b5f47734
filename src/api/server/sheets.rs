//! Pieces of views: what is asked for by position.

use axum::Json;
use axum::extract::State;

use super::answer::Failed;
use super::peer::From as Asks;
use super::wanted::Wanted;
use crate::api::wire::{
    FindRequest, Found, LocateRequest, Located, MOST_ROWS, Page, Values, ValuesRequest, WindowRequest,
};
use crate::engine::{Engine, Find};
use crate::text::format;

type Answer<T> = Result<Json<T>, Failed>;

/// The most columns of one window.
const MOST_COLUMNS: usize = 1_000;

pub(super) async fn window(
    State(engine): State<Engine>,
    Asks(caller): Asks,
    Wanted(request): Wanted<WindowRequest>,
) -> Answer<Page> {
    few("rows", request.limit, MOST_ROWS)?;
    few("columns", request.columns.len() as u64, MOST_COLUMNS as u64)?;
    let rows = request.offset..request.offset.saturating_add(request.limit);
    let page = engine.window(&caller, request.source, request.view, request.columns, rows);
    Ok(Json(page.await?))
}

pub(super) async fn find(
    State(engine): State<Engine>,
    Asks(caller): Asks,
    Wanted(request): Wanted<FindRequest>,
) -> Answer<Found> {
    few("columns", request.columns.len() as u64, MOST_COLUMNS as u64)?;
    let find = Find {
        text: request.text,
        columns: request.columns,
        from: request.from,
        backwards: request.backwards,
    };
    Ok(Json(engine.find(&caller, request.source, request.view, find).await?))
}

pub(super) async fn locate(
    State(engine): State<Engine>,
    Asks(caller): Asks,
    Wanted(request): Wanted<LocateRequest>,
) -> Answer<Located> {
    let located = engine.locate(&caller, request.source, request.view, request.key);
    Ok(Json(located.await?))
}

pub(super) async fn values(
    State(engine): State<Engine>,
    Asks(caller): Asks,
    Wanted(request): Wanted<ValuesRequest>,
) -> Answer<Values> {
    few("values", request.limit, MOST_ROWS)?;
    let values = engine.values(
        &caller,
        request.source,
        request.view,
        request.column,
        request.search,
        request.limit,
    );
    Ok(Json(values.await?))
}

/// Refuses more than there may be at once.
fn few(what: &str, asked: u64, most: u64) -> Result<(), Failed> {
    if asked <= most {
        return Ok(());
    }
    Err(Failed::invalid(format!(
        "It asks for {} {what}; {} is the most at once.",
        format::count(asked),
        format::count(most)
    )))
}
