//! Which colour a value has, and the key that says so.

use super::data::Data;
use crate::chart::draw::stage::{Stage, Text};
use crate::chart::frame::Unit;
use crate::chart::geometry::{Area, CELL_HEIGHT, CELL_WIDTH, Outline, Point};
use crate::chart::scale::Ramp;
use crate::chart::scene::{Fill, Hue, Ink, Part};
use crate::chart::write;
use crate::text::display_width;

/// So many colours can be told from each other and found again in the key.
const CLASSES: usize = 7;
/// Below so many values nothing stands out.
const FEW: usize = 12;

/// From values to colours.
pub(super) struct Colours {
    ramp: Ramp,
    unit: Unit,
    /// Whether all values are whole numbers.
    whole: bool,
}

impl Colours {
    /// The colours of all values, so that they stay when the window moves; nothing without values.
    pub(super) fn of(stage: &mut Stage<'_>, data: &Data<'_>) -> Option<Self> {
        let mut values: Vec<f64> = data.pairs.iter().map(|pair| pair.value).collect();
        let quantile = stage.options().quantile;
        let ramp = if quantile {
            Ramp::quantile(&values, CLASSES)?
        } else {
            Ramp::linear(&values, CLASSES)?
        };
        values.sort_by(f64::total_cmp);
        let at = |part: f64| values.get(((values.len() - 1) as f64 * part) as usize).copied();
        if let (false, true, Some(low), Some(most), Some(high)) =
            (quantile, values.len() >= FEW, at(0.0), at(0.95), at(1.0))
            && most - low < (high - low) * 0.25
        {
            stage.note("a few large values leave the others nearly one colour; colours by rank (quantile) show more");
        }
        Some(Self {
            ramp,
            unit: data.unit,
            whole: values.iter().all(|value| value.fract() == 0.0),
        })
    }

    /// The colour of a value.
    pub(super) fn ink(&self, value: f64) -> Ink {
        Ink::of(Hue::Ramp(self.ramp.at(value)))
    }

    /// Where a class begins, with no more digits than tell it from the next: of whole numbers the first that is in it.
    fn bound(&self, value: f64) -> String {
        let (low, _) = self.ramp.range(0);
        let (_, high) = self.ramp.range(self.ramp.classes() - 1);
        let step = 10f64.powf(((high - low) / CLASSES as f64).log10().floor() - 1.0);
        let rounded = if self.whole {
            value.ceil()
        } else if step <= 0.0 || !step.is_finite() || (value - low).min(high - value) < step * 1e-6 {
            value
        } else {
            (value / step).round() * step
        };
        write::short(rounded, self.unit)
    }

    /// A line below the tiles: the colours from the least to the greatest value, each with where it begins if there is room,
    /// and what has no value.
    pub(super) fn key(&self, stage: &mut Stage<'_>, data: &Data<'_>, below: f64, empty: bool) {
        let body = stage.body;
        let classes = self.ramp.classes();
        let top = if body.bottom - below >= 2.0 * CELL_HEIGHT {
            below + CELL_HEIGHT
        } else {
            below
        };
        let y = top + CELL_HEIGHT / 2.0;
        if top + CELL_HEIGHT > body.bottom {
            return;
        }
        let text = |value: f64| self.bound(value);
        let starts: Vec<String> = (0..classes).map(|class| text(self.ramp.range(class).0)).collect();
        let end = text(self.ramp.range(classes - 1).1);
        let widest = starts
            .iter()
            .map(|start| display_width(start))
            .max()
            .unwrap_or_default();
        let columns = usize::from(body.columns());
        let inside = (widest + 2) * classes + display_width(&end) + 12 < columns;
        let mut column = 0usize;
        let x = |column: usize| body.left + column as f64 * CELL_WIDTH;
        if !inside && let Some(start) = starts.first() {
            stage.text(Text::of(start, Point::new(x(0), y)).ink(Hue::Dim).part(Part::Legend));
            column = display_width(start) + 1;
        }
        let left = columns.saturating_sub(column + display_width(&end) + 1);
        let width = if inside { widest + 2 } else { (left / classes).min(3) };
        if width == 0 {
            return;
        }
        for (class, start) in starts.iter().enumerate() {
            let area = Area::new(x(column), top, x(column + width), top + CELL_HEIGHT);
            let ink = Ink::of(Hue::Ramp(self.ramp.shade(class)));
            stage.fill(Outline::Rect(area), Fill::solid(ink), None);
            if inside {
                let at = Point::new(x(column + 1), y);
                stage.text(Text::of(start, at).ink(Hue::Contrast).part(Part::Legend));
            }
            column += width;
        }
        stage.text(
            Text::of(&end, Point::new(x(column + 1), y))
                .ink(Hue::Dim)
                .part(Part::Legend),
        );
        column += display_width(&end) + 4;
        if empty && column + 12 <= columns {
            let area = Area::new(x(column), top, x(column + 2), top + CELL_HEIGHT);
            stage.fill(Outline::Rect(area), Fill::solid(Ink::of(Hue::Missing)), None);
            stage.text(
                Text::of("╱╱", Point::new(x(column), y))
                    .ink(Hue::Faint)
                    .part(Part::Legend),
            );
            stage.text(
                Text::of("no value", Point::new(x(column + 3), y))
                    .ink(Hue::Dim)
                    .part(Part::Legend),
            );
            column += 13;
        }
        if column + display_width(data.measure) < columns {
            let at = Point::new(x(columns - display_width(data.measure)), y);
            stage.label(Text::of(data.measure, at).ink(Hue::Dim).part(Part::Legend));
        }
    }
}
