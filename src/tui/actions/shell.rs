//! What can be done wherever one is.

use crossterm::event::KeyCode;

use super::action::Action;
use crate::tui::action_id::{ActionId, Shell};
use crate::tui::conditions::{always, can_go_back, can_go_forward, has_other_source, may_cancel, may_start};
use crate::tui::context::Context::{self, Anywhere, Tabs};
use crate::tui::keys::Chord;

const fn tab(id: Shell, name: &'static str, description: &'static str, keys: &'static [Chord]) -> Action {
    act(id, name, description, keys, &[Tabs], None)
}

const fn act(
    id: Shell,
    name: &'static str,
    description: &'static str,
    keys: &'static [Chord],
    contexts: &'static [Context],
    footer: Option<u8>,
) -> Action {
    Action {
        id: ActionId::Shell(id),
        name,
        description,
        keys,
        contexts,
        footer,
        enabled: always,
    }
}

/// What can be done wherever one is.
pub(super) const ACTIONS: &[Action] = &[
    tab(
        Shell::Dashboard,
        "dashboard",
        "Show the dashboard.",
        &[Chord::char('1')],
    ),
    tab(
        Shell::Modules,
        "modules",
        "Show the tables of the modules.",
        &[Chord::char('2')],
    ),
    tab(
        Shell::Sources,
        "data sources",
        "Show what is connected.",
        &[Chord::char('3')],
    ),
    tab(
        Shell::History,
        "sync history",
        "Show the syncs of the last 45 days.",
        &[Chord::char('4')],
    ),
    tab(Shell::Audit, "audit history", "Show who did what.", &[Chord::char('5')]),
    tab(
        Shell::Charts,
        "charts",
        "Show every kind of chart over the data.",
        &[Chord::char('6')],
    ),
    tab(
        Shell::NextTab,
        "next tab",
        "Show the tab on the right.",
        &[Chord::char('}'), Chord::two('g', 't')],
    ),
    tab(
        Shell::PreviousTab,
        "previous tab",
        "Show the tab on the left.",
        &[Chord::char('{'), Chord::two('g', 'T')],
    ),
    Action {
        enabled: can_go_back,
        ..tab(
            Shell::GoBack,
            "go back",
            "Go back to the place before this one.",
            &[Chord::char('['), Chord::alt(KeyCode::Left)],
        )
    },
    Action {
        enabled: can_go_forward,
        ..tab(
            Shell::GoForward,
            "go forward",
            "Go forward again to the place one came back from.",
            &[Chord::char(']'), Chord::alt(KeyCode::Right)],
        )
    },
    Action {
        enabled: has_other_source,
        ..act(
            Shell::SourceNext,
            "data source",
            "Show the next data source.",
            &[Chord::char('D')],
            &[Tabs],
            Some(5),
        )
    },
    Action {
        enabled: may_start,
        ..act(
            Shell::SyncNow,
            "sync now",
            "Bring in what is new, now.",
            &[Chord::char('s')],
            &[
                Context::Dashboard,
                Context::Enlarged,
                Context::Sources,
                Context::History,
            ],
            Some(4),
        )
    },
    Action {
        enabled: may_cancel,
        ..act(
            Shell::CancelSync,
            "cancel sync",
            "Cancel the sync that runs; what it has brought in stays.",
            &[Chord::char('x')],
            &[
                Context::Dashboard,
                Context::Enlarged,
                Context::Sources,
                Context::History,
            ],
            Some(4),
        )
    },
    act(
        Shell::Refresh,
        "refresh",
        "Ask for what is shown again; without an engine, look for one now.",
        &[Chord::char('r'), Chord::of(KeyCode::F(5))],
        &[Tabs],
        Some(8),
    ),
    tab(
        Shell::Notifications,
        "notifications",
        "Show what happened while nobody looked.",
        &[Chord::char('!')],
    ),
    act(
        Shell::Palette,
        "commands",
        "Find anything that can be done by its name, and do it.",
        &[Chord::char(':'), Chord::ctrl('p')],
        &[Tabs],
        Some(9),
    ),
    tab(
        Shell::Jump,
        "jump",
        "Put a label on everything that can have the focus; typing it goes there.",
        &[Chord::char('\'')],
    ),
    tab(
        Shell::Theme,
        "theme",
        "Show the next theme: dark, light, and two that the colour-blind can tell apart.",
        &[Chord::char('T')],
    ),
    tab(
        Shell::CopyAddress,
        "copy address",
        "Copy the address of this place; `interlens open ADDRESS` comes back to it.",
        &[Chord::two('y', 'a')],
    ),
    tab(
        Shell::Mouse,
        "mouse",
        "Give the mouse back to the terminal, to select text; again to take it.",
        &[Chord::char('m')],
    ),
    act(
        Shell::Help,
        "help",
        "Show everything that can be done; type to find.",
        &[Chord::char('?'), Chord::of(KeyCode::F(1))],
        &[Tabs],
        Some(0),
    ),
    act(
        Shell::Redraw,
        "redraw",
        "Paint the whole screen again.",
        &[Chord::ctrl('l')],
        &[Anywhere],
        None,
    ),
    act(
        Shell::Suspend,
        "suspend",
        "Go back to the shell for a while; `fg` comes back here.",
        &[Chord::ctrl('z')],
        &[Anywhere],
        None,
    ),
    act(
        Shell::Quit,
        "quit",
        "Leave the dashboard. The engine and its schedule go on.",
        &[Chord::char('q'), Chord::ctrl('c')],
        &[Anywhere],
        Some(10),
    ),
];
