//! What the data sources are drawn from: the status that every screen knows, and a cursor.

use crate::tui::list::List;

/// The state of the tab. The data source under the cursor is the one that all tabs show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// Which list keys act on.
    pub part: Part,
    /// The cursor in the modules of the data source.
    pub modules: List,
}

/// A list of this tab.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Part {
    /// The data sources.
    #[default]
    Sources,
    /// The modules of the one under the cursor.
    Modules,
}

/// What can be clicked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot {
    /// A data source, by its place.
    Source(usize),
    /// A module of the one under the cursor, by its place.
    Module(usize),
}
