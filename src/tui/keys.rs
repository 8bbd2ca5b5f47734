//! Keys as data: compared with what the terminal sends, and named as people know them.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::theme::Glyphs;

/// A key with its modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    code: KeyCode,
    modifiers: KeyModifiers,
}

impl Key {
    /// A printing key. An upper-case letter is the letter with Shift.
    pub const fn char(c: char) -> Self {
        Self::of(KeyCode::Char(c))
    }

    /// A key without modifiers.
    pub const fn of(code: KeyCode) -> Self {
        Self {
            code,
            modifiers: KeyModifiers::NONE,
        }
    }

    /// A letter with Ctrl.
    pub const fn ctrl(c: char) -> Self {
        Self {
            code: KeyCode::Char(c),
            modifiers: KeyModifiers::CONTROL,
        }
    }

    /// Whether this is the key that was pressed.
    pub fn is(self, event: &KeyEvent) -> bool {
        // Shift is part of a character and of BackTab already; terminals differ in whether they also report it.
        let modifiers = match event.code {
            KeyCode::Char(_) | KeyCode::BackTab => event.modifiers - KeyModifiers::SHIFT,
            _ => event.modifiers,
        };
        self.code == event.code && self.modifiers == modifiers
    }

    /// Whether it types a character, and so belongs to a text field that has the focus.
    pub fn types(self) -> bool {
        matches!(self.code, KeyCode::Char(_)) && self.modifiers.is_empty()
    }

    /// Its name: `↑`, `Enter`, `Ctrl-L`, `p`.
    pub fn label(self, glyphs: Glyphs) -> String {
        let name = match self.code {
            KeyCode::Up => glyphs.pick("↑", "Up").to_owned(),
            KeyCode::Down => glyphs.pick("↓", "Down").to_owned(),
            KeyCode::Left => glyphs.pick("←", "Left").to_owned(),
            KeyCode::Right => glyphs.pick("→", "Right").to_owned(),
            KeyCode::Enter => glyphs.pick("⏎", "Enter").to_owned(),
            KeyCode::Esc => "Esc".to_owned(),
            KeyCode::Tab => "Tab".to_owned(),
            KeyCode::BackTab => "Shift-Tab".to_owned(),
            KeyCode::Home => "Home".to_owned(),
            KeyCode::End => "End".to_owned(),
            KeyCode::PageUp => "PgUp".to_owned(),
            KeyCode::PageDown => "PgDn".to_owned(),
            KeyCode::Backspace => "Backspace".to_owned(),
            KeyCode::F(number) => format!("F{number}"),
            KeyCode::Char(' ') => "Space".to_owned(),
            KeyCode::Char(c) if self.modifiers.contains(KeyModifiers::CONTROL) => c.to_ascii_uppercase().to_string(),
            KeyCode::Char(c) => c.to_string(),
            other => format!("{other}"),
        };
        if self.modifiers.contains(KeyModifiers::CONTROL) {
            format!("Ctrl-{name}")
        } else {
            name
        }
    }
}
