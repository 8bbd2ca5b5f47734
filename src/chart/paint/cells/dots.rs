//! Lines as dots: one dot wide, however wide they are in a file; those that end a surface as wide as a quarter of a cell.
//!
//! A cell has two by four dots of braille, or of an octant; in half blocks it has one by two. A cell has one colour for all
//! its dots: that of the line that was drawn last.

use std::ops::Range;

use ratatui::symbols::braille::BRAILLE;
use ratatui::symbols::pixel::{OCTANTS, QUADRANTS};

use super::super::{Depth, Glyphs, Manner};
use super::spans::{PER_CELL, contours};
use super::tint::{GROUND, Id};
use crate::chart::geometry::{Area, CELL_HEIGHT, CELL_WIDTH, Outline, Point, Segment, Size};
use crate::chart::scene::{Hue, Stroke};

/// How many dots of a line are drawn, and after how many that begins again.
pub(super) type Dash = (usize, usize);

const SOLID: Dash = (1, 1);
const DASHED: Dash = (4, 7);
/// Lines of different series where there are no colours.
const SERIES: [Dash; 8] = [SOLID, (2, 4), (6, 9), (1, 3), (9, 12), (3, 5), (1, 4), (4, 6)];

/// How a stroke is dashed.
pub(super) fn dash(stroke: Stroke, manner: Manner) -> Dash {
    match stroke.ink.hue {
        _ if stroke.dashed => DASHED,
        Hue::Series(series) if manner.depth == Depth::None => SERIES[usize::from(series) % SERIES.len()],
        _ => SOLID,
    }
}

/// The dots of a cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Dot {
    /// A bit for each dot, row by row.
    pub(super) mask: u8,
    /// Their tint.
    pub(super) tint: Id,
    /// Whether they are seen as quarters of the cell.
    pub(super) heavy: bool,
    /// The surface that they only run around. Where it ends is seen without them, unless what lies around it looks the same.
    pub(super) rim: Option<Id>,
}

/// What a line is drawn with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pen {
    pub(super) tint: Id,
    pub(super) heavy: bool,
    pub(super) dash: Dash,
    pub(super) rim: Option<Id>,
}

/// Lines, as dots in cells.
#[derive(Debug, Default)]
pub(super) struct Dots {
    size: Size,
    glyphs: Glyphs,
    cells: Vec<Dot>,
    /// Whether there are any.
    any: bool,
    points: Vec<Point>,
    walked: Vec<(i64, i64)>,
}

impl Dots {
    /// None yet.
    pub(super) fn begin(&mut self, size: Size, glyphs: Glyphs) {
        self.size = size;
        self.glyphs = glyphs;
        self.any = false;
        self.cells.clear();
        let cells = usize::from(size.columns) * usize::from(size.rows);
        self.cells.resize(cells, Dot::default());
    }

    /// The dots of a cell, where it has any.
    pub(super) fn cell(&self, index: usize) -> Option<Dot> {
        self.cells.get(index).copied().filter(|dot| dot.mask != 0)
    }

    /// The glyph of the dots of a cell.
    pub(super) fn glyph(&self, dot: Dot) -> char {
        let mask = dot.mask;
        match self.glyphs {
            Glyphs::Quadrant | Glyphs::Sextant if dot.heavy => {
                let rows = mask | mask >> 2;
                QUADRANTS[usize::from(rows & 3 | (rows >> 4 & 3) << 2)]
            }
            Glyphs::HalfBlock => [' ', '▀', '▄', '█'][usize::from(mask & 3)],
            Glyphs::Octant => OCTANTS[usize::from(mask)],
            Glyphs::Ascii => ascii(mask),
            Glyphs::Quadrant | Glyphs::Sextant => BRAILLE[usize::from(mask)],
        }
    }

    /// How many dots a cell has across and down.
    const fn grid(&self) -> (usize, usize) {
        match self.glyphs {
            Glyphs::HalfBlock => (1, 2),
            _ => (2, 4),
        }
    }

    /// Takes away the dots whose middles lie in a span of samples.
    pub(super) fn hide(&mut self, row: usize, across: Range<usize>) {
        if !self.any {
            return;
        }
        let (wide, high) = self.grid();
        let (width, height) = (PER_CELL / wide, PER_CELL / high);
        // The middle of a dot lies on an edge between samples; the sample after it stands for it.
        if row % height != height / 2 {
            return;
        }
        let line = row / PER_CELL * usize::from(self.size.columns);
        let bit = row % PER_CELL / height * wide;
        let first = (across.start + width / 2 - 1) / width;
        let last = (across.end + width / 2 - 1) / width;
        for dot in first..last {
            if let Some(cell) = self.cells.get_mut(line + dot / wide) {
                cell.mask &= !(1 << (bit + dot % wide));
            }
        }
    }

    /// Draws along a shape.
    pub(super) fn stroke(&mut self, outline: &Outline, pen: Pen) {
        let mut points = std::mem::take(&mut self.points);
        match outline {
            Outline::Rect(area) => contours(&corners(*area), &mut points, |line, closed| {
                self.line(line, closed, pen);
            }),
            Outline::Path(segments) => contours(segments, &mut points, |line, closed| {
                self.line(line, closed, pen);
            }),
        }
        self.points = points;
    }

    fn line(&mut self, points: &[Point], closed: bool, pen: Pen) {
        let (wide, high) = self.grid();
        let scale = (wide as f64 / CELL_WIDTH, high as f64 / CELL_HEIGHT);
        let last = Point::new(
            f64::from(self.size.columns) * wide as f64,
            f64::from(self.size.rows) * high as f64,
        );
        let dots = |point: &Point| Point::new(point.x * scale.0, point.y * scale.1);
        let mut walked = std::mem::take(&mut self.walked);
        walked.clear();
        let begin = points.first().map(dots);
        let mut from = begin;
        let mut total = 0;
        for to in points.iter().map(dots).chain(begin.filter(|_| closed)) {
            let Some(start) = from.replace(to) else { continue };
            if let Some((start, end)) = clipped(start, to, last) {
                walk(start, end, &mut walked);
            } else {
                self.put(&mut walked, pen, &mut total);
            }
        }
        self.put(&mut walked, pen, &mut total);
        self.walked = walked;
    }

    /// Puts a walk of dots down, without the ones that only fill a corner: a line is one dot wide.
    fn put(&mut self, walked: &mut Vec<(i64, i64)>, pen: Pen, total: &mut usize) {
        let mut before: Option<(i64, i64)> = None;
        for (index, &dot) in walked.iter().enumerate() {
            let corner = before.zip(walked.get(index + 1)).is_some_and(|(before, after)| {
                (before.0 - after.0).abs() == 1
                    && (before.1 - after.1).abs() == 1
                    && (before.0 == dot.0 || before.1 == dot.1)
                    && (after.0 == dot.0 || after.1 == dot.1)
            });
            if corner {
                continue;
            }
            before = Some(dot);
            if *total % pen.dash.1 < pen.dash.0 {
                self.set(dot, pen);
            }
            *total += 1;
        }
        walked.clear();
    }

    fn set(&mut self, (x, y): (i64, i64), pen: Pen) {
        let (Ok(x), Ok(y)) = (usize::try_from(x), usize::try_from(y)) else {
            return;
        };
        let (wide, high) = self.grid();
        let (column, row) = (x / wide, y / high);
        if column >= usize::from(self.size.columns) {
            return;
        }
        if let Some(cell) = self.cells.get_mut(row * usize::from(self.size.columns) + column) {
            let mut bit = 1 << (y % high * wide + x % wide);
            if pen.heavy && high == 4 {
                // Both dots of a quarter.
                let upper = y % high / 2 * 2;
                bit = 0b101 << (upper * wide + x % wide);
            }
            if pen.tint == GROUND {
                // A line in the colour of the ground takes away what lies under it.
                cell.mask &= !bit;
                return;
            }
            // A line that crosses a rim is seen as one.
            cell.rim = pen.rim.filter(|_| cell.mask == 0 || cell.rim.is_some());
            cell.mask |= bit;
            cell.tint = pen.tint;
            cell.heavy = pen.heavy;
            self.any = true;
        }
    }
}

/// Every dot from one point to another, in order, each once.
fn walk(from: Point, to: Point, walked: &mut Vec<(i64, i64)>) {
    let steps = (to.x - from.x).abs().max((to.y - from.y).abs()).ceil().max(1.0);
    for step in 0..=steps as usize {
        let part = step as f64 / steps;
        let dot = (
            (from.x + (to.x - from.x) * part).floor() as i64,
            (from.y + (to.y - from.y) * part).floor() as i64,
        );
        if walked.last() != Some(&dot) {
            walked.push(dot);
        }
    }
}

/// The piece of a straight line that lies between the origin and a corner, both a dot wider.
fn clipped(from: Point, to: Point, last: Point) -> Option<(Point, Point)> {
    let (mut first, mut end) = (0.0f64, 1.0f64);
    for (at, by, most) in [(from.x, to.x - from.x, last.x), (from.y, to.y - from.y, last.y)] {
        for (step, room) in [(-by, at + 1.0), (by, most + 1.0 - at)] {
            if step == 0.0 {
                if room < 0.0 {
                    return None;
                }
            } else if step < 0.0 {
                first = first.max(room / step);
            } else {
                end = end.min(room / step);
            }
        }
    }
    let at = |part: f64| Point::new(from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part);
    (first <= end).then(|| (at(first), at(end)))
}

fn corners(area: Area) -> [Segment; 5] {
    // The far edges lie in the last dots, not in those after them.
    let (right, bottom) = (area.right - 0.01, area.bottom - 0.01);
    [
        Segment::Move(Point::new(area.left, area.top)),
        Segment::Line(Point::new(right, area.top)),
        Segment::Line(Point::new(right, bottom)),
        Segment::Line(Point::new(area.left, bottom)),
        Segment::Close,
    ]
}

/// What comes nearest to some dots among the bytes below 128.
fn ascii(mask: u8) -> char {
    let dots = || {
        (0..8)
            .filter(|bit| mask & (1 << bit) != 0)
            .map(|bit| (bit % 2, bit / 2))
    };
    let row_of = |row: i32| if row == 3 { '_' } else { '-' };
    let (mut left, mut right) = ((0, 0), (0, 0));
    for (column, row) in dots() {
        let side = if column == 0 { &mut left } else { &mut right };
        side.0 += row;
        side.1 += 1;
    }
    match (left, right) {
        ((_, 0), (_, 0)) => ' ',
        ((row, 1), (_, 0)) | ((_, 0), (row, 1)) if row < 2 => '\'',
        ((_, 1), (_, 0)) | ((_, 0), (_, 1)) => '.',
        ((_, _), (_, 0)) | ((_, 0), (_, _)) => '|',
        ((a, n), (b, m)) if a * m == b * n => {
            if n + m > 4 {
                '*'
            } else if a == 0 && b == 0 {
                '\''
            } else {
                row_of(a / n)
            }
        }
        ((a, n), (b, m)) if a * m > b * n => '/',
        _ => '\\',
    }
}
