//! The title line of a part of the screen, and the word where a part is empty.

use ratatui::layout::Rect;

use super::Pen;
use crate::text::display_width;
use crate::tui::theme::Role;
use crate::tui::words::wrap;

/// Draws a panel's title line and gives a pen for what is below. The note stands at its right end where there is room.
pub fn titled<'p>(pen: &'p mut Pen<'_>, title: &str, note: &str, focused: bool) -> Pen<'p> {
    let width = pen.width();
    pen.rule(0, 0, width);
    let style = if focused {
        pen.theme().focus()
    } else {
        pen.style(Role::Dim)
    };
    let mark = if focused { pen.glyphs().pick("▸ ", "> ") } else { "" };
    let end = pen.text_in(0, 0, width, format!("{mark}{title}"), style);
    if end < width {
        pen.text(end, 0, " ", style_plain(pen));
    }
    let note = pen.glyphs().text(note);
    let room = width.saturating_sub(end + 3);
    if !note.is_empty() && display_width(&note) as u16 <= room {
        let faint = pen.style(Role::Faint);
        let start = pen.text_right(width, 0, &note, faint);
        pen.text(start.saturating_sub(1), 0, " ", style_plain(pen));
    }
    let (width, height) = (pen.width(), pen.height());
    pen.part(Rect::new(0, 1, width, height.saturating_sub(1)))
}

fn style_plain(pen: &Pen<'_>) -> ratatui::style::Style {
    pen.style(Role::Text)
}

/// Says in a panel that there is nothing to show, and why.
pub fn nothing(pen: &mut Pen<'_>, why: &str) {
    let style = pen.style(Role::Faint);
    let width = pen.width();
    for (row, line) in wrap(why, usize::from(width)).iter().enumerate() {
        pen.text(0, row as u16, line, style);
    }
}
