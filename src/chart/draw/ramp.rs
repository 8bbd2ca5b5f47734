//! A measure as colour: from the least value to the greatest on the sequential scale, and the strip that says so.

use crate::chart::frame::Unit;
use crate::chart::geometry::{Area, CELL_HEIGHT, CELL_WIDTH, Outline, Point};
use crate::chart::scene::{Fill, Hue, Ink, Part};
use crate::chart::write;
use crate::text::SafeText;

use super::stage::{Stage, Text};

/// How many cells wide the strip is.
const STRIP: u16 = 16;

/// Colours for the values of a measure.
#[derive(Clone, Debug)]
pub(super) struct Ramp {
    /// The values in rising order.
    values: Vec<f64>,
    quantile: bool,
    unit: Unit,
    name: SafeText,
}

impl Ramp {
    /// Colours by value or, with `quantile`, by rank.
    pub(super) fn new(values: impl Iterator<Item = f64>, quantile: bool, unit: Unit, name: SafeText) -> Self {
        let mut values: Vec<f64> = values.filter(|value| value.is_finite()).collect();
        values.sort_by(f64::total_cmp);
        Self {
            values,
            quantile,
            unit,
            name,
        }
    }

    /// What the measure is called.
    pub(super) fn name(&self) -> &SafeText {
        &self.name
    }

    /// What its numbers are.
    pub(super) const fn unit(&self) -> Unit {
        self.unit
    }

    /// The colour of a value; values that are all the same are in the middle.
    pub(super) fn ink(&self, value: Option<f64>) -> Ink {
        let (Some(value), Some(least), Some(greatest)) = (value, self.values.first(), self.values.last()) else {
            return Ink::of(Hue::Missing);
        };
        let share = if self.quantile {
            let below = self.values.partition_point(|known| *known < value);
            below as f64 / (self.values.len().saturating_sub(1)).max(1) as f64
        } else {
            // Halves first: the whole extent may be more than a number holds.
            (value / 2.0 - least / 2.0) / (greatest / 2.0 - least / 2.0)
        };
        let share = if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.5 };
        Ink::of(Hue::Ramp((share * 255.0).round() as u8))
    }

    /// Writes the strip into the last row of the body, where there is room for it, and takes that row away.
    pub(super) fn strip(&self, stage: &mut Stage<'_>) {
        let (Some(least), Some(greatest)) = (self.values.first(), self.values.last()) else {
            return;
        };
        let (low, high) = (write::full(*least, self.unit), write::full(*greatest, self.unit));
        let texts = SafeText::new(&low).width() + SafeText::new(&high).width() + self.name.width();
        let needed = texts + usize::from(STRIP) + 4;
        if stage.look.compact || stage.body.rows() < 8 || needed > usize::from(stage.body.columns()) {
            return;
        }
        let bottom = stage.body.bottom;
        stage.body.bottom -= CELL_HEIGHT * 2.0;
        let y = bottom - CELL_HEIGHT / 2.0;
        let mut left = stage.body.left;
        let mut say = |stage: &mut Stage<'_>, text: &str, hue| {
            stage.text(Text::of(text, Point::new(left, y)).ink(hue).part(Part::Legend));
            left += (SafeText::new(text).width() + 1) as f64 * CELL_WIDTH;
        };
        say(stage, &self.name, Hue::Dim);
        say(stage, &low, Hue::Text);
        let strip = left;
        for step in 0..STRIP {
            let from = strip + f64::from(step) * CELL_WIDTH;
            let area = Area::new(from, bottom - CELL_HEIGHT, from + CELL_WIDTH, bottom);
            let at = f64::from(step) / f64::from(STRIP - 1) * 255.0;
            stage.fill(
                Outline::Rect(area),
                Fill::solid(Ink::of(Hue::Ramp(at.round() as u8))),
                None,
            );
        }
        let at = Point::new(strip + f64::from(STRIP + 1) * CELL_WIDTH, y);
        stage.text(Text::of(&high, at).ink(Hue::Text).part(Part::Legend));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_go_by_value_or_by_rank() {
        let values = [0.0, 1.0, 2.0, 100.0];
        let hue = |quantile, value| {
            Ramp::new(values.into_iter(), quantile, Unit::Number, SafeText::default())
                .ink(value)
                .hue
        };
        assert_eq!(hue(false, Some(0.0)), Hue::Ramp(0));
        assert_eq!(hue(false, Some(2.0)), Hue::Ramp(5));
        assert_eq!(hue(true, Some(2.0)), Hue::Ramp(170));
        assert_eq!(hue(false, Some(100.0)), Hue::Ramp(255));
        assert_eq!(hue(false, None), Hue::Missing);
        let same = Ramp::new([3.0].into_iter(), false, Unit::Number, SafeText::default());
        assert_eq!(same.ink(Some(3.0)).hue, Hue::Ramp(128));
    }
}
