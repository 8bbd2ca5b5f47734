//! Desktop notifications: the terminal shows them, so that they come to the person's own machine, also over SSH.
//!
//! There are three sequences for the same thing and no way to ask which one a terminal knows without making the others
//! print it. [`Notifier::detect`] chooses by what terminals say of themselves in the environment.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::multiplexer::Multiplexer;
use crate::text::{SafeText, truncate};
use crate::tui::theme::Environment;

/// The widest title, in columns.
const TITLE: usize = 64;
/// The widest text, in columns. Desktops show two or three lines.
const BODY: usize = 200;

/// How notifications are to be sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Desktop {
    /// Not at all.
    Off,
    /// In the way that this terminal is known for.
    #[default]
    Auto,
    /// In this way.
    By(DesktopWay),
}

/// A way to send them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DesktopWay {
    /// OSC 9: iTerm2's; only a text.
    Osc9,
    /// OSC 777: rxvt's; a title and a text.
    Osc777,
    /// OSC 99: kitty's; a title, a text, and more that is not needed here.
    Osc99,
    /// BEL: a sound, a mark at the window or tab, or nothing.
    Bell,
}

/// A terminal that says what it is: a variable, how its value begins, the way, and whether the terminal is sure to show it.
type Known = (&'static str, &'static str, DesktopWay, bool);

/// Terminals by what they set, the most particular first. Where it is not sure that a notification is shown, the bell goes
/// with it.
const KNOWN: &[Known] = &[
    // kitty reads OSC 9 and 777, too; only its own tells title and text apart without a separator.
    ("KITTY_WINDOW_ID", "", DesktopWay::Osc99, true),
    ("TERM", "xterm-kitty", DesktopWay::Osc99, true),
    // Ghostty, WezTerm and Warp read OSC 9 and 777; 777 has a title.
    ("TERM_PROGRAM", "ghostty", DesktopWay::Osc777, true),
    ("TERM", "xterm-ghostty", DesktopWay::Osc777, true),
    ("TERM_PROGRAM", "WezTerm", DesktopWay::Osc777, true),
    ("WEZTERM_PANE", "", DesktopWay::Osc777, true),
    ("TERM_PROGRAM", "WarpTerminal", DesktopWay::Osc777, true),
    // foot reads OSC 9 and 777, and 99 since 1.18.
    ("TERM", "foot", DesktopWay::Osc777, true),
    ("TERM", "contour", DesktopWay::Osc777, true),
    // iTerm2 reads OSC 9; it sets LC_TERMINAL because that travels over SSH.
    ("TERM_PROGRAM", "iTerm.app", DesktopWay::Osc9, true),
    ("LC_TERMINAL", "iTerm2", DesktopWay::Osc9, true),
    // Zed reads OSC 9 only.
    ("TERM_PROGRAM", "zed", DesktopWay::Osc9, false),
    // rxvt needs its Perl extension for OSC 777.
    ("TERM", "rxvt", DesktopWay::Osc777, false),
    // Konsole and VTE swallow what they do not know; Fedora's VTE and newer Konsoles show OSC 777.
    ("KONSOLE_VERSION", "", DesktopWay::Osc777, false),
    ("VTE_VERSION", "", DesktopWay::Osc777, false),
    // Windows Terminal, Terminal.app, VS Code, Alacritty, xterm and the console mark the window at a bell, or ring.
];

/// What to do for a notification in this terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Notifier {
    way: Option<DesktopWay>,
    sure: bool,
    multiplexer: Multiplexer,
}

impl Notifier {
    /// The notifier for a setting in an environment.
    pub fn detect(setting: Desktop, env: &impl Environment) -> Self {
        let multiplexer = Multiplexer::detect(env);
        let (way, sure) = match setting {
            Desktop::Off => (None, true),
            Desktop::By(way) => (Some(way), true),
            // A terminal without any control would show what the sequence is made of.
            Desktop::Auto if env.get("TERM").is_none_or(|term| term.is_empty() || term == "dumb") => (None, true),
            Desktop::Auto => {
                let known = KNOWN.iter().find(|(name, begins, ..)| {
                    env.get(name)
                        .is_some_and(|value| !value.is_empty() && value.starts_with(begins))
                });
                match known {
                    // Whether tmux or screen let it through, and whether what they were started in is still what they
                    // are shown in, nobody can tell; at a bell they mark the window.
                    Some((_, _, way, sure)) => (Some(*way), *sure && multiplexer == Multiplexer::None),
                    None => (Some(DesktopWay::Bell), true),
                }
            }
        };
        Self { way, sure, multiplexer }
    }

    /// What is written for a notification; nothing where none is wanted.
    pub fn to_terminal(&self, notification: &Notification) -> String {
        let bell = "\x07";
        match self.way {
            None => String::new(),
            Some(DesktopWay::Bell) => bell.to_owned(),
            Some(way) => {
                let sent = self.multiplexer.wrapped(&notification.by(way).to_string());
                if self.sure { sent } else { sent + bell }
            }
        }
    }
}

/// Something to be told on the desktop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notification {
    title: String,
    body: String,
}

impl Notification {
    /// Of any two texts: what could do harm in them shows as what it is, and the separator as a comma.
    pub fn new(title: &str, body: &str) -> Self {
        let shown = |text: &str, columns| truncate(&SafeText::new(text).replace(';', ","), columns);
        Self {
            title: shown(&format!("interlens: {title}"), TITLE),
            body: shown(body, BODY),
        }
    }

    const fn by(&self, way: DesktopWay) -> Sequence<'_> {
        Sequence {
            notification: self,
            way,
        }
    }
}

/// A notification in one of the ways.
struct Sequence<'a> {
    notification: &'a Notification,
    way: DesktopWay,
}

impl fmt::Display for Sequence<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Notification { title, body } = self.notification;
        match self.way {
            // A text that begins with a digit would be read as one of ConEmu's commands; it begins with our name.
            DesktopWay::Osc9 => write!(f, "\x1b]9;{title}. {body}\x07"),
            DesktopWay::Osc777 => write!(f, "\x1b]777;notify;{title};{body}\x07"),
            // The later of two with one identifier takes the place of the earlier, so that they do not pile up.
            DesktopWay::Osc99 => write!(
                f,
                "\x1b]99;i=interlens:d=0:e=1;{}\x07\x1b]99;i=interlens:d=1:e=1:p=body;{}\x07",
                STANDARD.encode(title),
                STANDARD.encode(body)
            ),
            DesktopWay::Bell => f.write_str("\x07"),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    fn sent(env: &[(&'static str, &'static str)]) -> String {
        let env: BTreeMap<&str, &str> = env.iter().copied().collect();
        Notifier::detect(Desktop::Auto, &env).to_terminal(&Notification::new("The sync failed", "Acme: 401"))
    }

    #[test]
    fn each_terminal_gets_its_own() {
        let by_777 = "\x1b]777;notify;interlens: The sync failed;Acme: 401\x07";
        let by_9 = "\x1b]9;interlens: The sync failed. Acme: 401\x07";
        assert_eq!(sent(&[("TERM", "xterm-256color"), ("TERM_PROGRAM", "WezTerm")]), by_777);
        assert_eq!(sent(&[("TERM", "foot-extra")]), by_777);
        assert_eq!(sent(&[("TERM", "xterm-256color"), ("LC_TERMINAL", "iTerm2")]), by_9);
        assert!(sent(&[("TERM", "xterm-kitty")]).starts_with("\x1b]99;i=interlens:d=0:e=1;"));
        assert_eq!(
            sent(&[("TERM", "xterm-256color"), ("VTE_VERSION", "7600")]),
            format!("{by_777}\x07"),
            "nobody knows whether this one shows it"
        );
        assert_eq!(sent(&[("TERM", "alacritty")]), "\x07");
        assert_eq!(sent(&[("TERM", "dumb")]), "");
        assert_eq!(sent(&[]), "");
        assert_eq!(
            sent(&[("TERM", "tmux-256color"), ("TMUX", "x"), ("LC_TERMINAL", "iTerm2")]),
            format!("\x1bPtmux;\x1b{by_9}\x1b\\\x07")
        );
        assert_eq!(sent(&[("TERM", "screen"), ("STY", "x")]), "\x07");
    }

    #[test]
    fn what_is_set_is_obeyed() {
        let env: BTreeMap<&str, &str> = [("TERM", "xterm-kitty")].into();
        let told = Notification::new("a", "b");
        let by = |setting| Notifier::detect(setting, &env).to_terminal(&told);
        assert_eq!(by(Desktop::Off), "");
        assert_eq!(by(Desktop::By(DesktopWay::Bell)), "\x07");
        assert_eq!(by(Desktop::By(DesktopWay::Osc9)), "\x1b]9;interlens: a. b\x07");
    }

    proptest! {
        #[test]
        fn nothing_but_the_sequence_gets_out(title in any::<String>(), body in any::<String>()) {
            let told = Notification::new(&title, &body);
            for way in [DesktopWay::Osc9, DesktopWay::Osc777, DesktopWay::Osc99] {
                let sequence = told.by(way).to_string();
                let sequences = if way == DesktopWay::Osc99 { 2 } else { 1 };
                prop_assert_eq!(sequence.chars().filter(|c| c.is_control()).count(), 2 * sequences);
                prop_assert!(sequence.starts_with("\x1b]") && sequence.ends_with('\x07'));
                prop_assert!(sequence.len() < 8 * 1024);
            }
            let separators = told.by(DesktopWay::Osc777).to_string().matches(';').count();
            prop_assert_eq!(separators, 3);
        }
    }
}
