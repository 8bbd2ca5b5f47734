//! Painters: what shows a scene.
//!
//! [`Cells`] paints terminal cells in whatever [`Manner`] the terminal can show; [`svg()`] and [`png()`] make files; [`ansi()`] and
//! [`text()`] write painted cells as lines.

mod cells;
mod lines;
mod png;
mod sixel;
mod svg;

pub use cells::Cells;
pub use lines::{ansi, text};
pub use png::{PngError, png};
pub use sixel::sixel;
pub use svg::svg;

/// Which glyphs pictures are made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Glyphs {
    /// Quarters of a cell for surfaces, braille for lines: what nearly every terminal shows.
    #[default]
    Quadrant,
    /// Halves of a cell for everything.
    HalfBlock,
    /// Sixths of a cell; for terminals whose font has them.
    Sextant,
    /// Eighths of a cell, two by four; for terminals that draw them, and never inside tmux.
    Octant,
    /// Bytes below 128.
    Ascii,
}

/// How many colours there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Depth {
    /// Any 24-bit colour.
    #[default]
    True,
    /// The 256 of xterm.
    Indexed,
    /// The 16 of the terminal's own palette.
    Sixteen,
    /// None: patterns and glyphs carry the meaning.
    None,
}

/// What a terminal can show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Manner {
    /// Its glyphs.
    pub glyphs: Glyphs,
    /// Its colours.
    pub depth: Depth,
}
