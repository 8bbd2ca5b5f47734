//! How the tab is divided: the calendar, a word about the day under the cursor, and its syncs.

use chrono::{Datelike, NaiveDate};
use ratatui::layout::Rect;

use super::state::Level;
use crate::tui::model::Model;

/// The parts of the tab. A part without rows is not shown.
pub(super) struct Layout {
    /// The weeks, with a heading.
    pub calendar: Rect,
    /// Rows of a week.
    pub week: u16,
    /// What the marks mean and how it was altogether, beside the calendar or nowhere.
    pub side: Rect,
    /// The day under the cursor in words, and its syncs.
    pub runs: Rect,
}

/// The columns of the months' names.
pub(super) const MONTH: u16 = 4;
/// The widest that a day is.
const WIDEST: u16 = 14;
/// The least columns that are worth having beside the calendar.
const SIDE: u16 = 26;
/// The least rows of syncs that are worth having below it: title, heading, and a few.
const RUNS: u16 = 5;

impl Layout {
    /// How many syncs are seen.
    pub(super) fn runs_seen(&self) -> usize {
        usize::from(self.runs.height.saturating_sub(2)).max(1)
    }

    /// The columns of a day.
    pub(super) fn day(&self) -> u16 {
        self.calendar.width.saturating_sub(MONTH) / 7
    }

    /// Where a day is.
    pub(super) fn place(&self, first: NaiveDate, day: NaiveDate) -> Rect {
        let week = weeks_between(first, day);
        let weekday = day.weekday().num_days_from_monday() as u16;
        let width = self.day();
        let place = Rect::new(
            self.calendar.x + MONTH + weekday * width,
            self.calendar.y + 1 + week * self.week,
            width,
            self.week,
        );
        place.intersection(self.calendar)
    }
}

/// How many weeks lie between two days, weeks beginning on Monday.
fn weeks_between(first: NaiveDate, day: NaiveDate) -> u16 {
    let from_monday = i64::from(first.weekday().num_days_from_monday());
    (((day - first).num_days() + from_monday) / 7).clamp(0, 1000) as u16
}

/// Divides an area.
pub(super) fn layout(model: &Model, area: Rect) -> Layout {
    let days = model.history.days.as_deref().unwrap_or_default();
    let weeks = match (days.first(), days.last()) {
        (Some(first), Some(last)) => weeks_between(first.day, last.day) + 1,
        _ => 7,
    };
    // A day of two rows is easier to read, where the syncs below keep enough room.
    let week = if area.height >= 2 * weeks + 1 + 3 * RUNS { 2 } else { 1 };
    let rows = (week * weeks + 1).min(area.height);
    let beside = area.width >= MONTH + 7 * 9 + SIDE;
    let most = if beside { area.width - SIDE } else { area.width };
    let day = (most.saturating_sub(MONTH) / 7).min(WIDEST);
    let width = (MONTH + 7 * day).min(area.width);
    let calendar = Rect::new(area.x, area.y, width, rows);
    let side = if beside {
        Rect::new(calendar.right() + 2, area.y, area.width - width - 2, rows)
    } else {
        Rect::ZERO
    };
    let left = area.height - rows;
    let gap = u16::from(left > RUNS + 1);
    let below = Rect::new(area.x, area.y + rows + gap, area.width, left - gap);
    // Too small for both: the syncs take the calendar's place when one has gone into the day.
    let alone = below.height < RUNS && model.history.level == Level::Runs;
    Layout {
        calendar: if alone { Rect::ZERO } else { calendar },
        week,
        side: if alone { Rect::ZERO } else { side },
        runs: if alone { area } else { below },
    }
}
