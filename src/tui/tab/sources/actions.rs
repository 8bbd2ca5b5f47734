//! What can be done with the data sources.

use crossterm::event::KeyCode;

use super::state::Part;
use crate::tui::action_id::{ActionId, Sources};
use crate::tui::actions::Action;
use crate::tui::conditions::may_start;
use crate::tui::context::Context;
use crate::tui::keys::Chord;
use crate::tui::model::Model;

const fn act(
    id: Sources,
    name: &'static str,
    description: &'static str,
    keys: &'static [Chord],
    footer: Option<u8>,
    enabled: fn(&Model) -> Result<(), String>,
) -> Action {
    Action {
        id: ActionId::Sources(id),
        name,
        description,
        keys,
        contexts: &[Context::Sources],
        footer,
        enabled,
    }
}

/// What can be done on this tab.
pub const ACTIONS: &[Action] = &[
    act(
        Sources::Up,
        "up",
        "Move up: through the modules, then through the data sources.",
        &[Chord::of(KeyCode::Up), Chord::char('k')],
        None,
        with_source,
    ),
    act(
        Sources::Down,
        "down",
        "Move down: through the data sources, then through the modules of one.",
        &[Chord::of(KeyCode::Down), Chord::char('j')],
        None,
        with_source,
    ),
    act(
        Sources::First,
        "first",
        "Move to the first row of the list.",
        &[Chord::of(KeyCode::Home)],
        None,
        with_source,
    ),
    act(
        Sources::Last,
        "last",
        "Move to the last row of the list.",
        &[Chord::of(KeyCode::End), Chord::char('G')],
        None,
        with_source,
    ),
    act(
        Sources::NextPart,
        "other list",
        "Move between the data sources and the modules of one.",
        &[Chord::of(KeyCode::Tab), Chord::of(KeyCode::BackTab)],
        None,
        with_source,
    ),
    act(
        Sources::Open,
        "open",
        "On a data source move to its modules, on a module open its table.",
        &[Chord::of(KeyCode::Enter), Chord::char('o')],
        Some(1),
        with_source,
    ),
    act(
        Sources::SyncModule,
        "sync module",
        "Bring in what is new of the module under the cursor alone.",
        &[Chord::char('S')],
        Some(4),
        may_sync_module,
    ),
    act(
        Sources::ShowTable,
        "table",
        "Open the table of the module under the cursor.",
        &[Chord::char('t')],
        Some(3),
        with_module,
    ),
    act(
        Sources::ShowHistory,
        "history",
        "Open the sync history of the data source.",
        &[Chord::char('h')],
        Some(2),
        with_source,
    ),
];

fn with_source(model: &Model) -> Result<(), String> {
    match model.current() {
        Some(_) => Ok(()),
        None => Err("No data source is connected.".to_owned()),
    }
}

fn with_module(model: &Model) -> Result<(), String> {
    with_source(model)?;
    if model.sources.part == Part::Sources {
        return Err("The cursor is on a data source; Tab moves to its modules.".to_owned());
    }
    if model.current().is_some_and(|source| !source.modules.is_empty()) {
        Ok(())
    } else {
        Err("No module is synced.".to_owned())
    }
}

fn may_sync_module(model: &Model) -> Result<(), String> {
    with_module(model)?;
    may_start(model)
}
