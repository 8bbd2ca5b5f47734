//! Painted cells as lines: with escape codes for whoever shows them, and plain.

use std::fmt::Write as _;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

use crate::text::display_width;

/// How a cell looks, apart from its symbol.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Look {
    front: Color,
    back: Color,
    modifier: Modifier,
}

impl Look {
    const fn of(cell: &Cell) -> Self {
        Self {
            front: cell.fg,
            back: cell.bg,
            modifier: cell.modifier,
        }
    }

    /// Whether a blank that looks like this is seen.
    fn shows_blanks(self) -> bool {
        self.back != Color::Reset || self.modifier.intersects(Modifier::REVERSED | Modifier::UNDERLINED)
    }
}

/// Painted cells as lines with escape codes for their colours; the default colours again at each end.
///
/// Codes are written where something changes, and blanks at the end of a line only where their ground has a colour.
pub fn ansi(cells: &Buffer) -> String {
    let mut out = String::new();
    for row in rows(cells) {
        let seen = |cell: &&Cell| cell.symbol() != " " || Look::of(cell).shows_blanks();
        let length = row.len() - row.iter().rev().take_while(|cell| !seen(cell)).count();
        let mut now = Look::default();
        each(row.get(..length).unwrap_or(row), |cell| {
            let look = Look::of(cell);
            // A blank has no foreground.
            let look = if cell.symbol() == " " && !look.modifier.contains(Modifier::REVERSED) {
                Look {
                    front: now.front,
                    ..look
                }
            } else {
                look
            };
            change(now, look, &mut out);
            now = look;
            out.push_str(cell.symbol());
        });
        if now != Look::default() {
            out.push_str("\x1b[0m");
        }
        out.push('\n');
    }
    out
}

/// Painted cells as lines of text, without blanks at their ends.
pub fn text(cells: &Buffer) -> String {
    let mut out = String::new();
    for row in rows(cells) {
        let begin = out.len();
        each(row, |cell| out.push_str(cell.symbol()));
        let length = out.get(begin..).map_or(0, |line| line.trim_end_matches(' ').len());
        out.truncate(begin + length);
        out.push('\n');
    }
    out
}

fn rows(cells: &Buffer) -> impl Iterator<Item = &[Cell]> {
    cells.content.chunks_exact(usize::from(cells.area.width.max(1)))
}

/// Calls `put` for each cell of a row that a terminal draws: not for those that a wide character reaches into.
fn each<'a>(row: &'a [Cell], mut put: impl FnMut(&'a Cell)) {
    let mut skip = 0;
    for cell in row {
        if skip > 0 {
            skip -= 1;
            continue;
        }
        skip = display_width(cell.symbol()).saturating_sub(1);
        put(cell);
    }
}

/// Writes what has to be said to get from one look to another.
fn change(from: Look, to: Look, out: &mut String) {
    if from == to {
        return;
    }
    let mut codes = String::new();
    let mut from = from;
    // Attributes are only taken back all together.
    if !to.modifier.contains(from.modifier) {
        codes.push_str("0;");
        from = Look::default();
    }
    for (modifier, code) in [
        (Modifier::BOLD, 1),
        (Modifier::DIM, 2),
        (Modifier::ITALIC, 3),
        (Modifier::UNDERLINED, 4),
        (Modifier::REVERSED, 7),
    ] {
        if to.modifier.contains(modifier) && !from.modifier.contains(modifier) {
            let _ = write!(codes, "{code};");
        }
    }
    for (now, next, base) in [(from.front, to.front, 30), (from.back, to.back, 40)] {
        if now != next {
            color(next, base, &mut codes);
        }
    }
    // A blank may have kept a foreground that nothing has to be written for.
    if let Some(codes) = codes.strip_suffix(';') {
        let _ = write!(out, "\x1b[{codes}m");
    }
}

/// The code of a colour; 30 is the base of the foreground, 40 of the background.
fn color(color: Color, base: u8, codes: &mut String) {
    let _ = match color {
        Color::Rgb(red, green, blue) => write!(codes, "{};2;{red};{green};{blue};", base + 8),
        Color::Indexed(index) => write!(codes, "{};5;{index};", base + 8),
        Color::Reset => write!(codes, "{};", base + 9),
        named => write!(codes, "{};", base + sixteenth(named)),
    };
}

/// How far the code of one of the 16 colours is from the base.
const fn sixteenth(color: Color) -> u8 {
    match color {
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 60,
        Color::LightRed => 61,
        Color::LightGreen => 62,
        Color::LightYellow => 63,
        Color::LightBlue => 64,
        Color::LightMagenta => 65,
        Color::LightCyan => 66,
        Color::White => 67,
        Color::Reset | Color::Rgb(..) | Color::Indexed(_) => 9,
    }
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    use super::*;

    fn painted() -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 8, 4));
        let red = Style::new().fg(Color::Rgb(200, 0, 0));
        buffer.set_string(0, 0, "ab", red);
        buffer.set_string(
            2,
            0,
            " c",
            Style::new().fg(Color::Indexed(40)).add_modifier(Modifier::BOLD),
        );
        buffer.set_string(0, 1, "日本 x", Style::new());
        buffer.set_string(1, 2, "  ", Style::new().bg(Color::LightBlue));
        buffer
    }

    #[test]
    fn lines_have_no_blanks_at_their_ends() {
        assert_eq!(text(&painted()), "ab c\n日本 x\n\n\n");
    }

    #[test]
    fn codes_are_written_where_something_changes_and_taken_back_at_the_end() {
        assert_eq!(
            ansi(&painted()),
            "\x1b[38;2;200;0;0mab\x1b[1m \x1b[38;5;40mc\x1b[0m\n日本 x\n \x1b[104m  \x1b[0m\n\n"
        );
    }

    #[test]
    fn an_attribute_is_taken_back_without_the_colours_being_lost() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 2, 1));
        let style = Style::new().fg(Color::Green).bg(Color::Black);
        buffer.set_string(0, 0, "a", style.add_modifier(Modifier::REVERSED));
        buffer.set_string(1, 0, "b", style);
        assert_eq!(ansi(&buffer), "\x1b[7;32;40ma\x1b[0;32;40mb\x1b[0m\n");
    }

    #[test]
    fn nothing_is_no_lines() {
        for area in [Rect::new(0, 0, 0, 0), Rect::new(3, 2, 0, 5), Rect::new(0, 0, 5, 0)] {
            assert_eq!(
                (text(&Buffer::empty(area)), ansi(&Buffer::empty(area))),
                (String::new(), String::new())
            );
        }
    }
}
