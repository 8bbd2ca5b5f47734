//! The terminal's events as messages, without what was never meant as input.

use std::io;

use crossterm::event::{Event, EventStream, KeyCode, KeyEvent, KeyModifiers};
use futures::StreamExt;

use crate::tui::msg::Msg;

/// The longest late answer that is taken away; `]11;rgb:ffff/ffff/ffff` has 22 characters.
const LONGEST_ANSWER: usize = 40;

pub(super) struct Input {
    events: EventStream,
    filter: AnswerFilter,
}

impl Input {
    pub(super) fn new() -> Self {
        Self {
            events: EventStream::new(),
            filter: AnswerFilter::default(),
        }
    }

    /// The next message; nothing when the terminal is gone.
    pub(super) async fn next(&mut self) -> Option<io::Result<Msg>> {
        loop {
            let event = match self.events.next().await? {
                Ok(event) => event,
                Err(error) => return Some(Err(error)),
            };
            let msg = match event {
                Event::Key(key) if self.filter.swallows(&key) => continue,
                Event::Key(key) => Msg::Key(key),
                Event::Mouse(mouse) => Msg::Mouse(mouse),
                Event::Paste(text) => Msg::Paste(text),
                Event::Resize(..) => Msg::Resize(crate::tui::terminal::size()),
                Event::FocusGained => Msg::FocusGained,
                Event::FocusLost => Msg::FocusLost,
            };
            return Some(Ok(msg));
        }
    }
}

/// Takes away an answer to the question for the background that comes after nobody waits for it any more. Such an
/// answer reads as Alt-], then characters, then Alt-\ or Ctrl-G.
#[derive(Default)]
struct AnswerFilter {
    left: usize,
}

impl AnswerFilter {
    fn swallows(&mut self, key: &KeyEvent) -> bool {
        let alt = key.modifiers == KeyModifiers::ALT;
        if self.left == 0 {
            if alt && key.code == KeyCode::Char(']') {
                self.left = LONGEST_ANSWER;
                return true;
            }
            return false;
        }
        self.left -= 1;
        let end = (alt && key.code == KeyCode::Char('\\'))
            || (key.modifiers == KeyModifiers::CONTROL && key.code == KeyCode::Char('g'));
        let part = matches!(
            key.code,
            KeyCode::Char('0'..='9' | 'a'..='f' | 'A'..='F' | 'r' | 'g' | ';' | ':' | '/')
        );
        if end || !part {
            self.left = 0;
        }
        end || part
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_late_answer_types_nothing_and_keys_come_through() {
        let key = |c: char, modifiers| KeyEvent::new(KeyCode::Char(c), modifiers);
        let mut filter = AnswerFilter::default();
        assert!(!filter.swallows(&key('r', KeyModifiers::NONE)));
        assert!(filter.swallows(&key(']', KeyModifiers::ALT)));
        for c in "11;rgb:1a1a/ffff/0000".chars() {
            assert!(filter.swallows(&key(c, KeyModifiers::NONE)), "{c}");
        }
        assert!(filter.swallows(&key('\\', KeyModifiers::ALT)));
        assert!(!filter.swallows(&key('r', KeyModifiers::NONE)));
        assert!(filter.swallows(&key(']', KeyModifiers::ALT)));
        assert!(!filter.swallows(&key('q', KeyModifiers::NONE)), "no part of an answer");
    }
}
