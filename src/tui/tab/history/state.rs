//! What the sync history is drawn from.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::api::wire::{Advice, Day, Run};
use crate::tui::ask::Slot;
use crate::tui::list::List;

/// The state of the tab.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// How deep one has gone.
    pub level: Level,
    /// The days, the oldest first; shown until newer ones come.
    pub days: Option<Vec<Day>>,
    /// The day under the cursor; the last one where none was chosen.
    pub day: Option<NaiveDate>,
    /// The syncs of a day, the newest first.
    pub runs: Option<(NaiveDate, Vec<Run>)>,
    /// The cursor in them.
    pub list: List,
    /// The number of the sync that is shown in full.
    pub run: Option<u64>,
    /// That sync, once it has come.
    pub shown: Option<Run>,
    /// Rows of it above the screen.
    pub scroll: u16,
    /// Why a question had no answer.
    pub problems: BTreeMap<Slot, Advice>,
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
    /// A sync of the day, by its place.
    Run(usize),
}
