//! A length cut into pieces, and each piece into pieces of its own: what sunbursts and icicles share.

/// A piece: from where to where, as shares of the whole.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Piece {
    /// Where it begins.
    pub(crate) from: f64,
    /// Where it ends.
    pub(crate) to: f64,
}

impl Piece {
    /// The whole.
    pub(crate) const WHOLE: Self = Self { from: 0.0, to: 1.0 };

    /// How long it is.
    pub(crate) fn length(self) -> f64 {
        self.to - self.from
    }

    /// Cuts it in proportion to values, in their order; what is not above zero gets an empty piece. The pieces touch each other and fill
    /// it.
    pub(crate) fn cut(self, values: &[f64]) -> Vec<Self> {
        let size = |value: f64| if value.is_finite() { value.max(0.0) } else { 0.0 };
        // Sums of the largest numbers there are would be infinite.
        let most = values.iter().copied().map(size).fold(f64::MIN_POSITIVE, f64::max);
        let sum: f64 = values.iter().map(|value| size(*value) / most).sum();
        let mut done = 0.0;
        let at = |done: f64| {
            let share = if sum > 0.0 { (done / sum).min(1.0) } else { 0.0 };
            self.from + self.length() * share
        };
        values
            .iter()
            .map(|value| {
                let from = at(done);
                done += size(*value) / most;
                Self { from, to: at(done) }
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn nothing_gets_no_length() {
        let pieces = Piece::WHOLE.cut(&[0.0, -3.0, f64::NAN]);
        assert!(pieces.iter().all(|piece| piece.length() < 1e-12));
        let halves = Piece::WHOLE.cut(&[f64::MAX, f64::MAX]);
        assert!((halves[0].to - 0.5).abs() < 1e-12 && (halves[1].to - 1.0).abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn pieces_touch_and_are_in_proportion(values in prop::collection::vec(0.0f64..1e6, 1..40), from in 0.0f64..0.5) {
            let whole = Piece { from, to: 1.0 };
            let pieces = whole.cut(&values);
            let sum: f64 = values.iter().sum();
            prop_assume!(sum > 0.0);
            prop_assert!((pieces[0].from - from).abs() < 1e-9 && (pieces[pieces.len() - 1].to - 1.0).abs() < 1e-9);
            for pair in pieces.windows(2) {
                prop_assert!((pair[0].to - pair[1].from).abs() < 1e-12);
            }
            for (piece, value) in pieces.iter().zip(&values) {
                prop_assert!((piece.length() - whole.length() * value / sum).abs() < 1e-9);
            }
        }
    }
}
