//! Lines across a plot that values are compared with: at a constant, or at an aggregate of what is shown.

use crate::chart::frame::Unit;
use crate::chart::geometry::{CELL_HEIGHT, Point};
use crate::chart::group::fold_of;
use crate::chart::scene::{Anchor, Hue, Ink, Part, RuleMark};
use crate::chart::spec::{Side, Spec, ThresholdAt};
use crate::chart::write;
use crate::text::{SafeText, display_width, truncate};

use super::{Measure, Plot, Up};
use crate::chart::draw::stage::{Stage, Text};

/// So many of the specification's count.
const MOST: usize = 4;

/// A line across the plot.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::chart) struct Line {
    /// Its value.
    pub(in crate::chart) value: f64,
    /// Which axis it is read at.
    pub(in crate::chart) side: Side,
    name: SafeText,
    /// Its colour.
    pub(in crate::chart) ink: Ink,
}

impl Line {
    /// What is written at it.
    pub(in crate::chart) fn label(&self, unit: Unit) -> String {
        // An aggregate has more digits than anybody compares with.
        let digits = 10f64.powi(3 - self.value.abs().max(1e-9).log10().ceil() as i32);
        let rounded = (self.value * digits).round() / digits;
        let exact = self.value.fract() == 0.0 || !rounded.is_finite();
        let value = write::short(if exact { self.value } else { rounded }, unit);
        if self.name.is_empty() {
            value
        } else {
            format!("{} {value}", self.name)
        }
    }

    /// Whether a measure can be extended to hold it without making everything else small.
    pub(in crate::chart) fn is_near(&self, measure: &Measure) -> bool {
        let (low, high) = (measure.low.min(0.0), measure.high.max(0.0));
        let extent = high - low;
        self.value >= low - extent && self.value <= high + extent
    }
}

/// The thresholds of a specification, with the values that are shown of the first measure of a side.
pub(in crate::chart) fn thresholds_of(spec: &Spec, values: impl Fn(Side) -> Vec<f64>) -> Vec<Line> {
    let found = spec.thresholds.iter().take(MOST).filter_map(|threshold| {
        let (value, ink) = match threshold.at {
            ThresholdAt::Constant(value) => (Some(value), Ink::of(Hue::Warn)),
            ThresholdAt::Aggregate(fold) => (fold_of(&mut values(threshold.side), fold), Ink::of(Hue::Text).soft(75)),
        };
        Some(Line {
            value: value.filter(|value| value.is_finite())?,
            side: threshold.side,
            name: SafeText::new(&threshold.name),
            ink,
        })
    });
    found.collect()
}

impl Plot {
    /// Draws thresholds over what is in the plot, with their names at the right: beside it where it has a margin.
    pub(in crate::chart) fn thresholds(&self, stage: &mut Stage<'_>, lines: &[Line], unit: impl Fn(Side) -> Unit) {
        if stage.spec().thresholds.len() > MOST {
            stage.note("only the first four thresholds are drawn");
        }
        let body = stage.body;
        let beside = usize::from(
            crate::chart::geometry::Area {
                left: self.area.right,
                ..body
            }
            .columns(),
        );
        for line in lines {
            let up: &Up = match (line.side, &self.right) {
                (Side::Right, Some(right)) => right,
                _ => &self.left,
            };
            let label = line.label(unit(line.side));
            let (low, high) = up.domain();
            if line.value < low || line.value > high || (up.is_log() && line.value <= 0.0) {
                let where_to = if line.value > high { "above" } else { "below" };
                stage.note(format!("{label} lies {where_to} the plot"));
                continue;
            }
            let y = up.at(line.value);
            stage.rule_mark(RuleMark {
                from: Point::new(self.area.left, y),
                to: Point::new(self.area.right, y),
                ink: line.ink,
                dashed: true,
                over: true,
            });
            if stage.look.compact {
                continue;
            }
            let row = ((y / CELL_HEIGHT).ceil() - 0.5) * CELL_HEIGHT;
            let outside = self.right.is_none() && beside > display_width(&label);
            let written = if outside {
                // At the height of the line, or beside it where another label is there already.
                [0.0, -CELL_HEIGHT, CELL_HEIGHT].into_iter().any(|off| {
                    let at = Point::new(self.area.right + 8.0, row + off);
                    let inside = row + off >= body.top && row + off < body.bottom;
                    inside
                        && stage.label(Text {
                            ink: line.ink,
                            ..Text::of(&label, at)
                        })
                })
            } else {
                let short = truncate(&label, usize::from(self.area.columns()));
                [-CELL_HEIGHT, CELL_HEIGHT].into_iter().any(|off| {
                    let at = Point::new(self.area.right, row + off);
                    let inside = row + off >= self.area.top && row + off < self.area.bottom;
                    let text = Text {
                        ink: line.ink,
                        ..Text::of(&short, at).anchor(Anchor::End).part(Part::Label)
                    };
                    inside && stage.label(text)
                })
            };
            if !written {
                stage.note(format!("the line without a name is {label}"));
            }
        }
    }
}
