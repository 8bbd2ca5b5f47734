//! Where bubbles lie: scales with room for the outermost, and radii whose squares are proportional to sizes.

use super::data::{Bubble, Data};
use crate::chart::draw::axis::{Along, Axes, Ends, Measure, Plot};
use crate::chart::draw::stage::Stage;
use crate::chart::frame::Values;
use crate::chart::geometry::{Area, CELL_HEIGHT, CELL_WIDTH, Point};
use crate::text::SafeText;

/// The largest radius as a part of the shorter side of the plot.
const PART: f64 = 0.12;
/// The same for pies, which have something to show inside.
const PIE_PART: f64 = 0.17;
/// No bubble is smaller than this: it has to be seen.
const LEAST: f64 = 2.5;

/// A bubble in its place.
pub(super) struct Placed {
    /// Which bubble.
    pub(super) bubble: usize,
    pub(super) at: Point,
    pub(super) radius: f64,
    /// Its size as a part of the largest.
    pub(super) part: f64,
}

/// The largest radius there may be in an area that the axes take some room of.
pub(super) fn radius(body: Area, pies: bool) -> f64 {
    let width = body.width() - 8.0 * CELL_WIDTH;
    let height = body.height() - 2.0 * CELL_HEIGHT;
    (width.min(height) * if pies { PIE_PART } else { PART }).max(4.0)
}

/// The axes: both go so far that a circle of this radius at their ends stays inside.
pub(super) fn axes(stage: &Stage<'_>, data: &Data<'_>, radius: f64) -> Axes {
    let (body, look, log) = (stage.body, stage.look, stage.options().log);
    let title = |channel: &crate::chart::spec::Channel| channel.title().to_owned();
    let ys = data.bubbles.iter().map(|bubble| bubble.y);
    let up = Measure::of(ys, data.y.unit)
        .called(title(data.y.channel))
        .logarithmic(log);
    let up = padded(zoomed(up, look.window_up), radius / (body.height() - 2.0 * CELL_HEIGHT));
    let before = blank_slots(stage, data, radius);
    let along = match data.x.column.values {
        Values::Numbers(_) => {
            let xs = data.bubbles.iter().map(|bubble| bubble.x);
            let across = Measure::of(xs, data.x.unit).logarithmic(log);
            let part = radius / (body.width() - 8.0 * CELL_WIDTH);
            Along::Values(padded(zoomed(across, look.window), part))
        }
        Values::Times(_) | Values::Texts(_) => {
            let (first, last) = window(data.along.len(), look.window);
            let names = data.along.iter().take(last).skip(first);
            let blank = || std::iter::repeat_n(SafeText::default(), before);
            let names = names.map(|category| category.label.clone());
            Along::Bands(blank().chain(names).chain(blank()).collect())
        }
    };
    let mut axes = Axes::new(up, along);
    axes.title = title(data.x.channel);
    axes
}

/// How many slots without a name there are before the first category and after the last, so that a circle there stays inside.
fn blank_slots(stage: &Stage<'_>, data: &Data<'_>, radius: f64) -> usize {
    let (first, last) = window(data.along.len(), stage.look.window);
    // A slot may begin a column later than it would without columns.
    let part = (radius + CELL_WIDTH) / (stage.body.width() - 8.0 * CELL_WIDTH).max(CELL_WIDTH);
    let needed = (part * (last - first) as f64 - 0.5) / (1.0 - 2.0 * part.min(0.4));
    needed.max(0.0).ceil() as usize
}

/// Which categories a piece of the plot holds.
fn window(count: usize, window: Option<(f64, f64)>) -> (usize, usize) {
    let Some((from, to)) = window else { return (0, count) };
    let first = ((from * count as f64 + 1e-9).floor().max(0.0) as usize).min(count.saturating_sub(1));
    let last = ((to * count as f64 - 1e-9).ceil().max(0.0) as usize).clamp(first + 1, count.max(first + 1));
    (first, last)
}

/// A piece of what is measured.
fn zoomed(measure: Measure, window: Option<(f64, f64)>) -> Measure {
    let Some((from, to)) = window.filter(|(from, to)| from < to) else {
        return measure;
    };
    let (low, high) = (measure.low, measure.high);
    let at = |part: f64| {
        if measure.log && low > 0.0 {
            low * (high / low).powf(part)
        } else {
            low + (high - low) * part
        }
    };
    Measure {
        low: at(from),
        high: at(to),
        ..measure
    }
}

/// The measure with a part of its length more at either end.
fn padded(measure: Measure, part: f64) -> Measure {
    // Of what is left between the two circles at the ends.
    let part = (part / (1.0 - 2.0 * part)).clamp(0.0, 0.5);
    let (low, high) = (measure.low, measure.high);
    if measure.log {
        let factor = if low > 0.0 {
            (high / low).powf(part).max(1.1)
        } else {
            1.1
        };
        return Measure {
            low: low / factor,
            high: high * factor,
            ..measure
        };
    }
    // Values that are all the same lie in the middle of something.
    let extent = if high > low { high - low } else { high.abs().max(1.0) };
    let room = extent * part.max(0.02);
    Measure {
        low: low - room,
        high: high + room,
        whole: measure.whole && extent > 4.0,
        ends: Ends::Room,
        ..measure
    }
}

/// All bubbles that are in the plot, in their order: the largest first.
pub(super) fn all(stage: &mut Stage<'_>, data: &Data<'_>, plot: &Plot, radius: f64) -> Vec<Placed> {
    let largest = data.bubbles.iter().filter_map(|bubble| bubble.size).fold(0.0, f64::max);
    let shown = window(data.along.len(), stage.look.window);
    let numeric = data.along.is_empty();
    let before = blank_slots(stage, data, radius);
    let x = |bubble: &Bubble| {
        if numeric {
            return Some(plot.across.at(bubble.x));
        }
        let place = (bubble.x as usize).checked_sub(shown.0)?;
        (place < shown.1 - shown.0).then(|| plot.across.band().center(place + before))
    };
    let zoomed = stage.look.window.is_some() || stage.look.window_up.is_some();
    let mut placed = Vec::new();
    let mut outside = 0;
    for (index, bubble) in data.bubbles.iter().enumerate() {
        let at = x(bubble).map(|x| Point::new(x, plot.y(bubble.y)));
        let area = plot.area;
        let inside = |at: &Point| {
            at.x >= area.left - 0.5 && at.x <= area.right + 0.5 && at.y >= area.top - 0.5 && at.y <= area.bottom + 0.5
        };
        let Some(at) = at.filter(inside) else {
            outside += 1;
            continue;
        };
        let part = match bubble.size {
            Some(size) if largest > 0.0 => size / largest,
            _ => 0.0,
        };
        // Without a measure for sizes all are alike, and none is the largest there may be.
        let radius = if data.size.is_some() { radius } else { radius * 0.35 };
        let radius = (radius * part.sqrt()).max(LEAST);
        // Of a piece that is zoomed to, what lies across its edge is not in it.
        if zoomed && room(at, area) < radius - 1.0 {
            outside += 1;
            continue;
        }
        placed.push(Placed {
            bubble: index,
            at,
            radius,
            part,
        });
    }
    // Where round numbers and whole columns left too little room at an edge, all are smaller by the same factor.
    let whole = stage.scene.size.area();
    let factor = placed
        .iter()
        .map(|one| room(one.at, whole) / one.radius)
        .fold(1.0, f64::min);
    for one in &mut placed {
        one.radius *= factor.max(0.0);
    }
    if outside > 0 && !zoomed {
        stage.note(format!("{outside} bubbles lie outside of the plot"));
    }
    placed
}

/// How far it is from a point to the nearest edge of an area.
fn room(at: Point, area: Area) -> f64 {
    let aside = (at.x - area.left).min(area.right - at.x);
    aside.min(at.y - area.top).min(area.bottom - at.y)
}
