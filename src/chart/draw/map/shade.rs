//! Values as colours on the sequential scale, and the strip that says which is which.

use crate::chart::draw::stage::{Stage, Text};
use crate::chart::geometry::{Area, CELL_HEIGHT, CELL_WIDTH, Outline, Point};
use crate::chart::scene::{Fill, Hue, Ink, Part};
use crate::text::{SafeText, display_width};

/// How many columns the strip is wide.
const STRIP: usize = 16;

/// From values to colours.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Shade {
    /// Evenly from one value to another.
    Even(f64, f64),
    /// Evenly in powers.
    Powers(f64, f64),
    /// By rank among these, in rising order.
    Ranks(Vec<f64>),
}

impl Shade {
    /// For values; nothing without any. Counts begin at 0, so that twice the colour is twice the value.
    pub(super) fn of(values: impl Iterator<Item = f64>, log: bool, quantile: bool) -> Option<Self> {
        let mut values: Vec<f64> = values.filter(|value| value.is_finite()).collect();
        values.sort_by(f64::total_cmp);
        let (least, most) = (*values.first()?, *values.last()?);
        Some(if quantile {
            values.dedup();
            Self::Ranks(values)
        } else if log && least > 0.0 {
            Self::Powers(least, most)
        } else {
            Self::Even(least.min(0.0), most)
        })
    }

    /// The colour of a value.
    pub(super) fn ink(&self, value: f64) -> Ink {
        let share = match self {
            // Halves first: the whole extent may be more than a number holds.
            Self::Even(low, high) => (value / 2.0 - low / 2.0) / (high / 2.0 - low / 2.0),
            Self::Powers(low, high) => (value / low).ln() / (high / low).ln(),
            Self::Ranks(values) => {
                values.partition_point(|known| *known < value) as f64 / values.len().saturating_sub(1) as f64
            }
        };
        let share = if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.5 };
        Ink::of(Hue::Ramp((share * 255.0).round() as u8))
    }

    /// Its ends, and how it goes from one to the other where that is not evenly.
    fn ends(&self) -> (f64, f64, &'static str) {
        match self {
            Self::Even(low, high) => (*low, *high, ""),
            Self::Powers(low, high) => (*low, *high, "in powers"),
            Self::Ranks(values) => (
                values.first().copied().unwrap_or_default(),
                values.last().copied().unwrap_or_default(),
                "by rank",
            ),
        }
    }

    /// Writes the strip with its ends.
    pub(super) fn strip(&self, stage: &mut Stage<'_>, measure: &str, write: impl Fn(f64) -> String, missing: bool) {
        let (low, high, how) = self.ends();
        strip(stage, measure, (&write(low), &write(high)), how, missing);
    }
}

/// A strip of all colours in the last row of the body, where there is room for it; that row is no longer the body's.
pub(super) fn strip(stage: &mut Stage<'_>, measure: &str, (low, high): (&str, &str), how: &str, missing: bool) {
    let columns = usize::from(stage.body.columns());
    let needed = display_width(low) + display_width(high) + STRIP + 4;
    if stage.look.compact || stage.body.rows() < 11 || needed > columns {
        return;
    }
    let bottom = stage.body.bottom;
    let (left, y) = (stage.body.left, bottom - CELL_HEIGHT / 2.0);
    stage.body.bottom -= CELL_HEIGHT;
    let mut column = 0;
    let say = |stage: &mut Stage<'_>, column: &mut usize, text: &str, hue| {
        let width = display_width(text);
        if width > 0 && *column + width <= columns {
            let at = Point::new(left + *column as f64 * CELL_WIDTH, y);
            stage.text(Text::of(text, at).ink(hue).part(Part::Legend));
            *column += width + 1;
        }
    };
    if needed + display_width(measure) + 2 <= columns {
        let measure = SafeText::new(measure);
        say(stage, &mut column, &measure, Hue::Dim);
        column += 1;
    }
    say(stage, &mut column, low, Hue::Text);
    for step in 0..STRIP {
        let from = left + (column + step) as f64 * CELL_WIDTH;
        let area = Area::new(from, bottom - CELL_HEIGHT, from + CELL_WIDTH, bottom);
        let shade = (step as f64 / (STRIP - 1) as f64 * 255.0).round() as u8;
        stage.fill(Outline::Rect(area), Fill::solid(Ink::of(Hue::Ramp(shade))), None);
    }
    column += STRIP + 1;
    say(stage, &mut column, high, Hue::Text);
    say(stage, &mut column, how, Hue::Dim);
    if missing && column + 12 <= columns {
        column += 2;
        let at = Point::new(left + column as f64 * CELL_WIDTH, y);
        stage.text(Text::of("■", at).ink(Hue::Missing).part(Part::Legend));
        column += 2;
        say(stage, &mut column, "no data", Hue::Dim);
    }
}
