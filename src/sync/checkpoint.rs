//! How far a module has come: what makes a sync incremental, and a crash harmless.
//!
//! A checkpoint is written in the same transaction as the records it speaks of, so that it never claims more than is
//! there.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::catalog::Module;
use crate::store::{Document, SourceId};
use crate::text::Advice;

use super::run::RunStatus;

/// How far one module of one data source has come.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Checkpoint {
    /// Everything that changed until then (Unix seconds, Intercom's clock) is stored. Nothing before the first complete
    /// walk.
    pub complete_through: Option<i64>,
    /// When the last complete walk began, by our clock.
    pub walked_at: Option<DateTime<Utc>>,
    /// When the last complete walk ended, by our clock.
    pub success_at: Option<DateTime<Utc>>,
    /// The walk that is under way, or broke off.
    pub walk: Option<Walk>,
    /// How the last walk ended.
    pub status: Option<RunStatus>,
    /// Why it failed, where it did.
    pub problem: Option<Advice>,
}

/// A walk through a module's changes, oldest change first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Walk {
    /// From which change on it reads, in Unix seconds.
    pub from: Option<i64>,
    /// Every change until then has been read: where to go on after a crash. Nothing when the records do not come in
    /// the order of their changes.
    pub reached: Option<i64>,
    /// When it began.
    pub started_at: DateTime<Utc>,
}

impl Checkpoint {
    /// The key under which the store keeps it.
    pub fn key(source: SourceId, module: Module) -> u64 {
        u64::from(source.0) << 8 | module as u64
    }
}

impl Document for Checkpoint {
    const TABLE: &'static str = "checkpoints";
    const VERSION: u32 = 1;
}
