//! Bubbles, whose area is a size; and points, of which several in one place become their number.

use std::collections::BTreeMap;

use crate::chart::draw::axis::Plot;
use crate::chart::draw::course::sign;
use crate::chart::draw::shown::Shown;
use crate::chart::draw::stage::{Stage, Text};
use crate::chart::geometry::{Area, CELL_HEIGHT, CELL_WIDTH, Outline, Point};
use crate::chart::scene::{Anchor, Fill, Hue, Ink, Part};
use crate::chart::write;
use crate::text::display_width;

/// The share of the height that the radius of the largest bubble takes.
const SHARE: f64 = 0.12;
/// The radius below which a bubble is no longer seen as one.
const LEAST: f64 = 4.0;

/// A point: its colour, its series, where it is, and at which category.
type Placed = (Ink, usize, Point, usize);

/// How large the largest bubble may be in a body with so many places along it.
pub(super) fn reach(body: Area, count: usize) -> f64 {
    let beside = body.width() / count.max(1) as f64 * 0.55;
    (body.height() * SHARE).min(beside).clamp(LEAST, 3.0 * CELL_HEIGHT)
}

/// Draws circles at points, as large as the size channel says.
pub(super) fn bubbles(
    stage: &mut Stage<'_>,
    shown: &Shown,
    plot: &Plot,
    series: &[(Ink, Vec<Option<Point>>)],
    first: usize,
) {
    if series.is_empty() {
        return;
    }
    let found = shown.sizes(stage);
    if let Err(words) = &found {
        stage.note(words);
    }
    let (unit, sizes) = found.unwrap_or_else(|_| (crate::chart::frame::Unit::Number, vec![Some(1.0); shown.len()]));
    let named = stage.spec().size.is_some();
    let largest = sizes.iter().flatten().copied().fold(0.0, f64::max);
    let part = |place: usize| {
        let size = sizes.get(place).copied().flatten().filter(|size| *size > 0.0)?;
        Some((size / largest).sqrt())
    };
    // None is cut by the edges of the plot.
    let least = if plot.area.rows() < 5 { 1.0 } else { LEAST };
    let mut scale = reach(plot.area, shown.len());
    for (place, at) in series.iter().flat_map(|(_, points)| points.iter().enumerate()) {
        if let (Some(at), Some(part)) = (at, part(place)) {
            let edges = [
                at.x - plot.area.left,
                plot.area.right - at.x,
                at.y - plot.area.top,
                plot.area.bottom - at.y,
            ];
            let room = edges.into_iter().fold(f64::INFINITY, f64::min);
            scale = scale.min((room / part).max(least));
        }
    }
    let mut hollow = 0;
    let mut all: Vec<(usize, Ink, Point, Option<f64>)> = Vec::new();
    for (ink, points) in series {
        for (place, at) in points.iter().enumerate() {
            if let Some(at) = at {
                all.push((place, *ink, *at, part(place)));
            }
        }
    }
    // Small ones before large ones.
    all.sort_by(|a, b| b.3.unwrap_or(0.0).total_cmp(&a.3.unwrap_or(0.0)));
    for (place, ink, at, part) in all {
        let spot = Some(first + place);
        let Some(part) = part else {
            hollow += 1;
            let text = Text {
                ink,
                ..Text::of("○", at)
            };
            stage.label(text.anchor(Anchor::Middle).part(Part::Marker).spot(spot));
            continue;
        };
        let radius = scale * part;
        // A rim of ground keeps it apart from a bar of the same colour. It is a shape: lines are wide in cells.
        stage.rim(at, radius);
        stage.fill(Outline::circle(at, radius), Fill::solid(ink), spot);
        let label = sizes
            .get(place)
            .copied()
            .flatten()
            .map(|size| write::short(size, unit))
            .unwrap_or_default();
        if named && !stage.look.compact && (display_width(&label) + 2) as f64 * CELL_WIDTH <= radius * 2.0 {
            let text = Text::of(label, at).anchor(Anchor::Middle).ink(Hue::Contrast);
            stage.label(text.part(Part::Value).spot(spot));
        }
    }
    if hollow > 0 {
        stage.note(format!("{hollow} bubbles have no size: ○"));
    }
}

/// Writes a sign at each point; where several fall into one cell, how many.
pub(super) fn scatter(stage: &mut Stage<'_>, plot: &Plot, series: &[(Ink, usize, Vec<Option<Point>>)], first: usize) {
    let mut cells: BTreeMap<(i64, i64), Vec<Placed>> = BTreeMap::new();
    for (ink, index, points) in series {
        for (place, at) in points.iter().enumerate() {
            if let Some(at) = at {
                let y = at.y.clamp(plot.area.top, plot.area.bottom - 0.01);
                let cell = ((at.x / CELL_WIDTH).floor() as i64, (y / CELL_HEIGHT).floor() as i64);
                cells
                    .entry(cell)
                    .or_default()
                    .push((*ink, *index, Point::new(at.x, y), place));
            }
        }
    }
    for ((column, row), points) in cells {
        let Some((ink, index, at, place)) = points.first().copied() else {
            continue;
        };
        let spot = Some(first + place);
        let text = match points.len() {
            1 => Text {
                ink,
                ..Text::of(sign(index), at)
            },
            count => {
                let middle = Point::new((column as f64 + 0.5) * CELL_WIDTH, (row as f64 + 0.5) * CELL_HEIGHT);
                let sign = if count > 9 { "+".to_owned() } else { count.to_string() };
                Text::of(sign, middle).ink(Hue::Strong).bold()
            }
        };
        stage.text(text.anchor(Anchor::Middle).part(Part::Marker).spot(spot));
    }
}
