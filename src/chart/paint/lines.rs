//! To be written.

use ratatui::buffer::Buffer;

/// Painted cells as lines with escape codes for their colours; the default colours again at each end.
pub fn ansi(cells: &Buffer) -> String {
    let _ = cells;
    String::new()
}

/// Painted cells as lines of text, without blanks at their ends.
pub fn text(cells: &Buffer) -> String {
    let _ = cells;
    String::new()
}
