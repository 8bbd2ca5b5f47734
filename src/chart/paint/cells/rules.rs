//! Axes, grids and thresholds: lines of glyphs that join where they cross.
//!
//! A level line in the middle of a row is `─`, an upright one `│`. One that lies on the edge of cells is an eighth block: it
//! covers exactly the units next to the edge, joins from cell to cell without a gap, and a bar that stands on it begins right
//! there. Scan line glyphs such as `⎽` would be thinner, but fonts put them at heights of their own.

use super::super::Glyphs;
use super::tint::Id;
use crate::chart::geometry::{Area, CELL_HEIGHT, CELL_WIDTH, Size};
use crate::chart::scene::RuleMark;

const UP: u8 = 1;
const DOWN: u8 = 2;
const LEFT: u8 = 4;
const RIGHT: u8 = 8;
const DASHED: u8 = 16;

/// The glyph of each set of arms.
const JOINTS: [char; 16] = [
    ' ', '╵', '╷', '│', '╴', '┘', '┐', '┤', '╶', '└', '┌', '├', '─', '┴', '┬', '┼',
];

/// How near to an edge a line lies on it.
const ON_EDGE: f64 = 0.01;

/// What runs through a cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    arms: u8,
    edge: Option<char>,
    /// Its tint.
    pub(super) tint: Id,
}

impl Line {
    /// Its glyph.
    pub(super) fn glyph(self, glyphs: Glyphs) -> char {
        let ascii = glyphs == Glyphs::Ascii;
        let (level, upright) = (self.arms & (LEFT | RIGHT) != 0, self.arms & (UP | DOWN) != 0);
        if ascii {
            return match (level, upright, self.edge) {
                (true, true, _) => '+',
                (true, false, _) | (false, false, Some('▔')) => '-',
                (false, false, Some('▁')) => '_',
                (false, false, Some(sign)) if sign.is_ascii() => sign,
                (false, true, _) | (false, false, Some(_)) => '|',
                (false, false, None) => ' ',
            };
        }
        if self.arms & DASHED != 0 && level != upright {
            return if level { '╌' } else { '┊' };
        }
        match JOINTS.get(usize::from(self.arms & 15)) {
            Some(' ') | None => self.edge.unwrap_or(' '),
            Some(joint) => *joint,
        }
    }
}

/// The lines of a picture.
#[derive(Debug, Default)]
pub(super) struct Lines {
    size: Size,
    cells: Vec<Line>,
}

impl Lines {
    /// None yet.
    pub(super) fn begin(&mut self, size: Size) {
        self.size = size;
        self.cells.clear();
        self.cells
            .resize(usize::from(size.columns) * usize::from(size.rows), Line::default());
    }

    /// What runs through a cell, where anything does.
    pub(super) fn cell(&self, index: usize) -> Option<Line> {
        let there = |line: &Line| line.arms != 0 || line.edge.is_some();
        self.cells.get(index).copied().filter(there)
    }

    /// Adds a line.
    pub(super) fn add(&mut self, rule: &RuleMark, tint: Id) {
        let ends = [rule.from.x, rule.from.y, rule.to.x, rule.to.y];
        if ends.iter().any(|end| !end.is_finite()) {
            return;
        }
        let [x, y, to_x, to_y] = ends.map(|end| end.clamp(-1e6, 1e6));
        if (to_x - x).abs() >= (to_y - y).abs() {
            self.level(y, x.min(to_x), x.max(to_x), rule.dashed, tint);
        } else {
            self.upright(x, y.min(to_y), y.max(to_y), rule.dashed, tint);
        }
    }

    fn level(&mut self, y: f64, left: f64, right: f64, dashed: bool, tint: Id) {
        let (Some((row, edge)), Some((first, last))) = (
            place(y / CELL_HEIGHT, self.size.rows, ['▁', '▔']),
            reach(left / CELL_WIDTH, right / CELL_WIDTH, self.size.columns),
        ) else {
            return;
        };
        for column in first..last {
            let from = column as f64 * CELL_WIDTH;
            let middle = from + CELL_WIDTH / 2.0;
            let arms = arm(LEFT, left < middle && right > from)
                | arm(RIGHT, left < from + CELL_WIDTH && right > middle)
                | arm(DASHED, dashed);
            // Dashes on an edge are whole cells: there are no shorter ones.
            let shown = !dashed || column.is_multiple_of(2);
            self.put((column, row), arms, edge.filter(|_| shown), edge.is_some(), tint);
        }
    }

    fn upright(&mut self, x: f64, top: f64, bottom: f64, dashed: bool, tint: Id) {
        let column = x / CELL_WIDTH;
        // On an edge between columns it is at the left of the column after it.
        let turned = f64::from(self.size.columns) - column;
        let (Some((from_right, edge)), Some((first, last))) = (
            place(turned, self.size.columns, ['▏', '▕']),
            reach(top / CELL_HEIGHT, bottom / CELL_HEIGHT, self.size.rows),
        ) else {
            return;
        };
        let column = usize::from(self.size.columns) - 1 - from_right;
        for row in first..last {
            let from = row as f64 * CELL_HEIGHT;
            let middle = from + CELL_HEIGHT / 2.0;
            let arms = arm(UP, top < middle && bottom > from)
                | arm(DOWN, top < from + CELL_HEIGHT && bottom > middle)
                | arm(DASHED, dashed);
            self.put((column, row), arms, edge, edge.is_some(), tint);
        }
    }

    /// Puts signs at the corners of an area; around a single row they are brackets.
    pub(super) fn corners(&mut self, area: Area, tint: Id) {
        let (Some((left, right)), Some((top, bottom))) = (
            reach(area.left / CELL_WIDTH, area.right / CELL_WIDTH, self.size.columns),
            reach(area.top / CELL_HEIGHT, area.bottom / CELL_HEIGHT, self.size.rows),
        ) else {
            return;
        };
        let (right, bottom) = (right - 1, bottom - 1);
        if top == bottom {
            self.sign((left, top), '[', tint);
            self.sign((right, top), ']', tint);
            return;
        }
        for (column, row, arms) in [
            (left, top, DOWN | RIGHT),
            (right, top, DOWN | LEFT),
            (left, bottom, UP | RIGHT),
            (right, bottom, UP | LEFT),
        ] {
            self.put((column, row), arms, None, false, tint);
        }
    }

    fn sign(&mut self, (column, row): (usize, usize), sign: char, tint: Id) {
        self.put((column, row), 0, Some(sign), true, tint);
    }

    fn put(&mut self, (column, row): (usize, usize), arms: u8, edge: Option<char>, on_edge: bool, tint: Id) {
        let index = row * usize::from(self.size.columns) + column;
        let Some(cell) = self.cells.get_mut(index) else {
            return;
        };
        if on_edge {
            if let Some(edge) = edge {
                cell.edge = Some(edge);
                // A hairline does not recolour what crosses it.
                if cell.arms == 0 {
                    cell.tint = tint;
                }
            }
        } else if arms & !DASHED != 0 {
            cell.arms |= arms;
            cell.tint = tint;
        }
    }
}

const fn arm(arm: u8, there: bool) -> u8 {
    if there { arm } else { 0 }
}

/// The row that a level line at `at` rows from the top is painted in, and its glyph where it lies on an edge: at the end of
/// the row before, or at the very beginning of the first.
fn place(at: f64, rows: u16, [end, begin]: [char; 2]) -> Option<(usize, Option<char>)> {
    let nearest = at.round();
    if rows == 0 || at < -ON_EDGE || at > f64::from(rows) + ON_EDGE {
        None
    } else if (at - nearest).abs() > ON_EDGE {
        Some((at.floor() as usize, None))
    } else if nearest < 1.0 {
        Some((0, Some(begin)))
    } else {
        Some((nearest as usize - 1, Some(end)))
    }
}

/// The cells that a stretch touches.
fn reach(from: f64, to: f64, cells: u16) -> Option<(usize, usize)> {
    let first = from.floor().clamp(0.0, f64::from(cells)) as usize;
    let last = to.ceil().clamp(0.0, f64::from(cells)) as usize;
    (first < last).then_some((first, last))
}
