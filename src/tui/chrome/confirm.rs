//! The question before a sync is cancelled.

use ratatui::layout::Rect;

use crate::tui::model::Model;
use crate::tui::paint::Pen;
use crate::tui::theme::Role;
use crate::tui::words::wrap;

/// Draws the question in the middle of the pen's area.
pub(in crate::tui) fn draw(pen: &mut Pen<'_>, model: &Model) {
    let width = pen.width().min(56);
    let name = model.current().map(|source| source.name.clone()).unwrap_or_default();
    let words = format!("Cancel the sync of {name}? What it has brought in stays; the next sync goes on from there.");
    let lines = wrap(&words, usize::from(width.saturating_sub(4)));
    let height = (lines.len() as u16 + 4).min(pen.height());
    let area = Rect::new((pen.width() - width) / 2, (pen.height() - height) / 2, width, height);
    let mut pen = pen.part(area);
    pen.ground(Role::Raised);
    let edge = pen.style(Role::Warn);
    let bar = pen.glyphs().pick('▌', '#');
    for y in 0..height {
        pen.glyph(0, y, bar, edge);
    }
    let (text, key, dim) = (pen.style(Role::Text), pen.theme().key(), pen.style(Role::Dim));
    let top = u16::from(height > 4);
    for (row, line) in lines.iter().enumerate() {
        pen.text(2, top + row as u16, line, text);
    }
    pen.spans(
        2,
        height.saturating_sub(1 + top),
        [
            ("y", key),
            (" cancel the sync   ", dim),
            ("n", key),
            (" let it go on", dim),
        ],
    );
}
