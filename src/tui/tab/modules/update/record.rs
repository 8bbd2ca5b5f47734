//! The record under the cursor: shown, walked through, and left for others that are related to it.

use crate::api::wire::{Advice, Of, Page, View, WindowRequest};
use crate::catalog::Relation;
use crate::catalog::relation;
use crate::tui::action_id::Modules;
use crate::tui::ask::{Answer, Ask, Slot};
use crate::tui::model::{Link, Model, Wish};
use crate::tui::msg::Effect;
use crate::tui::notice::notify;
use crate::tui::place::{Address, Place, TableView};
use crate::tui::tab::modules::cells;
use crate::tui::tab::modules::rows::key_of;
use crate::tui::tab::modules::state::Part;

pub(super) fn run(model: &mut Model, action: Modules) -> Vec<Effect> {
    match (action, model.modules.part) {
        (Modules::Open, Part::Table) => open(model),
        (Modules::Open, Part::Record) => return enter(model),
        (Modules::Record, _) => {
            model.modules.record.open = !model.modules.record.open;
            model.modules.part = Part::Table;
        }
        (Modules::Open, Part::List) | (Modules::Back, Part::Record | Part::List) => model.modules.part = Part::Table,
        (Modules::Back, Part::Table) => {
            let record = &mut model.modules.record;
            if record.open {
                record.open = false;
                return Vec::new();
            }
            let table = model.modules.table_mut();
            if table.find.take().is_none() {
                table.marks.clear();
            }
        }
        _ => {}
    }
    Vec::new()
}

/// Shows the record and gives it the keys.
pub(super) fn open(model: &mut Model) {
    if model.modules.table_mut().block.rows() > 0 {
        model.modules.record.open = true;
        model.modules.part = Part::Record;
    }
}

/// Asks for the record under the cursor, where it is shown and is not at hand.
pub(super) fn fetch(model: &mut Model) -> Vec<Effect> {
    if !model.modules.record.open || model.link != Link::Up || model.tickets.waits(Slot::Record) {
        return Vec::new();
    }
    let Some(source) = model.current().map(|source| source.id) else {
        return Vec::new();
    };
    let module = model.modules.module;
    let table = model.modules.table_mut();
    let (key, view, row) = (table.key(), table.view.clone(), table.row);
    // One that was refused is not asked for again until the cursor moves or something changes.
    if key.is_none() || key == model.modules.record.asked || table_is_stale(model) {
        return Vec::new();
    }
    let another = key != shown(model);
    let columns = model.modules.table_mut().layout.columns.iter();
    let columns = columns.map(|column| column.name.clone()).collect();
    let ticket = model.tickets.next(Slot::Record);
    let mut effects = vec![Effect::Ask {
        ticket,
        ask: Ask::Window(WindowRequest {
            source: Some(source),
            view,
            columns,
            offset: row,
            limit: 1,
        }),
    }];
    let record = &mut model.modules.record;
    record.problem = None;
    record.asked.clone_from(&key);
    if another {
        record.links.clear();
    }
    record.links.resize(relation::of(module).count(), None);
    effects.extend(count_links(model, source, &key.unwrap_or_default()));
    effects
}

fn table_is_stale(model: &mut Model) -> bool {
    let table = model.modules.table_mut();
    table.stale || table.outdated
}

/// Asks how many records each link leads to.
fn count_links(model: &mut Model, source: u32, key: &[String]) -> Vec<Effect> {
    let module = model.modules.module;
    let mut effects = Vec::new();
    for (place, relation) in relation::of(module).enumerate() {
        let view = View {
            of: Some(of(relation, key)),
            ..View::all(relation.to())
        };
        let ticket = model.tickets.next(Slot::Link(place as u8));
        effects.push(Effect::Ask {
            ticket,
            ask: Ask::Window(WindowRequest {
                source: Some(source),
                columns: relation.to().key().iter().map(|name| (*name).to_owned()).collect(),
                view,
                offset: 0,
                limit: 0,
            }),
        });
    }
    effects
}

fn of(relation: &Relation, key: &[String]) -> Of {
    Of {
        module: relation.from,
        relation: relation.slug.to_owned(),
        key: key.to_vec(),
    }
}

/// The key of the record that is shown.
fn shown(model: &Model) -> Option<Vec<String>> {
    let page = model.modules.record.page.as_ref()?;
    let row = page.cells.first()?;
    key_of(model.modules.module, |name| {
        row.get(page.columns.iter().position(|column| column.name == name)?)
    })
}

pub(super) fn answer(model: &mut Model, slot: Slot, result: Result<Answer, Advice>) -> Vec<Effect> {
    let record = &mut model.modules.record;
    match (slot, result) {
        (Slot::Record, Ok(Answer::Window(page))) => record.page = Some(*page),
        (Slot::Record, Err(advice)) => record.problem = Some(advice),
        (Slot::Link(place), Ok(Answer::Window(page))) => {
            if let Some(link) = record.links.get_mut(usize::from(place)) {
                *link = Some(page.rows);
            }
        }
        _ => {}
    }
    Vec::new()
}

/// Moves over the lines of the record: its links, then its fields.
pub(super) fn walk(model: &mut Model, action: Modules) {
    let lines = lines(model);
    let page = super::grid_height(model).max(2) as usize - 1;
    let record = &mut model.modules.record;
    let last = lines.saturating_sub(1);
    record.line = match action {
        Modules::Up => record.line.saturating_sub(1),
        Modules::Down => (record.line + 1).min(last),
        Modules::PageUp => record.line.saturating_sub(page),
        Modules::PageDown => (record.line + page).min(last),
        Modules::First => 0,
        Modules::Last => last,
        Modules::Left => {
            model.modules.part = Part::Table;
            return;
        }
        _ => record.line,
    };
}

/// How many lines the record has.
fn lines(model: &mut Model) -> usize {
    let links = relation::of(model.modules.module).count();
    links + model.modules.table_mut().layout.columns.len()
}

/// Follows the link under the cursor; a field that is an id leads where its link does.
fn enter(model: &mut Model) -> Vec<Effect> {
    let module = model.modules.module;
    let line = model.modules.record.line;
    let links: Vec<&Relation> = relation::of(module).collect();
    let place = if line < links.len() {
        Some(line)
    } else {
        let column = model.modules.table_mut().layout.columns.get(line - links.len());
        let name = column.map(|column| column.name.clone()).unwrap_or_default();
        let leads = |relation: &&Relation| {
            relation.steps.first().is_some_and(|step| step.field == name) && !module.key().contains(&name.as_str())
        };
        links.iter().position(leads)
    };
    let relation = place.map(|place| links[place]);
    let (Some(relation), Some(key)) = (relation, shown(model)) else {
        return notify(
            model,
            "Nothing is linked to this line; the links stand at the top.",
            false,
        );
    };
    if place.and_then(|place| model.modules.record.links.get(place).copied().flatten()) == Some(0) {
        return notify(model, format!("This record has no {}.", relation.name), true);
    }
    model.wish = Some(Wish::Go(Address {
        source: None,
        place: Place::Modules {
            module: Some(relation.to()),
            view: Some(TableView {
                of: Some(of(relation, &key)),
                ..TableView::default()
            }),
        },
    }));
    Vec::new()
}

/// The value under the cursor, with its name.
pub(super) fn value(model: &Model) -> Option<(String, String)> {
    let page: &Page = model.modules.record.page.as_ref()?;
    let links = relation::of(model.modules.module).count();
    let place = model.modules.record.line.checked_sub(links)?;
    let (column, cell) = (page.columns.get(place)?, page.cells.first()?.get(place)?);
    Some((column.name.clone(), cells::plain(column.kind, cell)))
}
