//! OSC 52: a text for the clipboard of the terminal, also over SSH. Whether the terminal takes it cannot be known.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::multiplexer::Multiplexer;

/// The longest text that is sent. Terminals cut or drop what is longer, some of them without a word: tmux and kitty take a
/// megabyte, others 100 kB.
pub const MOST_BYTES: usize = 100_000;

/// A text on its way to the clipboard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clipboard {
    payload: String,
}

/// A text is too long to be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLong {
    /// How many bytes it has.
    pub bytes: usize,
}

impl Clipboard {
    /// A text of at most [`MOST_BYTES`].
    pub fn new(text: &str) -> Result<Self, TooLong> {
        if text.len() > MOST_BYTES {
            return Err(TooLong { bytes: text.len() });
        }
        Ok(Self {
            payload: STANDARD.encode(text),
        })
    }

    /// What is written. Under tmux and screen it is sent twice: as it is, for a tmux that may set the clipboard itself
    /// (`set-clipboard on`) but lets nothing through, and wrapped, for one that lets things through. Setting the same text
    /// twice does no harm.
    pub fn to_terminal(&self, multiplexer: Multiplexer) -> String {
        let sequence = self.to_string();
        match multiplexer {
            Multiplexer::None => sequence,
            _ => format!("{sequence}{}", multiplexer.wrapped(&sequence)),
        }
    }
}

impl fmt::Display for Clipboard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\x1b]52;c;{}\x07", self.payload)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_too_long_is_not_cut() {
        assert!(Clipboard::new(&"x".repeat(MOST_BYTES)).is_ok());
        assert_eq!(
            Clipboard::new(&"x".repeat(MOST_BYTES + 1)),
            Err(TooLong { bytes: MOST_BYTES + 1 })
        );
    }

    #[test]
    fn tmux_gets_it_in_both_forms() {
        let sent = Clipboard::new("hi").unwrap().to_terminal(Multiplexer::Tmux);
        assert_eq!(sent, "\x1b]52;c;aGk=\x07\x1bPtmux;\x1b\x1b]52;c;aGk=\x07\x1b\\");
    }

    proptest! {
        #[test]
        fn whatever_is_copied_is_base64_on_the_way(text in any::<String>()) {
            let sent = Clipboard::new(&text).unwrap().to_string();
            let payload = sent.strip_prefix("\x1b]52;c;").and_then(|rest| rest.strip_suffix('\x07')).unwrap();
            prop_assert!(payload.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/=".contains(&byte)));
            prop_assert_eq!(STANDARD.decode(payload).unwrap(), text.into_bytes());
        }
    }
}
