//! From the model to cells. Pure: the same model gives the same cells, and tells what can be clicked in them.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::chrome;
use super::model::{Hit, Model, Overlay, Scene, Target};
use super::paint::Pen;
use super::panel::{self, plan};
use super::parts::Parts;
use super::theme::{Role, Theme};
use super::words::wrap;

/// Draws the whole screen into a buffer of the model's size and tells what can be clicked.
pub fn draw(model: &Model, buffer: &mut Buffer) -> Vec<Hit> {
    let theme = model.theme;
    let area = Rect::new(0, 0, model.size.width, model.size.height);
    Pen::new(buffer, area, theme).ground(Role::Base);
    let Some(parts) = Parts::of(model) else {
        too_small(buffer, area, theme);
        return Vec::new();
    };
    chrome::draw_header(&mut Pen::new(buffer, parts.header, theme), model);
    if parts.banner.height > 0 {
        chrome::draw_banner(&mut Pen::new(buffer, parts.banner, theme), model);
    }
    let (mut hits, hidden) = body(model, buffer, parts.body);
    match &model.overlay {
        Overlay::None => {}
        Overlay::Help { filter, scroll } => {
            hits.clear();
            let area = Rect::new(0, 1, area.width, area.height.saturating_sub(1 + parts.footer.height));
            chrome::draw_help(&mut Pen::new(buffer, area, theme), model, filter, *scroll);
        }
        Overlay::ConfirmCancel => {
            hits.clear();
            chrome::draw_confirm(&mut Pen::new(buffer, parts.body, theme), model);
        }
    }
    let footer = chrome::draw_footer(&mut Pen::new(buffer, parts.footer, theme), model, hidden);
    hits.extend(footer.into_iter().map(|hit| moved(hit, parts.footer)));
    hits
}

/// Draws the dashboard's body; says what can be clicked and how many rows are below the screen.
fn body(model: &Model, buffer: &mut Buffer, area: Rect) -> (Vec<Hit>, u16) {
    let Scene::Figures(_, overview) = model.scene() else {
        chrome::draw_scene(&mut Pen::new(buffer, area, model.theme), model);
        return (Vec::new(), 0);
    };
    let plan = plan::plan(model, area.as_size());
    let scroll = model.scroll.min(plan.height.saturating_sub(area.height));
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

fn moved(hit: Hit, by: Rect) -> Hit {
    let area = Rect {
        x: hit.area.x + by.x,
        y: hit.area.y + by.y,
        ..hit.area
    };
    Hit { area, ..hit }
}

fn too_small(buffer: &mut Buffer, area: Rect, theme: Theme) {
    let mut pen = Pen::new(buffer, area, theme);
    let style = pen.style(Role::Text);
    let (width, height) = super::parts::LEAST;
    let words = format!(
        "interlens needs {width}×{height} cells; here are {}×{}.",
        area.width, area.height
    );
    for (y, line) in wrap(&words, usize::from(area.width)).iter().enumerate() {
        pen.text(0, y as u16, line, style);
    }
}
