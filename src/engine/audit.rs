//! Who did what: the audit history.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::role::Role;
use crate::store::Document;

/// One entry of the audit history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditEntry {
    /// Its number; later entries have greater ones.
    pub id: u64,
    /// When it happened.
    pub at: DateTime<Utc>,
    /// Who did it: an operating-system user, or nothing for the system itself.
    pub who: Option<String>,
    /// The role they had.
    pub role: Option<Role>,
    /// What was done.
    pub action: Action,
    /// The data source it was done to, by number and by the name it had.
    pub source: Option<(u32, String)>,
    /// What was done, in words.
    pub what: String,
    /// What it was before, where that can be said.
    pub before: Option<String>,
    /// What it is now, where that can be said.
    pub after: Option<String>,
}

impl Document for AuditEntry {
    const TABLE: &'static str = "audit";
    const VERSION: u32 = 1;
}

/// What can be done that is worth remembering.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// A data source was connected.
    Create,
    /// Modules were added to it.
    ModulesAdded,
    /// Modules were taken out.
    ModulesRemoved,
    /// Fields were added.
    FieldsAdded,
    /// Fields were taken out.
    FieldsRemoved,
    /// Its schedule was changed.
    ScheduleChange,
    /// Something else of it was changed.
    EntitiesModified,
    /// It was removed.
    Delete,
    /// Somebody else owns it now.
    TakeOwnership,
    /// Its token was changed.
    ReAuthenticate,
    /// A sync was asked for.
    SyncNow,
    /// A sync was asked for after a failure.
    Retry,
    /// A sync was cancelled.
    Cancel,
    /// The plan allows more.
    PlanUpgrade,
    /// The plan allows less.
    PlanDowngrade,
    /// The engine was ended.
    Stop,
}

impl Action {
    /// Its name on screens.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Create => "Create",
            Self::ModulesAdded => "Modules Added",
            Self::ModulesRemoved => "Modules Removed",
            Self::FieldsAdded => "Fields Added",
            Self::FieldsRemoved => "Fields Removed",
            Self::ScheduleChange => "Schedule Change",
            Self::EntitiesModified => "Entities Modified",
            Self::Delete => "Delete",
            Self::TakeOwnership => "Take Ownership",
            Self::ReAuthenticate => "Re-authenticate",
            Self::SyncNow => "Sync Now",
            Self::Retry => "Retry",
            Self::Cancel => "Cancel",
            Self::PlanUpgrade => "Plan upgrade",
            Self::PlanDowngrade => "Plan downgrade",
            Self::Stop => "Stop",
        }
    }
}
