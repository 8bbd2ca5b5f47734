//! The client of the engine: one method for each thing that can be asked.

use std::path::{Path, PathBuf};
use std::time::Duration;

use arrow::array::RecordBatch;
use arrow::datatypes::SchemaRef;
use bytes::Bytes;
use chrono::NaiveDate;
use futures::{Stream, StreamExt};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::ipc::Frames;
use super::lines::server_sent_events;
use super::wire::{
    API, AuditEntry, AuditQuery, ChartRequest, ConnectRequest, Connected, Day, Event, FindRequest, Found, Hello,
    LocateRequest, Located, Notification, Overview, Page, Period, Pictured, Refusal, RowsRequest, Run, Status,
    SyncRequest, SyncStarted, Values, ValuesRequest, WindowRequest,
};
use crate::text::Advice;

/// The name that stands for the engine in addresses; the socket decides who answers.
const HOST: &str = "http://engine";
/// A question without particulars.
const NOTHING: &[(&str, &str)] = &[];
/// Answers other than streams come at once or not at all.
const PATIENCE: Duration = Duration::from_secs(30);

/// A connection to an engine. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Client {
    http: reqwest::Client,
    socket: PathBuf,
}

/// What can go wrong between a client and its engine.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// Nobody answers at the socket.
    #[error("no engine answers at {}", .socket.display())]
    NoEngine {
        /// The socket.
        socket: PathBuf,
        /// What the system says.
        #[source]
        source: reqwest::Error,
    },
    /// The engine speaks another version of the protocol.
    #[error("the engine speaks version {engine} of the protocol (interlens {version}), this program version {API}")]
    OtherVersion {
        /// The engine's protocol.
        engine: u32,
        /// The engine's version.
        version: String,
    },
    /// The engine said no, in words.
    #[error("{}", .0.error)]
    Refused(Refusal),
    /// The connection broke off, or what came was no answer.
    #[error("the engine's answer broke off: {0}")]
    Broken(String),
}

impl ClientError {
    /// The error for a person.
    pub fn advice(&self) -> Advice {
        match self {
            Self::NoEngine { socket, .. } => Advice::new(
                "No engine answers.",
                format!("Nothing listens at {}.", socket.display()),
                "Start one with `interlens serve`, or open the dashboard with `interlens`.",
            ),
            Self::OtherVersion { engine, version } => Advice::new(
                "This program and the running engine do not understand each other.",
                format!(
                    "The engine is interlens {version} (protocol {engine}); this program is interlens {} (protocol {API}).",
                    env!("CARGO_PKG_VERSION")
                ),
                "End the engine with the version that started it (`interlens stop`), then start it again.",
            ),
            Self::Refused(refusal) => refusal.error.clone(),
            Self::Broken(reason) => Advice::new(
                "The engine's answer broke off.",
                reason.clone(),
                "Try again; `interlens status` says whether the engine still runs.",
            ),
        }
    }
}

/// Rows as they arrive: first their schema, then batch after batch.
pub struct Rows {
    /// The columns.
    pub schema: SchemaRef,
    frames: Frames,
}

impl Rows {
    /// The next rows; nothing at the end.
    pub async fn next(&mut self) -> Result<Option<RecordBatch>, ClientError> {
        self.frames.next().await.map_err(ClientError::Broken)
    }
}

impl Client {
    /// Finds the engine at a socket, and asks whether it can be understood.
    pub async fn connect(socket: &Path) -> Result<(Self, Hello), ClientError> {
        // Nothing is encrypted on a socket, but the library wants to know how it would be; without certificates it does
        // not read the system's, which takes longer than the question itself.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = reqwest::Client::builder()
            .unix_socket(socket)
            .tls_certs_only(std::iter::empty())
            .no_proxy()
            .build()
            .map_err(|error| ClientError::Broken(error.to_string()))?;
        let client = Self {
            http,
            socket: socket.to_owned(),
        };
        let hello: Hello = client.get("/v1/hello", NOTHING).await?;
        if hello.api != API {
            return Err(ClientError::OtherVersion {
                engine: hello.api,
                version: hello.version,
            });
        }
        Ok((client, hello))
    }

    /// How things stand.
    pub async fn status(&self) -> Result<Status, ClientError> {
        self.get("/v1/status", NOTHING).await
    }

    /// What happens from now on. The first event is the status. The stream ends with the engine.
    pub async fn events(&self) -> Result<impl Stream<Item = Result<Event, ClientError>> + use<>, ClientError> {
        let answer = self.ask(self.http.get(format!("{HOST}/v1/events"))).await?;
        Ok(server_sent_events(answer.bytes_stream()).map(|data| {
            let data = data.map_err(ClientError::Broken)?;
            serde_json::from_str(&data).map_err(|error| ClientError::Broken(error.to_string()))
        }))
    }

    /// Connects a workspace. The engine checks the token with Intercom before it answers.
    pub async fn connect_source(&self, request: &ConnectRequest) -> Result<Connected, ClientError> {
        self.post("/v1/sources", request).await
    }

    /// Starts a sync, or attaches to the one that runs.
    pub async fn sync(&self, source: u32, request: &SyncRequest) -> Result<SyncStarted, ClientError> {
        self.post(&format!("/v1/sources/{source}/sync"), request).await
    }

    /// Cancels the sync that runs; false when none did.
    pub async fn cancel(&self, source: u32) -> Result<bool, ClientError> {
        self.post(&format!("/v1/sources/{source}/cancel"), &()).await
    }

    /// The Overview of a data source; of the first when none is named.
    pub async fn overview(&self, source: Option<u32>, period: Period) -> Result<Overview, ClientError> {
        let mut query = vec![("period", format!("{}d", period.days()))];
        query.extend(source.map(|source| ("source", source.to_string())));
        self.get("/v1/overview", &query).await
    }

    /// A picture with its data.
    pub async fn chart(&self, request: &ChartRequest) -> Result<Pictured, ClientError> {
        self.post("/v1/chart", request).await
    }

    /// Rows of a table.
    pub async fn rows(&self, request: &RowsRequest) -> Result<Rows, ClientError> {
        let answer = self
            .ask(self.http.post(format!("{HOST}/v1/rows")).json(request))
            .await?;
        let mut frames = Frames::new(answer.bytes_stream().map(|piece| piece.map_err(|error| plain(&error))));
        let schema = frames.schema().await.map_err(ClientError::Broken)?;
        Ok(Rows { schema, frames })
    }

    /// The newest runs first, of one data source or of all.
    pub async fn runs(&self, source: Option<u32>, limit: usize) -> Result<Vec<Run>, ClientError> {
        let mut query = vec![("limit", limit.to_string())];
        query.extend(source.map(|source| ("source", source.to_string())));
        self.get("/v1/runs", &query).await
    }

    /// The runs of a day, in the data source's time zone, newest first; of the first data source when none is named.
    pub async fn runs_of(&self, source: Option<u32>, day: NaiveDate) -> Result<Vec<Run>, ClientError> {
        let mut query = vec![("day", day.to_string())];
        query.extend(source.map(|source| ("source", source.to_string())));
        self.get("/v1/runs", &query).await
    }

    /// One run by its number.
    pub async fn run(&self, run: u64) -> Result<Run, ClientError> {
        self.get(&format!("/v1/runs/{run}"), NOTHING).await
    }

    /// How often a data source synced on each of the last days, the oldest first and today last, days without a sync
    /// included; of the first data source when none is named.
    pub async fn days(&self, source: Option<u32>, days: u32) -> Result<Vec<Day>, ClientError> {
        let mut query = vec![("days", days.to_string())];
        query.extend(source.map(|source| ("source", source.to_string())));
        self.get("/v1/days", &query).await
    }

    /// Entries of the audit history, newest first.
    pub async fn audit(&self, query: &AuditQuery) -> Result<Vec<AuditEntry>, ClientError> {
        self.get("/v1/audit", query).await
    }

    /// What people are told of when they come back, newest first.
    pub async fn notifications(&self, limit: usize) -> Result<Vec<Notification>, ClientError> {
        self.get("/v1/notifications", &[("limit", limit.to_string())]).await
    }

    /// A piece of a view.
    pub async fn window(&self, request: &WindowRequest) -> Result<Page, ClientError> {
        self.post("/v1/window", request).await
    }

    /// The next row of a view with a text.
    pub async fn find(&self, request: &FindRequest) -> Result<Found, ClientError> {
        self.post("/v1/find", request).await
    }

    /// Where a record is in a view.
    pub async fn locate(&self, request: &LocateRequest) -> Result<Located, ClientError> {
        self.post("/v1/locate", request).await
    }

    /// What a column of a view holds.
    pub async fn values(&self, request: &ValuesRequest) -> Result<Values, ClientError> {
        self.post("/v1/values", request).await
    }

    /// Ends the engine.
    pub async fn stop(&self) -> Result<(), ClientError> {
        self.post("/v1/stop", &()).await
    }

    async fn get<T: DeserializeOwned>(&self, path: &str, query: &(impl Serialize + ?Sized)) -> Result<T, ClientError> {
        self.read(self.http.get(format!("{HOST}{path}")).query(query).timeout(PATIENCE))
            .await
    }

    async fn post<T: DeserializeOwned>(&self, path: &str, body: &impl Serialize) -> Result<T, ClientError> {
        // Connecting waits for Intercom, which has a patience of its own.
        self.read(self.http.post(format!("{HOST}{path}")).json(body).timeout(4 * PATIENCE))
            .await
    }

    async fn read<T: DeserializeOwned>(&self, request: reqwest::RequestBuilder) -> Result<T, ClientError> {
        let body: Bytes = self
            .ask(request)
            .await?
            .bytes()
            .await
            .map_err(|error| ClientError::Broken(plain(&error)))?;
        serde_json::from_slice(&body).map_err(|error| ClientError::Broken(error.to_string()))
    }

    async fn ask(&self, request: reqwest::RequestBuilder) -> Result<reqwest::Response, ClientError> {
        let answer = request.send().await.map_err(|error| {
            if error.is_connect() {
                ClientError::NoEngine {
                    socket: self.socket.clone(),
                    source: error,
                }
            } else {
                ClientError::Broken(plain(&error))
            }
        })?;
        if answer.status().is_success() {
            return Ok(answer);
        }
        let status = answer.status();
        let body = answer
            .bytes()
            .await
            .map_err(|error| ClientError::Broken(plain(&error)))?;
        Err(serde_json::from_slice(&body).map_or_else(
            |_| ClientError::Broken(format!("it answered {status} without a reason")),
            ClientError::Refused,
        ))
    }
}

/// An error with its causes in one line; reqwest keeps the cause that matters out of its own words.
fn plain(error: &reqwest::Error) -> String {
    let mut words = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        words.push_str(": ");
        words.push_str(&inner.to_string());
        cause = inner.source();
    }
    words
}
