//! What the audit history is drawn from.

use crate::api::wire::{Advice, AuditEntry, AuditQuery};
use crate::tui::field::Field;
use crate::tui::list::List;

/// The state of the tab.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// What is being typed, where something is.
    pub line: Option<Field>,
    /// Whether one entry is shown in full.
    pub open: bool,
    /// The entries, the newest first; shown until newer ones come.
    pub entries: Option<Vec<AuditEntry>>,
    /// Which of them are shown.
    pub query: AuditQuery,
    /// Their places among the entries.
    pub shown: Vec<usize>,
    /// The cursor in those.
    pub list: List,
    /// Rows of the entry in full above the screen.
    pub scroll: u16,
    /// An entry to show when it has come.
    pub wanted: Option<u64>,
    /// Why the last question had no answer.
    pub problem: Option<Advice>,
    /// How wide the columns have to be for all entries.
    pub widths: Vec<u16>,
}

impl State {
    /// The entry under the cursor.
    pub fn under_cursor(&self) -> Option<&AuditEntry> {
        let at = self.list.at.min(self.shown.len().saturating_sub(1));
        self.entries.as_ref()?.get(*self.shown.get(at)?)
    }

    /// The entries that are shown.
    pub fn shown(&self) -> impl Iterator<Item = &AuditEntry> {
        let entries = self.entries.as_deref().unwrap_or_default();
        self.shown.iter().filter_map(|at| entries.get(*at))
    }

    /// Whether anything narrows the entries down.
    pub fn is_filtered(&self) -> bool {
        let AuditQuery {
            who,
            action,
            source,
            search,
            ..
        } = &self.query;
        who.is_some() || action.is_some() || source.is_some() || search.is_some()
    }
}

/// What can be clicked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot {
    /// An entry, by its place among those that are shown.
    Entry(usize),
}
