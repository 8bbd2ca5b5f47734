//! Signs: what surfaces are written with where colour alone does not tell them apart.

use super::super::{Depth, Glyphs, Manner};
use super::ansi::{CLASSES, class};
use super::stress::Stress;
use crate::chart::scene::{Hue, Ink};

const SERIES: [char; 8] = ['█', '▒', '░', '▓', '╬', '╱', '═', '∙'];
const SERIES_ASCII: [char; 8] = ['#', '*', '+', 'o', '=', 'x', '%', '~'];
const RAMP: [char; CLASSES as usize] = ['·', '░', '▒', '▓', '▓', '█'];
const RAMP_ASCII: [char; 10] = [' ', '.', ':', '-', '=', '+', '*', '#', '%', '@'];

/// The sign of an ink in a manner; none where its colour is enough.
///
/// `alone` says that there is only one ink on surfaces: it keeps its exact shape instead.
pub(super) fn of(ink: Ink, stress: Stress, manner: Manner, alone: bool) -> Option<char> {
    if manner.glyphs == Glyphs::Ascii {
        return Some(ascii(ink));
    }
    match manner.depth {
        Depth::True | Depth::Indexed => None,
        Depth::Sixteen => sixteen(ink, stress),
        Depth::None if alone => None,
        Depth::None => Some(none(ink)),
    }
}

fn ascii(ink: Ink) -> char {
    match ink.hue {
        Hue::Series(series) => SERIES_ASCII[usize::from(series) % SERIES_ASCII.len()],
        // The least still is something.
        Hue::Ramp(at) => RAMP_ASCII[1 + usize::from(at) * (RAMP_ASCII.len() - 1) / 256],
        Hue::Missing | Hue::Land => '.',
        Hue::Ground => ' ',
        Hue::Other => '-',
        Hue::Accent | Hue::Text | Hue::Strong | Hue::Contrast => '#',
        Hue::Good => '+',
        Hue::Warn => '!',
        Hue::Bad => 'x',
        Hue::Dim | Hue::Faint | Hue::Rule => ':',
    }
}

/// Sixteen colours cannot be weaker or stronger: shades of a block are.
fn sixteen(ink: Ink, stress: Stress) -> Option<char> {
    match (ink.hue, stress) {
        (Hue::Ramp(at), _) => Some(density(at)),
        (_, Stress::Back) | (Hue::Missing | Hue::Land, _) => Some('░'),
        _ => match ink.strength {
            0..=35 => Some('░'),
            36..=65 => Some('▒'),
            66..=90 => Some('▓'),
            _ => None,
        },
    }
}

fn none(ink: Ink) -> char {
    match ink.hue {
        Hue::Series(series) => SERIES[usize::from(series) % SERIES.len()],
        Hue::Ramp(at) => density(at),
        Hue::Missing | Hue::Land => '·',
        Hue::Ground => ' ',
        Hue::Other => '─',
        Hue::Dim | Hue::Faint | Hue::Rule => '░',
        Hue::Warn => '▒',
        Hue::Good | Hue::Bad | Hue::Accent | Hue::Text | Hue::Strong | Hue::Contrast => '█',
    }
}

fn density(at: u8) -> char {
    let class = usize::from(class(at)) * (RAMP.len() - 1) / 255;
    RAMP[class.min(RAMP.len() - 1)]
}
