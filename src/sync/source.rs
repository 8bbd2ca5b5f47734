//! A data source: a workspace that is synced, and how.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::catalog::{Module, Plan};
use crate::intercom::TokenSource;
use crate::store::{Document, SourceId};

/// What was chosen when a workspace was connected. The access token is not here, only where it is found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Its number.
    pub id: u32,
    /// The name people gave it.
    pub name: String,
    /// The address of the API.
    pub base_url: String,
    /// Where the access token is found.
    pub token: TokenSource,
    /// The workspace's id at Intercom.
    pub workspace_id: Option<String>,
    /// The workspace's name at Intercom.
    pub workspace_name: Option<String>,
    /// The IANA name of the time zone in which days and hours are counted and shown.
    pub time_zone: String,
    /// The IANA name of the workspace's own time zone, by whose days Intercom filters contacts.
    pub workspace_time_zone: Option<String>,
    /// The modules that are synced.
    pub modules: Vec<Module>,
    /// The plan, which says how often it may sync.
    #[serde(default)]
    pub plan: Plan,
    /// The operating-system user who connected it.
    pub owner: String,
    /// When it was connected.
    pub created_at: DateTime<Utc>,
}

impl Source {
    /// Its number as the store's keys know it.
    pub const fn key(&self) -> SourceId {
        SourceId(self.id)
    }
}

impl Document for Source {
    const TABLE: &'static str = "sources";
    const VERSION: u32 = 1;
}
