//! When customers write: conversations by weekday and hour.

use super::{nothing, titled};
use crate::api::wire::Overview;
use crate::text::{display_width, format};
use crate::tui::paint::{Pen, heat_cell, heat_level};
use crate::tui::theme::Role;

const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
/// Columns for the names of the days.
const NAMES: u16 = 4;

pub(super) fn draw(pen: &mut Pen<'_>, overview: &Overview, focused: bool) {
    let most = overview.hours.iter().flatten().copied().max().unwrap_or(0);
    let mut pen = titled(pen, "When they write", &overview.time_zone, focused);
    if most == 0 {
        nothing(&mut pen, "No conversation was opened in this period.");
        return;
    }
    let columns = (pen.width().saturating_sub(NAMES) / 24).clamp(1, 6);
    let rows = (pen.height().saturating_sub(1) / 7).clamp(1, 4);
    let dim = pen.style(Role::Dim);
    for (day, (name, hours)) in DAYS.into_iter().zip(&overview.hours).enumerate() {
        let y = day as u16 * rows;
        pen.text(0, y, name, dim);
        for (hour, count) in hours.iter().enumerate() {
            let x = NAMES + hour as u16 * columns;
            heat_cell(&mut pen, x, y, (columns, rows), heat_level(*count, most));
        }
    }
    axis(&mut pen, 7 * rows, columns, most);
}

/// The hours below, and where there is another row the scale.
fn axis(pen: &mut Pen<'_>, y: u16, columns: u16, most: u64) {
    let faint = pen.style(Role::Faint);
    let every = if columns == 1 { 6 } else { 3 };
    for hour in (0..24).step_by(every) {
        pen.text(NAMES + hour * columns, y, format!("{hour:02}"), faint);
    }
    let scale = format!("up to {} an hour", format::short(most as f64));
    let (x, y) = if pen.height() > y + 1 {
        (NAMES, y + 1)
    } else {
        // Without a row of its own it stands beside the map, where that is not as wide as the panel.
        let beside = NAMES + 24 * columns + 2;
        if pen.width() < beside + 5 + display_width(&scale) as u16 {
            return;
        }
        (beside, y)
    };
    for level in 0..5 {
        heat_cell(pen, x + level as u16, y, (1, 1), level);
    }
    let room = pen.width().saturating_sub(x + 6);
    pen.text_in(x + 6, y, room, scale, faint);
}
