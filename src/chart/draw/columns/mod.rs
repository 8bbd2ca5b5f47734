//! Bars on the columns of a plot: beside each other ([`beside()`]), on top of each other ([`stacked()`]), as shares of a whole
//! ([`shares()`]); their values; and the names of a stack in its order.

mod beside;
mod names;
mod stacked;
#[cfg(test)]
mod tests;

pub(super) use beside::{beside, labels_fit};
pub(super) use names::{names_beside, write_names};
pub(super) use stacked::{Stack, shares, stacked};

use super::shown::Shown;
use crate::chart::geometry::CELL_WIDTH;
use crate::chart::scale::Band;

/// A single bar is not wider than so many columns: what is wider looks like a wall.
const WIDEST: usize = 12;

/// The least that can be seen of a bar: an eighth of a row.
const LEAST: f64 = 2.0;

/// The layers that are drawn.
pub(super) fn layers(shown: &Shown) -> Vec<usize> {
    let mut layers: Vec<usize> = shown.series().map(|series| series.layer).collect();
    layers.dedup();
    layers
}

/// How many columns each of so many bars of a slot is wide; `part` is how much narrower than the slot they are together.
fn width(band: &Band, bars: usize, part: usize) -> usize {
    let each = band.width() / bars.max(1) / part.max(1);
    each.clamp(usize::from(band.width() > 0), WIDEST)
}

/// From where to where a bar of a slot goes.
fn bar(band: &Band, place: usize, bars: usize, index: usize, part: usize) -> (f64, f64) {
    let (left, right) = band.slot(place);
    let width = width(band, bars, part) as f64 * CELL_WIDTH;
    let free = ((right - left - width * bars as f64) / 2.0 / CELL_WIDTH)
        .floor()
        .max(0.0)
        * CELL_WIDTH;
    let from = left + free + width * index as f64;
    (from, from + width)
}
