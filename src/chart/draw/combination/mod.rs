//! Several measures over one dimension, each with a mark of its own: areas lie behind bars, these behind lines, these behind
//! bubbles, and points in front.
//!
//! A measure is read at the left or at the right axis. Both have their zero and their numbers on the same rows, and where an axis
//! is of one series its numbers have that series' colour, so that nobody reads a line at the wrong side.

mod points;
#[cfg(test)]
mod tests;

use super::axis::{Axes, Plot, Up};
use super::columns;
use super::course;
use super::shown::Shown;
use super::stage::Stage;
use crate::chart::group::{MOST_SERIES, Series};
use crate::chart::kind::Kind;
use crate::chart::scene::Fill;
use crate::chart::spec::{Layer, LayerMark, Side};
use crate::text::SafeText;

/// The strength of bars that something lies over, in percent.
const BEHIND: u8 = 52;

/// The two marks of a kind; nothing for the one that takes any.
const fn pair(kind: Kind) -> Option<(LayerMark, LayerMark)> {
    Some(match kind {
        Kind::BarLine => (LayerMark::Bar, LayerMark::Line),
        Kind::BarBubble => (LayerMark::Bar, LayerMark::Bubble),
        Kind::BarScatter => (LayerMark::Bar, LayerMark::Scatter),
        Kind::BarArea => (LayerMark::Bar, LayerMark::Area),
        Kind::AreaBubble => (LayerMark::Area, LayerMark::Bubble),
        Kind::LineBubble => (LayerMark::Line, LayerMark::Bubble),
        _ => return None,
    })
}

/// What a layer is drawn with: what it says, where its kind has that; else the first bars, the others what comes second.
fn mark(kind: Kind, index: usize, layer: &Layer) -> LayerMark {
    let (first, second) = pair(kind).unwrap_or((LayerMark::Bar, LayerMark::Line));
    let usual = if index == 0 { first } else { second };
    match layer.mark {
        Some(mark) if pair(kind).is_none() || mark == first || mark == second => mark,
        _ => usual,
    }
}

/// A series with all that is decided about it.
#[derive(Clone, Copy)]
struct Drawn<'a> {
    series: &'a Series,
    /// Its place among all series, hidden ones too.
    place: usize,
    mark: LayerMark,
    side: Side,
    smooth: bool,
    markers: bool,
}

pub(super) fn draw(stage: &mut Stage<'_>) {
    let mut shown = match Shown::read_apart(stage, MOST_SERIES) {
        Ok(shown) => shown,
        Err(words) => return stage.say(words),
    };
    stage.legend(shown.entries());
    if shown.series().next().is_none() {
        return stage.say("Every series is hidden.");
    }
    let bars = drawn(stage, &shown)
        .iter()
        .filter(|one| one.mark == LayerMark::Bar)
        .count();
    let reach = points::reach(stage.body, shown.len());
    let Some(plot) = Plot::new(stage, &axes(stage, &shown, reach)) else {
        return;
    };
    let most = usize::from(plot.area.columns()) / (bars + 1);
    if most == 0 {
        return stage.say(format!("{bars} bars beside each other need more room than there is."));
    }
    shown = shown.at_most(stage, most, MOST_SERIES);
    let axes = axes(stage, &shown, reach);
    let Some(plot) = Plot::new(stage, &axes) else { return };
    shown.tell(stage);
    let all = drawn(stage, &shown);
    check(stage, &all);
    plot.draw(stage);
    paint(stage, &shown, &plot, &all);
    let thresholds = shown.thresholds(stage, |layer| side(stage, layer));
    let units = (axes.left.unit, axes.right.as_ref().map(|right| right.unit));
    plot.thresholds(stage, &thresholds, |side| match side {
        Side::Left => units.0,
        Side::Right => units.1.unwrap_or(units.0),
    });
}

/// At which axis a layer is read. Where all are to be read at the right one, the left one would be empty.
fn side(stage: &Stage<'_>, layer: &Layer) -> Side {
    let all_right = stage.spec().y.iter().all(|layer| layer.side == Side::Right);
    let right = layer.side == Side::Right && !all_right;
    let two = stage.spec().y.iter().any(|layer| layer.side == Side::Right) && !all_right;
    match (right, stage.look.swap && two) {
        (true, false) | (false, true) => Side::Right,
        _ => Side::Left,
    }
}

/// What is drawn, from the back to the front.
fn drawn<'a>(stage: &Stage<'_>, shown: &'a Shown) -> Vec<Drawn<'a>> {
    let spec = stage.spec();
    let series = shown
        .grouped
        .series
        .iter()
        .enumerate()
        .filter(|(_, series)| !series.hidden);
    let mut all: Vec<Drawn<'a>> = series
        .filter_map(|(place, series)| {
            let layer = spec.y.get(series.layer)?;
            Some(Drawn {
                series,
                place,
                mark: mark(spec.kind, series.layer, layer),
                side: side(stage, layer),
                smooth: layer.smooth,
                markers: layer.markers,
            })
        })
        .collect();
    all.sort_by_key(|one| match one.mark {
        LayerMark::Area => 0,
        LayerMark::Bar => 1,
        LayerMark::Line => 2,
        LayerMark::Bubble => 3,
        LayerMark::Scatter => 4,
    });
    // What was asked to be in front is, among its like.
    if let Some(front) = &stage.look.front {
        all.sort_by_key(|one| (one.mark == LayerMark::Line) && one.series.name.as_str() == front);
    }
    all
}

/// The axes of both sides.
fn axes(stage: &Stage<'_>, shown: &Shown, reach: f64) -> Axes {
    let all = drawn(stage, shown);
    let log = stage.options().log;
    let thresholds = shown.thresholds(stage, |layer| side(stage, layer));
    let measure = |of: Side| {
        let here: Vec<&Drawn<'_>> = all.iter().filter(|one| one.side == of).collect();
        let first = here.first()?;
        let mut layers: Vec<usize> = here.iter().map(|one| one.series.layer).collect();
        layers.dedup();
        let values = here.iter().flat_map(|one| one.series.values.iter().copied().flatten());
        let mut measure = shown
            .measure(stage, values.filter(|value| !log || *value > 0.0), &layers)
            .logarithmic(log);
        let lengths = here
            .iter()
            .any(|one| matches!(one.mark, LayerMark::Bar | LayerMark::Area));
        measure = if lengths {
            measure.from_zero()
        } else {
            measure.near_zero()
        };
        if here.len() == 1 {
            measure = measure.in_ink(first.series.ink);
        }
        for line in &thresholds {
            if line.side == of && line.is_near(&measure) {
                measure = measure.with(line.value);
            }
        }
        Some(measure)
    };
    // Without anything at the left, which is when it is hidden, what is at the right is read there.
    let (left, right) = match (measure(Side::Left), measure(Side::Right)) {
        (Some(left), right) => (left, right),
        (None, Some(right)) => (right, None),
        (None, None) => (super::axis::Measure::of([], crate::chart::frame::Unit::Number), None),
    };
    let mut axes = Axes::new(left, shown.along(true));
    axes.right = right;
    if all.iter().any(|one| one.mark == LayerMark::Bubble) {
        axes.headroom = (reach / crate::chart::geometry::CELL_HEIGHT).ceil() as u16;
    }
    axes
}

/// Says what is wrong with what is to be drawn.
fn check(stage: &mut Stage<'_>, all: &[Drawn<'_>]) {
    for of in [Side::Left, Side::Right] {
        let here: Vec<&Drawn<'_>> = all.iter().filter(|one| one.side == of).collect();
        if let Some(first) = here.first()
            && let Some(other) = here.iter().find(|one| one.series.unit != first.series.unit)
        {
            let note = format!(
                "{} and {} are different things on one axis",
                first.series.name, other.series.name
            );
            stage.note(note);
        }
    }
    let kind = stage.spec().kind;
    if stage.spec().y.len() == 1 && pair(kind).is_some() {
        stage.note("a second measure would make this a combination");
    }
    for (index, layer) in stage.spec().y.iter().enumerate() {
        if let Some(asked) = layer.mark
            && asked != mark(kind, index, layer)
        {
            let name = SafeText::new(layer.channel.title());
            stage.note(format!(
                "{name} is drawn as its kind draws it; a custom combination takes any mark"
            ));
        }
    }
}

fn paint(stage: &mut Stage<'_>, shown: &Shown, plot: &Plot, all: &[Drawn<'_>]) {
    let up = |one: &Drawn<'_>| -> &Up {
        match (&plot.right, one.side) {
            (Some(right), Side::Right) => right,
            _ => &plot.left,
        }
    };
    let first = shown.spots(stage, plot, false, |place| {
        let heights = all.iter().filter_map(|one| {
            let value = one.series.values.get(place).copied().flatten()?;
            Some(up(one).at(value))
        });
        heights.fold(plot.area.bottom, f64::min)
    });
    let of = |mark: LayerMark| all.iter().filter(move |one| one.mark == mark);
    let areas = of(LayerMark::Area).count();
    for one in of(LayerMark::Area) {
        let points = course::points(shown, one.series, plot, up(one));
        let fill = if areas == 1 {
            Fill::solid(one.series.ink.soft(40))
        } else {
            Fill {
                cover: 0.4,
                ..Fill::solid(one.series.ink)
            }
        };
        course::area(stage, &points, up(one).base(), fill, one.smooth);
        course::edge(stage, &points, one.series.ink, one.smooth);
    }
    // What lies over bars has to be seen on them, so these step back.
    let over = all
        .iter()
        .any(|one| !matches!(one.mark, LayerMark::Bar | LayerMark::Area));
    let softer = |series: &Series| Series {
        ink: if over { series.ink.soft(BEHIND) } else { series.ink },
        ..series.clone()
    };
    let bars: Vec<(Series, &Up)> = of(LayerMark::Bar).map(|one| (softer(one.series), up(one))).collect();
    let bars: Vec<(&Series, &Up)> = bars.iter().map(|(series, up)| (series, *up)).collect();
    if !bars.is_empty() {
        // An area behind bars is seen between them.
        columns::beside(stage, &bars, plot, first, false, if areas > 0 { 2 } else { 1 });
    }
    for one in of(LayerMark::Line) {
        let points = course::points(shown, one.series, plot, up(one));
        course::line(stage, &points, one.series.ink, one.smooth);
    }
    let bubbles: Vec<_> = of(LayerMark::Bubble)
        .map(|one| (one.series.ink, course::points(shown, one.series, plot, up(one))))
        .collect();
    points::bubbles(stage, shown, plot, &bubbles, first);
    for one in of(LayerMark::Line).chain(of(LayerMark::Area)).filter(|one| one.markers) {
        let points = course::points(shown, one.series, plot, up(one));
        course::markers(stage, &points, one.series.ink, one.place, first);
    }
    let scatter: Vec<_> = of(LayerMark::Scatter)
        .map(|one| {
            (
                one.series.ink,
                one.place,
                course::points(shown, one.series, plot, up(one)),
            )
        })
        .collect();
    points::scatter(stage, plot, &scatter, first);
    if plot.left.is_log() || plot.right.as_ref().is_some_and(Up::is_log) {
        course::note_lost(stage, all.iter().map(|one| one.series));
    }
}
