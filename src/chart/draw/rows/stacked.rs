//! Bars end to end: a total and its parts; or, with 100 %, the shares of each whole.

use super::ground::{Layout, bar, ground, keys, title, widest};
use super::thresholds;
use crate::chart::draw::stage::{Stage, Text};
use crate::chart::frame::Unit;
use crate::chart::geometry::{Area, CELL_HEIGHT, CELL_WIDTH, Point};
use crate::chart::group::{Grouped, Series};
use crate::chart::kind::Kind;
use crate::chart::layout::rows::{Across, Beside, text_row};
use crate::chart::layout::shares::shares;
use crate::chart::scale::nice;
use crate::chart::scene::{Anchor, Guide, Hue, Ink, Part, Reading, Spot};
use crate::chart::write;
use crate::text::{SafeText, display_width, format};

/// A part of a bar.
struct Piece {
    series: usize,
    /// Where it begins and ends, as values.
    from: f64,
    to: f64,
    /// What is written in it.
    label: String,
    /// What is read at it.
    share: Option<String>,
}

/// A bar.
struct Stack {
    pieces: Vec<Piece>,
    total: f64,
    /// Whether any of its parts has a value.
    any: bool,
}

pub(super) fn draw(stage: &mut Stage<'_>, data: &Grouped, layout: &Layout, lines: &[thresholds::Line]) {
    let whole = stage.spec().kind == Kind::StackedBarHorizontal100;
    let shown: Vec<&Series> = data.shown().collect();
    let unit = shown.first().map(|series| series.unit).unwrap_or_default();
    let stacks: Vec<Stack> = (0..data.categories.len())
        .map(|place| stack(&shown, place, whole))
        .collect();
    if stacks.iter().any(|stack| !stack.total.is_finite()) {
        return stage.say("The values are too large to add up.");
    }
    if whole && data.values().any(|value| value < 0.0) {
        stage.note("negative values count by their size");
    }
    let seen = stacks.iter().skip(layout.down.first).take(layout.down.shown);
    let totals: Vec<String> = seen
        .map(|stack| {
            if stack.any {
                write::short(stack.total, unit)
            } else {
                String::new()
            }
        })
        .collect();
    let (low, high) = stacks
        .iter()
        .flat_map(|stack| stack.pieces.iter().map(|piece| piece.to))
        .chain(lines.iter().map(|line| line.value))
        .fold((0.0f64, 0.0f64), |(low, high), value| (low.min(value), high.max(value)));
    let steps = usize::from(layout.body.columns() / 12).clamp(2, 8);
    let (low, high, ticks) = match (whole, layout.ticks) {
        (true, _) => (0.0, 100.0, vec![0.0, 25.0, 50.0, 75.0, 100.0]),
        (false, true) => nice(low, high, steps, unit),
        (false, false) => (low, high, Vec::new()),
    };
    let beside = Beside {
        labels: layout.labels,
        after: widest(totals.iter()) + 1,
        before: 0,
    };
    let across = Across::new(layout.body, (low, high), beside);
    ground(stage, data, layout, &across);
    for (index, total) in totals.iter().enumerate() {
        if let Some(stack) = stacks.get(layout.down.first + index) {
            row(stage, data, layout, &across, (index, stack), whole);
            write_total(stage, &across, text_row(layout.down.group(index)), stack, total, whole);
        }
    }
    let bottom = layout.down.bottom().min(layout.body.bottom);
    thresholds::draw(stage, lines, &across, &layout.down, bottom, layout.written);
    if layout.ticks {
        let unit = if whole { Unit::Percent } else { unit };
        for tick in ticks {
            let x = if tick == 0.0 { across.axis() } else { across.at(tick) };
            let at = Point::new(x, bottom + CELL_HEIGHT / 2.0);
            let text = Text::of(write::short(tick, unit), at).ink(Hue::Dim).part(Part::Tick);
            stage.label(text.anchor(Anchor::Middle));
        }
    }
}

/// What is positive to the right, what is negative to the left, each from 0 in the order of the series.
fn stack(shown: &[&Series], place: usize, whole: bool) -> Stack {
    let value = |series: &Series| series.values.get(place).copied().flatten();
    let sizes: Vec<f64> = shown.iter().map(|series| value(series).map_or(0.0, f64::abs)).collect();
    let percent = shares(&sizes, 100);
    let sum: f64 = sizes.iter().sum();
    let (mut above, mut below) = (0.0, 0.0);
    let mut pieces = Vec::new();
    for (index, series) in shown.iter().enumerate() {
        let Some(value) = value(series).filter(|value| *value != 0.0) else {
            continue;
        };
        let length = if whole { value.abs() / sum * 100.0 } else { value };
        let side = if length < 0.0 { &mut below } else { &mut above };
        let from = *side;
        *side += length;
        pieces.push(Piece {
            series: index,
            from,
            to: *side,
            label: if whole {
                format!("{} %", percent[index])
            } else {
                write::short(value, series.unit)
            },
            share: sum
                .is_finite()
                .then(|| write::full(value.abs() / sum * 100.0, Unit::Percent)),
        });
    }
    Stack {
        pieces,
        total: shown.iter().filter_map(|series| value(series)).sum(),
        any: shown.iter().any(|series| value(series).is_some()),
    }
}

/// The parts of a bar, each with its label where it has two columns more than that.
fn row(
    stage: &mut Stage<'_>,
    data: &Grouped,
    layout: &Layout,
    across: &Across,
    (index, stack): (usize, &Stack),
    whole: bool,
) {
    let edges = layout.down.group(index);
    if edges.1 > layout.body.bottom {
        return;
    }
    if stack.pieces.is_empty() {
        nothing(stage, data, layout, across, (index, stack), whole);
    }
    for piece in &stack.pieces {
        // Both ends are rounded as sums, so parts meet and the whole is as long as its total.
        let from = if piece.to < 0.0 && piece.from == 0.0 {
            across.left
        } else {
            across.at(piece.from)
        };
        let to = across.at(piece.to);
        let area = Area::new(from.min(to), edges.0, from.max(to), edges.1);
        let Some(series) = data.shown().nth(piece.series) else {
            continue;
        };
        let spot = spot(stage, data, layout, (index, stack), piece, area);
        bar(stage, edges, (from, to), series.ink, Some(spot));
        // Only columns that are full of this colour carry its label.
        let first = (area.left / CELL_WIDTH).ceil();
        let columns = (area.right / CELL_WIDTH).floor() - first;
        let width = display_width(&piece.label) as f64;
        if columns >= width + 2.0 {
            let left = first + ((columns - width) / 2.0).floor();
            let at = Point::new(left * CELL_WIDTH, text_row(edges));
            let text = Text::of(&piece.label, at).ink(Hue::Contrast).part(Part::Value);
            stage.text(text.spot(Some(spot)));
        }
    }
}

/// A bar without parts: an empty track where it is shares of nothing, a point where nothing is known.
fn nothing(
    stage: &mut Stage<'_>,
    data: &Grouped,
    layout: &Layout,
    across: &Across,
    (index, stack): (usize, &Stack),
    whole: bool,
) {
    let edges = layout.down.group(index);
    let place = layout.down.first + index;
    let area = Area::new(across.right(), edges.0, across.end.max(across.right()), edges.1);
    let spot = stage.spot(Spot {
        at: area.center(),
        area,
        cell: Some((0, index)),
        guide: Guide::Level(area),
        title: title(data, place),
        readings: vec![Reading {
            label: SafeText::new("Total"),
            value: SafeText::new(if stack.any { "0" } else { format::EMPTY }),
            ink: None,
        }],
        keys: keys(stage, data, place, None),
        inner: Vec::new(),
        related: Vec::new(),
    });
    if whole {
        bar(stage, edges, (area.left, area.right), Ink::of(Hue::Missing), Some(spot));
    }
    if !stack.any {
        let at = Point::new(across.right(), text_row(edges));
        stage.text(Text::of("·", at).ink(Hue::Faint).part(Part::Marker).spot(Some(spot)));
    }
}

/// The total behind the bar; with shares it says how much is shared, so it steps back.
fn write_total(stage: &mut Stage<'_>, across: &Across, y: f64, stack: &Stack, text: &str, whole: bool) {
    let end = stack
        .pieces
        .iter()
        .map(|piece| across.at(piece.to))
        .fold(across.right(), f64::max);
    let end = if whole { across.end } else { end };
    let at = Point::new((end / CELL_WIDTH).ceil() * CELL_WIDTH + CELL_WIDTH, y);
    let hue = if whole { Hue::Dim } else { Hue::Text };
    if !text.is_empty() {
        stage.label(Text::of(text, at).ink(hue).part(Part::Value));
    }
}

fn spot(
    stage: &mut Stage<'_>,
    data: &Grouped,
    layout: &Layout,
    (index, stack): (usize, &Stack),
    piece: &Piece,
    area: Area,
) -> usize {
    let place = layout.down.first + index;
    let series = data.shown().nth(piece.series);
    let value = series
        .and_then(|series| series.values.get(place).copied().flatten())
        .unwrap_or_default();
    let unit = series.map(|series| series.unit).unwrap_or_default();
    let reading = |label: &str, value: String, ink| Reading {
        label: SafeText::new(label),
        value: SafeText::new(value),
        ink,
    };
    let name = series.map(|series| series.name.clone()).unwrap_or_default();
    let mut readings = vec![reading(
        &name,
        write::full(value, unit),
        series.map(|series| series.ink),
    )];
    readings.extend(piece.share.clone().map(|share| reading("Share", share, None)));
    readings.push(reading("Total", write::full(stack.total, unit), None));
    let spot = Spot {
        at: area.center(),
        area,
        cell: Some((piece.series, index)),
        guide: Guide::Marks,
        title: title(data, place),
        readings,
        keys: keys(stage, data, place, series),
        inner: Vec::new(),
        related: Vec::new(),
    };
    stage.spot(spot)
}
