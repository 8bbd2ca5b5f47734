//! Texts in bytes below 128.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;

use super::super::Glyphs;
use crate::text::display_width;

/// A text in the glyphs of a manner. In ASCII signs are replaced by their nearest relatives and everything else by as many
/// `?` as it takes columns, so that columns stay where they are.
pub(super) fn text(text: &str, glyphs: Glyphs) -> Cow<'_, str> {
    if glyphs != Glyphs::Ascii || text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for cluster in text.graphemes(true) {
        let mut chars = cluster.chars();
        match (chars.next(), chars.next()) {
            (Some(c), None) if c.is_ascii() => out.push(c),
            (Some(c), None) if let Some(near) = relative(c) => out.push(near),
            _ => out.extend(std::iter::repeat_n('?', display_width(cluster))),
        }
    }
    Cow::Owned(out)
}

/// What stands for a sign that is one column wide.
const fn relative(c: char) -> Option<char> {
    Some(match c {
        '—' | '–' | '─' | '−' | '▼' | '╌' | '━' => '-',
        '…' | '≈' => '~',
        '·' | '│' | '┃' | '┊' | '▏' => '|',
        '×' | '✕' | '✗' => 'x',
        '→' | '▸' | '▶' | '›' | '»' | '≥' => '>',
        '←' | '◂' | '◀' | '‹' | '«' | '≤' => '<',
        '↑' => '^',
        '↓' | '▾' => 'v',
        '▲' | '▴' | '┼' | '├' | '┤' | '┬' | '┴' | '└' | '┘' | '┌' | '┐' | '▒' => '+',
        '“' | '”' => '"',
        '‘' | '’' | '′' => '\'',
        '●' | '◆' | '■' | '⬤' | '◼' => '*',
        '○' | '□' | '◇' | '◌' | '◯' | '•' | '⦿' | '◉' => 'o',
        '╱' => '/',
        '╲' => '\\',
        '█' | '▉' | '▓' => '#',
        '░' => '.',
        'µ' => 'u',
        '\u{a0}' | '\u{202f}' | '\u{2009}' => ' ',
        _ => return None,
    })
}
