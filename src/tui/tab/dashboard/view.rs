//! How the dashboard looks: its panels on a sheet, and the screen as a window on it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::panel::{self, plan};
use crate::tui::chrome;
use crate::tui::model::{Hit, Model, Scene, Target};
use crate::tui::paint::Pen;
use crate::tui::theme::Role;

/// Draws the dashboard; says what can be clicked and how many rows are below the screen.
pub fn draw(model: &Model, buffer: &mut Buffer, area: Rect) -> (Vec<Hit>, u16) {
    let Scene::Figures(_, overview) = model.scene() else {
        chrome::draw_scene(&mut Pen::new(buffer, area, model.theme), model);
        return (Vec::new(), 0);
    };
    let plan = plan::plan(model, area.as_size());
    let scroll = model.dashboard.scroll.min(plan.height.saturating_sub(area.height));
    let mut hits = Vec::new();
    // Panels are drawn where they are on a sheet as high as they need; the screen is a window on it.
    let sheet_area = Rect::new(0, 0, area.width, plan.height);
    let mut sheet = Buffer::empty(sheet_area);
    Pen::new(&mut sheet, sheet_area, model.theme).ground(Role::Base);
    for (panel, place) in &plan.panels {
        panel::draw(&mut Pen::new(&mut sheet, *place, model.theme), model, overview, *panel);
        let window = Rect::new(0, scroll, area.width, area.height);
        let seen = place.intersection(window);
        if !seen.is_empty() {
            let area = Rect::new(area.x + seen.x, area.y + seen.y - scroll, seen.width, seen.height);
            hits.push(Hit {
                area,
                target: Target::Panel(*panel),
            });
        }
    }
    Pen::new(buffer, area, model.theme).copy(&sheet, scroll);
    (hits, plan.height.saturating_sub(area.height + scroll))
}
