//! What both ways of drawing have in common: names, the axis, a bar, and the rows of the frame it stands for.

use crate::chart::draw::stage::{Stage, Text};
use crate::chart::geometry::{Area, CELL_HEIGHT, CELL_WIDTH, Outline, Point};
use crate::chart::group::{Grouped, Series};
use crate::chart::keys::key;
use crate::chart::layout::rows::{Across, Down, text_row};
use crate::chart::scene::{Anchor, Fill, Hue, Ink, Key};
use crate::chart::spec::Channel;
use crate::text::{SafeText, display_width, truncate};

/// What both ways of drawing go by.
pub(super) struct Layout {
    /// Columns of the widest label.
    pub(super) labels: usize,
    pub(super) body: Area,
    pub(super) down: Down,
    /// Whether there are ticks below.
    pub(super) ticks: bool,
    /// Whether there is a row below for ticks and names of thresholds.
    pub(super) written: bool,
}

/// The axis from which bars go, the names of the bars, and the edges for a zoom.
pub(super) fn ground(stage: &mut Stage<'_>, data: &Grouped, layout: &Layout, across: &Across) {
    let down = &layout.down;
    let bottom = down.bottom().min(layout.body.bottom);
    stage.scene.plot = Area::new(across.start, down.top, across.end, bottom);
    let x = across.axis();
    stage.rule(Point::new(x, down.top), Point::new(x, bottom), Ink::of(Hue::Rule));
    for index in 0..down.shown {
        let Some(category) = data.categories.get(down.first + index) else {
            continue;
        };
        if across.labels == 0 {
            break;
        }
        let other = !category.more.is_empty();
        let y = text_row(down.group(index));
        let end = stage.body.left + across.labels as f64 * CELL_WIDTH;
        let label = truncate(&category.label, across.labels);
        stage.text(
            Text::of(label, Point::new(end, y.min(layout.body.bottom - CELL_HEIGHT / 2.0)))
                .anchor(Anchor::End)
                .ink(if other { Hue::Dim } else { Hue::Text }),
        );
    }
}

/// What a bar's row is called in a read-out.
pub(super) fn title(data: &Grouped, place: usize) -> SafeText {
    data.categories
        .get(place)
        .map(|category| category.label.clone())
        .unwrap_or_default()
}

/// The rows of a category, and of a series where it is one of a dimension.
pub(super) fn keys(stage: &Stage<'_>, data: &Grouped, place: usize, series: Option<&Series>) -> Vec<Key> {
    let spec = stage.spec();
    let zone = spec.options.zone;
    let column = |channel: &Channel| stage.frame().column(&channel.column);
    let mut keys = Vec::new();
    if let (Some(column), Some(category)) = (spec.x.as_ref().and_then(column), data.categories.get(place)) {
        keys.push(key(column, category, zone));
    }
    let of = series.and_then(|series| series.of.as_ref());
    if let (Some(column), Some(of)) = (spec.colour.as_ref().and_then(column), of) {
        keys.push(key(column, of, zone));
    }
    keys
}

/// A bar between two ends, full in its colour.
pub(super) fn bar(
    stage: &mut Stage<'_>,
    (top, bottom): (f64, f64),
    (from, to): (f64, f64),
    ink: Ink,
    of: Option<usize>,
) {
    let area = Area::new(from.min(to), top, from.max(to), bottom);
    if area.width() > 0.0 {
        stage.fill(Outline::Rect(area), Fill::solid(ink), of);
    }
}

/// The widest text of those.
pub(super) fn widest<'a>(texts: impl Iterator<Item = &'a String>) -> usize {
    texts.map(|text| display_width(text)).max().unwrap_or_default()
}
