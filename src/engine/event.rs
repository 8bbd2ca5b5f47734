//! What the engine tells those who watch.

use serde::{Deserialize, Serialize};

use super::status::Status;
use crate::sync::Run;

/// One event of the stream that clients watch.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Event {
    /// How things stand has changed: the whole new status. Sent first on every stream, and while a sync runs a few
    /// times a second at most.
    Status {
        /// The status.
        status: Box<Status>,
    },
    /// Records of a data source have changed and what is computed from them is ready anew. Sent at most once a second.
    Changed {
        /// The data source.
        source: u32,
        /// The store's data version now.
        data_version: u64,
    },
    /// A sync ended.
    RunEnded {
        /// Its record.
        run: Box<Run>,
    },
    /// The engine is about to end.
    Goodbye,
    /// Something this client is too old to know.
    #[serde(other)]
    Unknown,
}
