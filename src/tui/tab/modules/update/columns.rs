//! Which columns are shown, where, and how wide.

use super::viewing::remember;
use crate::tui::action_id::Modules;
use crate::tui::model::Model;
use crate::tui::msg::Effect;
use crate::tui::notice::notify;
use crate::tui::tab::modules::layout::{Layout, NARROWEST, STEP, WIDEST};

pub(super) fn run(model: &mut Model, action: Modules) -> Vec<Effect> {
    let at = model.modules.table_mut().column;
    match action {
        Modules::Hide => {
            if model.modules.table_mut().layout.count() <= 1 {
                return notify(model, "The last column stays: a table has to show something.", true);
            }
            remember(model);
            let table = model.modules.table_mut();
            if at < table.layout.frozen {
                table.layout.frozen -= 1;
            }
            if let Some(column) = table.layout.at_mut(at) {
                column.hidden = true;
            }
        }
        Modules::MoveLeft | Modules::MoveRight => {
            remember(model);
            let table = model.modules.table_mut();
            table.column = table.layout.shift(at, action == Modules::MoveRight);
        }
        Modules::Wider => resize(model, at, i32::from(STEP)),
        Modules::Narrower => resize(model, at, -i32::from(STEP)),
        Modules::Fit => fit(model, at),
        Modules::Freeze => {
            remember(model);
            let table = model.modules.table_mut();
            table.layout.frozen = if table.layout.frozen == at + 1 { 0 } else { at + 1 };
            let words = match table.layout.frozen {
                0 => "All columns scroll.".to_owned(),
                1 => "The first column stays.".to_owned(),
                count => format!("The first {count} columns stay."),
            };
            table.left = 0;
            return notify(model, words, false);
        }
        _ => {}
    }
    Vec::new()
}

/// Makes a column so much wider or narrower.
pub(super) fn resize(model: &mut Model, shown: usize, by: i32) {
    if by != 0 && model.modules.drawn.is_none() {
        remember(model);
    }
    if let Some(column) = model.modules.table_mut().layout.at_mut(shown) {
        let width = i32::from(column.width) + by;
        column.width = width.clamp(i32::from(NARROWEST), i32::from(WIDEST)) as u16;
    }
}

/// Follows the mouse with a column's right edge.
pub(super) fn draw_edge(model: &mut Model, shown: usize, by: i32, done: bool) {
    let Some(now) = model.modules.table_mut().layout.at(shown).map(|column| column.width) else {
        return;
    };
    let (_, before) = *model.modules.drawn.get_or_insert((shown, now));
    resize(model, shown, i32::from(before) + by - i32::from(now));
    if done {
        model.modules.drawn = None;
    }
}

/// Makes a column as wide as what it holds at hand; where it is that already, as wide as it was from the start.
fn fit(model: &mut Model, shown: usize) {
    let module = model.modules.module;
    let table = model.modules.table_mut();
    let Some(column) = table.layout.at(shown).cloned() else {
        return;
    };
    let texts = table
        .block
        .range()
        .filter_map(|row| table.block.text(row, &column.name));
    let widest = texts.map(crate::text::display_width).max().unwrap_or(0);
    let fitting = (widest.max(4) as u16).clamp(NARROWEST, WIDEST);
    let usual = Layout::of(module)
        .columns
        .iter()
        .find(|usual| usual.name == column.name)
        .map_or(fitting, |usual| usual.width);
    let width = if column.width == fitting { usual } else { fitting };
    resize(model, shown, i32::from(width) - i32::from(column.width));
}

/// Shows these columns in this order, and no others.
pub(super) fn choose(model: &mut Model, names: &[String]) {
    let module = model.modules.module;
    let mut wanted: Vec<String> = names.to_vec();
    for name in &mut wanted {
        super::canonical(module, name);
    }
    let known = |name: &String| Layout::of(module).columns.iter().any(|column| column.name == *name);
    wanted.retain(known);
    if wanted.is_empty() {
        return;
    }
    remember(model);
    let table = model.modules.table_mut();
    let place = |name: &str| wanted.iter().position(|wanted| wanted == name);
    for column in &mut table.layout.columns {
        column.hidden = place(&column.name).is_none();
    }
    table
        .layout
        .columns
        .sort_by_key(|column| place(&column.name).unwrap_or(usize::MAX));
    (table.column, table.left) = (0, 0);
}
