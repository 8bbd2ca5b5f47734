//! Lines that are typed and lists that are chosen from, over the table.

use super::{finding, viewing};
use crate::api::wire::{Advice, Cell, Condition, Test, ValuesRequest};
use crate::catalog::Kind;
use crate::tui::action_id::Modules;
use crate::tui::ask::{Answer, Ask, Slot};
use crate::tui::field::Field;
use crate::tui::model::{Link, Model};
use crate::tui::msg::Effect;
use crate::tui::notice::notify;
use crate::tui::tab::modules::cells;
use crate::tui::tab::modules::copy::Format;
use crate::tui::tab::modules::filter;
use crate::tui::tab::modules::state::{Choice, Dialog, Line, List, Purpose, ValueCell};

/// The most values that are listed at once; typing finds the others.
const MOST_VALUES: u64 = 300;

pub(super) fn run(model: &mut Model, action: Modules) -> Vec<Effect> {
    match action {
        Modules::GoTo => line(model, Purpose::GoTo, Field::default()),
        Modules::Filter => line(model, Purpose::Filter(None), Field::default()),
        Modules::Search => {
            let search = Field::from(model.modules.table_mut().view.search.as_str());
            line(model, Purpose::Search, search);
        }
        Modules::Find => line(model, Purpose::Find, Field::default()),
        Modules::Columns => {
            viewing::remember(model);
            let at = model.modules.table_mut();
            let at = at.layout.place(at.column).unwrap_or(0);
            list(model, Choice::Columns, at);
        }
        Modules::CopyFormat => {
            let at = Format::ALL.iter().position(|format| *format == model.modules.format);
            list(model, Choice::Formats, at.unwrap_or(0));
        }
        Modules::Pick => return pick(model),
        Modules::LineDone => return line_done(model),
        Modules::LineClose => model.modules.dialog = None,
        Modules::ListDone => return list_done(model, Test::Is),
        Modules::ListWithout => return list_done(model, Test::IsNot),
        Modules::ListToggle => toggle(model),
        Modules::ListUp | Modules::ListDown => step(model, action == Modules::ListDown),
        Modules::ListEarlier | Modules::ListLater => shift(model, action == Modules::ListLater),
        Modules::ListClose => return close_list(model),
        _ => {}
    }
    Vec::new()
}

fn line(model: &mut Model, purpose: Purpose, field: Field) {
    model.modules.dialog = Some(Dialog::Line(Line {
        purpose,
        field,
        problem: None,
    }));
}

fn list(model: &mut Model, choice: Choice, at: usize) {
    model.modules.dialog = Some(Dialog::List(List {
        field: Field::default(),
        at,
        choice,
    }));
}

/// Takes in what is typed.
pub(super) fn typed(model: &mut Model, edit: impl FnOnce(&mut Field) -> bool) -> Vec<Effect> {
    match &mut model.modules.dialog {
        Some(Dialog::Line(line)) => {
            edit(&mut line.field);
            line.problem = None;
            Vec::new()
        }
        Some(Dialog::List(list)) => {
            let before = list.field.text().to_owned();
            edit(&mut list.field);
            let changed = list.field.text() != before;
            if changed {
                list.at = 0;
            }
            if changed && matches!(list.choice, Choice::Values { .. }) {
                ask_values(model)
            } else {
                Vec::new()
            }
        }
        None => Vec::new(),
    }
}

fn line_done(model: &mut Model) -> Vec<Effect> {
    let Some(Dialog::Line(line)) = model.modules.dialog.take() else {
        return Vec::new();
    };
    let text = line.field.text().trim().to_owned();
    let problem = match &line.purpose {
        Purpose::Find => {
            let text = if text.is_empty() {
                model.modules.last_find.clone()
            } else {
                text
            };
            return finding::find(model, &text, false);
        }
        Purpose::Search => {
            viewing::change(model, |view| view.search = text);
            return Vec::new();
        }
        Purpose::GoTo => match go_to(model, &text) {
            Ok(()) => return Vec::new(),
            Err(problem) => problem,
        },
        Purpose::Filter(_) => {
            let table = model.modules.table_mut();
            let column = table.layout.at(table.column).cloned();
            let columns: Vec<(String, Kind)> = table
                .layout
                .columns
                .iter()
                .map(|column| (column.name.clone(), column.kind))
                .collect();
            let here = column.map(|column| (column.name, column.kind));
            match here
                .ok_or_else(|| "There is no column.".to_owned())
                .and_then(|here| filter::read(&text, &here, &columns))
            {
                Ok(conditions) => {
                    viewing::change(model, |view| view.conditions.extend(conditions));
                    return Vec::new();
                }
                Err(problem) => problem,
            }
        }
    };
    model.modules.dialog = Some(Dialog::Line(Line {
        problem: Some(problem),
        ..line
    }));
    Vec::new()
}

/// Goes to a row by its number, from 1, or to a share of the way.
fn go_to(model: &mut Model, text: &str) -> Result<(), String> {
    let rows = model.modules.table_mut().block.rows();
    let digits: String = text
        .chars()
        .filter(|c| !matches!(c, ',' | ' ' | '\'' | '_' | '%'))
        .collect();
    let number: f64 = digits
        .parse()
        .map_err(|_| format!("{text:?} is no number; type a row from 1 to {rows}, or a share such as 50%"))?;
    let row = if text.ends_with('%') {
        (number.clamp(0.0, 100.0) / 100.0 * rows.saturating_sub(1) as f64).round()
    } else {
        number - 1.0
    };
    let half = super::grid_height(model) / 2;
    let table = model.modules.table_mut();
    table.row = (row.max(0.0) as u64).min(rows.saturating_sub(1));
    table.top = table.row.saturating_sub(half);
    Ok(())
}

fn pick(model: &mut Model) -> Vec<Effect> {
    let table = model.modules.table_mut();
    let Some(column) = table.layout.at(table.column) else {
        return Vec::new();
    };
    let column = column.name.clone();
    let chosen = table
        .view
        .conditions
        .iter()
        .find(|condition| condition.column == column && condition.test == Test::Is)
        .map(|condition| condition.values.clone())
        .unwrap_or_default();
    list(
        model,
        Choice::Values {
            column,
            values: None,
            distinct: 0,
            chosen,
            problem: None,
        },
        0,
    );
    ask_values(model)
}

fn ask_values(model: &mut Model) -> Vec<Effect> {
    let Some(source) = model
        .current()
        .map(|source| source.id)
        .filter(|_| model.link == Link::Up)
    else {
        return Vec::new();
    };
    let mut view = model.modules.table_mut().view.clone();
    let Some(Dialog::List(List {
        field,
        choice: Choice::Values { column, .. },
        ..
    })) = &model.modules.dialog
    else {
        return Vec::new();
    };
    // What this column is asked about must not hide its other values.
    view.conditions.retain(|condition| condition.column != *column);
    view.sort.clear();
    let request = ValuesRequest {
        source: Some(source),
        view,
        column: column.clone(),
        search: field.text().to_owned(),
        limit: MOST_VALUES,
    };
    let ticket = model.tickets.next(Slot::Values);
    vec![Effect::Ask {
        ticket,
        ask: Ask::Values(request),
    }]
}

pub(super) fn answer(model: &mut Model, result: Result<Answer, Advice>) -> Vec<Effect> {
    if let Some(Dialog::List(List {
        choice: Choice::Values {
            values,
            distinct,
            problem,
            ..
        },
        ..
    })) = &mut model.modules.dialog
    {
        match result {
            Ok(Answer::Values(answer)) => {
                *distinct = answer.distinct;
                let cells = answer.values.into_iter().map(|(cell, count)| (ValueCell(cell), count));
                *values = Some(cells.collect());
                *problem = None;
            }
            Ok(_) => {}
            Err(advice) => *problem = Some(format!("{} {}", advice.what, advice.next)),
        }
    }
    Vec::new()
}

/// How many entries the list has with what was typed.
pub(super) fn entries(model: &Model) -> usize {
    match &model.modules.dialog {
        Some(Dialog::List(list)) => match &list.choice {
            Choice::Columns => filter::columns(model, list.field.text()).len(),
            Choice::Values { values, .. } => values.as_ref().map_or(0, Vec::len),
            Choice::Formats => Format::ALL.len(),
        },
        _ => 0,
    }
}

fn step(model: &mut Model, down: bool) {
    let count = entries(model);
    if let Some(Dialog::List(list)) = &mut model.modules.dialog {
        list.at = if down {
            (list.at + 1).min(count.saturating_sub(1))
        } else {
            list.at.saturating_sub(1)
        };
    }
}

pub(super) fn click(model: &mut Model, entry: usize) -> Vec<Effect> {
    let Some(Dialog::List(list)) = &mut model.modules.dialog else {
        return Vec::new();
    };
    list.at = entry;
    if list.choice == Choice::Formats {
        return list_done(model, Test::Is);
    }
    toggle(model);
    Vec::new()
}

/// What is under the cursor of a list of values.
enum Under {
    /// A value, as a condition reads it.
    Value(String),
    /// Rows without one.
    Empty,
}

fn value_at(model: &Model) -> Option<Under> {
    let zone = model.zone();
    let Some(Dialog::List(list)) = &model.modules.dialog else {
        return None;
    };
    let Choice::Values { column, values, .. } = &list.choice else {
        return None;
    };
    let kind = model
        .modules
        .table()?
        .layout
        .columns
        .iter()
        .find(|own| own.name == *column)?
        .kind;
    let (ValueCell(cell), _) = values.as_ref()?.get(list.at)?;
    Some(match cell {
        Cell::Empty => Under::Empty,
        cell => Under::Value(cells::condition(kind, cell, zone)),
    })
}

fn toggle(model: &mut Model) {
    let value = value_at(model);
    let typed = match &model.modules.dialog {
        Some(Dialog::List(list)) => list.field.text().to_owned(),
        _ => return,
    };
    let columns = filter::columns(model, &typed);
    let Some(Dialog::List(list)) = &mut model.modules.dialog else {
        return;
    };
    match &mut list.choice {
        Choice::Columns => {
            let place = columns.get(list.at).copied();
            let table = model.modules.table_mut();
            let shown = table.layout.count();
            if let Some(column) = place.and_then(|place| table.layout.columns.get_mut(place))
                && (column.hidden || shown > 1)
            {
                column.hidden = !column.hidden;
            }
        }
        Choice::Values { chosen, .. } => {
            if let Some(Under::Value(value)) = value {
                match chosen.iter().position(|own| *own == value) {
                    Some(at) => {
                        chosen.remove(at);
                    }
                    None => chosen.push(value),
                }
            }
        }
        Choice::Formats => {}
    }
}

/// Moves the column under the cursor among all columns, hidden ones included.
fn shift(model: &mut Model, later: bool) {
    let Some(Dialog::List(list)) = &mut model.modules.dialog else {
        return;
    };
    if !list.field.is_empty() {
        return;
    }
    let from = list.at;
    let to = if later { from + 1 } else { from.wrapping_sub(1) };
    let columns = &mut model.modules.table_mut().layout.columns;
    if from < columns.len() && to < columns.len() {
        columns.swap(from, to);
        if let Some(Dialog::List(list)) = &mut model.modules.dialog {
            list.at = to;
        }
    }
}

fn close_list(model: &mut Model) -> Vec<Effect> {
    if let Some(Dialog::List(list)) = &mut model.modules.dialog
        && !list.field.is_empty()
    {
        list.field.clear();
        list.at = 0;
        return if matches!(list.choice, Choice::Values { .. }) {
            ask_values(model)
        } else {
            Vec::new()
        };
    }
    model.modules.dialog = None;
    Vec::new()
}

fn list_done(model: &mut Model, test: Test) -> Vec<Effect> {
    let under = value_at(model);
    let Some(Dialog::List(list)) = model.modules.dialog.take() else {
        return Vec::new();
    };
    match list.choice {
        Choice::Columns => Vec::new(),
        Choice::Formats => {
            let format = Format::ALL[list.at.min(Format::ALL.len() - 1)];
            model.modules.format = format;
            notify(model, format!("Rows are copied as {}.", format.name()), false)
        }
        Choice::Values { column, chosen, .. } => {
            let condition = match (chosen.is_empty(), under) {
                (false, _) => Condition {
                    column: column.clone(),
                    test,
                    values: chosen,
                },
                (true, Some(Under::Value(value))) => Condition::new(column.clone(), test, value),
                (true, Some(Under::Empty)) => Condition::bare(
                    column.clone(),
                    if test == Test::Is { Test::Empty } else { Test::Filled },
                ),
                (true, None) => return Vec::new(),
            };
            viewing::change(model, |view| {
                view.conditions.retain(|own| own.column != column);
                view.conditions.push(condition);
            });
            Vec::new()
        }
    }
}
