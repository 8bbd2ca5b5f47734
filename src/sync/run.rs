//! What is remembered of a sync: its record in the history.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::catalog::Module;
use crate::store::Document;
use crate::text::Advice;

/// One sync of one data source, from its start to its end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// Its number; later runs have greater ones.
    pub id: u64,
    /// The data source's number.
    pub source: u32,
    /// What started it.
    pub trigger: Trigger,
    /// The operating-system user who asked for it; nothing when nobody did.
    pub by: Option<String>,
    /// When it started.
    pub started_at: DateTime<Utc>,
    /// When it ended; nothing while it runs.
    pub ended_at: Option<DateTime<Utc>>,
    /// How it went.
    pub status: RunStatus,
    /// Calls made to Intercom, retries included.
    pub calls: u64,
    /// What was done, over all modules.
    pub rows: RowCounts,
    /// What was done, module by module, in the order it was done.
    pub modules: Vec<ModuleRun>,
    /// Why it failed, where it did.
    pub reason: Option<Advice>,
}

impl Run {
    /// How long it took or, while it runs, has taken until `now`.
    pub fn duration(&self, now: DateTime<Utc>) -> std::time::Duration {
        (self.ended_at.unwrap_or(now) - self.started_at)
            .to_std()
            .unwrap_or_default()
    }
}

impl Document for Run {
    const TABLE: &'static str = "runs";
    const VERSION: u32 = 1;
}

/// What started a sync.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trigger {
    /// The first after the data source was connected.
    First,
    /// Somebody asked for it.
    SyncNow,
    /// Somebody asked for it after a failure.
    Retry,
    /// The engine came back and found one unfinished.
    Resume,
    /// The schedule.
    Schedule,
}

impl Trigger {
    /// Its name on screens.
    pub const fn label(self) -> &'static str {
        match self {
            Self::First => "first sync",
            Self::SyncNow => "Sync now",
            Self::Retry => "Retry",
            Self::Resume => "resumed",
            Self::Schedule => "schedule",
        }
    }
}

/// How a sync, or one module of it, went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RunStatus {
    /// Not started.
    Waiting,
    /// At work.
    Running,
    /// Everything was brought in.
    Success,
    /// Something was not; the reason says what and why.
    Failed,
    /// Somebody cancelled it; what was committed is kept.
    Cancelled,
    /// The engine ended under it; it goes on from its last commit.
    Interrupted,
}

impl RunStatus {
    /// Its name on screens.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Running => "syncing",
            Self::Success => "success",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
            Self::Interrupted => "interrupted",
        }
    }
}

/// How many records came, and what became of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RowCounts {
    /// Sent by Intercom.
    pub received: u64,
    /// New.
    pub inserted: u64,
    /// Changed.
    pub updated: u64,
    /// Already stored as they are.
    pub unchanged: u64,
    /// Gone at Intercom and therefore here.
    pub deleted: u64,
    /// Not understood; the module's problems say why.
    pub skipped: u64,
}

impl std::ops::AddAssign for RowCounts {
    fn add_assign(&mut self, other: Self) {
        self.received += other.received;
        self.inserted += other.inserted;
        self.updated += other.updated;
        self.unchanged += other.unchanged;
        self.deleted += other.deleted;
        self.skipped += other.skipped;
    }
}

/// One module's part in a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModuleRun {
    /// The module.
    pub module: Module,
    /// How it went.
    pub status: RunStatus,
    /// What became of its records.
    pub rows: RowCounts,
    /// Pages read.
    pub pages: u64,
    /// How many records Intercom said there are to read, where it says so.
    pub total: Option<u64>,
    /// Values that were not what they should be: how many, and the first of them in words.
    pub problems: u64,
    /// The first few of those, in words.
    pub examples: Vec<String>,
    /// Why it failed, where it did.
    pub reason: Option<Advice>,
}

impl ModuleRun {
    /// A module's part before it starts.
    pub const fn waiting(module: Module) -> Self {
        Self {
            module,
            status: RunStatus::Waiting,
            rows: RowCounts {
                received: 0,
                inserted: 0,
                updated: 0,
                unchanged: 0,
                deleted: 0,
                skipped: 0,
            },
            pages: 0,
            total: None,
            problems: 0,
            examples: Vec::new(),
            reason: None,
        }
    }
}
