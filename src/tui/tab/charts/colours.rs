//! The colours and glyphs of pictures, by the theme of the screen.

use crate::chart::paint::{Depth, Glyphs as PictureGlyphs, Manner};
use crate::chart::{Palette, Rgb};
use crate::tui::theme::{Background, Colors, Glyphs, Role, Theme, Tier};

/// The palette of a theme: its own roles, and the series that go with its ground.
pub(super) fn palette(theme: Theme) -> Palette {
    let safe = matches!(theme.colors, Colors::Safe);
    let series = match (theme.background, safe) {
        (Background::Dark, false) => Palette::dark(),
        (Background::Light, false) => Palette::light(),
        (Background::Dark, true) => Palette::safe_dark(),
        (Background::Light, true) => Palette::safe_light(),
    };
    let own = theme.colors.palette(theme.background);
    let role = |role: Role| -> Rgb { own.rgb(role, theme.accent) };
    Palette {
        ground: role(Role::Base),
        text: role(Role::Text),
        strong: role(Role::Strong),
        dim: role(Role::Dim),
        faint: role(Role::Faint),
        rule: role(Role::Rule),
        accent: role(Role::Accent),
        good: role(Role::Good),
        warn: role(Role::Warn),
        bad: role(Role::Bad),
        ..series
    }
}

/// What the terminal can show.
pub(super) fn manner(theme: Theme, pictures: PictureGlyphs) -> Manner {
    Manner {
        glyphs: match theme.glyphs {
            Glyphs::Unicode => pictures,
            Glyphs::Ascii => PictureGlyphs::Ascii,
        },
        depth: match theme.tier {
            Tier::True => Depth::True,
            Tier::Indexed => Depth::Indexed,
            Tier::Sixteen => Depth::Sixteen,
            Tier::None => Depth::None,
        },
    }
}
