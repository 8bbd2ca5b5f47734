//! What goes with a state beside its mark and its word: a colour, and in a list the mark of the cursor.

use super::paint::{Pen, TableCell, TableColumn, table_of};
use super::theme::Role;
use crate::api::wire::{RowCounts, RunStatus, SourceState};
use crate::text::format;

/// The colour of a sync.
pub(super) const fn run_role(status: RunStatus) -> Role {
    match status {
        RunStatus::Waiting => Role::Faint,
        RunStatus::Running => Role::Accent,
        RunStatus::Success => Role::Good,
        RunStatus::Failed => Role::Bad,
        RunStatus::Cancelled | RunStatus::Interrupted => Role::Warn,
    }
}

/// The colour of a data source.
pub(super) const fn state_role(state: SourceState) -> Role {
    match state {
        SourceState::Syncing => Role::Accent,
        SourceState::Synced => Role::Good,
        SourceState::Never | SourceState::Stopped => Role::Warn,
        SourceState::Failed | SourceState::Paused => Role::Bad,
    }
}

/// What a sync did to the records: `12 new, 3 changed, 1 gone`.
pub(super) fn brought(rows: &RowCounts) -> String {
    let parts = [
        (rows.inserted, "new"),
        (rows.updated, "changed"),
        (rows.deleted, "gone"),
    ];
    let parts: Vec<String> = parts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{} {word}", format::count(count)))
        .collect();
    if parts.is_empty() {
        "nothing new".to_owned()
    } else {
        parts.join(", ")
    }
}

/// A list whose rows can be chosen: the window on it, and the row in it that the cursor is on.
pub(super) struct Rows<'a> {
    /// The columns.
    pub columns: &'a [TableColumn],
    /// The rows of the window.
    pub cells: &'a [Vec<TableCell>],
    /// How wide the columns are at least.
    pub least: &'a [u16],
    /// The row of the window that the cursor is on.
    pub cursor: Option<usize>,
    /// Whether keys act on this list.
    pub active: bool,
}

impl Rows<'_> {
    /// The columns that the cursor's mark takes at the left of a list of a width.
    pub(super) const fn gutter(width: u16) -> u16 {
        if width >= 50 { 2 } else { 1 }
    }

    /// Draws a heading and the rows. Gives the places of the columns, relative to the pen's area.
    pub(super) fn draw(&self, pen: &mut Pen<'_>) -> Vec<(usize, u16, u16)> {
        let (width, height) = (pen.width(), pen.height());
        let gutter = Self::gutter(width);
        let inside = ratatui::layout::Rect::new(gutter, 0, width.saturating_sub(gutter), height);
        let places = table_of(&mut pen.part(inside), self.columns, self.cells, self.least, true);
        if let Some(at) = self.cursor
            && at < self.cells.len()
            && at + 1 < usize::from(height)
        {
            let y = at as u16 + 1;
            if self.active {
                let (mark, row) = (pen.theme().key(), pen.theme().row());
                pen.text(0, y, pen.glyphs().pick("▸", ">"), mark);
                pen.tint(0, y, width, row);
            } else {
                let faint = pen.style(Role::Faint);
                pen.text(0, y, pen.glyphs().pick("▸", ">"), faint);
            }
        }
        places
            .into_iter()
            .map(|(index, x, width)| (index, x + gutter, width))
            .collect()
    }
}

/// A cell in the colour of a role.
pub(super) fn cell(pen: &Pen<'_>, text: impl Into<String>, role: Role) -> TableCell {
    TableCell {
        text: text.into(),
        style: pen.style(role),
    }
}
