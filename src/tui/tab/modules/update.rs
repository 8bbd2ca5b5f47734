//! What is done with a table. Every change ends in [`settle`], which keeps the cursor on the screen and asks for what is not
//! at hand.

mod columns;
mod copying;
mod dialog;
mod finding;
mod moving;
mod record;
mod viewing;

use crossterm::event::KeyEvent;
use ratatui::layout::Position;

use super::cells;
use super::fetch;
use super::geometry::{self, Geometry};
use super::rows::Block;
use super::state::{Dialog, Part, Spot, Table};
use crate::api::wire::{Advice, LocateRequest, Page, View};
use crate::catalog::{FormulaKind, Module, formula};
use crate::tui::action_id::Modules;
use crate::tui::ask::{Answer, Ask, Slot};
use crate::tui::model::{Link, Model};
use crate::tui::msg::Effect;
use crate::tui::parts::Parts;
use crate::tui::place::{Place, TableView};

/// Asks for what the tab shows: when it is opened, and when records have changed. The cursor stays with its record.
pub fn load(model: &mut Model) -> Vec<Effect> {
    let table = model.modules.table_mut();
    table.outdated = true;
    table.problem = None;
    let follows = table.block.is_some() && !table.stale && table.row > 0 && table.wanted.is_none();
    let mut effects = Vec::new();
    if let Some(key) = table.key().filter(|_| follows) {
        table.followed = Some(table.row);
        effects = locate(model, key);
    }
    // What is shown of the record stays until the newer one is there.
    model.modules.record.asked = None;
    effects.extend(settle(model));
    effects
}

/// Does an action of this tab.
pub fn run(model: &mut Model, action: Modules) -> Vec<Effect> {
    let mut effects = match action {
        Modules::Up
        | Modules::Down
        | Modules::Left
        | Modules::Right
        | Modules::PageUp
        | Modules::PageDown
        | Modules::First
        | Modules::Last
        | Modules::FirstColumn
        | Modules::LastColumn
        | Modules::NextPart
        | Modules::PreviousPart
        | Modules::NextModule
        | Modules::PreviousModule => moving::run(model, action),
        Modules::Open | Modules::Record | Modules::Back => record::run(model, action),
        Modules::Sort
        | Modules::SortAlso
        | Modules::SortNone
        | Modules::Include
        | Modules::Exclude
        | Modules::FilterRemove
        | Modules::FilterClear
        | Modules::Reset
        | Modules::Undo => viewing::run(model, action),
        Modules::Hide
        | Modules::MoveLeft
        | Modules::MoveRight
        | Modules::Wider
        | Modules::Narrower
        | Modules::Fit
        | Modules::Freeze => columns::run(model, action),
        Modules::FindNext | Modules::FindPrevious | Modules::FindCell => finding::run(model, action),
        Modules::Mark
        | Modules::MarkRange
        | Modules::MarkAll
        | Modules::MarkNone
        | Modules::CopyCell
        | Modules::CopyRow
        | Modules::CopyColumn
        | Modules::CopyMarked => copying::run(model, action),
        Modules::GoTo
        | Modules::Filter
        | Modules::Pick
        | Modules::Search
        | Modules::Find
        | Modules::Columns
        | Modules::CopyFormat
        | Modules::LineDone
        | Modules::LineClose
        | Modules::ListDone
        | Modules::ListToggle
        | Modules::ListWithout
        | Modules::ListUp
        | Modules::ListDown
        | Modules::ListEarlier
        | Modules::ListLater
        | Modules::ListClose => dialog::run(model, action),
    };
    effects.extend(settle(model));
    effects
}

/// Takes in an answer to a question of this tab.
pub fn answer(model: &mut Model, slot: Slot, result: Result<Answer, Advice>) -> Vec<Effect> {
    let mut effects = match (slot, result) {
        (Slot::Rows, Ok(Answer::Window(page))) => {
            take_rows(model, *page);
            Vec::new()
        }
        (Slot::Rows, Err(advice)) => {
            let table = model.modules.table_mut();
            table.problem = Some(advice);
            table.outdated = false;
            Vec::new()
        }
        (Slot::Locate, Ok(Answer::Locate(located))) => {
            arrived(model, located.position);
            Vec::new()
        }
        (Slot::Locate, _) => {
            let table = model.modules.table_mut();
            table.wanted = None;
            table.followed = None;
            Vec::new()
        }
        (Slot::Record | Slot::Link(_), result) => record::answer(model, slot, result),
        (Slot::Find, result) => finding::answer(model, result),
        (Slot::Values, result) => dialog::answer(model, result),
        (Slot::Copy, result) => copying::answer(model, result),
        _ => Vec::new(),
    };
    effects.extend(settle(model));
    effects
}

/// A click, or with `twice` the second one on the same spot.
pub fn click(model: &mut Model, spot: Spot, twice: bool) -> Vec<Effect> {
    let mut effects = match spot {
        Spot::Module(module) => {
            model.modules.part = Part::List;
            moving::show(model, module);
            Vec::new()
        }
        Spot::Cell(row, column) => {
            model.modules.part = Part::Table;
            let table = model.modules.table_mut();
            let again = twice || (table.row, table.column) == (row, column);
            (table.row, table.column) = (row, column);
            if again {
                record::open(model);
            }
            Vec::new()
        }
        Spot::Heading(column) => {
            model.modules.part = Part::Table;
            model.modules.table_mut().column = column;
            viewing::run(model, Modules::Sort)
        }
        Spot::Edge(column) => {
            model.modules.table_mut().column = column;
            columns::run(model, Modules::Fit)
        }
        Spot::Condition(_) | Spot::SearchChip | Spot::OfChip | Spot::SortChip(_) | Spot::FindChip | Spot::MarksChip => {
            viewing::remove(model, spot);
            Vec::new()
        }
        Spot::RecordLine(line) => {
            let again = twice || (model.modules.part == Part::Record && model.modules.record.line == line);
            model.modules.part = Part::Record;
            model.modules.record.line = line;
            if again {
                record::run(model, Modules::Open)
            } else {
                Vec::new()
            }
        }
        Spot::Entry(entry) => dialog::click(model, entry),
        Spot::Bar(thousandths) => {
            let table = model.modules.table_mut();
            let last = table.block.rows().saturating_sub(1);
            table.row = last * u64::from(thousandths.min(1000)) / 1000;
            Vec::new()
        }
    };
    effects.extend(settle(model));
    effects
}

/// Whether a spot is drawn about with the mouse button held, such as the edge of a column.
pub const fn is_drawn(spot: Spot) -> bool {
    matches!(spot, Spot::Edge(_) | Spot::Bar(_))
}

/// Draws a spot about, from where the button was pressed to where the mouse is; `done` when the button was let go.
pub fn draw(model: &mut Model, spot: Spot, from: Position, to: Position, done: bool) -> Vec<Effect> {
    match spot {
        Spot::Edge(column) => columns::draw_edge(model, column, i32::from(to.x) - i32::from(from.x), done),
        Spot::Bar(_) => {
            let height = grid_height(model).max(2) - 1;
            let top = Parts::of(model).map_or(0, |parts| Geometry::of(model, parts.body).grid.y);
            let table = model.modules.table_mut();
            let way = u64::from(to.y.saturating_sub(top)).min(height);
            table.row = table.block.rows().saturating_sub(1) * way / height;
        }
        _ => {}
    }
    settle(model)
}

/// Turns the wheel by some rows.
pub fn scroll(model: &mut Model, rows: i32) -> Vec<Effect> {
    let action = if rows < 0 { Modules::Up } else { Modules::Down };
    if matches!(model.modules.dialog, Some(Dialog::List(_))) {
        let action = if rows < 0 { Modules::ListUp } else { Modules::ListDown };
        return run(model, action);
    }
    let mut effects = Vec::new();
    for _ in 0..rows.unsigned_abs() {
        effects.extend(moving::run(model, action));
    }
    effects.extend(settle(model));
    effects
}

/// Takes in a key that means nothing else: it is typed, where something is.
pub fn typed(model: &mut Model, event: &KeyEvent) -> Vec<Effect> {
    let mut effects = dialog::typed(model, |field| field.key(event));
    effects.extend(settle(model));
    effects
}

/// Takes in what was pasted.
pub fn paste(model: &mut Model, text: &str) -> Vec<Effect> {
    let mut effects = dialog::typed(model, |field| {
        field.paste(text);
        true
    });
    effects.extend(settle(model));
    effects
}

/// The place that is shown.
pub fn place(model: &Model) -> Place {
    let module = model.modules.module;
    let Some(table) = model.modules.table() else {
        return Place::table(module);
    };
    let usual = Table::of(module);
    let plain = table.view == usual.view;
    let row = table.key().or_else(|| table.wanted.clone()).filter(|_| table.row > 0);
    let view = TableView {
        sort: if plain { Vec::new() } else { table.view.sort.clone() },
        conditions: table.view.conditions.clone(),
        search: table.view.search.clone(),
        of: table.view.of.clone(),
        columns: Vec::new(),
        row: row.unwrap_or_default(),
    };
    Place::Modules {
        module: Some(module),
        view: Some(view).filter(|view| *view != TableView::default()),
    }
}

/// Arrives at a place of this tab.
pub fn arrive(model: &mut Model, module: Option<Module>, view: Option<&TableView>) {
    let module = module.unwrap_or(model.modules.module);
    moving::show(model, module);
    model.modules.part = Part::Table;
    let Some(wanted) = view else { return };
    let table = model.modules.table_mut();
    let usual = Table::of(module);
    let mut next = View {
        conditions: wanted.conditions.clone(),
        search: wanted.search.clone(),
        of: wanted.of.clone(),
        sort: wanted.sort.clone(),
        module,
    };
    for condition in &mut next.conditions {
        canonical(module, &mut condition.column);
    }
    for key in &mut next.sort {
        canonical(module, &mut key.column);
    }
    if next.sort.is_empty() {
        next.sort = usual.view.sort;
    }
    if next != table.view {
        viewing::change(model, |view| *view = next);
    }
    if !wanted.columns.is_empty() {
        columns::choose(model, &wanted.columns);
    }
    if !wanted.row.is_empty() {
        model.modules.table_mut().wanted = Some(wanted.row.clone());
    }
}

/// A column's own name for one that people also write.
fn canonical(module: Module, name: &mut String) {
    if let Some((_, field)) = module.field(name) {
        field.name.clone_into(name);
    } else if let Some(formula) = formula::named(name)
        && formula.module == module
        && formula.kind == FormulaKind::Column
    {
        formula.name.clone_into(name);
    }
}

fn take_rows(model: &mut Model, page: Page) {
    let zone = model.zone();
    let table = model.modules.table_mut();
    table.block = Block::take(page, |kind, cell| cells::shown(kind, cell, zone));
    table.stale = false;
    table.outdated = false;
    table.problem = None;
}

/// Where a record is.
fn locate(model: &mut Model, key: Vec<String>) -> Vec<Effect> {
    let Some(source) = model
        .current()
        .map(|source| source.id)
        .filter(|_| model.link == Link::Up)
    else {
        return Vec::new();
    };
    let view = model.modules.table_mut().view.clone();
    let ticket = model.tickets.next(Slot::Locate);
    vec![Effect::Ask {
        ticket,
        ask: Ask::Locate(LocateRequest {
            source: Some(source),
            view,
            key,
        }),
    }]
}

/// It is known where the record is that the cursor goes to, or follows.
fn arrived(model: &mut Model, position: Option<u64>) {
    let half = grid_height(model) / 2;
    let table = model.modules.table_mut();
    if table.wanted.take().is_some() {
        table.row = position.unwrap_or(0);
        table.top = table.row.saturating_sub(half);
        table.outdated |= table.block.is_some();
    } else if let (Some(before), Some(now)) = (table.followed.take(), position) {
        // Rows above it have come or gone: the screen moves with its record.
        let moved = |place: u64| {
            if now >= before {
                place.saturating_add(now - before)
            } else {
                place.saturating_sub(before - now)
            }
        };
        table.row = moved(table.row);
        table.top = moved(table.top);
    }
    table.followed = None;
}

fn grid_height(model: &Model) -> u64 {
    Parts::of(model).map_or(1, |parts| u64::from(Geometry::of(model, parts.body).grid.height).max(1))
}

/// Keeps the cursor where there is a row, and on the screen; asks for what is not at hand.
pub fn settle(model: &mut Model) -> Vec<Effect> {
    model.modules.table_mut();
    let Some(parts) = Parts::of(model) else {
        return Vec::new();
    };
    let geometry = Geometry::of(model, parts.body);
    let table = model.modules.table_mut();
    if table.block.is_some() && !table.stale {
        table.row = table.row.min(table.block.rows().saturating_sub(1));
    }
    table.column = table.column.min(table.layout.count().saturating_sub(1));
    let height = u64::from(geometry.grid.height).max(1);
    if table.row < table.top {
        table.top = table.row;
    }
    if table.row >= table.top + height {
        table.top = table.row + 1 - height;
    }
    if table.block.is_some() && !table.stale {
        table.top = table.top.min(table.block.rows().saturating_sub(height));
    }
    table.left = geometry::reveal(&table.layout, table.column, table.left, geometry.table.width);
    let mut effects = Vec::new();
    if let Some(key) = table.wanted.clone()
        && !model.tickets.waits(Slot::Locate)
    {
        effects = locate(model, key);
    }
    effects.extend(fetch::rows(model, parts.body));
    effects.extend(record::fetch(model));
    effects
}
