//! The colours of the two backgrounds, as 24-bit values; [`super::Theme`] brings them down to what a terminal has.

use super::{Background, Role};

/// A 24-bit colour.
pub(super) type Rgb = (u8, u8, u8);

/// What a role looks like on a background. `accent` picks one of the accents, so that two workspaces do not look alike.
pub(super) fn rgb(background: Background, role: Role, accent: usize) -> Rgb {
    match background {
        Background::Dark => match role {
            Role::Base => (0x10, 0x12, 0x18),
            Role::Panel => (0x19, 0x1c, 0x25),
            Role::Raised => (0x22, 0x26, 0x31),
            Role::Text => (0xd9, 0xdd, 0xe5),
            Role::Strong => (0xff, 0xff, 0xff),
            Role::Dim => (0x9b, 0xa3, 0xb2),
            Role::Faint => (0x76, 0x7f, 0x90),
            Role::Rule => (0x39, 0x40, 0x4e),
            Role::Accent => [
                (0x6c, 0xb2, 0xff),
                (0xb4, 0x9c, 0xff),
                (0x4f, 0xcf, 0xc0),
                (0xff, 0xa8, 0x6b),
            ][accent % 4],
            Role::Second => [
                (0xf2, 0xb0, 0x6a),
                (0x6f, 0xd0, 0xc0),
                (0xd7, 0x9b, 0xff),
                (0x7c, 0xb8, 0xff),
            ][accent % 4],
            Role::Soft => between(
                rgb(background, Role::Panel, accent),
                rgb(background, Role::Accent, accent),
                0.62,
            ),
            Role::Good => (0x57, 0xcf, 0x8f),
            Role::Warn => (0xf0, 0xbd, 0x4f),
            Role::Bad => (0xff, 0x7b, 0x7f),
        },
        Background::Light => match role {
            Role::Base => (0xfc, 0xfc, 0xfd),
            Role::Panel => (0xf1, 0xf3, 0xf7),
            Role::Raised => (0xe6, 0xe9, 0xf0),
            Role::Text => (0x24, 0x29, 0x33),
            Role::Strong => (0x08, 0x0a, 0x10),
            Role::Dim => (0x54, 0x5d, 0x6c),
            Role::Faint => (0x74, 0x7d, 0x8c),
            Role::Rule => (0xc9, 0xce, 0xd8),
            Role::Accent => [
                (0x11, 0x5f, 0xcc),
                (0x5f, 0x30, 0xb4),
                (0x04, 0x6f, 0x68),
                (0x87, 0x3f, 0x00),
            ][accent % 4],
            Role::Second => [
                (0x87, 0x3f, 0x00),
                (0x04, 0x6f, 0x68),
                (0x6c, 0x28, 0xa4),
                (0x15, 0x62, 0xc4),
            ][accent % 4],
            Role::Soft => between(
                rgb(background, Role::Panel, accent),
                rgb(background, Role::Accent, accent),
                0.62,
            ),
            Role::Good => (0x0f, 0x6f, 0x40),
            Role::Warn => (0x85, 0x57, 0x00),
            Role::Bad => (0xbd, 0x1f, 0x2c),
        },
    }
}

/// A colour between two, at `part` of the way from the first.
pub(super) fn between(from: Rgb, to: Rgb, part: f64) -> Rgb {
    let mix = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * part.clamp(0.0, 1.0)).round() as u8;
    (mix(from.0, to.0), mix(from.1, to.1), mix(from.2, to.2))
}

/// The contrast of two colours as WCAG 2.2 defines it, from 1 to 21.
#[cfg(test)]
pub(super) fn contrast(a: Rgb, b: Rgb) -> f64 {
    let luminance = |(r, g, b): Rgb| {
        let part = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.040_45 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b)
    };
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}
