//! The two sets of glyphs: Unicode, and what every terminal, font and locale can show.

use super::env::Environment;
use crate::api::wire::{RunStatus, SourceState};

/// Which glyphs the terminal can show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Glyphs {
    /// Blocks, braille, light lines and arrows.
    #[default]
    Unicode,
    /// Bytes below 128 only.
    Ascii,
}

impl Glyphs {
    /// Chooses by `INTERLENS_GLYPHS`, then by the locale, then by the terminal: the Linux console has a font of 512
    /// glyphs and neither braille nor eighth blocks are among them.
    pub fn detect(env: &impl Environment) -> Self {
        match env.get("INTERLENS_GLYPHS").as_deref() {
            Some("ascii") => return Self::Ascii,
            Some("unicode") => return Self::Unicode,
            _ => {}
        }
        // The order in which the C library asks them; the first that is set decides.
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
            .into_iter()
            .find_map(|name| env.get(name).filter(|value| !value.is_empty()));
        let utf8 = locale.is_none_or(|locale| {
            let locale = locale.to_ascii_lowercase();
            locale.contains("utf-8") || locale.contains("utf8")
        });
        let console = env
            .get("TERM")
            .is_some_and(|term| term == "linux" || term.starts_with("linux-") || term == "dumb");
        if utf8 && !console { Self::Unicode } else { Self::Ascii }
    }

    /// One of two, by the set.
    pub const fn pick<T: Copy>(self, unicode: T, ascii: T) -> T {
        match self {
            Self::Unicode => unicode,
            Self::Ascii => ascii,
        }
    }

    /// The mark of a data source's state.
    pub const fn state(self, state: SourceState) -> &'static str {
        match self {
            Self::Unicode => state.mark(),
            Self::Ascii => match state {
                SourceState::Never => "o",
                SourceState::Syncing => "~",
                SourceState::Synced => "*",
                SourceState::Stopped => "/",
                SourceState::Failed => "x",
                SourceState::Paused => "=",
            },
        }
    }

    /// The mark of a run's or a module's state.
    pub const fn run(self, status: RunStatus) -> &'static str {
        match status {
            RunStatus::Waiting => self.pick("◌", "o"),
            RunStatus::Running => self.pick("↻", "~"),
            RunStatus::Success => self.pick("●", "*"),
            RunStatus::Failed => self.pick("✖", "x"),
            RunStatus::Cancelled | RunStatus::Interrupted => self.pick("◐", "/"),
        }
    }

    /// More, less or the same.
    pub fn change(self, change: f64) -> &'static str {
        if change > 0.0 {
            self.pick("▲", "+")
        } else if change < 0.0 {
            self.pick("▼", "-")
        } else {
            "="
        }
    }

    /// A text in this set. In ASCII, punctuation is replaced by its nearest relative and everything else that is not
    /// ASCII by as many `?` as it takes columns.
    pub fn text(self, text: &str) -> String {
        if self == Self::Unicode || text.is_ascii() {
            return text.to_owned();
        }
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                '—' | '–' | '─' | '−' | '▼' => out.push('-'),
                '…' => out.push('~'),
                '·' => out.push('|'),
                '×' => out.push('x'),
                '→' | '▸' => out.push('>'),
                '←' => out.push('<'),
                '↑' => out.push('^'),
                '↓' | '▾' => out.push('v'),
                '▲' => out.push('+'),
                '“' | '”' => out.push('"'),
                '‘' | '’' => out.push('\''),
                '⏎' => out.push_str("Enter"),
                c if c.is_ascii() => out.push(c),
                c => {
                    let width = unicode_width::UnicodeWidthChar::width(c).unwrap_or(0);
                    out.extend(std::iter::repeat_n('?', width));
                }
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn the_locale_decides_unless_somebody_says_otherwise() {
        let env = |pairs: &[(&'static str, &'static str)]| pairs.iter().copied().collect::<BTreeMap<_, _>>();
        assert_eq!(Glyphs::detect(&env(&[])), Glyphs::Unicode);
        assert_eq!(Glyphs::detect(&env(&[("LANG", "de_DE.UTF-8")])), Glyphs::Unicode);
        assert_eq!(Glyphs::detect(&env(&[("LANG", "C")])), Glyphs::Ascii);
        assert_eq!(
            Glyphs::detect(&env(&[("LC_ALL", "POSIX"), ("LANG", "en_US.utf8")])),
            Glyphs::Ascii
        );
        assert_eq!(
            Glyphs::detect(&env(&[("LC_ALL", ""), ("LANG", "en_US.utf8")])),
            Glyphs::Unicode
        );
        assert_eq!(
            Glyphs::detect(&env(&[("TERM", "linux"), ("LANG", "C.UTF-8")])),
            Glyphs::Ascii
        );
        assert_eq!(
            Glyphs::detect(&env(&[("INTERLENS_GLYPHS", "unicode"), ("LANG", "C")])),
            Glyphs::Unicode
        );
    }

    #[test]
    fn ascii_keeps_the_columns_of_what_it_cannot_show() {
        assert_eq!(Glyphs::Ascii.text("Zoë — 日本"), "Zo? - ????");
        assert_eq!(Glyphs::Unicode.text("Zoë"), "Zoë");
    }
}
