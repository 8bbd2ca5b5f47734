//! Keys as data: compared with what the terminal sends, named as people know them, and put after one another.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::theme::Glyphs;

/// A key with its modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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
        Self::with(code, KeyModifiers::NONE)
    }

    /// A letter with Ctrl.
    pub const fn ctrl(c: char) -> Self {
        Self::with(KeyCode::Char(c), KeyModifiers::CONTROL)
    }

    /// A key with modifiers.
    pub const fn with(code: KeyCode, modifiers: KeyModifiers) -> Self {
        Self { code, modifiers }
    }

    /// The key that was pressed.
    pub fn pressed(event: &KeyEvent) -> Self {
        // Shift is part of a character and of BackTab already; terminals differ in whether they also report it.
        let modifiers = match event.code {
            KeyCode::Char(_) | KeyCode::BackTab => event.modifiers - KeyModifiers::SHIFT,
            _ => event.modifiers,
        };
        Self::with(event.code, modifiers)
    }

    /// The key itself, without what is held with it.
    pub const fn code(self) -> KeyCode {
        self.code
    }

    /// What is held with it.
    pub const fn modifiers(self) -> KeyModifiers {
        self.modifiers
    }

    /// Whether it types a character, and so belongs to a text field that has the focus.
    pub fn types(self) -> bool {
        matches!(self.code, KeyCode::Char(_)) && self.modifiers.is_empty()
    }

    /// Its name: `↑`, `Enter`, `Ctrl-L`, `p`.
    pub fn label(self, glyphs: Glyphs) -> String {
        let held = self.modifiers;
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
            KeyCode::Char(c) if held.contains(KeyModifiers::CONTROL) => c.to_ascii_uppercase().to_string(),
            KeyCode::Char(c) => c.to_string(),
            other => format!("{other}"),
        };
        let mut label = String::new();
        for (modifier, word) in [
            (KeyModifiers::CONTROL, "Ctrl-"),
            (KeyModifiers::ALT, "Alt-"),
            (KeyModifiers::SHIFT, "Shift-"),
        ] {
            if held.contains(modifier) {
                label.push_str(word);
            }
        }
        label.push_str(&name);
        label
    }
}

/// The most keys after one another.
pub const LONGEST_CHORD: usize = 3;

/// A key, or a few keys after one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Chord([Option<Key>; LONGEST_CHORD]);

impl Chord {
    /// A printing key.
    pub const fn char(c: char) -> Self {
        Self::one(Key::char(c))
    }

    /// A key without modifiers.
    pub const fn of(code: KeyCode) -> Self {
        Self::one(Key::of(code))
    }

    /// A letter with Ctrl.
    pub const fn ctrl(c: char) -> Self {
        Self::one(Key::ctrl(c))
    }

    /// A key with Shift.
    pub const fn shift(code: KeyCode) -> Self {
        Self::one(Key::with(code, KeyModifiers::SHIFT))
    }

    /// A key with Alt.
    pub const fn alt(code: KeyCode) -> Self {
        Self::one(Key::with(code, KeyModifiers::ALT))
    }

    /// One key.
    pub const fn one(key: Key) -> Self {
        Self([Some(key), None, None])
    }

    /// Two printing keys after one another.
    pub const fn two(first: char, second: char) -> Self {
        Self([Some(Key::char(first)), Some(Key::char(second)), None])
    }

    /// Some keys after one another; nothing where there are none or too many.
    pub fn of_keys(keys: &[Key]) -> Option<Self> {
        if keys.is_empty() || keys.len() > LONGEST_CHORD {
            return None;
        }
        let mut chord = [None; LONGEST_CHORD];
        for (place, key) in chord.iter_mut().zip(keys) {
            *place = Some(*key);
        }
        Some(Self(chord))
    }

    /// The keys.
    pub fn keys(&self) -> impl Iterator<Item = Key> + '_ {
        self.0.iter().flatten().copied()
    }

    /// How many keys there are.
    pub fn len(&self) -> usize {
        self.keys().count()
    }

    /// Never so: a chord has a key.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether these keys are all of it.
    pub fn is(&self, pressed: &[Key]) -> bool {
        self.keys().eq(pressed.iter().copied())
    }

    /// Whether these keys are its beginning, and more has to come.
    pub fn begins_with(&self, pressed: &[Key]) -> bool {
        self.len() > pressed.len() && self.keys().zip(pressed).all(|(own, key)| own == *key)
    }

    /// Whether its first key types a character, and so belongs to a text field that has the focus.
    pub fn types(&self) -> bool {
        self.keys().next().is_some_and(Key::types)
    }

    /// Its name: `g t`, `Ctrl-L`.
    pub fn label(&self, glyphs: Glyphs) -> String {
        let labels: Vec<String> = self.keys().map(|key| key.label(glyphs)).collect();
        labels.join(" ")
    }
}
