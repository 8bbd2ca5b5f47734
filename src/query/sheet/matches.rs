//! What was found in a sheet, kept beside it: where the next match is, and which of how many, is then known at once.

use std::sync::Arc;

use roaring::RoaringBitmap;

use crate::query::page::Found;

/// The rows of a sheet that have a text, as positions in it.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    /// The text in lower case.
    pub text: String,
    /// The columns in which it was looked for.
    pub columns: Vec<String>,
    pub matches: Arc<RoaringBitmap>,
}

impl Kept {
    pub(super) fn bytes(&self) -> usize {
        self.matches.serialized_size() + self.text.len() + size_of::<Self>()
    }
}

/// The match at or after `from`, or at or before it; past the end the search goes on from the other side.
pub(super) fn next(matches: &RoaringBitmap, from: u64, backwards: bool, version: u64) -> Found {
    let start = u32::try_from(from).unwrap_or(u32::MAX);
    let count = matches.len();
    // How many are at or before the place, or before it.
    let before = if backwards {
        matches.rank(start)
    } else {
        start.checked_sub(1).map_or(0, |last| matches.rank(last))
    };
    let (index, wrapped) = match (backwards, before) {
        (true, 0) => (count.saturating_sub(1), true),
        (true, before) => (before - 1, false),
        (false, before) if before == count => (0, true),
        (false, before) => (before, false),
    };
    let position = u32::try_from(index).ok().and_then(|index| matches.select(index));
    Found {
        version,
        position: position.map(u64::from),
        nth: if position.is_some() { index + 1 } else { 0 },
        matches: count,
        wrapped: wrapped && position.is_some(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_search_goes_round() {
        let matches: RoaringBitmap = [3, 7, 9].into_iter().collect();
        let at = |from, backwards| {
            let found = next(&matches, from, backwards, 1);
            (found.position, found.nth, found.wrapped)
        };
        assert_eq!(at(0, false), (Some(3), 1, false));
        assert_eq!(at(7, false), (Some(7), 2, false));
        assert_eq!(at(10, false), (Some(3), 1, true));
        assert_eq!(at(u64::MAX, false), (Some(3), 1, true));
        assert_eq!(at(8, true), (Some(7), 2, false));
        assert_eq!(at(2, true), (Some(9), 3, true));
        assert_eq!(at(u64::MAX, true), (Some(9), 3, false));
        let none = next(&RoaringBitmap::new(), 5, false, 1);
        assert_eq!(
            (none.position, none.nth, none.matches, none.wrapped),
            (None, 0, 0, false)
        );
    }
}
