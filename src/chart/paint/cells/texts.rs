//! Texts: real characters on whatever lies under them.

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};
use unicode_segmentation::UnicodeSegmentation;

use super::super::{Depth, Manner};
use super::glyph::{Glyph, origin};
use super::sheet::Sheet;
use super::stress::Stress;
use super::tint::{GROUND, Id, Tints};
use super::{Place, ascii, blank, ground, large, signs, surface};
use crate::chart::geometry::Size;
use crate::chart::scene::{Hue, Ink, Part, TextMark};
use crate::text::display_width;

/// From so many rows on a text has glyphs of several cells.
const LARGE: u16 = 3;

/// Calls `put` for each glyph of a text that lies in the scene as a whole; whether they are large ones.
fn glyphs(text: &TextMark, manner: Manner, size: Size, mut put: impl FnMut(Glyph<'_>)) -> bool {
    if text.rows >= LARGE && large::glyphs(text, manner.glyphs, size, &mut put) {
        return true;
    }
    let words = ascii::text(&text.text, manner.glyphs);
    let Some((mut at, row)) = origin(text, display_width(&words)) else {
        return false;
    };
    let Some(row) = u16::try_from(row).ok().filter(|row| *row < size.rows) else {
        return false;
    };
    for symbol in words.graphemes(true) {
        let width = display_width(symbol) as i64;
        if at >= i64::from(size.columns) {
            break;
        }
        if at >= 0 && width > 0 && at + width <= i64::from(size.columns) {
            put(Glyph {
                column: at as u16,
                row,
                symbol,
                width: width as u16,
            });
        }
        at += width;
    }
    false
}

/// Marks the cells that a text is written into.
pub(super) fn cover(text: &TextMark, manner: Manner, size: Size, covered: &mut [bool]) {
    glyphs(text, manner, size, |glyph| {
        let index = usize::from(glyph.row) * usize::from(size.columns) + usize::from(glyph.column);
        for cell in covered.iter_mut().skip(index).take(usize::from(glyph.width)) {
            *cell = true;
        }
    });
}

/// Writes a text.
pub(super) fn write(
    text: &TextMark,
    stress: Stress,
    manner: Manner,
    tints: &mut Tints,
    sheet: &Sheet,
    place: &mut Place<'_>,
) {
    let size = place.size;
    // A sign of the legend looks like the surface it explains.
    let sign = (text.part == Part::Legend && text.text.as_str() == "■")
        .then(|| signs::of(text.ink, Stress::Plain, manner, false))
        .flatten();
    let mut style = Style {
        ink: text.ink,
        stress,
        bold: text.bold || stress == Stress::Front || text.rows >= LARGE,
        sign,
    };
    if stress == Stress::Back {
        // It steps back, and can still be read.
        style.ink = Ink::of(Hue::Faint);
    }
    let mut pen = Pen {
        tints,
        sheet,
        style,
        depth: manner.depth,
        columns: size.columns,
    };
    let mut symbols = |glyph: Glyph<'_>| {
        for step in 0..glyph.width {
            let Some(cell) = place.cell(glyph.column + step, glyph.row) else {
                return;
            };
            let symbol = if step == 0 { glyph.symbol } else { " " };
            pen.write(cell, (glyph.column + step, glyph.row), symbol);
        }
        // What is written over one half of a wide character takes its other half away.
        if let Some(cell) = glyph
            .column
            .checked_sub(1)
            .and_then(|column| place.cell(column, glyph.row))
            && display_width(cell.symbol()) > 1
        {
            cell.set_symbol(" ");
        }
    };
    glyphs(text, manner, size, &mut symbols);
}

/// How a text is written.
#[derive(Clone, Copy)]
struct Style {
    ink: Ink,
    stress: Stress,
    bold: bool,
    sign: Option<char>,
}

struct Pen<'a> {
    tints: &'a mut Tints,
    sheet: &'a Sheet,
    style: Style,
    depth: Depth,
    columns: u16,
}

impl Pen<'_> {
    fn write(&mut self, cell: &mut Cell, (column, row): (u16, u16), symbol: &str) {
        let index = usize::from(row) * usize::from(self.columns) + usize::from(column);
        let under = surface::under(self.sheet.cell(index), self.tints);
        let color = self.color(under);
        blank(cell);
        match self.style.sign {
            Some(sign) => cell.set_char(sign),
            None => cell.set_symbol(symbol),
        };
        cell.set_fg(color);
        if let Some(color) = ground(self.tints, under) {
            cell.set_bg(color);
        }
        if self.style.bold {
            cell.modifier.insert(Modifier::BOLD);
        }
        if self.depth == Depth::None && (self.style.stress == Stress::Front || under != GROUND) {
            // On a surface in the terminal's own colour a text is a hole in it.
            cell.modifier.insert(Modifier::REVERSED);
        }
    }

    /// The colour of the text on a tint.
    fn color(&mut self, under: Id) -> Color {
        if self.style.ink.hue != Hue::Contrast && !(self.depth == Depth::Sixteen && under != GROUND) {
            let id = self.tints.ink(self.style.ink, Stress::Plain);
            return self.tints.get(id).color;
        }
        self.tints.contrast(under)
    }
}
