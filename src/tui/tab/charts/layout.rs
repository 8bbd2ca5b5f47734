//! How the tab is divided: tiles of the gallery, or one picture and what is read in it.

use ratatui::layout::Rect;

use crate::chart::{Kind, Size};
use crate::tui::model::Model;
use crate::tui::parts::Parts;

/// The least columns of a tile, with the gap beside it.
const TILE_WIDTH: u16 = 39;
/// The rows a tile should have, its title included.
const TILE_HEIGHT: u16 = 13;
/// The columns between two tiles.
const GAP: u16 = 2;

/// The gallery as a grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Grid {
    /// Where it is.
    pub area: Rect,
    /// Tiles in a row.
    pub columns: usize,
    /// Rows of tiles that are seen.
    pub rows: usize,
}

impl Grid {
    /// Divides an area.
    pub(super) fn of(area: Rect) -> Self {
        let columns = usize::from(((area.width + GAP) / TILE_WIDTH).max(1));
        let rows = usize::from((f64::from(area.height) / f64::from(TILE_HEIGHT)).round().max(1.0) as u16);
        Self { area, columns, rows }
    }

    /// How many rows of tiles there are.
    pub(super) fn all_rows(self) -> usize {
        Kind::all().len().div_ceil(self.columns)
    }

    /// The first row that is seen, so that a tile is among them and no row stays empty.
    pub(super) fn top(self, top: usize, at: usize) -> usize {
        let row = at / self.columns;
        let last = self.all_rows().saturating_sub(self.rows);
        top.clamp((row + 1).saturating_sub(self.rows), row).min(last)
    }

    /// The places of the kinds that are seen, each with its tile.
    pub(super) fn tiles(self, top: usize) -> impl Iterator<Item = (usize, Rect)> {
        let first = top * self.columns;
        let seen = self.columns * self.rows;
        (first..(first + seen).min(Kind::all().len())).map(move |at| (at, self.tile(at - first)))
    }

    fn tile(self, place: usize) -> Rect {
        let (column, row) = ((place % self.columns) as u16, (place / self.columns) as u16);
        let (columns, rows) = (self.columns as u16, self.rows as u16);
        // Edges are rounded once, so that neighbours meet.
        let edge = |of: u16, parts: u16, at: u16| (u32::from(of) * u32::from(at) / u32::from(parts)) as u16;
        let whole = self.area.width + GAP;
        let (left, right) = (edge(whole, columns, column), edge(whole, columns, column + 1));
        let (top, bottom) = (edge(self.area.height, rows, row), edge(self.area.height, rows, row + 1));
        Rect::new(
            self.area.x + left,
            self.area.y + top,
            (right - left).saturating_sub(GAP),
            (bottom - top).saturating_sub(u16::from(bottom - top > 6)),
        )
    }
}

/// The picture in a tile, below its title.
pub(super) const fn in_tile(tile: Rect) -> Rect {
    Rect::new(tile.x, tile.y + 1, tile.width, tile.height.saturating_sub(1))
}

/// One picture over the whole tab.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Whole {
    /// The picture.
    pub picture: Rect,
    /// What is read where the cursor is; without rows where there is no room.
    pub reading: Rect,
}

impl Whole {
    /// Divides an area.
    pub(super) fn of(area: Rect) -> Self {
        let below = u16::from(area.height >= 6);
        let air = u16::from(area.height >= 24);
        Self {
            picture: Rect {
                height: area.height - below - air,
                ..area
            },
            reading: Rect::new(area.x, area.bottom() - below, area.width, below),
        }
    }
}

/// The body of the screen.
pub(super) fn body(model: &Model) -> Rect {
    Parts::of(model).map_or(Rect::ZERO, |parts| parts.body)
}

/// The size of an area for a picture.
pub(super) const fn size(area: Rect) -> Size {
    Size::new(area.width, area.height)
}
