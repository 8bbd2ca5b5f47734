//! A course without axes: what a figure did lately.

use crate::chart::draw::spark;
use crate::chart::draw::stage::{Stage, Text};
use crate::chart::geometry::{Area, CELL_HEIGHT, CELL_WIDTH, Outline, Point};
use crate::chart::scale::Linear;
use crate::chart::scene::{Fill, Hue, Ink, Part, Stroke};

/// Up to so many rows a course is bars of a column each, whose tops are finer than a line in so little room.
const ROWS_OF_BARS: u16 = 3;

/// Draws a course into whole cells: glyphs in one row, bars in a few, an area in more.
pub(super) fn draw(stage: &mut Stage<'_>, values: &[Option<f64>], area: Area, spot: Option<usize>) {
    let columns = usize::from(area.columns());
    if area.rows() == 0 || columns == 0 {
        return;
    }
    if area.rows() == 1 {
        let values = spark::thin(values, columns);
        let left = area.left + ((columns - values.len()) / 2) as f64 * CELL_WIDTH;
        let at = Point::new(left, area.top + CELL_HEIGHT / 2.0);
        let text = Text::of(spark::glyphs(&values), at).ink(Hue::Series(0));
        stage.text(text.part(Part::Value).spot(spot));
        return;
    }
    if area.rows() <= ROWS_OF_BARS {
        bars(stage, &spark::thin(values, columns), area, spot);
        return;
    }
    let values = spark::thin(values, columns * 2);
    let there = || values.iter().copied().flatten();
    let low = there().fold(f64::INFINITY, f64::min);
    let high = there().fold(f64::NEG_INFINITY, f64::max);
    // The least value still has a body, the greatest is not cut.
    let up = Linear::new((low, high), (area.bottom - CELL_HEIGHT / 2.0, area.top + 2.0));
    let across = Linear::new(
        (0.0, values.len().saturating_sub(1) as f64),
        (area.left, area.right - 1.0),
    );
    let mut piece: Vec<Point> = Vec::new();
    for (index, value) in values.iter().enumerate() {
        match value {
            Some(value) => piece.push(Point::new(across.at(index as f64), up.at(*value))),
            None => put(stage, &mut piece, area.bottom, spot),
        }
    }
    put(stage, &mut piece, area.bottom, spot);
}

/// A bar for each value, as many whole columns wide as fit.
fn bars(stage: &mut Stage<'_>, values: &[Option<f64>], area: Area, spot: Option<usize>) {
    let there = || values.iter().copied().flatten();
    let low = there().fold(f64::INFINITY, f64::min);
    let high = there().fold(f64::NEG_INFINITY, f64::max);
    let columns = usize::from(area.columns());
    let width = (columns / values.len().max(1)).max(1);
    let left = area.left + (columns.saturating_sub(width * values.len()) / 2) as f64 * CELL_WIDTH;
    let up = Linear::new((low, high), (area.bottom - CELL_HEIGHT / 4.0, area.top));
    for (index, value) in values.iter().enumerate() {
        if let Some(value) = value {
            let left = left + (index * width) as f64 * CELL_WIDTH;
            let right = left + width as f64 * CELL_WIDTH;
            let bar = Area::new(left, up.at(*value), right, area.bottom);
            let last = index + 1 == values.len();
            let ink = Ink::of(Hue::Series(0)).soft(if last { 100 } else { 60 });
            stage.fill(Outline::Rect(bar), Fill::solid(ink), spot);
        }
    }
}

/// A piece of the course without gaps: its body and its line.
fn put(stage: &mut Stage<'_>, piece: &mut Vec<Point>, bottom: f64, spot: Option<usize>) {
    if let (Some(first), Some(last)) = (piece.first().copied(), piece.last().copied())
        && piece.len() > 1
    {
        let mut body = piece.clone();
        body.extend([Point::new(last.x, bottom), Point::new(first.x, bottom)]);
        let ink = Ink::of(Hue::Series(0));
        stage.fill(Outline::line(body, true), Fill::solid(ink.soft(28)), spot);
        stage.stroke(Outline::line(piece.iter().copied(), false), ink, Stroke::HEAVY, spot);
    }
    piece.clear();
}
