//! Upright bars over a dimension: beside each other, stacked, or as shares of each whole.
//!
//! A bar stands on whole columns, its length is proportional to its value from the zero of the axis. There are never more bars
//! than can be told apart: what does not fit is put together, in coarser steps of the calendar or as “Other”, and that is said.

use super::axis::{Axes, Line, Plot};
use super::columns::{self, Stack};
use super::shown::Shown;
use super::stage::Stage;
use crate::chart::group::{MOST_SERIES, Series};
use crate::chart::kind::Kind;
use crate::chart::spec::Side;

/// How bars of the same category lie to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Manner {
    Beside,
    Stacked,
    Shares,
}

pub(super) fn draw(stage: &mut Stage<'_>) {
    let manner = match stage.spec().kind {
        Kind::BarStacked | Kind::StackedBar => Manner::Stacked,
        Kind::StackedBar100 => Manner::Shares,
        _ => Manner::Beside,
    };
    let mut shown = match Shown::read(stage, MOST_SERIES) {
        Ok(shown) => shown,
        Err(words) => return stage.say(words),
    };
    // The legend of stacks stands beside them in their order, where there is room.
    let names = columns::names_beside(stage, &shown, stage.spec().kind != Kind::Bar);
    if names == 0 {
        stage.legend(shown.entries());
    } else {
        stage.body.top += shown_gap(stage);
    }
    if shown.series().next().is_none() {
        if names > 0 {
            stage.legend(shown.entries());
        }
        return stage.say("Every series is hidden.");
    }
    let thresholds = if manner == Manner::Shares {
        Vec::new()
    } else {
        shown.thresholds(stage, |layer| layer.side)
    };
    let per = if manner == Manner::Beside {
        shown.series().count()
    } else {
        1
    };
    let Some(mut axes) = axes(stage, &shown, manner, &thresholds, names) else {
        return stage.say("There is nothing above 0 to show.");
    };
    for _ in 0..3 {
        let Some(plot) = Plot::new(stage, &axes) else { return };
        // A column for each bar, and one between two groups.
        let most = (usize::from(plot.area.columns()) + 1) / (per + 1);
        if most == 0 {
            shown.tell(stage);
            return stage.say(format!("{per} bars beside each other need more room than there is."));
        }
        if shown.len() <= most {
            break;
        }
        shown = shown.at_most(stage, most, MOST_SERIES);
        let Some(fewer) = self::axes(stage, &shown, manner, &thresholds, names) else {
            break;
        };
        axes = fewer;
    }
    shown.tell(stage);
    paint(stage, &shown, axes, manner, &thresholds, names);
}

/// A row of air below the title where no legend stands there.
fn shown_gap(stage: &Stage<'_>) -> f64 {
    if stage.body.rows() >= 14 {
        crate::chart::geometry::CELL_HEIGHT
    } else {
        0.0
    }
}

/// The axes for what is shown.
fn axes(stage: &Stage<'_>, shown: &Shown, manner: Manner, thresholds: &[Line], names: u16) -> Option<Axes> {
    let layers: Vec<usize> = columns::layers(shown);
    let values: Vec<f64> = match manner {
        Manner::Beside => shown.grouped.values().collect(),
        Manner::Stacked => (0..shown.len())
            .flat_map(|place| {
                let stack = Stack::of(shown, place);
                [stack.up(), stack.down()]
            })
            .collect(),
        Manner::Shares => vec![0.0, 100.0],
    };
    let log = stage.options().log && manner == Manner::Beside;
    let positive = values.iter().copied().filter(|value| !log || *value > 0.0);
    let mut measure = shown.measure(stage, positive, &layers).from_zero().logarithmic(log);
    if log && !measure.log {
        return None;
    }
    if manner == Manner::Shares {
        measure.unit = crate::chart::frame::Unit::Percent;
        measure.whole = false;
    }
    let mut margin = names;
    for line in thresholds {
        if line.is_near(&measure) {
            measure = measure.with(line.value);
        }
        margin = margin.max(line.label(measure.unit).chars().count() as u16 + 1);
    }
    let mut axes = Axes::new(measure, shown.along(true));
    axes.margin = if stage.look.compact || stage.body.columns() < 40 {
        names
    } else {
        margin
    };
    axes.headroom = 1;
    Some(axes)
}

fn paint(stage: &mut Stage<'_>, shown: &Shown, mut axes: Axes, manner: Manner, thresholds: &[Line], names: u16) {
    let Some(mut plot) = Plot::new(stage, &axes) else {
        return;
    };
    let series: Vec<&Series> = shown.series().collect();
    let labelled = manner != Manner::Shares && columns::labels_fit(stage, shown, &plot, manner == Manner::Stacked);
    if !labelled && manner != Manner::Shares {
        axes.headroom = 0;
        if let Some(lower) = Plot::new(stage, &axes) {
            plot = lower;
        }
    }
    plot.draw(stage);
    let log = plot.left.is_log();
    if stage.options().log && manner != Manner::Beside {
        stage.note("stacks have no logarithmic axis");
    }
    let first = shown.spots(stage, &plot, manner != Manner::Beside, |place| match manner {
        Manner::Beside => {
            let values = series
                .iter()
                .filter_map(|series| series.values.get(place).copied().flatten());
            plot.y(values.fold(f64::NEG_INFINITY, f64::max).max(plot.left.domain().0))
        }
        Manner::Stacked => plot.y(Stack::of(shown, place).up()),
        Manner::Shares => plot.y(100.0),
    });
    match manner {
        Manner::Beside => {
            let series: Vec<_> = series.iter().map(|one| (*one, &plot.left)).collect();
            columns::beside(stage, &series, &plot, first, labelled, 1);
        }
        Manner::Stacked => columns::stacked(stage, shown, &plot, first, labelled),
        Manner::Shares => columns::shares(stage, shown, &plot, first),
    }
    if log {
        let lost = series
            .iter()
            .flat_map(|series| series.values.iter().flatten())
            .filter(|value| **value <= 0.0)
            .count();
        if lost > 0 {
            stage.note(format!(
                "{lost} values of 0 or less have no place on a logarithmic axis"
            ));
        }
    }
    if names > 0 {
        columns::write_names(stage, shown, &plot, manner != Manner::Beside);
    }
    let unit = axes.left.unit;
    plot.thresholds(stage, thresholds, |_: Side| unit);
}
