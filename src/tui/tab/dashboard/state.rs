//! What the dashboard is drawn from.

use chrono::{DateTime, Utc};

use crate::api::wire::{Advice, Overview, Period};

/// The state of the dashboard.
#[derive(Clone, Debug)]
pub struct State {
    /// The period that is wanted.
    pub period: Period,
    /// The figures.
    pub figures: Figures,
    /// The panel that keys act on.
    pub focus: Panel,
    /// Whether that panel fills the screen.
    pub enlarged: bool,
    /// How many rows of the dashboard are above the screen.
    pub scroll: u16,
}

impl Default for State {
    fn default() -> Self {
        Self {
            period: Period::default(),
            figures: Figures::default(),
            focus: Panel::Tile(0),
            enlarged: false,
            scroll: 0,
        }
    }
}

/// The figures of one data source and period, and what is under way to renew them.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// The newest that came; shown until newer ones come, whatever happens in between.
    pub shown: Option<Overview>,
    /// The number of the last question; answers to earlier ones are dropped.
    pub generation: u64,
    /// Whether an answer is awaited.
    pub loading: bool,
    /// Whether the records changed while one was.
    pub outdated: bool,
    /// When the last question was asked.
    pub asked_at: Option<DateTime<Utc>>,
    /// Why the last question had no answer.
    pub problem: Option<Advice>,
}

/// A part of the dashboard that can have the focus.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Panel {
    /// The sync that runs.
    Sync,
    /// One of the six aggregate formulas.
    Tile(u8),
    /// New and closed conversations a day.
    Flow,
    /// Conversations by state.
    States,
    /// Conversations by satisfaction category.
    Categories,
    /// Conversations by team.
    Teams,
    /// The median time to the first reply.
    FirstReply,
    /// Conversations by weekday and hour.
    Hours,
    /// The conversations that have waited longest.
    Waiting,
    /// What is stored.
    Modules,
}
