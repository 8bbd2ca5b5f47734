//! The median time to the first reply, with its course.

use ratatui::layout::Rect;

use super::{figure, titled};
use crate::api::wire::Overview;
use crate::text::display_width;
use crate::tui::paint::{Pen, spark};
use crate::tui::theme::Role;

/// What the panel is called.
pub(super) const TITLE: &str = "First reply, median";

pub(super) fn draw(pen: &mut Pen<'_>, overview: &Overview, focused: bool) {
    let tile = &overview.first_reply;
    let before = format!("before {}", figure::in_line(tile, tile.before));
    let note = if tile.before.is_some() { before.as_str() } else { "" };
    let mut pen = titled(pen, TITLE, note, focused);
    let strong = pen.style(Role::Strong);
    let end = pen.text(0, 0, figure::in_line(tile, tile.value), strong) + 2;
    if let Some(change) = figure::change(tile, pen.glyphs()) {
        let style = pen.style(change.role);
        if end + display_width(&change.text) as u16 <= pen.width() {
            let end = pen.text(end, 0, &change.text, style);
            if end + 1 + display_width(change.verdict) as u16 <= pen.width() {
                pen.text(end + 1, 0, change.verdict, style);
            }
        }
    }
    let (width, height) = (pen.width(), pen.height());
    spark(
        &mut pen.part(Rect::new(0, 1, width, height.saturating_sub(1))),
        &tile.spark,
    );
}
