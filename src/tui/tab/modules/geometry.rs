//! Where the parts of the tab are, and where the columns of the table stand. Drawing and clicking, and the question which
//! rows are needed, all follow from this.

use ratatui::layout::Rect;

use super::layout::{Column, Layout};
use super::state::{Dialog, Part, Table};
use crate::text::display_width;
use crate::tui::model::Model;

/// Columns between two columns.
pub const GAP: u16 = 2;
/// Columns left of the first column, for the marks of rows.
pub const MARGIN: u16 = 2;
/// How wide the list of modules is.
const LIST: u16 = 34;

/// Where everything is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Geometry {
    /// The list of modules; empty where it is not shown.
    pub list: Rect,
    /// The table with its title.
    pub table: Rect,
    /// The record; empty where it is not shown.
    pub record: Rect,
    /// The line of chips; empty where there are none.
    pub chips: Rect,
    /// The headings.
    pub headings: Rect,
    /// The rows.
    pub grid: Rect,
    /// The line that is typed, with a line of help under it; empty where none is.
    pub line: Rect,
    /// The columns that can be seen, from left to right.
    pub columns: Vec<Place>,
}

/// Where a column stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its place among those that are shown.
    pub shown: usize,
    /// Where it begins, relative to the grid.
    pub x: u16,
    /// How much of it is seen.
    pub width: u16,
    /// Whether it stays when others scroll.
    pub frozen: bool,
    /// Whether all of it is seen.
    pub whole: bool,
}

impl Geometry {
    /// Divides the tab's body.
    pub fn of(model: &Model, body: Rect) -> Self {
        let state = &model.modules;
        let mut geometry = Self::default();
        let mut rest = body;
        if body.width >= 112 || (state.part == Part::List && body.width > 0) {
            let width = LIST.min(body.width);
            geometry.list = Rect { width, ..body };
            let gap = width + 2;
            rest = Rect {
                x: body.x + gap.min(body.width),
                width: body.width.saturating_sub(gap),
                ..body
            };
        }
        if state.record.open {
            let (table, record) = beside(rest, state.part == Part::Record);
            rest = table;
            geometry.record = record;
        }
        geometry.table = rest;
        let Some(table) = state.table() else { return geometry };
        if rest.height == 0 || rest.width == 0 {
            return geometry;
        }
        let (_, mut left) = cut(rest, 1);
        if has_chips(table) && rest.height >= 6 {
            (geometry.chips, left) = cut(left, 1);
        }
        geometry.columns = columns(&table.layout, table.left, rest.width);
        let wraps = rest.height >= 14
            && geometry
                .columns
                .iter()
                .filter_map(|place| Some((place, table.layout.at(place.shown)?)))
                .any(|(place, column)| place.whole && heading_width(table, column) > place.width);
        (geometry.headings, left) = cut(left, if wraps { 2 } else { 1 });
        let typed = matches!(state.dialog, Some(Dialog::Line(_)));
        let below = if typed { left.height.min(2) } else { 0 };
        (geometry.grid, geometry.line) = cut(left, left.height - below);
        geometry
    }

    /// The place of a column; nothing where it cannot be seen.
    pub fn place(&self, shown: usize) -> Option<&Place> {
        self.columns.iter().find(|place| place.shown == shown)
    }
}

/// Takes rows from the top of an area; gives them and the rest.
fn cut(area: Rect, rows: u16) -> (Rect, Rect) {
    let height = rows.min(area.height);
    let rest = Rect {
        y: area.y + height,
        height: area.height - height,
        ..area
    };
    (Rect { height, ..area }, rest)
}

/// Whether the table has something to say between its title and its headings.
pub fn has_chips(table: &Table) -> bool {
    // One sort key is told by the mark at its heading.
    table.view.is_filtered() || table.view.sort.len() > 1 || table.find.is_some() || !table.marks.is_empty()
}

/// How wide a heading is with its sort mark.
pub fn heading_width(table: &Table, column: &Column) -> u16 {
    let sorted = table.view.sort.iter().any(|key| key.column == column.name);
    display_width(&column.name) as u16 + if sorted { 3 } else { 0 }
}

/// The record's place: at the right where there is room for both, otherwise below, otherwise over everything.
fn beside(rest: Rect, focused: bool) -> (Rect, Rect) {
    if rest.width >= 100 {
        let width = (rest.width * 2 / 5).clamp(38, 64);
        let table = Rect {
            width: rest.width - width - 2,
            ..rest
        };
        let record = Rect {
            x: rest.x + table.width + 2,
            width,
            ..rest
        };
        return (table, record);
    }
    if rest.height >= 18 {
        let height = (rest.height / 2).clamp(8, 18);
        let table = Rect {
            height: rest.height - height,
            ..rest
        };
        let record = Rect {
            y: rest.y + table.height,
            height,
            ..rest
        };
        return (table, record);
    }
    if focused {
        (Rect { height: 0, ..rest }, rest)
    } else {
        (rest, Rect { height: 0, ..rest })
    }
}

/// Where the columns stand in a grid of a width: those that stay, then as many of the others as fit. The last one may be
/// cut. The scroll bar takes the last cell.
fn columns(layout: &Layout, left: usize, width: u16) -> Vec<Place> {
    let room = width.saturating_sub(1);
    let count = layout.count();
    // What stays leaves room for the rest, which has to be reachable.
    let mut frozen = 0_usize;
    let mut taken = MARGIN;
    for column in layout.shown().take(layout.frozen) {
        if taken + column.width > room * 2 / 3 {
            break;
        }
        taken += column.width + GAP;
        frozen += 1;
    }
    let mut places = Vec::new();
    let mut x = MARGIN;
    let order = (0..frozen).chain(frozen.saturating_add(left)..count);
    for shown in order {
        let Some(column) = layout.at(shown) else { break };
        let spare = room.saturating_sub(x);
        // A few cells of a column say less than nothing, unless it is all there is.
        if spare < column.width.min(4) || spare == 0 {
            break;
        }
        places.push(Place {
            shown,
            x,
            width: column.width.min(spare),
            frozen: shown < frozen,
            whole: column.width <= spare,
        });
        x = x.saturating_add(column.width).saturating_add(GAP);
    }
    places
}

/// How far the columns have to be scrolled so that one of them is seen whole, or begins where the others do.
pub fn reveal(layout: &Layout, column: usize, left: usize, width: u16) -> usize {
    let places = columns(layout, left, width);
    let seen = |places: &[Place]| {
        places
            .iter()
            .any(|place| place.shown == column && (place.whole || place.frozen))
    };
    let frozen = places.iter().filter(|place| place.frozen).count();
    if seen(&places) || column < frozen {
        return left;
    }
    let wanted = column - frozen;
    if wanted < left {
        return wanted;
    }
    // As little as it takes: step by step, until it is seen.
    (left..wanted)
        .find(|left| seen(&columns(layout, *left, width)))
        .unwrap_or(wanted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Module;

    #[test]
    fn the_first_column_stays_and_the_cursor_is_always_seen() {
        for module in Module::ALL {
            for width in [12, 20, 40, 80, 120, 200] {
                let mut table = Table::of(module);
                for column in (0..table.layout.count()).chain((0..table.layout.count()).rev()) {
                    table.column = column;
                    table.left = reveal(&table.layout, table.column, table.left, width);
                    let places = columns(&table.layout, table.left, width);
                    assert!(places[0].shown == 0 || width < 60, "{module} {width}");
                    assert!(
                        places.iter().any(|place| place.shown == column),
                        "{module} {width} {column} {places:?}"
                    );
                    for place in &places {
                        assert!(place.x + place.width <= width, "{module} {width}");
                    }
                }
            }
        }
    }
}
