//! The syncs of the day under the cursor.

use chrono_tz::Tz;

use super::calendar;
use super::shown::{chosen, days, runs};
use super::state::Level;
use crate::api::wire::Run;
use crate::text::format;
use crate::tui::ask::Slot;
use crate::tui::marks::{Rows, cell, run_role};
use crate::tui::model::Model;
use crate::tui::paint::{Pen, TableCell, TableColumn, nothing, titled};
use crate::tui::theme::Role;

/// The columns; `why` is when the reasons of failures give way.
const fn columns(why: u8) -> [TableColumn; 13] {
    [
        TableColumn::new("", false, 0, Some(1)),
        TableColumn::new("At", false, 0, Some(8)),
        TableColumn::new("Status", false, 0, Some(12)),
        TableColumn::new("Took", true, 1, Some(12)),
        TableColumn::new("New", true, 2, Some(12)),
        TableColumn::new("Changed", true, 3, Some(12)),
        TableColumn::new("Gone", true, 4, Some(12)),
        TableColumn::new("Read", true, 7, Some(12)),
        TableColumn::new("Calls", true, 8, Some(10)),
        TableColumn::new("Started by", false, 5, Some(14)),
        TableColumn::new("Who", false, 6, Some(16)),
        TableColumn::new("Sync", true, 10, Some(10)),
        TableColumn::new("Why it failed", false, why, None),
    ]
}

/// Where every sync worked, the reasons are the first to go; where one did not, almost the last.
const WORKED: &[TableColumn] = &columns(11);
const FAILED: &[TableColumn] = &columns(2);

fn cells(pen: &Pen<'_>, model: &Model, run: &Run, zone: Tz) -> Vec<TableCell> {
    let role = run_role(run.status);
    let count = |number: u64| {
        let role = if number == 0 { Role::Faint } else { Role::Text };
        cell(pen, format::count(number), role)
    };
    vec![
        cell(pen, pen.glyphs().run(run.status), role),
        cell(
            pen,
            run.started_at.with_timezone(&zone).format("%H:%M:%S").to_string(),
            Role::Text,
        ),
        cell(pen, run.status.label(), role),
        cell(pen, format::elapsed(run.duration(model.now)), Role::Text),
        count(run.rows.inserted),
        count(run.rows.updated),
        count(run.rows.deleted),
        count(run.rows.received),
        count(run.calls),
        cell(pen, run.trigger.label(), Role::Dim),
        cell(pen, run.by.clone().unwrap_or_else(|| "system".to_owned()), Role::Dim),
        cell(pen, run.id.to_string(), Role::Faint),
        cell(
            pen,
            run.reason
                .as_ref()
                .map(|reason| reason.what.clone())
                .unwrap_or_default(),
            Role::Bad,
        ),
    ]
}

/// Draws the day in words and the window on its syncs, of which so many are seen. Says which is the first and how many
/// there are.
pub(super) fn draw(pen: &mut Pen<'_>, model: &Model, seen: usize) -> (usize, usize) {
    let day = chosen(model);
    let active = model.history.level == Level::Runs;
    let told = days(model).into_iter().find(|told| told.day == day);
    let title = told.map_or_else(|| calendar::name(day), |told| calendar::words(&told));
    let runs = runs(model);
    let len = runs.as_ref().map_or(0, Vec::len);
    let top = model.history.list.top(len, seen);
    let note = if len > seen {
        format!("{}–{} of {len}", top + 1, (top + seen).min(len))
    } else {
        format!("times in {}", model.zone().name())
    };
    let mut pen = titled(pen, &title, &note, active);
    let Some(runs) = runs else {
        match model.history.problems.get(&Slot::Runs) {
            Some(advice) => nothing(&mut pen, &advice.to_string()),
            None => nothing(&mut pen, "The syncs of this day are on their way …"),
        }
        return (0, 0);
    };
    if runs.is_empty() {
        nothing(&mut pen, "No sync began on this day.");
        return (0, 0);
    }
    let zone = model.zone();
    let told = runs.iter().any(|run| run.reason.is_some());
    let cells: Vec<_> = runs
        .iter()
        .skip(top)
        .take(seen)
        .map(|run| cells(&pen, model, run, zone))
        .collect();
    Rows {
        columns: if told { FAILED } else { WORKED },
        cells: &cells,
        least: &[],
        cursor: Some(model.history.list.at.min(len - 1) - top),
        active,
    }
    .draw(&mut pen);
    (top, cells.len())
}
