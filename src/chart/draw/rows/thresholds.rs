//! Upright lines across the bars to compare them with, and their names below.

use crate::chart::draw::stage::{Stage, Text};
use crate::chart::geometry::{CELL_HEIGHT, CELL_WIDTH, Point};
use crate::chart::group::{Grouped, fold_of};
use crate::chart::kind::Kind;
use crate::chart::layout::rows::{Across, Down};
use crate::chart::scene::{Anchor, Hue, Ink, Part, RuleMark};
use crate::chart::spec::ThresholdAt;
use crate::chart::write;

/// At most so many lines: more would be a grid.
const MOST: usize = 4;

/// A line that has a value.
pub(super) struct Line {
    /// Where.
    pub(super) value: f64,
    words: String,
}

/// The lines that are asked for; shares of a whole have none.
pub(super) fn of(stage: &Stage<'_>, data: &Grouped) -> Vec<Line> {
    if stage.spec().kind == Kind::StackedBarHorizontal100 {
        return Vec::new();
    }
    let unit = data.series.first().map(|series| series.unit).unwrap_or_default();
    let lines = stage.spec().thresholds.iter().take(MOST).filter_map(|threshold| {
        let value = match threshold.at {
            ThresholdAt::Constant(value) => value,
            ThresholdAt::Aggregate(fold) => {
                let first = data.shown().next()?;
                fold_of(&mut first.values.iter().copied().flatten().collect::<Vec<_>>(), fold)?
            }
        };
        let written = write::short(value, unit);
        let words = if threshold.name.is_empty() {
            written
        } else {
            format!("{} {written}", threshold.name)
        };
        value.is_finite().then_some(Line { value, words })
    });
    lines.collect()
}

/// Draws them over the bars, in the middle of the column they fall into.
pub(super) fn draw(stage: &mut Stage<'_>, lines: &[Line], across: &Across, down: &Down, bottom: f64, written: bool) {
    for line in lines {
        let x = ((across.at(line.value) / CELL_WIDTH).floor() + 0.5) * CELL_WIDTH;
        stage.rule_mark(RuleMark {
            from: Point::new(x, down.top),
            to: Point::new(x, bottom),
            ink: Ink::of(Hue::Warn),
            dashed: true,
            over: true,
        });
        let at = Point::new(x, bottom + CELL_HEIGHT / 2.0);
        let text = Text::of(&line.words, at)
            .anchor(Anchor::Middle)
            .ink(Hue::Warn)
            .part(Part::Tick);
        if written && !stage.label(text.clone()) {
            let text = Text {
                anchor: Anchor::End,
                ..text
            };
            stage.label(text);
        }
    }
}
