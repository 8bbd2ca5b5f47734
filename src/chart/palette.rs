//! What the roles of colour look like: on a dark and on a light ground, and for eyes that lack one kind of cone.

use super::scene::{Hue, Ink};

/// A 24-bit colour.
pub type Rgb = (u8, u8, u8);

/// A colour for each role.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the colour of the role of the same name")]
pub struct Palette {
    pub ground: Rgb,
    pub text: Rgb,
    pub strong: Rgb,
    pub dim: Rgb,
    pub faint: Rgb,
    pub rule: Rgb,
    pub accent: Rgb,
    pub good: Rgb,
    pub warn: Rgb,
    pub bad: Rgb,
    pub series: [Rgb; 8],
    pub other: Rgb,
    /// From the least to the greatest; what lies between is mixed.
    pub ramp: Vec<Rgb>,
    pub missing: Rgb,
    pub land: Rgb,
}

impl Palette {
    /// For a dark ground.
    pub fn dark() -> Self {
        Self {
            ground: (0x10, 0x12, 0x18),
            text: (0xd9, 0xdd, 0xe5),
            strong: (0xff, 0xff, 0xff),
            dim: (0x9b, 0xa3, 0xb2),
            faint: (0x76, 0x7f, 0x90),
            rule: (0x39, 0x40, 0x4e),
            accent: (0x6c, 0xb2, 0xff),
            good: (0x57, 0xcf, 0x8f),
            warn: (0xf0, 0xbd, 0x4f),
            bad: (0xff, 0x7b, 0x7f),
            series: [
                (0x5b, 0x8f, 0xf9),
                (0x61, 0xdd, 0xaa),
                (0xf6, 0xbd, 0x16),
                (0xe8, 0x68, 0x4a),
                (0x92, 0x70, 0xca),
                (0x6d, 0xc8, 0xec),
                (0xff, 0x99, 0xc3),
                (0x9d, 0xd8, 0x66),
            ],
            other: (0x7a, 0x82, 0x90),
            ramp: vec![
                (0x24, 0x34, 0x6b),
                (0x25, 0x5c, 0x99),
                (0x2a, 0x86, 0xa8),
                (0x42, 0xb0, 0x9b),
                (0x9a, 0xd2, 0x78),
                (0xfd, 0xe7, 0x5a),
            ],
            missing: (0x2f, 0x33, 0x3d),
            land: (0x3a, 0x41, 0x4f),
        }
    }

    /// For a light ground.
    pub fn light() -> Self {
        Self {
            ground: (0xfc, 0xfc, 0xfd),
            text: (0x24, 0x29, 0x33),
            strong: (0x08, 0x0a, 0x10),
            dim: (0x54, 0x5d, 0x6c),
            faint: (0x74, 0x7d, 0x8c),
            rule: (0xc9, 0xce, 0xd8),
            accent: (0x11, 0x5f, 0xcc),
            good: (0x0f, 0x6f, 0x40),
            warn: (0x85, 0x57, 0x00),
            bad: (0xbd, 0x1f, 0x2c),
            series: [
                (0x2f, 0x6b, 0xe0),
                (0x16, 0x8f, 0x62),
                (0xc2, 0x82, 0x00),
                (0xcc, 0x45, 0x28),
                (0x73, 0x4b, 0xb5),
                (0x1d, 0x88, 0xb8),
                (0xc9, 0x4f, 0x8c),
                (0x5e, 0x94, 0x22),
            ],
            other: (0x8a, 0x91, 0x9d),
            ramp: vec![
                (0xe6, 0xef, 0xd2),
                (0xb5, 0xdd, 0xb4),
                (0x6f, 0xc2, 0xb2),
                (0x34, 0x97, 0xb4),
                (0x24, 0x61, 0xa1),
                (0x1f, 0x2d, 0x6e),
            ],
            missing: (0xe3, 0xe5, 0xea),
            land: (0xd3, 0xd8, 0xe0),
        }
    }

    /// For a dark ground and eyes that lack one kind of cone: the eight series differ in lightness as well as in hue.
    pub fn safe_dark() -> Self {
        Self { ..Self::dark() }
    }

    /// For a light ground and eyes that lack one kind of cone.
    pub fn safe_light() -> Self {
        Self { ..Self::light() }
    }

    /// What an ink looks like over the ground. [`Hue::Contrast`] is the text colour here; painters choose it by what lies under it.
    pub fn rgb(&self, ink: Ink) -> Rgb {
        let full = match ink.hue {
            Hue::Ground => self.ground,
            Hue::Text | Hue::Contrast => self.text,
            Hue::Strong => self.strong,
            Hue::Dim => self.dim,
            Hue::Faint => self.faint,
            Hue::Rule => self.rule,
            Hue::Accent => self.accent,
            Hue::Good => self.good,
            Hue::Warn => self.warn,
            Hue::Bad => self.bad,
            Hue::Series(index) => self.series[usize::from(index) % self.series.len()],
            Hue::Other => self.other,
            Hue::Ramp(at) => self.on_ramp(f64::from(at) / 255.0),
            Hue::Missing => self.missing,
            Hue::Land => self.land,
        };
        mix(self.ground, full, f64::from(ink.strength.min(100)) / 100.0)
    }

    fn on_ramp(&self, at: f64) -> Rgb {
        let Some(last) = self.ramp.len().checked_sub(1) else {
            return self.text;
        };
        let place = at.clamp(0.0, 1.0) * last as f64;
        let below = place.floor() as usize;
        mix(self.ramp[below], self.ramp[(below + 1).min(last)], place - below as f64)
    }
}

/// A colour between two, at `part` of the way from the first, mixed as light is.
pub(super) fn mix(from: Rgb, to: Rgb, part: f64) -> Rgb {
    let channel = |a: u8, b: u8| {
        let (a, b) = (linear(a), linear(b));
        gamma(a + (b - a) * part.clamp(0.0, 1.0))
    };
    if part >= 1.0 {
        return to;
    }
    (channel(from.0, to.0), channel(from.1, to.1), channel(from.2, to.2))
}

/// A channel of sRGB as an amount of light, 0 to 1.
pub(super) fn linear(channel: u8) -> f64 {
    let value = f64::from(channel) / 255.0;
    if value <= 0.040_45 {
        value / 12.92
    } else {
        ((value + 0.055) / 1.055).powf(2.4)
    }
}

/// An amount of light as a channel of sRGB.
pub(super) fn gamma(light: f64) -> u8 {
    let value = if light <= 0.003_130_8 {
        light * 12.92
    } else {
        1.055 * light.powf(1.0 / 2.4) - 0.055
    };
    (value.clamp(0.0, 1.0) * 255.0).round() as u8
}
