//! Which columns of a table are seen, and where: all of them if they fit; otherwise those that stay in place, then those that were
//! scrolled to.

use crate::text::SafeText;

/// How far columns are apart at least.
const GAP: usize = 2;
/// How far they are apart where there is room.
const WIDE_GAP: usize = 6;
/// A column that is cut at the right edge has to show so much.
const LEAST_SHOWN: usize = 8;

/// A column.
#[derive(Clone, Debug, Default)]
pub(super) struct Column {
    /// What its head says.
    pub(super) title: SafeText,
    /// How wide its texts are.
    pub(super) width: usize,
    /// How wide they would like to be.
    pub(super) most: usize,
    /// Whether they are numbers: at the right, decimal points under each other.
    pub(super) number: bool,
    /// How much is kept free behind the ones.
    pub(super) tail: usize,
    /// How many columns its bars have, right of the texts.
    pub(super) bar: usize,
    /// Whether the rows are in its order, and if so whether in descending.
    pub(super) sorted: Option<bool>,
}

/// A column and where it is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) column: usize,
    pub(super) left: usize,
    pub(super) width: usize,
    /// How much of its width is bars.
    pub(super) bar: usize,
    /// How far it is to the next.
    pub(super) gap: usize,
}

/// Which columns are seen, and where: the first `frozen` of them stay, `scroll` of the others are passed over.
pub(super) fn arrange(columns: &[Column], frozen: usize, room: usize, scroll: usize) -> Vec<Place> {
    let full = |column: &Column| column.width + if column.bar > 0 { column.bar + 1 } else { 0 };
    let sum: usize = columns.iter().map(full).sum();
    let gaps = columns.len().saturating_sub(1);
    let mut widths: Vec<usize> = columns.iter().map(full).collect();
    let mut gap = GAP;
    let mut frozen = frozen.min(columns.len());
    if sum + gaps * GAP <= room {
        // Everything is seen: texts that were cut get what is left, then the gaps.
        let mut left = room - sum - gaps * GAP;
        for (width, column) in widths.iter_mut().zip(columns) {
            let more = column.most.saturating_sub(column.width).min(left);
            *width += more;
            left -= more;
        }
        gap = (GAP + left.checked_div(gaps).unwrap_or(0)).min(WIDE_GAP);
    } else {
        // What stays in place must leave room for what does not.
        let most = (room / 2).max(LEAST_SHOWN);
        let taken = |frozen: usize, widths: &[usize]| widths.iter().take(frozen).sum::<usize>() + frozen * GAP;
        while frozen > 1 && taken(frozen, &widths) > most {
            frozen -= 1;
        }
        if let Some(width) = widths.first_mut() {
            *width = (*width).min(if columns.len() > 1 { most } else { room });
        }
    }
    let mut places = Vec::new();
    let mut at = 0;
    let mut put = |column: usize, at: &mut usize| {
        let wanted = widths[column];
        let left = room.saturating_sub(*at);
        let cut = !columns[column].number && left >= LEAST_SHOWN.min(wanted);
        if wanted > left && !(cut || places.is_empty()) {
            return false;
        }
        let width = wanted.min(left);
        let bar = if columns[column].bar > 0 && width == wanted {
            columns[column].bar
        } else {
            0
        };
        places.push(Place {
            column,
            left: *at,
            width,
            bar,
            gap,
        });
        *at += width + gap;
        width == wanted
    };
    for column in 0..frozen {
        if !put(column, &mut at) {
            break;
        }
    }
    // Scrolling stops where the last column is seen.
    let free = room.saturating_sub(at);
    let mut last = columns.len();
    let mut used = 0;
    while last > frozen && used + widths[last - 1] + if used > 0 { gap } else { 0 } <= free {
        last -= 1;
        used += widths[last] + if used > 0 { gap } else { 0 };
    }
    let from = frozen + scroll.min(last.min(columns.len().saturating_sub(1)).saturating_sub(frozen));
    for column in from..columns.len() {
        if !put(column, &mut at) {
            break;
        }
    }
    places
}
