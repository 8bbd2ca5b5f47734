//! The colours of the themes, as 24-bit values; [`super::Theme`] brings them down to what a terminal has.

use super::{Background, Role};

/// A 24-bit colour.
pub type Rgb = (u8, u8, u8);

/// A colour for each role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the colour of the role of the same name")]
pub struct Palette {
    pub base: Rgb,
    pub panel: Rgb,
    pub raised: Rgb,
    pub text: Rgb,
    pub strong: Rgb,
    pub dim: Rgb,
    pub faint: Rgb,
    pub rule: Rgb,
    /// One for each data source, so that two workspaces do not look alike.
    pub accent: [Rgb; 4],
    pub second: [Rgb; 4],
    /// The accent, quieter; a mixture of accent and panel where nothing is said.
    pub soft: Option<Rgb>,
    pub good: Rgb,
    pub warn: Rgb,
    pub bad: Rgb,
}

/// Which colours a theme has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Colors {
    /// Those of the house, for dark and for light grounds.
    #[default]
    Standard,
    /// Those that stay apart for the colour-blind, for dark and for light grounds.
    Safe,
    /// Somebody's own.
    Own(Palette),
}

impl Colors {
    /// The palette for a ground.
    pub const fn palette(&self, background: Background) -> Palette {
        match (self, background) {
            (Self::Standard, Background::Dark) => DARK,
            (Self::Standard, Background::Light) => LIGHT,
            (Self::Safe, Background::Dark) => SAFE_DARK,
            (Self::Safe, Background::Light) => SAFE_LIGHT,
            (Self::Own(palette), _) => *palette,
        }
    }
}

const DARK: Palette = Palette {
    base: (0x10, 0x12, 0x18),
    panel: (0x19, 0x1c, 0x25),
    raised: (0x22, 0x26, 0x31),
    text: (0xd9, 0xdd, 0xe5),
    strong: (0xff, 0xff, 0xff),
    dim: (0x9b, 0xa3, 0xb2),
    faint: (0x76, 0x7f, 0x90),
    rule: (0x39, 0x40, 0x4e),
    accent: [
        (0x6c, 0xb2, 0xff),
        (0xb4, 0x9c, 0xff),
        (0x4f, 0xcf, 0xc0),
        (0xff, 0xa8, 0x6b),
    ],
    second: [
        (0xf2, 0xb0, 0x6a),
        (0x6f, 0xd0, 0xc0),
        (0xd7, 0x9b, 0xff),
        (0x7c, 0xb8, 0xff),
    ],
    soft: None,
    good: (0x57, 0xcf, 0x8f),
    warn: (0xf0, 0xbd, 0x4f),
    bad: (0xff, 0x7b, 0x7f),
};

const LIGHT: Palette = Palette {
    base: (0xfc, 0xfc, 0xfd),
    panel: (0xf1, 0xf3, 0xf7),
    raised: (0xe6, 0xe9, 0xf0),
    text: (0x24, 0x29, 0x33),
    strong: (0x08, 0x0a, 0x10),
    dim: (0x54, 0x5d, 0x6c),
    faint: (0x74, 0x7d, 0x8c),
    rule: (0xc9, 0xce, 0xd8),
    accent: [
        (0x11, 0x5f, 0xcc),
        (0x5f, 0x30, 0xb4),
        (0x04, 0x6f, 0x68),
        (0x87, 0x3f, 0x00),
    ],
    second: [
        (0x87, 0x3f, 0x00),
        (0x04, 0x6f, 0x68),
        (0x6c, 0x28, 0xa4),
        (0x15, 0x62, 0xc4),
    ],
    soft: None,
    good: (0x0f, 0x6f, 0x40),
    warn: (0x85, 0x57, 0x00),
    bad: (0xbd, 0x1f, 0x2c),
};

// The colours that carry a meaning are of the 256, so that both upper tiers show the same; they were chosen by search for
// the greatest distance to each other in the eyes that lack one kind of cone.
const SAFE_DARK: Palette = Palette {
    accent: [
        (0x87, 0x87, 0xff),
        (0x87, 0xaf, 0xff),
        (0xaf, 0x87, 0xff),
        (0x5f, 0x87, 0xff),
    ],
    second: [
        (0xff, 0xaf, 0x5f),
        (0xff, 0xaf, 0x00),
        (0xff, 0xaf, 0x87),
        (0xd7, 0xaf, 0x5f),
    ],
    good: (0x5f, 0xd7, 0xd7),
    warn: (0xff, 0xff, 0x5f),
    bad: (0xff, 0x5f, 0x87),
    ..DARK
};

const SAFE_LIGHT: Palette = Palette {
    accent: [
        (0x5f, 0x00, 0xff),
        (0x87, 0x00, 0xff),
        (0x00, 0x00, 0xff),
        (0x00, 0x00, 0x5f),
    ],
    second: [
        (0xaf, 0x00, 0x5f),
        (0x87, 0x00, 0x5f),
        (0xaf, 0x00, 0x5f),
        (0x87, 0x00, 0xff),
    ],
    good: (0x00, 0x5f, 0xaf),
    warn: (0x87, 0x5f, 0x00),
    bad: (0x5f, 0x00, 0x00),
    ..LIGHT
};

impl Palette {
    /// What a role looks like. `accent` picks one of the accents.
    pub fn rgb(&self, role: Role, accent: usize) -> Rgb {
        match role {
            Role::Base => self.base,
            Role::Panel => self.panel,
            Role::Raised => self.raised,
            Role::Text => self.text,
            Role::Strong => self.strong,
            Role::Dim => self.dim,
            Role::Faint => self.faint,
            Role::Rule => self.rule,
            Role::Accent => self.accent[accent % 4],
            Role::Second => self.second[accent % 4],
            Role::Soft => self
                .soft
                .unwrap_or_else(|| between(self.panel, self.accent[accent % 4], 0.62)),
            Role::Good => self.good,
            Role::Warn => self.warn,
            Role::Bad => self.bad,
        }
    }
}

/// A colour between two, at `part` of the way from the first.
pub(super) fn between(from: Rgb, to: Rgb, part: f64) -> Rgb {
    let mix = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * part.clamp(0.0, 1.0)).round() as u8;
    (mix(from.0, to.0), mix(from.1, to.1), mix(from.2, to.2))
}
