//! What is seen of a picture: zoomed into, moved, drawn a box around, a piece of the world.

use ratatui::layout::{Position, Rect};

use super::layout::{Whole, body};
use crate::chart::{CELL_HEIGHT, CELL_WIDTH, Kind, Point, Region};
use crate::tui::model::Model;
use crate::tui::msg::Effect;
use crate::tui::notice::notify;

/// How much of what is seen remains after zooming in once.
const ZOOM: f64 = 0.6;

/// How much of what is seen one key pans by.
const PAN: f64 = 0.2;

/// The kinds whose second direction is zoomed, too.
const fn in_both(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Bubble
            | Kind::BubblePie
            | Kind::MapScatter
            | Kind::MapBubble
            | Kind::MapPie
            | Kind::MapBubblePie
            | Kind::MapFilled
            | Kind::GeoHeatMap
    )
}

/// Zooms around the cursor, or around the middle.
pub(super) fn zoom(model: &mut Model, inward: bool) {
    let kind = model.charts.kind();
    let charts = &mut model.charts;
    let Some(scene) = charts.scene().cloned() else { return };
    let at = charts
        .looked
        .focus
        .and_then(|at| scene.spots.get(at))
        .map(|spot| spot.at);
    let plot = scene.plot;
    let share = |at: Option<f64>, from: f64, to: f64| {
        at.filter(|_| to > from)
            .map_or(0.5, |at| ((at - from) / (to - from)).clamp(0.0, 1.0))
    };
    let factor = if inward { ZOOM } else { 1.0 / ZOOM };
    let look = &mut charts.looked.look;
    look.window = zoomed(look.window, share(at.map(|at| at.x), plot.left, plot.right), factor);
    if in_both(kind) {
        // Upwards is more, so the share counts from the bottom; on a map too.
        look.window_up = zoomed(
            look.window_up,
            1.0 - share(at.map(|at| at.y), plot.top, plot.bottom),
            factor,
        );
    }
    charts.looked.focus = None;
}

fn zoomed(window: Option<(f64, f64)>, around: f64, factor: f64) -> Option<(f64, f64)> {
    let (from, to) = window.unwrap_or((0.0, 1.0));
    let width = ((to - from) * factor).max(0.01);
    if width >= 1.0 {
        return None;
    }
    let middle = from + (to - from) * around;
    let left = (middle - width * around).clamp(0.0, 1.0 - width);
    Some((left, left + width))
}

/// Moves what is seen of a picture that is zoomed.
pub(super) fn pan(model: &mut Model, across: f64, up: f64) -> Vec<Effect> {
    let look = &mut model.charts.looked.look;
    if look.window.is_none() && look.window_up.is_none() {
        return notify(model, "All of it is seen; + zooms in.", true);
    }
    let moved = |window: Option<(f64, f64)>, by: f64| {
        window.map(|(from, to)| {
            let width = to - from;
            let left = (from + by * PAN * width).clamp(0.0, 1.0 - width);
            (left, left + width)
        })
    };
    look.window = moved(look.window, across);
    look.window_up = moved(look.window_up, up);
    model.charts.looked.focus = None;
    Vec::new()
}

/// Zooms to what lies between two places of the screen.
pub(super) fn zoom_box(model: &mut Model, from: Position, to: Position) {
    let kind = model.charts.kind();
    let area = Whole::of(body(model)).picture;
    let Some(scene) = model.charts.scene().cloned() else {
        return;
    };
    let plot = scene.plot;
    if plot.is_empty() {
        return;
    }
    let (a, b) = (inside(area, from), inside(area, to));
    let share = |at: f64, from: f64, to: f64| ((at - from) / (to - from)).clamp(0.0, 1.0);
    let part = |window: Option<(f64, f64)>, low: f64, high: f64| {
        let (from, to) = window.unwrap_or((0.0, 1.0));
        let (left, right) = (from + (to - from) * low.min(high), from + (to - from) * low.max(high));
        (right - left >= 0.01).then_some((left, right)).or(window)
    };
    let look = &mut model.charts.looked.look;
    look.window = part(
        look.window,
        share(a.x, plot.left, plot.right),
        share(b.x, plot.left, plot.right),
    );
    if in_both(kind) {
        let (low, high) = (
            1.0 - share(a.y, plot.top, plot.bottom),
            1.0 - share(b.y, plot.top, plot.bottom),
        );
        look.window_up = part(look.window_up, low, high);
    }
    model.charts.looked.focus = None;
}

/// The middle of a cell of the screen as a point of the picture.
pub(super) fn inside(area: Rect, at: Position) -> Point {
    let cells = |at: u16, from: u16| f64::from(at.saturating_sub(from)) + 0.5;
    Point::new(cells(at.x, area.x) * CELL_WIDTH, cells(at.y, area.y) * CELL_HEIGHT)
}

/// The next piece of the world.
pub(super) fn region(model: &mut Model) {
    let look = &mut model.charts.looked.look;
    look.region = Some(match look.region.unwrap_or_default() {
        Region::World => Region::Europe,
        Region::Europe => Region::Asia,
        Region::Asia => Region::Africa,
        Region::Africa => Region::NorthAmerica,
        Region::NorthAmerica => Region::SouthAmerica,
        Region::SouthAmerica => Region::Oceania,
        Region::Oceania => Region::World,
    });
    look.window = None;
    look.window_up = None;
    model.charts.looked.focus = None;
}
