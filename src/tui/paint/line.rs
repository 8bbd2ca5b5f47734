//! A line chart: braille dots over a value axis and a calendar axis.

use chrono::NaiveDate;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::Pen;
use super::ticks::{day_labels, ticks};
use crate::text::{display_width, format};
use crate::tui::theme::{Glyphs, Role};

/// One line.
pub struct Series<'a> {
    /// A value for each day.
    pub values: &'a [u64],
    /// How it is drawn.
    pub style: Style,
    /// How the ground under it is dotted, where it is.
    pub ground: Option<Style>,
}

/// Lines over the same days, the first lying on top.
pub struct Plot<'a> {
    /// The days, oldest first.
    pub days: &'a [NaiveDate],
    /// The lines.
    pub series: &'a [Series<'a>],
}

impl Plot<'_> {
    /// Draws the chart with its axes over the pen's whole area.
    pub fn draw(&self, pen: &mut Pen<'_>) {
        let most = self
            .series
            .iter()
            .flat_map(|series| series.values)
            .copied()
            .max()
            .unwrap_or(0);
        let mut rows = pen.height().saturating_sub(2);
        let marks = ticks(most, usize::from(rows / 2).clamp(1, 6));
        let top = marks.last().copied().unwrap_or(1);
        let names: Vec<String> = marks.iter().map(|mark| format::short(*mark as f64)).collect();
        let axis = names.iter().map(|name| display_width(name)).max().unwrap_or(0) as u16;
        // The axis, one row for it and one for the days below: without room for them there is only the line.
        let full = rows >= 3 && pen.width() > axis + 12;
        // A row or two are given up where that puts the marks at equal distances.
        let odd = rows.saturating_sub(1) % (marks.len() as u16 - 1).max(1);
        let spared = if full && odd <= (rows / 8).max(1) && rows > odd + 4 {
            odd
        } else {
            0
        };
        let (width, height) = (pen.width(), pen.height());
        let pen = &mut pen.part(Rect::new(0, spared, width, height - spared));
        rows -= spared;
        let inner = if full {
            Rect::new(axis + 2, 0, pen.width() - axis - 2, rows)
        } else {
            Rect::new(0, 0, pen.width(), pen.height())
        };
        if full {
            self.axes(pen, axis, rows, &marks, &names);
        }
        lines(&mut pen.part(inner), self.series, top);
    }

    fn axes(&self, pen: &mut Pen<'_>, axis: u16, rows: u16, marks: &[u64], names: &[String]) {
        let faint = pen.style(Role::Faint);
        let rule = pen.style(Role::Rule);
        let (upright, tick, corner) = pen.glyphs().pick(('│', '┤', '└'), ('|', '+', '+'));
        let top = marks.last().copied().unwrap_or(1).max(1);
        for y in 0..rows {
            pen.glyph(axis + 1, y, upright, rule);
        }
        let grid = pen.glyphs().pick('┈', '.');
        for (mark, name) in marks.iter().zip(names) {
            let part = *mark as f64 / top as f64;
            let y = ((1.0 - part) * f64::from(rows - 1)).round() as u16;
            if *mark > 0 {
                for x in axis + 2..pen.width() {
                    pen.glyph(x, y, grid, rule);
                }
            }
            pen.text_right(axis, y, name, faint);
            pen.glyph(axis + 1, y, tick, rule);
        }
        pen.glyph(axis + 1, rows, corner, rule);
        let width = pen.width() - axis - 2;
        pen.rule(axis + 2, rows, width);
        let steps = self.days.len().saturating_sub(1).max(1);
        let labels = day_labels(self.days, usize::from(width), |day| {
            day * usize::from(width - 1) / steps
        });
        for (x, name) in labels {
            pen.glyph(axis + 2 + x as u16, rows, pen.glyphs().pick('┬', '+'), rule);
            pen.text(axis + 2 + x as u16, rows + 1, name, faint);
        }
    }
}

/// Draws lines over the pen's whole area, from 0 at its lower edge to `top` at its upper.
pub(super) fn lines(pen: &mut Pen<'_>, all: &[Series<'_>], top: u64) {
    let mut canvas = Canvas::new(pen.width(), pen.height());
    for (layer, series) in all.iter().enumerate().rev() {
        canvas.line(layer, series.values, top, series.ground.is_some());
    }
    for y in 0..pen.height() {
        for x in 0..pen.width() {
            if let Some((glyph, layer, ground)) = canvas.cell(x, y, pen.glyphs())
                && let Some(series) = all.get(layer)
            {
                let style = series.ground.filter(|_| ground).unwrap_or(series.style);
                pen.glyph(x, y, glyph, style);
            }
        }
    }
}

/// Dots, two across and four down in each cell. A cell belongs to the layer whose line was drawn in it last, or to the
/// one whose ground it is.
struct Canvas {
    width: u16,
    height: u16,
    dots: Vec<u8>,
    layers: Vec<usize>,
    lines: Vec<bool>,
}

impl Canvas {
    fn new(width: u16, height: u16) -> Self {
        let cells = usize::from(width) * usize::from(height);
        Self {
            width,
            height,
            dots: vec![0; cells],
            layers: vec![0; cells],
            lines: vec![false; cells],
        }
    }

    /// Draws a layer's line from the first value at the left edge to the last at the right.
    fn line(&mut self, layer: usize, values: &[u64], top: u64, area: bool) {
        let (wide, high) = (i64::from(self.width) * 2, i64::from(self.height) * 4);
        if wide == 0 || high == 0 || values.is_empty() || top == 0 {
            return;
        }
        let steps = values.len().saturating_sub(1).max(1) as f64;
        let points: Vec<(i64, i64)> = values
            .iter()
            .enumerate()
            .map(|(index, value)| {
                let x = index as f64 / steps * (wide - 1) as f64;
                let y = (1.0 - *value as f64 / top as f64) * (high - 1) as f64;
                (x.round() as i64, y.round() as i64)
            })
            .collect();
        if let [only] = points.as_slice() {
            self.dot(*only, layer, true);
        }
        for pair in points.windows(2) {
            let [(x0, y0), (x1, y1)] = [pair[0], pair[1]];
            let length = (x1 - x0).abs().max((y1 - y0).abs()).max(1);
            for step in 0..=length {
                let part = step as f64 / length as f64;
                let x = x0 + ((x1 - x0) as f64 * part).round() as i64;
                let y = y0 + ((y1 - y0) as f64 * part).round() as i64;
                self.dot((x, y), layer, true);
                if area {
                    for below in y + 1..high {
                        if (x + below) % 2 == 0 && x % 2 == 0 {
                            self.shade(x, below, layer);
                        }
                    }
                }
            }
        }
    }

    fn dot(&mut self, (x, y): (i64, i64), layer: usize, line: bool) {
        const BITS: [[u8; 2]; 4] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]];
        let (column, row) = (x / 2, y / 4);
        if x < 0 || y < 0 || column >= i64::from(self.width) || row >= i64::from(self.height) {
            return;
        }
        let index = row as usize * usize::from(self.width) + column as usize;
        let (Some(dots), Some(owner), Some(drawn)) = (
            self.dots.get_mut(index),
            self.layers.get_mut(index),
            self.lines.get_mut(index),
        ) else {
            return;
        };
        *dots |= BITS[(y % 4) as usize][(x % 2) as usize];
        *owner = layer;
        *drawn |= line;
    }

    /// A dot of the ground under a line: never takes a cell from another line.
    fn shade(&mut self, x: i64, y: i64, layer: usize) {
        let index = (y / 4) as usize * usize::from(self.width) + (x / 2) as usize;
        let taken = self.lines.get(index) == Some(&true);
        if !taken {
            self.dot((x, y), layer, false);
        }
    }

    /// The glyph of a cell, its layer, and whether it is only ground.
    fn cell(&self, x: u16, y: u16, glyphs: Glyphs) -> Option<(char, usize, bool)> {
        let index = usize::from(y) * usize::from(self.width) + usize::from(x);
        let dots = *self.dots.get(index)?;
        let layer = *self.layers.get(index)?;
        if dots == 0 {
            return None;
        }
        let braille = char::from_u32(0x2800 + u32::from(dots))?;
        let ground = !*self.lines.get(index)?;
        let ascii = if ground { '.' } else { ['*', 'o', '+', 'x'][layer % 4] };
        Some((glyphs.pick(braille, ascii), layer, ground))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_goes_from_corner_to_corner() {
        let mut canvas = Canvas::new(4, 1);
        canvas.line(0, &[0, 3], 3, false);
        let row: String = (0..4)
            .filter_map(|x| canvas.cell(x, 0, Glyphs::Unicode).map(|(glyph, ..)| glyph))
            .collect();
        assert_eq!(row, "⣀⠤⠒⠉");
    }

    #[test]
    fn the_first_series_lies_on_top() {
        let mut canvas = Canvas::new(2, 1);
        canvas.line(1, &[1, 1], 1, false);
        canvas.line(0, &[1, 1], 1, false);
        assert_eq!(canvas.cell(0, 0, Glyphs::Ascii), Some(('*', 0, false)));
    }
}
