//! Where the glyphs of a text are.

use crate::chart::geometry::{CELL_HEIGHT, CELL_WIDTH};
use crate::chart::scene::{Anchor, TextMark};

/// A glyph of a text in the scene.
pub(super) struct Glyph<'a> {
    pub(super) column: u16,
    pub(super) row: u16,
    pub(super) symbol: &'a str,
    /// How many columns it takes.
    pub(super) width: u16,
}

/// The column, which may lie left of the scene, and the row of a text that is so many columns wide.
pub(super) fn origin(text: &TextMark, width: usize) -> Option<(i64, i64)> {
    if !(text.at.x.is_finite() && text.at.y.is_finite()) {
        return None;
    }
    let units = width as f64 * CELL_WIDTH;
    let left = match text.anchor {
        Anchor::Start => text.at.x,
        Anchor::Middle => text.at.x - units / 2.0,
        Anchor::End => text.at.x - units,
    };
    let column = (left / CELL_WIDTH).round().clamp(-1e9, 1e9) as i64;
    let row = (text.at.y / CELL_HEIGHT).floor().clamp(-1e9, 1e9) as i64;
    Some((column, row))
}
