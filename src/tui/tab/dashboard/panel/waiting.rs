//! The conversations that have waited longest for an answer.

use super::{nothing, titled};
use crate::api::wire::{Overview, Waiting};
use crate::text::{format, truncate};
use crate::tui::model::Model;
use crate::tui::paint::{Pen, TableCell, TableColumn, table};
use crate::tui::theme::Role;
use crate::tui::words;

const COLUMNS: &[TableColumn] = &[
    column("Waits", true, 0, Some(12)),
    column("Title", false, 0, None),
    column("Team", false, 2, Some(20)),
    column("Teammate", false, 3, Some(20)),
    column("Since", false, 4, Some(16)),
    column("ID", false, 5, Some(20)),
];

const fn column(name: &'static str, right: bool, rank: u8, most: Option<u16>) -> TableColumn {
    TableColumn {
        name,
        right,
        rank,
        most,
    }
}

/// How long is too long: two days are amber, four are red.
const LATE: i64 = 2 * 86_400;

pub(super) fn draw(pen: &mut Pen<'_>, model: &Model, overview: &Overview, focused: bool) {
    // The title and the heading take a row each.
    let seen = u64::from(pen.height().saturating_sub(2));
    let shown = seen.min(overview.waiting.len() as u64);
    let note = if overview.waiting_count > shown {
        format!(
            "{} of {} waiting",
            format::count(shown),
            format::count(overview.waiting_count)
        )
    } else {
        format!("{} waiting", format::count(overview.waiting_count))
    };
    let mut pen = titled(pen, "Waiting longest", &note, focused);
    if overview.waiting.is_empty() {
        nothing(&mut pen, "Nobody waits for an answer.");
        return;
    }
    let team = if pen.width() < 60 { 11 } else { 20 };
    let rows: Vec<Vec<TableCell>> = overview
        .waiting
        .iter()
        .map(|waiting| cells(&pen, model, waiting, team))
        .collect();
    table(&mut pen, COLUMNS, &rows, true);
}

fn cells(pen: &Pen<'_>, model: &Model, waiting: &Waiting, team: usize) -> Vec<TableCell> {
    let seconds = (model.minute() - waiting.since).num_seconds().max(0);
    let late = match seconds {
        ..LATE => Role::Text,
        LATE..345_600 => Role::Warn,
        _ => Role::Bad,
    };
    let pieces = [
        (
            format!(
                "{}{}",
                if words::is_pressing(waiting) { "! " } else { "" },
                words::waited(seconds)
            ),
            late,
        ),
        match words::title(waiting) {
            Some(title) => (title.to_owned(), Role::Text),
            None => ("no title".to_owned(), Role::Faint),
        },
        (
            truncate(waiting.team.as_deref().unwrap_or(format::EMPTY), team),
            Role::Dim,
        ),
        match &waiting.admin {
            Some(admin) => (admin.clone(), Role::Dim),
            None => ("nobody".to_owned(), Role::Faint),
        },
        (format::moment(waiting.since, model.zone()), Role::Faint),
        (waiting.id.clone(), Role::Faint),
    ];
    pieces
        .into_iter()
        .map(|(text, role)| TableCell {
            text,
            style: pen.style(role),
        })
        .collect()
}
