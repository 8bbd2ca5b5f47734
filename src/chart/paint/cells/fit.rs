//! From the samples of a cell to a glyph in two colours.
//!
//! Where a cell is cut once, level or upright, an eighth block shows exactly where. Everything else is cut into the parts of
//! the terminal's tier, and the parts are divided in two so that what is lost is least. Where colours can be mixed, each of
//! the two is the mean of its samples in linear light; elsewhere each is the tint that most of its samples have.

use ratatui::symbols::pixel::{OCTANTS, QUADRANTS, SEXTANTS};

use super::super::Glyphs;
use super::sheet::Samples;
use super::spans::PER_CELL;
use super::tint::{GROUND, Id, Light, Tints};

/// A colour of a cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Shade {
    /// Whatever lies behind the picture.
    Ground,
    /// One of the tints.
    Tint(Id),
    /// A mixture.
    Mixed(Light),
}

/// How a cell is painted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Face {
    pub(super) glyph: char,
    pub(super) front: Shade,
    pub(super) back: Shade,
}

/// The share of samples along an edge that is not seen: a hem of a colour that is hardly there makes an edge look frayed.
/// A band that is cut straight has no hem; it may be nothing but thin.
const HEM: f32 = 0.2;

/// From the lower edge upwards and from the left edge rightwards: one to seven eighths.
const LEVEL: [char; 7] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇'];
const UPRIGHT: [char; 7] = ['▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/// The face of a cell; nothing where nothing is.
pub(super) fn face(samples: &Samples, tints: &Tints, glyphs: Glyphs) -> Option<Face> {
    let first = samples[0];
    if samples.iter().all(|sample| *sample == first) {
        return (first != GROUND).then_some(Face {
            glyph: '█',
            front: Shade::Tint(first),
            back: Shade::Ground,
        });
    }
    // Halves of a cell are all that tier has.
    if glyphs != Glyphs::HalfBlock {
        let level = rows(samples).and_then(|bands| {
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
            let bands = columns(samples)?;
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
    parts(samples, tints, glyphs)
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

const fn plain(tint: Id) -> Shade {
    match tint {
        GROUND => Shade::Ground,
        tint => Shade::Tint(tint),
    }
}

/// The shade of some samples together; of two tints the one that has all but a `hem` of them has all.
fn shade(samples: &[Id], tints: &Tints, hem: f32) -> Shade {
    let first = samples.first().copied().unwrap_or(GROUND);
    let Some(second) = samples.iter().copied().find(|sample| *sample != first) else {
        return plain(first);
    };
    if !tints.mixes() {
        return plain(commonest(samples.iter().copied()).0);
    }
    let count = samples.len() as f32;
    if samples.iter().all(|sample| *sample == first || *sample == second) {
        let share = samples.iter().filter(|sample| **sample == second).count() as f32 / count;
        let share = ((share - hem) / (1.0 - 2.0 * hem)).clamp(0.0, 1.0);
        if share <= 0.0 || share >= 1.0 {
            return plain(if share > 0.0 { second } else { first });
        }
        let (from, to) = (tints.get(first).light, tints.get(second).light);
        return Shade::Mixed([0, 1, 2].map(|channel| from[channel] + (to[channel] - from[channel]) * share));
    }
    let mut sum = [0.0; 3];
    for sample in samples {
        for (sum, light) in sum.iter_mut().zip(tints.get(*sample).light) {
            *sum += light / count;
        }
    }
    Shade::Mixed(sum)
}

/// The tint that most of some samples have, and how many have it; of equals one that is not the ground.
pub(super) fn commonest(samples: impl Iterator<Item = Id>) -> (Id, f32) {
    let mut found: [(Id, u8); 8] = [(GROUND, 0); 8];
    for sample in samples {
        // A cell with more than eight tints is no picture; the first eight stand for it.
        if let Some(entry) = found.iter_mut().find(|(id, count)| *count == 0 || *id == sample) {
            *entry = (sample, entry.1 + 1);
        }
    }
    let best = found
        .iter()
        .max_by_key(|(id, count)| (*count, *id != GROUND, u16::MAX - *id));
    best.map_or((GROUND, 0.0), |(id, count)| (*id, f32::from(*count)))
}

/// The parts of a tier: how many across and down, and the glyph of each set of them.
const fn tier(glyphs: Glyphs) -> (usize, usize, &'static [char]) {
    match glyphs {
        Glyphs::HalfBlock => (1, 2, &[' ', '▀', '▄', '█']),
        Glyphs::Sextant => (2, 3, &SEXTANTS),
        Glyphs::Octant => (2, 4, &OCTANTS),
        Glyphs::Quadrant | Glyphs::Ascii => (2, 2, &QUADRANTS),
    }
}

/// Divides the parts of a cell in two.
fn parts(samples: &Samples, tints: &Tints, glyphs: Glyphs) -> Option<Face> {
    let (across, down, table) = tier(glyphs);
    let count = across * down;
    let part_of = |index: usize| {
        let (row, column) = (index / PER_CELL, index % PER_CELL);
        (2 * row + 1) * down / (2 * PER_CELL) * across + column * across / PER_CELL
    };
    let front = if tints.mixes() {
        let mut sums = [[0.0f32; 4]; 8];
        for (index, sample) in samples.iter().enumerate() {
            let sum = &mut sums[part_of(index)];
            for (sum, light) in sum.iter_mut().zip(tints.get(*sample).light) {
                *sum += light;
            }
            sum[3] += 1.0;
        }
        nearest_division(&sums[..count])
    } else {
        let common: Vec<Id> = (0..count)
            .map(|part| {
                let inside = samples.iter().enumerate().filter(|(index, _)| part_of(*index) == part);
                commonest(inside.map(|(_, sample)| *sample)).0
            })
            .collect();
        let back = commonest(common.iter().copied()).0;
        let mut mask = 0;
        for (part, tint) in common.iter().enumerate() {
            mask |= usize::from(*tint != back) << part;
        }
        mask
    };
    let all = (1 << count) - 1;
    let straight = rows(samples).is_some() || columns(samples).is_some();
    let hem = if straight { 0.0 } else { HEM };
    let of = |mask: usize| {
        let mut kept = [GROUND; PER_CELL * PER_CELL];
        let mut length = 0;
        for (index, sample) in samples.iter().enumerate() {
            if mask & (1 << part_of(index)) != 0 {
                kept[length] = *sample;
                length += 1;
            }
        }
        shade(&kept[..length], tints, hem)
    };
    let (mut mask, mut fore, mut back) = (front, of(front), of(all & !front));
    if mask == 0 {
        (mask, fore) = (all, back);
    }
    if fore == Shade::Ground {
        (mask, fore, back) = (all & !mask, back, fore);
    }
    // Too little of everything in every part.
    if mask == 0 || fore == Shade::Ground {
        return None;
    }
    Some(Face {
        glyph: table.get(mask).copied().unwrap_or('█'),
        front: fore,
        back,
    })
}

/// Which of some parts, given as sums of light and how many samples they are of, are the one half of the best division in two.
fn nearest_division(sums: &[[f32; 4]]) -> usize {
    let mut seen = [[0.0; 3]; 8];
    for (seen, sum) in seen.iter_mut().zip(sums) {
        *seen = [sum[0], sum[1], sum[2]].map(|light| (light / sum[3].max(1.0)).sqrt());
    }
    let seen = &seen[..sums.len()];
    let total = seen.iter().fold([0.0; 3], |total, part| {
        [0, 1, 2].map(|channel| total[channel] + part[channel])
    });
    let mut best = (f32::NEG_INFINITY, 1);
    // The first part is always on the other side: each division is looked at once.
    for mask in (2..1usize << sums.len()).step_by(2) {
        let mut inside = [0.0; 3];
        for (index, part) in seen.iter().enumerate() {
            if mask & (1 << index) != 0 {
                for (sum, value) in inside.iter_mut().zip(part) {
                    *sum += value;
                }
            }
        }
        let count = mask.count_ones() as f32;
        let rest = sums.len() as f32 - count;
        // What a division keeps of the picture is the sum of its halves' squares.
        let kept: f32 = inside
            .iter()
            .zip(total)
            .map(|(inside, total)| inside * inside / count + (total - inside).powi(2) / rest)
            .sum();
        if kept > best.0 + 1e-6 {
            best = (kept, mask);
        }
    }
    best.1
}
