//! Everything that can be done: first a word on what has the focus, then the actions of this place, then the rest.
//! Typing finds an action by its name, its words or its key.

use super::explain;
use super::sheet::{self, Head, Line};
use crate::text::{display_width, fit};
use crate::tui::actions::{Action, all};
use crate::tui::context::Context;
use crate::tui::model::{Hit, Model, Search};
use crate::tui::paint::Pen;
use crate::tui::theme::Role;
use crate::tui::words::wrap;

/// The most columns.
const MOST: u16 = 96;

/// The actions that answer what was typed, with the place under which each stands.
pub fn entries(model: &Model, filter: &str) -> Vec<(Context, &'static Action)> {
    let mut order = Context::under(model).chain();
    for context in Context::ALL {
        if !order.contains(&context) {
            order.push(context);
        }
    }
    let matching: Vec<&'static Action> = all().filter(|action| matches(model, action, filter)).collect();
    let mut entries: Vec<(Context, &'static Action)> = Vec::new();
    for context in order {
        for action in &matching {
            let shown = entries.iter().any(|(_, other)| other.id == action.id);
            if !shown && action.contexts.contains(&context) {
                entries.push((context, *action));
            }
        }
    }
    entries
}

/// Draws the help over the pen's area, and tells what can be clicked, relative to it.
pub(in crate::tui) fn draw(pen: &mut Pen<'_>, model: &Model, search: &Search) -> Vec<Hit> {
    let filter = search.field.text();
    let entries = entries(model, filter);
    let head = Head {
        title: "Help",
        field: Some(&search.field),
        hint: "type to find an action or a key",
    };
    let lines = lines(pen, model, &entries, filter);
    let cursor = usize::from(search.at).min(entries.len().saturating_sub(1));
    sheet::draw(pen, &head, &lines, Some(cursor), MOST)
}

fn lines(pen: &Pen<'_>, model: &Model, entries: &[(Context, &'static Action)], filter: &str) -> Vec<Line> {
    let columns = usize::from(sheet::columns(pen.width(), MOST));
    let keys = if columns >= 60 { 22 } else { 13 };
    let (text, dim, faint) = (pen.style(Role::Text), pen.style(Role::Dim), pen.style(Role::Faint));
    let mut lines = Vec::new();
    if filter.is_empty() {
        let (title, words) = explain::focused(model);
        lines.push(Line::of(title, pen.theme().focus()));
        lines.extend(
            wrap(&words, columns.saturating_sub(1))
                .into_iter()
                .map(|line| Line::of(line, text)),
        );
    }
    if entries.is_empty() {
        lines.push(Line::of("Nothing here is called that. Esc erases what was typed.", dim));
    }
    let mut last = None;
    for (index, (context, action)) in entries.iter().enumerate() {
        if last != Some(*context) {
            if !lines.is_empty() {
                lines.push(Line::default());
            }
            lines.push(Line::of(context.label(), dim));
            last = Some(*context);
        }
        let labels: Vec<String> = action.chords(model).iter().map(|key| key.label(pen.glyphs())).collect();
        let reason = (action.enabled)(model).err();
        let style = if reason.is_none() { text } else { faint };
        let mut words = action.description.to_owned();
        if let Some(reason) = &reason {
            words = format!("{words} Not now: {reason}");
        }
        let mut label = labels.join("  ");
        for (row, words) in wrap(&words, columns.saturating_sub(keys + 1)).into_iter().enumerate() {
            if row > 0 {
                label.clear();
            }
            lines.push(
                Line {
                    spans: vec![
                        (fit(&label, keys - 1), pen.theme().key()),
                        (" ".to_owned(), dim),
                        (words, style),
                    ],
                    ..Line::default()
                }
                .entry(index),
            );
        }
    }
    lines
}

/// Every word that was typed is in the name, the description or a key.
fn matches(model: &Model, action: &Action, filter: &str) -> bool
where
    Action: 'static,
{
    let keys: Vec<String> = model
        .keymap
        .changed(action.id)
        .unwrap_or(action.keys)
        .iter()
        .map(|key| key.label(model.theme.glyphs).to_lowercase())
        .collect();
    let words = format!("{} {}", action.name, action.description).to_lowercase();
    filter.to_lowercase().split_whitespace().all(|typed| {
        words.contains(typed)
            || keys
                .iter()
                .any(|key| key == typed || (display_width(typed) > 1 && key.contains(typed)))
    })
}
