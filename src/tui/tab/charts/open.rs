//! What is done with the picture that has the screen: the cursor, the legend, zoom, levels, a race.

use std::time::Duration;

use ratatui::layout::{Position, Rect};

use super::layout::{Whole, body};
use super::state::{Looked, Spot};
use crate::chart::{CELL_HEIGHT, CELL_WIDTH, Direction, Kind, Point, Region, Scene, Sort, nearest, step};
use crate::tui::model::Model;
use crate::tui::msg::{Effect, Timer};
use crate::tui::notice::notify;

/// How much of what is seen remains after zooming in once.
const ZOOM: f64 = 0.6;
/// How much of what is seen one key pans by.
const PAN: f64 = 0.2;
/// How far from a spot a click still counts, in units.
const REACH: f64 = 40.0;
/// Twelve pictures a second are enough for a race, and little enough for a slow line.
const FRAME: Duration = Duration::from_millis(80);

/// Moves the cursor; in a race the right and left ones go through time.
pub(super) fn go(model: &mut Model, direction: Direction) {
    let charts = &mut model.charts;
    let Some(scene) = charts.scene().cloned() else { return };
    if scene.steps > 0
        && matches!(
            direction,
            Direction::Left | Direction::Right | Direction::First | Direction::Last
        )
    {
        charts.playing = None;
        let last = (scene.steps - 1) as f64;
        let now = charts.looked.look.step.unwrap_or(last).round();
        let to = match direction {
            Direction::Left => now - 1.0,
            Direction::Right => now + 1.0,
            Direction::First => 0.0,
            _ => last,
        };
        charts.looked.look.step = Some(to.clamp(0.0, last));
        return;
    }
    let before = charts.looked.focus;
    charts.looked.focus = step(&scene, before, direction);
    // A table that is longer than the screen goes on below its last row.
    if charts.looked.focus == before && before.is_some() {
        let by = match direction {
            Direction::Up => (-1, 0),
            Direction::Down => (1, 0),
            Direction::Left => (0, -1),
            Direction::Right => (0, 1),
            _ => return,
        };
        scroll(model, by.0, by.1);
    }
}

/// Scrolls a table, or the rows of what is longer than the screen.
pub(super) fn scroll(model: &mut Model, rows: i64, columns: i64) {
    let charts = &mut model.charts;
    let Some(scene) = charts.scene() else { return };
    let (all_rows, all_columns) = scene.extent;
    let (row, column) = charts.looked.look.scroll;
    let moved = |at: usize, by: i64, all: usize| {
        let last = all.saturating_sub(1) as i64;
        (at as i64).saturating_add(by).clamp(0, last.max(0)) as usize
    };
    charts.looked.look.scroll = (moved(row, rows, all_rows), moved(column, columns, all_columns));
}

/// Into the mark under the cursor; whether there was anything to go into.
pub(super) fn inward(model: &mut Model) -> bool {
    let charts = &mut model.charts;
    let Some(scene) = charts.scene().cloned() else {
        return false;
    };
    let Some(spot) = charts.looked.focus.and_then(|at| scene.spots.get(at)) else {
        return false;
    };
    if spot.inner.is_empty() {
        return false;
    }
    let path = spot.inner.clone();
    // Tables have groups that open and close; everything else has levels.
    if matches!(charts.kind(), Kind::Pivot | Kind::Summary) {
        let closed = &mut charts.looked.look.closed;
        if !closed.remove(&path) {
            closed.insert(path);
        }
    } else {
        charts.looked.look.path = path;
        charts.looked.focus = None;
    }
    true
}

/// One step out: the cursor, the level, the zoom; whether anything was left.
pub(super) fn outward(model: &mut Model) -> bool {
    let charts = &mut model.charts;
    let looked = &mut charts.looked;
    charts.playing = None;
    if looked.series.take().is_some() {
        looked.look.front = None;
    } else if looked.focus.is_some() {
        looked.focus = None;
    } else if !looked.look.path.is_empty() {
        looked.look.path.pop();
    } else if looked.look.window.is_some() || looked.look.window_up.is_some() {
        looked.look.window = None;
        looked.look.window_up = None;
    } else {
        return false;
    }
    true
}

/// Moves the cursor of the legend, and brings its series to the front.
pub(super) fn legend(model: &mut Model, by: isize) {
    let charts = &mut model.charts;
    let Some(scene) = charts.scene().cloned() else { return };
    let count = scene.legend.len();
    if count == 0 {
        return;
    }
    let looked = &mut charts.looked;
    let at = match looked.series {
        None if by > 0 => 0,
        None => count - 1,
        Some(at) => (at as isize + by).rem_euclid(count as isize) as usize,
    };
    looked.series = Some(at);
    looked.look.front = scene.legend.get(at).map(|entry| entry.name.to_string());
}

/// Hides or shows a line of the legend: the one under its cursor, or that of the mark under the cursor.
pub(super) fn toggle(model: &mut Model) -> Vec<Effect> {
    let charts = &model.charts;
    let Some(scene) = charts.scene().cloned() else {
        return Vec::new();
    };
    let focused = charts.looked.focus.and_then(|at| scene.spots.get(at));
    let at = charts.looked.series.or_else(|| {
        let name = &focused?.title;
        scene.legend.iter().position(|entry| entry.name == *name)
    });
    match at {
        Some(at) => toggle_entry(model, at),
        None if scene.legend.is_empty() => notify(model, "This picture has no legend.", true),
        None => notify(
            model,
            ". and , choose a line of the legend; Space hides and shows it.",
            true,
        ),
    }
}

/// Hides or shows a line of the legend. The last one that is shown stays.
pub(super) fn toggle_entry(model: &mut Model, at: usize) -> Vec<Effect> {
    let Some(scene) = model.charts.scene().cloned() else {
        return Vec::new();
    };
    let Some(entry) = scene.legend.get(at) else {
        return Vec::new();
    };
    let shown = scene.legend.iter().filter(|entry| !entry.hidden).count();
    let hidden = &mut model.charts.looked.look.hidden;
    if hidden.remove(entry.name.as_str()) {
        return Vec::new();
    }
    if shown <= 1 {
        return notify(model, "This is the last one that is shown.", true);
    }
    hidden.insert(entry.name.to_string());
    Vec::new()
}

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
fn inside(area: Rect, at: Position) -> Point {
    let cells = |at: u16, from: u16| f64::from(at.saturating_sub(from)) + 0.5;
    Point::new(cells(at.x, area.x) * CELL_WIDTH, cells(at.y, area.y) * CELL_HEIGHT)
}

/// Puts the cursor on what is under the mouse; whether it was there already.
pub(super) fn point(model: &mut Model, at: Position) -> bool {
    let area = Whole::of(body(model)).picture;
    let Some(scene) = model.charts.scene().cloned() else {
        return false;
    };
    let found = nearest(&scene, inside(area, at), REACH);
    let again = found.is_some() && found == model.charts.looked.focus;
    model.charts.looked.focus = found;
    again
}

/// What a click on the picture means, by its target.
pub(super) const fn is_drawn(spot: Spot) -> bool {
    matches!(spot, Spot::Picture)
}

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

/// More or fewer of what the kind has: bins, spread, speed.
pub(super) fn more(model: &mut Model, more: bool) -> Vec<Effect> {
    let kind = model.charts.kind();
    let charts = &mut model.charts;
    let look = &mut charts.looked.look;
    match kind {
        Kind::Histogram => {
            let bins = look
                .bins
                .or_else(|| charts.drawn.get(&kind).map(|drawn| drawn.scene.spots.len()))
                .unwrap_or(10);
            let bins = if more { bins.saturating_mul(2) } else { bins / 2 }.clamp(2, 200);
            look.bins = Some(bins);
            notify(model, format!("About {bins} ranges."), false)
        }
        Kind::GeoHeatMap => {
            let radius = look.radius.unwrap_or(4.0) * if more { 1.4 } else { 1.0 / 1.4 };
            look.radius = Some(radius.clamp(0.5, 30.0));
            Vec::new()
        }
        Kind::Race => {
            charts.speed = (charts.speed + if more { 1 } else { -1 }).clamp(-3, 4);
            let words = format!("{} steps a second.", 2f64.powi(i32::from(charts.speed)));
            notify(model, words, false)
        }
        _ => notify(model, "This picture has nothing to make more or fewer of.", true),
    }
}

/// Starts a race from where it is, from the beginning where it has ended, or stops it.
pub(super) fn play(model: &mut Model) -> Vec<Effect> {
    let charts = &mut model.charts;
    if charts.playing.take().is_some() {
        return Vec::new();
    }
    let Some(scene) = charts.scene() else { return Vec::new() };
    let last = scene.steps.saturating_sub(1) as f64;
    let now = charts.looked.look.step.unwrap_or(last);
    if now >= last {
        charts.looked.look.step = Some(0.0);
    }
    charts.races += 1;
    charts.playing = Some(charts.races);
    vec![Effect::Later(FRAME, Timer::Race(charts.races))]
}

/// A race goes on, unless it has been stopped or another one runs.
pub(super) fn tick(model: &mut Model, number: u64) -> Vec<Effect> {
    let charts = &mut model.charts;
    if charts.playing != Some(number) {
        return Vec::new();
    }
    let Some(scene) = charts.scene() else { return Vec::new() };
    let last = scene.steps.saturating_sub(1) as f64;
    let by = 2f64.powi(i32::from(charts.speed)) * FRAME.as_secs_f64();
    let still = charts.looked.look.still;
    let step = charts.looked.look.step.unwrap_or(0.0) + by;
    charts.looked.look.step = Some(step.min(last));
    if step >= last {
        charts.playing = None;
        return Vec::new();
    }
    // Without motion only whole steps are seen: nothing in between has to be painted.
    let pause = if still {
        charts.looked.look.step = Some((step - by).floor() + 1.0);
        Duration::from_secs_f64(1.0 / 2f64.powi(i32::from(charts.speed)))
    } else {
        FRAME
    };
    vec![Effect::Later(pause, Timer::Race(number))]
}

/// What the cursor's spot is read as, on one line.
pub(super) fn reading(scene: &Scene, looked: &Looked) -> Option<String> {
    let spot = scene.spots.get(looked.focus?)?;
    let mut words = spot.title.to_string();
    for reading in &spot.readings {
        words.push_str(if words.is_empty() { "" } else { " · " });
        if !reading.label.is_empty() {
            words.push_str(&reading.label);
            words.push(' ');
        }
        words.push_str(&reading.value);
    }
    Some(words)
}
