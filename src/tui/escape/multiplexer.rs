//! tmux and screen: they stand between the program and the terminal, and let through only what is wrapped for them.

use crate::tui::theme::Environment;

/// How many bytes screen takes in one piece. Its older versions keep 256 of a string and drop the rest; what other programs
/// have settled on is far below.
const PIECE: usize = 76;

/// What stands between the program and the terminal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Multiplexer {
    /// Nothing.
    #[default]
    None,
    /// tmux. It passes on what is wrapped where `allow-passthrough` is on.
    Tmux,
    /// GNU screen. It passes on what is wrapped, in short pieces.
    Screen,
}

impl Multiplexer {
    /// Finds out by the environment. `TMUX` and `STY` do not travel over SSH, `TERM` does.
    pub fn detect(env: &impl Environment) -> Self {
        let set = |name| env.get(name).is_some_and(|value| !value.is_empty());
        let term = env.get("TERM").unwrap_or_default();
        if set("TMUX") || term.starts_with("tmux") {
            Self::Tmux
        } else if set("STY") || term.starts_with("screen") {
            // `screen` may also be a tmux at the other end of an SSH connection. tmux drops what is wrapped for screen;
            // screen would write out what is wrapped for tmux.
            Self::Screen
        } else {
            Self::None
        }
    }

    /// A sequence in the form in which it gets through.
    pub fn wrapped(self, sequence: &str) -> String {
        match self {
            Self::None => sequence.to_owned(),
            Self::Tmux => format!("\x1bPtmux;{}\x1b\\", sequence.replace('\x1b', "\x1b\x1b")),
            Self::Screen => {
                let mut pieces = String::with_capacity(sequence.len() * 2);
                let mut rest = sequence;
                while !rest.is_empty() {
                    let mut end = rest.len().min(PIECE);
                    while !rest.is_char_boundary(end) {
                        end -= 1;
                    }
                    let (piece, after) = rest.split_at(end);
                    pieces.push_str("\x1bP");
                    pieces.push_str(piece);
                    pieces.push_str("\x1b\\");
                    rest = after;
                }
                pieces
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn it_is_found_by_what_it_sets() {
        for (env, expected) in [
            (vec![], Multiplexer::None),
            (vec![("TERM", "xterm-256color")], Multiplexer::None),
            (
                vec![("TERM", "screen-256color"), ("TMUX", "/tmp/tmux-0/default,1,0")],
                Multiplexer::Tmux,
            ),
            (vec![("TERM", "tmux-256color")], Multiplexer::Tmux),
            (vec![("TERM", "screen.xterm-256color")], Multiplexer::Screen),
            (vec![("TERM", "xterm"), ("STY", "4711.pts-0.host")], Multiplexer::Screen),
            (vec![("TERM", "xterm"), ("TMUX", "")], Multiplexer::None),
        ] {
            let env: BTreeMap<&str, &str> = env.into_iter().collect();
            assert_eq!(Multiplexer::detect(&env), expected, "{env:?}");
        }
    }

    #[test]
    fn tmux_has_every_escape_doubled() {
        assert_eq!(
            Multiplexer::Tmux.wrapped("\x1b]9;a\x07"),
            "\x1bPtmux;\x1b\x1b]9;a\x07\x1b\\"
        );
    }

    proptest! {
        #[test]
        fn screen_gets_short_pieces_and_nothing_is_lost(text in "[ -~äß日本語]{0,400}") {
            let wrapped = Multiplexer::Screen.wrapped(&text);
            let pieces: Vec<&str> = wrapped
                .split_terminator("\x1b\\")
                .map(|piece| piece.strip_prefix("\x1bP").unwrap())
                .collect();
            prop_assert!(pieces.iter().all(|piece| (1..=PIECE).contains(&piece.len())));
            prop_assert_eq!(pieces.concat(), text);
        }
    }
}
