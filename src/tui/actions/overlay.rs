//! What can be done in what lies on top: help, palette, notifications, questions.

use crossterm::event::KeyCode;

use super::action::Action;
use crate::tui::action_id::{ActionId, Overlay};
use crate::tui::conditions::always;
use crate::tui::context::Context::{self, Confirm, Help, Jump, Notifications, Palette};
use crate::tui::keys::Chord;

const LISTS: &[Context] = &[Help, Palette, Notifications];

const fn act(
    id: Overlay,
    name: &'static str,
    description: &'static str,
    keys: &'static [Chord],
    contexts: &'static [Context],
    footer: Option<u8>,
) -> Action {
    Action {
        id: ActionId::Overlay(id),
        name,
        description,
        keys,
        contexts,
        footer,
        enabled: always,
    }
}

/// What can be done in what lies on top.
pub(super) const ACTIONS: &[Action] = &[
    act(
        Overlay::Close,
        "close",
        "Close it; where something was typed, erase that first.",
        &[Chord::of(KeyCode::Esc), Chord::of(KeyCode::F(1))],
        &[Palette, Jump, Notifications, Help],
        Some(2),
    ),
    act(
        Overlay::Choose,
        "do it",
        "Do what is under the cursor.",
        &[Chord::of(KeyCode::Enter)],
        LISTS,
        Some(1),
    ),
    act(
        Overlay::Up,
        "up",
        "Move up.",
        &[Chord::of(KeyCode::Up), Chord::ctrl('k')],
        LISTS,
        None,
    ),
    act(
        Overlay::Down,
        "down",
        "Move down.",
        &[Chord::of(KeyCode::Down), Chord::ctrl('j'), Chord::ctrl('n')],
        LISTS,
        Some(3),
    ),
    act(
        Overlay::PageUp,
        "page up",
        "Move a page up.",
        &[Chord::of(KeyCode::PageUp)],
        LISTS,
        None,
    ),
    act(
        Overlay::PageDown,
        "page down",
        "Move a page down.",
        &[Chord::of(KeyCode::PageDown)],
        LISTS,
        None,
    ),
    act(
        Overlay::Yes,
        "cancel the sync",
        "Yes, cancel the sync.",
        &[Chord::char('y'), Chord::of(KeyCode::Enter)],
        &[Confirm],
        Some(1),
    ),
    act(
        Overlay::No,
        "go on",
        "No, let it go on.",
        &[Chord::char('n'), Chord::of(KeyCode::Esc)],
        &[Confirm],
        Some(2),
    ),
];
