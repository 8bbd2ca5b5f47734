//! Everything that can be done, by place; typing finds an action by its name, its words or its key.

use ratatui::layout::Rect;

use crate::text::{display_width, fit};
use crate::tui::actions::{Action, all};
use crate::tui::context::Context;
use crate::tui::model::Model;
use crate::tui::paint::Pen;
use crate::tui::theme::Role;
use crate::tui::words::wrap;

/// One line of the help.
enum Line {
    Heading(&'static str),
    Action(&'static Action, Option<String>),
    More(String, bool),
    Empty,
}

/// Draws the help over the pen's area, from a row on.
pub(in crate::tui) fn draw(pen: &mut Pen<'_>, model: &Model, filter: &str, scroll: u16) {
    let width = pen.width().min(96);
    let left = (pen.width() - width) / 2;
    let height = pen.height();
    let mut pen = pen.part(Rect::new(left, 0, width, height));
    pen.ground(Role::Raised);
    let mut pen = pen.inset(2, 0);
    let (strong, dim, text, faint) = (
        pen.style(Role::Strong),
        pen.style(Role::Dim),
        pen.style(Role::Text),
        pen.style(Role::Faint),
    );
    let key_style = pen.theme().key();
    let width = pen.width();
    let end = pen.text(0, 0, "Help", strong);
    if filter.is_empty() {
        pen.text_in(
            end + 2,
            0,
            width.saturating_sub(end + 2),
            "type to find an action or a key",
            faint,
        );
    } else {
        let end = pen.text_in(end + 2, 0, width.saturating_sub(end + 3), filter, text);
        pen.glyph(end, 0, pen.glyphs().pick('▏', '_'), key_style);
    }
    pen.rule(0, 1, width);
    let keys = if width >= 60 { 22 } else { 13 };
    let lines = lines(model, filter, width.saturating_sub(keys));
    let rows = pen.height().saturating_sub(2);
    let last = (lines.len() as u16).saturating_sub(rows);
    let mut pen = pen.part(Rect::new(0, 2, width, rows));
    if lines.is_empty() {
        pen.text_in(
            0,
            0,
            width,
            "Nothing here is called that. Esc erases what was typed.",
            dim,
        );
    }
    for (y, line) in lines
        .iter()
        .skip(usize::from(scroll.min(last)))
        .take(usize::from(rows))
        .enumerate()
    {
        let y = y as u16;
        match line {
            Line::Heading(name) => {
                pen.text(0, y, name, dim);
            }
            Line::Action(action, first) => {
                let names: Vec<String> = action.chords(model).iter().map(|key| key.label(pen.glyphs())).collect();
                pen.text(0, y, fit(&names.join("  "), usize::from(keys - 1)), key_style);
                let style = if (action.enabled)(model).is_ok() { text } else { faint };
                if let Some(first) = first {
                    pen.text(keys, y, first, style);
                }
            }
            Line::More(words, enabled) => {
                pen.text(keys, y, words, if *enabled { text } else { faint });
            }
            Line::Empty => {}
        }
    }
}

/// How many rows the help has in a window of a width; for scrolling.
pub(in crate::tui) fn rows(model: &Model, filter: &str, columns: u16) -> u16 {
    let width = columns.min(96).saturating_sub(4);
    let keys = if width >= 60 { 22 } else { 13 };
    lines(model, filter, width.saturating_sub(keys)).len() as u16
}

fn lines(model: &Model, filter: &str, columns: u16) -> Vec<Line> {
    let mut lines = Vec::new();
    for context in Context::ALL {
        let actions: Vec<&Action> = all()
            .filter(|action| action.contexts.first() == Some(&context))
            .filter(|action| matches(model, action, filter))
            .collect();
        if actions.is_empty() {
            continue;
        }
        if !lines.is_empty() {
            lines.push(Line::Empty);
        }
        lines.push(Line::Heading(context.label()));
        for action in actions {
            let reason = (action.enabled)(model).err();
            let mut words = action.description.to_owned();
            if let Some(reason) = &reason {
                words = format!("{words} Not now: {reason}");
            }
            let mut wrapped = wrap(&words, usize::from(columns)).into_iter();
            lines.push(Line::Action(action, wrapped.next()));
            lines.extend(wrapped.map(|more| Line::More(more, reason.is_none())));
        }
    }
    lines
}

/// Every word that was typed is in the name, the description or a key.
fn matches(model: &Model, action: &Action, filter: &str) -> bool {
    let keys: Vec<String> = action
        .chords(model)
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
