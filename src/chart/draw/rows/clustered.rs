//! Bars beside each other: one for each series, its value behind it.

use super::ground::{Layout, bar, ground, keys, title, widest};
use super::thresholds;
use crate::chart::draw::stage::{Stage, Text};
use crate::chart::geometry::{Area, CELL_WIDTH, Point};
use crate::chart::group::{Grouped, Series};
use crate::chart::layout::rows::{Across, Beside, text_row};
use crate::chart::scene::{Anchor, Guide, Hue, Part, Reading, Spot};
use crate::chart::write;
use crate::text::{SafeText, display_width};

/// A value this wide is written in full, a wider one in short.
const WIDE: usize = 11;

/// How long bars are and what stands beside them.
struct Lengths {
    /// The least and the greatest end of a bar, 0 between them.
    domain: (f64, f64),
    /// The values at the ends of bars, one for each bar from the first category that is shown.
    values: Vec<String>,
    /// The widest of them after bars to the right, with a column between.
    after: usize,
    /// The widest of them before bars to the left.
    before: usize,
}

pub(super) fn draw(stage: &mut Stage<'_>, data: &Grouped, layout: &Layout, lines: &[thresholds::Line]) {
    let shown: Vec<&Series> = data.shown().collect();
    let lengths = lengths(&shown, layout, lines);
    let across = Across::new(
        layout.body,
        lengths.domain,
        Beside {
            labels: layout.labels,
            after: lengths.after,
            before: lengths.before,
        },
    );
    ground(stage, data, layout, &across);
    let mut lost = 0;
    for index in 0..layout.down.shown {
        let spot = spot(stage, data, &shown, layout, index);
        for (place, series) in shown.iter().enumerate() {
            let edges = layout.down.bar(index, place);
            if edges.1 > layout.body.bottom {
                lost += 1;
                continue;
            }
            let value = series.values.get(layout.down.first + index).copied().flatten();
            if let Some(value) = value {
                let from = if value < 0.0 { across.left } else { across.right() };
                bar(stage, edges, (from, across.seen(value)), series.ink, Some(spot));
            }
            let written = lengths.values.get(index * shown.len() + place);
            write_value(stage, &across, edges, value, written.map_or("", String::as_str), spot);
        }
    }
    if lost > 0 {
        stage.note(format!("{lost} bars have no room"));
    }
    let bottom = layout.down.bottom().min(layout.body.bottom);
    thresholds::draw(stage, lines, &across, &layout.down, bottom, layout.written);
}

/// How far bars go, and what is written at their ends.
fn lengths(shown: &[&Series], layout: &Layout, lines: &[thresholds::Line]) -> Lengths {
    let places = layout.down.first..layout.down.first + layout.down.shown;
    let all = shown.iter().flat_map(|series| series.values.iter().copied().flatten());
    let domain = all
        .chain(lines.iter().map(|line| line.value))
        .fold((0.0f64, 0.0f64), |(low, high), value| (low.min(value), high.max(value)));
    let write = |full: bool| -> Vec<(f64, String)> {
        let bars = places
            .clone()
            .flat_map(|place| shown.iter().map(move |series| (place, series)));
        bars.map(|(place, series)| match series.values.get(place).copied().flatten() {
            Some(value) if full => (value, write::full(value, series.unit)),
            Some(value) => (value, write::short(value, series.unit)),
            None => (0.0, String::new()),
        })
        .collect()
    };
    let mut values = write(true);
    if widest(values.iter().map(|(_, text)| text)) > WIDE.min(usize::from(layout.body.columns()) / 4) {
        values = write(false);
    }
    let room = |width: usize| if width > 0 { width + 1 } else { 0 };
    let negative = |value: f64| value < 0.0;
    Lengths {
        domain,
        after: room(widest(
            values
                .iter()
                .filter(|(value, _)| !negative(*value))
                .map(|(_, text)| text),
        )),
        before: room(widest(
            values
                .iter()
                .filter(|(value, _)| negative(*value))
                .map(|(_, text)| text),
        )),
        values: values.into_iter().map(|(_, text)| text).collect(),
    }
}

/// The value behind the bar; inside its end where there is no room behind it; nowhere rather than over something.
fn write_value(stage: &mut Stage<'_>, across: &Across, edges: (f64, f64), value: Option<f64>, text: &str, spot: usize) {
    let y = text_row(edges);
    let Some(value) = value else {
        let at = Point::new(across.right(), y);
        stage.label(Text::of("·", at).ink(Hue::Faint).part(Part::Marker).spot(Some(spot)));
        return;
    };
    let end = across.seen(value);
    let width = (display_width(text) as f64 + 1.0) * CELL_WIDTH;
    let text = Text::of(text, Point::new(0.0, y)).part(Part::Value).spot(Some(spot));
    let (at, anchor) = if value < 0.0 {
        ((end / CELL_WIDTH).floor() * CELL_WIDTH - CELL_WIDTH, Anchor::End)
    } else {
        ((end / CELL_WIDTH).ceil() * CELL_WIDTH + CELL_WIDTH, Anchor::Start)
    };
    let outside = Text {
        at: Point::new(at, y),
        anchor,
        ..text.clone()
    };
    let inside = (end - if value < 0.0 { across.left } else { across.right() }).abs() >= width + CELL_WIDTH;
    let (step, anchor) = if value < 0.0 {
        (1.0, Anchor::Start)
    } else {
        (-1.0, Anchor::End)
    };
    if !stage.label(outside) && inside {
        let at = (end / CELL_WIDTH).round() * CELL_WIDTH + step * CELL_WIDTH;
        let inside = Text {
            at: Point::new(at, y),
            anchor,
            ..text
        };
        stage.text(inside.ink(Hue::Contrast));
    }
}

/// The row of a group: all its values are read there.
fn spot(stage: &mut Stage<'_>, data: &Grouped, shown: &[&Series], layout: &Layout, index: usize) -> usize {
    let place = layout.down.first + index;
    let (top, bottom) = layout.down.group(index);
    let area = Area::new(layout.body.left, top, layout.body.right, bottom.min(layout.body.bottom));
    let readings = shown.iter().map(|series| Reading {
        label: series.name.clone(),
        value: SafeText::new(match series.values.get(place).copied().flatten() {
            Some(value) => write::full(value, series.unit),
            None => crate::text::format::EMPTY.to_owned(),
        }),
        ink: Some(series.ink),
    });
    let spot = Spot {
        at: area.center(),
        area,
        cell: Some((0, index)),
        guide: Guide::Level(area),
        title: title(data, place),
        readings: readings.collect(),
        keys: keys(stage, data, place, None),
        inner: Vec::new(),
        related: Vec::new(),
    };
    stage.spot(spot)
}
