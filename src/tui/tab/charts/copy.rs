//! What is taken along from a picture: a value, its data, the picture itself, the command that writes it.

use super::colours::palette;
use super::open;
use crate::chart::{Chart, Look, Wording, paint};
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
    match delimited(chart, &model.charts.looked.look, between) {
        Ok(text) => {
            let what = plural(text.lines().count().saturating_sub(1) as u64, "row");
            copy(model, text, &what)
        }
        Err(error) => notify(model, format!("The data could not be written: {error}."), true),
    }
}

/// The data of a chart as it is looked at, with a sign between its columns. What a spreadsheet would run is text there.
pub(super) fn delimited(chart: &Chart, look: &Look, between: u8) -> Result<String, csv::Error> {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(between)
        .flexible(true)
        .from_writer(Vec::new());
    for row in chart.table_in(look, Wording::Machines) {
        writer.write_record(row.into_iter().map(foreign::spreadsheet))?;
    }
    let bytes = writer.into_inner().map_err(csv::IntoInnerError::into_error)?;
    // Everything that was written is text already.
    Ok(String::from_utf8_lossy(&bytes).into_owned())
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
