//! Texts of several rows: digits three rows high for figures, and letters four rows high.

use font8x8::UnicodeFonts;
use ratatui::symbols::pixel::QUADRANTS;

use super::super::Glyphs;
use super::glyph::{Glyph, origin};
use crate::chart::geometry::{CELL_HEIGHT, Size};
use crate::chart::scene::TextMark;

/// From so many rows on there are letters of quarters of a cell.
const LETTERS: u16 = 4;

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
        '-' | '−' | '–' | '—' => [0b000, 0b000, 0b111, 0b000, 0b000],
        '+' => [0b000, 0b010, 0b111, 0b010, 0b000],
        '/' => [0b001, 0b001, 0b010, 0b100, 0b100],
        'k' => [0b100, 0b101, 0b110, 0b110, 0b101],
        'G' => [0b111, 0b100, 0b101, 0b101, 0b111],
        'T' => [0b111, 0b010, 0b010, 0b010, 0b010],
        'B' => [0b110, 0b101, 0b110, 0b101, 0b110],
        'h' => [0b100, 0b100, 0b111, 0b101, 0b101],
        'n' => [0b000, 0b000, 0b111, 0b101, 0b101],
        'i' => [0b010, 0b000, 0b010, 0b010, 0b010],
        's' => [0b000, 0b011, 0b010, 0b001, 0b011],
        'd' => [0b001, 0b001, 0b111, 0b101, 0b111],
        'y' => [0b000, 0b101, 0b111, 0b001, 0b110],
        '$' => [0b011, 0b110, 0b011, 0b110, 0b010],
        '€' => [0b011, 0b100, 0b110, 0b100, 0b011],
        '<' => [0b001, 0b010, 0b100, 0b010, 0b001],
        '>' => [0b100, 0b010, 0b001, 0b010, 0b100],
        _ => return None,
    })
}

/// Rows of five dots for what three do not suffice for.
const fn wide_dots(c: char) -> Option<[u8; 5]> {
    Some(match c {
        '%' => [0b11001, 0b11010, 0b00100, 0b01011, 0b10011],
        'M' => [0b10001, 0b11011, 0b10101, 0b10001, 0b10001],
        'm' => [0b00000, 0b00000, 0b11110, 0b10101, 0b10101],
        'w' => [0b00000, 0b00000, 0b10101, 0b10101, 0b01010],
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
        '-' | '−' | '–' | '—' => ["   ", " _ ", "   "],
        '+' => ["   ", " _ ", " | "],
        '%' => ["   ", "o/ ", "/o "],
        _ => return None,
    })
}

/// Calls `put` for each cell of a text in large glyphs; whether there are such glyphs for all of it, and room.
pub(super) fn glyphs(text: &TextMark, glyphs: Glyphs, size: Size, put: &mut impl FnMut(Glyph<'_>)) -> bool {
    let mut put = |column: i64, row: i64, glyph: char| {
        put(Glyph {
            column: column as u16,
            row: row as u16,
            symbol: glyph.encode_utf8(&mut [0; 4]),
            width: 1,
        });
    };
    let quarters = !matches!(glyphs, Glyphs::Ascii | Glyphs::HalfBlock);
    if quarters && text.rows >= LETTERS {
        let Some(letters) = Letters::of(&text.text) else {
            return false;
        };
        let Some((left, top)) = place(text, letters.width, usize::from(LETTERS), size) else {
            return false;
        };
        letters.each(|row, column, glyph| put(left + column as i64, top + row as i64, glyph));
        return true;
    }
    let Some(bitmap) = Bitmap::of(text, glyphs) else {
        return false;
    };
    let Some((left, top)) = place(text, bitmap.width, bitmap.rows.len(), size) else {
        return false;
    };
    for (row, line) in bitmap.rows.iter().enumerate() {
        for (column, glyph) in line.chars().enumerate().filter(|(_, glyph)| *glyph != ' ') {
            put(left + column as i64, top + row as i64, glyph);
        }
    }
    true
}

/// The first column and row of a text of so many columns and rows; nothing where it would leave the scene, or is nothing.
fn place(text: &TextMark, width: usize, height: usize, size: Size) -> Option<(i64, i64)> {
    let (column, _) = origin(text, width)?;
    let top = (text.at.y / CELL_HEIGHT - height as f64 / 2.0).round().clamp(-1e9, 1e9) as i64;
    let room = |at: i64, need: usize, have: u16| at >= 0 && at + need as i64 <= i64::from(have);
    (width > 0 && room(column, width, size.columns) && room(top, height, size.rows)).then_some((column, top))
}

/// A text as lines of glyphs.
struct Bitmap {
    rows: Vec<String>,
    width: usize,
}

impl Bitmap {
    fn of(text: &TextMark, glyphs: Glyphs) -> Option<Self> {
        if text.text.is_empty() {
            return None;
        }
        let rows = match glyphs {
            Glyphs::Ascii => calculator(&text.text)?,
            _ => figures(&text.text)?,
        };
        let width = rows.iter().map(|row| row.chars().count()).max().unwrap_or(0);
        Some(Self { rows, width })
    }
}

/// Figures of half blocks, three rows high: a digit takes four columns with the space after it.
fn figures(text: &str) -> Option<Vec<String>> {
    let mut lines = [const { String::new() }; 6];
    for c in text.chars() {
        let (pattern, width) = match c {
            '.' => ([0, 0, 0, 0, 1, 0], 1),
            ',' => ([0, 0, 0, 0, 1, 1], 1),
            ':' => ([0, 1, 0, 1, 0, 0], 1),
            ' ' | '\u{a0}' | '\u{202f}' => ([0; 6], 1),
            c => {
                let (rows, width) = match wide_dots(c) {
                    Some(rows) => (rows, 5),
                    None => (dots(c)?, 3),
                };
                let mut padded = [0; 6];
                padded[..5].copy_from_slice(&rows);
                (padded, width)
            }
        };
        for (line, bits) in lines.iter_mut().zip(pattern) {
            line.extend((0..width).rev().map(|bit| if bits >> bit & 1 == 1 { '#' } else { ' ' }));
            line.push(' ');
        }
    }
    let rows = lines.chunks_exact(2).map(|pair| {
        let merged = pair[0].chars().zip(pair[1].chars()).map(|dots| match dots {
            ('#', '#') => '█',
            ('#', _) => '▀',
            (_, '#') => '▄',
            _ => ' ',
        });
        merged.collect::<String>().trim_end().to_owned()
    });
    Some(rows.collect())
}

/// Figures of a calculator's display.
fn calculator(text: &str) -> Option<Vec<String>> {
    let mut lines = [const { String::new() }; 3];
    for c in text.chars() {
        let segments = match c {
            '.' => [" ", " ", "."],
            ',' => [" ", " ", ","],
            ':' => [" ", ".", "."],
            ' ' | '\u{a0}' | '\u{202f}' => [" "; 3],
            c => segments(c)?,
        };
        for (line, segment) in lines.iter_mut().zip(segments) {
            line.push_str(segment);
            line.push(' ');
        }
    }
    Some(lines.into_iter().map(|line| line.trim_end().to_owned()).collect())
}

/// The eight by eight dots of a letter, the lowest bit of a row being the left one.
fn letter(c: char) -> Option<[u8; 8]> {
    font8x8::BASIC_FONTS
        .get(c)
        .or_else(|| font8x8::LATIN_FONTS.get(c))
        .or_else(|| font8x8::GREEK_FONTS.get(c))
}

/// Letters of eight by eight dots, in quarters of a cell: how many columns they take, and which glyph stands where. They are
/// painted with every move of a cursor, so nothing is put together for them.
struct Letters<'a> {
    text: &'a str,
    width: usize,
}

impl<'a> Letters<'a> {
    /// Those of a text; nothing where one of them has no dots.
    fn of(text: &'a str) -> Option<Self> {
        let mut width = 0;
        for (index, c) in text.chars().enumerate() {
            let dots = letter(c)?.iter().fold(0u8, |all, row| all | row);
            let columns = (u8::BITS - dots.leading_zeros()).div_ceil(2) as usize;
            if columns > 0 {
                width = index * 4 + columns;
            }
        }
        Some(Self { text, width })
    }

    /// Calls `put` with the row, the column and the glyph of each cell that is not blank.
    fn each(&self, mut put: impl FnMut(usize, usize, char)) {
        let letters = self.text.chars().filter_map(letter).enumerate();
        for (index, dots) in letters {
            for (row, pair) in dots.chunks_exact(2).enumerate() {
                for column in 0..4 {
                    let (upper, lower) = (pair[0] >> (2 * column) & 3, pair[1] >> (2 * column) & 3);
                    let mask = usize::from(upper | lower << 2);
                    if mask != 0 {
                        put(row, index * 4 + column, QUADRANTS[mask]);
                    }
                }
            }
        }
    }
}
