//! Words that several screens share, and breaking them into lines.

use crate::api::wire::Waiting;
use crate::text::{display_width, format, truncate};

/// Lines of at most so many columns, broken at spaces; a word that is wider is cut.
pub(super) fn wrap(text: &str, columns: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    if columns == 0 {
        return lines;
    }
    for word in text.split_whitespace() {
        let word = truncate(word, columns);
        match lines.last_mut() {
            Some(line) if display_width(line) + 1 + display_width(&word) <= columns => {
                line.push(' ');
                line.push_str(&word);
            }
            _ => lines.push(word),
        }
    }
    lines
}

/// A number with its noun: `1 conversation`, `12,480 conversations`.
pub(super) fn plural(count: u64, noun: &str) -> String {
    let number = format::count(count);
    if count == 1 {
        format!("{number} {noun}")
    } else {
        format!("{number} {noun}s")
    }
}

/// A number of entries: `1 entry`, `12,480 entries`.
pub(super) fn entries(count: u64) -> String {
    if count == 1 {
        "1 entry".to_owned()
    } else {
        format!("{} entries", format::count(count))
    }
}

/// How long somebody has waited, to the minute.
pub(super) fn waited(seconds: i64) -> String {
    match seconds {
        ..60 => "< 1 min".to_owned(),
        _ => format::duration(seconds / 60 * 60),
    }
}

/// Whether a conversation's priority asks to be seen: the two highest of the five that Intercom has since version 2.16,
/// or the only mark there was before.
pub(super) fn is_pressing(waiting: &Waiting) -> bool {
    matches!(waiting.priority.as_deref(), Some("high" | "urgent" | "priority"))
}

/// A conversation's title; nothing where it has none, or one in which nothing can be seen.
pub(super) fn title(waiting: &Waiting) -> Option<&str> {
    waiting.title.as_deref().filter(|title| !title.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_to_their_columns() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("unbreakable", 4), ["unb…"]);
        assert!(wrap("x", 0).is_empty());
        assert_eq!(plural(1, "row"), "1 row");
        assert_eq!(plural(1200, "row"), "1,200 rows");
    }
}
