//! The shares of a sunburst as rectangles: a column for each level, from left to right.

use crate::chart::geometry::{Area, CELL_HEIGHT, CELL_WIDTH, Outline, Point};
use crate::chart::layout::Piece;
use crate::chart::scene::{Fill, Hue, Part};
use crate::chart::write;
use crate::text::{display_width, truncate};

use super::super::nest::{Branch, Nested};
use super::super::stage::{Stage, Text};
use super::{ink, spot};

/// Between two levels.
const GUTTER: f64 = CELL_WIDTH / 2.0;

/// Draws so many levels.
pub(super) fn draw(stage: &mut Stage<'_>, nested: &Nested, levels: usize) {
    let body = stage.body;
    stage.scene.plot = body;
    level(stage, nested, &nested.branches, Piece::WHOLE, None, (0, levels), body);
}

fn level(
    stage: &mut Stage<'_>,
    nested: &Nested,
    branches: &[Branch],
    piece: Piece,
    around: Option<&Branch>,
    (depth, levels): (usize, usize),
    body: Area,
) {
    let sizes: Vec<f64> = branches.iter().map(|branch| branch.size).collect();
    let across = |level: usize| {
        let left = body.left + body.width() * level as f64 / levels as f64;
        (left / CELL_WIDTH).round() * CELL_WIDTH
    };
    // Both neighbours round their common edge the same way: to half rows.
    let down = |share: f64| {
        let step = CELL_HEIGHT / 2.0;
        body.top + (body.height() * share / step).round() * step
    };
    for (index, (branch, piece)) in branches.iter().zip(piece.cut(&sizes)).enumerate() {
        let gutter = if depth + 1 < levels { GUTTER } else { 0.0 };
        let area = Area::new(
            across(depth),
            down(piece.from),
            across(depth + 1) - gutter,
            down(piece.to),
        );
        if area.is_empty() {
            continue;
        }
        let of = spot(stage, nested, branch, around, area.center(), area);
        let color = ink(branch, depth, index);
        stage.fill(Outline::Rect(area), Fill::solid(color), Some(of));
        words(stage, nested, branch, area, of);
        if depth + 1 < levels {
            level(
                stage,
                nested,
                &branch.inner,
                piece,
                Some(branch),
                (depth + 1, levels),
                body,
            );
        }
    }
}

/// The name and the value, on one row or two, in the middle of the height.
fn words(stage: &mut Stage<'_>, nested: &Nested, branch: &Branch, area: Area, of: usize) {
    let columns = usize::from(area.columns()).saturating_sub(2);
    let top = (area.top / CELL_HEIGHT).ceil();
    let rows = ((area.bottom / CELL_HEIGHT).floor() - top).max(0.0);
    if columns < 3 || rows < 1.0 {
        return;
    }
    let value = write::full(branch.value, nested.unit);
    let beside = display_width(&value) + 2 + branch.label.width() <= columns;
    let lines = if beside || rows < 2.0 { 1.0 } else { 2.0 };
    let first = top + ((rows - lines) / 2.0).floor();
    let at = |line: f64, column: usize| {
        Point::new(
            area.left + (1 + column) as f64 * CELL_WIDTH,
            (first + line + 0.5) * CELL_HEIGHT,
        )
    };
    let name = truncate(&branch.label, columns);
    let wide = display_width(&name);
    stage.text(Text::of(name, at(0.0, 0)).ink(Hue::Contrast).bold().spot(Some(of)));
    let place = if beside { at(0.0, wide + 2) } else { at(1.0, 0) };
    if (beside || lines > 1.0) && display_width(&value) <= columns {
        let text = Text::of(value, place).ink(Hue::Contrast).part(Part::Value);
        stage.text(text.spot(Some(of)));
    }
}
