//! How wide columns have to be.

use crate::text::display_width;

/// How many rows are looked at to find out.
const SAMPLE: usize = 240;

/// How wide the texts of a column are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Widths {
    /// What nineteen of twenty texts fit into; for numbers, what all that were looked at fit into.
    pub(super) usual: usize,
    /// What all that were looked at fit into.
    pub(super) most: usize,
    /// How much of that is behind the ones: the decimals and the unit.
    pub(super) tail: usize,
}

/// Rows spread evenly over a table: enough of them to know what it is like.
pub(super) fn sample(rows: usize) -> impl Iterator<Item = usize> {
    let count = rows.min(SAMPLE);
    (0..count).map(move |index| index * rows / count.max(1))
}

/// What texts need that are cut when they are longer than most.
pub(super) fn of_texts<T: AsRef<str>>(texts: impl Iterator<Item = T>) -> Widths {
    let mut widths: Vec<usize> = texts.map(|text| display_width(text.as_ref())).collect();
    widths.sort_unstable();
    let most = widths.last().copied().unwrap_or_default();
    let at = (widths.len() * 95).div_ceil(100).saturating_sub(1);
    Widths {
        usual: widths.get(at).copied().unwrap_or_default(),
        most,
        tail: 0,
    }
}

/// What numbers need whose decimal points are under each other.
pub(super) fn of_numbers<T: AsRef<str>>(texts: impl Iterator<Item = T>, decimals: bool) -> Widths {
    let (mut ones, mut tail) = (0, 0);
    for text in texts {
        let text = text.as_ref();
        let behind = if decimals { tail_of(text) } else { 0 };
        ones = ones.max(display_width(text) - behind);
        tail = tail.max(behind);
    }
    Widths {
        usual: ones + tail,
        most: ones + tail,
        tail,
    }
}

/// How much of a number is behind its ones: `.25`, `.4 %`, ` %`.
pub(super) fn tail_of(text: &str) -> usize {
    let ones = text
        .char_indices()
        .find(|(_, c)| !(c.is_ascii_digit() || matches!(c, '-' | ',' | '—')));
    ones.map_or(0, |(at, _)| display_width(text.get(at..).unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_long_text_does_not_widen_a_column() {
        let texts = (0..100).map(|row| {
            if row == 7 {
                "x".repeat(90)
            } else {
                "日本語".to_owned()
            }
        });
        let widths = of_texts(texts);
        assert_eq!((widths.usual, widths.most), (6, 90));
    }

    #[test]
    fn numbers_are_held_by_their_points() {
        let widths = of_numbers(["1,204", "2.25", "—", "-0.5"].iter(), true);
        assert_eq!((widths.usual, widths.tail), (8, 3));
        assert_eq!([tail_of("71.4 %"), tail_of("8 %"), tail_of("—")], [4, 2, 0]);
        assert_eq!(of_numbers(["4 min 12 s"].iter(), false).tail, 0);
    }

    #[test]
    fn a_sample_is_spread_and_bounded() {
        let rows: Vec<usize> = sample(100_000).collect();
        assert_eq!((rows.len(), rows[0]), (SAMPLE, 0));
        assert!(rows.windows(2).all(|pair| pair[0] < pair[1]) && rows[SAMPLE - 1] < 100_000);
        assert_eq!(sample(3).collect::<Vec<_>>(), [0, 1, 2]);
        assert_eq!(sample(0).count(), 0);
    }
}
