//! How text may look on the stream it goes to: width, colour, characters.
//!
//! Asked of the terminal and the environment once, at the start:
//!
//! - width and height from `COLUMNS` and `LINES`, then from the terminal, then 80 × 24;
//! - colour by `--color`; when `auto`, on a terminal that is not `dumb` and without `NO_COLOR`;
//! - characters beyond ASCII unless the locale names another encoding than UTF-8, or `INTERLENS_GLYPHS` decides.

use std::borrow::Cow;
use std::ffi::OsString;

use clap::ValueEnum;

/// Whether to use colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ColorChoice {
    /// On a terminal, unless `NO_COLOR` is set.
    #[default]
    Auto,
    /// Always, in pipes too.
    Always,
    /// Never.
    Never,
}

/// What a piece of text is, which decides how it is set off. Nothing is said by colour alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// A heading.
    Strong,
    /// Beside the point.
    Dim,
    /// As it should be.
    Good,
    /// To be looked at.
    Warn,
    /// Wrong.
    Bad,
}

impl Tone {
    /// The SGR parameters. The sixteen colours, which every terminal's theme keeps readable.
    const fn sgr(self) -> &'static str {
        match self {
            Self::Strong => "1",
            Self::Dim => "2",
            Self::Good => "32",
            Self::Warn => "33",
            Self::Bad => "1;31",
        }
    }
}

/// How text may look.
#[expect(
    clippy::struct_excessive_bools,
    reason = "seven facts that do not depend on each other"
)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Columns of the terminal that reads standard output.
    pub width: usize,
    /// Its lines.
    pub height: usize,
    /// Whether standard output is a terminal.
    pub terminal: bool,
    /// Whether keys can be read: standard input is a terminal.
    pub keyboard: bool,
    /// Whether somebody can be asked: standard input and standard error are terminals.
    pub can_ask: bool,
    /// Whether narration goes to a terminal.
    pub narrates_to_terminal: bool,
    /// Colour on standard output.
    pub color: bool,
    /// Colour on standard error.
    pub narration_color: bool,
    /// Only ASCII characters can be shown.
    pub ascii: bool,
}

/// A pipe.
impl Default for Look {
    fn default() -> Self {
        Self {
            width: 80,
            height: 24,
            terminal: false,
            keyboard: false,
            can_ask: false,
            narrates_to_terminal: false,
            color: false,
            narration_color: false,
            ascii: false,
        }
    }
}

impl Look {
    /// The look for the streams of this process. `terminals` says which of input, output and error are terminals.
    pub fn of(env: impl Fn(&str) -> Option<OsString>, choice: ColorChoice, terminals: (bool, bool, bool)) -> Self {
        let (input, output, error) = terminals;
        let window = output.then(window).flatten();
        let size = |name: &str, window: Option<u16>, otherwise: usize| {
            word(&env, name)
                .and_then(|text| text.parse().ok())
                .filter(|size| *size > 0)
                .or(window.map(usize::from))
                .unwrap_or(otherwise)
        };
        let plain = word(&env, "NO_COLOR").is_some() || word(&env, "TERM").is_some_and(|term| term == "dumb");
        let color = |terminal: bool| match choice {
            ColorChoice::Auto => terminal && !plain,
            ColorChoice::Always => true,
            ColorChoice::Never => false,
        };
        Self {
            width: size("COLUMNS", window.map(|(columns, _)| columns), 80),
            height: size("LINES", window.map(|(_, lines)| lines), 24),
            terminal: output,
            keyboard: input,
            can_ask: input && error,
            narrates_to_terminal: error,
            color: color(output),
            narration_color: color(error),
            ascii: only_ascii(&env),
        }
    }

    /// A piece of output set off by its tone.
    pub fn tone(&self, tone: Tone, text: &str) -> String {
        paint(self.color, tone, text)
    }

    /// A piece of narration set off by its tone.
    pub fn narration(&self, tone: Tone, text: &str) -> String {
        paint(self.narration_color, tone, text)
    }

    /// The text in characters that can be shown. Punctuation becomes ASCII column for column, so tables keep their
    /// shape; letters stay what they are.
    pub fn text<'a>(&self, text: &'a str) -> Cow<'a, str> {
        if !self.ascii || text.is_ascii() {
            return Cow::Borrowed(text);
        }
        Cow::Owned(text.chars().map(ascii).collect())
    }
}

fn paint(color: bool, tone: Tone, text: &str) -> String {
    if color && !text.is_empty() {
        format!("\x1b[{}m{text}\x1b[0m", tone.sgr())
    } else {
        text.to_owned()
    }
}

/// The size of the terminal at standard output: columns, lines.
fn window() -> Option<(u16, u16)> {
    let size = rustix::termios::tcgetwinsize(std::io::stdout()).ok()?;
    (size.ws_col > 0 && size.ws_row > 0).then_some((size.ws_col, size.ws_row))
}

/// A variable that is set to something.
fn word(env: &impl Fn(&str) -> Option<OsString>, name: &str) -> Option<String> {
    env(name)?.into_string().ok().filter(|text| !text.is_empty())
}

/// Whether the locale names an encoding other than UTF-8. An environment without a locale says nothing: what shows the
/// output of a script or a container understands UTF-8 all the same.
fn only_ascii(env: &impl Fn(&str) -> Option<OsString>) -> bool {
    match word(env, "INTERLENS_GLYPHS").as_deref() {
        Some("ascii") => return true,
        Some("unicode") => return false,
        _ => {}
    }
    ["LC_ALL", "LC_CTYPE", "LANG"]
        .iter()
        .find_map(|name| word(env, name))
        .is_some_and(|locale| {
            let locale = locale.to_ascii_lowercase();
            !(locale.contains("utf-8") || locale.contains("utf8"))
        })
}

/// The ASCII character for a mark of ours or a piece of punctuation, one column for one.
const fn ascii(c: char) -> char {
    match c {
        '…' => '~',
        '—' | '–' | '─' | '‑' | '−' => '-',
        '·' | '•' | '●' => '*',
        '◌' => 'o',
        '◐' => '/',
        '✖' | '×' => 'x',
        '‖' | '│' => '|',
        '→' | '▸' | '↻' | '⟩' => '>',
        '←' | '⟨' => '<',
        '▲' | '↑' => '^',
        '▼' | '↓' => 'v',
        '“' | '”' => '"',
        '‘' | '’' => '\'',
        '\u{a0}' | '\u{202f}' => ' ',
        '█' | '▓' => '#',
        '░' => '.',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::wire::SourceState;
    use crate::text::{display_width, format::EMPTY};

    fn look(env: &[(&str, &str)], choice: ColorChoice, terminal: bool) -> Look {
        let env: Vec<(String, OsString)> = env
            .iter()
            .map(|(name, value)| ((*name).to_owned(), OsString::from(value)))
            .collect();
        let find = move |wanted: &str| {
            env.iter()
                .find(|(name, _)| name == wanted)
                .map(|(_, value)| value.clone())
        };
        Look::of(find, choice, (terminal, terminal, terminal))
    }

    #[test]
    fn colour_follows_the_choice_then_the_terminal() {
        assert!(!look(&[], ColorChoice::Auto, false).color);
        assert!(look(&[], ColorChoice::Always, false).color);
        assert!(look(&[], ColorChoice::Auto, true).color);
        assert!(!look(&[("NO_COLOR", "1")], ColorChoice::Auto, true).color);
        assert!(look(&[("NO_COLOR", "")], ColorChoice::Auto, true).color);
        assert!(!look(&[("TERM", "dumb")], ColorChoice::Auto, true).color);
        assert!(!look(&[], ColorChoice::Never, true).color);
    }

    #[test]
    fn columns_may_be_told() {
        assert_eq!(look(&[("COLUMNS", "132")], ColorChoice::Auto, false).width, 132);
        assert_eq!(look(&[("COLUMNS", "none")], ColorChoice::Auto, false).width, 80);
        assert_eq!(look(&[("COLUMNS", "0")], ColorChoice::Auto, false).width, 80);
    }

    #[test]
    fn the_locale_decides_about_characters() {
        for (env, expected) in [
            (vec![], false),
            (vec![("LANG", "C.UTF-8")], false),
            (vec![("LANG", "en_US.utf8")], false),
            (vec![("LANG", "de_DE.ISO-8859-1")], true),
            (vec![("LANG", "C")], true),
            (vec![("LC_ALL", "POSIX"), ("LANG", "en_US.UTF-8")], true),
            (vec![("LC_ALL", "C"), ("INTERLENS_GLYPHS", "unicode")], false),
            (vec![("INTERLENS_GLYPHS", "ascii"), ("LANG", "C.UTF-8")], true),
        ] {
            assert_eq!(look(&env, ColorChoice::Auto, false).ascii, expected, "{env:?}");
        }
    }

    #[test]
    fn every_mark_of_ours_has_an_ascii_form_of_the_same_width() {
        use SourceState::{Failed, Never, Paused, Stopped, Synced, Syncing};
        let look = Look {
            ascii: true,
            ..Look::default()
        };
        let marks = [Never, Syncing, Synced, Stopped, Failed, Paused].map(SourceState::mark);
        for text in marks.iter().copied().chain([EMPTY, "…", "→", "⟨RLO⟩", "a · b"]) {
            let plain = look.text(text);
            assert!(plain.is_ascii(), "{text}");
            assert_eq!(display_width(&plain), display_width(text), "{text}");
        }
        assert_eq!(look.text("Zoë"), "Zoë");
    }
}
