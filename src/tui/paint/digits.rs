//! Big digits, three rows high: figures that can be read from across a room.
//!
//! One bitmap font of three by five dots serves both sizes: wide digits take a column for a dot, narrow ones half a
//! column. In ASCII the digits are those of a calculator's display.

use ratatui::style::Style;

use super::Pen;

/// How wide big digits are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DigitSize {
    /// Two columns for a digit and the space after it.
    Narrow,
    /// Four.
    Wide,
}

/// Rows of three dots, the left one being the highest bit.
const fn dots(c: char) -> Option<[u8; 5]> {
    Some(match c {
        '0' => [0b111, 0b101, 0b101, 0b101, 0b111],
        '1' => [0b010, 0b110, 0b010, 0b010, 0b111],
        '2' => [0b111, 0b001, 0b111, 0b100, 0b111],
        '3' => [0b111, 0b001, 0b111, 0b001, 0b111],
        '4' => [0b101, 0b101, 0b111, 0b001, 0b001],
        '5' => [0b111, 0b100, 0b111, 0b001, 0b111],
        '6' => [0b111, 0b100, 0b111, 0b101, 0b111],
        '7' => [0b111, 0b001, 0b001, 0b010, 0b010],
        '8' => [0b111, 0b101, 0b111, 0b101, 0b111],
        '9' => [0b111, 0b101, 0b111, 0b001, 0b111],
        '-' => [0b000, 0b000, 0b111, 0b000, 0b000],
        _ => return None,
    })
}

/// The segments of a digit on a calculator's display.
const fn segments(c: char) -> Option<[&'static str; 3]> {
    Some(match c {
        '0' => [" _ ", "| |", "|_|"],
        '1' => ["   ", "  |", "  |"],
        '2' => [" _ ", " _|", "|_ "],
        '3' => [" _ ", " _|", " _|"],
        '4' => ["   ", "|_|", "  |"],
        '5' => [" _ ", "|_ ", " _|"],
        '6' => [" _ ", "|_ ", "|_|"],
        '7' => [" _ ", "  |", "  |"],
        '8' => [" _ ", "|_|", "|_|"],
        '9' => [" _ ", "|_|", " _|"],
        '-' => ["   ", " _ ", "   "],
        _ => return None,
    })
}

/// How many columns a figure takes in big digits; nothing when it holds something other than digits and separators.
pub fn digits_width(text: &str, size: DigitSize) -> Option<u16> {
    let (digit, point) = match size {
        DigitSize::Narrow => (2, 1),
        DigitSize::Wide => (4, 2),
    };
    let width: u16 = text.chars().try_fold(0, |width, c| match c {
        '.' | ',' => Some(width + point),
        _ => dots(c).map(|_| width + digit),
    })?;
    // The space behind the last digit belongs to what follows.
    width.checked_sub(u16::from(size == DigitSize::Wide))
}

/// Draws a figure at the pen's upper left corner, three rows high. Other characters than digits, `.`, `,` and `-` leave
/// a gap.
pub fn digits(pen: &mut Pen<'_>, text: &str, size: DigitSize, style: Style) {
    if pen.glyphs().pick(false, true) {
        return calculator(pen, text, style);
    }
    let mut bitmap: Vec<(u16, u16)> = Vec::new();
    let mut left = 0;
    for c in text.chars() {
        if let Some(rows) = dots(c) {
            for (y, row) in rows.into_iter().enumerate() {
                bitmap.extend((0..3).filter(|x| row & (0b100 >> x) != 0).map(|x| (left + x, y as u16)));
            }
            left += 4;
        } else {
            bitmap.push((left, 4));
            if c == ',' {
                bitmap.push((left, 5));
            }
            left += 2;
        }
    }
    for y in 0..3 {
        for x in 0..left {
            let on = |dx: u16, dy: u16| match size {
                DigitSize::Wide => bitmap.contains(&(x, 2 * y + dy)),
                DigitSize::Narrow => bitmap.contains(&(2 * x + dx, 2 * y + dy)),
            };
            let glyph = quadrants([on(0, 0), on(1, 0), on(0, 1), on(1, 1)]);
            if glyph != ' ' {
                pen.glyph(x, y, glyph, style);
            }
        }
    }
}

/// Digits of segments, which are four columns apart whatever was asked for: they cannot be made of fewer.
fn calculator(pen: &mut Pen<'_>, text: &str, style: Style) {
    let mut x = 0;
    for c in text.chars() {
        if let Some(rows) = segments(c) {
            for (y, row) in rows.into_iter().enumerate() {
                pen.text(x, y as u16, row, style);
            }
            x += 4;
        } else {
            pen.text(x.saturating_sub(1), 2, c.to_string(), style);
            x += 2;
        }
    }
}

/// The glyph of four dots: upper left, upper right, lower left, lower right.
const fn quadrants([a, b, c, d]: [bool; 4]) -> char {
    const GLYPHS: [char; 16] = [
        ' ', '▘', '▝', '▀', '▖', '▌', '▞', '▛', '▗', '▚', '▐', '▜', '▄', '▙', '▟', '█',
    ];
    GLYPHS[a as usize | (b as usize) << 1 | (c as usize) << 2 | (d as usize) << 3]
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;

    use super::*;
    use crate::tui::theme::Theme;

    #[test]
    fn a_figure_takes_the_room_it_says() {
        for (text, size) in [
            ("71.4", DigitSize::Wide),
            ("18,796", DigitSize::Narrow),
            ("-0.5", DigitSize::Wide),
        ] {
            let area = Rect::new(0, 0, 40, 3);
            let mut buffer = Buffer::empty(area);
            digits(
                &mut Pen::new(&mut buffer, area, Theme::default()),
                text,
                size,
                Style::new(),
            );
            let last = (0..40)
                .rev()
                .find(|&x| (0..3).any(|y| buffer[(x, y)].symbol() != " "))
                .unwrap();
            let width = digits_width(text, size).unwrap();
            assert!(
                last < width && last + 2 >= width,
                "{text}: drawn to {last}, said {width}"
            );
        }
        assert_eq!(digits_width("1.2 M", DigitSize::Wide), None);
        assert_eq!(digits_width("", DigitSize::Wide), None);
    }
}
