//! Areas on top of each other: each lies between the sums below it and the sums with it, and two neighbours share that edge.

use super::{FINEST, Style, markers};
use crate::chart::draw::axis::{Axes, Plot};
use crate::chart::draw::columns;
use crate::chart::draw::shown::Shown;
use crate::chart::draw::stage::Stage;
use crate::chart::geometry::{CELL_WIDTH, Outline, Point, Segment};
use crate::chart::group::{MOST_SERIES, Series, limit_series};
use crate::chart::layout::curve;
use crate::chart::scene::{Fill, Hue};
use crate::chart::spec::Side;

/// So many edges may have signs.
const MARKED: usize = 3;

pub(in crate::chart::draw) fn stacked(stage: &mut Stage<'_>, style: Style) {
    let mut shown = match Shown::read(stage, MOST_SERIES) {
        Ok(shown) => shown,
        Err(words) => return stage.say(words),
    };
    arrange(stage, &mut shown);
    let names = columns::names_beside(stage, &shown, true);
    if names == 0 {
        stage.legend(shown.entries());
    }
    if shown.series().next().is_none() {
        if names > 0 {
            stage.legend(shown.entries());
        }
        return stage.say("Every series is hidden.");
    }
    if shown
        .series()
        .any(|series| series.values.iter().flatten().any(|value| *value < 0.0))
    {
        stage.note("negative values have no place in a stack of areas and count as 0");
    }
    if stage.options().log {
        stage.note("stacks have no logarithmic axis");
    }
    let sums = sums(&shown);
    let totals: Vec<f64> = sums.last().cloned().unwrap_or_default();
    let thresholds = shown.thresholds(stage, |layer| layer.side);
    let mut measure = shown
        .measure(stage, totals.iter().copied(), &columns::layers(&shown))
        .from_zero();
    for line in &thresholds {
        if line.is_near(&measure) {
            measure = measure.with(line.value);
        }
    }
    let unit = measure.unit;
    let mut axes = Axes::new(measure, shown.along(false));
    axes.margin = names;
    shown.tell(stage);
    let Some(plot) = Plot::new(stage, &axes) else { return };
    plot.draw(stage);
    let first = shown.spots(stage, &plot, true, |place| {
        plot.y(totals.get(place).copied().unwrap_or_default())
    });
    paint(stage, &shown, &plot, &sums, style, first);
    if names > 0 {
        columns::write_names(stage, &shown, &plot, true);
    }
    plot.thresholds(stage, &thresholds, |_: Side| unit);
}

/// The largest at the bottom, what was put together at the top; what would be thinner than half a row is put together.
fn arrange(stage: &Stage<'_>, shown: &mut Shown) {
    let size = |series: &Series| {
        series
            .values
            .iter()
            .flatten()
            .filter(|value| **value > 0.0)
            .sum::<f64>()
    };
    let grouped = &mut shown.grouped;
    let highest = |series: &Series| series.values.iter().flatten().copied().fold(0.0, f64::max);
    let total: f64 = grouped.shown().map(highest).sum();
    let least = total / (f64::from(stage.body.rows()) * 2.0).max(1.0);
    let small = grouped
        .series
        .iter()
        .filter(|series| !series.hidden && highest(series) < least)
        .count();
    if small >= 2 && shown.adds() {
        let most = shown.grouped.series.len() + 1 - small;
        limit_series(&mut shown.grouped, most, true);
    }
    let rest = |series: &Series| series.ink.hue == Hue::Other;
    shown
        .grouped
        .series
        .sort_by(|a, b| rest(a).cmp(&rest(b)).then(size(b).total_cmp(&size(a))));
}

/// The sums with each series that is shown, from the bottom one on; what is not there counts as 0.
fn sums(shown: &Shown) -> Vec<Vec<f64>> {
    let mut below = vec![0.0; shown.len()];
    let mut all = Vec::new();
    for series in shown.series() {
        for (sum, value) in below.iter_mut().zip(&series.values) {
            *sum += value.unwrap_or(0.0).max(0.0);
        }
        all.push(below.clone());
    }
    all
}

/// An edge as points: where more values than can be drawn fall together, their mean, which adds up as they do.
fn edge(xs: &[f64], sums: &[f64], plot: &Plot) -> Vec<Point> {
    let places: Vec<(f64, f64)> = xs.iter().copied().zip(sums.iter().copied()).collect();
    if let [(x, sum)] = *places.as_slice() {
        let (half, y) = (CELL_WIDTH / 2.0, plot.y(sum));
        return vec![Point::new(x - half, y), Point::new(x + half, y)];
    }
    if places.len() as f64 * FINEST <= plot.area.width() * 2.0 {
        return places.iter().map(|(x, sum)| Point::new(*x, plot.y(*sum))).collect();
    }
    let bin = |x: f64| ((x - plot.area.left) / FINEST).floor() as i64;
    places
        .chunk_by(|a, b| bin(a.0) == bin(b.0))
        .map(|chunk| {
            let count = chunk.len() as f64;
            let (x, sum) = chunk
                .iter()
                .fold((0.0, 0.0), |(x, sum), one| (x + one.0 / count, sum + one.1 / count));
            Point::new(x, plot.y(sum))
        })
        .collect()
}

fn paint(stage: &mut Stage<'_>, shown: &Shown, plot: &Plot, sums: &[Vec<f64>], style: Style, first: usize) {
    let xs: Vec<f64> = (0..shown.len()).map(|place| shown.x(plot, place)).collect();
    let lowest = vec![0.0; xs.len()];
    let mut below = curve::through(&edge(&xs, &lowest, plot), false);
    if below.len() < xs.len() {
        stage.note("values that fall together are drawn as their mean");
    }
    let front = stage.look.front.as_deref();
    for (series, sum) in shown.series().zip(sums) {
        let above = curve::through(&edge(&xs, sum, plot), style.smooth);
        let mut segments = above.clone();
        segments.extend(curve::back(&below));
        segments.push(Segment::Close);
        let back = front.is_some_and(|front| front != series.name.as_str());
        let ink = if back { series.ink.soft(45) } else { series.ink };
        stage.fill(Outline::Path(segments), Fill::solid(ink), None);
        below = above;
    }
    if !style.markers {
        return;
    }
    for (index, (series, sum)) in shown.series().zip(sums).enumerate() {
        let marked = front.map_or(index < MARKED, |front| front == series.name.as_str());
        if marked {
            let points: Vec<Option<Point>> = xs
                .iter()
                .zip(sum)
                .map(|(x, sum)| Some(Point::new(*x, plot.y(*sum))))
                .collect();
            markers(stage, &points, crate::chart::scene::Ink::of(Hue::Strong), index, first);
        }
    }
}
