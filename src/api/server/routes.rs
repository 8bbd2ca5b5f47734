//! The addresses, and what is done at each.

use std::convert::Infallible;
use std::time::Duration;

use arrow::array::RecordBatch;
use arrow::ipc::writer::StreamWriter;
use axum::body::Body;
use axum::extract::{Path, Query, Request, State};
use axum::http::header;
use axum::response::sse::{Event as SseEvent, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use bytes::Bytes;
use chrono::NaiveDate;
use futures::{Stream, StreamExt, stream};
use serde::Deserialize;
use tokio::sync::broadcast::error::RecvError;

use super::answer::Failed;
use super::charts::{chart, gallery};
use super::peer::From as Asks;
use super::sheets::{find, locate, values, window};
use super::wanted::{Particulars, Wanted};
use crate::api::wire::{
    API, AuditEntry, AuditQuery, ConnectRequest, Connected, Day, Event, Hello, Notification, Overview, Period,
    RowsRequest, Run, Status, SyncRequest, SyncStarted,
};
use crate::engine::{Caller, Engine, NewSource};
use crate::query::RowsQuery;

/// While a sync runs the status changes with every page; so often it is passed on.
const STATUS_PAUSE: Duration = Duration::from_millis(200);
/// A sign of life for whoever is between.
const SIGN_OF_LIFE: Duration = Duration::from_mins(1);
/// So many entries of a history where nothing is said.
const ENTRIES: usize = 100;
/// So many days of the calendar where nothing is said.
const DAYS: u32 = 45;

type Answer<T> = Result<Json<T>, Failed>;

pub(super) fn router(engine: Engine) -> Router {
    Router::new()
        .route("/v1/hello", get(hello))
        .route("/v1/status", get(status))
        .route("/v1/events", get(events))
        .route("/v1/sources", post(connect))
        .route("/v1/sources/{id}/sync", post(sync))
        .route("/v1/sources/{id}/cancel", post(cancel))
        .route("/v1/overview", get(overview))
        .route("/v1/chart", post(chart))
        .route("/v1/gallery", get(gallery))
        .route("/v1/rows", post(rows))
        .route("/v1/window", post(window))
        .route("/v1/find", post(find))
        .route("/v1/locate", post(locate))
        .route("/v1/values", post(values))
        .route("/v1/runs", get(runs))
        .route("/v1/runs/{id}", get(run))
        .route("/v1/days", get(days))
        .route("/v1/notifications", get(notifications))
        .route("/v1/audit", get(audit))
        .route("/v1/stop", post(stop))
        .fallback(|request: Request| async move { Failed::no_such_path(request.uri().path()) })
        .with_state(engine)
}

async fn hello(State(engine): State<Engine>, Asks(caller): Asks) -> Json<Hello> {
    Json(Hello {
        api: API,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        pid: std::process::id(),
        demo: engine.is_demo(),
        features: Vec::new(),
        user: caller.name,
        role: caller.role,
    })
}

async fn status(State(engine): State<Engine>, Asks(caller): Asks) -> Answer<Status> {
    Ok(Json(engine.status(&caller).await?))
}

async fn connect(
    State(engine): State<Engine>,
    Asks(caller): Asks,
    Wanted(request): Wanted<ConnectRequest>,
) -> Answer<Connected> {
    let new = NewSource {
        name: request.name,
        base_url: request.base_url,
        token: request.token,
        modules: request.modules,
        time_zone: request.time_zone,
        plan: request.plan,
        sync: request.sync,
    };
    let (source, run) = engine.connect(&caller, new).await?;
    Ok(Json(Connected {
        id: source.id,
        account: source.workspace_name,
        workspace_id: source.workspace_id,
        time_zone: source.time_zone,
        run,
    }))
}

async fn sync(
    State(engine): State<Engine>,
    Asks(caller): Asks,
    Path(source): Path<u32>,
    Wanted(request): Wanted<SyncRequest>,
) -> Answer<SyncStarted> {
    let started = engine.sync(&caller, source, request.modules).await?;
    Ok(Json(SyncStarted {
        run: started.run,
        already_running: started.already_running,
    }))
}

async fn cancel(State(engine): State<Engine>, Asks(caller): Asks, Path(source): Path<u32>) -> Answer<bool> {
    Ok(Json(engine.cancel(&caller, source)?))
}

#[derive(Deserialize)]
struct OverviewQuery {
    source: Option<u32>,
    #[serde(default)]
    period: Period,
}

async fn overview(
    State(engine): State<Engine>,
    Asks(caller): Asks,
    Query(query): Query<OverviewQuery>,
) -> Result<Json<std::sync::Arc<Overview>>, Failed> {
    Ok(Json(engine.overview(&caller, query.source, query.period).await?))
}

#[derive(Deserialize)]
struct RunsQuery {
    source: Option<u32>,
    day: Option<NaiveDate>,
    limit: Option<usize>,
}

async fn runs(
    State(engine): State<Engine>,
    Asks(caller): Asks,
    Particulars(query): Particulars<RunsQuery>,
) -> Answer<Vec<Run>> {
    let RunsQuery { source, day, limit } = query;
    let runs = match day {
        Some(day) => engine.runs_of(&caller, source, day).await?,
        None => engine.runs(&caller, source, limit.unwrap_or(ENTRIES)).await?,
    };
    let most = limit.unwrap_or(usize::MAX);
    Ok(Json(runs.into_iter().take(most).collect()))
}

async fn run(State(engine): State<Engine>, Asks(caller): Asks, Path(id): Path<String>) -> Answer<Run> {
    let id = id
        .parse()
        .map_err(|_| Failed::invalid(format!("{id:?} is no number of a sync")))?;
    Ok(Json(engine.run(&caller, id).await?))
}

#[derive(Deserialize)]
struct DaysQuery {
    source: Option<u32>,
    days: Option<u32>,
}

async fn days(
    State(engine): State<Engine>,
    Asks(caller): Asks,
    Particulars(query): Particulars<DaysQuery>,
) -> Answer<Vec<Day>> {
    Ok(Json(
        engine.days(&caller, query.source, query.days.unwrap_or(DAYS)).await?,
    ))
}

async fn audit(
    State(engine): State<Engine>,
    Asks(caller): Asks,
    Particulars(query): Particulars<AuditQuery>,
) -> Answer<Vec<AuditEntry>> {
    Ok(Json(engine.audit(&caller, query).await?))
}

#[derive(Deserialize)]
struct NotificationsQuery {
    limit: Option<usize>,
}

async fn notifications(
    State(engine): State<Engine>,
    Asks(caller): Asks,
    Particulars(query): Particulars<NotificationsQuery>,
) -> Answer<Vec<Notification>> {
    Ok(Json(
        engine.notifications(&caller, query.limit.unwrap_or(ENTRIES)).await?,
    ))
}

async fn stop(State(engine): State<Engine>, Asks(caller): Asks) -> Answer<()> {
    engine.stop(&caller)?;
    Ok(Json(()))
}

/// Rows as an Arrow IPC stream. An error after the first rows breaks the stream off before its end mark, which readers
/// notice.
async fn rows(
    State(engine): State<Engine>,
    Asks(caller): Asks,
    Wanted(request): Wanted<RowsRequest>,
) -> Result<Response, Failed> {
    let query = RowsQuery {
        module: request.module,
        columns: request.columns,
        filter: request.filter,
        conditions: request.conditions,
        search: request.search,
        sort: request
            .sort
            .into_iter()
            .map(|key| (key.column, key.descending))
            .collect(),
        limit: request.limit,
        offset: request.offset,
    };
    let rows = engine.rows(&caller, request.source, query, request.of).await?;
    let schema = rows.schema();
    let writer = StreamWriter::try_new(Vec::new(), &schema).map_err(|error| Failed::invalid(error.to_string()))?;
    let body = stream::unfold(Some((rows, writer)), |state| async move {
        let (mut rows, mut writer) = state?;
        let (piece, state) = match rows.next().await {
            Some(Ok(batch)) => match write(&mut writer, &batch) {
                Ok(piece) => (Ok(piece), Some((rows, writer))),
                Err(error) => (Err(error), None),
            },
            Some(Err(error)) => (Err(error.to_string()), None),
            None => (
                writer
                    .finish()
                    .map(|()| taken(&mut writer))
                    .map_err(|error| error.to_string()),
                None,
            ),
        };
        if let Err(error) = &piece {
            tracing::warn!(error, "rows broke off");
        }
        Some((piece.map_err(std::io::Error::other), state))
    });
    Ok((
        [(header::CONTENT_TYPE, "application/vnd.apache.arrow.stream")],
        Body::from_stream(body),
    )
        .into_response())
}

fn write(writer: &mut StreamWriter<Vec<u8>>, batch: &RecordBatch) -> Result<Bytes, String> {
    writer.write(batch).map_err(|error| error.to_string())?;
    Ok(taken(writer))
}

fn taken(writer: &mut StreamWriter<Vec<u8>>) -> Bytes {
    Bytes::from(std::mem::take(writer.get_mut()))
}

/// Everything that happens, from the status as it is now to the engine's goodbye.
async fn events(
    State(engine): State<Engine>,
    Asks(caller): Asks,
) -> Result<Sse<impl Stream<Item = Result<SseEvent, Infallible>>>, Failed> {
    let first = Event::Status {
        status: Box::new(engine.status(&caller).await?),
    };
    let attached = engine.attach();
    let happened = stream::unfold(Watcher::new(engine, caller), |mut watcher| async move {
        let event = watcher.next().await?;
        Some((event, watcher))
    });
    let events = stream::iter([first]).chain(happened).map(move |event| {
        let _held_while_the_stream_lives = &attached;
        Ok(SseEvent::default()
            .json_data(&event)
            .unwrap_or_else(|error| SseEvent::default().comment(error.to_string())))
    });
    Ok(Sse::new(events).keep_alive(KeepAlive::new().interval(SIGN_OF_LIFE)))
}

/// Puts what happens and what the status has become in one line.
struct Watcher {
    engine: Engine,
    caller: Caller,
    touched: tokio::sync::watch::Receiver<u64>,
    happened: tokio::sync::broadcast::Receiver<Event>,
    not_before: tokio::time::Instant,
    ended: bool,
}

impl Watcher {
    fn new(engine: Engine, caller: Caller) -> Self {
        let mut touched = engine.touched();
        touched.mark_changed();
        let happened = engine.events();
        Self {
            engine,
            caller,
            touched,
            happened,
            not_before: tokio::time::Instant::now() + STATUS_PAUSE,
            ended: false,
        }
    }

    async fn next(&mut self) -> Option<Event> {
        if self.ended {
            return None;
        }
        loop {
            let (touched, not_before) = (&mut self.touched, self.not_before);
            let settled = async {
                let alive = touched.changed().await;
                tokio::time::sleep_until(not_before).await;
                alive
            };
            tokio::select! {
                event = self.happened.recv() => match event {
                    Ok(event) => {
                        self.ended = event == Event::Goodbye;
                        // The status may have been waiting for its turn; it is not forgotten.
                        self.touched.mark_changed();
                        return Some(event);
                    }
                    // What was missed shows in the status.
                    Err(RecvError::Lagged(_)) => self.touched.mark_changed(),
                    Err(RecvError::Closed) => return None,
                },
                () = self.engine.ended() => {
                    self.ended = true;
                    return Some(Event::Goodbye);
                }
                alive = settled => {
                    alive.ok()?;
                    self.not_before = tokio::time::Instant::now() + STATUS_PAUSE;
                    if let Ok(status) = self.engine.status(&self.caller).await {
                        return Some(Event::Status { status: Box::new(status) });
                    }
                }
            }
        }
    }
}
