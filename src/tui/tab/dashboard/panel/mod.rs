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
mod teams;
mod tile;
mod waiting;

use crate::api::wire::Overview;
use crate::tui::model::{Model, Panel};
use crate::tui::paint::{Pen, nothing, titled};

pub use counts::NOT_RATED;
pub use sync::{draw_modules as draw_sync_modules, draw_strip as draw_sync_strip, share as sync_share};

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
