//! The names of keys in files: `s`, `alt-s`, `ctrl-c`, `shift-tab`, `g t`.

use std::str::FromStr;

use crossterm::event::{KeyCode, KeyModifiers};

use super::keys::{Chord, Key, LONGEST_CHORD};

/// Keys that have a name rather than a character.
const NAMED: &[(&str, KeyCode)] = &[
    ("enter", KeyCode::Enter),
    ("esc", KeyCode::Esc),
    ("tab", KeyCode::Tab),
    ("backspace", KeyCode::Backspace),
    ("delete", KeyCode::Delete),
    ("insert", KeyCode::Insert),
    ("up", KeyCode::Up),
    ("down", KeyCode::Down),
    ("left", KeyCode::Left),
    ("right", KeyCode::Right),
    ("home", KeyCode::Home),
    ("end", KeyCode::End),
    ("pageup", KeyCode::PageUp),
    ("pagedown", KeyCode::PageDown),
    ("space", KeyCode::Char(' ')),
];

/// Other words that people use for them.
const ALSO: &[(&str, KeyCode)] = &[
    ("return", KeyCode::Enter),
    ("escape", KeyCode::Esc),
    ("del", KeyCode::Delete),
    ("ins", KeyCode::Insert),
    ("pgup", KeyCode::PageUp),
    ("pgdn", KeyCode::PageDown),
    ("pgdown", KeyCode::PageDown),
    ("bs", KeyCode::Backspace),
];

impl Key {
    /// Its name in files.
    pub fn name(self) -> String {
        let (code, mut held) = (self.code(), self.modifiers());
        let base = match code {
            KeyCode::BackTab => {
                held |= KeyModifiers::SHIFT;
                "tab".to_owned()
            }
            KeyCode::F(number) => format!("f{number}"),
            KeyCode::Char(c) if c != ' ' => c.to_string(),
            code => {
                let named = NAMED.iter().find(|(_, other)| *other == code);
                named.map_or_else(|| format!("{code}").to_lowercase(), |(name, _)| (*name).to_owned())
            }
        };
        let mut name = String::new();
        for (modifier, word) in [
            (KeyModifiers::CONTROL, "ctrl-"),
            (KeyModifiers::ALT, "alt-"),
            (KeyModifiers::SHIFT, "shift-"),
        ] {
            if held.contains(modifier) {
                name.push_str(word);
            }
        }
        name + &base
    }
}

impl FromStr for Key {
    type Err = String;

    /// Reads a key's name; what is wrong with it is said with what would be right.
    fn from_str(text: &str) -> Result<Self, String> {
        let mut rest = text;
        let mut held = KeyModifiers::NONE;
        // The last character may itself be a hyphen.
        while let Some((word, more)) = rest
            .split_once(['-', '+'])
            .filter(|(word, more)| !word.is_empty() && !more.is_empty())
        {
            held |= match word.to_ascii_lowercase().as_str() {
                "ctrl" | "control" | "c" => KeyModifiers::CONTROL,
                "alt" | "meta" | "m" | "a" => KeyModifiers::ALT,
                "shift" | "s" => KeyModifiers::SHIFT,
                _ => {
                    return Err(format!(
                        "{word:?} is held with no key; there are ctrl-, alt- and shift-."
                    ));
                }
            };
            rest = more;
        }
        let mut characters = rest.chars();
        let code = match (characters.next(), characters.next()) {
            (None, _) => return Err("A key is missing.".to_owned()),
            (Some(c), None) if c.is_control() || c.is_whitespace() => {
                return Err("A blank is written as \"space\".".to_owned());
            }
            (Some(c), None) => KeyCode::Char(c),
            _ => named(rest)?,
        };
        plain(code, held)
    }
}

fn named(word: &str) -> Result<KeyCode, String> {
    let lower = word.to_ascii_lowercase();
    if let Some(number) = lower.strip_prefix('f').and_then(|number| number.parse::<u8>().ok()) {
        return if (1..=24).contains(&number) {
            Ok(KeyCode::F(number))
        } else {
            Err("Function keys are f1 to f24.".to_owned())
        };
    }
    let found = NAMED.iter().chain(ALSO).find(|(name, _)| *name == lower);
    found.map(|(_, code)| *code).ok_or_else(|| {
        let names: Vec<&str> = NAMED.iter().map(|(name, _)| *name).collect();
        format!(
            "There is no key {word:?}; a key is one character, f1 to f24, or one of {}.",
            names.join(", ")
        )
    })
}

/// The key as a terminal reports it.
fn plain(code: KeyCode, held: KeyModifiers) -> Result<Key, String> {
    let shift = held.contains(KeyModifiers::SHIFT);
    let without = held - KeyModifiers::SHIFT;
    Ok(match code {
        KeyCode::Tab if shift => Key::with(KeyCode::BackTab, without),
        KeyCode::Char(c) if held.contains(KeyModifiers::CONTROL) => {
            if shift {
                return Err("Terminals do not tell ctrl-shift from ctrl; leave shift out.".to_owned());
            }
            Key::with(KeyCode::Char(c.to_ascii_lowercase()), without)
        }
        KeyCode::Char(c) if shift && c.is_alphabetic() => {
            let mut upper = c.to_uppercase();
            match (upper.next(), upper.next()) {
                (Some(upper), None) => Key::with(KeyCode::Char(upper), without),
                _ => return Err(format!("{c:?} has no single upper-case letter.")),
            }
        }
        KeyCode::Char(_) if shift => {
            return Err("Write the character that is typed with shift, without shift-.".to_owned());
        }
        code => Key::with(code, held),
    })
}

impl Chord {
    /// Its name in files.
    pub fn name(&self) -> String {
        let names: Vec<String> = self.keys().map(Key::name).collect();
        names.join(" ")
    }
}

impl FromStr for Chord {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let keys = text
            .split_whitespace()
            .map(str::parse)
            .collect::<Result<Vec<Key>, _>>()?;
        if keys.is_empty() {
            return Err("A key is missing; [] takes all keys away.".to_owned());
        }
        Self::of_keys(&keys).ok_or_else(|| format!("At most {LONGEST_CHORD} keys follow one another."))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::tui::actions;

    #[test]
    fn every_key_of_the_registry_has_a_name_that_leads_back() {
        for action in actions::all() {
            for chord in action.keys {
                assert_eq!(chord.name().parse(), Ok(*chord), "{}", chord.name());
            }
        }
    }

    #[test]
    fn keys_are_read_as_people_write_them() {
        let same = |a: &str, b: &str| assert_eq!(a.parse::<Chord>().unwrap().name(), b);
        same("Ctrl-C", "ctrl-c");
        same("ctrl+c", "ctrl-c");
        same("shift-tab", "shift-tab");
        same("shift-g", "G");
        same("g  t", "g t");
        same("-", "-");
        same("alt--", "alt--");
        same("+", "+");
        same("PgDn", "pagedown");
        same("F5", "f5");
        same("ß", "ß");
        for wrong in [
            "",
            "ctrl-",
            "hyper-x",
            "ctrl-shift-x",
            "shift-1",
            "f99",
            "nokey",
            "a b c d",
        ] {
            let why = wrong.parse::<Chord>().unwrap_err();
            assert!(why.ends_with('.'), "{wrong}: {why}");
        }
    }

    proptest! {
        #[test]
        fn any_word_is_a_key_or_refused(text in "(ctrl-|alt-|shift-)?.{0,6}") {
            if let Ok(chord) = text.parse::<Chord>() {
                prop_assert_eq!(chord.name().parse::<Chord>(), Ok(chord));
            }
        }
    }
}
