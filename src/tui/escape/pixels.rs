//! A picture in pixels over the cells, for terminals that can: kitty's protocol, sixel, iTerm2's.
//!
//! None of them is asked: a question to the terminal costs a round trip and may be answered into the shell. Kitty, Ghostty,
//! `WezTerm`, iTerm2, foot and mlterm are known by their environment; everything else has to be set. Inside tmux or screen there
//! are none: what is scrolled or split there would leave pieces of pictures behind.

use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::Multiplexer;
use crate::tui::theme::Environment;

/// The number of our picture, so that it can be taken away again.
const NUMBER: u32 = 7321;
/// Kitty takes so many letters of a picture at a time.
const PIECE: usize = 4096;

/// How a terminal is shown pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pixels {
    /// Kitty's graphics protocol.
    Kitty,
    /// Sixel.
    Sixel,
    /// iTerm2's inline images.
    ITerm,
}

/// Where a picture goes: the first column and row, counted from 0, and how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "they are what they are called")]
pub struct At {
    pub column: u16,
    pub row: u16,
    pub columns: u16,
    pub rows: u16,
}

impl Pixels {
    /// What the terminal is known for; nothing where it is not known, or where tmux or screen lie between.
    pub fn detect(env: &impl Environment) -> Option<Self> {
        if Multiplexer::detect(env) != Multiplexer::None {
            return None;
        }
        let set = |name: &str| env.get(name).is_some_and(|value| !value.is_empty());
        let term = env.get("TERM").unwrap_or_default();
        let program = env.get("TERM_PROGRAM").unwrap_or_default();
        if set("KITTY_WINDOW_ID") || term == "xterm-kitty" || term == "xterm-ghostty" || program == "ghostty" {
            Some(Self::Kitty)
        } else if program == "iTerm.app" || program == "WezTerm" {
            Some(Self::ITerm)
        } else if term.starts_with("foot") || term.starts_with("mlterm") {
            Some(Self::Sixel)
        } else {
            None
        }
    }

    /// A PNG picture, or for sixel its sequence, at a place. The cursor ends where it was.
    pub fn show(self, picture: &[u8], at: At) -> String {
        let mut out = format!("\x1b7\x1b[{};{}H", at.row + 1, at.column + 1);
        // Writing to a string does not fail.
        match self {
            Self::Kitty => {
                let letters = STANDARD.encode(picture);
                let mut rest = letters.as_str();
                let (columns, rows) = (at.columns, at.rows);
                let mut head = format!("a=T,f=100,i={NUMBER},p=1,c={columns},r={rows},C=1,q=2,");
                loop {
                    let (piece, after) = rest.split_at(rest.len().min(PIECE));
                    let more = u8::from(!after.is_empty());
                    let _ = write!(out, "\x1b_G{head}m={more};{piece}\x1b\\");
                    head.clear();
                    rest = after;
                    if rest.is_empty() {
                        break;
                    }
                }
            }
            Self::ITerm => {
                let letters = STANDARD.encode(picture);
                let _ = write!(
                    out,
                    "\x1b]1337;File=inline=1;size={};width={};height={};preserveAspectRatio=0;doNotMoveCursor=1:{letters}\x07",
                    picture.len(),
                    at.columns,
                    at.rows
                );
            }
            Self::Sixel => out.push_str(&String::from_utf8_lossy(picture)),
        }
        out.push_str("\x1b8");
        out
    }

    /// Takes the picture away; nothing where painting the cells again does it.
    pub fn erase(self) -> Option<String> {
        (self == Self::Kitty).then(|| format!("\x1b_Ga=d,d=I,i={NUMBER},q=2\x1b\\"))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    const AT: At = At {
        column: 2,
        row: 3,
        columns: 80,
        rows: 20,
    };

    #[test]
    fn terminals_are_known_by_their_environment_and_not_behind_tmux() {
        let env = |pairs: &[(&'static str, &'static str)]| pairs.iter().copied().collect::<BTreeMap<_, _>>();
        assert_eq!(Pixels::detect(&env(&[("TERM", "xterm-kitty")])), Some(Pixels::Kitty));
        assert_eq!(
            Pixels::detect(&env(&[("TERM_PROGRAM", "iTerm.app")])),
            Some(Pixels::ITerm)
        );
        assert_eq!(Pixels::detect(&env(&[("TERM", "foot")])), Some(Pixels::Sixel));
        assert_eq!(Pixels::detect(&env(&[("TERM", "xterm-256color")])), None);
        let inside = env(&[("TERM", "tmux-256color"), ("KITTY_WINDOW_ID", "1"), ("TMUX", "/tmp/x")]);
        assert_eq!(Pixels::detect(&inside), None);
    }

    #[test]
    fn a_picture_is_cut_into_pieces_and_the_cursor_comes_back() {
        let picture = vec![7; 10_000];
        let shown = Pixels::Kitty.show(&picture, AT);
        assert!(shown.starts_with("\x1b7\x1b[4;3H\x1b_Ga=T,f=100,") && shown.ends_with("\x1b8"));
        let pieces: Vec<&str> = shown.split("\x1b_G").skip(1).collect();
        assert_eq!(pieces.len(), STANDARD.encode(&picture).len().div_ceil(PIECE));
        assert!(pieces.iter().rev().skip(1).all(|piece| piece.contains("m=1;")));
        assert!(pieces.last().unwrap().contains("m=0;"));
        let letters: String = pieces
            .iter()
            .map(|piece| piece.split(';').nth(1).unwrap().split('\x1b').next().unwrap())
            .collect();
        assert_eq!(STANDARD.decode(letters).unwrap(), picture);
        assert!(Pixels::ITerm.show(&picture, AT).contains("width=80;height=20"));
        assert_eq!(
            Pixels::Sixel.show(b"\x1bPq#0\x1b\\", AT),
            "\x1b7\x1b[4;3H\x1bPq#0\x1b\\\x1b8"
        );
    }
}
