//! A text is found: the next row that has it, and the one before.

use crate::api::wire::{Advice, FindRequest};
use crate::tui::action_id::Modules;
use crate::tui::ask::{Answer, Ask, Slot};
use crate::tui::model::{Link, Model};
use crate::tui::msg::Effect;
use crate::tui::notice::notify;
use crate::tui::tab::modules::cells;
use crate::tui::tab::modules::state::Find;
use crate::tui::words::plural;

pub(super) fn run(model: &mut Model, action: Modules) -> Vec<Effect> {
    match action {
        Modules::FindNext => ask(model, false, true),
        Modules::FindPrevious => ask(model, true, true),
        Modules::FindCell => {
            let table = model.modules.table_mut();
            let column = table.layout.at(table.column);
            let text = column.and_then(|column| {
                let cell = table.block.cell(table.row, &column.name)?;
                Some(cells::plain(column.kind, cell))
            });
            match text.filter(|text| !text.is_empty()) {
                Some(text) => find(model, &text, true),
                None => notify(model, "There is no value under the cursor.", true),
            }
        }
        _ => Vec::new(),
    }
}

/// Looks for a text from the cursor on; `past` leaves out the row under it.
pub(super) fn find(model: &mut Model, text: &str, past: bool) -> Vec<Effect> {
    text.clone_into(&mut model.modules.last_find);
    let table = model.modules.table_mut();
    if text.is_empty() {
        table.find = None;
        return Vec::new();
    }
    table.find = Some(Find {
        text: text.to_owned(),
        found: None,
    });
    ask(model, false, past)
}

fn ask(model: &mut Model, backwards: bool, past: bool) -> Vec<Effect> {
    if model.link != Link::Up {
        return Vec::new();
    }
    let Some(source) = model.current().map(|source| source.id) else {
        return Vec::new();
    };
    let table = model.modules.table_mut();
    let Some(find) = &table.find else { return Vec::new() };
    let rows = table.block.rows().max(1);
    let from = match (past, backwards) {
        (false, _) => table.row,
        (true, false) => (table.row + 1) % rows,
        (true, true) => (table.row + rows - 1) % rows,
    };
    let request = FindRequest {
        source: Some(source),
        view: table.view.clone(),
        text: find.text.clone(),
        columns: Vec::new(),
        from,
        backwards,
    };
    let ticket = model.tickets.next(Slot::Find);
    vec![Effect::Ask {
        ticket,
        ask: Ask::Find(request),
    }]
}

pub(super) fn answer(model: &mut Model, result: Result<Answer, Advice>) -> Vec<Effect> {
    let half = super::grid_height(model) / 2;
    match result {
        Ok(Answer::Find(found)) => {
            let table = model.modules.table_mut();
            let Some(find) = &mut table.find else { return Vec::new() };
            let words = match (found.position, found.wrapped) {
                (None, _) => Some((format!("No row has {:?} in any column.", find.text), true)),
                (Some(_), true) => Some((
                    format!("Went round: match {} of {}.", found.nth, plural(found.matches, "row")),
                    false,
                )),
                (Some(_), false) => None,
            };
            if let Some(position) = found.position {
                let seen = position >= table.top && position < table.top + 2 * half;
                table.row = position;
                if !seen {
                    table.top = position.saturating_sub(half);
                }
                // The cursor goes to the column that has it, where that is at hand.
                let needle = find.text.to_lowercase();
                let column = table.layout.shown().position(|column| {
                    let text = table.block.text(position, &column.name);
                    text.is_some_and(|text| text.to_lowercase().contains(&needle))
                });
                table.column = column.unwrap_or(table.column);
            }
            find.found = Some(found);
            words.map_or_else(Vec::new, |(words, bad)| notify(model, words, bad))
        }
        Ok(_) => Vec::new(),
        Err(advice) => notify(model, format!("{} {}", advice.what, advice.next), true),
    }
}
