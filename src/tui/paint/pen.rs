//! The pen: the only thing that writes cells.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use unicode_segmentation::UnicodeSegmentation;

use crate::text::{SafeText, display_width, truncate};
use crate::tui::theme::{Glyphs, Role, Theme};

/// Draws inside one area. Positions are relative to its upper left corner; what lies outside is not drawn.
pub struct Pen<'a> {
    buffer: &'a mut Buffer,
    area: Rect,
    theme: Theme,
}

impl<'a> Pen<'a> {
    /// A pen for an area of a buffer.
    pub fn new(buffer: &'a mut Buffer, area: Rect, theme: Theme) -> Self {
        let area = area.intersection(buffer.area);
        Self { buffer, area, theme }
    }

    /// The columns there are.
    pub const fn width(&self) -> u16 {
        self.area.width
    }

    /// The rows there are.
    pub const fn height(&self) -> u16 {
        self.area.height
    }

    /// The look.
    pub const fn theme(&self) -> Theme {
        self.theme
    }

    /// The glyphs that may be used.
    pub const fn glyphs(&self) -> Glyphs {
        self.theme.glyphs
    }

    /// The style of a role.
    pub fn style(&self, role: Role) -> Style {
        self.theme.style(role)
    }

    /// A pen for a part of this area, given relative to it.
    pub fn part(&mut self, part: Rect) -> Pen<'_> {
        let moved = Rect {
            x: self.area.x.saturating_add(part.x),
            y: self.area.y.saturating_add(part.y),
            ..part
        };
        let area = moved.intersection(self.area);
        Pen {
            buffer: self.buffer,
            area,
            theme: self.theme,
        }
    }

    /// A pen for everything but a number of columns and rows at each side.
    pub fn inset(&mut self, columns: u16, rows: u16) -> Pen<'_> {
        let part = Rect::new(
            columns,
            rows,
            self.area.width.saturating_sub(2 * columns),
            self.area.height.saturating_sub(2 * rows),
        );
        self.part(part)
    }

    /// Empties the area and gives it a ground.
    pub fn ground(&mut self, role: Role) {
        let style = self.theme.style(role);
        for y in self.area.top()..self.area.bottom() {
            for x in self.area.left()..self.area.right() {
                if let Some(cell) = self.buffer.cell_mut((x, y)) {
                    cell.reset();
                    cell.set_style(style);
                }
            }
        }
    }

    /// Writes a text and says at which column it ended. What does not fit is cut, without a mark.
    pub fn text(&mut self, x: u16, y: u16, text: impl AsRef<str>, style: Style) -> u16 {
        let text = self.shown(text.as_ref());
        let mut at = x;
        for cluster in text.graphemes(true) {
            let width = display_width(cluster) as u16;
            if width == 0 {
                continue;
            }
            if at >= self.area.width || width > self.area.width - at {
                break;
            }
            self.cell(at, y, cluster, style);
            for behind in 1..width {
                self.cell(at + behind, y, " ", style);
            }
            at += width;
        }
        at
    }

    /// Writes a text into a number of columns, with `…` where it was too long, and says at which column it ended.
    pub fn text_in(&mut self, x: u16, y: u16, columns: u16, text: impl AsRef<str>, style: Style) -> u16 {
        let columns = columns.min(self.area.width.saturating_sub(x));
        let text = truncate(&self.shown(text.as_ref()), usize::from(columns));
        self.text(x, y, text, style)
    }

    /// Writes a text that ends before a column, and says where it starts. What does not fit is cut at its end.
    pub fn text_right(&mut self, end: u16, y: u16, text: impl AsRef<str>, style: Style) -> u16 {
        let end = end.min(self.area.width);
        let text = truncate(&self.shown(text.as_ref()), usize::from(end));
        let start = end - display_width(&text) as u16;
        self.text(start, y, text, style);
        start
    }

    /// Writes texts of several styles one after the other.
    pub fn spans<'t>(&mut self, x: u16, y: u16, spans: impl IntoIterator<Item = (&'t str, Style)>) -> u16 {
        spans
            .into_iter()
            .fold(x, |x, (text, style)| self.text(x, y, text, style))
    }

    /// Gives some columns of a row a style, and empties them.
    pub fn band(&mut self, x: u16, y: u16, columns: u16, style: Style) {
        for x in x..x.saturating_add(columns).min(self.area.width) {
            self.cell(x, y, " ", style);
        }
    }

    /// Gives some columns of a row another style; what stands there stays.
    pub fn restyle(&mut self, x: u16, y: u16, columns: u16, style: Style) {
        if y >= self.area.height {
            return;
        }
        for x in x..x.saturating_add(columns).min(self.area.width) {
            if let Some(cell) = self.buffer.cell_mut((self.area.x + x, self.area.y + y)) {
                cell.set_style(style);
            }
        }
    }

    /// Draws one glyph, which has to be one column wide.
    pub fn glyph(&mut self, x: u16, y: u16, glyph: char, style: Style) {
        let mut bytes = [0; 4];
        self.cell(x, y, glyph.encode_utf8(&mut bytes), style);
    }

    /// Gives columns of a row a ground, or what stands for one, and leaves what is written there.
    pub fn tint(&mut self, x: u16, y: u16, columns: u16, style: Style) {
        if y >= self.area.height {
            return;
        }
        for x in x..x.saturating_add(columns).min(self.area.width) {
            if let Some(cell) = self.buffer.cell_mut((self.area.x + x, self.area.y + y)) {
                cell.set_style(style);
            }
        }
    }

    /// Draws a level line.
    pub fn rule(&mut self, x: u16, y: u16, columns: u16) {
        let glyph = self.glyphs().pick('─', '-');
        let style = self.style(Role::Rule);
        for x in x..x.saturating_add(columns).min(self.area.width) {
            self.glyph(x, y, glyph, style);
        }
    }

    /// Copies rows of another buffer, starting at `from`, over this area.
    pub fn copy(&mut self, other: &Buffer, from: u16) {
        for y in 0..self.area.height {
            for x in 0..self.area.width.min(other.area.width) {
                let source = other.cell((other.area.x + x, other.area.y.saturating_add(from).saturating_add(y)));
                if let (Some(source), Some(target)) = (source, self.buffer.cell_mut((self.area.x + x, self.area.y + y)))
                {
                    *target = source.clone();
                }
            }
        }
    }

    /// A text in the form in which it is shown: harmless, and in the glyphs there are.
    fn shown(&self, text: &str) -> String {
        self.glyphs().text(&SafeText::new(text))
    }

    fn cell(&mut self, x: u16, y: u16, symbol: &str, style: Style) {
        if x >= self.area.width || y >= self.area.height {
            return;
        }
        if let Some(cell) = self.buffer.cell_mut((self.area.x + x, self.area.y + y)) {
            // Only the ground stays of what was there before.
            cell.modifier = Modifier::empty();
            cell.fg = Color::Reset;
            cell.set_symbol(symbol).set_style(style);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leaves_the_area() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 10, 3));
        let mut pen = Pen::new(&mut buffer, Rect::new(2, 1, 4, 1), Theme::default());
        pen.text(1, 0, "日本語", Style::new());
        pen.text(0, 5, "below", Style::new());
        pen.text_right(4, 0, "much too long", Style::new());
        pen.rule(0, 1, 500);
        pen.part(Rect::new(3, 0, 900, 900))
            .text(0, 0, "x\u{202e}", Style::new());
        let rows: Vec<String> = (0..3)
            .map(|y| (0..10).map(|x| buffer[(x, y)].symbol()).collect())
            .collect();
        assert_eq!(rows, ["          ", "  mucx    ", "          "]);
    }
}
