//! What travels through the door, beside the values of the rooms below.
//!
//! Everything is JSON but rows, which are an Arrow IPC stream. Fields that a reader does not know are ignored, so that
//! an older screen can speak with a newer engine; [`API`] rises when that is no longer so.

use serde::{Deserialize, Serialize};

pub use crate::catalog::Plan;
pub use crate::engine::{
    Action, AuditEntry, AuditQuery, Day, EngineStatus, Event, Health, ModuleStatus, Notification, Role, SourceState,
    SourceStatus, Status, UnknownAction,
};
pub use crate::query::{
    Cell, Condition, ConditionError, Found, Located, Of, Page, PageColumn, SortKey, Test, Values, View,
};
pub use crate::report::{
    Asked, Count, Cycle, Flow, Named, Overview, Period, Picture, Pictured, Question, Subject, TeamLine, Tile, TileUnit,
    Waiting, What, gallery, picture, rows_of,
};
pub use crate::sync::{ModuleRun, Progress, RowCounts, Run, RunStatus, Trigger, Wait};
pub use crate::text::Advice;

use crate::catalog::Module;

/// The version of this protocol. A client and an engine understand each other when theirs are equal.
pub const API: u32 = 2;

/// The answer to `GET /v1/hello`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hello {
    /// The engine's [`API`].
    pub api: u32,
    /// The engine's version.
    pub version: String,
    /// Its process id.
    pub pid: u32,
    /// Whether it serves a simulated workspace.
    pub demo: bool,
    /// What it can do beyond version 1, by name.
    pub features: Vec<String>,
    /// Who the kernel says is asking.
    pub user: String,
    /// What they may do.
    pub role: Role,
}

/// The body of `POST /v1/sources`: connect a workspace.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ConnectRequest {
    /// The name for it.
    pub name: String,
    /// The address of the API.
    pub base_url: String,
    /// Where the engine finds the token.
    pub token: crate::intercom::TokenSource,
    /// The modules to sync; all when empty.
    #[serde(default)]
    pub modules: Vec<Module>,
    /// The time zone in which days are counted; the workspace's own when nothing is said.
    #[serde(default)]
    pub time_zone: Option<String>,
    /// The plan, which says how often it may sync.
    #[serde(default)]
    pub plan: Plan,
    /// Whether to start the first sync at once.
    #[serde(default = "yes")]
    pub sync: bool,
}

const fn yes() -> bool {
    true
}

/// The answer to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Connected {
    /// The new data source's number.
    pub id: u32,
    /// The workspace's name at Intercom.
    pub account: Option<String>,
    /// The workspace's id at Intercom.
    pub workspace_id: Option<String>,
    /// The time zone in which days are counted.
    pub time_zone: String,
    /// The run that was started, where one was.
    pub run: Option<u64>,
}

/// The body of `POST /v1/sources/{id}/sync`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SyncRequest {
    /// Only these modules; all of the data source's when empty.
    #[serde(default)]
    pub modules: Vec<Module>,
}

/// The answer to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SyncStarted {
    /// The run to watch.
    pub run: u64,
    /// Whether it was running before: asking again attaches to it.
    pub already_running: bool,
}

/// The body of `POST /v1/chart`: a picture that is to be filled with data.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChartRequest {
    /// The data source; the first when nothing is said.
    #[serde(default)]
    pub source: Option<u32>,
    /// The picture.
    pub picture: Picture,
}

/// The body of `POST /v1/rows`: which rows of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowsRequest {
    /// The data source; the first when nothing is said.
    #[serde(default)]
    pub source: Option<u32>,
    /// The module.
    pub module: Module,
    /// The columns by name (formula columns included), in this order; all fields when empty.
    #[serde(default)]
    pub columns: Vec<String>,
    /// A condition in SQL over the module's columns.
    #[serde(default)]
    pub filter: Option<String>,
    /// All of these have to hold, too.
    #[serde(default)]
    pub conditions: Vec<Condition>,
    /// A text that some column contains, letter case aside; any row when empty.
    #[serde(default)]
    pub search: String,
    /// Only records that are related to this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<Of>,
    /// What to sort by, most significant first.
    #[serde(default)]
    pub sort: Vec<SortKey>,
    /// At most so many rows; all when nothing is said.
    #[serde(default)]
    pub limit: Option<u64>,
    /// Rows left out at the start.
    #[serde(default)]
    pub offset: u64,
}

/// The body of `POST /v1/window`: a piece of a view.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WindowRequest {
    /// The data source; the first when nothing is said.
    #[serde(default)]
    pub source: Option<u32>,
    /// The view.
    pub view: View,
    /// The columns by name (formula columns included), in this order; all fields and formula columns when empty.
    #[serde(default)]
    pub columns: Vec<String>,
    /// The position of the first row, from 0.
    #[serde(default)]
    pub offset: u64,
    /// At most so many rows, and never more than [`MOST_ROWS`]. With 0 the answer says how many there are.
    pub limit: u64,
}

/// The most rows of one window.
pub const MOST_ROWS: u64 = 10_000;

/// The body of `POST /v1/find`: the next row of a view with a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindRequest {
    /// The data source; the first when nothing is said.
    #[serde(default)]
    pub source: Option<u32>,
    /// The view.
    pub view: View,
    /// The text, letter case aside.
    pub text: String,
    /// In these columns; in all that hold texts, ids or lists when empty.
    #[serde(default)]
    pub columns: Vec<String>,
    /// The position to look from; the row there counts.
    pub from: u64,
    /// Towards the beginning.
    #[serde(default)]
    pub backwards: bool,
}

/// The body of `POST /v1/locate`: where a record is in a view.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LocateRequest {
    /// The data source; the first when nothing is said.
    #[serde(default)]
    pub source: Option<u32>,
    /// The view.
    pub view: View,
    /// The values of the module's key columns.
    pub key: Vec<String>,
}

/// The body of `POST /v1/values`: what a column of a view holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ValuesRequest {
    /// The data source; the first when nothing is said.
    #[serde(default)]
    pub source: Option<u32>,
    /// The view; its sorting does not count.
    pub view: View,
    /// The column.
    pub column: String,
    /// Only values that contain this, letter case aside.
    #[serde(default)]
    pub search: String,
    /// At most so many.
    pub limit: u64,
}

/// The body of every answer that is not a success.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// What happened, why, and what to do next.
    pub error: Advice,
    /// A word for programs: `forbidden`, `not_found`, `invalid`, `unauthorized`, `unavailable`, `internal` …
    pub code: String,
}
