//! A picture drawn otherwise: in another order, on another scale, with more or fewer of what it has.

use super::state::Scale;
use crate::chart::{Kind, Sort};
use crate::tui::model::Model;
use crate::tui::msg::Effect;
use crate::tui::notice::notify;

/// The next order of categories; in a table, by the column under the cursor.
pub(super) fn sort(model: &mut Model) -> Vec<Effect> {
    let charts = &mut model.charts;
    let kind = charts.kind();
    let Some(scene) = charts.scene().cloned() else {
        return Vec::new();
    };
    let looked = &mut charts.looked;
    if matches!(kind, Kind::Pivot | Kind::Tabular | Kind::Summary) {
        let spot = looked
            .focus
            .and_then(|at| scene.spots.get(at))
            .and_then(|spot| spot.cell);
        let Some((column, _)) = spot else {
            return notify(model, "Put the cursor on a column first.", true);
        };
        looked.look.sort_column = match looked.look.sort_column {
            Some((at, true)) if at == column => Some((column, false)),
            Some((at, false)) if at == column => None,
            _ => Some((column, true)),
        };
        return Vec::new();
    }
    let own = charts.chart().map_or(Sort::Natural, |chart| chart.spec.options.sort);
    let (next, words) = match charts.looked.look.sort.unwrap_or(own) {
        Sort::Natural => (Sort::Largest, "The largest first."),
        Sort::Largest => (Sort::Smallest, "The smallest first."),
        Sort::Smallest => (Sort::Name, "By name."),
        Sort::Name => (Sort::Natural, "As it comes."),
    };
    charts.looked.look.sort = Some(next);
    charts.looked.focus = None;
    notify(model, words, false)
}

/// How many categories there can be at most, one after the other.
const TOPS: [usize; 12] = [3, 5, 8, 10, 12, 15, 20, 25, 30, 40, 60, 100];

/// Kinds that put what is too much together, or leave it out.
const fn has_top(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Bar
            | Kind::BarStacked
            | Kind::BarHorizontal
            | Kind::StackedBar
            | Kind::StackedBarHorizontal
            | Kind::StackedBar100
            | Kind::StackedBarHorizontal100
            | Kind::PackedBubble
            | Kind::WordCloud
            | Kind::Pie
            | Kind::Ring
            | Kind::SemiPie
            | Kind::SemiRing
            | Kind::Doughnut
            | Kind::TreeMap
            | Kind::Sankey
            | Kind::Sunburst
            | Kind::Race
    )
}

/// More or fewer of what the kind has: bins, spread, speed, categories.
pub(super) fn more(model: &mut Model, more: bool) -> Vec<Effect> {
    let kind = model.charts.kind();
    let charts = &mut model.charts;
    let spots = charts.drawn.get(&kind).map(|drawn| drawn.scene.spots.len());
    let own = charts.chart().and_then(|chart| chart.spec.options.top);
    let looked = &mut charts.looked;
    match kind {
        Kind::Histogram => {
            let bins = looked.look.bins.or(spots).unwrap_or(10);
            let bins = if more { bins.saturating_mul(2) } else { bins / 2 }.clamp(2, 200);
            looked.look.bins = Some(bins);
            notify(model, format!("About {bins} ranges."), false)
        }
        Kind::GeoHeatMap => {
            let radius = looked.look.radius.unwrap_or(4.0) * if more { 1.4 } else { 1.0 / 1.4 };
            looked.look.radius = Some(radius.clamp(0.5, 30.0));
            Vec::new()
        }
        Kind::Race => {
            charts.speed = (charts.speed + if more { 1 } else { -1 }).clamp(-3, 4);
            let words = format!("{} steps a second.", 2f64.powi(i32::from(charts.speed)));
            notify(model, words, false)
        }
        kind if has_top(kind) => {
            let now = looked.changes.top.or(own).or(spots).unwrap_or(10);
            let next = if more {
                TOPS.into_iter().find(|top| *top > now)
            } else {
                TOPS.into_iter().rev().find(|top| *top < now)
            };
            let top = next.unwrap_or(now);
            looked.changes.top = Some(top);
            looked.focus = None;
            notify(
                model,
                format!("At most {top}; what is beyond them is put together or told."),
                false,
            )
        }
        _ => notify(model, "This picture has nothing to make more or fewer of.", true),
    }
}

/// The scales that a kind can have.
pub(super) const fn scales(kind: Kind) -> &'static [Scale] {
    match kind {
        Kind::Bar
        | Kind::Histogram
        | Kind::Line
        | Kind::Area
        | Kind::AreaMarkers
        | Kind::AreaSmooth
        | Kind::AreaSmoothMarkers
        | Kind::BarLine
        | Kind::BarBubble
        | Kind::BarScatter
        | Kind::BarArea
        | Kind::AreaBubble
        | Kind::LineBubble
        | Kind::Combination
        | Kind::Bubble
        | Kind::BubblePie => &[Scale::Even, Scale::Powers],
        Kind::HeatMap => &[Scale::Even, Scale::Ranks],
        Kind::MapFilled => &[Scale::Even, Scale::Powers, Scale::Ranks],
        _ => &[],
    }
}

/// The next scale that the kind can have.
pub(super) fn scale(model: &mut Model) -> Vec<Effect> {
    let charts = &mut model.charts;
    let scales = scales(charts.kind());
    let own = charts
        .chart()
        .map_or(Scale::Even, |chart| Scale::of(&chart.spec.options));
    let now = charts.looked.changes.scale.unwrap_or(own);
    let at = scales.iter().position(|scale| *scale == now).map_or(0, |at| at + 1);
    let Some(next) = scales.get(at % scales.len().max(1)).copied() else {
        return Vec::new();
    };
    charts.looked.changes.scale = Some(next);
    charts.looked.focus = None;
    let words = match next {
        Scale::Even => "Equal differences are equal steps.",
        Scale::Powers => "Equal ratios are equal steps: a logarithmic scale.",
        Scale::Ranks => "By rank: as many values in each step.",
    };
    notify(model, words, false)
}

/// With the outermost values or without them.
pub(super) fn clip(model: &mut Model) -> Vec<Effect> {
    let charts = &mut model.charts;
    let own = charts.chart().is_some_and(|chart| chart.spec.options.clip);
    let clip = !charts.looked.changes.clip.unwrap_or(own);
    charts.looked.changes.clip = Some(clip);
    charts.looked.focus = None;
    let words = if clip {
        "Only values between the 1st and the 99th percentile."
    } else {
        "All values."
    };
    notify(model, words, false)
}
