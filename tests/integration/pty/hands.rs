//! The mouse, and the clipboard: what a person's other hand does.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::Terminal;

impl Terminal {
    /// Clicks the first place on the screen where some words stand.
    pub(crate) fn click(&mut self, words: &str) {
        let at = self.place_of(words);
        self.mouse(0, at, true);
        self.mouse(0, at, false);
    }

    /// Presses the mouse button at the beginning of some words, draws to their end and lets go.
    pub(crate) fn drag_over(&mut self, words: &str) {
        let (column, row) = self.place_of(words);
        let end = (column + words.chars().count() as u16 - 1, row);
        self.mouse(0, (column, row), true);
        // 32: with the button held.
        self.mouse(32, end, true);
        self.mouse(0, end, false);
    }

    /// Turns the wheel down at a place.
    pub(crate) fn wheel(&mut self, at: (u16, u16)) {
        self.mouse(65, at, true);
    }

    fn mouse(&mut self, button: u16, (column, row): (u16, u16), down: bool) {
        let last = if down { 'M' } else { 'm' };
        self.keys(&format!("\x1b[<{button};{};{}{last}", column + 1, row + 1));
    }

    /// The column and row of some words.
    fn place_of(&self, words: &str) -> (u16, u16) {
        let screen = self.words(words);
        let (row, line) = screen
            .lines()
            .enumerate()
            .find(|(_, line)| line.contains(words))
            .unwrap();
        let before = line.split(words).next().unwrap_or_default();
        (interlens::text::display_width(before) as u16, row as u16)
    }

    /// Waits until something was sent to the clipboard since so many bytes, and gives it.
    pub(crate) fn copied(&self, since: usize) -> String {
        const START: &[u8] = b"\x1b]52;c;";
        self.wait("something on the clipboard", |state| {
            let new = &state.bytes[since..];
            let at = new.windows(START.len()).position(|window| window == START)? + START.len();
            let end = at + new[at..].iter().position(|byte| *byte == 7)?;
            let text = STANDARD.decode(&new[at..end]).unwrap();
            Some(String::from_utf8(text).unwrap())
        })
    }
}
