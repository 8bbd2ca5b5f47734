//! How the tables look: the list of modules, the table with its title, chips, headings and rows, the record, and what lies
//! over them.

mod dialog;
mod grid;
mod head;
mod list;
mod record;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::geometry::Geometry;
use super::state::{Dialog, Part, Spot};
use crate::tui::chrome;
use crate::tui::model::{Hit, Link, Model, Target};
use crate::tui::paint::Pen;

/// Draws the tab's body, and tells what can be clicked in it.
pub fn draw(model: &Model, buffer: &mut Buffer, area: Rect) -> Vec<Hit> {
    if model.current().is_none() || (model.link != Link::Up && model.status.is_none()) {
        chrome::draw_scene(&mut Pen::new(buffer, area, model.theme), model);
        return Vec::new();
    }
    let geometry = Geometry::of(model, area);
    let mut hits = Hits::default();
    if geometry.list.width > 0 {
        list::draw(
            &mut Pen::new(buffer, geometry.list, model.theme),
            model,
            &mut hits.at(geometry.list),
        );
    }
    if geometry.table.height > 0
        && let Some(table) = model.modules.table()
    {
        let title = Rect {
            height: 1,
            ..geometry.table
        };
        head::draw_title(&mut Pen::new(buffer, title, model.theme), model, table);
        let chips = &mut hits.at(geometry.chips);
        head::draw_chips(&mut Pen::new(buffer, geometry.chips, model.theme), model, table, chips);
        grid::draw(buffer, model, table, &geometry, &mut hits);
    }
    if geometry.record.height > 0 {
        let at = &mut hits.at(geometry.record);
        record::draw(&mut Pen::new(buffer, geometry.record, model.theme), model, at);
    }
    match &model.modules.dialog {
        Some(Dialog::Line(line)) => {
            dialog::draw_line(&mut Pen::new(buffer, geometry.line, model.theme), model, line);
        }
        Some(Dialog::List(choice)) => {
            hits.0.clear();
            dialog::draw_list(buffer, area, model, choice, &mut hits);
        }
        None => {}
    }
    hits.0
}

/// Whether a part has the keys.
fn has_keys(model: &Model, part: Part) -> bool {
    model.modules.part == part && model.modules.dialog.is_none()
}

/// What can be clicked, gathered while drawing.
#[derive(Default)]
struct Hits(Vec<Hit>);

/// The same for one part, whose places are given relative to it.
struct HitsAt<'h>(&'h mut Vec<Hit>, Rect);

impl Hits {
    fn at(&mut self, area: Rect) -> HitsAt<'_> {
        HitsAt(&mut self.0, area)
    }
}

impl HitsAt<'_> {
    fn add(&mut self, place: Rect, spot: Spot) {
        let area = Rect {
            x: self.1.x.saturating_add(place.x),
            y: self.1.y.saturating_add(place.y),
            ..place
        };
        let area = area.intersection(self.1);
        if !area.is_empty() {
            self.0.push(Hit {
                area,
                target: Target::Modules(spot),
            });
        }
    }
}
