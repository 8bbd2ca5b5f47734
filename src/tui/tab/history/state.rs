//! What the sync history is drawn from.

/// The state of the tab.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// How deep one has gone.
    pub level: Level,
}

/// How deep one has gone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Level {
    /// The calendar.
    #[default]
    Calendar,
    /// The syncs of a day.
    Runs,
    /// One sync.
    Run,
}

/// What can be clicked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot {
    /// A day, by its place in the calendar.
    Day(usize),
}
