//! How a cell is painted: a glyph in two shades, and what its samples have in common.

use super::sheet::Samples;
use super::tint::{GROUND, Id, Light};

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

/// Whether all of a cell's samples are of one tint. Every sample is looked at, which is faster than to stop at one.
pub(super) fn is_all(samples: &Samples, tint: Id) -> bool {
    samples.iter().fold(0, |other, sample| other | (sample ^ tint)) == 0
}

/// The shade of a single tint.
pub(super) const fn plain(tint: Id) -> Shade {
    match tint {
        GROUND => Shade::Ground,
        tint => Shade::Tint(tint),
    }
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
