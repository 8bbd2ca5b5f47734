//! What is wrong in a file of settings, where, and what would be right.

use std::fmt;
use std::ops::Range;

use toml::Spanned;
use toml::de::DeTable;

use crate::api::wire::Advice;
use crate::text::SafeText;

/// Something that is wrong in a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Trouble {
    /// The file, as people know it: `keys.toml`.
    pub file: String,
    /// The line; nothing where it is about the whole file.
    pub line: Option<usize>,
    /// What is wrong.
    pub what: String,
    /// What would be right.
    pub next: String,
}

impl Trouble {
    /// Something wrong at a place in a text.
    pub fn at(file: &str, text: &str, span: &Range<usize>, what: impl Into<String>, next: impl Into<String>) -> Self {
        Self {
            file: file.to_owned(),
            line: Some(line(text, span.start)),
            what: what.into(),
            next: next.into(),
        }
    }

    /// Something wrong with a file as a whole.
    pub fn of_file(file: &str, what: impl Into<String>, next: impl Into<String>) -> Self {
        Self {
            file: file.to_owned(),
            line: None,
            what: what.into(),
            next: next.into(),
        }
    }

    /// Where it is: `keys.toml, line 3`.
    pub fn place(&self) -> String {
        match self.line {
            Some(line) => format!("{}, line {line}", self.file),
            None => self.file.clone(),
        }
    }

    /// In the form in which everything that goes wrong is told.
    pub fn advice(&self) -> Advice {
        Advice::new(
            format!("{} is not taken.", self.file),
            format!("{}: {}", self.place(), self.what),
            format!("{} What was in force before stays so.", self.next),
        )
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} {}", self.place(), self.what, self.next)
    }
}

/// Reads a file's tables, or says in which line it is no TOML.
pub(super) fn tables<'t>(file: &str, text: &'t str) -> Result<Spanned<DeTable<'t>>, Trouble> {
    DeTable::parse(text).map_err(|error| {
        let span = error.span().unwrap_or(0..0);
        let words = SafeText::new(error.message()).to_string();
        Trouble::at(
            file,
            text,
            &span,
            format!("This is no TOML: {words}."),
            "A setting reads name = \"value\"; a list [\"a\", \"b\"]; a heading [name].",
        )
    })
}

/// The line of a place in a text, from 1.
fn line(text: &str, at: usize) -> usize {
    let end = at.min(text.len());
    1 + text.bytes().take(end).filter(|byte| *byte == b'\n').count()
}

/// The word among some that was probably meant: the nearest, if it is near.
pub(super) fn nearest<'w>(word: &str, words: impl IntoIterator<Item = &'w str>) -> Option<&'w str> {
    let word = word.to_lowercase();
    let near = words
        .into_iter()
        .map(|other| (distance(&word, &other.to_lowercase()), other))
        .min_by_key(|(distance, _)| *distance)?;
    // A third of the letters may be wrong.
    (near.0 <= word.chars().count().div_ceil(3)).then_some(near.1)
}

/// How many letters have to be put in, taken out or changed to make one word of another.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut before = row[0];
        row[0] = i + 1;
        for (j, to) in b.iter().enumerate() {
            let changed = before + usize::from(from != *to);
            before = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(before + 1);
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_and_near_words() {
        assert_eq!(line("a\nb\nc", 4), 3);
        assert_eq!(line("", 9), 1);
        assert_eq!(nearest("them", ["theme", "mouse"]), Some("theme"));
        assert_eq!(nearest("sort-pu", ["sort-up", "sort-down"]), Some("sort-up"));
        assert_eq!(nearest("x", ["theme"]), None);
        let trouble = tables("keys.toml", "a = 1\nb = = 2").unwrap_err();
        assert_eq!(trouble.place(), "keys.toml, line 2");
    }
}
