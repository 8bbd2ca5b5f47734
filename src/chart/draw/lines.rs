//! Courses over a dimension: lines, areas, and areas on top of each other.
//!
//! Moments lie as far apart as they are. A value that is not there breaks a line, unless the specification connects over it;
//! in a stack it counts as 0. Where there are more values than can be drawn, a line keeps the least and the greatest of what
//! falls together. Beyond eight series one is in front and the others are grey.

use super::axis::{Axes, Line, Plot};
use super::columns;
use super::course::{self, Style};
use super::shown::Shown;
use super::stage::Stage;
use crate::chart::group::MOST_SERIES;
use crate::chart::kind::Kind;
use crate::chart::scene::{Hue, Ink};
use crate::chart::spec::Side;

/// So many lines are drawn at most.
const MOST_LINES: usize = 60;

pub(super) fn draw(stage: &mut Stage<'_>) {
    let (stacked, filled, style) = match stage.spec().kind {
        Kind::Line => {
            let any = |wanted: fn(&crate::chart::spec::Layer) -> bool| stage.spec().y.iter().any(wanted);
            (
                false,
                false,
                Style::new(any(|layer| layer.smooth), any(|layer| layer.markers)),
            )
        }
        Kind::Area => (false, true, Style::new(false, false)),
        Kind::AreaMarkers => (false, true, Style::new(false, true)),
        Kind::AreaSmooth => (false, true, Style::new(true, false)),
        Kind::AreaSmoothMarkers => (false, true, Style::new(true, true)),
        Kind::StackedArea => (true, true, Style::new(false, false)),
        Kind::StackedAreaMarkers => (true, true, Style::new(false, true)),
        Kind::StackedAreaSmooth => (true, true, Style::new(true, false)),
        _ => (true, true, Style::new(true, true)),
    };
    if stacked {
        return course::stacked(stage, style);
    }
    let mut shown = match Shown::read_apart(stage, MOST_LINES) {
        Ok(shown) => shown,
        Err(words) => return stage.say(words),
    };
    let front = in_front(stage, &mut shown);
    if shown.series().next().is_none() {
        stage.legend(shown.entries());
        return stage.say("Every series is hidden.");
    }
    let thresholds = shown.thresholds(stage, |layer| layer.side);
    let hidden = shown.grouped.series.iter().any(|series| series.hidden);
    let crowded = shown.grouped.series.len() > MOST_SERIES;
    // Names at the ends of lines are read faster than a legend, which is needed where something is hidden or has no name.
    let mut ends = if hidden || shown.grouped.series.len() < 2 {
        None
    } else {
        course::Ends::of(stage, &shown, crowded.then_some(front).flatten())
    };
    if crowded || ends.is_none() {
        stage.legend(shown.entries());
    }
    let margin = ends.as_ref().map_or(0, course::Ends::columns);
    let Some(mut axes) = axes(stage, &shown, filled, &thresholds, margin) else {
        return stage.say("There is nothing above 0 to show.");
    };
    shown.tell(stage);
    let Some(mut plot) = Plot::new(stage, &axes) else {
        return;
    };
    if let Some(wanted) = &mut ends
        && !wanted.place(&shown, &plot)
    {
        ends = None;
        if !crowded {
            stage.legend(shown.entries());
        }
        let Some(narrower) = self::axes(stage, &shown, filled, &thresholds, 0) else {
            return;
        };
        axes = narrower;
        let Some(wider) = Plot::new(stage, &axes) else { return };
        plot = wider;
    }
    plot.draw(stage);
    let first = shown.spots(stage, &plot, false, |place| {
        let values = shown
            .series()
            .filter_map(|series| series.values.get(place).copied().flatten());
        let highest = values.fold(f64::NEG_INFINITY, f64::max);
        plot.y(if highest.is_finite() {
            highest
        } else {
            plot.left.domain().0
        })
    });
    course::plain(stage, &shown, &plot, filled, style, front, first);
    if let Some(ends) = &ends {
        ends.write(stage, &shown, &plot, !crowded);
    }
    if plot.left.is_log() {
        course::note_lost(stage, shown.series());
    }
    let unit = axes.left.unit;
    plot.thresholds(stage, &thresholds, |_: Side| unit);
}

/// Which series is in front, by its place; the others step back in their colours, or in grey where there are too many of them.
fn in_front(stage: &Stage<'_>, shown: &mut Shown) -> Option<usize> {
    let crowded = shown.grouped.series.len() > MOST_SERIES;
    let series = &mut shown.grouped.series;
    let named = stage
        .look
        .front
        .as_ref()
        .and_then(|front| series.iter().position(|one| !one.hidden && one.name.as_str() == front));
    let size = |place: &usize| -> f64 {
        let one = series.get(*place);
        one.map_or(0.0, |one| one.values.iter().flatten().map(|value| value.abs()).sum())
    };
    let largest = || {
        let places = (0..series.len()).filter(|place| series.get(*place).is_some_and(|one| !one.hidden));
        // Of equals the first.
        places.rev().max_by(|a, b| size(a).total_cmp(&size(b)))
    };
    let front = named.or_else(|| if crowded { largest() } else { None });
    for (place, one) in series.iter_mut().enumerate() {
        if crowded {
            one.ink = if Some(place) == front {
                Ink::of(Hue::Series(0))
            } else {
                Ink::of(Hue::Other).soft(45)
            };
        } else if front.is_some_and(|front| front != place) {
            one.ink = one.ink.soft(40);
        }
    }
    front
}

fn axes(stage: &Stage<'_>, shown: &Shown, filled: bool, thresholds: &[Line], margin: u16) -> Option<Axes> {
    let log = stage.options().log;
    let values = shown.grouped.values().filter(|value| !log || *value > 0.0);
    let mut measure = shown.measure(stage, values, &columns::layers(shown)).logarithmic(log);
    if log && !(measure.log && shown.grouped.values().any(|value| value > 0.0)) {
        return None;
    }
    measure = if filled {
        measure.from_zero()
    } else {
        measure.near_zero()
    };
    let mut margin = margin;
    for line in thresholds {
        if line.is_near(&measure) {
            measure = measure.with(line.value);
        }
        if !stage.look.compact && stage.body.columns() >= 40 {
            margin = margin.max(line.label(measure.unit).chars().count() as u16 + 1);
        }
    }
    let mut axes = Axes::new(measure, shown.along(false));
    axes.margin = margin;
    Some(axes)
}
