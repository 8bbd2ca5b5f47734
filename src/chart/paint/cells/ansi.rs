//! Roles of colour in terminals that cannot show any colour: of 256, and of their own 16.

use ratatui::style::Color;

use super::stress::Stress;
use crate::chart::palette::{Palette, Rgb, oklab};
use crate::chart::scene::{Hue, Ink};

/// The levels of the colour cube of xterm.
const LEVELS: [u8; 6] = [0, 95, 135, 175, 215, 255];
/// Where the cube begins.
const CUBE: u8 = 16;
/// How many classes a ramp is cut into: as many as can be told apart.
pub(super) const CLASSES: u8 = 6;

/// What one of the 256 colours looks like. The first 16 are whatever the terminal makes of them, and are not used.
pub(super) fn rgb_of(index: u8) -> Rgb {
    if index >= 232 {
        let grey = 8 + 10 * (index - 232);
        return (grey, grey, grey);
    }
    let at = usize::from(index.saturating_sub(CUBE));
    (LEVELS[at / 36 % 6], LEVELS[at / 6 % 6], LEVELS[at % 6])
}

/// A value of a ramp as the middle of its class.
pub(super) fn class(at: u8) -> u8 {
    let class = u16::from(at) * u16::from(CLASSES) / 256;
    (class * 255 / u16::from(CLASSES - 1)) as u8
}

/// The colour of 256 for an ink. Series in full stay different from each other.
pub(super) fn indexed(palette: &Palette, ink: Ink, stress: Stress, rgb: Rgb) -> Color {
    if let (Hue::Series(series), 100, Stress::Plain) = (ink.hue, ink.strength, stress) {
        let all = distinct(&palette.series);
        return Color::Indexed(all[usize::from(series) % all.len()]);
    }
    let rgb = match ink.hue {
        Hue::Ramp(at) => palette.rgb(Ink {
            hue: Hue::Ramp(class(at)),
            ..ink
        }),
        _ => rgb,
    };
    Color::Indexed(nearest(rgb, &[]))
}

/// The nearest colours of some, each different from those before.
pub(super) fn distinct(series: &[Rgb; 8]) -> [u8; 8] {
    let mut taken = [0; 8];
    for (index, color) in series.iter().enumerate() {
        taken[index] = nearest(*color, &taken[..index]);
    }
    taken
}

/// The nearest of the 240 fixed colours that is not among some.
pub(super) fn nearest(rgb: Rgb, taken: &[u8]) -> u8 {
    let wanted = oklab(rgb);
    let mut best = (f64::INFINITY, CUBE);
    for index in CUBE..=u8::MAX {
        if taken.contains(&index) {
            continue;
        }
        let found = oklab(rgb_of(index));
        let distance: f64 = wanted.iter().zip(found).map(|(a, b)| (a - b).powi(2)).sum();
        if distance < best.0 {
            best = (distance, index);
        }
    }
    best.1
}

/// Whether a palette is for a dark ground.
pub(super) fn is_dark(palette: &Palette) -> bool {
    oklab(palette.ground)[0] < 0.5
}

/// The colour of the terminal's own 16 for an ink. Text and ground are the terminal's own.
pub(super) fn sixteen(palette: &Palette, ink: Ink, stress: Stress) -> Color {
    const ON_DARK: [Color; 8] = [
        Color::LightBlue,
        Color::LightGreen,
        Color::LightYellow,
        Color::LightRed,
        Color::LightMagenta,
        Color::LightCyan,
        Color::Magenta,
        Color::Green,
    ];
    const ON_LIGHT: [Color; 8] = [
        Color::Blue,
        Color::Green,
        Color::Yellow,
        Color::Red,
        Color::Magenta,
        Color::Cyan,
        Color::LightMagenta,
        Color::LightBlue,
    ];
    let dark = is_dark(palette);
    let pick = |on_dark, on_light| if dark { on_dark } else { on_light };
    if stress == Stress::Back && !matches!(ink.hue, Hue::Series(_) | Hue::Ramp(_)) {
        return Color::DarkGray;
    }
    match ink.hue {
        Hue::Ground | Hue::Text | Hue::Contrast => Color::Reset,
        Hue::Strong => pick(Color::White, Color::Black),
        Hue::Dim => pick(Color::Gray, Color::DarkGray),
        Hue::Faint | Hue::Rule | Hue::Missing | Hue::Land | Hue::Other => Color::DarkGray,
        Hue::Accent | Hue::Ramp(_) => pick(Color::LightBlue, Color::Blue),
        Hue::Good => pick(Color::LightGreen, Color::Green),
        Hue::Warn => pick(Color::LightYellow, Color::Yellow),
        Hue::Bad => pick(Color::LightRed, Color::Red),
        Hue::Series(series) => (if dark { ON_DARK } else { ON_LIGHT })[usize::from(series) % 8],
    }
}
