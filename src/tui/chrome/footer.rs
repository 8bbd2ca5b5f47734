//! The last line: the actions that matter here, or a word to the person.

use ratatui::layout::Rect;

use crate::text::display_width;
use crate::tui::action_id::{ActionId, Dashboard, Shell};
use crate::tui::actions::{self, Action};
use crate::tui::context::Context;
use crate::tui::model::{Hit, Model, Overlay, Target};
use crate::tui::paint::Pen;
use crate::tui::theme::Role;

/// How many actions are shown at most, beside the help.
const MOST: usize = 5;

/// Draws the line and tells what can be clicked in it, relative to the pen's area. `hidden` is how many rows of the
/// dashboard are below the screen.
pub(in crate::tui) fn draw(pen: &mut Pen<'_>, model: &Model, hidden: u16) -> Vec<Hit> {
    pen.ground(Role::Raised);
    let width = pen.width();
    if let Some(notice) = &model.notice {
        let style = pen.style(if notice.bad { Role::Warn } else { Role::Text });
        pen.text_in(1, 0, width.saturating_sub(2), &notice.text, style);
        return Vec::new();
    }
    let (key, dim) = (pen.theme().key(), pen.style(Role::Dim));
    let mut end = width.saturating_sub(1);
    if hidden > 0 && model.overlay == Overlay::None {
        let more = format!("{} more below", pen.glyphs().pick("↓", "v"));
        if display_width(&more) as u16 + 24 < width {
            end = pen.text_right(end, 0, more, dim).saturating_sub(2);
        }
    }
    let mut x = 1;
    let mut hits = Vec::new();
    let moving = actions::in_footer(model) == Context::Dashboard
        && actions::footer(model)
            .iter()
            .any(|a| a.id == ActionId::Dashboard(Dashboard::Open));
    if moving && width >= 70 {
        x = pen.text(x, 0, pen.glyphs().pick("↑↓←→", "hjkl"), key) + 1;
        x = pen.text(x, 0, "move", dim) + 3;
    }
    for action in shown(model, end.saturating_sub(x)) {
        let start = x;
        x = pen.text(x, 0, label(model, action), key) + 1;
        x = pen.text(x, 0, name(model, action), dim);
        hits.push(Hit {
            area: Rect::new(start, 0, x - start, 1),
            target: Target::Action(action.id),
        });
        x += 3;
    }
    hits
}

/// The actions that fit: help always, then by rank as many as there is room for, help at the end.
fn shown(model: &Model, room: u16) -> Vec<&'static Action> {
    let size = |action: &'static Action| {
        (display_width(&label(model, action)) + 1 + display_width(&name(model, action)) + 3) as u16
    };
    let (help, others): (Vec<&'static Action>, Vec<&'static Action>) = actions::footer(model)
        .into_iter()
        .partition(|action| action.id == ActionId::Shell(Shell::Help));
    let mut left = (room + 3).saturating_sub(help.iter().map(|action| size(action)).sum());
    let mut shown = Vec::new();
    for action in others.into_iter().take(MOST) {
        if size(action) > left {
            break;
        }
        left -= size(action);
        shown.push(action);
    }
    shown.extend(help);
    shown
}

fn label(model: &Model, action: &'static Action) -> String {
    let key = actions::keys(model, action, actions::in_footer(model)).next();
    key.map(|key| key.label(model.theme.glyphs)).unwrap_or_default()
}

fn name(model: &Model, action: &Action) -> String {
    match action.id {
        ActionId::Dashboard(Dashboard::PeriodNext) => format!("{} days", model.dashboard.period.next().days()),
        _ => action.name.to_owned(),
    }
}
