//! What is to change in a commit, and what did.

use std::collections::BTreeMap;

use arrow::array::RecordBatch;
use serde::{Deserialize, Serialize};

use super::document::Put;
use super::key::KeySet;
use super::layout::SourceId;
use crate::catalog::Module;

/// Changes to the records of a source, and documents that belong with them: checkpoints, run records.
#[derive(Debug)]
pub struct Commit {
    /// Whose records change.
    pub source: SourceId,
    /// The changes, made in this order.
    pub changes: Vec<Change>,
    /// Put in the same transaction.
    pub documents: Vec<Put>,
}

/// A change to the records of one module.
///
/// A record that is deleted takes with it the rows that are derived from it.
#[derive(Debug)]
pub enum Change {
    /// Keep these records, in any order. Of copies of one record, here or stored, the newest `updated_at` wins, and of
    /// equally new ones the one that came last; a copy without a moment is older than any with one.
    Upsert {
        /// Whose.
        module: Module,
        /// With the columns of [`schema`](crate::catalog::schema()).
        rows: RecordBatch,
    },
    /// Make these rows the only ones of these parents, in a derived module.
    Children {
        /// The derived module.
        module: Module,
        /// The parents' ids.
        parents: Vec<String>,
        /// With the columns of [`schema`](crate::catalog::schema()), each a child of one of the parents.
        rows: RecordBatch,
    },
    /// Delete all records but these: what follows a complete walk.
    Retain {
        /// Whose.
        module: Module,
        /// Which stay.
        keys: KeySet,
    },
    /// Delete these records; those that are not there do not matter.
    Delete {
        /// Whose.
        module: Module,
        /// Which go.
        keys: KeySet,
    },
}

/// What a commit did to a module.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Rows that came in; the next four sum up to it.
    pub received: u64,
    /// Records that were new.
    pub inserted: u64,
    /// Records that were replaced.
    pub updated: u64,
    /// Rows equal to what is stored.
    pub unchanged: u64,
    /// Rows older than what is stored, or superseded by another row of the same change.
    pub stale: u64,
    /// Records that are gone.
    pub deleted: u64,
}

impl Counts {
    /// Whether records are different now.
    pub fn changed(&self) -> bool {
        self.inserted + self.updated + self.deleted > 0
    }
}

/// What a commit did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Committed {
    /// For each module that the commit came across, what it did to it.
    pub modules: BTreeMap<Module, Counts>,
}

impl Committed {
    /// What it did to a module.
    pub fn counts(&self, module: Module) -> Counts {
        self.modules.get(&module).copied().unwrap_or_default()
    }

    /// Whether records are different now.
    pub fn changed(&self) -> bool {
        self.modules.values().any(Counts::changed)
    }
}
