//! One entry in full.

use ratatui::style::Style;

use super::columns::{who, zone};
use crate::api::wire::{AuditEntry, Role as UserRole};
use crate::text::{display_width, format};
use crate::tui::model::Model;
use crate::tui::paint::Pen;
use crate::tui::theme::Role;
use crate::tui::words::wrap;

/// The widest that a text is.
const COMFORT: u16 = 110;
/// The columns of the labels, where they stand beside what they name.
const LABELS: usize = 13;

/// A line: columns to the left of it, what it says, how.
struct Line(u16, String, Style);

/// Draws a window on the entry, from a row on.
pub(super) fn draw(pen: &mut Pen<'_>, model: &Model, entry: &AuditEntry, scroll: u16) {
    let lines = lines(pen, model, entry);
    let rows: u16 = lines.last().map_or(0, |(y, _)| y + 1);
    let scroll = scroll.min(rows.saturating_sub(pen.height()));
    for (y, Line(x, text, style)) in lines {
        if y >= scroll {
            pen.text(x, y - scroll, text, style);
        }
    }
}

/// How many rows an entry needs in some columns.
pub(super) fn rows(model: &Model, entry: &AuditEntry, width: u16) -> u16 {
    let area = ratatui::layout::Rect::new(0, 0, width, 1);
    let mut buffer = ratatui::buffer::Buffer::empty(area);
    let pen = Pen::new(&mut buffer, area, model.theme);
    lines(&pen, model, entry).last().map_or(0, |(y, _)| y + 1)
}

fn lines(pen: &Pen<'_>, model: &Model, entry: &AuditEntry) -> Vec<(u16, Line)> {
    let width = pen.width().min(COMFORT);
    let (strong, dim, text) = (pen.style(Role::Strong), pen.style(Role::Dim), pen.style(Role::Text));
    let zone = zone(model, entry);
    let at = entry.at.with_timezone(&zone).format("%a %Y-%m-%d %H:%M:%S");
    let role = entry
        .role
        .map_or_else(String::new, |role: UserRole| format!(", {}", role.label()));
    let empty = || format::EMPTY.to_owned();
    let source = entry.source.as_ref();
    let facts = [
        ("When", format!("{at} in {}, {}", zone.name(), model.age(entry.at))),
        ("In UTC", format::rfc3339(entry.at)),
        ("Who", format!("{}{role}", who(entry))),
        (
            "Data source",
            source.map_or_else(empty, |(id, name)| format!("{name} (number {id})")),
        ),
        ("What", entry.what.clone()),
        ("Before", entry.before.clone().unwrap_or_else(empty)),
        ("After", entry.after.clone().unwrap_or_else(empty)),
    ];
    let mut lines = Vec::new();
    let mut y = 0;
    for line in wrap(
        &format!("{}, entry {}", entry.action.label(), entry.id),
        usize::from(width),
    ) {
        lines.push((y, Line(0, line, strong)));
        y += 1;
    }
    y += 1;
    let beside = usize::from(width) >= 3 * LABELS;
    for (label, words) in facts {
        lines.push((y, Line(0, label.to_owned(), dim)));
        let (indent, below) = if beside { (LABELS, 0) } else { (2, 1) };
        y += below;
        for line in broken(&words, usize::from(width).saturating_sub(indent)) {
            lines.push((y, Line(indent as u16, line, text)));
            y += 1;
        }
    }
    lines
}

/// Lines of so many columns of which nothing is lost: a word that is wider goes on in the next line.
fn broken(text: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(1);
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        if let Some(line) = lines.last_mut()
            && display_width(line) + 1 + display_width(word) <= columns
        {
            line.push(' ');
            line.push_str(word);
            continue;
        }
        lines.push(String::new());
        for cluster in unicode_segmentation::UnicodeSegmentation::graphemes(word, true) {
            if let Some(line) = lines.last_mut()
                && (line.is_empty() || display_width(line) + display_width(cluster) <= columns)
            {
                line.push_str(cluster);
            } else {
                lines.push(cluster.to_owned());
            }
        }
    }
    if lines.is_empty() {
        lines.push(String::new());
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_lost_however_long_a_word_is() {
        assert_eq!(broken("one two three", 7), ["one two", "three"]);
        assert_eq!(broken("unbreakable x", 4), ["unbr", "eaka", "ble", "x"]);
        assert_eq!(broken("日本語", 4), ["日本", "語"]);
        assert_eq!(broken("", 4), [""]);
        let text = "every hour, then ".repeat(40);
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(words(&broken(&text, 11).join(" ")), words(&text));
    }
}
