//! A cell in the parts of its terminal's tier, divided in two so that what is lost is least.
//!
//! Where colours can be mixed, each half is the mean of its samples in linear light; elsewhere it is the tint that most of its
//! samples have. Nearly every cell that is divided has an edge in it, and so two tints: these are counted, not added up.

use ratatui::symbols::pixel::{OCTANTS, QUADRANTS, SEXTANTS};

use super::super::Glyphs;
use super::face::{Face, Shade, commonest, plain};
use super::sheet::Samples;
use super::spans::PER_CELL;
use super::tint::{GROUND, Id, Tints};

/// The share of samples along an edge that is not seen: a hem of a colour that is hardly there makes an edge look frayed.
/// A band that is cut straight has no hem; it may be nothing but thin.
const HEM: f32 = 0.2;
/// The most parts that a cell has.
const MOST: usize = 8;

/// The parts of a tier.
struct Tier {
    /// How many there are.
    count: usize,
    /// The glyph of each set of them.
    glyphs: &'static [char],
    /// Which part each sample is in.
    of: &'static [u8; PER_CELL * PER_CELL],
}

/// The part of each sample in so many parts across and down.
const fn places(across: usize, down: usize) -> [u8; PER_CELL * PER_CELL] {
    let mut places = [0; PER_CELL * PER_CELL];
    let mut index = 0;
    while index < places.len() {
        let (row, column) = (index / PER_CELL, index % PER_CELL);
        places[index] = ((2 * row + 1) * down / (2 * PER_CELL) * across + column * across / PER_CELL) as u8;
        index += 1;
    }
    places
}

static HALVES: [u8; PER_CELL * PER_CELL] = places(1, 2);
static QUARTERS: [u8; PER_CELL * PER_CELL] = places(2, 2);
static SIXTHS: [u8; PER_CELL * PER_CELL] = places(2, 3);
static EIGHTHS: [u8; PER_CELL * PER_CELL] = places(2, 4);

const fn tier(glyphs: Glyphs) -> Tier {
    let (count, glyphs, of): (usize, &[char], _) = match glyphs {
        Glyphs::HalfBlock => (2, &[' ', '▀', '▄', '█'], &HALVES),
        Glyphs::Sextant => (6, &SEXTANTS, &SIXTHS),
        Glyphs::Octant => (8, &OCTANTS, &EIGHTHS),
        Glyphs::Quadrant | Glyphs::Ascii => (4, &QUADRANTS, &QUARTERS),
    };
    Tier { count, glyphs, of }
}

/// Which parts are the front, its shade, and that of the others.
type Halves = (usize, Shade, Shade);

/// Divides the parts of a cell in two. `straight` says that it is cut into level or upright bands.
pub(super) fn parts(samples: &Samples, straight: bool, tints: &Tints, glyphs: Glyphs) -> Option<Face> {
    let tier = tier(glyphs);
    let hem = if straight { 0.0 } else { HEM };
    let (mut mask, mut fore, mut back) = if !tints.mixes() {
        plainly(samples, &tier)
    } else if let Some(pair) = Pair::of(samples, &tier) {
        pair.halves(&tier, tints, hem)
    } else {
        blended(samples, &tier, tints)
    };
    let all = (1 << tier.count) - 1;
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
        glyph: tier.glyphs.get(mask).copied().unwrap_or('█'),
        front: fore,
        back,
    })
}

/// Each part by the tint that most of it has.
fn plainly(samples: &Samples, tier: &Tier) -> Halves {
    let inside = |mask: usize| {
        let of = samples.iter().zip(tier.of);
        of.filter(move |(_, part)| mask & (1 << **part) != 0)
            .map(|(sample, _)| *sample)
    };
    let mut common = [GROUND; MOST];
    let common = &mut common[..tier.count];
    for (part, tint) in common.iter_mut().enumerate() {
        *tint = commonest(inside(1 << part)).0;
    }
    let most = commonest(common.iter().copied()).0;
    let mut front = 0;
    for (part, tint) in common.iter().enumerate() {
        front |= usize::from(*tint != most) << part;
    }
    let all = (1 << tier.count) - 1;
    let shade = |mask: usize| plain(commonest(inside(mask)).0);
    (front, shade(front), shade(all & !front))
}

/// Two tints, and how many samples of each part have the second one.
struct Pair {
    first: Id,
    second: Id,
    seconds: [f32; MOST],
    sizes: [f32; MOST],
}

impl Pair {
    /// The tints of a cell; nothing where there are more than two.
    fn of(samples: &Samples, tier: &Tier) -> Option<Self> {
        let first = samples[0];
        let second = samples.iter().copied().find(|sample| *sample != first)?;
        let (mut seconds, mut sizes, mut others) = ([0u8; MOST], [0u8; MOST], false);
        for (sample, part) in samples.iter().zip(tier.of) {
            let part = usize::from(*part) % MOST;
            seconds[part] += u8::from(*sample != first);
            sizes[part] += 1;
            others |= *sample != first && *sample != second;
        }
        (!others).then_some(Self {
            first,
            second,
            seconds: seconds.map(f32::from),
            sizes: sizes.map(f32::from),
        })
    }

    fn halves(&self, tier: &Tier, tints: &Tints, hem: f32) -> Halves {
        let (from, to) = (tints.get(self.first).light, tints.get(self.second).light);
        let mix = |share: f32| [0, 1, 2].map(|channel| from[channel] + (to[channel] - from[channel]) * share);
        let mut seen = [[0.0; 3]; MOST];
        for (part, seen) in seen.iter_mut().enumerate().take(tier.count) {
            *seen = mix(self.seconds[part] / self.sizes[part]).map(f32::sqrt);
        }
        let front = nearest_division(&seen[..tier.count]);
        let shade = |mask: usize| {
            let (mut seconds, mut size) = (0.0, 0.0);
            for part in (0..tier.count).filter(|part| mask & (1 << part) != 0) {
                seconds += self.seconds[part];
                size += self.sizes[part];
            }
            let share = ((seconds / size - hem) / (1.0 - 2.0 * hem)).clamp(0.0, 1.0);
            if share <= 0.0 {
                plain(self.first)
            } else if share >= 1.0 {
                plain(self.second)
            } else {
                Shade::Mixed(mix(share))
            }
        };
        let all = (1 << tier.count) - 1;
        (front, shade(front), shade(all & !front))
    }
}

/// More than two tints: their light added up.
fn blended(samples: &Samples, tier: &Tier, tints: &Tints) -> Halves {
    let mut sums = [[0.0f32; 4]; MOST];
    let (mut last, mut light) = (samples[0], tints.get(samples[0]).light);
    for (sample, part) in samples.iter().zip(tier.of) {
        if *sample != last {
            (last, light) = (*sample, tints.get(*sample).light);
        }
        let sum = &mut sums[usize::from(*part) % MOST];
        for (sum, light) in sum.iter_mut().zip(light) {
            *sum += light;
        }
        sum[3] += 1.0;
    }
    let mut seen = [[0.0; 3]; MOST];
    for (seen, sum) in seen.iter_mut().zip(sums) {
        *seen = [sum[0], sum[1], sum[2]].map(|light| (light / sum[3].max(1.0)).sqrt());
    }
    let front = nearest_division(&seen[..tier.count]);
    let shade = |mask: usize| {
        let inside = || {
            let of = samples.iter().zip(tier.of);
            of.filter(|(_, part)| mask & (1 << **part) != 0)
                .map(|(sample, _)| *sample)
        };
        let first = inside().next().unwrap_or(GROUND);
        if inside().all(|sample| sample == first) {
            return plain(first);
        }
        let mut sum = [0.0; 4];
        for part in (0..tier.count).filter(|part| mask & (1 << part) != 0) {
            for (sum, part) in sum.iter_mut().zip(sums[part]) {
                *sum += part;
            }
        }
        Shade::Mixed([sum[0], sum[1], sum[2]].map(|light| light / sum[3].max(1.0)))
    };
    let all = (1 << tier.count) - 1;
    (front, shade(front), shade(all & !front))
}

/// Which of some parts, as they are seen, are the one half of the best division in two.
fn nearest_division(seen: &[[f32; 3]]) -> usize {
    let total = seen.iter().fold([0.0; 3], |total, part| {
        [0, 1, 2].map(|channel| total[channel] + part[channel])
    });
    let mut best = (f32::NEG_INFINITY, 1);
    // The first part is always on the other side: each division is looked at once.
    for mask in (2..1usize << seen.len()).step_by(2) {
        let mut inside = [0.0; 3];
        for (index, part) in seen.iter().enumerate() {
            if mask & (1 << index) != 0 {
                for (sum, value) in inside.iter_mut().zip(part) {
                    *sum += value;
                }
            }
        }
        let count = mask.count_ones() as f32;
        let rest = seen.len() as f32 - count;
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
