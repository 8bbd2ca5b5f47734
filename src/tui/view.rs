//! From the model to cells. Pure: the same model gives the same cells, and tells what can be clicked in them.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::chrome;
use super::model::{Hit, Model, Overlay};
use super::overlay::{help, jump, notifications, palette, which};
use super::paint::Pen;
use super::parts::Parts;
use super::place::Tab;
use super::selection::Selection;
use super::tab::{audit, charts, dashboard, history, modules, sources};
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
    let mut hits = Vec::new();
    if parts.tabs.height > 0 {
        let tabs = chrome::draw_tabs(&mut Pen::new(buffer, parts.tabs, theme), model);
        hits.extend(tabs.into_iter().map(|hit| moved(hit, parts.tabs)));
    }
    let (in_body, hidden) = body(model, buffer, parts.body);
    hits.extend(in_body);
    which::draw(&mut Pen::new(buffer, above_footer(area, parts), theme), model);
    let footer = chrome::draw_footer(&mut Pen::new(buffer, parts.footer, theme), model, hidden);
    let footer = footer.into_iter().map(|hit| moved(hit, parts.footer));
    let sheet = sheet_area(area, parts);
    let on_sheet = match &model.overlay {
        Overlay::None | Overlay::Jump(_) => {
            hits.extend(footer);
            if let Overlay::Jump(field) = &model.overlay {
                jump::draw(&mut Pen::new(buffer, area, theme), &hits, field.text());
            }
            if let Some(selection) = Selection::of(model) {
                selection.paint(buffer);
            }
            return hits;
        }
        Overlay::Help(search) => help::draw(&mut Pen::new(buffer, sheet, theme), model, search),
        Overlay::Palette(search) => palette::draw(&mut Pen::new(buffer, sheet, theme), model, search),
        Overlay::Notifications(at) => notifications::draw(&mut Pen::new(buffer, sheet, theme), model, *at),
        Overlay::ConfirmCancel => {
            chrome::draw_confirm(&mut Pen::new(buffer, parts.body, theme), model);
            Vec::new()
        }
    };
    // What lies under a sheet cannot be clicked.
    let on_sheet = on_sheet.into_iter().map(|hit| moved(hit, sheet));
    on_sheet.chain(footer).collect()
}

/// Where a sheet lies: everything between header and footer.
const fn sheet_area(area: Rect, parts: Parts) -> Rect {
    Rect::new(0, 1, area.width, area.height.saturating_sub(1 + parts.footer.height))
}

/// Everything above the footer.
const fn above_footer(area: Rect, parts: Parts) -> Rect {
    Rect::new(0, 0, area.width, area.height.saturating_sub(parts.footer.height))
}

/// Draws the tab that is shown; says what can be clicked and how many rows are below the screen.
fn body(model: &Model, buffer: &mut Buffer, area: Rect) -> (Vec<Hit>, u16) {
    match model.tab {
        Tab::Dashboard => dashboard::view::draw(model, buffer, area),
        Tab::Modules => (modules::view::draw(model, buffer, area), 0),
        Tab::Sources => (sources::view::draw(model, buffer, area), 0),
        Tab::History => (history::view::draw(model, buffer, area), 0),
        Tab::Audit => (audit::view::draw(model, buffer, area), 0),
        Tab::Charts => (charts::view::draw(model, buffer, area), 0),
    }
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
