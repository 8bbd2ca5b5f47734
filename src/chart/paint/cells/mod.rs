//! The painter of terminal cells.
//!
//! A picture is laid down in layers, each of which keeps one thing for every cell: surfaces as eight by eight samples of a
//! tint (`sheet`), lines as dots (`dots`), rules as arms that join (`rules`). Then every cell is written once, by what is
//! topmost in it: a text, a line on the surface's colour, a rule that lies over surfaces, the surface fitted to a glyph and
//! two colours (`fit`), a rule that lies under everything.
//!
//! What nothing touches is left as it was, and so is the ground behind glyphs: the picture lies on what the caller painted
//! before. Where a surface ends within a cell and colours can be mixed, it is mixed with the palette's ground.

mod ansi;
mod ascii;
mod dots;
mod face;
mod fit;
mod focus;
mod glyph;
mod large;
mod parts;
mod rules;
mod sheet;
mod signs;
mod spans;
mod stress;
mod surface;
#[cfg(test)]
mod tests;
mod texts;
mod tint;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

use super::{Depth, Glyphs, Manner};
use crate::chart::geometry::Size;
use crate::chart::palette::Palette;
use crate::chart::scene::{Hue, Ink, Mark, PathMark, Scene, Stroke};
use dots::{Dot, Dots};
use focus::Focus;
use rules::{Line, Lines};
use sheet::Sheet;
use stress::Stress;
use tint::{GROUND, Id, Tints};

/// Paints scenes into terminal cells. It keeps what it works with, so one is worth keeping.
#[derive(Debug, Default)]
pub struct Cells {
    tints: Tints,
    sheet: Sheet,
    dots: Dots,
    /// Rules that lie under paths.
    below: Lines,
    /// Rules that lie over them.
    above: Lines,
    /// Which cells a text is written into.
    covered: Vec<bool>,
    focus: Focus,
}

/// Where in a buffer a picture lies.
struct Place<'a> {
    buffer: &'a mut Buffer,
    at: (u16, u16),
    size: Size,
}

impl Place<'_> {
    fn cell(&mut self, column: u16, row: u16) -> Option<&mut Cell> {
        if column >= self.size.columns || row >= self.size.rows {
            return None;
        }
        let x = self.at.0.checked_add(column)?;
        let y = self.at.1.checked_add(row)?;
        self.buffer.cell_mut((x, y))
    }
}

impl Cells {
    /// Paints a scene with its upper left corner at a cell of the buffer; what lies outside the buffer is left out.
    ///
    /// `focus` is the spot that stands out.
    pub fn paint(
        &mut self,
        scene: &Scene,
        focus: Option<usize>,
        palette: &Palette,
        manner: Manner,
        buffer: &mut Buffer,
        at: (u16, u16),
    ) {
        let area = buffer.area;
        let visible = |from: u16, begin: u16, end: u16| end.saturating_sub(from.max(begin)) > 0;
        if !visible(at.0, area.left(), area.right()) || !visible(at.1, area.top(), area.bottom()) {
            return;
        }
        // What lies right of the buffer or below it need not be worked out.
        let size = Size::new(
            scene.size.columns.min(area.right() - at.0),
            scene.size.rows.min(area.bottom() - at.1),
        );
        if size.columns == 0 || size.rows == 0 {
            return;
        }
        self.begin(scene, focus, palette, manner, size);
        self.lay(scene, manner);
        let mut place = Place { buffer, at, size };
        for row in 0..size.rows {
            for column in 0..size.columns {
                let index = usize::from(row) * usize::from(size.columns) + usize::from(column);
                if self.covered.get(index) == Some(&false)
                    && let Some(cell) = place.cell(column, row)
                {
                    self.write(cell, index, manner);
                }
            }
        }
        for text in scene.texts() {
            let stress = self.focus.of(text.of);
            texts::write(text, stress, manner, &mut self.tints, &self.sheet, &mut place);
        }
    }

    fn begin(&mut self, scene: &Scene, focus: Option<usize>, palette: &Palette, manner: Manner, size: Size) {
        let mut inks = scene.paths().filter_map(|path| path.fill).map(|fill| fill.ink.hue);
        let first = inks.next();
        let alone = inks.all(|ink| Some(ink) == first);
        self.tints.begin(palette, manner, alone);
        self.sheet.begin(size);
        self.dots.begin(size, manner.glyphs);
        self.below.begin(size);
        self.above.begin(size);
        self.focus.begin(scene, focus);
        self.covered.clear();
        self.covered
            .resize(usize::from(size.columns) * usize::from(size.rows), false);
        for text in scene.texts() {
            texts::cover(text, manner, size, &mut self.covered);
        }
    }

    /// Lays everything but the texts down.
    fn lay(&mut self, scene: &Scene, manner: Manner) {
        for mark in &scene.marks {
            match mark {
                Mark::Path(path) => {
                    let stress = self.focus.of(path.of);
                    if let Some(fill) = path.fill {
                        self.sheet
                            .fill(&path.outline, fill, stress, &mut self.tints, &mut self.dots);
                    }
                    if let Some(stroke) = path.stroke {
                        self.stroke(path, stroke, stress, manner);
                    }
                }
                Mark::Rule(rule) => {
                    let tint = self.tints.ink(rule.ink, Stress::Plain);
                    let lines = if rule.over { &mut self.above } else { &mut self.below };
                    lines.add(rule, tint);
                }
                Mark::Text(_) => {}
            }
        }
        // The line that is looked at is not crossed by others.
        for path in scene.paths() {
            if let Some(stroke) = path.stroke
                && self.focus.of(path.of) == Stress::Front
            {
                self.stroke(path, stroke, Stress::Front, manner);
            }
        }
        if let Some(spot) = self.focus.spot().and_then(|spot| scene.spots.get(spot)) {
            let tint = self.tints.ink(Ink::of(Hue::Dim), Stress::Plain);
            focus::guide(spot, &mut self.above, tint);
        }
    }

    fn stroke(&mut self, path: &PathMark, stroke: Stroke, stress: Stress, manner: Manner) {
        let pen = dots::Pen {
            tint: self.tints.ink(stroke.ink, stress),
            heavy: stroke.width >= Stroke::HEAVY,
            dash: dots::dash(stroke, manner),
            rim: path.fill.map(|fill| self.tints.ink(fill.ink, stress)),
        };
        self.dots.stroke(&path.outline, pen);
    }

    /// Writes a cell that has no text in it.
    fn write(&self, cell: &mut Cell, index: usize, manner: Manner) {
        let samples = self.sheet.cell(index);
        let glyphs = manner.glyphs;
        let rim = |dot: &Dot| dot.rim.is_some_and(|fill| !face::is_all(samples, fill));
        if let Some(dot) = self.dots.cell(index).filter(|dot| !rim(dot)) {
            let tint = self.tints.get(dot.tint);
            blank(cell);
            cell.set_char(self.dots.glyph(dot)).set_fg(tint.color);
            if tint.reversed {
                cell.modifier = Modifier::BOLD;
            }
            surface::behind_line(cell, samples, &self.tints);
        } else if let Some(line) = self.above.cell(index) {
            // A threshold lies over surfaces, and a line goes on across it.
            self.write_line(cell, line, self.under(index), glyphs);
        } else if !surface::write(cell, samples, &self.tints, glyphs)
            && let Some(line) = self.below.cell(index)
        {
            self.write_line(cell, line, GROUND, glyphs);
            if manner.depth == Depth::None {
                // A grid steps back by its colour; without one, by its weight.
                cell.modifier.insert(Modifier::DIM);
            }
        }
    }

    fn write_line(&self, cell: &mut Cell, line: Line, under: Id, glyphs: Glyphs) {
        blank(cell);
        cell.set_char(line.glyph(glyphs))
            .set_fg(self.tints.get(line.tint).color);
        if under != GROUND {
            cell.set_bg(self.tints.get(under).color);
        }
    }

    /// What most of a cell's surface is, where it is a plain colour.
    fn under(&self, index: usize) -> Id {
        surface::under(self.sheet.cell(index), &self.tints)
    }
}

/// Takes away what was written in a cell; its ground stays.
fn blank(cell: &mut Cell) {
    let ground = cell.bg;
    cell.reset();
    cell.set_bg(ground);
}

/// The colour of a tint as a ground, where it has to be written at all.
fn ground(tints: &Tints, id: Id) -> Option<Color> {
    (id != GROUND).then(|| tints.get(id).color)
}
