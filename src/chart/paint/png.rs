//! A scene as a PNG picture: its SVG document, drawn with a font that this program carries, so that a server without fonts makes
//! the same picture. Only for letters which that font does not have are the system's fonts asked.

use std::sync::{Arc, OnceLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{FontResolver, Options, Tree, fontdb};

use super::svg::{Fonts, with_fonts};
use crate::chart::palette::Palette;
use crate::chart::scene::Scene;

/// The most pixels of a picture: 160 MB while it is made.
const MOST_PIXELS: u64 = 40_000_000;

/// Why there is no picture.
#[derive(Debug, thiserror::Error)]
pub enum PngError {
    /// It would be larger than can be made.
    #[error("a picture of {width}×{height} pixels is too large")]
    TooLarge {
        /// Pixels across.
        width: u32,
        /// Pixels down.
        height: u32,
    },
    /// It would have no pixels.
    #[error("a picture of {columns}×{rows} cells at a scale of {scale} has no pixels")]
    Empty {
        /// Columns of the scene.
        columns: u16,
        /// Rows of the scene.
        rows: u16,
        /// Pixels for a unit.
        scale: f32,
    },
    /// The document could not be drawn.
    #[error("the picture could not be drawn: {0}")]
    Drawing(String),
}

/// A scene as a PNG picture, `scale` pixels for a unit.
pub fn png(scene: &Scene, palette: &Palette, scale: f32) -> Result<Vec<u8>, PngError> {
    pixels(scene, palette, scale)?
        .encode_png()
        .map_err(|error| PngError::Drawing(error.to_string()))
}

/// A scene as pixels, `scale` of them for a unit.
pub(super) fn pixels(scene: &Scene, palette: &Palette, scale: f32) -> Result<Pixmap, PngError> {
    let area = scene.size.area();
    let factor = f64::from(scale);
    let (width, height) = ((area.right * factor).round(), (area.bottom * factor).round());
    if !(width >= 1.0 && height >= 1.0 && factor.is_finite()) {
        return Err(PngError::Empty {
            columns: scene.size.columns,
            rows: scene.size.rows,
            scale,
        });
    }
    let (width, height) = (width as u32, height as u32);
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(PngError::TooLarge { width, height });
    }
    let options = Options {
        font_family: "Hack".to_owned(),
        fontdb: carried(),
        font_resolver: resolver(),
        ..Options::default()
    };
    let document = with_fonts(scene, palette, Fonts::Carried);
    let tree = Tree::from_str(&document, &options).map_err(|error| PngError::Drawing(error.to_string()))?;
    let mut pixels = Pixmap::new(width, height).ok_or(PngError::TooLarge { width, height })?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    Ok(pixels)
}

/// The font that is part of the program.
fn carried() -> Arc<fontdb::Database> {
    static FONTS: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    let fonts = FONTS.get_or_init(|| {
        let mut fonts = fontdb::Database::new();
        fonts.load_font_data(epaint_default_fonts::HACK_REGULAR.to_vec());
        Arc::new(fonts)
    });
    Arc::clone(fonts)
}

/// The same, and what the system has. Reading it takes a while, so it is done once, and only where it is needed.
fn all() -> Arc<fontdb::Database> {
    static FONTS: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    let fonts = FONTS.get_or_init(|| {
        let mut fonts = fontdb::Database::clone(&carried());
        fonts.load_system_fonts();
        Arc::new(fonts)
    });
    Arc::clone(fonts)
}

/// Takes the carried font for everything, and for letters it lacks the first one that has them.
fn resolver() -> FontResolver<'static> {
    let first = FontResolver::default_fallback_selector();
    FontResolver {
        select_fallback: Box::new(move |letter, used, fonts| {
            // Fonts are only ever added: those that are in use keep their numbers.
            if fonts.len() <= 1 {
                *fonts = all();
            }
            first(letter, used, fonts)
        }),
        ..FontResolver::default()
    }
}

#[cfg(test)]
mod tests;
