//! The rows that are marked. They are remembered by their keys, not by where they stand: sorting, filtering and syncing
//! move rows, and a mark goes with its row.

use std::collections::BTreeSet;

/// The most rows that can be marked, which is also the most that can be copied.
pub const MOST: usize = 10_000;

/// A row's key: the values of its module's key columns.
pub type Key = Vec<String>;

/// The marked rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    keys: BTreeSet<Key>,
    /// Where the last mark was set: the other end of a range.
    pub anchor: Option<u64>,
}

impl Marks {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// Whether a row is marked.
    pub fn has(&self, key: &Key) -> bool {
        self.keys.contains(key)
    }

    /// Marks a row, or takes its mark away; says whether that could be done.
    pub fn toggle(&mut self, key: Key, position: u64) -> bool {
        self.anchor = Some(position);
        if self.keys.remove(&key) {
            return true;
        }
        self.add(key)
    }

    /// Marks a row; false where there are as many as can be.
    pub fn add(&mut self, key: Key) -> bool {
        if self.keys.len() >= MOST && !self.keys.contains(&key) {
            return false;
        }
        self.keys.insert(key);
        true
    }

    /// Takes all marks away.
    pub fn clear(&mut self) {
        self.keys.clear();
        self.anchor = None;
    }

    /// The keys.
    pub fn keys(&self) -> impl Iterator<Item = &Key> {
        self.keys.iter()
    }
}
