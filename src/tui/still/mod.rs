//! The screen without a terminal: a model as cells, and cells as text or as a picture.
//!
//! Snapshots and screenshots are made of this. A picture is SVG; blocks, quadrants, shades, braille and light lines are
//! drawn as shapes, as good terminals do, so that they join; everything else is text in [`FONT`].

mod shapes;
mod svg;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::model::Model;
use super::view;
use crate::text::display_width;

pub use svg::{FONT, svg};

/// Draws a model into cells of its own size.
pub fn cells(model: &Model) -> Buffer {
    let mut buffer = Buffer::empty(Rect::new(0, 0, model.size.width, model.size.height));
    view::draw(model, &mut buffer);
    buffer
}

/// The rows of cells as lines of text, without spaces at their ends.
pub fn text(cells: &Buffer) -> String {
    let mut out = String::new();
    for y in cells.area.top()..cells.area.bottom() {
        let mut line = String::new();
        let mut x = cells.area.left();
        while x < cells.area.right() {
            let symbol = cells.cell((x, y)).map_or(" ", |cell| cell.symbol());
            line.push_str(symbol);
            x += display_width(symbol).max(1) as u16;
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}
