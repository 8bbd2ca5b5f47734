//! Who leads, over time: the largest as lying bars at one moment, the period behind them, and below how far the race is.
//!
//! Everybody keeps their colour through the whole of it. A scene is one moment; [`Look::step`](crate::chart::Look::step) says which, and
//! without one it is the last.

mod bars;
mod data;
mod period;
#[cfg(test)]
mod tests;

use super::stage::Stage;
use crate::chart::geometry::CELL_HEIGHT;
use crate::chart::layout::race::standings;
use data::Race;

/// Where the race is.
#[derive(Clone, Copy, Debug)]
struct Moment {
    /// The step it is at or has left.
    step: usize,
    /// How much of the way to the next.
    share: f64,
}

/// So many are shown unless the specification says otherwise.
const MOST: usize = 12;

pub(super) fn draw(stage: &mut Stage<'_>) {
    let Some(race) = data::read(stage) else { return };
    let moment = moment(stage, race.steps.len());
    stage.scene.steps = race.steps.len();
    let standings = standings(&race.runners, moment.step, moment.share);
    if race.runners.is_empty() {
        return stage.say("Everybody in this race is hidden.");
    }
    // The last row says how far it is, where there is one to spare.
    let scrubber = stage.body.rows() >= 3;
    let mut body = stage.body;
    if scrubber {
        body.bottom -= CELL_HEIGHT;
        period::scrubber(stage, &race, moment);
    }
    if body.rows() >= 10 && !stage.look.compact {
        body = body.without(0.0, CELL_HEIGHT, 0.0, CELL_HEIGHT);
    }
    // Where there is much room the period has rows of its own: it stays in its place however long the bars are.
    let own = match body.rows() {
        _ if stage.look.compact => 0,
        ..13 => 0,
        _ => period::ROWS,
    };
    body.bottom -= f64::from(own) * CELL_HEIGHT;
    let most = stage
        .options()
        .top
        .unwrap_or(MOST)
        .clamp(1, usize::from(body.rows().max(1)));
    // So many rows all the way, so that nothing jumps when another joins.
    let places = race.runners.len().min(most);
    if race.runners.len() > places {
        stage.note(format!("the first {places} of {}", race.runners.len()));
    }
    bars::draw(stage, &race, moment, (&standings, places), (body, own));
}

/// The moment of the look, inside the race.
fn moment(stage: &Stage<'_>, steps: usize) -> Moment {
    let last = steps.saturating_sub(1);
    let at = stage.look.step.filter(|step| step.is_finite()).unwrap_or(last as f64);
    let at = at.clamp(0.0, last as f64);
    let share = if stage.look.still { 0.0 } else { at.fract() };
    Moment {
        step: at.floor() as usize,
        share,
    }
}

impl Race {
    /// What the period at a moment is called: it changes as rows do, in the middle.
    fn period(&self, moment: Moment) -> &str {
        let step = if moment.share < 0.5 {
            moment.step
        } else {
            moment.step + 1
        };
        self.steps.get(step).map_or("", |step| step.label.as_str())
    }
}
