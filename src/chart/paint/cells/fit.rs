//! From the samples of a cell to a glyph in two colours.
//!
//! Where a cell is cut once, level or upright, an eighth block shows exactly where. Everything else is cut into the parts of
//! the terminal's tier ([`parts`]).

use super::super::Glyphs;
use super::face::{Face, Shade, commonest, is_all, plain};
use super::parts::parts;
use super::sheet::Samples;
use super::spans::PER_CELL;
use super::tint::{GROUND, Id, Tints};

/// From the lower edge upwards and from the left edge rightwards: one to seven eighths.
const LEVEL: [char; 7] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇'];
const UPRIGHT: [char; 7] = ['▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/// The face of a cell; nothing where nothing is.
pub(super) fn face(samples: &Samples, tints: &Tints, glyphs: Glyphs) -> Option<Face> {
    let first = samples[0];
    if is_all(samples, first) {
        return (first != GROUND).then_some(Face {
            glyph: '█',
            front: Shade::Tint(first),
            back: Shade::Ground,
        });
    }
    let (level_bands, upright_bands) = (rows(samples), columns(samples));
    let straight = level_bands.is_some() || upright_bands.is_some();
    // Halves of a cell are all that tier has.
    if glyphs != Glyphs::HalfBlock && straight {
        let level = level_bands.and_then(|bands| {
            let (cut, upper, lower) = cut(&bands);
            let thin = || thin(&bands).map(|(count, tint)| oriented(LEVEL[count - 1], plain(tint), upper));
            let face = || oriented(LEVEL[7 - cut], lower, upper);
            if upper == lower {
                (!tints.mixes()).then(thin)?
            } else {
                Some(face())
            }
        });
        let upright = || {
            let bands = upright_bands?;
            let (cut, left, right) = cut(&bands);
            let thin = || thin(&bands).map(|(count, tint)| oriented(UPRIGHT[count - 1], plain(tint), right));
            let face = || oriented(UPRIGHT[cut - 1], left, right);
            if left == right {
                (!tints.mixes()).then(thin)?
            } else {
                Some(face())
            }
        };
        if let Some(face) = level.or_else(upright) {
            return Some(face);
        }
    }
    parts(samples, straight, tints, glyphs)
}

/// A block glyph with the ground behind it where one of its sides is the ground. Halves exist for both sides.
fn oriented(glyph: char, front: Shade, back: Shade) -> Face {
    match (glyph, front) {
        ('▄', Shade::Ground) => Face {
            glyph: '▀',
            front: back,
            back: front,
        },
        ('▌', Shade::Ground) => Face {
            glyph: '▐',
            front: back,
            back: front,
        },
        _ => Face { glyph, front, back },
    }
}

/// The eighth block of a surface that lies along one edge of a cell and ends in it.
pub(super) fn end(samples: &Samples) -> Option<char> {
    let (bands, glyphs) = match (rows(samples), columns(samples)) {
        (Some(mut bands), _) => {
            bands.reverse();
            (bands, LEVEL)
        }
        (None, Some(bands)) => (bands, UPRIGHT),
        (None, None) => return None,
    };
    let length = bands.iter().take_while(|band| **band != GROUND).count();
    let rest = bands.iter().skip(length).all(|band| *band == GROUND);
    glyphs.get(length.checked_sub(1)?).copied().filter(|_| rest)
}

/// The tint of each row, where none changes along a row.
fn rows(samples: &Samples) -> Option<[Id; PER_CELL]> {
    let mut bands = [GROUND; PER_CELL];
    for (band, row) in bands.iter_mut().zip(samples.chunks_exact(PER_CELL)) {
        *band = row[0];
        if row.iter().any(|sample| sample != band) {
            return None;
        }
    }
    Some(bands)
}

/// The tint of each column, where none changes down a column.
fn columns(samples: &Samples) -> Option<[Id; PER_CELL]> {
    let (first, rest) = samples.split_at(PER_CELL);
    if rest.chunks_exact(PER_CELL).any(|row| row != first) {
        return None;
    }
    first.try_into().ok()
}

/// Where eight bands are best cut in two, 1 to 7 from the first, and the shades of both sides.
///
/// The sides are tints, not means: an edge that lies exactly on an eighth has nothing to be blended.
fn cut(bands: &[Id; PER_CELL]) -> (usize, Shade, Shade) {
    let mut best = (f32::NEG_INFINITY, 4);
    for cut in 1..=7 {
        let (before, after) = bands.split_at(cut);
        let kept = commonest(before.iter().copied()).1 + commonest(after.iter().copied()).1;
        if kept > best.0 {
            best = (kept, cut);
        }
    }
    let (before, after) = bands.split_at(best.1);
    let most = |side: &[Id]| plain(commonest(side.iter().copied()).0);
    (best.1, most(before), most(after))
}

/// A thin band between two that are alike: how many eighths, and of what. Where nothing can be mixed it is moved to the edge
/// of the cell, as it cannot be shown where it is; as thick as it is.
fn thin(bands: &[Id; PER_CELL]) -> Option<(usize, Id)> {
    let around = commonest(bands.iter().copied()).0;
    let (tint, _) = commonest(bands.iter().copied().filter(|band| *band != around));
    let count = bands.iter().filter(|band| **band == tint).count();
    (1..PER_CELL).contains(&count).then_some((count, tint))
}
