//! A cursor in a list, and the window on it: what all lists have in common.

/// A cursor in a list that may be longer than its window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct List {
    /// The row under the cursor.
    pub at: usize,
    /// The first row of the window, as it was left.
    top: usize,
}

impl List {
    /// A cursor on a row.
    pub const fn on(at: usize) -> Self {
        Self { at, top: 0 }
    }

    /// Moves the cursor by some rows in a list of so many, of which `window` are seen.
    pub fn step(&mut self, by: i64, len: usize, window: usize) {
        let last = len.saturating_sub(1) as i64;
        self.at = (self.at as i64).saturating_add(by).clamp(0, last) as usize;
        self.top = self.top(len, window);
    }

    /// Moves the cursor to a row.
    pub fn to(&mut self, at: usize, len: usize, window: usize) {
        self.at = at.min(len.saturating_sub(1));
        self.top = self.top(len, window);
    }

    /// Moves the window by some rows; the cursor stays where it is unless it would be outside.
    pub fn scroll(&mut self, by: i64, len: usize, window: usize) {
        let most = len.saturating_sub(window) as i64;
        self.top = (self.top(len, window) as i64).saturating_add(by).clamp(0, most) as usize;
        let end = self.top + window.max(1) - 1;
        self.at = self.at.clamp(self.top, end.max(self.top)).min(len.saturating_sub(1));
    }

    /// The first row of a window of so many rows: as it was left, but the cursor is in it, and nothing is empty that could
    /// be filled.
    pub fn top(&self, len: usize, window: usize) -> usize {
        let at = self.at.min(len.saturating_sub(1));
        let least = (at + 1).saturating_sub(window.max(1));
        let most = len.saturating_sub(window);
        self.top.clamp(least, at.max(least)).min(most.max(least))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_cursor_is_in_the_list_and_in_the_window(
            len in 0usize..200,
            window in 1usize..50,
            moves in prop::collection::vec((0u8..3, -300i64..300), 0..20),
        ) {
            let mut list = List::default();
            for (kind, by) in moves {
                match kind {
                    0 => list.step(by, len, window),
                    1 => list.scroll(by, len, window),
                    _ => list.to(by.unsigned_abs() as usize, len, window),
                }
                let top = list.top(len, window);
                prop_assert!(len == 0 || list.at < len);
                prop_assert!(list.at >= top && list.at < top + window);
                prop_assert!(top == 0 || top + window <= len);
                // A window of any other size shows the cursor, too.
                for other in [1, window / 2 + 1, window * 2] {
                    let top = list.top(len, other);
                    prop_assert!(list.at >= top && list.at < top + other);
                }
            }
        }
    }
}
