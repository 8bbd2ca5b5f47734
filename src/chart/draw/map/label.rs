//! Names beside marks: where there is room, and no further from the mark than its side.

use crate::chart::draw::stage::{Stage, Text};
use crate::chart::geometry::{Area, CELL_HEIGHT, CELL_WIDTH, Point};
use crate::chart::scene::{Anchor, Hue};
use crate::text::{SafeText, truncate};

/// Longer names are cut.
const LONGEST: usize = 18;

/// The middle of the row that a height lies in.
pub(super) fn row_middle(y: f64) -> f64 {
    ((y / CELL_HEIGHT).floor() + 0.5) * CELL_HEIGHT
}

/// Writes a name below, right, left or above what is so large, inside an area; whether there was room.
pub(super) fn beside(
    stage: &mut Stage<'_>,
    name: &SafeText,
    at: Point,
    radius: f64,
    of: Option<usize>,
    hue: Hue,
) -> bool {
    let text = SafeText::new(truncate(name, LONGEST));
    let middle = row_middle(at.y);
    // A row that touches the mark's last sub-cells would cover them.
    let below = row_middle(at.y + radius + CELL_HEIGHT * 0.7);
    let above = row_middle(at.y - radius - CELL_HEIGHT * 0.7);
    let side = radius + CELL_WIDTH;
    let tries = [
        (Point::new(at.x, below), Anchor::Middle),
        (Point::new(at.x + side, middle), Anchor::Start),
        (Point::new(at.x - side, middle), Anchor::End),
        (Point::new(at.x, above), Anchor::Middle),
    ];
    // A single glyph has its name beside it in the same row.
    let first = usize::from(radius < CELL_HEIGHT / 2.0);
    let order = (0..tries.len()).map(|turn| (turn + first) % tries.len());
    order.into_iter().any(|place| {
        tries.get(place).is_some_and(|(at, anchor)| {
            at.y > stage.body.top
                && at.y < stage.body.bottom
                && stage.label(Text::of(&text, *at).anchor(*anchor).ink(hue).spot(of))
        })
    })
}

/// The cell of a point: the one in which a glyph that has its middle there is written.
pub(super) fn cell(at: Point) -> (i64, i64) {
    (
        ((at.x - CELL_WIDTH / 2.0) / CELL_WIDTH).round() as i64,
        (at.y / CELL_HEIGHT).floor() as i64,
    )
}

/// What belongs to a glyph for a mouse.
pub(super) fn cell_area((column, row): (i64, i64)) -> Area {
    let (left, top) = (column as f64 * CELL_WIDTH, row as f64 * CELL_HEIGHT);
    Area::new(left, top, left + CELL_WIDTH, top + CELL_HEIGHT)
}
