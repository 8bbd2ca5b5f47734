//! How the palette looks.

use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;

use super::{Found, found};
use crate::text::{display_width, fit};
use crate::tui::model::{Hit, Model, Search};
use crate::tui::overlay::Choice;
use crate::tui::overlay::sheet::{self, Head, Line};
use crate::tui::paint::Pen;
use crate::tui::theme::Role;

/// The most columns.
const MOST: u16 = 104;

/// Draws the palette, and tells what can be clicked, relative to the pen's area.
pub(in crate::tui) fn draw(pen: &mut Pen<'_>, model: &Model, search: &Search) -> Vec<Hit> {
    let entries = found(model, search.field.text());
    let head = Head {
        title: pen.glyphs().pick("›", ":"),
        field: Some(&search.field),
        hint: "what to do, or where to go: a name, a table, an address",
    };
    let columns = usize::from(sheet::columns(pen.width(), MOST));
    let widest = entries
        .iter()
        .map(|found| display_width(&found.entry.name))
        .max()
        .unwrap_or(0);
    let names = widest.min(columns * 2 / 5).max(12);
    let mut lines: Vec<Line> = entries
        .iter()
        .enumerate()
        .map(|(index, found)| line(pen, found, names).entry(index))
        .collect();
    if lines.is_empty() {
        let dim = pen.style(Role::Dim);
        lines.push(Line::of("Nothing is called that. Esc erases what was typed.", dim));
    }
    // On a high screen the place it was called from stays in sight below it.
    let (width, height) = (pen.width(), pen.height());
    let room = if height >= 28 { height * 2 / 3 } else { height };
    let mut pen = pen.part(Rect::new(0, 0, width, room));
    let cursor = usize::from(search.at).min(entries.len().saturating_sub(1));
    sheet::draw(&mut pen, &head, &lines, Some(cursor), MOST)
}

fn line(pen: &Pen<'_>, found: &Found, names: usize) -> Line {
    let entry = &found.entry;
    let refused = matches!(entry.choice, Choice::Refused(_));
    let (name, note) = if refused {
        (pen.style(Role::Faint), pen.style(Role::Faint))
    } else {
        (pen.style(Role::Text), pen.style(Role::Dim))
    };
    let mut spans = marked(
        &fit(&entry.name, names),
        &found.rank.name,
        name,
        pen.theme().matched(name),
    );
    spans.push(("  ".to_owned(), note));
    spans.extend(marked(&entry.note, &found.rank.note, note, pen.theme().matched(note)));
    Line {
        spans,
        right: (!entry.keys.is_empty()).then(|| (format!(" {}", entry.keys), pen.theme().key())),
        entry: None,
    }
}

/// A text in pieces: those that were found in another style.
fn marked(text: &str, marks: &[u32], plain: Style, hit: Style) -> Vec<(String, Style)> {
    if marks.is_empty() {
        return vec![(text.to_owned(), plain)];
    }
    let mut spans: Vec<(String, Style)> = Vec::new();
    for (index, cluster) in text.graphemes(true).enumerate() {
        let style = if marks.binary_search(&(index as u32)).is_ok() {
            hit
        } else {
            plain
        };
        match spans.last_mut() {
            Some((text, last)) if *last == style => text.push_str(cluster),
            _ => spans.push((cluster.to_owned(), style)),
        }
    }
    spans
}
