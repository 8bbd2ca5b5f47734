//! A sheet over a tab: a heading, and lines of which some belong to entries that can be chosen.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::text::display_width;
use crate::tui::field::Field;
use crate::tui::model::{Hit, Target};
use crate::tui::paint::Pen;
use crate::tui::theme::Role;

/// One line.
#[derive(Default)]
pub(super) struct Line {
    /// Texts after one another.
    pub(super) spans: Vec<(String, Style)>,
    /// What stands at its right end.
    pub(super) right: Option<(String, Style)>,
    /// The entry that it belongs to.
    pub(super) entry: Option<usize>,
}

impl Line {
    /// A line of one text.
    pub(super) fn of(text: impl Into<String>, style: Style) -> Self {
        Self {
            spans: vec![(text.into(), style)],
            ..Self::default()
        }
    }

    /// The same, belonging to an entry.
    pub(super) const fn entry(mut self, entry: usize) -> Self {
        self.entry = Some(entry);
        self
    }
}

/// What stands above the lines.
pub(super) struct Head<'a> {
    /// The name of the sheet.
    pub(super) title: &'a str,
    /// What is typed into it.
    pub(super) field: Option<&'a Field>,
    /// What is said while nothing is.
    pub(super) hint: &'a str,
}

/// The columns of a sheet's lines in a screen of so many.
pub(super) const fn columns(width: u16, most: u16) -> u16 {
    let width = if width > most { most } else { width };
    width.saturating_sub(4)
}

/// Draws a sheet of at most so many columns over the pen's area, and tells what can be clicked, relative to it.
pub(super) fn draw(pen: &mut Pen<'_>, head: &Head<'_>, lines: &[Line], cursor: Option<usize>, most: u16) -> Vec<Hit> {
    let width = pen.width().min(most);
    let (left, height) = ((pen.width() - width) / 2, pen.height());
    let mut pen = pen.part(Rect::new(left, 0, width, height));
    pen.ground(Role::Raised);
    let mut inner = pen.inset(2, 0);
    let (strong, faint) = (inner.style(Role::Strong), inner.style(Role::Faint));
    let columns = inner.width();
    let x = inner.text(0, 0, head.title, strong) + 2;
    let room = columns.saturating_sub(x);
    match head.field {
        Some(field) if field.is_empty() => {
            field.draw(&mut inner, x, 0, room);
            inner.text_in(x + 2, 0, room.saturating_sub(2), head.hint, faint);
        }
        Some(field) => field.draw(&mut inner, x, 0, room),
        None => {
            inner.text_in(x, 0, room, head.hint, faint);
        }
    }
    inner.rule(0, 1, columns);
    let rows = height.saturating_sub(2);
    let first = first(lines, cursor, usize::from(rows));
    let mut hits = Vec::new();
    let mut last = None;
    for (y, line) in (2..).zip(lines.iter().skip(first).take(usize::from(rows))) {
        let under = line.entry.is_some() && line.entry == cursor;
        draw_line(&mut pen, y, line, under, last != line.entry);
        last = line.entry;
        if let Some(entry) = line.entry {
            hits.push(Hit {
                area: Rect::new(left, y, width, 1),
                target: Target::Entry(entry),
            });
        }
    }
    hits
}

fn draw_line(pen: &mut Pen<'_>, y: u16, line: &Line, under: bool, begins: bool) {
    let width = pen.width();
    let ground = if under { pen.theme().chosen() } else { Style::new() };
    if under {
        pen.text(0, y, " ".repeat(usize::from(width)), ground);
    }
    if under && begins {
        pen.text(0, y, pen.glyphs().pick("▸", ">"), pen.theme().key().patch(ground));
    }
    let mut end = width.saturating_sub(2);
    if let Some((text, style)) = &line.right {
        end = end.min(pen.text_right(end, y, text, style.patch(ground)));
    }
    let mut x = 2;
    for (text, style) in &line.spans {
        let room = end.saturating_sub(x);
        let seen = text.trim_end();
        // Blanks that do not fit are no loss; anything else that does not is cut with a mark.
        let fits = display_width(seen) <= usize::from(room) && display_width(text) > usize::from(room);
        let text = if fits { seen } else { text };
        x = pen.text_in(x, y, room, text, style.patch(ground));
    }
}

/// The first line that is shown, so that the entry under the cursor is seen whole and stands in the middle of a long
/// list. Depends on nothing but the cursor, so a sheet looks the same however one came there.
fn first(lines: &[Line], cursor: Option<usize>, rows: usize) -> usize {
    let of_cursor = |line: &Line| line.entry.is_some() && line.entry == cursor;
    let Some(start) = lines.iter().position(of_cursor) else {
        return 0;
    };
    let end = lines.iter().rposition(of_cursor).unwrap_or(start);
    let last = lines.len().saturating_sub(rows);
    let middle = usize::midpoint(start, end).saturating_sub(rows / 2);
    middle.min(start).min(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_entry_under_the_cursor_is_always_seen() {
        let lines: Vec<Line> = (0..50).map(|entry| Line::default().entry(entry / 2)).collect();
        for rows in 2..60 {
            for cursor in 0..25 {
                let first = first(&lines, Some(cursor), rows);
                assert!(first <= cursor * 2 && cursor * 2 < first + rows, "{rows} {cursor}");
            }
        }
        assert_eq!(first(&lines, None, 5), 0);
        assert_eq!(first(&lines, Some(99), 5), 0);
    }
}
