//! Bars that lie: a row or more for each, its name to the left, its value behind it.
//!
//! Beside each other ([`clustered`]) or end to end ([`stacked`]), all from one axis; what is negative goes to the left of it.
//! A length is proportional to its value, to an eighth of a column. Where there are more bars than rows the largest are
//! first and the rest is scrolled to; how many that are is written below.

mod clustered;
mod ground;
mod stacked;
#[cfg(test)]
mod tests;
mod thresholds;

use super::stage::{Stage, Text};
use crate::chart::geometry::{CELL_HEIGHT, Point};
use crate::chart::group::{self, Grouped, MOST_SERIES, Series};
use crate::chart::kind::Kind;
use crate::chart::layout::rows::Down;
use crate::chart::scene::{Hue, Part};
use crate::chart::spec::Sort;
use crate::text::format;
use ground::Layout;

pub(super) fn draw(stage: &mut Stage<'_>) {
    let spec = stage.spec();
    let Some(data) = data(stage) else { return };
    let stacked = spec.kind != Kind::BarHorizontal;
    let legend = data
        .series
        .iter()
        .map(|series| (series.name.clone(), series.ink, series.hidden));
    stage.legend(legend.collect());
    let shown: Vec<&Series> = data.shown().collect();
    if shown.is_empty() {
        return stage.say("Every series is hidden.");
    }
    let thresholds = thresholds::of(stage, &data);
    // Stacks have no value at each end of a part, so they have an axis to read them at.
    let ticks = stacked && !stage.look.compact;
    let below = f64::from(u8::from((ticks || !thresholds.is_empty()) && stage.body.rows() >= 4)) * CELL_HEIGHT;
    let per = if stacked { 1 } else { shown.len() };
    // A row of air under title and legend, where it is to be had.
    let above = if stage.body.rows() >= 10 && !stage.look.compact {
        CELL_HEIGHT
    } else {
        0.0
    };
    let mut body = stage.body.without(0.0, above, 0.0, below);
    let mut down = Down::new(body, data.categories.len(), per, stage.look.scroll.0);
    let hidden = data.categories.len() - down.shown;
    if hidden > 0 {
        if body.rows() > 2 {
            body.bottom -= CELL_HEIGHT;
            down = Down::new(body, data.categories.len(), per, stage.look.scroll.0);
        }
        more(stage, &data, &down, body.bottom + below);
    }
    let labels = data.categories[down.first..down.first + down.shown]
        .iter()
        .map(|category| category.label.width())
        .max();
    let layout = Layout {
        labels: labels.unwrap_or_default(),
        body,
        down,
        ticks: below > 0.0 && ticks,
        written: below > 0.0,
    };
    if stacked {
        stacked::draw(stage, &data, &layout, &thresholds);
    } else {
        clustered::draw(stage, &data, &layout, &thresholds);
    }
}

/// The series over categories; or words about why there are none.
fn data(stage: &mut Stage<'_>) -> Option<Grouped> {
    let (spec, frame) = (stage.spec(), stage.frame());
    if spec.y.is_empty() {
        stage.say("A bar needs a measure.");
        return None;
    }
    let channel = spec.x.as_ref();
    if let Some(channel) = channel.filter(|channel| frame.column(&channel.column).is_none()) {
        stage.say(format!("There is no column “{}”.", channel.column));
        return None;
    }
    let mut data = group::group(frame, spec, channel, stage.look);
    let adds = spec.y.iter().all(group::adds_up);
    group::limit_series(&mut data, MOST_SERIES, adds);
    for note in &data.notes {
        stage.note(note);
    }
    if data.series.is_empty() || data.categories.is_empty() {
        stage.say(if data.notes.is_empty() {
            "There are no rows to draw.".to_owned()
        } else {
            format!("There is nothing to draw: {}.", data.notes.join(", "))
        });
        return None;
    }
    if spec.options.log {
        stage.note("bars begin at 0, so their axis is linear");
    }
    if let Some((from, to)) = stage.look.window {
        let count = data.categories.len() as f64;
        let first = ((from * count + 1e-9).floor().max(0.0) as usize).min(data.categories.len() - 1);
        let last = ((to * count - 1e-9).ceil().max(0.0) as usize).clamp(first + 1, data.categories.len());
        group::arrange(&mut data, &(first..last).collect::<Vec<_>>());
    }
    // What does not fit is scrolled to, so the largest come first unless an order was asked for.
    let rows = usize::from(stage.body.rows());
    let per = if spec.kind == Kind::BarHorizontal {
        data.shown().count()
    } else {
        1
    };
    let natural = stage.look.sort.unwrap_or(spec.options.sort) == Sort::Natural && data.grain.is_none();
    if natural && data.categories.len() * per > rows {
        let total = |place: usize| data.shown().filter_map(|series| series.values[place]).sum::<f64>();
        let totals: Vec<f64> = (0..data.categories.len()).map(total).collect();
        let mut order: Vec<usize> = (0..totals.len()).collect();
        order.sort_by(|a, b| totals[*b].total_cmp(&totals[*a]));
        group::arrange(&mut data, &order);
    }
    Some(data)
}

/// Says how many bars are above and below those that are shown.
fn more(stage: &mut Stage<'_>, data: &Grouped, down: &Down, row: f64) {
    let count = data.categories.len();
    stage.scene.extent = (count, 1);
    let (above, below) = (down.first, count - down.first - down.shown);
    let number = |count: usize| format::count(count as i128);
    let words = match (above, below) {
        (0, below) => format!("↓ {} more", number(below)),
        (above, 0) => format!("↑ {} more", number(above)),
        (above, below) => format!("↑ {} · ↓ {} more", number(above), number(below)),
    };
    if row + CELL_HEIGHT <= stage.body.bottom {
        let at = Point::new(stage.body.left, row + CELL_HEIGHT / 2.0);
        stage.text(Text::of(&words, at).ink(Hue::Faint).part(Part::Note));
    } else {
        stage.note(format!("{} of {} bars fit", number(down.shown), number(count)));
    }
}
