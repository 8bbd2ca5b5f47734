//! What is taken along from a picture: a value, its data, the picture itself, the command that writes it.

use super::colours::palette;
use super::open;
use crate::chart::{Wording, paint};
use crate::text::foreign;
use crate::tui::model::Model;
use crate::tui::msg::Effect;
use crate::tui::notice::{copy, notify};
use crate::tui::words::plural;

/// What is read at the cursor.
pub(super) fn reading(model: &mut Model) -> Vec<Effect> {
    let charts = &model.charts;
    let words = charts.scene().and_then(|scene| open::reading(scene, &charts.looked));
    match words {
        Some(words) => copy(model, words.clone(), &words),
        None => Vec::new(),
    }
}

/// The data of the picture, with a sign between its columns.
pub(super) fn table(model: &mut Model, between: u8) -> Vec<Effect> {
    let Some(chart) = model.charts.chart() else {
        return Vec::new();
    };
    let rows = chart.table_in(&model.charts.looked.look, Wording::Machines);
    let what = plural(rows.len().saturating_sub(1) as u64, "row");
    let mut writer = csv::WriterBuilder::new()
        .delimiter(between)
        .flexible(true)
        .from_writer(Vec::new());
    for row in rows {
        let cells = row.into_iter().map(foreign::spreadsheet);
        if let Err(error) = writer.write_record(cells) {
            return notify(model, format!("The data could not be written: {error}."), true);
        }
    }
    let text = writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok());
    text.map_or_else(Vec::new, |text| copy(model, text, &what))
}

/// The picture as it is seen, as SVG.
pub(super) fn svg(model: &mut Model) -> Vec<Effect> {
    let Some(scene) = model.charts.scene().cloned() else {
        return Vec::new();
    };
    let text = paint::svg(&scene, &palette(model.theme));
    copy(model, text, "the picture as SVG")
}

/// The command that writes the picture as files.
pub(super) fn command(model: &mut Model) -> Vec<Effect> {
    let command = format!(
        "interlens gallery --here --kind {} --export pictures",
        model.charts.kind().slug()
    );
    copy(model, command.clone(), &command)
}
