//! What can be done in the sync history.

use crossterm::event::KeyCode;

use super::shown::runs;
use crate::tui::action_id::{ActionId, History};
use crate::tui::actions::Action;
use crate::tui::conditions::always;
use crate::tui::context::Context;
use crate::tui::keys::Chord;
use crate::tui::model::Model;

const CALENDAR: Context = Context::History;
const RUNS: Context = Context::Runs;
const RUN: Context = Context::Run;

const fn act(
    id: History,
    name: &'static str,
    description: &'static str,
    keys: &'static [Chord],
    contexts: &'static [Context],
    footer: Option<u8>,
) -> Action {
    Action {
        id: ActionId::History(id),
        name,
        description,
        keys,
        contexts,
        footer,
        enabled: always,
    }
}

/// What can be done on this tab.
pub const ACTIONS: &[Action] = &[
    Action {
        enabled: with_days,
        ..act(
            History::Left,
            "earlier",
            "The day before; over one sync, the one before it.",
            &[Chord::of(KeyCode::Left), Chord::char('h')],
            &[CALENDAR, RUN],
            Some(2),
        )
    },
    Action {
        enabled: with_days,
        ..act(
            History::Right,
            "later",
            "The day after; over one sync, the one after it.",
            &[Chord::of(KeyCode::Right), Chord::char('l')],
            &[CALENDAR, RUN],
            Some(3),
        )
    },
    Action {
        enabled: with_days,
        ..act(
            History::Up,
            "up",
            "A week back; in a list, the row above.",
            &[Chord::of(KeyCode::Up), Chord::char('k')],
            &[CALENDAR, RUNS, RUN],
            None,
        )
    },
    Action {
        enabled: with_days,
        ..act(
            History::Down,
            "down",
            "A week on; in a list, the row below.",
            &[Chord::of(KeyCode::Down), Chord::char('j')],
            &[CALENDAR, RUNS, RUN],
            None,
        )
    },
    act(
        History::PageUp,
        "page up",
        "A page up.",
        &[Chord::of(KeyCode::PageUp), Chord::ctrl('u')],
        &[RUNS, RUN],
        None,
    ),
    act(
        History::PageDown,
        "page down",
        "A page down.",
        &[Chord::of(KeyCode::PageDown), Chord::ctrl('d')],
        &[RUNS, RUN],
        None,
    ),
    act(
        History::First,
        "first",
        "The first day, or the first row.",
        &[Chord::of(KeyCode::Home)],
        &[CALENDAR, RUNS, RUN],
        None,
    ),
    act(
        History::Last,
        "last",
        "Today, or the last row.",
        &[Chord::of(KeyCode::End), Chord::char('G')],
        &[CALENDAR, RUNS, RUN],
        None,
    ),
    Action {
        enabled: with_runs,
        ..act(
            History::Open,
            "open",
            "Go into the day under the cursor, then into one of its syncs.",
            &[Chord::of(KeyCode::Enter), Chord::char('o'), Chord::of(KeyCode::Tab)],
            &[CALENDAR, RUNS],
            Some(1),
        )
    },
    act(
        History::Back,
        "back",
        "Back to the syncs of the day, then to the calendar.",
        &[
            Chord::of(KeyCode::Esc),
            Chord::of(KeyCode::Backspace),
            Chord::of(KeyCode::BackTab),
        ],
        &[RUNS, RUN],
        Some(1),
    ),
    act(
        History::ShowSource,
        "data source",
        "Show the data source whose syncs these are.",
        &[Chord::char('u')],
        &[CALENDAR, RUNS, RUN],
        None,
    ),
];

fn with_days(model: &Model) -> Result<(), String> {
    match &model.history.days {
        Some(_) => Ok(()),
        None if model.history.run.is_some() => Ok(()),
        None => Err("The calendar has not come yet.".to_owned()),
    }
}

fn with_runs(model: &Model) -> Result<(), String> {
    match runs(model) {
        Some(runs) if runs.is_empty() => Err("No sync began on that day.".to_owned()),
        Some(_) => Ok(()),
        None => Err("The syncs of that day have not come yet.".to_owned()),
    }
}
