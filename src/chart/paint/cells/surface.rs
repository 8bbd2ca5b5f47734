//! Surfaces in cells: what their samples are fitted to, or the signs they are written with.

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

use super::super::Glyphs;
use super::face::{self, Shade};
use super::fit;
use super::sheet::Samples;
use super::spans::PER_CELL;
use super::tint::{GROUND, Id, Tints, shown};
use super::{blank, ground};

/// Of so many samples a cell takes the sign of what lies in it.
const ENOUGH: usize = PER_CELL * PER_CELL * 3 / 8;

/// Writes the surface of a cell; whether there was any.
pub(super) fn write(cell: &mut Cell, samples: &Samples, tints: &Tints, glyphs: Glyphs) -> bool {
    if face::is_all(samples, GROUND) {
        return false;
    }
    // Where colours can be mixed nothing needs a sign.
    let reversed = if tints.mixes() {
        false
    } else {
        let filled = || samples.iter().copied().filter(|sample| *sample != GROUND);
        let id = face::commonest(filled()).0;
        let tint = tints.get(id);
        if let Some(sign) = tint.sign {
            return signed(cell, samples, (filled().count(), id, sign), tints, glyphs);
        }
        tint.reversed
    };
    let Some(found) = fit::face(samples, tints, glyphs) else {
        return false;
    };
    blank(cell);
    let front = color(found.front, tints);
    let back = color(found.back, tints);
    cell.set_char(found.glyph);
    match (front, back) {
        (Some(front), Some(back)) => cell.set_fg(front).set_bg(back),
        // A full cell is its ground, too: fonts leave gaps between full blocks.
        (Some(front), None) if found.glyph == '█' && front != Color::Reset => cell.set_fg(front).set_bg(front),
        (Some(front), None) => cell.set_fg(front),
        // A glyph in the colour of the ground.
        (None, Some(back)) => {
            if let Some(ground) = tints.ground() {
                cell.set_fg(ground).set_bg(back)
            } else {
                cell.modifier.insert(Modifier::REVERSED);
                cell.set_fg(back)
            }
        }
        (None, None) => cell,
    };
    if reversed {
        cell.modifier.toggle(Modifier::REVERSED);
    }
    true
}

/// A surface of signs: by whole cells, and by eighths of a block at its ends.
fn signed(
    cell: &mut Cell,
    samples: &Samples,
    (filled, id, sign): (usize, Id, char),
    tints: &Tints,
    glyphs: Glyphs,
) -> bool {
    let tint = tints.get(id);
    let glyph = if filled >= ENOUGH {
        sign
    } else if glyphs == Glyphs::Ascii {
        // What lies along the lower edge is seen there; of anything else a quarter is enough to be seen at all.
        let low = samples[samples.len() - PER_CELL..]
            .iter()
            .all(|sample| *sample != GROUND);
        match (low, filled * 4 >= samples.len()) {
            (true, _) => '_',
            (false, true) => '.',
            (false, false) => return false,
        }
    } else {
        match fit::end(samples) {
            Some(glyph) => glyph,
            None => return false,
        }
    };
    blank(cell);
    cell.set_char(glyph).set_fg(tint.color);
    if tint.reversed {
        cell.modifier.insert(Modifier::REVERSED);
        if glyph == '█' {
            // Reversed, a full block would be empty.
            cell.set_char('▪');
        }
    }
    true
}

/// What most of a cell's surface is, where it is a plain colour; the ground elsewhere.
pub(super) fn under(samples: &Samples, tints: &Tints) -> Id {
    let id = if face::is_all(samples, samples[0]) {
        samples[0]
    } else {
        face::commonest(samples.iter().copied()).0
    };
    if tints.get(id).sign.is_some() { GROUND } else { id }
}

/// Puts the surface behind the dots of a line: whole, where it is most of the cell. Half of it would stand out as a step of a
/// colour of its own; the dots say where the edge is.
pub(super) fn behind_line(cell: &mut Cell, samples: &Samples, tints: &Tints) {
    if let Some(color) = ground(tints, under(samples, tints)) {
        cell.set_bg(color);
    }
}

fn color(shade: Shade, tints: &Tints) -> Option<Color> {
    match shade {
        Shade::Ground => None,
        Shade::Tint(id) => Some(tints.get(id).color),
        Shade::Mixed(light) => Some(shown(light)),
    }
}
