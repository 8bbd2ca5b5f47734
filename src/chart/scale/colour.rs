//! From values to the sequential scale of colours: [`Hue::Ramp`](crate::chart::scene::Hue::Ramp) in a few classes that eyes can
//! tell apart.

/// Cuts values into classes of colour.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Ramp {
    /// Where a class ends and the next begins, rising: one less than there are classes.
    cuts: Vec<f64>,
    bounds: (f64, f64),
}

impl Ramp {
    /// Classes of equal width between the least and the greatest value; nothing without values.
    pub(crate) fn linear(values: &[f64], classes: usize) -> Option<Self> {
        let bounds = bounds(values)?;
        let classes = classes.clamp(1, 256);
        let width = (bounds.1 - bounds.0) / classes as f64;
        let cuts = (1..classes).map(|class| bounds.0 + width * class as f64).collect();
        Some(Self { cuts, bounds }.tidy())
    }

    /// Classes that hold about equally many values, so that an outlier does not make all others alike.
    pub(crate) fn quantile(values: &[f64], classes: usize) -> Option<Self> {
        let bounds = bounds(values)?;
        let mut sorted: Vec<f64> = values.iter().copied().filter(|value| value.is_finite()).collect();
        sorted.sort_by(f64::total_cmp);
        let classes = classes.clamp(1, 256);
        let cuts = (1..classes)
            .filter_map(|class| sorted.get(class * sorted.len() / classes).copied())
            .collect();
        Some(Self { cuts, bounds }.tidy())
    }

    /// Equal cuts would be classes that nothing can be in.
    fn tidy(mut self) -> Self {
        let low = self.bounds.0;
        self.cuts.retain(|cut| *cut > low);
        self.cuts.dedup();
        self
    }

    /// How many classes there are.
    pub(crate) fn classes(&self) -> usize {
        self.cuts.len() + 1
    }

    /// Which class a value is in, from 0.
    pub(crate) fn class(&self, value: f64) -> usize {
        self.cuts.partition_point(|cut| *cut <= value)
    }

    /// The place of a class on the scale: the first has 0, the last 255; a single one lies in the middle.
    pub(crate) fn shade(&self, class: usize) -> u8 {
        let last = self.cuts.len();
        if last == 0 {
            return 128;
        }
        (255.0 * class.min(last) as f64 / last as f64).round() as u8
    }

    /// The place of a value on the scale.
    pub(crate) fn at(&self, value: f64) -> u8 {
        self.shade(self.class(value))
    }

    /// From which value to which a class goes.
    pub(crate) fn range(&self, class: usize) -> (f64, f64) {
        let from = class.checked_sub(1).and_then(|before| self.cuts.get(before));
        let to = self.cuts.get(class);
        (
            from.copied().unwrap_or(self.bounds.0),
            to.copied().unwrap_or(self.bounds.1),
        )
    }
}

fn bounds(values: &[f64]) -> Option<(f64, f64)> {
    values
        .iter()
        .filter(|value| value.is_finite())
        .fold(None, |bounds: Option<(f64, f64)>, value| {
            let (low, high) = bounds.unwrap_or((*value, *value));
            Some((low.min(*value), high.max(*value)))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outlier_takes_all_of_a_linear_scale_and_one_class_of_a_quantile_one() {
        let values = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 1000.0];
        let linear = Ramp::linear(&values, 5).unwrap();
        assert_eq!(values.map(|value| linear.class(value)), [0, 0, 0, 0, 0, 0, 4]);
        let quantile = Ramp::quantile(&values, 7).unwrap();
        assert_eq!(values.map(|value| quantile.class(value)), [0, 1, 2, 3, 4, 5, 6]);
        assert_eq!((quantile.at(1.0), quantile.at(1000.0)), (0, 255));
        assert_eq!(quantile.range(1), (2.0, 3.0));
    }

    #[test]
    fn equal_values_are_one_class_and_none_are_no_scale() {
        let ramp = Ramp::quantile(&[4.0; 9], 5).unwrap();
        assert_eq!((ramp.classes(), ramp.at(4.0)), (1, 128));
        assert_eq!(Ramp::linear(&[4.0; 9], 5).unwrap().classes(), 1);
        assert_eq!(Ramp::linear(&[f64::NAN], 5), None);
    }
}
