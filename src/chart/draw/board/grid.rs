//! Where tiles lie: on a grid of twelve columns, or below each other.

use crate::chart::geometry::{Area, Size};
use crate::chart::kind::{Family, Kind};
use crate::chart::spec::{Chart, Tile};

/// How many columns the grid has.
const COLUMNS: u16 = 12;
/// A row of the grid is at least so high, title included.
const LEAST_ROWS: u16 = 7;
/// Between tiles beside each other, in cells.
const GUTTER: u16 = 2;
/// More rows than anybody scrolls through.
const MOST_ROWS: u16 = 1000;

/// Where the tiles that are seen lie, in units from the corner of the dashboard.
#[derive(Debug, Default)]
pub(super) struct Placed {
    /// Which part, and where.
    pub(super) tiles: Vec<(usize, Area)>,
    /// How many lines there are to scroll through.
    pub(super) lines: usize,
    /// What has to be said about it.
    pub(super) notes: Vec<String>,
}

/// How wide and high a part is on the grid, where nothing is said about it.
fn usual(kind: Kind) -> (u16, u16) {
    match kind {
        Kind::SingleNumeric | Kind::Dial => (3, 1),
        Kind::Bullet | Kind::ChartWidget => (4, 1),
        Kind::Dashboard => (12, 3),
        _ if matches!(kind.family(), Family::Pie | Family::Doughnut | Family::Sunburst) => (4, 2),
        _ if matches!(kind.family(), Family::Matrix | Family::Tabular) => (12, 2),
        _ => (6, 2),
    }
}

/// How many rows of cells a part takes in a single column, title included.
fn height(part: &Chart) -> u16 {
    match part.spec.kind {
        Kind::SingleNumeric => 7,
        Kind::Dial => 11,
        Kind::Bullet => u16::try_from(part.frame.rows().min(6) * 2 + 2).unwrap_or(14).max(5),
        Kind::ChartWidget => 9,
        Kind::Dashboard => 24,
        _ if matches!(
            part.spec.kind.family(),
            Family::Pie | Family::Doughnut | Family::Sunburst
        ) =>
        {
            14
        }
        _ => 12,
    }
}

/// Tiles in lines from left to right, each line as high as its highest.
fn flow(parts: &[Chart]) -> Vec<Tile> {
    let (mut column, mut row, mut high) = (0, 0, 0);
    let mut tiles: Vec<Tile> = Vec::new();
    for part in parts {
        let (width, height) = usual(part.spec.kind);
        if column + width > COLUMNS {
            stretch(&mut tiles, row, high);
            (column, row, high) = (0, row + high, 0);
        }
        tiles.push(Tile {
            column,
            row,
            width,
            height,
        });
        column += width;
        high = high.max(height);
    }
    stretch(&mut tiles, row, high);
    tiles
}

/// Makes the tiles of a line as wide and high as it is.
fn stretch(tiles: &mut [Tile], row: u16, high: u16) {
    let first = tiles.iter().position(|tile| tile.row == row).unwrap_or(tiles.len());
    let Some(line) = tiles.get_mut(first..).filter(|line| !line.is_empty()) else {
        return;
    };
    let used: u16 = line.iter().map(|tile| tile.width).sum();
    let count = u16::try_from(line.len()).unwrap_or(COLUMNS);
    let (each, mut more) = (
        (COLUMNS - used.min(COLUMNS)) / count,
        (COLUMNS - used.min(COLUMNS)) % count,
    );
    let mut column = 0;
    for tile in line {
        tile.width += each + u16::from(more > 0);
        more = more.saturating_sub(1);
        (tile.column, tile.height) = (column, high);
        column += tile.width;
    }
}

/// Tiles as they were said to lie, made to lie on the grid; nothing where they lie over each other.
fn given(parts: &[Chart], tiles: &[Tile]) -> Option<Vec<Tile>> {
    if tiles.len() < parts.len() {
        return None;
    }
    let tiles: Vec<Tile> = tiles
        .iter()
        .take(parts.len())
        .map(|tile| {
            let column = tile.column.min(COLUMNS - 1);
            let row = tile.row.min(MOST_ROWS);
            Tile {
                column,
                row,
                width: tile.width.clamp(1, COLUMNS - column),
                height: tile.height.clamp(1, MOST_ROWS),
            }
        })
        .collect();
    let over = |a: &Tile, b: &Tile| {
        a.column < b.column + b.width
            && b.column < a.column + a.width
            && a.row < b.row + b.height
            && b.row < a.row + a.height
    };
    let clash = tiles
        .iter()
        .enumerate()
        .any(|(at, tile)| tiles.iter().skip(at + 1).any(|other| over(tile, other)));
    (!clash).then_some(tiles)
}

/// Tiles on the grid, from a row of it on.
pub(super) fn grid(parts: &[Chart], tiles: &[Tile], room: Size, scroll: usize) -> Placed {
    let mut placed = Placed::default();
    let tiles = given(parts, tiles).unwrap_or_else(|| {
        if !tiles.is_empty() {
            placed
                .notes
                .push("the tiles do not fit together, so they are in order".to_owned());
        }
        flow(parts)
    });
    let rows = tiles.iter().map(|tile| tile.row + tile.height).max().unwrap_or(1);
    placed.lines = usize::from(rows);
    // As many rows as have their least height; all of them where that is so.
    let seen = (room.rows / LEAST_ROWS).clamp(1, rows);
    let first = u16::try_from(scroll).unwrap_or(u16::MAX).min(rows - seen);
    if seen < rows {
        placed
            .notes
            .push(format!("lines {}–{} of {rows}", first + 1, first + seen));
    }
    // Edges are rounded once, so that tiles beside each other meet.
    let across = |column: u16| column * (room.columns + GUTTER) / COLUMNS;
    let down = |row: u16| u32::from(row - first) * u32::from(room.rows) / u32::from(seen);
    for (at, tile) in tiles.iter().enumerate() {
        let (top, bottom) = (tile.row.max(first), (tile.row + tile.height).min(first + seen));
        // What begins above is seen again when one scrolls back; a piece of it would be another picture.
        if top >= bottom || tile.row < first && bottom - top < tile.height {
            continue;
        }
        let (left, right) = (across(tile.column), across(tile.column + tile.width));
        let (top, bottom) = (down(top) as u16, down(bottom) as u16);
        // A line of air above the next tile, where there is enough.
        let air = u16::from(bottom < room.rows && bottom - top > LEAST_ROWS + 2);
        let columns = (right - left).saturating_sub(GUTTER);
        if columns > 0 && left + columns <= room.columns {
            let area = Area::cells(left, top, columns, bottom - top - air);
            placed.tiles.push((at, area));
        }
    }
    placed
}

/// Tiles below each other, from one of them on.
pub(super) fn column(parts: &[Chart], room: Size, scroll: usize) -> Placed {
    let mut placed = Placed {
        lines: parts.len(),
        ..Placed::default()
    };
    let first = scroll.min(parts.len().saturating_sub(1));
    let mut top = 0;
    let mut end = first;
    for (at, part) in parts.iter().enumerate().skip(first) {
        let left = room.rows - top;
        if left == 0 || at > first && left < LEAST_ROWS {
            break;
        }
        let height = height(part).min(left);
        placed.tiles.push((at, Area::cells(0, top, room.columns, height)));
        top = (top + height + 1).min(room.rows);
        end = at + 1;
    }
    if end - first < parts.len() {
        placed
            .notes
            .push(format!("tiles {}–{end} of {}", first + 1, parts.len()));
    }
    placed
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::chart::example;

    fn parts(kinds: &[usize]) -> Vec<Chart> {
        let kinds: Vec<Kind> = kinds.iter().filter_map(|at| Kind::all().nth(*at)).collect();
        kinds
            .into_iter()
            .map(|kind| Chart {
                spec: crate::chart::Spec::new(kind, ""),
                ..example(Kind::Bar)
            })
            .collect()
    }

    #[test]
    fn without_a_plan_lines_are_filled() {
        let parts = parts(&[47, 48, 48, 8, 35]);
        let tiles = flow(&parts);
        let lines: Vec<(u16, u16, u16)> = tiles.iter().map(|tile| (tile.row, tile.column, tile.width)).collect();
        assert_eq!(lines, [(0, 0, 4), (0, 4, 4), (0, 8, 4), (1, 0, 7), (1, 7, 5)]);
    }

    #[test]
    fn tiles_over_each_other_are_put_in_order() {
        let tile = Tile {
            column: 0,
            row: 0,
            width: 6,
            height: 1,
        };
        let placed = grid(&parts(&[0, 1]), &[tile, tile], Size::new(120, 40), 0);
        assert_eq!(placed.notes, ["the tiles do not fit together, so they are in order"]);
    }

    proptest! {
        #[test]
        fn tiles_are_on_cells_inside_and_apart(
            kinds in proptest::collection::vec(0usize..52, 1..9),
            tiles in proptest::collection::vec((0u16..14, 0u16..5, 0u16..14, 0u16..4), 0..9),
            columns in 0u16..200, rows in 0u16..60, scroll in 0usize..6,
        ) {
            let parts = parts(&kinds);
            let tiles: Vec<Tile> = tiles
                .into_iter()
                .map(|(column, row, width, height)| Tile { column, row, width, height })
                .collect();
            let room = Size::new(columns, rows);
            for placed in [grid(&parts, &tiles, room, scroll), column(&parts, room, scroll)] {
                for (at, (_, area)) in placed.tiles.iter().enumerate() {
                    prop_assert!(area.left % 8.0 == 0.0 && area.top % 16.0 == 0.0);
                    prop_assert!(area.right <= room.area().right && area.bottom <= room.area().bottom, "{:?}", area);
                    for (_, other) in placed.tiles.iter().skip(at + 1) {
                        prop_assert!(area.common(*other).is_empty(), "{:?} {:?}", area, other);
                    }
                }
            }
        }
    }
}
