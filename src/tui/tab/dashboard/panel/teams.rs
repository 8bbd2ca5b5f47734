//! Conversations by team, with how well and how fast they were answered.

use super::{nothing, titled};
use crate::api::wire::{Overview, TeamLine};
use crate::text::{format, truncate};
use crate::tui::paint::{Pen, TableCell, TableColumn, bar, table};
use crate::tui::theme::Role;
use crate::tui::words::plural;

const COLUMNS: &[TableColumn] = &[
    column("Team", false, 0, Some(24)),
    column("New", true, 0, Some(8)),
    column("Share", true, 3, Some(8)),
    column("", false, 1, Some(32)),
    column("Open", true, 5, Some(8)),
    column("CSAT", true, 2, Some(8)),
    column("1st reply", true, 6, Some(12)),
];
/// The column of the bars.
const BAR: usize = 3;

const fn column(name: &'static str, right: bool, rank: u8, most: Option<u16>) -> TableColumn {
    TableColumn {
        name,
        right,
        rank,
        most,
    }
}

pub(super) fn draw(pen: &mut Pen<'_>, overview: &Overview, focused: bool) {
    let named = overview.teams.iter().filter(|team| team.name.is_some()).count();
    // The title and the heading take a row each.
    let seen = usize::from(pen.height().saturating_sub(2));
    let note = if overview.teams.len() > seen {
        format!("{seen} of {} lines", overview.teams.len())
    } else {
        plural(named as u64, "team")
    };
    let mut pen = titled(pen, &format!("By team, {}", overview.period), &note, focused);
    if overview.teams.is_empty() {
        nothing(&mut pen, "No conversation was opened in this period.");
        return;
    }
    let total: u64 = overview.teams.iter().map(|team| team.conversations).sum();
    let most = overview
        .teams
        .iter()
        .map(|team| team.conversations)
        .max()
        .unwrap_or(0)
        .max(1);
    let widths = (
        usize::from(pen.width() * 3 / 8).clamp(10, 24),
        usize::from(pen.width() / 6).max(6),
    );
    let rows: Vec<Vec<TableCell>> = overview
        .teams
        .iter()
        .map(|team| cells(&pen, team, total, widths))
        .collect();
    let places = table(&mut pen, COLUMNS, &rows, true);
    if let Some(&(_, x, width)) = places.iter().find(|(index, ..)| *index == BAR) {
        let style = pen.style(Role::Accent);
        for (row, team) in overview.teams.iter().enumerate() {
            let part = team.conversations as f64 / most as f64;
            bar(&mut pen, x, 1 + row as u16, width, part, style);
        }
    }
}

/// `widths` are those of the names and of the bars, which are drawn later in the room kept for them here.
fn cells(pen: &Pen<'_>, team: &TeamLine, total: u64, (names, bars): (usize, usize)) -> Vec<TableCell> {
    let (name, role) = match &team.name {
        Some(name) => (name.clone(), Role::Text),
        None => ("no team".to_owned(), Role::Dim),
    };
    let empty = || format::EMPTY.to_owned();
    let share = format::percent(team.conversations as f64 * 100.0 / total.max(1) as f64);
    let pieces = [
        (truncate(&name, names), role),
        (format::short(team.conversations as f64), Role::Text),
        (share, Role::Dim),
        (" ".repeat(bars), Role::Accent),
        (format::short(team.unresolved as f64), Role::Dim),
        (team.satisfaction.map_or_else(empty, format::percent), Role::Text),
        (
            team.first_reply
                .map_or_else(empty, |seconds| format::duration(seconds.round() as i64)),
            Role::Dim,
        ),
    ];
    pieces
        .into_iter()
        .map(|(text, role)| TableCell {
            text,
            style: pen.style(role),
        })
        .collect()
}
