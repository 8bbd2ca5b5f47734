//! A scene as a sixel sequence: pixels for terminals of the family of the VT340.

use icy_sixel::{EncodeOptions, sixel_encode};

use super::png::{PngError, pixels};
use crate::chart::palette::Palette;
use crate::chart::scene::Scene;

/// A scene as a sixel sequence, `scale` pixels for a unit. Its colours are brought down to the 256 that sixel has, without
/// dithering: surfaces stay even and edges sharp.
pub fn sixel(scene: &Scene, palette: &Palette, scale: f32) -> Result<String, PngError> {
    let pixels = pixels(scene, palette, scale)?;
    let options = EncodeOptions {
        diffusion: 0.0,
        ..EncodeOptions::default()
    };
    // The ground covers everything, so nothing is transparent and colours are what they are.
    sixel_encode(
        pixels.data(),
        pixels.width() as usize,
        pixels.height() as usize,
        &options,
    )
    .map_err(|error| PngError::Drawing(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::{Kind, Look, Size, draw, example};

    #[test]
    fn a_sequence_leads_back_to_the_pixels() {
        let scene = draw(&example(Kind::Ring), &Look::default(), Size::new(40, 12));
        let palette = Palette::dark();
        let sequence = sixel(&scene, &palette, 1.0).unwrap();
        assert!(sequence.starts_with("\x1bP") && sequence.ends_with("\x1b\\"));
        let image = icy_sixel::SixelImage::decode(sequence.as_bytes()).unwrap();
        assert_eq!((image.width, image.height), (320, 192));
        // The corner is ground, within what 256 colours and percentages of sixel can say.
        let ground = [palette.ground.0, palette.ground.1, palette.ground.2];
        for (is, should) in image.pixels.iter().zip(ground) {
            assert!(is.abs_diff(should) <= 4, "{:?}", &image.pixels[..4]);
        }
    }
}
