//! Upright lines across the bars to compare them with, and their names below.

use crate::chart::draw::axis::thresholds_of;
use crate::chart::draw::stage::{Stage, Text};
use crate::chart::geometry::{CELL_HEIGHT, CELL_WIDTH, Point};
use crate::chart::group::Grouped;
use crate::chart::kind::Kind;
use crate::chart::layout::rows::{Across, Down};
use crate::chart::scene::{Anchor, Ink, Part, RuleMark};

/// A line that has a value.
pub(super) struct Line {
    /// Where.
    pub(super) value: f64,
    words: String,
    ink: Ink,
}

/// The lines that are asked for; shares of a whole have none.
pub(super) fn of(stage: &Stage<'_>, data: &Grouped) -> Vec<Line> {
    if stage.spec().kind == Kind::StackedBarHorizontal100 {
        return Vec::new();
    }
    let unit = data.series.first().map(|series| series.unit).unwrap_or_default();
    let first = data.shown().next();
    let values = first.map(|series| series.values.iter().copied().flatten().collect::<Vec<_>>());
    let values = values.unwrap_or_default();
    let lines = thresholds_of(stage.spec(), |_| values.clone());
    lines
        .into_iter()
        .map(|line| Line {
            value: line.value,
            words: line.label(unit),
            ink: line.ink,
        })
        .collect()
}

/// Draws them over the bars, in the middle of the column they fall into.
pub(super) fn draw(stage: &mut Stage<'_>, lines: &[Line], across: &Across, down: &Down, bottom: f64, written: bool) {
    for line in lines {
        let x = ((across.at(line.value) / CELL_WIDTH).floor() + 0.5) * CELL_WIDTH;
        stage.rule_mark(RuleMark {
            from: Point::new(x, down.top),
            to: Point::new(x, bottom),
            ink: line.ink,
            dashed: true,
            over: true,
        });
        let at = Point::new(x, bottom + CELL_HEIGHT / 2.0);
        let mut text = Text::of(&line.words, at).part(Part::Tick);
        text.ink = line.ink;
        let ways = [Anchor::Middle, Anchor::End, Anchor::Start];
        let placed = written && ways.into_iter().any(|way| stage.label(text.clone().anchor(way)));
        if !placed {
            stage.note(format!("the upright line is {}", line.words));
        }
    }
}
