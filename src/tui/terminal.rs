//! The terminal as the program needs it, and as it was before: raw mode, alternate screen, mouse, focus and paste.
//!
//! Whatever was switched on is switched off again when the [`Guard`] goes, when the program panics, and before it is
//! stopped. A frame is the difference to the one before, written at once between the marks of a synchronized update
//! (DECSET 2026), so that terminals that know them never show half of it; where nothing differs nothing is written.

use std::io::{self, Write};
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::event::{
    DisableBracketedPaste, DisableFocusChange, DisableMouseCapture, EnableBracketedPaste, EnableFocusChange,
    EnableMouseCapture,
};
use crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode,
    enable_raw_mode,
};
use crossterm::{cursor, execute, queue, style, terminal};
use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Rect, Size};

use crate::text::display_width;

/// Whether the terminal is ours at the moment. Global because the panic hook has to know, and the terminal is one.
static OURS: AtomicBool = AtomicBool::new(false);
static HOOK: Once = Once::new();

/// Holds the terminal. Gives it back when dropped.
pub(super) struct Guard {
    mouse: bool,
}

impl Guard {
    /// Takes the terminal.
    pub(super) fn take(mouse: bool) -> io::Result<Self> {
        HOOK.call_once(|| {
            let before = std::panic::take_hook();
            std::panic::set_hook(Box::new(move |info| {
                give_back();
                before(info);
            }));
        });
        // Colours are resolved by the theme; with NO_COLOR crossterm would write empty sequences in their place, and
        // those take bold and reverse away, too.
        style::force_color_output(true);
        let guard = Self { mouse };
        guard.enter()?;
        Ok(guard)
    }

    /// Gives the mouse back to the terminal, or takes it.
    pub(super) fn mouse(&mut self, on: bool) -> io::Result<()> {
        self.mouse = on;
        if on {
            execute!(io::stdout(), EnableMouseCapture)
        } else {
            execute!(io::stdout(), DisableMouseCapture)
        }
    }

    /// Gives the terminal back for a while.
    pub(super) fn leave() {
        give_back();
    }

    /// Takes it again.
    pub(super) fn enter(&self) -> io::Result<()> {
        // From here on there is something to give back, even if the rest fails.
        OURS.store(true, Ordering::SeqCst);
        enable_raw_mode()?;
        let mut out = io::stdout();
        queue!(
            out,
            EnterAlternateScreen,
            cursor::Hide,
            EnableFocusChange,
            EnableBracketedPaste
        )?;
        if self.mouse {
            queue!(out, EnableMouseCapture)?;
        }
        out.flush()
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        give_back();
    }
}

/// Puts the terminal back as it was. Does nothing the second time; an error has nobody to be told to.
fn give_back() {
    if !OURS.swap(false, Ordering::SeqCst) {
        return;
    }
    let _ = execute!(
        io::stdout(),
        EndSynchronizedUpdate,
        DisableMouseCapture,
        DisableBracketedPaste,
        DisableFocusChange,
        style::ResetColor,
        cursor::Show,
        LeaveAlternateScreen
    );
    let _ = disable_raw_mode();
}

/// What stands on the screen, and what comes next.
#[derive(Default)]
pub(super) struct Screen {
    shown: Option<Buffer>,
}

impl Screen {
    /// Forgets what stands on the screen: the next frame paints every cell.
    pub(super) fn forget(&mut self) {
        self.shown = None;
    }

    /// The bytes that turn what is shown into a new frame; none when they are the same.
    pub(super) fn frame(&mut self, next: Buffer) -> io::Result<Vec<u8>> {
        let before = self.shown.take().filter(|shown| shown.area == next.area);
        let mut bytes = Vec::new();
        let fresh = before.is_none();
        let from = before.unwrap_or_else(|| Buffer::empty(next.area));
        let changes = from.diff(&next);
        if fresh || !changes.is_empty() {
            queue!(bytes, BeginSynchronizedUpdate)?;
            if fresh {
                queue!(bytes, style::ResetColor, terminal::Clear(terminal::ClearType::All))?;
            }
            paint(&mut bytes, &changes)?;
            queue!(bytes, EndSynchronizedUpdate)?;
        }
        self.shown = Some(next);
        Ok(bytes)
    }
}

/// Writes cells that have changed. Terminals do not agree how wide some graphemes are, so what stands after one is written at a
/// place of its own, and the room of one is emptied first: a row stays in line whatever the terminal makes of a name in it.
fn paint(bytes: &mut Vec<u8>, changes: &[(u16, u16, &Cell)]) -> io::Result<()> {
    // Each call begins with a place.
    let mut draw = |cells: &[(u16, u16, &Cell)]| CrosstermBackend::new(&mut *bytes).draw(cells.iter().copied());
    for run in changes.split_inclusive(|(_, _, cell)| is_doubtful(cell.symbol())) {
        match run {
            [before @ .., (x, y, cell)] if is_doubtful(cell.symbol()) => {
                if !before.is_empty() {
                    draw(before)?;
                }
                let mut blank = (*cell).clone();
                blank.set_symbol(" ");
                let width = display_width(cell.symbol()) as u16;
                let room: Vec<_> = (0..width).map(|step| (x.saturating_add(step), *y, &blank)).collect();
                draw(&room)?;
                draw(&[(*x, *y, *cell)])?;
            }
            run => draw(run)?,
        }
    }
    Ok(())
}

/// Whether terminals may take a grapheme to be of different widths: several characters in one, and pictures.
fn is_doubtful(symbol: &str) -> bool {
    let mut chars = symbol.chars();
    match (chars.next(), chars.next()) {
        (_, Some(_)) => true,
        (Some(only), None) => only >= '\u{1f000}',
        (None, None) => false,
    }
}

/// Writes the bytes of a frame to the terminal.
pub(super) fn write(bytes: &[u8]) -> io::Result<()> {
    if bytes.is_empty() {
        return Ok(());
    }
    let mut out = io::stdout().lock();
    out.write_all(bytes)?;
    out.flush()
}

/// The terminal's size; 80×24 where it does not say.
pub(super) fn size() -> Size {
    let (width, height) = terminal::size().unwrap_or((80, 24));
    // A terminal that says nothing says 0×0; one that says too much is not believed.
    if width == 0 || height == 0 {
        return Size::new(80, 24);
    }
    Size::new(width.min(1000), height.min(500))
}

/// The area of a size.
pub(super) const fn area(size: Size) -> Rect {
    Rect::new(0, 0, size.width, size.height)
}

#[cfg(test)]
mod tests {
    use ratatui::style::Style;

    use super::*;

    #[test]
    fn what_stands_after_a_grapheme_of_doubtful_width_has_a_place_of_its_own() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 12, 1));
        buffer.set_string(0, 0, "a👩‍👩‍👧‍👦b", Style::default());
        let mut screen = Screen::default();
        let text = String::from_utf8(screen.frame(buffer).unwrap()).unwrap();
        let after = text.split("👩‍👩‍👧‍👦").nth(1).unwrap();
        let (before_b, _) = after.split_once('b').unwrap();
        assert!(before_b.contains("\x1b[1;4H"), "{text:?}");
        let before = text.split("👩‍👩‍👧‍👦").next().unwrap();
        assert!(before.contains("  "), "its room is emptied: {text:?}");
        let mut plain = Buffer::empty(Rect::new(0, 0, 12, 1));
        plain.set_string(0, 0, "plain●abc", Style::default());
        let text = String::from_utf8(Screen::default().frame(plain).unwrap()).unwrap();
        assert_eq!(text.matches('H').count(), 1, "{text:?}");
    }
}
