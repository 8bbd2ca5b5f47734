//! The list of modules: what is stored of each, and how its last sync went.

use ratatui::layout::Rect;

use super::{HitsAt, has_keys};
use crate::catalog::Module;
use crate::text::format;
use crate::tui::model::Model;
use crate::tui::paint::Pen;
use crate::tui::tab::modules::state::{Part, Spot};
use crate::tui::theme::Role;
use crate::tui::words::wrap;

pub(super) fn draw(pen: &mut Pen<'_>, model: &Model, hits: &mut HitsAt<'_>) {
    let (width, height) = (pen.width(), pen.height());
    let keys = has_keys(model, Part::List);
    let (dim, faint, text) = (pen.style(Role::Dim), pen.style(Role::Faint), pen.style(Role::Text));
    let title = if keys { pen.theme().focus() } else { dim };
    let mark = if keys { pen.glyphs().pick("▸ ", "> ") } else { "" };
    let end = pen.text_in(0, 0, width, format!("{mark}Modules"), title);
    let total = model.current().map_or(0, |source| source.rows);
    if width > end + 14 {
        pen.text_right(width, 0, format!("{} rows", format::count(total)), faint);
    }
    for (index, module) in Module::ALL.into_iter().enumerate() {
        let y = index as u16 + 1;
        if y >= height {
            break;
        }
        let stored = model
            .current()
            .and_then(|source| source.modules.iter().find(|stored| stored.module == module));
        let shown = model.modules.module == module;
        if shown {
            let style = if keys { pen.theme().cursor() } else { pen.theme().row() };
            pen.band(0, y, width, style);
        }
        let (mark, role) = match stored.and_then(|stored| stored.status) {
            Some(status) => (pen.glyphs().run(status), crate::tui::marks::run_role(status)),
            None => (pen.glyphs().pick("◌", "o"), Role::Faint),
        };
        let plain = shown && keys;
        let over = |style| if plain { pen.theme().cursor() } else { style };
        let (mark_style, name_style, count_style) = (
            over(pen.style(role)),
            over(if shown { pen.style(Role::Strong) } else { text }),
            over(dim),
        );
        pen.text(1, y, mark, mark_style);
        let count = stored.map_or_else(|| format::EMPTY.to_owned(), |stored| format::count(stored.rows));
        let count = pen.glyphs().text(&count);
        let start = width.saturating_sub(crate::text::display_width(&count) as u16 + 1);
        pen.text(start, y, &count, count_style);
        let name = crate::text::truncate(module.name(), usize::from(start.saturating_sub(4)));
        pen.text(3, y, &name, name_style);
        hits.add(Rect::new(0, y, width, 1), Spot::Module(module));
    }
    describe(pen, model, Module::ALL.len() as u16 + 2);
}

/// What a row of the module is, and what is wrong with it, where something is.
fn describe(pen: &mut Pen<'_>, model: &Model, top: u16) {
    let module = model.modules.module;
    let faint = pen.style(Role::Faint);
    let bad = pen.style(Role::Bad);
    let stored = model
        .current()
        .and_then(|source| source.modules.iter().find(|stored| stored.module == module));
    let mut lines: Vec<(String, bool)> = wrap(module.description(), usize::from(pen.width()))
        .into_iter()
        .map(|line| (line, false))
        .collect();
    if let Some(stored) = stored {
        if let Some(at) = stored.last_success_at {
            lines.push((format!("Up to date {}.", model.age(at)), false));
        }
        if let Some(problem) = &stored.problem {
            let words = format!("{} {}", problem.what, problem.next);
            lines.extend(
                wrap(&words, usize::from(pen.width()))
                    .into_iter()
                    .map(|line| (line, true)),
            );
        }
    }
    for (row, (line, wrong)) in lines.iter().enumerate() {
        pen.text(0, top + row as u16, line, if *wrong { bad } else { faint });
    }
}
