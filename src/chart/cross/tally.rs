//! Folds values one by one, keeping them only where the fold has to see all of them.

use crate::chart::group::fold_of;
use crate::chart::spec::Fold;

/// Values on their way to one.
#[derive(Clone, Debug)]
pub(super) struct Tally {
    fold: Fold,
    count: usize,
    so_far: f64,
    /// All of them, for medians and for how many are different.
    all: Vec<f64>,
}

impl Tally {
    pub(super) fn new(fold: Fold) -> Self {
        let so_far = match fold {
            Fold::Min => f64::INFINITY,
            Fold::Max => f64::NEG_INFINITY,
            _ => 0.0,
        };
        Self {
            fold,
            count: 0,
            so_far,
            all: Vec::new(),
        }
    }

    /// One more.
    pub(super) fn add(&mut self, value: f64) {
        self.count += 1;
        match self.fold {
            Fold::Sum | Fold::Count | Fold::Mean => self.so_far += value,
            Fold::Min => self.so_far = self.so_far.min(value),
            Fold::Max => self.so_far = self.so_far.max(value),
            Fold::Median | Fold::Distinct => self.all.push(value),
        }
    }

    /// What they are together; nothing without any.
    pub(super) fn value(mut self) -> Option<f64> {
        let value = match self.fold {
            Fold::Median | Fold::Distinct => return fold_of(&mut self.all, self.fold),
            _ if self.count == 0 => return None,
            Fold::Mean => self.so_far / self.count as f64,
            Fold::Sum | Fold::Count | Fold::Min | Fold::Max => self.so_far,
        };
        value.is_finite().then_some(value)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn one_by_one_is_the_same_as_all_at_once(values in proptest::collection::vec(-100i32..100, 0..20)) {
            for fold in [Fold::Sum, Fold::Mean, Fold::Median, Fold::Min, Fold::Max, Fold::Distinct] {
                let mut values: Vec<f64> = values.iter().map(|value| f64::from(*value)).collect();
                let mut tally = Tally::new(fold);
                for value in &values {
                    tally.add(*value);
                }
                prop_assert_eq!(tally.value(), fold_of(&mut values, fold), "{:?}", fold);
            }
        }
    }
}
