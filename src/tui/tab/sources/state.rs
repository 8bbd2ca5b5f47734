//! What the data sources are drawn from: the status that every screen knows, and a cursor.

/// The state of the tab.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// Rows above the window.
    pub scroll: u16,
}

/// What can be clicked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot {
    /// A data source, by its place.
    Source(usize),
}
