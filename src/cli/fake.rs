//! An engine for tests: it answers at a real socket with what a test gave it, and remembers what it was asked.

use std::sync::{Arc, Mutex, MutexGuard};

use arrow::array::RecordBatch;
use arrow::ipc::writer::StreamWriter;
use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Json, Response};
use futures::{StreamExt, stream};
use serde_json::json;
use tokio::sync::Notify;

use super::attach::Attach;
use super::console::testing::{Held, console};
use super::context::Context;
use super::look::Look;
use crate::api::wire::{
    API, AuditEntry, Connected, Day, Event, Hello, Page, Pictured, Refusal, Role, RowsRequest, Run, Status, SyncStarted,
};
use crate::engine::Home;

/// The context of a command where no engine runs, what it prints, and its home.
pub(super) fn command_line() -> (Context, Held, tempfile::TempDir) {
    super::process::prepare();
    let folder = tempfile::tempdir().unwrap();
    let (context, out, _) = context(&folder);
    (context, out, folder)
}

fn context(folder: &tempfile::TempDir) -> (Context, Held, Held) {
    let home = Home::at(folder.path());
    let (console, out, err) = console(Look::default());
    let context = Context {
        console,
        attach: Attach::new(home.clone(), Vec::new()),
        home,
        environment: Arc::new(|_| None),
    };
    (context, out, err)
}

/// What the engine answers and was asked.
#[derive(Default)]
struct Script {
    status: Option<Status>,
    runs: Vec<Run>,
    days: Vec<Day>,
    audit: Vec<AuditEntry>,
    rows: Vec<RecordBatch>,
    page: Option<Page>,
    pictured: Option<Pictured>,
    cut: bool,
    events: Vec<Event>,
    refusal: Option<Refusal>,
    asked: Vec<String>,
    bodies: Vec<(String, Bytes)>,
}

type Shared = Arc<Mutex<Script>>;

/// A running engine, and the context of a command beside it.
pub(super) struct Engine {
    pub(super) context: Context,
    pub(super) out: Held,
    pub(super) err: Held,
    pub(super) folder: tempfile::TempDir,
    script: Shared,
    server: tokio::task::JoinHandle<()>,
}

impl Engine {
    /// Starts one that has this status. Needs a runtime around it.
    pub(super) fn start(status: Status) -> Self {
        super::process::prepare();
        let folder = tempfile::tempdir().unwrap();
        let (context, out, err) = context(&folder);
        let script = Shared::default();
        let stopped = Arc::new(Notify::new());
        let listener = tokio::net::UnixListener::bind(context.home.socket()).unwrap();
        let router = Router::new()
            .fallback(answer)
            .with_state((Arc::clone(&script), Arc::clone(&stopped)));
        let server = tokio::spawn(async move {
            tokio::select! {
                ended = axum::serve(listener, router) => ended.unwrap(),
                () = stopped.notified() => {}
            }
        });
        script.lock().unwrap().status = Some(status);
        Self {
            context,
            out,
            err,
            folder,
            script,
            server,
        }
    }

    fn script(&self) -> MutexGuard<'_, Script> {
        self.script.lock().unwrap()
    }

    pub(super) fn runs(&mut self, runs: Vec<Run>) {
        self.script().runs = runs;
    }

    pub(super) fn days(&mut self, days: Vec<Day>) {
        self.script().days = days;
    }

    pub(super) fn audit(&mut self, entries: Vec<AuditEntry>) {
        self.script().audit = entries;
    }

    pub(super) fn rows(&mut self, batches: Vec<RecordBatch>) {
        self.script().rows = batches;
    }

    /// The piece of every view.
    pub(super) fn page(&mut self, page: Page) {
        self.script().page = Some(page);
    }

    /// What every picture is filled with.
    pub(super) fn pictured(&mut self, pictured: Pictured) {
        self.script().pictured = Some(pictured);
    }

    /// The rows break off before their end.
    pub(super) fn cut_rows(&mut self) {
        self.script().cut = true;
    }

    pub(super) fn events(&mut self, events: Vec<Event>) {
        self.script().events = events;
    }

    /// Everything that would change something is refused with these words.
    pub(super) fn refuse(&mut self, refusal: Refusal) {
        self.script().refusal = Some(refusal);
    }

    /// Every request so far: method, path and query.
    pub(super) fn asked(&self) -> Vec<String> {
        self.script().asked.clone()
    }

    /// The rows that were asked for.
    pub(super) fn rows_asked(&self) -> Vec<RowsRequest> {
        self.posted("/v1/rows")
    }

    /// The bodies that were sent to a path.
    pub(super) fn posted<T: serde::de::DeserializeOwned>(&self, path: &str) -> Vec<T> {
        let script = self.script();
        let bodies = script.bodies.iter().filter(|(to, _)| to == path);
        bodies.map(|(_, body)| serde_json::from_slice(body).unwrap()).collect()
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        self.server.abort();
    }
}

async fn answer(State((script, stopped)): State<(Shared, Arc<Notify>)>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, 1 << 20).await.unwrap();
    let path = parts.uri.path().to_owned();
    let mut script = script.lock().unwrap();
    script
        .asked
        .push(format!("{} {}", parts.method, parts.uri.path_and_query().unwrap()));
    script.bodies.push((path.clone(), body));
    if let (Some(refusal), "/v1/sources") = (&script.refusal, path.as_str()) {
        return (StatusCode::FORBIDDEN, Json(refusal.clone())).into_response();
    }
    match path.as_str() {
        "/v1/hello" => Json(Hello {
            api: API,
            version: "0.1.0".to_owned(),
            pid: 4242,
            demo: false,
            features: Vec::new(),
            user: "zoe".to_owned(),
            role: Role::AccountAdmin,
        })
        .into_response(),
        "/v1/status" => Json(script.status.clone()).into_response(),
        "/v1/runs" => Json(script.runs.clone()).into_response(),
        "/v1/runs/7" => Json(script.runs.first().cloned()).into_response(),
        "/v1/days" => Json(script.days.clone()).into_response(),
        "/v1/audit" => Json(script.audit.clone()).into_response(),
        "/v1/events" => {
            let events = script.events.clone().into_iter().map(|event| {
                Ok::<_, std::convert::Infallible>(format!("data: {}\n\n", serde_json::to_string(&event).unwrap()))
            });
            Body::from_stream(stream::iter(events).chain(stream::pending())).into_response()
        }
        "/v1/window" => Json(script.page.clone()).into_response(),
        "/v1/chart" => Json(script.pictured.clone()).into_response(),
        "/v1/rows" => ipc(&script.rows, script.cut).into_response(),
        "/v1/sources" => Json(Connected {
            id: 1,
            account: Some("Acme \x1bInc.".to_owned()),
            workspace_id: Some("abc123".to_owned()),
            time_zone: "Europe/Berlin".to_owned(),
            run: Some(7),
        })
        .into_response(),
        "/v1/sources/1/sync" => Json(SyncStarted {
            run: 7,
            already_running: false,
        })
        .into_response(),
        "/v1/sources/1/cancel" => Json(true).into_response(),
        "/v1/stop" => {
            stopped.notify_one();
            Json(json!(null)).into_response()
        }
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

fn ipc(batches: &[RecordBatch], cut: bool) -> Vec<u8> {
    let Some(first) = batches.first() else {
        return Vec::new();
    };
    let mut writer = StreamWriter::try_new(Vec::new(), &first.schema()).unwrap();
    for batch in batches {
        writer.write(batch).unwrap();
    }
    writer.finish().unwrap();
    let mut bytes = writer.into_inner().unwrap();
    if cut {
        bytes.truncate(bytes.len() - 100);
    }
    bytes
}
