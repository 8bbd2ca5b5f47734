//! Rows are marked, and copied.

use std::ops::RangeInclusive;

use crate::api::wire::{Advice, Condition, Page, Test, View, WindowRequest};
use crate::text::format;
use crate::tui::action_id::Modules;
use crate::tui::ask::{Answer, Ask, Slot};
use crate::tui::model::{Link, Model};
use crate::tui::msg::Effect;
use crate::tui::notice::notify;
use crate::tui::tab::modules::cells;
use crate::tui::tab::modules::marks::MOST;
use crate::tui::tab::modules::rows::{Block, key_of};
use crate::tui::tab::modules::state::{Copying, Part};
use crate::tui::words::plural;

pub(super) fn run(model: &mut Model, action: Modules) -> Vec<Effect> {
    match action {
        Modules::Mark => mark(model),
        Modules::MarkRange => {
            let table = model.modules.table_mut();
            let anchor = table.marks.anchor.unwrap_or(table.row);
            let range = anchor.min(table.row)..=anchor.max(table.row);
            mark_all(model, range)
        }
        Modules::MarkAll => {
            let last = model.modules.table_mut().block.rows().saturating_sub(1);
            mark_all(model, 0..=last)
        }
        Modules::MarkNone => {
            model.modules.table_mut().marks.clear();
            Vec::new()
        }
        Modules::CopyCell => value(model),
        Modules::CopyRow => {
            let table = model.modules.table_mut();
            let (view, row) = (table.view.clone(), table.row);
            let columns = shown(model);
            ask(model, Copying::Row, view, columns, row..=row)
        }
        Modules::CopyColumn => {
            let table = model.modules.table_mut();
            let column = table.layout.at(table.column).map(|column| column.name.clone());
            let view = table.view.clone();
            ask(
                model,
                Copying::Column,
                view,
                column.into_iter().collect(),
                0..=MOST as u64 - 1,
            )
        }
        Modules::CopyMarked => marked(model),
        _ => Vec::new(),
    }
}

fn mark(model: &mut Model) -> Vec<Effect> {
    let table = model.modules.table_mut();
    let (Some(key), row) = (table.key(), table.row) else {
        return notify(model, "The row is on its way.", true);
    };
    if !table.marks.toggle(key, row) {
        return too_many(model);
    }
    table.row = (row + 1).min(table.block.rows().saturating_sub(1));
    Vec::new()
}

fn too_many(model: &mut Model) -> Vec<Effect> {
    let words = format!(
        "At most {} rows can be marked; `interlens table` exports as many as there are.",
        format::count(MOST as u64)
    );
    notify(model, words, true)
}

/// Marks all rows between two positions, those that are not at hand as soon as their keys have come.
fn mark_all(model: &mut Model, range: RangeInclusive<u64>) -> Vec<Effect> {
    if range.end() - range.start() >= MOST as u64 {
        return too_many(model);
    }
    let module = model.modules.module;
    let table = model.modules.table_mut();
    let have = table.block.range();
    if have.contains(range.start()) && have.contains(range.end()) {
        for row in range.clone() {
            if let Some(key) = table.block.key(module, row)
                && !table.marks.add(key)
            {
                return too_many(model);
            }
        }
        model.modules.table_mut().marks.anchor = Some(*range.end());
        return Vec::new();
    }
    let view = table.view.clone();
    let keys = module.key().iter().map(|name| (*name).to_owned()).collect();
    ask(model, Copying::Marking, view, keys, range)
}

/// The columns that are shown.
fn shown(model: &mut Model) -> Vec<String> {
    let layout = &model.modules.table_mut().layout;
    layout.shown().map(|column| column.name.clone()).collect()
}

/// The marked rows in the order of the view, found by their keys.
fn marked(model: &mut Model) -> Vec<Effect> {
    let module = model.modules.module;
    let table = model.modules.table_mut();
    let mut view = View::all(module);
    view.sort.clone_from(&table.view.sort);
    for (place, column) in module.key().iter().enumerate() {
        let mut values: Vec<String> = table.marks.keys().filter_map(|key| key.get(place).cloned()).collect();
        values.sort_unstable();
        values.dedup();
        view.conditions.push(Condition {
            column: (*column).to_owned(),
            test: Test::Is,
            values,
        });
    }
    // The keys come along, to leave out rows that only share a part of one with a marked row.
    let mut columns = shown(model);
    for column in module.key() {
        if !columns.iter().any(|name| name == column) {
            columns.push((*column).to_owned());
        }
    }
    ask(model, Copying::Marked, view, columns, 0..=MOST as u64 - 1)
}

fn ask(
    model: &mut Model,
    copying: Copying,
    view: View,
    columns: Vec<String>,
    rows: RangeInclusive<u64>,
) -> Vec<Effect> {
    let Some(source) = model
        .current()
        .map(|source| source.id)
        .filter(|_| model.link == Link::Up)
    else {
        return notify(
            model,
            "The engine is gone; what is not on the screen cannot be copied.",
            true,
        );
    };
    model.modules.copying = Some(copying);
    let ticket = model.tickets.next(Slot::Copy);
    vec![Effect::Ask {
        ticket,
        ask: Ask::Window(WindowRequest {
            source: Some(source),
            view,
            columns,
            offset: *rows.start(),
            limit: rows.end() - rows.start() + 1,
        }),
    }]
}

pub(super) fn answer(model: &mut Model, result: Result<Answer, Advice>) -> Vec<Effect> {
    let Some(copying) = model.modules.copying.take() else {
        return Vec::new();
    };
    let mut page = match result {
        Ok(Answer::Window(page)) => *page,
        Ok(_) => return Vec::new(),
        Err(advice) => return notify(model, format!("{} {}", advice.what, advice.next), true),
    };
    match copying {
        Copying::Marking => marking(model, page),
        Copying::Marked => {
            only_marked(model, &mut page);
            send(model, &page, "")
        }
        Copying::Row => send(model, &page, ""),
        Copying::Column => {
            let left = page.rows.saturating_sub(page.cells.len() as u64);
            let more = if left > 0 {
                format!(
                    " The other {} were left out; `interlens table` exports them.",
                    plural(left, "row")
                )
            } else {
                String::new()
            };
            send(model, &page, &more)
        }
    }
}

fn marking(model: &mut Model, page: Page) -> Vec<Effect> {
    let module = model.modules.module;
    let zone = model.zone();
    let block = Block::take(page, |kind, cell| cells::shown(kind, cell, zone));
    let table = model.modules.table_mut();
    for row in block.range() {
        if let Some(key) = block.key(module, row)
            && !table.marks.add(key)
        {
            return too_many(model);
        }
    }
    table.marks.anchor = block.range().last();
    Vec::new()
}

fn only_marked(model: &mut Model, page: &mut Page) {
    let module = model.modules.module;
    let columns = page.columns.clone();
    let table = model.modules.table_mut();
    page.cells.retain(|row| {
        let cell = |name: &str| row.get(columns.iter().position(|column| column.name == name)?);
        key_of(module, cell).is_some_and(|key| table.marks.has(&key))
    });
    let count = table.layout.count();
    page.columns.truncate(count);
    page.cells.iter_mut().for_each(|row| row.truncate(count));
}

/// Sends rows to the terminal. Whether its clipboard took them nobody can know.
fn send(model: &mut Model, page: &Page, more: &str) -> Vec<Effect> {
    let format = model.modules.format;
    let words = format!(
        "{} sent to the terminal's clipboard as {}.{more}",
        plural(page.cells.len() as u64, "row"),
        format.name()
    );
    let mut effects = notify(model, words, false);
    effects.push(Effect::Copy(format.write(page)));
    effects
}

/// The value under the cursor, as programs read it.
fn value(model: &mut Model) -> Vec<Effect> {
    let value = if model.modules.part == Part::Record {
        super::record::value(model)
    } else {
        let table = model.modules.table_mut();
        table.layout.at(table.column).and_then(|column| {
            let cell = table.block.cell(table.row, &column.name)?;
            Some((column.name.clone(), cells::plain(column.kind, cell)))
        })
    };
    match value {
        Some((_, text)) if text.is_empty() => notify(model, "There is no value under the cursor.", true),
        Some((name, text)) => {
            let mut effects = notify(model, format!("{name} sent to the terminal's clipboard."), false);
            effects.push(Effect::Copy(text));
            effects
        }
        None => notify(model, "The value is on its way.", true),
    }
}
