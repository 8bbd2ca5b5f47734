//! To be written.

use ratatui::buffer::Buffer;

use super::Manner;
use crate::chart::palette::Palette;
use crate::chart::scene::Scene;

/// Paints scenes into terminal cells. It keeps what it works with, so one is worth keeping.
#[derive(Debug, Default)]
pub struct Cells {}

impl Cells {
    /// Paints a scene with its upper left corner at a cell of the buffer; what lies outside the buffer is left out.
    ///
    /// `focus` is the spot that stands out.
    pub fn paint(
        &mut self,
        scene: &Scene,
        focus: Option<usize>,
        palette: &Palette,
        manner: Manner,
        buffer: &mut Buffer,
        at: (u16, u16),
    ) {
        let _ = (scene, focus, palette, manner, buffer, at, &self);
    }
}
