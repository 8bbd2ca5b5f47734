//! A scale of categories: each has a slot of whole columns, all slots are equally wide, and there is a gap between two of them
//! wherever there is room for one.

use crate::chart::geometry::CELL_WIDTH;

/// Categories over a stretch of whole columns.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Band {
    left: f64,
    columns: usize,
    count: usize,
    width: usize,
}

impl Band {
    /// So many categories over so many columns from a unit on. What is wider than `widest` columns keeps that width.
    pub(crate) fn new(left: f64, columns: u16, count: usize, widest: usize) -> Self {
        let columns = usize::from(columns);
        let step = columns.checked_div(count).unwrap_or(0);
        let gap = if step >= 2 { (step / 5).max(1) } else { 0 };
        Self {
            left,
            columns,
            count,
            width: (step - gap).min(widest.max(1)),
        }
    }

    /// How many categories there are.
    pub(crate) const fn count(&self) -> usize {
        self.count
    }

    /// How many columns a slot has; none where there are more categories than columns.
    pub(crate) const fn width(&self) -> usize {
        self.width
    }

    /// How many columns there are for a category and the gap beside it.
    pub(crate) fn step(&self) -> f64 {
        self.columns as f64 / self.count.max(1) as f64
    }

    /// The columns of a category with its gap: what belongs to it for a mouse. Without room for a column, a share of one.
    fn columns_of(&self, place: usize) -> (f64, f64) {
        let edge = |place: usize| {
            let exact = place as f64 * self.step();
            if self.width == 0 { exact } else { (exact + 1e-9).floor() }
        };
        (edge(place), edge(place + 1))
    }

    /// From where to where a category goes with its gap, in units.
    pub(crate) fn stretch(&self, place: usize) -> (f64, f64) {
        let (from, to) = self.columns_of(place);
        (self.left + from * CELL_WIDTH, self.left + to * CELL_WIDTH)
    }

    /// From where to where a category's slot goes, in units.
    pub(crate) fn slot(&self, place: usize) -> (f64, f64) {
        if self.width == 0 {
            return self.stretch(place);
        }
        let (from, to) = self.columns_of(place);
        let first = from + ((to - from - self.width as f64) / 2.0).floor();
        let left = self.left + first * CELL_WIDTH;
        (left, left + self.width as f64 * CELL_WIDTH)
    }

    /// The middle of a category's slot.
    pub(crate) fn center(&self, place: usize) -> f64 {
        let (left, right) = self.slot(place);
        f64::midpoint(left, right)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn slots_are_equally_wide_whole_columns_that_do_not_touch(columns in 1u16..300, count in 1usize..150) {
            let band = Band::new(16.0, columns, count, 40);
            let mut before = 16.0 - CELL_WIDTH;
            for place in 0..count {
                let (left, right) = band.slot(place);
                prop_assert!(right <= 16.0 + f64::from(columns) * CELL_WIDTH + 1e-9);
                if band.width() > 0 {
                    prop_assert_eq!((left / CELL_WIDTH).fract(), 0.0);
                    prop_assert_eq!(right - left, band.width() as f64 * CELL_WIDTH);
                }
                if usize::from(columns) >= count * 2 {
                    prop_assert!(left >= before + CELL_WIDTH - 1e-9, "{before} {left}");
                }
                before = right;
            }
        }
    }

    #[test]
    fn no_category_is_no_width() {
        assert_eq!(Band::new(0.0, 10, 0, 9).width(), 0);
        assert_eq!(Band::new(0.0, 0, 4, 9).slot(3), (0.0, 0.0));
    }
}
