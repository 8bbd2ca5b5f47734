//! A histogram: how many values fall into each range.
//!
//! Bars without gaps, their edges over the numbers below; the last range holds its end. What has no value is counted in a note, and
//! so is what was cut off.

#[cfg(test)]
mod tests;
mod values;

use super::axis::{Along, Axes, Measure, Plot, thresholds_of};
use super::stage::{Stage, Text};
use crate::chart::frame::{Unit, Value};
use crate::chart::geometry::{Area, CELL_HEIGHT, CELL_WIDTH, Outline, Point};
use crate::chart::layout::bins::{Bins, bins};
use crate::chart::scene::{Anchor, Fill, Guide, Hue, Ink, Key, Part, Reading, RuleMark, Spot};
use crate::chart::spec::Test;
use crate::chart::write;
use crate::text::{SafeText, display_width, format};
use values::Sample;

/// More bins than this are hair.
const MOST: usize = 100;
/// What is counted is seen: an eighth of a row.
const LEAST: f64 = 2.0;

pub(super) fn draw(stage: &mut Stage<'_>) {
    let Some(sample) = values::read(stage) else { return };
    let asked = stage.look.bins.or(stage.options().bins);
    // Two columns for a bin where no number was asked for; one at least. The texts of the axis take some of the room.
    let columns = usize::from(stage.body.columns().saturating_sub(6)).max(1);
    let most = if asked.is_some() { columns } else { columns / 2 };
    let Some(bins) = bins(&sample.values, asked, most.clamp(1, MOST), sample.unit) else {
        return stage.say("The values lie too far apart to count them in ranges.");
    };
    let counts = bins.counts.iter().map(|count| *count as f64);
    let log = stage.options().log;
    let measure = Measure::of(counts.filter(|count| !log || *count > 0.0), Unit::Number);
    let measure = if log {
        measure.logarithmic(true)
    } else {
        measure.from_zero()
    };
    let mut axes = Axes::new(measure.called("Count"), Along::Edges(bins.edges.clone(), sample.unit));
    axes.title = if SafeText::new(sample.title) == SafeText::new(&stage.spec().title) {
        String::new()
    } else {
        sample.title.to_owned()
    };
    axes.headroom = 1;
    let Some(plot) = Plot::new(stage, &axes) else {
        return stage.say("There is no room for a plot.");
    };
    plot.draw(stage);
    draw_bars(stage, &sample, &bins, &plot);
    thresholds(stage, &sample, &plot);
}

/// A bar for each bin, with how many it counts above it where all of those fit.
fn draw_bars(stage: &mut Stage<'_>, sample: &Sample<'_>, bins: &Bins, plot: &Plot) {
    let widest = bins.counts.iter().max().map_or(0, |most| number(*most).len());
    let ink = Ink::of(Hue::Series(0));
    let mut before = 0;
    for (index, count) in bins.counts.iter().enumerate() {
        let (Some(from), Some(to)) = (bins.edges.get(index), bins.edges.get(index + 1)) else {
            continue;
        };
        let (left, right) = (plot.across.at(*from), plot.across.at(*to));
        let base = plot.base();
        let top = if *count > 0 {
            plot.y(*count as f64).min(base - LEAST)
        } else {
            base
        };
        let column = Area::new(left, plot.area.top, right, plot.area.bottom);
        before += count;
        let spot = stage.spot(spot(sample, bins, index, before, (column, top)));
        if *count == 0 {
            continue;
        }
        let bar = Area::new(left, top.max(plot.area.top), right, base);
        stage.fill(Outline::Rect(bar), Fill::solid(ink), Some(spot));
        if right - left >= (widest + 1) as f64 * CELL_WIDTH && !stage.look.compact {
            let middle = f64::midpoint(left, right);
            let row = ((top / CELL_HEIGHT).floor() - 0.5) * CELL_HEIGHT;
            let text = number(*count);
            let text = Text::of(text, Point::new(middle, row))
                .anchor(Anchor::Middle)
                .part(Part::Value);
            if row > plot.area.top {
                stage.label(text.spot(Some(spot)));
            }
        }
    }
}

fn number(count: usize) -> String {
    format::count(count as i128)
}

fn spot(sample: &Sample<'_>, bins: &Bins, index: usize, until: usize, (column, top): (Area, f64)) -> Spot {
    let count = bins.counts.get(index).copied().unwrap_or_default();
    let edge = |index: usize| bins.edges.get(index).copied().unwrap_or_default();
    let (from, to) = (edge(index), edge(index + 1));
    let last = index + 1 == bins.counts.len();
    let total = sample.values.len().max(1) as f64;
    let percent = |count: usize| write::full(count as f64 / total * 100.0, Unit::Percent);
    let reading = |label: &str, value: String, ink| Reading {
        label: SafeText::new(label),
        value: SafeText::new(value),
        ink,
    };
    let end = if last { "]" } else { ")" };
    let title = format!(
        "[{}, {}{end}",
        write::full(from, sample.unit),
        write::full(to, sample.unit)
    );
    // The outer bins go no further than the values that were counted.
    let lowest = if index == 0 { sample.low.max(from) } else { from };
    let beyond = if last { sample.high.min(to).next_up() } else { to };
    Spot {
        at: Point::new(column.center().x, top),
        area: column,
        cell: Some((index, 0)),
        guide: Guide::Marks,
        title: SafeText::new(title),
        readings: vec![
            reading("Count", number(count), Some(Ink::of(Hue::Series(0)))),
            reading("Share", percent(count), None),
            reading("Up to here", percent(until), None),
        ],
        keys: vec![Key {
            column: sample.column.to_owned(),
            test: Test::Within(Value::Number(lowest), Value::Number(beyond)),
        }],
        inner: Vec::new(),
        related: Vec::new(),
    }
}

/// Upright lines, since values lie along this plot.
fn thresholds(stage: &mut Stage<'_>, sample: &Sample<'_>, plot: &Plot) {
    for line in thresholds_of(stage.spec(), |_| sample.values.clone()) {
        let x = ((plot.across.at(line.value) / CELL_WIDTH).floor() + 0.5) * CELL_WIDTH;
        let words = line.label(sample.unit);
        if x < plot.area.left || x > plot.area.right {
            stage.note(format!("{words} lies beside the plot"));
            continue;
        }
        stage.rule_mark(RuleMark {
            from: Point::new(x, plot.area.top),
            to: Point::new(x, plot.area.bottom),
            ink: line.ink,
            dashed: true,
            over: true,
        });
        let y = plot.area.top + CELL_HEIGHT / 2.0;
        let width = display_width(&words) as f64 * CELL_WIDTH;
        let right = x + 1.5 * CELL_WIDTH;
        let (at, anchor) = if right + width <= plot.area.right {
            (right, Anchor::Start)
        } else {
            (x - 1.5 * CELL_WIDTH, Anchor::End)
        };
        let mut text = Text::of(&words, Point::new(at, y)).anchor(anchor);
        text.ink = line.ink;
        if !stage.label(text) {
            stage.note(format!("the upright line is {words}"));
        }
    }
}
