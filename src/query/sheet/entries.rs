//! Sorting texts by sixteen bytes of their keys at a time, next to each other in memory; the texts themselves are looked
//! at again only where those bytes are the same.

use std::thread;

use super::natural;

/// So many texts are sorted by one thread.
pub(super) const FEW: usize = 32_768;
/// So many texts are compared as they are.
const HANDFUL: usize = 8;

/// Items in the order of their texts, each with whether it is the first of those with its text.
pub(super) fn in_order(texts: &[&str], threads: usize) -> impl Iterator<Item = (u32, bool)> + use<> {
    let mut entries: Vec<Entry> = (0..texts.len() as u32).map(Entry::new).collect();
    if threads > 1 {
        sort_by_two(&mut entries, texts, 0);
    } else {
        sort(&mut entries, texts, 0);
    }
    entries.into_iter().map(|entry| (entry.item, !entry.same))
}

/// A text that is being sorted.
#[derive(Clone, Copy, Debug)]
struct Entry {
    /// Sixteen bytes of its key.
    high: u64,
    low: u64,
    item: u32,
    /// Whether the key goes on.
    more: bool,
    /// Whether it is the same text as the one before.
    same: bool,
}

impl Entry {
    const fn new(item: u32) -> Self {
        Self {
            high: 0,
            low: 0,
            item,
            more: false,
            same: false,
        }
    }

    fn text<'a>(&self, texts: &[&'a str]) -> &'a str {
        texts[self.item as usize]
    }

    fn fill(&mut self, texts: &[&str], depth: usize) {
        let piece = natural::piece(self.text(texts), depth);
        (self.high, self.low, self.more) = (piece.high, piece.low, piece.more);
    }

    const fn key(&self) -> (u64, u64) {
        (self.high, self.low)
    }
}

/// Sorts entries whose keys are the same before this depth.
fn sort(entries: &mut [Entry], texts: &[&str], depth: usize) {
    if entries.len() <= HANDFUL {
        entries.sort_unstable_by(|left, right| natural::compare(left.text(texts), right.text(texts)));
        mark(entries, texts);
        return;
    }
    by_piece(entries, texts, depth);
    settle(entries, texts, depth);
}

fn by_piece(entries: &mut [Entry], texts: &[&str], depth: usize) {
    for entry in &mut *entries {
        entry.fill(texts, depth);
    }
    entries.sort_unstable_by_key(Entry::key);
}

/// Goes on with those whose keys are the same at this depth, too.
fn settle(entries: &mut [Entry], texts: &[&str], depth: usize) {
    for group in entries.chunk_by_mut(|left, right| left.key() == right.key()) {
        if group.len() == 1 {
            continue;
        }
        if group.iter().any(|entry| entry.more) {
            sort(group, texts, depth + 1);
        } else {
            group.sort_unstable_by(|left, right| left.text(texts).cmp(right.text(texts)));
            mark(group, texts);
        }
    }
}

fn mark(entries: &mut [Entry], texts: &[&str]) {
    for at in 1..entries.len() {
        entries[at].same = entries[at - 1].text(texts) == entries[at].text(texts);
    }
}

/// The same by two threads.
fn sort_by_two(entries: &mut [Entry], texts: &[&str], depth: usize) {
    if entries.len() <= FEW {
        sort(entries, texts, depth);
        return;
    }
    let (left, right) = entries.split_at_mut(entries.len() / 2);
    thread::scope(|scope| {
        scope.spawn(|| by_piece(left, texts, depth));
        by_piece(right, texts, depth);
    });
    let merged = merge(left, right);
    entries.copy_from_slice(&merged);
    drop(merged);
    // Where many keys are the same at this depth they are taken apart by two threads again.
    let middle = entries[entries.len() / 2].key();
    let start = entries.partition_point(|entry| entry.key() < middle);
    let end = entries.partition_point(|entry| entry.key() <= middle);
    let (left, rest) = entries.split_at_mut(start);
    let (same, right) = rest.split_at_mut(end - start);
    thread::scope(|scope| {
        scope.spawn(|| settle(left, texts, depth));
        settle(right, texts, depth);
    });
    if same.len() > FEW && same.iter().any(|entry| entry.more) {
        sort_by_two(same, texts, depth + 1);
    } else {
        settle(same, texts, depth);
    }
}

fn merge(left: &[Entry], right: &[Entry]) -> Vec<Entry> {
    let mut merged = Vec::with_capacity(left.len() + right.len());
    let (mut one, mut two) = (left.iter().peekable(), right.iter().peekable());
    loop {
        let first = match (one.peek(), two.peek()) {
            (Some(left), Some(right)) if right.key() < left.key() => two.next(),
            (Some(_), _) => one.next(),
            (None, _) => two.next(),
        };
        match first {
            Some(entry) => merged.push(*entry),
            None => return merged,
        }
    }
}
