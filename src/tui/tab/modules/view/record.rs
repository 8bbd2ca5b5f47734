//! The record under the cursor: where it leads to, and every field with its type.

use ratatui::layout::Rect;

use super::head::record_word;
use super::{HitsAt, has_keys};
use crate::catalog::relation;
use crate::text::{display_width, format, truncate};
use crate::tui::model::Model;
use crate::tui::paint::Pen;
use crate::tui::tab::modules::cells;
use crate::tui::tab::modules::state::{Part, Spot};
use crate::tui::theme::Role;
use crate::tui::words::wrap;

/// The most lines that one value takes, unless the cursor is on it.
const MOST_LINES: usize = 2;

/// One line as it is drawn.
struct Line {
    /// The line of the record it belongs to.
    of: usize,
    /// What stands at the left, where it is the first of its record line.
    name: String,
    /// The value, or a part of it.
    value: String,
    role: Role,
    /// What stands at the right.
    note: String,
}

pub(super) fn draw(pen: &mut Pen<'_>, model: &Model, hits: &mut HitsAt<'_>) {
    let keys = has_keys(model, Part::Record);
    let width = pen.width();
    pen.ground(Role::Panel);
    let title = if keys {
        pen.theme().focus()
    } else {
        pen.style(Role::Dim)
    };
    let mark = if keys { pen.glyphs().pick("▸ ", "> ") } else { "" };
    let word = record_word(model.modules.module);
    let end = pen.text_in(1, 0, width.saturating_sub(1), format!("{mark}{}", capital(word)), title);
    let faint = pen.style(Role::Faint);
    let hint = if keys { "Enter follows a link" } else { "Tab goes here" };
    if end + 2 + (display_width(hint) as u16) < width {
        pen.text_right(width.saturating_sub(1), 0, hint, faint);
    }
    let record = &model.modules.record;
    if let Some(problem) = &record.problem {
        let bad = pen.style(Role::Bad);
        for (row, line) in wrap(&problem.to_string(), usize::from(width.saturating_sub(2)))
            .iter()
            .enumerate()
        {
            pen.text(1, row as u16 + 1, line, bad);
        }
        return;
    }
    let lines = lines(pen, model, width.saturating_sub(2));
    if record.page.is_none() {
        let dim = pen.style(Role::Dim);
        pen.text(1, 1, pen.glyphs().text("The record is on its way …"), dim);
    }
    let height = usize::from(pen.height().saturating_sub(1));
    let first = lines.iter().position(|line| line.of == record.line).unwrap_or(0);
    let own = lines.iter().filter(|line| line.of == record.line).count();
    // The cursor's line is kept in the lower two thirds, so that what comes before it is seen.
    let top = (first + own)
        .saturating_sub(height)
        .max(first.saturating_sub(height * 2 / 3))
        .min(lines.len().saturating_sub(height));
    let (dim, accent) = (pen.style(Role::Dim), pen.style(Role::Accent));
    let names = names_width(width);
    for (row, line) in lines.iter().skip(top).take(height).enumerate() {
        let y = row as u16 + 1;
        let here = line.of == record.line;
        if here {
            let band = if keys {
                pen.theme().record_row()
            } else {
                pen.theme().row()
            };
            pen.band(0, y, width, band);
        }
        let note = display_width(&line.note) as u16;
        let name_style = if line.role == Role::Accent { accent } else { dim };
        pen.text(1, y, truncate(&line.name, usize::from(names)), name_style);
        let style = pen.style(line.role);
        let room = width.saturating_sub(names + 3 + if note > 0 { note + 2 } else { 1 });
        pen.text(names + 2, y, truncate(&line.value, usize::from(room)), style);
        if note > 0 {
            pen.text(width.saturating_sub(note + 1), y, &line.note, faint);
        }
        hits.add(Rect::new(0, y, width, 1), Spot::RecordLine(line.of));
    }
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

fn names_width(width: u16) -> u16 {
    (width * 2 / 5).clamp(10, 30)
}

/// The links with their counts, then every field.
fn lines(pen: &Pen<'_>, model: &Model, width: u16) -> Vec<Line> {
    let zone = model.zone();
    let glyphs = pen.glyphs();
    let record = &model.modules.record;
    let arrow = glyphs.pick("→", ">");
    let mut lines = Vec::new();
    for (place, relation) in relation::of(model.modules.module).enumerate() {
        let count = record.links.get(place).copied().flatten();
        let (value, role) = match count {
            Some(0) => ("none".to_owned(), Role::Faint),
            Some(count) => (format::count(count), Role::Text),
            None => (glyphs.text("…"), Role::Faint),
        };
        lines.push(Line {
            of: place,
            name: format!("{arrow} {}", relation.name),
            value,
            role: if role == Role::Text { Role::Accent } else { role },
            note: if count == Some(0) {
                String::new()
            } else {
                relation.to().name().to_owned()
            },
        });
    }
    let before = lines.len();
    let Some(page) = &record.page else { return lines };
    let room = usize::from(width.saturating_sub(names_width(width + 2) + 13).max(8));
    for (place, column) in page.columns.iter().enumerate() {
        let Some(cell) = page.cells.first().and_then(|row| row.get(place)) else {
            continue;
        };
        let of = before + place;
        let text = glyphs.text(&cells::shown(column.kind, cell, zone));
        let mut parts = wrap(&text, room);
        let most = if record.line == of { 12 } else { MOST_LINES };
        if parts.len() > most {
            parts.truncate(most);
            if let Some(last) = parts.last_mut() {
                *last = truncate(&format!("{last} {}", glyphs.text("… …")), room);
            }
        }
        if parts.is_empty() {
            parts.push(String::new());
        }
        let role = if matches!(cell, crate::api::wire::Cell::Empty) {
            Role::Faint
        } else {
            Role::Text
        };
        for (row, value) in parts.into_iter().enumerate() {
            lines.push(Line {
                of,
                name: if row == 0 { column.name.clone() } else { String::new() },
                value,
                role,
                note: if row == 0 {
                    column.kind.word().to_owned()
                } else {
                    String::new()
                },
            });
        }
    }
    lines
}
