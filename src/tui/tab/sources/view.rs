//! How this tab looks.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::tui::model::{Hit, Model};

/// Draws the tab's body, and tells what can be clicked in it.
pub fn draw(_model: &Model, _buffer: &mut Buffer, _area: Rect) -> Vec<Hit> {
    Vec::new()
}
