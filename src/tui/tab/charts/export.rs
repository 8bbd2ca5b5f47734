//! A picture on its way to a file: what is seen, in the forms that files have.
//!
//! [`Drawing::of`] takes what is needed from the model, which is little; [`Drawing::bytes`] does the work, on another thread.

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::colours::{manner, palette};
use super::copy::delimited;
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
    chart: Chart,
    look: Look,
    palette: Palette,
    manner: Manner,
}

impl Drawing {
    /// The picture under the cursor of the gallery, or the one that has the screen, as it is seen; nothing while its data has
    /// not come.
    pub fn of(model: &Model) -> Option<Self> {
        let charts = &model.charts;
        let open = charts.drawn.get(&charts.kind()).filter(|_| charts.open);
        let (scene, look, chart) = if let Some(drawn) = open {
            // With what somebody changed of it: the data are those of the picture that is seen.
            (Arc::clone(&drawn.scene), drawn.look.clone(), drawn.chart().into_owned())
        } else {
            let look = Look::default();
            let chart = charts.chart()?.clone();
            (Arc::new(draw(&chart, &look, SIZE)), look, chart)
        };
        Some(Self {
            name: format!("interlens-{}", charts.kind().slug()),
            scene,
            chart,
            look,
            palette: palette(model.theme),
            manner: manner(model.theme, model.settings.pictures()),
        })
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
            FileForm::Csv => delimited(&self.chart, &self.look, b',')
                .map_err(|error| told(&error))?
                .into_bytes(),
            FileForm::Json => serde_json::to_vec_pretty(&self.chart).map_err(|error| told(&error))?,
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
