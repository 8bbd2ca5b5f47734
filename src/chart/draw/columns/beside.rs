//! Bars beside each other.

use super::{LEAST, Stack, bar, width};
use crate::chart::draw::axis::{Plot, Up};
use crate::chart::draw::shown::Shown;
use crate::chart::draw::stage::{Stage, Text};
use crate::chart::geometry::{Area, CELL_HEIGHT, Outline, Point};
use crate::chart::group::Series;
use crate::chart::scene::{Anchor, Fill, Hue, Part};
use crate::chart::write;
use crate::text::display_width;

/// Whether there is room for the value of every bar, or of every stack, without touching.
pub(in crate::chart::draw) fn labels_fit(stage: &Stage<'_>, shown: &Shown, plot: &Plot, stacked: bool) -> bool {
    let rows = plot.area.rows();
    if stage.look.compact || rows < 5 {
        return false;
    }
    let band = plot.across.band();
    let bars = if stacked { 1 } else { shown.series().count() };
    // Bars beside each other touch, so their values need a blank within them; a bar alone has a gap beside it.
    let room = if bars > 1 {
        width(&band, bars, 1).saturating_sub(1)
    } else {
        (band.step().floor() as usize).saturating_sub(1)
    };
    if stacked {
        return (0..shown.len()).all(|place| {
            let stack = Stack::of(shown, place);
            display_width(&write::short(stack.up(), stack.unit)) <= room
        });
    }
    shown.series().all(|series| {
        let mut values = series.values.iter().flatten();
        values.all(|value| display_width(&write::short(*value, series.unit)) <= room)
    })
}

/// The middle of the row that the value of a bar stands in: above it, or below it where it hangs.
pub(super) fn label_row(end: f64, hangs: bool) -> f64 {
    let edge = end / CELL_HEIGHT;
    if hangs {
        ((edge - 0.01).ceil() + 0.5) * CELL_HEIGHT
    } else {
        ((edge + 0.01).floor() - 0.5) * CELL_HEIGHT
    }
}

/// Draws the bars of some series at each category, each read at its axis: `part` says how much narrower than their slot they are together.
pub(in crate::chart::draw) fn beside(
    stage: &mut Stage<'_>,
    series: &[(&Series, &Up)],
    plot: &Plot,
    first: usize,
    labelled: bool,
    part: usize,
) {
    let band = plot.across.band();
    for place in 0..band.count() {
        for (index, (one, up)) in series.iter().enumerate() {
            let base = up.base();
            let (left, right) = bar(&band, place, series.len(), index, part);
            let spot = Some(first + place);
            let middle = f64::midpoint(left, right);
            let Some(value) = one.values.get(place).copied().flatten() else {
                // Not there is not nothing: a bar of 0 has no length either.
                let sign = Text::of("·", Point::new(middle, base - CELL_HEIGHT / 2.0));
                stage.label(
                    sign.anchor(Anchor::Middle)
                        .ink(Hue::Faint)
                        .part(Part::Marker)
                        .spot(spot),
                );
                continue;
            };
            if up.is_log() && value <= 0.0 {
                continue;
            }
            let exact = up.at(value);
            let hangs = value < 0.0;
            let end = if hangs {
                exact.max(base + LEAST)
            } else {
                exact.min(base - LEAST)
            };
            if value != 0.0 {
                let area = Area::new(left, end.min(base), right, end.max(base));
                stage.fill(Outline::Rect(area), Fill::solid(one.ink), spot);
            }
            if labelled {
                let row = label_row(if value == 0.0 { base } else { end }, hangs);
                let text = Text::of(write::short(value, one.unit), Point::new(middle, row));
                stage.label(text.anchor(Anchor::Middle).part(Part::Value).spot(spot));
            }
        }
    }
}
