//! Circles, pies and signs, and what is read at them.

use crate::chart::keys::key;
use std::f64::consts::TAU;

use super::data::{Bubble, Data};
use super::place::Placed;
use crate::chart::draw::stage::{Stage, Text};
use crate::chart::frame::{Unit, Value};
use crate::chart::geometry::{Area, CELL_HEIGHT, CELL_WIDTH, Outline, Point};
use crate::chart::group::Category;
use crate::chart::scene::{Fill, Guide, Hue, Ink, Key, Part, Reading, Spot};
use crate::chart::write;
use crate::text::{SafeText, format};

/// Below this a pie has less than three rows: nothing inside can be told apart.
pub(super) const SPLIT: f64 = 1.5 * CELL_HEIGHT;

/// Draws a bubble; whether parts of it had to become one colour.
pub(super) fn draw(
    stage: &mut Stage<'_>,
    data: &Data<'_>,
    placed: &Placed,
    spot: usize,
    (signs, pies): (bool, bool),
) -> bool {
    let Some(bubble) = data.bubbles.get(placed.bubble) else {
        return false;
    };
    let of = Some(spot);
    let ink = data.parts.get(bubble.part).map_or(Ink::of(Hue::Other), |part| part.ink);
    let filled = bubble.shares.iter().filter(|(_, size)| *size > 0.0).count();
    let Some(size) = bubble.size else {
        sign(stage, "○", placed.at, ink, spot);
        return false;
    };
    if signs || size <= 0.0 {
        let glyph = match placed.part.sqrt() {
            ..0.1 => "·",
            0.1..0.4 => "•",
            // A larger circle would be two columns wide in some terminals.
            _ => "●",
        };
        sign(stage, glyph, placed.at, ink, spot);
        return pies && filled > 1;
    }
    // A rim of ground tells it from what lies behind it. It is a shape: lines are wide in cells.
    stage.rim(placed.at, placed.radius);
    if pies && filled > 1 && placed.radius >= SPLIT {
        let mut from = 0.0;
        for (part, share) in &bubble.shares {
            let to = from + share / size * TAU;
            let ink = data.parts.get(*part).map_or(Ink::of(Hue::Other), |part| part.ink);
            if to > from {
                let outline = Outline::ring(placed.at, 0.0, placed.radius, from, to);
                stage.fill(outline, Fill::solid(ink), of);
            }
            from = to;
        }
        return false;
    }
    stage.fill(Outline::circle(placed.at, placed.radius), Fill::solid(ink), of);
    pies && filled > 1
}

/// A sign in the cell that holds a point.
fn sign(stage: &mut Stage<'_>, glyph: &str, at: Point, ink: Ink, spot: usize) {
    let size = stage.scene.size.area();
    let cell = |unit: f64, step: f64, end: f64| (unit / step).floor().clamp(0.0, (end / step - 1.0).max(0.0)) * step;
    let x = cell(at.x, CELL_WIDTH, size.right);
    let y = cell(at.y, CELL_HEIGHT, size.bottom) + CELL_HEIGHT / 2.0;
    let mut text = Text::of(glyph, Point::new(x, y)).part(Part::Marker).spot(Some(spot));
    text.ink = ink;
    stage.text(text);
}

/// What a bubble is called.
pub(super) fn name(bubble: &Bubble) -> SafeText {
    bubble.name.as_ref().map(|name| name.label.clone()).unwrap_or_default()
}

/// Adds the spot of a bubble; its number.
pub(super) fn spot(stage: &mut Stage<'_>, data: &Data<'_>, placed: &Placed) -> usize {
    let reach = placed.radius.max(CELL_WIDTH);
    let (at, bubble) = (placed.at, data.bubbles.get(placed.bubble));
    let area = Area::new(at.x - reach, at.y - reach, at.x + reach, at.y + reach);
    let area = area.common(stage.scene.size.area());
    let (title, readings, keys) = match bubble {
        Some(bubble) => read(stage, data, bubble),
        None => (SafeText::default(), Vec::new(), Vec::new()),
    };
    stage.spot(Spot {
        at,
        area,
        cell: None,
        guide: Guide::Marks,
        title,
        readings,
        keys,
        inner: Vec::new(),
        related: Vec::new(),
    })
}

fn read(stage: &Stage<'_>, data: &Data<'_>, bubble: &Bubble) -> (SafeText, Vec<Reading>, Vec<Key>) {
    let reading = |label: &str, value: &str| Reading {
        label: SafeText::new(label),
        value: SafeText::new(value),
        ink: None,
    };
    let zone = stage.options().zone;
    let across = match data.along.get(bubble.x as usize) {
        Some(category) if !data.along.is_empty() => category.label.clone(),
        _ => SafeText::new(write::full(bubble.x, data.x.unit)),
    };
    let up = write::full(bubble.y, data.y.unit);
    let mut readings = vec![
        reading(data.x.channel.title(), &across),
        reading(data.y.channel.title(), &up),
    ];
    if let Some(size) = &data.size {
        let value = bubble
            .size
            .map_or_else(|| format::EMPTY.to_owned(), |value| write::full(value, size.unit));
        readings.push(reading(size.channel.title(), &value));
    }
    let total = bubble.size.filter(|size| *size > 0.0);
    for (part, size) in bubble.shares.iter().filter(|_| data.coloured) {
        let Some(part) = data.parts.get(*part) else { continue };
        let share = total.map(|total| write::full(size / total * 100.0, Unit::Percent));
        let value = match (share, bubble.shares.len()) {
            (Some(share), 2..) => share,
            _ => part.name.to_string(),
        };
        let label = if bubble.shares.len() > 1 {
            part.name.as_str()
        } else {
            data.colour.as_ref().map_or("", |colour| colour.channel.title())
        };
        readings.push(Reading {
            ink: Some(part.ink),
            ..reading(label, &value)
        });
    }
    let mut keys: Vec<Key> = Vec::new();
    if let (Some(text), Some(name)) = (&data.text, &bubble.name) {
        keys.push(key(text.column, name, zone));
    } else {
        let is = |value: Value| Category {
            value,
            label: SafeText::default(),
            more: Vec::new(),
        };
        keys.push(key(data.x.column, &is(bubble.at.clone()), zone));
        keys.push(key(data.y.column, &is(Value::Number(bubble.y)), zone));
    }
    if let (Some(colour), [(part, _)]) = (&data.colour, bubble.shares.as_slice())
        && let Some(of) = data.parts.get(*part).and_then(|part| part.of.as_ref())
    {
        keys.push(key(colour.column, of, zone));
    }
    let title = match name(bubble) {
        name if name.is_empty() => SafeText::new(format!("{across}, {up}")),
        name => name,
    };
    (title, readings, keys)
}
