//! A picture on its way to a file: what is seen, in the forms that files have.
//!
//! [`Drawing::of`] takes what is needed from the model, which is little; [`Drawing::bytes`] does the work, on another thread.

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::colours::{manner, palette};
use super::copy::delimited;
use crate::api::wire::Pictured;
use crate::chart::paint::{Cells, Depth, Manner, ansi, png, svg, text};
use crate::chart::{Chart, Look, Palette, Scene, Size, draw};
use crate::tui::file_form::FileForm;
use crate::tui::model::Model;
use crate::tui::msg::Effect;
use crate::tui::notice::notify;

/// The size of a picture that is written from the gallery, where it is only seen as a tile.
const SIZE: Size = Size::new(120, 36);
/// Pixels of a PNG for a unit of the scene.
const SCALE: f32 = 2.0;

/// A picture that is to be written.
#[derive(Clone, Debug)]
pub struct Drawing {
    /// What its files are called, without an ending.
    pub name: String,
    scene: Arc<Scene>,
    pictured: Arc<Pictured>,
    look: Look,
    palette: Palette,
    manner: Manner,
}

impl Drawing {
    /// The picture under the cursor of the gallery, or the one that has the screen, as it is seen; nothing while its data has
    /// not come.
    pub fn of(model: &Model) -> Option<Self> {
        let charts = &model.charts;
        let pictured = Arc::clone(charts.pictured()?);
        let open = charts.drawn.get(&charts.kind()).filter(|_| charts.open);
        let (scene, look) = if let Some(drawn) = open {
            (Arc::clone(&drawn.scene), drawn.look.clone())
        } else {
            let look = Look::default();
            (Arc::new(draw(&pictured.chart, &look, SIZE)), look)
        };
        Some(Self {
            name: format!("interlens-{}", charts.kind().slug()),
            scene,
            pictured,
            look,
            palette: palette(model.theme),
            manner: manner(model.theme, model.settings.pictures()),
        })
    }

    fn chart(&self) -> &Chart {
        &self.pictured.chart
    }

    /// What is in the file of a form; words where it could not be made.
    pub fn bytes(&self, form: FileForm) -> Result<Vec<u8>, String> {
        let told = |error: &dyn std::fmt::Display| error.to_string();
        Ok(match form {
            FileForm::Svg => svg(&self.scene, &self.palette).into_bytes(),
            FileForm::Png => png(&self.scene, &self.palette, SCALE).map_err(|error| told(&error))?,
            FileForm::Ansi => ansi(&self.painted(self.manner)).into_bytes(),
            FileForm::Text => {
                let plain = Manner {
                    depth: Depth::None,
                    ..self.manner
                };
                text(&self.painted(plain)).into_bytes()
            }
            FileForm::Csv => delimited(self.chart(), &self.look, b',')
                .map_err(|error| told(&error))?
                .into_bytes(),
            FileForm::Json => serde_json::to_vec_pretty(self.chart()).map_err(|error| told(&error))?,
        })
    }

    fn painted(&self, manner: Manner) -> Buffer {
        let size = self.scene.size;
        let mut buffer = Buffer::empty(Rect::new(0, 0, size.columns, size.rows));
        Cells::default().paint(&self.scene, None, &self.palette, manner, &mut buffer, (0, 0));
        buffer
    }
}

/// Asks for the picture in some forms.
pub(super) fn export(model: &mut Model, forms: &[FileForm]) -> Vec<Effect> {
    if forms.is_empty() {
        return Vec::new();
    }
    if model.charts.pictured().is_none() {
        return notify(model, "The data has not come yet.", true);
    }
    vec![Effect::Export(forms.to_vec())]
}
