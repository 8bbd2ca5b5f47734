//! What may follow a key that begins several: a small panel at the foot, drawn in the same frame as the key.

use ratatui::layout::Rect;

use crate::text::{display_width, fit};
use crate::tui::actions;
use crate::tui::model::Model;
use crate::tui::paint::Pen;
use crate::tui::theme::Role;

/// How wide a column of the panel is at least.
const COLUMN: u16 = 30;

/// Draws the panel at the foot of the pen's area; nothing where no key waits for another.
pub(in crate::tui) fn draw(pen: &mut Pen<'_>, model: &Model) {
    let mut following: Vec<(String, &str, bool)> = actions::following(model)
        .into_iter()
        .map(|(keys, action)| {
            let labels: Vec<String> = keys.iter().map(|key| key.label(pen.glyphs())).collect();
            (labels.join(" "), action.name, (action.enabled)(model).is_ok())
        })
        .collect();
    if following.is_empty() || pen.height() < 3 {
        return;
    }
    following.sort();
    following.dedup();
    let width = pen.width();
    let columns = (width.saturating_sub(2) / COLUMN)
        .clamp(1, 4)
        .min(following.len() as u16);
    let rows = (following.len() as u16).div_ceil(columns).min(pen.height() - 2);
    let top = pen.height() - rows - 1;
    let mut pen = pen.part(Rect::new(0, top, width, rows + 1));
    pen.ground(Role::Raised);
    let (key, text, dim, faint) = (
        pen.theme().key(),
        pen.style(Role::Text),
        pen.style(Role::Dim),
        pen.style(Role::Faint),
    );
    pen.rule(0, 0, width);
    let pressed: Vec<String> = model.pending.iter().map(|key| key.label(pen.glyphs())).collect();
    let x = pen.spans(2, 0, [(" ", dim), (pressed.join(" ").as_str(), key), (" … ", dim)]);
    if width >= 60 {
        pen.text(x, 0, "Esc gives up, Backspace goes one back ", dim);
    }
    let each = width.saturating_sub(2) / columns;
    let keys = following
        .iter()
        .map(|(label, ..)| display_width(label))
        .max()
        .unwrap_or(1);
    for (index, (label, name, enabled)) in following.iter().enumerate() {
        let (column, row) = (index as u16 / rows, index as u16 % rows);
        if column >= columns {
            break;
        }
        let x = 2 + column * each;
        let end = pen.text(x, 1 + row, fit(label, keys), key) + 2;
        let room = (x + each).saturating_sub(end + 1);
        pen.text_in(end, 1 + row, room, name, if *enabled { text } else { faint });
    }
}
