//! One or two lines between header and figures while something is wrong: what, why, and the key that helps.

use crate::api::wire::{Advice, SourceState};
use crate::text::display_width;
use crate::tui::model::{Link, Model};
use crate::tui::paint::Pen;
use crate::tui::theme::Role;

/// Draws the lines; nothing where nothing is wrong.
pub(in crate::tui) fn draw(pen: &mut Pen<'_>, model: &Model) {
    let mark = model.theme.glyphs.state(SourceState::Failed);
    if let Link::Gone { .. } = model.link {
        let age = model
            .heard_at
            .map_or_else(String::new, |at| format!(", last data {}", model.age(at)));
        return lines(
            pen,
            mark,
            Role::Bad,
            &format!("Engine gone{age}, trying again."),
            "",
            "r tries now.",
        );
    }
    let trouble = model.current().and_then(|source| {
        let bad = matches!(source.state, SourceState::Failed | SourceState::Paused);
        Some((source.state, source.problem.as_ref().filter(|_| bad)?))
    });
    if let Some((state, advice)) = trouble {
        let mark = model.theme.glyphs.state(state);
        return advise(pen, mark, Role::Bad, advice);
    }
    if let Some(advice) = &model.dashboard.figures.problem {
        advise(pen, model.theme.glyphs.pick("◐", "/"), Role::Warn, advice);
    }
}

fn advise(pen: &mut Pen<'_>, mark: &str, role: Role, advice: &Advice) {
    lines(pen, mark, role, &advice.what, &advice.why, &advice.next);
}

fn lines(pen: &mut Pen<'_>, mark: &str, role: Role, what: &str, why: &str, next: &str) {
    pen.ground(Role::Panel);
    let bad = pen.style(role);
    let (text, dim) = (pen.style(Role::Text), pen.style(Role::Dim));
    let width = pen.width();
    let x = pen.text(1, 0, mark, bad) + 1;
    if pen.height() >= 2 {
        let end = pen.text_in(x, 0, width.saturating_sub(x + 1), what, bad) + 1;
        pen.text_in(end, 0, width.saturating_sub(end + 1), why, text);
        pen.text_in(x, 1, width.saturating_sub(x + 1), next, dim);
    } else {
        // In one line the way out is worth more than the cause.
        let end = pen.text_in(x, 0, width.saturating_sub(x + 1), what, bad) + 1;
        let room = width.saturating_sub(end + 1);
        if room >= 12 || display_width(next) as u16 <= room {
            pen.text_in(end, 0, room, next, dim);
        }
    }
}
