//! Roles of colour in terminals that cannot show any colour: of 256, and of their own 16.

use ratatui::style::Color;

use super::tint::Stress;
use crate::chart::palette::{Palette, Rgb, linear};
use crate::chart::scene::{Hue, Ink};

/// The levels of the colour cube of xterm.
const LEVELS: [u8; 6] = [0, 95, 135, 175, 215, 255];
/// Where the cube begins.
const CUBE: u8 = 16;
/// How many classes a ramp is cut into: as many as can be told apart.
pub(super) const CLASSES: u8 = 6;

/// What one of the 256 colours looks like. The first 16 are whatever the terminal makes of them, and are not used.
pub(super) fn rgb_of(index: u8) -> Rgb {
    match index {
        232.. => {
            let grey = 8 + 10 * (index - 232);
            (grey, grey, grey)
        }
        _ => {
            let at = usize::from(index.saturating_sub(CUBE));
            (LEVELS[at / 36 % 6], LEVELS[at / 6 % 6], LEVELS[at % 6])
        }
    }
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

/// A colour in `OKLab`, where equal distances look alike (Ottosson, 2020).
pub(super) fn oklab((red, green, blue): Rgb) -> [f64; 3] {
    let (r, g, b) = (linear(red), linear(green), linear(blue));
    let l = (0.412_221_470_8 * r + 0.536_332_536_3 * g + 0.051_445_992_9 * b).cbrt();
    let m = (0.211_903_498_2 * r + 0.680_699_545_1 * g + 0.107_396_956_6 * b).cbrt();
    let s = (0.088_302_461_9 * r + 0.281_718_837_6 * g + 0.629_978_700_5 * b).cbrt();
    [
        0.210_454_255_3 * l + 0.793_617_785_0 * m - 0.004_072_046_8 * s,
        1.977_998_495_1 * l - 2.428_592_205_0 * m + 0.450_593_709_9 * s,
        0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766_0 * s,
    ]
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
