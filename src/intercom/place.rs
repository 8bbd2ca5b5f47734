//! Which part of a module's records is asked for, and where a walk through them stands.

use serde::{Deserialize, Serialize};

/// Which records are wanted, by when they last changed, in Unix seconds. Both ends are inclusive, and either may be
/// open.
///
/// The server's filters are coarser than that, so a page may hold records from outside:
///
/// - Conversations and tickets: a second more on each side.
/// - Contacts: everything since two days before `from`, and no upper bound. The caller drops what is older than it
///   wants; what is newer is good.
/// - The other modules have no filter: all of their records come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    /// The earliest change that is wanted.
    pub from: Option<i64>,
    /// The latest change that is wanted.
    pub upto: Option<i64>,
}

/// Where a walk goes on. It can be stored and used by a later process, with the same module and window; a scroll only
/// within a minute.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Next {
    /// After this cursor.
    Cursor(String),
    /// At this page.
    Page(u32),
    /// With this open scroll.
    Scroll(String),
}
