//! How things stand: what `interlens status` prints and every screen shows at its top.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::catalog::{Module, Plan};
use crate::sync::{Progress, Run, RunStatus};
use crate::text::Advice;

/// How the engine and its data sources stand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Status {
    /// The sum of it: what the exit code of `interlens status` says.
    pub health: Health,
    /// The engine.
    pub engine: EngineStatus,
    /// The data sources, in the order they were connected.
    pub sources: Vec<SourceStatus>,
}

/// Fine, late or failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Health {
    /// The last sync of every data source worked.
    Fine,
    /// Data is late or a part of it is missing: never synced, cancelled, interrupted.
    Degraded,
    /// A sync failed or a data source is paused.
    Failed,
}

/// The engine's own state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EngineStatus {
    /// Its version.
    pub version: String,
    /// Its process id.
    pub pid: u32,
    /// Since when it runs.
    pub started_at: DateTime<Utc>,
    /// Whether it serves a simulated workspace.
    pub demo: bool,
    /// How many clients are attached.
    pub clients: u32,
    /// The size of the database file, in bytes.
    pub file_bytes: u64,
    /// The size of the records in it, in bytes.
    pub record_bytes: u64,
}

/// One data source's state.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SourceStatus {
    /// Its number.
    pub id: u32,
    /// The name people gave it.
    pub name: String,
    /// The workspace's name at Intercom.
    pub account: Option<String>,
    /// The workspace's id at Intercom.
    pub workspace_id: Option<String>,
    /// The host that is called.
    pub host: String,
    /// The time zone in which its days are counted.
    pub time_zone: String,
    /// Its state in a word.
    pub state: SourceState,
    /// What is wrong, where something is.
    pub problem: Option<Advice>,
    /// The sync that runs now.
    pub progress: Option<Progress>,
    /// The last sync that ended.
    pub last_run: Option<Run>,
    /// When the last sync that worked ended.
    pub last_success_at: Option<DateTime<Utc>>,
    /// When the next sync is due; nothing where none is planned.
    pub next_sync_at: Option<DateTime<Utc>>,
    /// How often it is synced, in words.
    #[serde(default)]
    pub schedule: String,
    /// The plan, which says how often it may sync.
    #[serde(default)]
    pub plan: Plan,
    /// Records stored, over all modules.
    pub rows: u64,
    /// The modules that are synced.
    pub modules: Vec<ModuleStatus>,
}

/// A data source's state in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceState {
    /// No sync has ended yet.
    Never,
    /// A sync runs.
    Syncing,
    /// The last sync worked.
    Synced,
    /// The last sync was cancelled or interrupted.
    Stopped,
    /// The last sync failed.
    Failed,
    /// Syncs are held back until somebody acts, as after a refused token.
    Paused,
}

impl SourceState {
    /// The word.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Never => "never synced",
            Self::Syncing => "syncing",
            Self::Synced => "synced",
            Self::Stopped => "stopped",
            Self::Failed => "failed",
            Self::Paused => "paused",
        }
    }

    /// A mark that tells the states apart without colour.
    pub const fn mark(self) -> &'static str {
        match self {
            Self::Never => "◌",
            Self::Syncing => "↻",
            Self::Synced => "●",
            Self::Stopped => "◐",
            Self::Failed => "✖",
            Self::Paused => "‖",
        }
    }
}

/// One module of a data source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModuleStatus {
    /// The module.
    pub module: Module,
    /// Records stored.
    pub rows: u64,
    /// How its last sync went; nothing when there was none.
    pub status: Option<RunStatus>,
    /// When it was last brought up to date.
    pub last_success_at: Option<DateTime<Utc>>,
    /// What is wrong, where something is.
    pub problem: Option<Advice>,
}
