//! Where the tiles lie, which of them are in the window, and the names around them.

use super::data::Data;
use crate::chart::draw::stage::{Stage, Text};
use crate::chart::geometry::{Area, CELL_HEIGHT, CELL_WIDTH, Point};
use crate::chart::scene::{Anchor, Hue, Part};
use crate::text::{format, truncate};

/// A tile is not wider than this: more says nothing more.
const WIDEST: usize = 16;
/// Nor higher.
const HIGHEST: usize = 5;
/// A name above a column this narrow would be cut to nothing; then only some columns have theirs.
const NARROW: usize = 6;

/// Tiles in rows and columns.
#[derive(Clone, Copy, Debug)]
pub(super) struct Grid {
    /// The upper left corner of the first tile.
    left: f64,
    top: f64,
    /// Columns and rows of cells of a tile.
    width: usize,
    height: usize,
    /// Columns of a row's name.
    labels: usize,
    /// Whether there is a row of names above.
    header: bool,
    /// The first row and column that are shown, and how many are.
    pub(super) first: (usize, usize),
    pub(super) shown: (usize, usize),
}

impl Grid {
    /// Lays tiles into the body with so many rows free below; nothing where not even one fits.
    pub(super) fn new(stage: &Stage<'_>, data: &Data<'_>, below: u16) -> Option<Self> {
        let body = stage.body;
        let (rows, columns) = (data.rows.categories.len(), data.columns.categories.len());
        let widest = data
            .rows
            .categories
            .iter()
            .map(|row| row.label.width())
            .max()
            .unwrap_or_default();
        let room = usize::from(body.columns());
        let labels = if room < 8 { 0 } else { widest.min(room * 3 / 10) };
        let gap = usize::from(labels > 0);
        let header = body.rows() > below + 2;
        let across = room.saturating_sub(labels + gap);
        let down = usize::from(body.rows().saturating_sub(below + u16::from(header)));
        if across == 0 || down == 0 || rows == 0 || columns == 0 {
            return None;
        }
        let width = (across / columns).clamp(1, WIDEST);
        // About square: a cell is twice as high as it is wide.
        let square = (width * 3).div_ceil(4).clamp(1, HIGHEST);
        let height = (down / rows).clamp(1, square);
        let shown = ((down / height).min(rows), (across / width).min(columns));
        let scroll = stage.look.scroll;
        // A row of air under the title, where there is much room.
        let air = u16::from(down > shown.0 * height + 2 && !stage.look.compact);
        Some(Self {
            left: body.left + (labels + gap) as f64 * CELL_WIDTH,
            top: body.top + (f64::from(u16::from(header)) + f64::from(air)) * CELL_HEIGHT,
            width,
            height,
            labels,
            header,
            first: (scroll.0.min(rows - shown.0), scroll.1.min(columns - shown.1)),
            shown,
        })
    }

    /// Columns and rows of cells of a tile.
    pub(super) const fn tile(&self) -> (usize, usize) {
        (self.width, self.height)
    }

    /// Where the tile of a row and a column of the window is.
    pub(super) fn at(&self, row: usize, column: usize) -> Area {
        let (width, height) = (self.width as f64 * CELL_WIDTH, self.height as f64 * CELL_HEIGHT);
        let (left, top) = (self.left + column as f64 * width, self.top + row as f64 * height);
        Area::new(left, top, left + width, top + height)
    }

    /// Where all of them are.
    pub(super) fn area(&self) -> Area {
        let last = self.at(self.shown.0.saturating_sub(1), self.shown.1.saturating_sub(1));
        Area::new(self.left, self.top, last.right, last.bottom)
    }

    /// Writes the names of rows and columns.
    pub(super) fn names(&self, stage: &mut Stage<'_>, data: &Data<'_>) {
        stage.scene.plot = self.area();
        for row in 0..self.shown.0 {
            let Some(category) = data.rows.categories.get(self.first.0 + row) else {
                continue;
            };
            let middle = self.at(row, 0).top + ((self.height - 1) / 2) as f64 * CELL_HEIGHT + CELL_HEIGHT / 2.0;
            let at = Point::new(self.left - CELL_WIDTH, middle);
            if self.labels > 0 {
                let name = Text::of(truncate(&category.label, self.labels), at);
                stage.text(name.anchor(Anchor::End).ink(Hue::Dim).part(Part::Tick));
            }
        }
        if self.header {
            self.header(stage, data);
        }
    }

    /// Names above columns: each in its width, or only every so many in the width of several.
    fn header(&self, stage: &mut Stage<'_>, data: &Data<'_>) {
        let shown = data.columns.categories.iter().skip(self.first.1).take(self.shown.1);
        let widest = shown
            .clone()
            .map(|column| column.label.width())
            .max()
            .unwrap_or_default();
        let (room, every) = if widest < self.width || (self.width >= NARROW && data.columns.grain.is_none()) {
            (self.width - 1, 1)
        } else {
            let room = widest.min(12);
            (room, (room + 1).div_ceil(self.width))
        };
        let y = self.top - CELL_HEIGHT / 2.0;
        for (index, column) in shown.enumerate().step_by(every.max(1)) {
            let tile = self.at(0, index);
            let name = truncate(&column.label, room.max(1));
            let text = Text::of(&name, Point::new(tile.left, y)).ink(Hue::Dim).part(Part::Tick);
            // What fits its column is over its middle, where the values are; what does not begins where the column does.
            let fits = crate::text::display_width(&name) <= self.width;
            stage.label(if fits {
                let middle = self.width as f64 - crate::text::display_width(&name) as f64;
                Text {
                    at: Point::new(tile.left + (middle / 2.0).floor() * CELL_WIDTH, y),
                    ..text
                }
            } else {
                text
            });
        }
    }

    /// Says which part of the rows and columns is shown, where it is not all.
    pub(super) fn say(&self, stage: &mut Stage<'_>, data: &Data<'_>) {
        let counts = (data.rows.categories.len(), data.columns.categories.len());
        if self.shown == counts {
            return;
        }
        stage.scene.extent = counts;
        let sides = [
            ("rows", self.first.0, self.shown.0, counts.0),
            ("columns", self.first.1, self.shown.1, counts.1),
        ];
        for (word, first, shown, count) in sides {
            if shown < count {
                let number = |value: usize| format::count(value as i128);
                stage.note(format!(
                    "{word} {} to {} of {}",
                    number(first + 1),
                    number(first + shown),
                    number(count)
                ));
            }
        }
    }
}
