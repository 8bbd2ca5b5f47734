//! Who gets how many rows of a figure.

/// How high large digits are.
pub(super) const LARGE: u16 = 3;
/// A course is not higher than this: it is there to be seen beside the figure.
const HIGHEST_TREND: usize = 6;

/// What is below each other, and how many rows each takes; 0 is what there is no room for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Rows {
    pub(super) label: usize,
    pub(super) value: usize,
    pub(super) change: usize,
    pub(super) target: usize,
    pub(super) trend: usize,
    pub(super) few: usize,
    /// Between them.
    pub(super) gap: usize,
}

#[derive(Clone, Copy, Debug)]
/// Which pieces there are to show, and whether the value fits in large digits.
#[expect(clippy::struct_excessive_bools, reason = "each is a piece that is there or not")]
pub(super) struct Wanted {
    pub(super) large: bool,
    pub(super) label: bool,
    pub(super) change: bool,
    pub(super) target: bool,
    pub(super) trend: bool,
    pub(super) few: bool,
}

/// Who gets how many rows: first everything a row, the more telling first; then large digits, air, and a higher course.
pub(super) fn share_out(height: usize, wanted: Wanted) -> Rows {
    let mut rows = Rows {
        value: 1,
        ..Rows::default()
    };
    let mut left = height.saturating_sub(1);
    let pieces = [
        (wanted.change, &mut rows.change),
        (wanted.label, &mut rows.label),
        (wanted.target, &mut rows.target),
        (wanted.few, &mut rows.few),
        (wanted.trend, &mut rows.trend),
    ];
    for (wanted, piece) in pieces {
        if wanted && left > 0 {
            *piece = 1;
            left -= 1;
        }
    }
    if wanted.large && left >= 2 && height >= 5 {
        rows.value = usize::from(LARGE);
        left -= 2;
    }
    if rows.trend > 0 && left > 0 {
        rows.trend += 1;
        left -= 1;
    }
    let pieces = rows.pieces();
    if pieces > 1 && left >= (pieces - 1) * 2 {
        rows.gap = 1;
        left -= pieces - 1;
    }
    if rows.trend > 0 {
        rows.trend += left.min(HIGHEST_TREND - rows.trend);
    }
    rows
}

impl Rows {
    fn each(self) -> [usize; 6] {
        [self.label, self.value, self.change, self.target, self.trend, self.few]
    }

    fn pieces(self) -> usize {
        self.each().into_iter().filter(|rows| *rows > 0).count()
    }

    pub(super) fn all(self) -> usize {
        self.each().into_iter().sum::<usize>() + self.gap * self.pieces().saturating_sub(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_given_to_what_says_most() {
        let all = Wanted {
            large: true,
            label: true,
            change: true,
            target: true,
            trend: true,
            few: false,
        };
        assert_eq!(share_out(1, all).each(), [0, 1, 0, 0, 0, 0]);
        assert_eq!(share_out(2, all).each(), [0, 1, 1, 0, 0, 0]);
        assert_eq!(share_out(5, all).each(), [1, 1, 1, 1, 1, 0]);
        assert_eq!(share_out(7, all).each(), [1, 3, 1, 1, 1, 0]);
        for height in 0..60 {
            let rows = share_out(height, all);
            assert!(rows.all() <= height.max(1), "{height}: {rows:?}");
        }
    }
}
