//! What stands around the dashboard: header, banner, footer, and what lies on top of it.

mod banner;
mod confirm;
mod footer;
mod header;
mod scenes;
mod tabs;

pub(in crate::tui) use banner::draw as draw_banner;
pub(in crate::tui) use confirm::draw as draw_confirm;
pub(in crate::tui) use footer::draw as draw_footer;
pub(in crate::tui) use header::draw as draw_header;
pub(in crate::tui) use scenes::{draw as draw_scene, page as draw_page};
pub(in crate::tui) use tabs::draw as draw_tabs;
