//! What is stored, module by module.

use super::{nothing, titled};
use crate::api::wire::ModuleStatus;
use crate::text::format;
use crate::tui::marks::run_role;
use crate::tui::model::Model;
use crate::tui::paint::{Pen, TableCell, TableColumn, table};
use crate::tui::theme::Role;
use crate::tui::words::plural;

const COLUMNS: &[TableColumn] = &[
    column("", false, 0, Some(1)),
    column("Module", false, 0, Some(24)),
    column("Rows", true, 0, Some(12)),
    column("Last sync", false, 1, Some(12)),
    column("Brought up to date", false, 2, Some(18)),
    column("", false, 3, None),
];

const fn column(name: &'static str, right: bool, rank: u8, most: Option<u16>) -> TableColumn {
    TableColumn {
        name,
        right,
        rank,
        most,
    }
}

pub(super) fn draw(pen: &mut Pen<'_>, model: &Model, focused: bool) {
    let Some(source) = model.current() else { return };
    let mut note = plural(source.rows, "row");
    if let Some(status) = &model.status {
        note = format!("{note} in {}", format::bytes(status.engine.file_bytes));
    }
    let mut pen = titled(pen, "Stored", &note, focused);
    if source.modules.is_empty() {
        nothing(&mut pen, "No module is synced.");
        return;
    }
    let rows: Vec<Vec<TableCell>> = source.modules.iter().map(|module| cells(&pen, model, module)).collect();
    let places = table(&mut pen, COLUMNS, &rows, true);
    total(&mut pen, source.rows, rows.len() as u16 + 1, &places);
}

/// The sum under the rows, where there is room for a line and the sum.
fn total(pen: &mut Pen<'_>, sum: u64, y: u16, places: &[(usize, u16, u16)]) {
    if pen.height() < y + 2 {
        return;
    }
    let (width, strong, dim) = (pen.width(), pen.style(Role::Strong), pen.style(Role::Dim));
    pen.rule(0, y, width);
    for &(index, x, width) in places {
        match COLUMNS.get(index).map(|column| column.name) {
            Some("Module") => {
                pen.text(x, y + 1, "All", dim);
            }
            Some("Rows") => {
                pen.text_right(x + width, y + 1, format::count(sum), strong);
            }
            _ => {}
        }
    }
}

fn cells(pen: &Pen<'_>, model: &Model, module: &ModuleStatus) -> Vec<TableCell> {
    let (mark, word, role) = match module.status {
        Some(status) => (pen.glyphs().run(status), status.label(), run_role(status)),
        None => (pen.glyphs().pick("◌", "o"), "never", Role::Faint),
    };
    let when = module
        .last_success_at
        .map_or_else(|| format::EMPTY.to_owned(), |at| model.age(at));
    let problem = module
        .problem
        .as_ref()
        .map(|advice| advice.what.clone())
        .unwrap_or_default();
    let pieces = [
        (mark.to_owned(), role),
        (module.module.name().to_owned(), Role::Text),
        (format::count(module.rows), Role::Text),
        (word.to_owned(), role),
        (when, Role::Dim),
        (problem, Role::Bad),
    ];
    pieces
        .into_iter()
        .map(|(text, role)| TableCell {
            text,
            style: pen.style(role),
        })
        .collect()
}
