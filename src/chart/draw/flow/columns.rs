//! Where the steps of a flow stand, and the room for names on both sides.

use crate::chart::geometry::{CELL_HEIGHT, CELL_WIDTH, Point};
use crate::chart::scene::{Anchor, Hue, Part};
use crate::chart::write;
use crate::text::{display_width, truncate};

use super::super::stage::{Stage, Text};
use super::BAR;
use super::steps::Steps;

/// So many columns are needed for names outside.
const COLUMNS_FOR_MARGINS: u16 = 44;

/// Where the bars of each step are.
pub(super) struct Columns {
    lefts: Vec<f64>,
    /// How many cells there are for names on the left and on the right.
    pub(super) margins: (usize, usize),
    /// Whether values stand beside names, or below.
    pub(super) beside: bool,
}

impl Columns {
    pub(super) fn new(stage: &Stage<'_>, steps: &Steps) -> Self {
        let columns = stage.body.columns();
        let beside = columns >= 76;
        let last = steps.titles.len() - 1;
        let flow = totals(steps);
        let margin = |step: usize| {
            let wide = steps.places.iter().zip(&flow).filter(|(place, _)| place.step == step);
            let wide = wide.map(|(place, total)| {
                let (name, value) = (place.name.width(), display_width(&write::full(*total, steps.unit)));
                if beside { name + 1 + value } else { name.max(value) }
            });
            wide.max().unwrap_or_default().min(usize::from(columns) / 5) + 1
        };
        let margins = if columns >= COLUMNS_FOR_MARGINS {
            (margin(0), margin(last))
        } else {
            (0, 0)
        };
        let area = stage.body.without(
            margins.0 as f64 * CELL_WIDTH,
            0.0,
            margins.1 as f64 * CELL_WIDTH + BAR,
            0.0,
        );
        let lefts = (0..=last).map(|step| {
            let left = area.left + area.width() * step as f64 / last as f64;
            (left / CELL_WIDTH).round() * CELL_WIDTH
        });
        Self {
            lefts: lefts.collect(),
            margins,
            beside,
        }
    }

    pub(super) fn left(&self, step: usize) -> f64 {
        self.lefts.get(step).copied().unwrap_or_default()
    }

    /// What the steps are called, above their bars.
    pub(super) fn titles(&self, stage: &mut Stage<'_>, steps: &Steps) {
        if stage.look.compact || stage.body.rows() < 12 {
            return;
        }
        let y = stage.body.top + CELL_HEIGHT / 2.0;
        let last = steps.titles.len() - 1;
        let room = (self.left(1) - self.left(0)) / CELL_WIDTH;
        for (step, title) in steps.titles.iter().enumerate() {
            let title = truncate(title, (room as usize).saturating_sub(2).max(3));
            let (x, anchor) = match step {
                0 => (self.left(0), Anchor::Start),
                _ if step == last => (self.left(step) + BAR, Anchor::End),
                _ => {
                    let half = (display_width(&title) as f64 / 2.0).floor() * CELL_WIDTH;
                    (self.left(step) - half, Anchor::Start)
                }
            };
            let text = Text::of(title, Point::new(x, y)).anchor(anchor).ink(Hue::Dim);
            stage.label(text.part(Part::AxisTitle));
        }
        stage.body.top += CELL_HEIGHT * 2.0;
    }
}

/// The larger of what enters and what leaves each place.
pub(super) fn totals(steps: &Steps) -> Vec<f64> {
    let mut sums = vec![(0.0f64, 0.0f64); steps.places.len()];
    for way in &steps.ways {
        if let Some(sum) = sums.get_mut(way.source) {
            sum.0 += way.value;
        }
        if let Some(sum) = sums.get_mut(way.target) {
            sum.1 += way.value;
        }
    }
    sums.into_iter().map(|(out, into)| out.max(into)).collect()
}
