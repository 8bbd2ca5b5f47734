//! A race: it runs, stops, and goes on with every tick.

use std::time::Duration;

use crate::tui::model::Model;
use crate::tui::msg::{Effect, Timer};

/// Twelve pictures a second are enough for a race, and little enough for a slow line.
const FRAME: Duration = Duration::from_millis(80);

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
