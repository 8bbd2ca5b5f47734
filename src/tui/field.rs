//! A line that is typed: a filter, a text to find, a name.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use tui_input::{Input, InputRequest};
use unicode_segmentation::UnicodeSegmentation;

use super::paint::Pen;
use super::theme::Role;
use crate::text::{SafeText, display_width};

/// The longest line, in characters.
const LONGEST: usize = 500;

/// A line that is typed, and where the cursor stands in it.
#[derive(Clone, Debug, Default)]
pub struct Field(Input);

impl PartialEq for Field {
    fn eq(&self, other: &Self) -> bool {
        self.text() == other.text() && self.0.cursor() == other.0.cursor()
    }
}

impl Eq for Field {}

impl From<&str> for Field {
    /// A line with a text in it, and the cursor at its end.
    fn from(text: &str) -> Self {
        Self(Input::new(SafeText::new(text).to_string()))
    }
}

impl Field {
    /// What stands in it.
    pub fn text(&self) -> &str {
        self.0.value()
    }

    /// Whether nothing does.
    pub fn is_empty(&self) -> bool {
        self.text().is_empty()
    }

    /// Takes in a key that edits: says whether it was one. Letters type; the arrows, Home, End, Backspace, Delete and the
    /// Ctrl keys of a shell's line (A, E, B, F, H, W, U, K, Y) do what they do there.
    pub fn key(&mut self, event: &KeyEvent) -> bool {
        let held = event.modifiers - KeyModifiers::SHIFT;
        let word = held == KeyModifiers::CONTROL || held == KeyModifiers::ALT;
        let request = match (event.code, held) {
            (KeyCode::Char(c), KeyModifiers::NONE) => {
                self.paste(c.encode_utf8(&mut [0; 4]));
                return true;
            }
            (KeyCode::Backspace, KeyModifiers::NONE) | (KeyCode::Char('h'), KeyModifiers::CONTROL) => {
                InputRequest::DeletePrevChar
            }
            (KeyCode::Delete, KeyModifiers::NONE) | (KeyCode::Char('d'), KeyModifiers::CONTROL) => {
                InputRequest::DeleteNextChar
            }
            (KeyCode::Backspace, _) | (KeyCode::Char('w'), KeyModifiers::CONTROL) => InputRequest::DeletePrevWord,
            (KeyCode::Delete, _) if word => InputRequest::DeleteNextWord,
            (KeyCode::Left, KeyModifiers::NONE) | (KeyCode::Char('b'), KeyModifiers::CONTROL) => {
                InputRequest::GoToPrevChar
            }
            (KeyCode::Right, KeyModifiers::NONE) | (KeyCode::Char('f'), KeyModifiers::CONTROL) => {
                InputRequest::GoToNextChar
            }
            (KeyCode::Left, _) if word => InputRequest::GoToPrevWord,
            (KeyCode::Right, _) if word => InputRequest::GoToNextWord,
            (KeyCode::Char('b'), KeyModifiers::ALT) => InputRequest::GoToPrevWord,
            (KeyCode::Char('f'), KeyModifiers::ALT) => InputRequest::GoToNextWord,
            (KeyCode::Home, _) | (KeyCode::Char('a'), KeyModifiers::CONTROL) => InputRequest::GoToStart,
            (KeyCode::End, _) | (KeyCode::Char('e'), KeyModifiers::CONTROL) => InputRequest::GoToEnd,
            (KeyCode::Char('u'), KeyModifiers::CONTROL) => InputRequest::DeleteFromStart,
            (KeyCode::Char('k'), KeyModifiers::CONTROL) => InputRequest::DeleteTillEnd,
            (KeyCode::Char('y'), KeyModifiers::CONTROL) => InputRequest::Yank,
            _ => return false,
        };
        self.0.handle(request);
        true
    }

    /// Puts a text in at the cursor. What could do harm is left out, and what is too long.
    pub fn paste(&mut self, text: &str) {
        // A single blank would be lost as white space at an edge.
        let safe = if text == " " {
            " ".to_owned()
        } else {
            SafeText::new(text).to_string()
        };
        let room = LONGEST.saturating_sub(self.text().chars().count());
        for c in safe.chars().take(room) {
            self.0.handle(InputRequest::InsertChar(c));
        }
    }

    /// Empties it.
    pub fn clear(&mut self) {
        self.0.reset();
    }

    /// Draws it into columns of a row, scrolled so that the cursor is seen, which stands as a reversed cell.
    pub fn draw(&self, pen: &mut Pen<'_>, x: u16, y: u16, columns: u16) {
        let columns = usize::from(columns.min(pen.width().saturating_sub(x)));
        if columns == 0 {
            return;
        }
        let (text, cursor) = (pen.style(Role::Text), pen.theme().cursor());
        let at = self.0.visual_cursor();
        let skip = self.0.visual_scroll(columns.saturating_sub(1));
        let mut column = 0;
        let mut drawn = false;
        for cluster in self.text().graphemes(true) {
            let width = display_width(cluster).max(1);
            if column >= skip && column + width <= skip + columns {
                let style = if column == at { cursor } else { text };
                drawn |= column == at;
                pen.text(x + (column - skip) as u16, y, cluster, style);
            }
            column += width;
        }
        if !drawn && at >= skip && at - skip < columns {
            pen.glyph(x + (at - skip) as u16, y, ' ', cursor);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(field: &mut Field, code: KeyCode, modifiers: KeyModifiers) -> bool {
        field.key(&KeyEvent::new(code, modifiers))
    }

    #[test]
    fn it_edits_as_a_shell_does_and_takes_no_harm() {
        let mut field = Field::from("one two");
        assert!(press(&mut field, KeyCode::Char('w'), KeyModifiers::CONTROL));
        assert_eq!(field.text(), "one ");
        assert!(press(&mut field, KeyCode::Char('ß'), KeyModifiers::SHIFT));
        assert!(press(&mut field, KeyCode::Char(' '), KeyModifiers::NONE));
        assert_eq!(field.text(), "one ß ");
        press(&mut field, KeyCode::Home, KeyModifiers::NONE);
        field.paste("\u{1b}]0;x\u{7}\u{202e}");
        assert!(!field.text().contains(['\u{1b}', '\u{7}', '\u{202e}']));
        press(&mut field, KeyCode::Char('k'), KeyModifiers::CONTROL);
        field.paste(&"x".repeat(10_000));
        assert!(field.text().chars().count() <= LONGEST);
        assert!(!press(&mut field, KeyCode::Enter, KeyModifiers::NONE));
        assert!(!press(&mut field, KeyCode::Up, KeyModifiers::NONE));
    }
}
