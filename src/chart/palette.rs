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
                (0x5a, 0x8f, 0xf9),
                (0x03, 0xe8, 0xa9),
                (0xf8, 0xcd, 0x0d),
                (0xe8, 0x68, 0x49),
                (0x91, 0x70, 0xca),
                (0x62, 0xc7, 0xea),
                (0xf8, 0x95, 0xca),
                (0xa6, 0xc2, 0x21),
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
                (0x03, 0x6c, 0xe7),
                (0x0b, 0x83, 0x54),
                (0xc1, 0x78, 0x00),
                (0xcb, 0x42, 0x1a),
                (0x73, 0x4b, 0xb5),
                (0x00, 0x93, 0xc1),
                (0xca, 0x4d, 0x8c),
                (0x66, 0x98, 0x50),
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

    /// For a dark ground and eyes that lack one kind of cone: the eight series are
    /// as far apart for them as for others.
    pub fn safe_dark() -> Self {
        Self {
            series: [
                (0x57, 0x8f, 0xff),
                (0x0e, 0xf4, 0xbd),
                (0xf7, 0xdc, 0x10),
                (0xe7, 0x67, 0x49),
                (0x93, 0x6e, 0xbe),
                (0x11, 0xc3, 0xef),
                (0xf0, 0x8b, 0xb5),
                (0xa6, 0xc2, 0x2b),
            ],
            ..Self::dark()
        }
    }

    /// For a light ground and eyes that lack one kind of cone.
    pub fn safe_light() -> Self {
        Self {
            series: [
                (0x14, 0x5d, 0xed),
                (0x07, 0x6e, 0x40),
                (0xc3, 0x79, 0x00),
                (0xc9, 0x03, 0x00),
                (0x6d, 0x41, 0xad),
                (0x8b, 0x87, 0xba),
                (0xa8, 0x4a, 0x84),
                (0x08, 0xa3, 0x70),
            ],
            ..Self::light()
        }
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

/// A colour in `OKLab`, where equal distances look alike (Ottosson, 2020).
pub(super) fn oklab(color: Rgb) -> [f64; 3] {
    oklab_of([color.0, color.1, color.2].map(linear))
}

/// Linear light in `OKLab`.
pub(super) fn oklab_of(light: [f64; 3]) -> [f64; 3] {
    const CONES: [[f64; 3]; 3] = [
        [0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9],
        [0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6],
        [0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5],
    ];
    const AXES: [[f64; 3]; 3] = [
        [0.210_454_255_3, 0.793_617_785_0, -0.004_072_046_8],
        [1.977_998_495_1, -2.428_592_205_0, 0.450_593_709_9],
        [0.025_904_037_1, 0.782_771_766_2, -0.808_675_766_0],
    ];
    times(&AXES, times(&CONES, light).map(f64::cbrt))
}

/// A matrix times a vector.
pub(super) fn times(matrix: &[[f64; 3]; 3], vector: [f64; 3]) -> [f64; 3] {
    matrix.map(|row| row.iter().zip(vector).map(|(weight, part)| weight * part).sum())
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Normal eyes, then eyes without the cones for long, middle and short waves (Machado, Oliveira and Fernandes, 2009).
    const EYES: [(&str, [[f64; 3]; 3]); 4] = [
        ("normal", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
        (
            "protanopia",
            [
                [0.152_286, 1.052_583, -0.204_868],
                [0.114_503, 0.786_281, 0.099_216],
                [-0.003_882, -0.048_116, 1.051_998],
            ],
        ),
        (
            "deuteranopia",
            [
                [0.367_322, 0.860_646, -0.227_968],
                [0.280_085, 0.672_501, 0.047_413],
                [-0.011_820, 0.042_940, 0.968_881],
            ],
        ),
        (
            "tritanopia",
            [
                [1.255_528, -0.076_749, -0.178_779],
                [-0.078_411, 0.930_809, 0.147_602],
                [0.004_733, 0.691_367, 0.303_900],
            ],
        ),
    ];

    fn palettes() -> [(&'static str, Palette, f64); 4] {
        // What two colours are apart in OKLab: 0.02 can just be told, 0.06 beside each other, 0.1 at a glance.
        [
            ("dark", Palette::dark(), 0.06),
            ("light", Palette::light(), 0.06),
            ("safe dark", Palette::safe_dark(), 0.099),
            ("safe light", Palette::safe_light(), 0.099),
        ]
    }

    fn seen(color: Rgb, eyes: &[[f64; 3]; 3]) -> [f64; 3] {
        let light = [color.0, color.1, color.2].map(linear);
        oklab_of(times(eyes, light).map(|light| light.clamp(0.0, 1.0)))
    }

    fn contrast(a: Rgb, b: Rgb) -> f64 {
        let luminance = |(r, g, b): Rgb| 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn any_two_series_can_be_told_apart_by_all_eyes() {
        for (name, palette, least) in palettes() {
            for (eye, eyes) in &EYES {
                for (index, a) in palette.series.iter().enumerate() {
                    for b in &palette.series[..index] {
                        let apart: f64 = seen(*a, eyes)
                            .iter()
                            .zip(seen(*b, eyes))
                            .map(|(a, b)| (a - b).powi(2))
                            .sum();
                        assert!(apart.sqrt() >= least, "{name}, {eye}: {a:?} {b:?} {}", apart.sqrt());
                    }
                }
            }
        }
    }

    #[test]
    fn what_is_drawn_or_read_stands_out_from_the_ground() {
        for (name, palette, _) in palettes() {
            let drawn = palette.series.iter().chain([&palette.other, &palette.accent]);
            for color in drawn.chain([&palette.good, &palette.warn, &palette.bad]) {
                let contrast = contrast(*color, palette.ground);
                assert!(contrast >= 3.0, "{name}: {color:?} {contrast}");
            }
            for color in [palette.text, palette.strong, palette.dim] {
                assert!(contrast(color, palette.ground) >= 4.5, "{name}: {color:?}");
            }
        }
    }

    #[test]
    fn a_ramp_gets_steadily_lighter_or_darker_for_all_eyes() {
        for (name, palette, _) in palettes() {
            for (eye, eyes) in &EYES {
                let lightness: Vec<f64> = (0..=50)
                    .map(|at| seen(palette.on_ramp(f64::from(at) / 50.0), eyes)[0])
                    .collect();
                let rising = lightness.windows(2).all(|pair| pair[0] < pair[1]);
                let falling = lightness.windows(2).all(|pair| pair[0] > pair[1]);
                assert!(rising || falling, "{name}, {eye}: {lightness:?}");
                assert!((lightness[0] - lightness[50]).abs() > 0.45, "{name}, {eye}");
            }
        }
    }

    #[test]
    fn a_mixture_is_one_of_light() {
        assert_eq!(mix((0, 0, 0), (255, 255, 255), 0.5), (188, 188, 188));
        assert_eq!(mix((1, 2, 3), (200, 100, 50), 0.0), (1, 2, 3));
        assert_eq!(mix((1, 2, 3), (200, 100, 50), 1.0), (200, 100, 50));
    }
}
