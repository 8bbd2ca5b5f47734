//! The picture that has the screen: its cursor, its levels, its legend.

use ratatui::layout::Position;

use super::layout::{Whole, body};
use super::state::{Looked, Spot};
use super::zoom::inside;
use crate::chart::{Direction, Kind, Scene, nearest, step};
use crate::text::SafeText;
use crate::tui::model::Model;
use crate::tui::msg::Effect;
use crate::tui::notice::notify;

/// How far from a spot a click still counts, in units.
const REACH: f64 = 40.0;

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

/// Puts the cursor on the next mark whose name has what was looked for in it; past the last one it begins again.
pub(super) fn find(model: &mut Model) -> Vec<Effect> {
    let charts = &mut model.charts;
    let sought = charts.sought.trim().to_lowercase();
    let Some(scene) = charts.scene().cloned().filter(|_| !sought.is_empty()) else {
        return Vec::new();
    };
    let count = scene.spots.len();
    let from = charts.looked.focus.map_or(0, |focus| focus + 1);
    let has = |at: &usize| {
        let spot = scene.spots.get(*at);
        spot.is_some_and(|spot| spot.title.to_lowercase().contains(&sought))
    };
    let found: Vec<usize> = (0..count).map(|step| (from + step) % count).filter(has).collect();
    let Some(at) = found.first() else {
        let sought = SafeText::new(&sought);
        return notify(model, format!("No mark of this picture is called “{sought}”."), true);
    };
    charts.looked.focus = Some(*at);
    if found.len() == 1 {
        return Vec::new();
    }
    notify(
        model,
        format!("One of {}; / and Enter go to the next.", found.len()),
        false,
    )
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
