//! How well a text answers what was typed, and which of its letters do.
//!
//! Each word that was typed has to be found: in a name its letters may stand apart, in a description, where that would
//! find anything, they have to stand together.

use nucleo_matcher::pattern::{Atom, AtomKind, CaseMatching, Normalization};
use nucleo_matcher::{Config, Matcher, Utf32Str};

/// What was typed, ready to be looked for.
pub(super) struct Typed {
    words: Vec<(Atom, Atom)>,
    matcher: Matcher,
}

/// How well something answers it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Rank {
    /// Greater is better.
    pub(super) score: u32,
    /// The characters of the name that were found.
    pub(super) name: Vec<u32>,
    /// The characters of the description that were found.
    pub(super) note: Vec<u32>,
}

impl Typed {
    /// Takes in what was typed.
    pub(super) fn new(text: &str) -> Self {
        let atom = |word: &str, kind| Atom::new(word, CaseMatching::Ignore, Normalization::Smart, kind, false);
        let words = text
            .split_whitespace()
            .map(|word| (atom(word, AtomKind::Fuzzy), atom(word, AtomKind::Substring)))
            .collect();
        Self {
            words,
            matcher: Matcher::new(Config::DEFAULT),
        }
    }

    /// Looks for it in a name, a description and words that are not shown; nothing where a word is in none of them.
    pub(super) fn rank(&mut self, name: &str, note: &str, hidden: &str) -> Option<Rank> {
        let mut rank = Rank::default();
        let mut letters = Vec::new();
        for (fuzzy, exact) in &self.words {
            letters.clear();
            if let Some(score) = fuzzy.indices(Utf32Str::new(name, &mut letters), &mut self.matcher, &mut rank.name) {
                // A name that begins so, or has the word whole, is what was meant.
                letters.clear();
                let whole = exact.score(Utf32Str::new(name, &mut letters), &mut self.matcher);
                rank.score += u32::from(score) * 2 + whole.map_or(0, u32::from);
                continue;
            }
            letters.clear();
            if let Some(score) = exact.indices(Utf32Str::new(note, &mut letters), &mut self.matcher, &mut rank.note) {
                rank.score += u32::from(score);
                continue;
            }
            letters.clear();
            rank.score += u32::from(exact.score(Utf32Str::new(hidden, &mut letters), &mut self.matcher)?);
        }
        for marks in [&mut rank.name, &mut rank.note] {
            marks.sort_unstable();
            marks.dedup();
        }
        Some(rank)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_may_stand_apart_in_a_name_only() {
        let mut typed = Typed::new("srtd");
        assert_eq!(
            typed.rank("sort down", "", "").map(|rank| rank.name),
            Some(vec![0, 2, 3, 5])
        );
        assert_eq!(typed.rank("x", "sort down", ""), None);
        let mut two = Typed::new("Column sort");
        let rank = two.rank("sort", "Sort by this column.", "").unwrap();
        assert_eq!((rank.name.len(), rank.note.len()), (4, 6));
        assert!(two.rank("sort", "", "").is_none());
        assert!(two.rank("sort", "", "columns").is_some());
    }

    #[test]
    fn what_is_called_so_comes_first() {
        let mut typed = Typed::new("help");
        let score = |name: &str, typed: &mut Typed| typed.rank(name, "Help.", "").unwrap().score;
        assert!(score("help", &mut typed) > score("help centers", &mut typed) - 1);
        assert!(score("help", &mut typed) > score("show everything", &mut typed));
    }
}
