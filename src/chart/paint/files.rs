//! To be written.

use crate::chart::palette::Palette;
use crate::chart::scene::Scene;

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
}

/// A scene as an SVG document; a unit is a pixel.
pub fn svg(scene: &Scene, palette: &Palette) -> String {
    let _ = (scene, palette);
    String::new()
}

/// A scene as a PNG picture, `scale` pixels for a unit.
pub fn png(scene: &Scene, palette: &Palette, scale: f32) -> Result<Vec<u8>, PngError> {
    let _ = (scene, palette, scale);
    Ok(Vec::new())
}
