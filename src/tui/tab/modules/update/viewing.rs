//! Which rows, in which order: sorting, conditions, and taking changes back.

use crate::api::wire::{Cell, Condition, SortKey, Test, View};
use crate::tui::action_id::Modules;
use crate::tui::ask::Slot;
use crate::tui::model::Model;
use crate::tui::msg::Effect;
use crate::tui::tab::modules::cells;
use crate::tui::tab::modules::state::{Spot, Table};

/// The most changes that can be taken back.
const MOST_UNDO: usize = 50;

pub(super) fn run(model: &mut Model, action: Modules) -> Vec<Effect> {
    match action {
        Modules::Sort => sort(model, false),
        Modules::SortAlso => sort(model, true),
        Modules::SortNone => change(model, |view| view.sort.clear()),
        Modules::Include => like_this(model, Test::Is, Test::Empty),
        Modules::Exclude => like_this(model, Test::IsNot, Test::Filled),
        Modules::FilterRemove => remove_last(model),
        Modules::FilterClear => change(model, |view| {
            view.conditions.clear();
            view.search.clear();
            view.of = None;
        }),
        Modules::Reset => {
            let module = model.modules.module;
            remember(model);
            let fresh = Table::of(module);
            let table = model.modules.table_mut();
            table.layout = fresh.layout;
            (table.column, table.left) = (0, 0);
            put(model, fresh.view);
        }
        Modules::Undo => {
            let table = model.modules.table_mut();
            if let Some((view, layout)) = table.undo.pop() {
                table.layout = layout;
                put(model, view);
            }
        }
        _ => {}
    }
    Vec::new()
}

/// Keeps what is, so that it can be taken back to.
pub(super) fn remember(model: &mut Model) {
    let table = model.modules.table_mut();
    let now = (table.view.clone(), table.layout.clone());
    if table.undo.last() != Some(&now) {
        table.undo.push(now);
    }
    if table.undo.len() > MOST_UNDO {
        table.undo.remove(0);
    }
}

/// Changes which rows are shown, or in which order. The rows at hand stay until those of the new view come.
pub(super) fn change(model: &mut Model, change: impl FnOnce(&mut View)) {
    let mut view = model.modules.table_mut().view.clone();
    change(&mut view);
    if view != model.modules.table_mut().view {
        remember(model);
        put(model, view);
    }
}

fn put(model: &mut Model, view: View) {
    let table = model.modules.table_mut();
    if table.view == view {
        return;
    }
    table.view = view;
    table.stale = true;
    table.problem = None;
    table.wanted = None;
    table.followed = None;
    (table.row, table.top) = (0, 0);
    if let Some(find) = &mut table.find {
        find.found = None;
    }
    for slot in [Slot::Rows, Slot::Locate, Slot::Find] {
        model.tickets.forget(slot);
    }
}

/// Smallest first, then greatest first, then not at all.
fn sort(model: &mut Model, also: bool) {
    let table = model.modules.table_mut();
    let Some(column) = table.layout.at(table.column).map(|column| column.name.clone()) else {
        return;
    };
    change(model, |view| {
        let at = view.sort.iter().position(|key| key.column == column);
        // Sorting by one column replaces what was; where it is the first of several it is turned and the others go.
        let before = at.filter(|at| also || *at == 0).map(|at| view.sort[at].descending);
        if also {
            match (at, before) {
                (Some(at), Some(false)) => view.sort[at].descending = true,
                (Some(at), _) => {
                    view.sort.remove(at);
                }
                (None, _) => view.sort.push(SortKey {
                    column,
                    descending: false,
                }),
            }
            return;
        }
        view.sort.clear();
        match before {
            None => view.sort.push(SortKey {
                column,
                descending: false,
            }),
            Some(false) => view.sort.push(SortKey {
                column,
                descending: true,
            }),
            Some(true) => {}
        }
    });
}

/// Only rows with, or without, what is under the cursor. A moment stands for its day; further values of the same column are
/// added to the first.
fn like_this(model: &mut Model, test: Test, without_value: Test) {
    let zone = model.zone();
    let table = model.modules.table_mut();
    let Some(column) = table.layout.at(table.column).cloned() else {
        return;
    };
    let Some(cell) = table.block.cell(table.row, &column.name).cloned() else {
        return;
    };
    let values: Vec<String> = match &cell {
        Cell::Empty => {
            return change(model, |view| {
                view.conditions.retain(|condition| condition.column != column.name);
                view.conditions.push(Condition::bare(column.name, without_value));
            });
        }
        Cell::List(texts) => texts.clone(),
        cell => vec![cells::condition(column.kind, cell, zone)],
    };
    change(model, |view| {
        let same = view
            .conditions
            .iter_mut()
            .find(|condition| condition.column == column.name && condition.test == test);
        if let Some(condition) = same {
            for value in values {
                if !condition.values.contains(&value) {
                    condition.values.push(value);
                }
            }
        } else {
            view.conditions.push(Condition {
                column: column.name,
                test,
                values,
            });
        }
    });
}

fn remove_last(model: &mut Model) {
    change(model, |view| {
        if view.conditions.pop().is_none() {
            if view.search.is_empty() {
                view.of = None;
            } else {
                view.search.clear();
            }
        }
    });
}

/// Takes away what a chip stands for.
pub(super) fn remove(model: &mut Model, spot: Spot) {
    match spot {
        Spot::Condition(at) => change(model, |view| {
            if at < view.conditions.len() {
                view.conditions.remove(at);
            }
        }),
        Spot::SortChip(at) => change(model, |view| {
            if at < view.sort.len() {
                view.sort.remove(at);
            }
        }),
        Spot::SearchChip => change(model, |view| view.search.clear()),
        Spot::OfChip => change(model, |view| view.of = None),
        Spot::FindChip => model.modules.table_mut().find = None,
        Spot::MarksChip => model.modules.table_mut().marks.clear(),
        _ => {}
    }
}
