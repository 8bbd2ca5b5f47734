//! The tiles of the window: their colour, their value where it fits, and what is read at them.

use super::colours::Colours;
use super::data::{Data, Side};
use super::grid::Grid;
use crate::chart::draw::stage::{Stage, Text};
use crate::chart::geometry::{Area, CELL_HEIGHT, CELL_WIDTH, Outline, Point};
use crate::chart::keys::key;
use crate::chart::scene::{Fill, Guide, Hue, Ink, Key, Part, Reading, Spot};
use crate::chart::write;
use crate::text::{SafeText, display_width, format};

/// Draws the tiles; whether one of them has no value.
pub(super) fn draw(stage: &mut Stage<'_>, data: &Data<'_>, grid: &Grid, colours: &Colours) -> bool {
    let (rows, columns) = grid.shown;
    let mut values: Vec<Option<f64>> = vec![None; rows * columns];
    for pair in &data.pairs {
        let row = pair.first.checked_sub(grid.first.0).filter(|row| *row < rows);
        let column = pair.second.checked_sub(grid.first.1).filter(|column| *column < columns);
        if let (Some(row), Some(column)) = (row, column)
            && let Some(value) = values.get_mut(row * columns + column)
        {
            *value = Some(pair.value);
        }
    }
    let (width, height) = grid.tile();
    let written = texts(&values, data, width);
    // The widest is in the middle, and all end where it does: figures are compared from their last digit on.
    let widest = written
        .iter()
        .flatten()
        .map(|text| display_width(text))
        .max()
        .unwrap_or_default();
    let end = (width - widest) / 2 + widest;
    for (index, value) in values.iter().enumerate() {
        let (row, column) = (index / columns, index % columns);
        let area = grid.at(row, column);
        let spot = stage.spot(spot(stage, data, grid, (row, column), *value));
        let ink = value.map_or(Ink::of(Hue::Missing), |value| colours.ink(value));
        stage.fill(Outline::Rect(area), Fill::solid(ink), Some(spot));
        if value.is_none() {
            hatch(stage, area, (width, height), spot);
        } else if let Some(text) = written.as_ref().and_then(|texts| texts.get(index)) {
            let left = (end - display_width(text)) as f64 * CELL_WIDTH;
            let middle = ((height - 1) / 2) as f64 * CELL_HEIGHT + CELL_HEIGHT / 2.0;
            let at = Point::new(area.left + left, area.top + middle);
            stage.text(Text::of(text, at).ink(Hue::Contrast).part(Part::Value).spot(Some(spot)));
        }
    }
    values.iter().any(Option::is_none)
}

/// What is written in the tiles: all of it in full, or all in short, or nothing; a few values would look like the only ones.
fn texts(values: &[Option<f64>], data: &Data<'_>, width: usize) -> Option<Vec<String>> {
    [write::full, write::short].into_iter().find_map(|write| {
        let texts: Vec<String> = values
            .iter()
            .map(|value| value.map_or_else(String::new, |value| write(value, data.unit)))
            .collect();
        let fit = texts.iter().all(|text| display_width(text) < width);
        fit.then_some(texts)
    })
}

/// Strokes over the whole tile, which are no colour of the scale.
fn hatch(stage: &mut Stage<'_>, area: Area, (width, height): (usize, usize), spot: usize) {
    for row in 0..height {
        let at = Point::new(area.left, area.top + (row as f64 + 0.5) * CELL_HEIGHT);
        let strokes = Text::of("╱".repeat(width), at).ink(Hue::Faint).part(Part::Marker);
        stage.text(strokes.spot(Some(spot)));
    }
}

fn spot(stage: &Stage<'_>, data: &Data<'_>, grid: &Grid, (row, column): (usize, usize), value: Option<f64>) -> Spot {
    let area = grid.at(row, column);
    let side = |side: &Side<'_>, place: usize| {
        let category = side.categories.get(place);
        let label = category.map(|category| category.label.clone()).unwrap_or_default();
        let key = category.map(|category| key(side.column, category, stage.options().zone));
        (label, key)
    };
    let (down, down_key) = side(&data.rows, grid.first.0 + row);
    let (across, across_key) = side(&data.columns, grid.first.1 + column);
    let keys: Vec<Key> = [down_key, across_key].into_iter().flatten().collect();
    let reading = |label: &str, value: &str| Reading {
        label: SafeText::new(label),
        value: SafeText::new(value),
        ink: None,
    };
    let written = value.map_or_else(|| format::EMPTY.to_owned(), |value| write::full(value, data.unit));
    Spot {
        at: area.center(),
        area,
        cell: Some((column, row)),
        guide: Guide::Frame(area),
        title: SafeText::new(format!("{down} · {across}")),
        readings: vec![
            reading(data.measure, &written),
            reading(data.rows.channel.title(), &down),
            reading(data.columns.channel.title(), &across),
        ],
        keys,
        inner: Vec::new(),
        related: Vec::new(),
    }
}
