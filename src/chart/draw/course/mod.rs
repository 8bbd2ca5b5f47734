//! Lines and areas on a plot: alone ([`plain()`]), stacked ([`stacked()`]), their markers and the names at their ends.

mod ends;
mod plain;
mod stack;
#[cfg(test)]
mod tests;

pub(super) use ends::Ends;
pub(super) use plain::{area, edge, line, markers, plain, points};
pub(super) use stack::stacked;

use super::stage::Stage;
use crate::chart::geometry::CELL_WIDTH;
use crate::chart::group::Series;

/// How wide a line is.
const WIDTH: f64 = 2.0;

/// The finest that a line shows across: half a column.
const FINEST: f64 = CELL_WIDTH / 2.0;

/// The signs of the series, in turn.
const SIGNS: [&str; 5] = ["●", "◆", "▲", "■", "▼"];

/// The sign of a series.
pub(super) fn sign(index: usize) -> &'static str {
    SIGNS.get(index % SIGNS.len()).copied().unwrap_or("●")
}

/// How a course is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Style {
    /// As a monotone curve.
    pub(super) smooth: bool,
    /// With a sign at each value.
    pub(super) markers: bool,
}

impl Style {
    /// Curved or not, with signs or not.
    pub(super) const fn new(smooth: bool, markers: bool) -> Self {
        Self { smooth, markers }
    }
}

/// Says how many values cannot be on a logarithmic axis.
pub(super) fn note_lost<'a>(stage: &mut Stage<'_>, series: impl Iterator<Item = &'a Series>) {
    let lost = series
        .flat_map(|series| series.values.iter().flatten())
        .filter(|value| **value <= 0.0)
        .count();
    if lost > 0 {
        stage.note(format!(
            "{lost} values of 0 or less have no place on a logarithmic axis"
        ));
    }
}
