//! One value for each pair of two dimensions that occurs: what a heat map and a race are made of.
//!
//! Only pairs that have a value take room, however many categories there are on either side.

use std::collections::HashMap;

use super::frame::Column;
use super::group::{fold_of, weight};
use super::spec::{Fold, Layer};

/// A value and the two categories it belongs to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Pair {
    pub(crate) first: usize,
    pub(crate) second: usize,
    pub(crate) value: f64,
}

/// The values of a measure by two dimensions, which say for each row where it belongs; in the order of the categories.
pub(crate) fn pairs(column: &Column, layer: &Layer, first: &[usize], second: &[usize]) -> Vec<Pair> {
    let mut numbers = HashMap::new();
    let mut found: Vec<Pair> = first
        .iter()
        .zip(second)
        .enumerate()
        .filter_map(|(row, (first, second))| {
            weight(column, row, layer.fold, &mut numbers).map(|value| Pair {
                first: *first,
                second: *second,
                value,
            })
        })
        .collect();
    let place = |pair: &Pair| (pair.first, pair.second);
    // Stable, so that sums are taken in the order of the rows.
    found.sort_by_key(place);
    let fold = match layer.fold {
        // Each row was counted as 1.
        Fold::Count => Fold::Sum,
        fold => fold,
    };
    found
        .chunk_by(|a, b| place(a) == place(b))
        .filter_map(|rows| {
            let mut values: Vec<f64> = rows.iter().map(|row| row.value).collect();
            let value = fold_of(&mut values, fold)?;
            rows.first().map(|pair| Pair { value, ..*pair })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::frame::Unit;
    use super::*;

    #[test]
    fn rows_of_a_pair_are_folded_and_what_is_not_there_is_no_pair() {
        let column = Column::numbers(
            "n",
            Unit::Number,
            [Some(1.0), Some(4.0), None, Some(f64::NAN), Some(2.0)],
        );
        let mut layer = Layer::of("n");
        let values = |layer: &Layer| {
            let found = pairs(&column, layer, &[1, 0, 0, 2, 1], &[0, 0, 1, 0, 0]);
            found
                .into_iter()
                .map(|pair| (pair.first, pair.second, pair.value))
                .collect::<Vec<_>>()
        };
        assert_eq!(values(&layer), [(0, 0, 4.0), (1, 0, 3.0)]);
        layer.fold = Fold::Mean;
        assert_eq!(values(&layer), [(0, 0, 4.0), (1, 0, 1.5)]);
        layer.fold = Fold::Count;
        assert_eq!(values(&layer), [(0, 0, 1.0), (1, 0, 2.0)]);
    }
}
