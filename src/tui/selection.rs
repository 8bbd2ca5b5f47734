//! Text that is marked with the mouse: from where the button was pressed to where the mouse is, line by line as one reads.

use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use ratatui::style::Modifier;

use super::model::{Held, Model};
use crate::text::display_width;

/// A stretch of cells in reading order, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Selection {
    first: Position,
    last: Position,
}

impl Selection {
    /// What is marked, where something is.
    pub(super) fn of(model: &Model) -> Option<Self> {
        let drag = model.drag.filter(|drag| drag.moved && drag.held != Held::Target)?;
        let (from, to) = (drag.from, drag.to);
        let (first, last) = if (from.y, from.x) <= (to.y, to.x) {
            (from, to)
        } else {
            (to, from)
        };
        Some(Self { first, last })
    }

    /// Sets the marked cells off.
    pub(super) fn paint(self, cells: &mut Buffer) {
        for y in self.rows(cells) {
            let (start, end) = self.columns(cells, y);
            for x in start..end {
                if let Some(cell) = cells.cell_mut((x, y)) {
                    cell.modifier.toggle(Modifier::REVERSED);
                }
            }
        }
    }

    /// The marked text: without spaces at the ends of lines, and without empty lines at both ends.
    pub(super) fn text(self, cells: &Buffer) -> String {
        let mut lines = Vec::new();
        for y in self.rows(cells) {
            let (mut x, end) = self.columns(cells, y);
            let mut line = String::new();
            while x < end {
                let symbol = cells.cell((x, y)).map_or(" ", |cell| cell.symbol());
                line.push_str(symbol);
                x += display_width(symbol).max(1) as u16;
            }
            lines.push(line.trim_end().to_owned());
        }
        lines.join("\n").trim_matches('\n').to_owned()
    }

    fn rows(self, cells: &Buffer) -> std::ops::Range<u16> {
        self.first.y..self.last.y.saturating_add(1).min(cells.area.height)
    }

    /// The columns of a row, the last one not included; a wide character is marked as a whole.
    fn columns(self, cells: &Buffer, y: u16) -> (u16, u16) {
        let width = cells.area.width;
        let wide = |x: u16| cells.cell((x, y)).is_some_and(|cell| display_width(cell.symbol()) > 1);
        let mut start = if y == self.first.y { self.first.x.min(width) } else { 0 };
        if start > 0 && wide(start - 1) {
            start -= 1;
        }
        let mut end = if y == self.last.y {
            self.last.x.saturating_add(1).min(width)
        } else {
            width
        };
        if end > 0 && end < width && wide(end - 1) {
            end += 1;
        }
        (start, end)
    }
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    use super::*;
    use crate::tui::paint::Pen;
    use crate::tui::theme::Theme;

    fn cells(lines: &[&str]) -> Buffer {
        let area = Rect::new(0, 0, 12, lines.len() as u16);
        let mut cells = Buffer::empty(area);
        for (y, line) in lines.iter().enumerate() {
            Pen::new(&mut cells, area, Theme::default()).text(0, y as u16, line, Style::new());
        }
        cells
    }

    fn marked(first: (u16, u16), last: (u16, u16)) -> Selection {
        Selection {
            first: first.into(),
            last: last.into(),
        }
    }

    #[test]
    fn lines_are_marked_as_one_reads_and_wide_characters_as_a_whole() {
        let cells = cells(&["one two", "日本語 x", "three"]);
        assert_eq!(marked((4, 0), (1, 2)).text(&cells), "two\n日本語 x\nth");
        assert_eq!(marked((3, 1), (4, 1)).text(&cells), "本語");
        assert_eq!(marked((8, 0), (11, 0)).text(&cells), "");
        assert_eq!(marked((0, 2), (500, 90)).text(&cells), "three");
    }

    #[test]
    fn what_is_marked_is_set_off() {
        let mut cells = cells(&["ab", "cd"]);
        marked((1, 0), (0, 1)).paint(&mut cells);
        let reversed = |x, y| cells[(x, y)].modifier.contains(Modifier::REVERSED);
        assert!(!reversed(0, 0) && reversed(1, 0) && reversed(11, 0) && reversed(0, 1) && !reversed(1, 1));
    }
}
