//! The panels of the dashboard: one file for each kind, and the plan that says where they go.
//!
//! [`plan::plan`] places them; [`draw`] draws one of them. A panel draws itself in whatever room it gets, down to none.

pub mod figure;
pub mod plan;

mod counts;
mod first_reply;
mod flow;
mod hours;
mod modules;
mod sync;
mod table;
mod teams;
mod tile;
mod waiting;

use ratatui::layout::Rect;

use crate::api::wire::Overview;
use crate::text::display_width;
use crate::tui::model::{Model, Panel};
use crate::tui::paint::Pen;
use crate::tui::theme::Role;

pub use counts::NOT_RATED;
pub use sync::{
    draw_modules as draw_sync_modules, draw_strip as draw_sync_strip, role as run_role, share as sync_share,
};

/// Draws a panel over the pen's whole area.
pub fn draw(pen: &mut Pen<'_>, model: &Model, overview: &Overview, panel: Panel) {
    let focused = model.dashboard.focus == panel && !model.dashboard.enlarged;
    match panel {
        Panel::Sync => sync::draw(pen, model, focused),
        Panel::Tile(index) => {
            if let Some(tile) = overview.tiles.get(usize::from(index)) {
                if model.dashboard.enlarged {
                    tile::draw_large(pen, tile, &tile.name, overview);
                } else {
                    tile::draw(pen, tile, &overview.tiles, focused);
                }
            }
        }
        Panel::Flow => flow::draw(pen, overview, focused),
        Panel::States => counts::draw_states(pen, overview, focused),
        Panel::Categories => counts::draw_categories(pen, overview, focused),
        Panel::Teams => teams::draw(pen, overview, focused),
        Panel::FirstReply if model.dashboard.enlarged => {
            tile::draw_large(pen, &overview.first_reply, first_reply::TITLE, overview);
        }
        Panel::FirstReply => first_reply::draw(pen, overview, focused),
        Panel::Hours => hours::draw(pen, overview, focused),
        Panel::Waiting => waiting::draw(pen, model, overview, focused),
        Panel::Modules => modules::draw(pen, model, focused),
    }
}

/// Draws a panel's title line and gives a pen for what is below. The note stands at its right end where there is room.
fn titled<'p>(pen: &'p mut Pen<'_>, title: &str, note: &str, focused: bool) -> Pen<'p> {
    let width = pen.width();
    pen.rule(0, 0, width);
    let style = if focused {
        pen.theme().focus()
    } else {
        pen.style(Role::Dim)
    };
    let mark = if focused { pen.glyphs().pick("▸ ", "> ") } else { "" };
    let end = pen.text_in(0, 0, width, format!("{mark}{title}"), style);
    if end < width {
        pen.text(end, 0, " ", style_plain(pen));
    }
    let note = pen.glyphs().text(note);
    let room = width.saturating_sub(end + 3);
    if !note.is_empty() && display_width(&note) as u16 <= room {
        let faint = pen.style(Role::Faint);
        let start = pen.text_right(width, 0, &note, faint);
        pen.text(start.saturating_sub(1), 0, " ", style_plain(pen));
    }
    let (width, height) = (pen.width(), pen.height());
    pen.part(Rect::new(0, 1, width, height.saturating_sub(1)))
}

fn style_plain(pen: &Pen<'_>) -> ratatui::style::Style {
    pen.style(Role::Text)
}

/// Says in a panel that there is nothing to show, and why.
fn nothing(pen: &mut Pen<'_>, why: &str) {
    let style = pen.style(Role::Faint);
    let width = pen.width();
    for (row, line) in crate::tui::words::wrap(why, usize::from(width)).iter().enumerate() {
        pen.text(0, row as u16, line, style);
    }
}
