//! The cursor moves: over rows and columns, between parts, from table to table.

use crate::catalog::Module;
use crate::tui::action_id::Modules;
use crate::tui::ask::Slot;
use crate::tui::model::{Model, Wish};
use crate::tui::msg::Effect;
use crate::tui::place::{Address, Place};
use crate::tui::tab::modules::state::{Part, Record};

pub(super) fn run(model: &mut Model, action: Modules) -> Vec<Effect> {
    match action {
        Modules::NextPart => part(model, 1),
        Modules::PreviousPart => part(model, -1),
        Modules::NextModule => travel(model, 1),
        Modules::PreviousModule => travel(model, -1),
        _ => match model.modules.part {
            Part::List => in_list(model, action),
            Part::Table => in_table(model, action),
            Part::Record => super::record::walk(model, action),
        },
    }
    Vec::new()
}

/// Shows a module's table as it was left.
pub(super) fn show(model: &mut Model, module: Module) {
    if model.modules.module != module {
        model.modules.module = module;
        for slot in [Slot::Rows, Slot::Locate, Slot::Find, Slot::Record] {
            model.tickets.forget(slot);
        }
        model.modules.record = Record {
            open: model.modules.record.open,
            ..Record::default()
        };
        model.modules.dialog = None;
        let table = model.modules.table_mut();
        // What changed while it was not shown is asked for again.
        table.outdated = table.block.is_some();
        table.problem = None;
    }
}

fn neighbour(model: &Model, by: isize) -> Module {
    let at = Module::ALL.iter().position(|module| *module == model.modules.module);
    let next = (at.unwrap_or(0) as isize + by).rem_euclid(Module::ALL.len() as isize);
    Module::ALL[next as usize]
}

fn travel(model: &mut Model, by: isize) {
    model.wish = Some(Wish::Go(Address {
        source: None,
        place: Place::table(neighbour(model, by)),
    }));
}

fn part(model: &mut Model, by: isize) {
    let mut parts = vec![Part::List, Part::Table];
    if model.modules.record.open {
        parts.push(Part::Record);
    }
    let at = parts.iter().position(|part| *part == model.modules.part).unwrap_or(0);
    let next = (at as isize + by).rem_euclid(parts.len() as isize);
    model.modules.part = parts[next as usize];
}

fn in_list(model: &mut Model, action: Modules) {
    match action {
        Modules::Up if model.modules.module != Module::ALL[0] => show(model, neighbour(model, -1)),
        Modules::Down if model.modules.module != Module::ALL[Module::ALL.len() - 1] => show(model, neighbour(model, 1)),
        Modules::First | Modules::PageUp => show(model, Module::ALL[0]),
        Modules::Last | Modules::PageDown => show(model, Module::ALL[Module::ALL.len() - 1]),
        Modules::Right => model.modules.part = Part::Table,
        _ => {}
    }
}

fn in_table(model: &mut Model, action: Modules) {
    let page = super::grid_height(model).saturating_sub(1).max(1);
    let table = model.modules.table_mut();
    let last = table.block.rows().saturating_sub(1);
    let columns = table.layout.count();
    match action {
        Modules::Up => table.row = table.row.saturating_sub(1),
        Modules::Down => table.row = (table.row + 1).min(last),
        Modules::PageUp => {
            table.row = table.row.saturating_sub(page);
            table.top = table.top.saturating_sub(page);
        }
        Modules::PageDown => {
            table.row = (table.row + page).min(last);
            table.top = (table.top + page).min(last);
        }
        Modules::First => table.row = 0,
        Modules::Last => table.row = last,
        Modules::FirstColumn => table.column = 0,
        Modules::LastColumn => table.column = columns.saturating_sub(1),
        Modules::Right => table.column = (table.column + 1).min(columns.saturating_sub(1)),
        Modules::Left if table.column == 0 => model.modules.part = Part::List,
        Modules::Left => table.column -= 1,
        _ => {}
    }
}
