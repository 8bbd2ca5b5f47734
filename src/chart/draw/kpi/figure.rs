//! A figure: what it is, what it was, what it should be, and how to say so.

use crate::chart::cross::{Cross, Dimension};
use crate::chart::frame::{Frame, Unit};
use crate::chart::scene::{Hue, Reading};
use crate::chart::spec::{Channel, Fold, Options, Spec};
use crate::chart::write;
use crate::text::{SafeText, format};

/// Fewer values than these make no mean that says anything.
pub(super) const FEW: usize = 5;

/// A figure of a chart.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Figure {
    /// What it is called.
    pub(super) name: SafeText,
    pub(super) unit: Unit,
    pub(super) value: Option<f64>,
    /// What it was before, where the chart says so.
    pub(super) before: Option<f64>,
    /// How many values it is made of.
    pub(super) count: usize,
    pub(super) fold: Fold,
}

/// How a figure changed.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Change {
    /// With a sign: `▲ +12.4 %`, `▼ -2.1 points`.
    pub(super) text: String,
    /// Better, worse, or neither.
    pub(super) hue: Hue,
}

impl Figure {
    /// The first measure of all rows, and the second as what it was before; nothing where there is no such measure.
    pub(super) fn of(frame: &Frame, spec: &Spec) -> Option<Self> {
        let layer = spec.y.first()?;
        let column = frame.column(&layer.channel.column)?;
        let cross = Cross::new(frame, &spec.y, Vec::new(), Vec::new(), None);
        let measure = cross.measures.first()?;
        let before = spec.y.get(1).and_then(|layer| frame.column(&layer.channel.column));
        Some(Self {
            name: measure.title.clone(),
            unit: measure.unit,
            value: cross.value(0, 0, 0),
            before: before.and_then(|_| cross.value(0, 0, 1)),
            count: (0..frame.rows()).filter(|row| column.number(*row).is_some()).count(),
            fold: measure.fold,
        })
    }

    /// The value in full.
    pub(super) fn full(&self) -> String {
        written(self.value, self.unit)
    }

    /// Whether it is a mean or median of too few values to say anything.
    pub(super) fn is_thin(&self) -> bool {
        matches!(self.fold, Fold::Mean | Fold::Median) && (1..FEW).contains(&self.count)
    }

    /// What is read of it.
    pub(super) fn readings(&self, options: &Options) -> Vec<Reading> {
        let reading = |label: &str, value: String| Reading {
            label: SafeText::new(label),
            value: SafeText::new(value),
            ink: None,
        };
        let mut readings = vec![reading(&self.name, self.full())];
        if let Some(before) = self.before {
            readings.push(reading("Before", write::full(before, self.unit)));
        }
        if let Some(change) = self
            .value
            .zip(self.before)
            .map(|(value, before)| change(value, before, self.unit, options))
        {
            readings.push(reading("Change", change.text));
        }
        if let Some(target) = options.target.filter(|target| target.is_finite()) {
            readings.push(reading("Target", write::full(target, self.unit)));
            if let Some(share) = share_of_target(self.value, target) {
                readings.push(reading("Of the target", format::percent(share * 100.0)));
            }
        }
        if matches!(self.fold, Fold::Mean | Fold::Median) {
            readings.push(reading("Values", format::count(self.count as i128)));
        }
        readings
    }
}

/// A value in full, or that there is none.
pub(super) fn written(value: Option<f64>, unit: Unit) -> String {
    value.map_or_else(|| format::EMPTY.to_owned(), |value| write::full(value, unit))
}

/// How a value changed: percentages by points, everything else in percent of what it was; from 0, by how much.
pub(super) fn change(value: f64, before: f64, unit: Unit, options: &Options) -> Change {
    let difference = value - before;
    let rose = difference > 0.0;
    let by = match unit {
        Unit::Percent => format!("{} points", format::decimal(difference.abs())),
        _ if before == 0.0 => write::full(difference.abs(), unit),
        _ => {
            let share = (difference / before * 100.0).abs();
            if share >= 1000.0 {
                format!("{} %", format::count(share.round() as i128))
            } else {
                format::percent(share)
            }
        }
    };
    // What is written as nothing is nothing.
    if difference == 0.0 || !by.contains(|digit: char| digit.is_ascii_digit() && digit != '0') {
        return Change {
            text: "= no change".to_owned(),
            hue: Hue::Dim,
        };
    }
    let (sign, plus) = if rose { ("▲", "+") } else { ("▼", "-") };
    Change {
        text: format!("{sign} {plus}{by}"),
        hue: if rose == options.lower_is_better {
            Hue::Bad
        } else {
            Hue::Good
        },
    }
}

/// How much of a target a value is; nothing where that cannot be said.
pub(super) fn share_of_target(value: Option<f64>, target: f64) -> Option<f64> {
    let share = value? / target;
    (target > 0.0 && share.is_finite()).then_some(share)
}

/// Whether a target is met.
pub(super) fn is_met(value: f64, target: f64, lower_is_better: bool) -> bool {
    if lower_is_better {
        value <= target
    } else {
        value >= target
    }
}

/// The first measure over the moments of a column, in at most so many spans.
pub(super) fn course(frame: &Frame, spec: &Spec, x: &Channel, most: usize) -> Vec<Option<f64>> {
    let Some(time) = Dimension::spans(frame, x, most) else {
        return Vec::new();
    };
    let layers = spec.y.get(..1).unwrap_or_default();
    let cross = Cross::new(frame, layers, Vec::new(), vec![time], None);
    let spans = cross.across.outermost().into_iter();
    spans
        .map(|span| span.and_then(|span| cross.value(0, span, 0)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_told_by_sign_and_word() {
        let up = Options::default();
        let down = Options {
            lower_is_better: true,
            ..Options::default()
        };
        let cases = [
            (71.4, 69.3, Unit::Percent, &up, "▲ +2.1 points", Hue::Good),
            (90.0, 120.0, Unit::Seconds, &down, "▼ -25.0 %", Hue::Good),
            (150.0, 120.0, Unit::Seconds, &down, "▲ +25.0 %", Hue::Bad),
            (5.0, 0.0, Unit::Number, &up, "▲ +5", Hue::Good),
            (5.0, 5.0, Unit::Number, &up, "= no change", Hue::Dim),
            (100.000_1, 100.0, Unit::Number, &up, "= no change", Hue::Dim),
            (-5.0, -10.0, Unit::Number, &up, "▲ +50.0 %", Hue::Good),
            (1e9, 1.0, Unit::Number, &up, "▲ +99,999,999,900 %", Hue::Good),
        ];
        for (value, before, unit, options, text, hue) in cases {
            let change = change(value, before, unit, options);
            assert_eq!((change.text.as_str(), change.hue), (text, hue));
        }
    }

    #[test]
    fn a_share_of_nothing_is_not_said() {
        assert_eq!(share_of_target(Some(5.0), 0.0), None);
        assert_eq!(share_of_target(None, 5.0), None);
        assert_eq!(share_of_target(Some(3.0), 4.0), Some(0.75));
    }
}
