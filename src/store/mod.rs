//! *Keep*: one redb file with the records of all sources and everything else that has to outlive a restart.
//!
//! Records lie in columns. A commit of some records of a [module](crate::catalog::Module) writes one immutable Parquet
//! file, a [`Segment`], cut into pieces; an index of rows names where each record is, and a bitmap for each segment which
//! of its rows have been replaced since. Merging makes large segments of small ones in the background. Everything else is
//! [documents](Document): small tables of versioned JSON.
//!
//! What it promises:
//! - A [commit](Store::commit) is kept as a whole or not at all, and once acknowledged it is on disk.
//! - Newest `updated_at` wins: an older copy of a record never replaces a newer one, in whatever order they come.
//! - A [`Snapshot`] shows one moment for as long as it lives, and keeps nothing but its own segments from being freed.
//! - [`tally`](Store::tally), [`lookup`](Store::lookup) and opening cost the same at any size.
//! - A damaged file, a full disk and a file of a later version are errors in words, never a panic, and never a deletion.
//!
//! It knows nothing of Intercom and nothing of SQL. Start reading at [`Store`]; how bytes lie in the file is told in
//! `layout.rs`.

mod apply;
mod arrivals;
mod change;
mod commit;
mod depot;
mod document;
mod encode;
mod error;
mod handle;
mod key;
mod layout;
mod ledger;
mod medium;
mod merge;
mod pins;
mod probe;
mod segment;
mod snapshot;
#[cfg(test)]
mod tests;

pub use change::{Change, Commit, Committed, Counts};
pub use document::{Document, Put};
pub use error::StoreError;
pub use handle::{Compaction, Options, Size, Store, catches_panics};
pub use key::KeySet;
pub use layout::{SourceId, Tally};
pub use merge::Merged;
pub use segment::{Rows, Segment};
pub use snapshot::Snapshot;
