//! Bars on top of each other: what is positive upwards, what is negative downwards; and shares of each whole.

use super::beside::label_row;
use super::{LEAST, bar};
use crate::chart::draw::axis::Plot;
use crate::chart::draw::shown::Shown;
use crate::chart::draw::stage::{Stage, Text};
use crate::chart::frame::Unit;
use crate::chart::geometry::{Area, CELL_HEIGHT, CELL_WIDTH, Outline, Point};
use crate::chart::group::Series;
use crate::chart::layout::shares::shares as whole_shares;
use crate::chart::scene::{Anchor, Fill, Hue, Ink, Part};
use crate::chart::write;
use crate::text::display_width;

/// The parts of a category from the axis outwards.
pub(in crate::chart::draw) struct Stack<'a> {
    parts: Vec<(&'a Series, f64)>,
    /// What its numbers are.
    pub(super) unit: Unit,
}

impl<'a> Stack<'a> {
    /// What is stacked at a category.
    pub(in crate::chart::draw) fn of(shown: &'a Shown, place: usize) -> Self {
        let parts: Vec<_> = shown
            .series()
            .filter_map(|series| Some((series, series.values.get(place).copied().flatten()?)))
            .collect();
        let unit = shown.series().next().map_or(Unit::Number, |series| series.unit);
        Self { parts, unit }
    }

    /// How far it goes upwards.
    pub(in crate::chart::draw) fn up(&self) -> f64 {
        self.parts.iter().map(|(_, value)| value.max(0.0)).sum()
    }

    /// How far it goes downwards: 0 or less.
    pub(in crate::chart::draw) fn down(&self) -> f64 {
        self.parts.iter().map(|(_, value)| value.min(0.0)).sum()
    }
}

/// The edges of parts that lie on each other, from the axis on, in units: on eighths of rows, and a part that is anything is at
/// least one of them. Edges are rounded once, so that two parts share theirs.
fn edges(base: f64, lengths: &[f64], sign: f64) -> Vec<f64> {
    let mut sum = 0.0;
    let mut steps: Vec<f64> = vec![0.0];
    for length in lengths {
        sum += length;
        let before = steps.last().copied().unwrap_or_default();
        let least = if *length > 0.0 { before + 1.0 } else { before };
        steps.push((sum / LEAST).round().max(least));
    }
    // What small parts took too much is taken back from those below, as far as these have it.
    let anything = |length: &f64| u8::from(*length > 0.0);
    let least: f64 = lengths.iter().map(|length| f64::from(anything(length))).sum();
    let mut most = (sum / LEAST).round().max(least);
    for (step, length) in steps.iter_mut().skip(1).zip(lengths).rev() {
        *step = step.min(most);
        most = *step - f64::from(anything(length));
    }
    steps.into_iter().map(|step| base + sign * step * LEAST).collect()
}

/// Draws the parts of one direction; where the outermost ends.
fn parts(
    stage: &mut Stage<'_>,
    parts: &[(Ink, f64, Option<String>)],
    base: f64,
    x: (f64, f64),
    sign: f64,
    spot: usize,
) -> f64 {
    let lengths: Vec<f64> = parts.iter().map(|(_, length, _)| *length).collect();
    let edges = edges(base, &lengths, sign);
    for ((ink, _, label), pair) in parts.iter().zip(edges.windows(2)) {
        let [from, to] = pair else { continue };
        let plot = stage.scene.plot;
        let area = Area::new(x.0, from.min(*to).max(plot.top), x.1, from.max(*to).min(plot.bottom));
        if area.is_empty() {
            continue;
        }
        stage.fill(Outline::Rect(area), Fill::solid(*ink), Some(spot));
        // A text needs a row of the part for itself, and a blank at both sides.
        let rows = (
            (area.top / CELL_HEIGHT - 0.01).ceil(),
            (area.bottom / CELL_HEIGHT + 0.01).floor(),
        );
        if let Some(label) = label
            && rows.1 > rows.0
            && (display_width(label) + 2) as f64 * CELL_WIDTH <= x.1 - x.0
        {
            let row = (f64::midpoint(rows.0, rows.1 - 1.0).floor() + 0.5) * CELL_HEIGHT;
            let text = Text::of(label, Point::new(f64::midpoint(x.0, x.1), row));
            stage.label(
                text.anchor(Anchor::Middle)
                    .ink(Hue::Contrast)
                    .part(Part::Value)
                    .spot(Some(spot)),
            );
        }
    }
    edges.last().copied().unwrap_or(base)
}

/// Draws a stack at each category.
pub(in crate::chart::draw) fn stacked(stage: &mut Stage<'_>, shown: &Shown, plot: &Plot, first: usize, labelled: bool) {
    let band = plot.across.band();
    let base = plot.base();
    let (low, high) = plot.left.domain();
    let unit_length = (plot.y(low) - plot.y(high)) / (high - low);
    let compact = stage.look.compact;
    for place in 0..shown.len() {
        let stack = Stack::of(shown, place);
        let x = bar(&band, place, 1, 0, 1);
        let middle = f64::midpoint(x.0, x.1);
        let spot = first + place;
        if stack.parts.is_empty() {
            let sign = Text::of("·", Point::new(middle, base - CELL_HEIGHT / 2.0));
            stage.label(
                sign.anchor(Anchor::Middle)
                    .ink(Hue::Faint)
                    .part(Part::Marker)
                    .spot(Some(spot)),
            );
            continue;
        }
        let of = |sign: f64| -> Vec<(Ink, f64, Option<String>)> {
            let side = stack.parts.iter().filter(|(_, value)| value * sign > 0.0);
            side.map(|(series, value)| {
                let label = (!compact).then(|| write::short(*value, series.unit));
                (series.ink, value.abs() * unit_length, label)
            })
            .collect()
        };
        let (above, below) = (of(1.0), of(-1.0));
        let top = parts(stage, &above, base, x, -1.0, spot);
        parts(stage, &below, base, x, 1.0, spot);
        // With parts on both sides a total would stand at neither end of its length.
        if labelled && below.is_empty() {
            let text = Text::of(
                write::short(stack.up(), stack.unit),
                Point::new(middle, label_row(top, false)),
            );
            stage.label(text.anchor(Anchor::Middle).part(Part::Value).bold().spot(Some(spot)));
        }
    }
}

/// Draws the shares of each category's whole.
pub(in crate::chart::draw) fn shares(stage: &mut Stage<'_>, shown: &Shown, plot: &Plot, first: usize) {
    let band = plot.across.band();
    let (base, top) = (plot.base(), plot.y(100.0));
    let compact = stage.look.compact;
    let mut negative = false;
    for place in 0..shown.len() {
        let stack = Stack::of(shown, place);
        let x = bar(&band, place, 1, 0, 1);
        let spot = first + place;
        negative |= stack.parts.iter().any(|(_, value)| *value < 0.0);
        let weights: Vec<f64> = stack.parts.iter().map(|(_, value)| value.abs()).collect();
        let largest = weights.iter().copied().fold(0.0, f64::max);
        let total: f64 = weights.iter().map(|weight| weight / largest).sum();
        if !(largest > 0.0 && total > 0.0) {
            let track = Fill::solid(Ink::of(Hue::Missing));
            stage.fill(Outline::Rect(Area::new(x.0, top, x.1, base)), track, Some(spot));
            continue;
        }
        let percent = whole_shares(&weights, 100);
        let list: Vec<(Ink, f64, Option<String>)> = stack
            .parts
            .iter()
            .zip(weights.iter().zip(percent))
            .filter(|(_, (weight, _))| **weight > 0.0)
            .map(|((series, _), (weight, percent))| {
                let length = weight / largest / total * (base - top);
                (series.ink, length, (!compact).then(|| format!("{percent} %")))
            })
            .collect();
        parts(stage, &list, base, x, -1.0, spot);
    }
    if negative {
        stage.note("shares are of sizes: what is negative counts as if it were not");
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn parts_share_their_edges_and_none_vanishes(lengths in prop::collection::vec(prop_oneof![Just(0.0), 0.0..200.0f64], 0..8)) {
            let edges = edges(320.0, &lengths, -1.0);
            prop_assert_eq!(edges.len(), lengths.len() + 1);
            prop_assert!((edges[0] - 320.0).abs() < 1e-9);
            for (length, pair) in lengths.iter().zip(edges.windows(2)) {
                let drawn = pair[0] - pair[1];
                prop_assert_eq!(drawn > 0.0, *length > 0.0, "{:?}", edges);
                // A part gives at most an eighth for each small one.
                prop_assert!((drawn - length).abs() <= LEAST * (lengths.len() as f64 + 1.0), "{drawn} for {length}");
            }
        }
    }
}
