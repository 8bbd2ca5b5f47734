//! The command palette: everything that can be done and everywhere one can go, found by typing.

mod entries;
mod view;

use super::rank::{Rank, Typed};
use crate::tui::model::Model;
use entries::Entry;

pub(in crate::tui) use view::draw;

/// The most commands that are remembered as used.
pub const REMEMBERED: usize = 20;

/// An entry that answers what was typed, and its letters that do.
#[derive(Clone, Debug)]
pub struct Found {
    /// The entry.
    pub entry: Entry,
    rank: Rank,
}

/// The entries that answer what was typed, the best first. Where nothing was typed: those that were used last, then
/// those of this place.
pub fn found(model: &Model, text: &str) -> Vec<Found> {
    let mut typed = Typed::new(text);
    let mut found: Vec<(u32, Found)> = Vec::new();
    for (place, entry) in entries::all(model, text).into_iter().enumerate() {
        let Some(rank) = typed.rank(&entry.name, &entry.note, &entry.hidden) else {
            continue;
        };
        let used = model.recent.iter().position(|word| *word == entry.word);
        let recent = used.map_or(0, |at| (REMEMBERED.saturating_sub(at)) as u32);
        // What was typed counts most, then what was used last; entries are in the order of their places.
        let near = entry.near.bonus();
        let score = if text.trim().is_empty() {
            recent * 10_000 + 9_999_u32.saturating_sub(place as u32)
        } else {
            rank.score * 8 + recent * 4 + near
        };
        found.push((score, Found { entry, rank }));
    }
    found.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    found.into_iter().map(|(_, found)| found).collect()
}

/// Remembers a command as the last one that was used.
pub fn remember(model: &mut Model, word: String) {
    model.recent.retain(|other| *other != word);
    model.recent.insert(0, word);
    model.recent.truncate(REMEMBERED);
}
