//! What can be done in the audit history.

use crossterm::event::KeyCode;

use crate::tui::action_id::{ActionId, Audit};
use crate::tui::actions::Action;
use crate::tui::conditions::always;
use crate::tui::context::Context;
use crate::tui::keys::Chord;
use crate::tui::model::Model;

const LIST: Context = Context::Audit;
const ENTRY: Context = Context::Entry;
const LINE: Context = Context::AuditLine;

const fn act(
    id: Audit,
    name: &'static str,
    description: &'static str,
    keys: &'static [Chord],
    contexts: &'static [Context],
    footer: Option<u8>,
) -> Action {
    Action {
        id: ActionId::Audit(id),
        name,
        description,
        keys,
        contexts,
        footer,
        enabled: always,
    }
}

/// As [`act`], where there have to be entries.
const fn with(
    id: Audit,
    name: &'static str,
    description: &'static str,
    keys: &'static [Chord],
    contexts: &'static [Context],
    footer: Option<u8>,
) -> Action {
    Action {
        enabled: with_entries,
        ..act(id, name, description, keys, contexts, footer)
    }
}

/// What can be done on this tab.
pub const ACTIONS: &[Action] = &[
    act(
        Audit::Up,
        "up",
        "The entry above; over an entry in full, a row up.",
        &[Chord::of(KeyCode::Up), Chord::char('k')],
        &[LIST, ENTRY, LINE],
        None,
    ),
    act(
        Audit::Down,
        "down",
        "The entry below; over an entry in full, a row down.",
        &[Chord::of(KeyCode::Down), Chord::char('j')],
        &[LIST, ENTRY, LINE],
        None,
    ),
    act(
        Audit::PageUp,
        "page up",
        "A page up.",
        &[Chord::of(KeyCode::PageUp), Chord::ctrl('u')],
        &[LIST, ENTRY],
        None,
    ),
    act(
        Audit::PageDown,
        "page down",
        "A page down.",
        &[Chord::of(KeyCode::PageDown), Chord::ctrl('d')],
        &[LIST, ENTRY],
        None,
    ),
    act(
        Audit::First,
        "first",
        "The newest entry.",
        &[Chord::of(KeyCode::Home)],
        &[LIST, ENTRY],
        None,
    ),
    act(
        Audit::Last,
        "last",
        "The oldest entry.",
        &[Chord::of(KeyCode::End), Chord::char('G')],
        &[LIST, ENTRY],
        None,
    ),
    with(
        Audit::Open,
        "open",
        "Show the entry under the cursor in full.",
        &[Chord::of(KeyCode::Enter), Chord::char('o')],
        &[LIST],
        Some(1),
    ),
    act(
        Audit::Back,
        "back",
        "Back to the list.",
        &[
            Chord::of(KeyCode::Esc),
            Chord::of(KeyCode::Enter),
            Chord::of(KeyCode::Backspace),
        ],
        &[ENTRY],
        Some(1),
    ),
    act(
        Audit::Search,
        "search",
        "Show only entries with a text; the list follows while you type.",
        &[Chord::char('/')],
        &[LIST],
        Some(2),
    ),
    act(
        Audit::SearchDone,
        "keep",
        "Keep what was typed and go back to the list.",
        &[Chord::of(KeyCode::Enter)],
        &[LINE],
        Some(1),
    ),
    act(
        Audit::SearchCancel,
        "give up",
        "Forget what was typed.",
        &[Chord::of(KeyCode::Esc)],
        &[LINE],
        Some(2),
    ),
    with(
        Audit::FilterWho,
        "who",
        "Show only what one person did: the next one each time, then everybody.",
        &[Chord::char('w')],
        &[LIST],
        Some(3),
    ),
    with(
        Audit::FilterAction,
        "action",
        "Show only one action: the next one each time, then all.",
        &[Chord::char('a')],
        &[LIST],
        Some(4),
    ),
    with(
        Audit::FilterSource,
        "source",
        "Show only one data source: the next one each time, then all.",
        &[Chord::char('i')],
        &[LIST],
        Some(5),
    ),
    Action {
        enabled: filtered,
        ..act(
            Audit::FilterClear,
            "clear",
            "Show all entries again.",
            &[Chord::char('c'), Chord::of(KeyCode::Esc)],
            &[LIST],
            Some(0),
        )
    },
    with(
        Audit::Copy,
        "copy",
        "Copy the entry under the cursor.",
        &[Chord::two('y', 'y')],
        &[LIST, ENTRY],
        Some(6),
    ),
    with(
        Audit::CopyCsv,
        "copy as CSV",
        "Copy the entries that are shown as CSV.",
        &[Chord::two('y', 'c')],
        &[LIST],
        None,
    ),
    with(
        Audit::CopyMarkdown,
        "copy as Markdown",
        "Copy the entries that are shown as a Markdown table.",
        &[Chord::two('y', 'm')],
        &[LIST],
        None,
    ),
    with(
        Audit::Export,
        "export",
        "Copy the command that writes the entries that are shown to a file.",
        &[Chord::char('e')],
        &[LIST],
        Some(7),
    ),
];

fn with_entries(model: &Model) -> Result<(), String> {
    match &model.audit.entries {
        Some(entries) if !entries.is_empty() => Ok(()),
        Some(_) => Err("Nothing was done in the last 180 days.".to_owned()),
        None => match &model.audit.problem {
            Some(problem) => Err(problem.what.clone()),
            None => Err("The entries have not come yet.".to_owned()),
        },
    }
}

fn filtered(model: &Model) -> Result<(), String> {
    if model.audit.is_filtered() {
        Ok(())
    } else {
        Err("All entries are shown already.".to_owned())
    }
}
