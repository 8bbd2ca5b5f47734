//! What can be done on the dashboard.

use crossterm::event::KeyCode;

use crate::api::wire::Period;
use crate::tui::action_id::{ActionId, Dashboard};
use crate::tui::actions::Action;
use crate::tui::conditions::{always, with_figures};
use crate::tui::context::Context;
use crate::tui::keys::Chord;

/// What can be done on the dashboard.
pub const ACTIONS: &[Action] = &[
    Action {
        id: ActionId::Dashboard(Dashboard::Left),
        name: "left",
        description: "Move to the panel on the left.",
        keys: &[Chord::of(KeyCode::Left), Chord::char('h')],
        contexts: &[Context::Dashboard],
        footer: None,
        enabled: with_figures,
    },
    Action {
        id: ActionId::Dashboard(Dashboard::Down),
        name: "down",
        description: "Move to the panel below.",
        keys: &[Chord::of(KeyCode::Down), Chord::char('j')],
        contexts: &[Context::Dashboard],
        footer: None,
        enabled: with_figures,
    },
    Action {
        id: ActionId::Dashboard(Dashboard::Up),
        name: "up",
        description: "Move to the panel above.",
        keys: &[Chord::of(KeyCode::Up), Chord::char('k')],
        contexts: &[Context::Dashboard],
        footer: None,
        enabled: with_figures,
    },
    Action {
        id: ActionId::Dashboard(Dashboard::Right),
        name: "right",
        description: "Move to the panel on the right.",
        keys: &[Chord::of(KeyCode::Right), Chord::char('l')],
        contexts: &[Context::Dashboard],
        footer: None,
        enabled: with_figures,
    },
    Action {
        id: ActionId::Dashboard(Dashboard::Next),
        name: "next panel",
        description: "Move to the next panel.",
        keys: &[Chord::of(KeyCode::Tab)],
        contexts: &[Context::Dashboard, Context::Enlarged],
        footer: Some(2),
        enabled: with_figures,
    },
    Action {
        id: ActionId::Dashboard(Dashboard::Previous),
        name: "previous panel",
        description: "Move to the panel before.",
        keys: &[Chord::of(KeyCode::BackTab)],
        contexts: &[Context::Dashboard, Context::Enlarged],
        footer: None,
        enabled: with_figures,
    },
    Action {
        id: ActionId::Dashboard(Dashboard::First),
        name: "first panel",
        description: "Move to the first panel.",
        keys: &[Chord::of(KeyCode::Home)],
        contexts: &[Context::Dashboard],
        footer: None,
        enabled: with_figures,
    },
    Action {
        id: ActionId::Dashboard(Dashboard::Last),
        name: "last panel",
        description: "Move to the last panel.",
        keys: &[Chord::of(KeyCode::End), Chord::char('G')],
        contexts: &[Context::Dashboard],
        footer: None,
        enabled: with_figures,
    },
    Action {
        id: ActionId::Dashboard(Dashboard::PageUp),
        name: "page up",
        description: "Scroll up, where the terminal is too small for everything.",
        keys: &[Chord::of(KeyCode::PageUp), Chord::ctrl('u')],
        contexts: &[Context::Dashboard],
        footer: None,
        enabled: with_figures,
    },
    Action {
        id: ActionId::Dashboard(Dashboard::PageDown),
        name: "page down",
        description: "Scroll down, where the terminal is too small for everything.",
        keys: &[Chord::of(KeyCode::PageDown), Chord::ctrl('d')],
        contexts: &[Context::Dashboard],
        footer: None,
        enabled: with_figures,
    },
    Action {
        id: ActionId::Dashboard(Dashboard::Open),
        name: "enlarge",
        description: "Show the panel over the whole screen.",
        keys: &[Chord::of(KeyCode::Enter), Chord::char('o')],
        contexts: &[Context::Dashboard],
        footer: Some(1),
        enabled: with_figures,
    },
    Action {
        id: ActionId::Dashboard(Dashboard::Back),
        name: "back",
        description: "Go back to all panels.",
        keys: &[
            Chord::of(KeyCode::Esc),
            Chord::of(KeyCode::Enter),
            Chord::of(KeyCode::Backspace),
        ],
        contexts: &[Context::Enlarged],
        footer: Some(1),
        enabled: always,
    },
    Action {
        id: ActionId::Dashboard(Dashboard::PeriodNext),
        name: "period",
        description: "Show the next longer period: 7, 30, 90, 365 days.",
        keys: &[Chord::char('p')],
        contexts: &[Context::Dashboard, Context::Enlarged],
        footer: Some(3),
        enabled: with_figures,
    },
    Action {
        id: ActionId::Dashboard(Dashboard::PeriodPrevious),
        name: "shorter period",
        description: "Show the next shorter period.",
        keys: &[Chord::char('P')],
        contexts: &[Context::Dashboard, Context::Enlarged],
        footer: None,
        enabled: with_figures,
    },
];

/// The longest and shortest period have no neighbour on one side; `p` and `P` go round.
pub const fn previous_period(period: Period) -> Period {
    period.next().next().next()
}
