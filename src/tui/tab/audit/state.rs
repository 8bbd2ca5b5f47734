//! What the audit history is drawn from.

use crate::tui::field::Field;

/// The state of the tab.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// What is being typed, where something is.
    pub line: Option<Field>,
    /// Whether one entry is shown in full.
    pub open: bool,
}

/// What can be clicked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot {
    /// An entry, by its place.
    Entry(usize),
}
