//! Lying bars: which get which rows and columns of an area. Whole cells throughout, ends of bars excepted.

use crate::chart::geometry::{Area, CELL_HEIGHT, CELL_WIDTH};

/// How thick bars are and how many rows lie between groups, the roomiest first.
const ALONE: [(usize, usize); 5] = [(3, 2), (3, 1), (2, 1), (1, 1), (1, 0)];
/// Groups of several bars are never without a gap: it says which bars belong together.
const GROUPED: [(usize, usize); 4] = [(3, 2), (3, 1), (2, 1), (1, 1)];

/// Which rows belong to which group of bars.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Down {
    /// The upper edge of the first bar.
    pub(crate) top: f64,
    /// The first category that is shown.
    pub(crate) first: usize,
    /// How many are shown.
    pub(crate) shown: usize,
    /// Bars in a group.
    per: usize,
    thick: usize,
    gap: usize,
}

impl Down {
    /// Lays `count` groups of `per` bars into an area, from the category `scroll` on where not all of them fit.
    pub(crate) fn new(body: Area, count: usize, per: usize, scroll: usize) -> Self {
        let rows = usize::from(body.rows());
        let per = per.max(1);
        let ways: &[_] = if per == 1 { &ALONE } else { &GROUPED };
        let needed = |(thick, gap): (usize, usize)| count * (per * thick + gap) - gap.min(count * gap);
        let (thick, gap) = ways
            .iter()
            .copied()
            .find(|way| needed(*way) <= rows)
            .unwrap_or(if per == 1 { (1, 0) } else { (1, 1) });
        // The gap after the last group need not be there.
        let shown = ((rows + gap) / (per * thick + gap)).clamp(1, count.max(1)).min(count);
        let taken = shown * (per * thick + gap) - gap.min(shown * gap);
        // Much room left over is shared between above and below, a little is left below.
        let spare = rows.saturating_sub(taken);
        let above = if spare > 3 { spare / 2 } else { 0 };
        Self {
            top: body.top + above as f64 * CELL_HEIGHT,
            first: scroll.min(count - shown),
            shown,
            per,
            thick,
            gap,
        }
    }

    /// The upper and the lower edge of a group, counted from the first that is shown.
    pub(crate) fn group(&self, index: usize) -> (f64, f64) {
        let rows = self.per * self.thick;
        let top = self.top + (index * (rows + self.gap)) as f64 * CELL_HEIGHT;
        (top, top + rows as f64 * CELL_HEIGHT)
    }

    /// The upper and the lower edge of a bar of a group.
    pub(crate) fn bar(&self, index: usize, bar: usize) -> (f64, f64) {
        let top = self.group(index).0 + (bar * self.thick) as f64 * CELL_HEIGHT;
        (top, top + self.thick as f64 * CELL_HEIGHT)
    }

    /// The lower edge of the last group.
    pub(crate) fn bottom(&self) -> f64 {
        self.group(self.shown.saturating_sub(1)).1
    }
}

/// The middle of the row that a text beside a bar is written in.
pub(crate) fn text_row((top, bottom): (f64, f64)) -> f64 {
    let rows = ((bottom - top) / CELL_HEIGHT).round().max(1.0);
    top + (((rows - 1.0) / 2.0).floor() + 0.5) * CELL_HEIGHT
}

/// How many columns of text want to be beside the bars.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Beside {
    /// The widest label.
    pub(crate) labels: usize,
    /// The widest value after bars to the right.
    pub(crate) after: usize,
    /// The widest value before bars to the left.
    pub(crate) before: usize,
}

/// Which columns are labels, which are bars, and how long a value is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Across {
    /// Where the bars begin that go to the left, one column before those that go to the right: between them is the axis.
    pub(crate) left: f64,
    /// The left edge of the room for bars.
    pub(crate) start: f64,
    /// The right edge of the room for bars.
    pub(crate) end: f64,
    /// How many columns a label may take; none without labels.
    pub(crate) labels: usize,
    /// Units for a value of 1.
    per: f64,
}

impl Across {
    /// Room for values from `low` to `high`, which hold 0.
    pub(crate) fn new(body: Area, (low, high): (f64, f64), beside: Beside) -> Self {
        let columns = usize::from(body.columns());
        let labels = beside.labels.min(columns * 35 / 100);
        let gap = usize::from(labels > 0);
        let room = columns.saturating_sub(labels + gap + 1);
        // Values stay outside the bars while most of the room is left to these.
        let (before, after) = if beside.before + beside.after <= room / 2 {
            (beside.before, beside.after)
        } else if beside.after <= room / 2 {
            (0, beside.after)
        } else {
            (0, 0)
        };
        let bars = (room - before - after) as f64;
        let (below, above) = (-low.min(0.0), high.max(0.0));
        let lost = if below > 0.0 {
            // Each side has a column as soon as there is anything on it.
            let most = if above > 0.0 { bars - 1.0 } else { bars };
            (below / (below + above) * bars).ceil().clamp(0.0, most.max(0.0))
        } else {
            0.0
        };
        let side = |columns: f64, value: f64| {
            if value > 0.0 {
                columns * CELL_WIDTH / value
            } else {
                f64::INFINITY
            }
        };
        let per = side(lost, below).min(side(bars - lost, above));
        let start = body.left + (labels + gap + before) as f64 * CELL_WIDTH;
        Self {
            left: start + lost * CELL_WIDTH,
            start,
            end: start + (bars + 1.0) * CELL_WIDTH,
            labels,
            per: if per.is_finite() { per } else { 0.0 },
        }
    }

    /// Where bars to the right begin.
    pub(crate) fn right(&self) -> f64 {
        self.left + CELL_WIDTH
    }

    /// The middle of the column of the axis.
    pub(crate) fn axis(&self) -> f64 {
        self.left + CELL_WIDTH / 2.0
    }

    /// Where a bar of a value ends: whole units, which are eighths of a column.
    pub(crate) fn at(&self, value: f64) -> f64 {
        let from = if value < 0.0 { self.left } else { self.right() };
        (from + value * self.per)
            .round()
            .clamp(self.start, self.end.max(self.right()))
    }

    /// Where a bar of a value ends that must be seen: nothing but 0 is without length.
    pub(crate) fn seen(&self, value: f64) -> f64 {
        if value > 0.0 {
            self.at(value).max(self.right() + 1.0)
        } else if value < 0.0 {
            self.at(value).min(self.left - 1.0)
        } else {
            self.right()
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn bars_do_not_overlap_and_stay_inside(
            rows in 0..60u16, count in 1..200usize, per in 1..9usize, scroll in 0..300usize,
        ) {
            let body = Area::cells(0, 1, 40, rows);
            let down = Down::new(body, count, per, scroll);
            prop_assert!(down.first + down.shown <= count && down.shown >= 1);
            let mut last = body.top;
            for group in 0..down.shown {
                for bar in 0..per {
                    let (top, bottom) = down.bar(group, bar);
                    prop_assert!(top >= last && bottom > top);
                    last = bottom;
                }
            }
            if usize::from(rows) >= per {
                prop_assert!(last <= body.bottom, "{down:?}");
            }
        }

        #[test]
        fn lengths_are_proportional(columns in 20..200u16, low in -1e6..0.0f64, high in 0.0..1e6f64, part in 0.0..1.0f64) {
            let body = Area::cells(0, 0, columns, 3);
            let across = Across::new(body, (low, high), Beside { labels: 8, after: 5, before: 4 });
            prop_assert!(across.start >= body.left && across.end <= body.right);
            let whole = across.at(high) - across.right();
            prop_assert!((across.at(high * part) - across.right() - whole * part).abs() <= 1.01);
            prop_assert!(across.at(low) >= across.start && across.at(high) <= across.end);
        }
    }
}
