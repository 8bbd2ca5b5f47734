//! A dashboard: pictures on a grid of twelve columns, each under its title; on a narrow screen below each other.
//!
//! Every tile is a spot of its own, behind those of its picture: the name in its `inner` is that of the tile, and a look with
//! that name as its path shows the tile's picture alone, in full.

mod grid;
#[cfg(test)]
mod tests;

use super::stage::{Stage, Text};
use crate::chart::geometry::{Area, CELL_HEIGHT, CELL_WIDTH, Point, Size};
use crate::chart::look::Look;
use crate::chart::scene::{Guide, Hue, Part, Reading, Spot};
use crate::chart::spec::Chart;
use crate::text::{SafeText, truncate};

/// Below so many columns there is one column of tiles.
const NARROW: u16 = 80;

pub(super) fn draw(stage: &mut Stage<'_>) {
    let parts = &stage.chart.parts;
    if parts.is_empty() {
        stage.say("There is nothing on this dashboard.");
        return;
    }
    let names = names(parts);
    if let Some(name) = stage.look.path.first() {
        if let Some(part) = names.iter().position(|one| one == name).and_then(|at| parts.get(at)) {
            alone(stage, part);
            return;
        }
        stage.note("there is no such tile");
    }
    let room = Size::new(stage.body.columns(), stage.body.rows());
    let narrow = stage.scene.size.columns < NARROW;
    let placed = if narrow {
        grid::column(parts, room, stage.look.scroll.0)
    } else {
        grid::grid(parts, &stage.chart.spec.tiles, room, stage.look.scroll.0)
    };
    for note in &placed.notes {
        stage.note(note);
    }
    stage.scene.extent = (placed.lines, 1);
    stage.scene.plot = stage.body;
    let origin = Point::new(stage.body.left, stage.body.top);
    for (at, cells) in &placed.tiles {
        if let (Some(part), Some(name)) = (parts.get(*at), names.get(*at)) {
            tile(stage, part, name, cells.shifted(origin));
        }
    }
}

/// What tiles are called: by their titles, and by their kinds without one; the same name twice with a number.
fn names(parts: &[Chart]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for part in parts {
        let title = SafeText::new(&part.spec.title);
        let name = if title.is_empty() {
            part.spec.kind.to_string()
        } else {
            title.to_string()
        };
        let mut numbered = name.clone();
        let mut number = 2;
        while names.contains(&numbered) {
            numbered = format!("{name} ({number})");
            number += 1;
        }
        names.push(numbered);
    }
    names
}

/// A tile's picture in the place of all.
fn alone(stage: &mut Stage<'_>, part: &Chart) {
    let path = stage.look.path.get(1..).unwrap_or_default().to_vec();
    let look = Look {
        path,
        ..stage.look.clone()
    };
    let body = stage.body;
    let (scene, _) = stage.embed(part, &look, body);
    stage.scene.legend = scene.legend;
    stage.scene.plot = scene.plot;
    stage.scene.steps = scene.steps;
    stage.scene.extent = scene.extent;
    stage.scene.fades = scene.fades;
}

/// A tile: its title, its picture, and a spot for all of it.
fn tile(stage: &mut Stage<'_>, part: &Chart, name: &str, area: Area) {
    let title = SafeText::new(name);
    let mut readings = Vec::new();
    let subtitle = SafeText::new(&part.spec.subtitle);
    if !subtitle.is_empty() {
        readings.push(Reading {
            label: SafeText::new("Of"),
            value: subtitle.clone(),
            ink: None,
        });
    }
    let own = stage.spot(Spot {
        at: Point::new(area.left + CELL_WIDTH / 2.0, area.top + CELL_HEIGHT / 2.0),
        area,
        cell: None,
        guide: Guide::Frame(area),
        title: title.clone(),
        readings,
        keys: Vec::new(),
        inner: vec![name.to_owned()],
        related: Vec::new(),
    });
    let columns = usize::from(area.columns());
    let row = area.top + CELL_HEIGHT / 2.0;
    let words = truncate(&title, columns);
    let free = columns.saturating_sub(crate::text::display_width(&words) + 2);
    let text = Text::of(words, Point::new(area.left, row)).ink(Hue::Dim).bold();
    stage.text(text.part(Part::Title).spot(Some(own)));
    // What is the same for all is said once, by the dashboard.
    let said = part.spec.subtitle == stage.spec().subtitle && !stage.look.compact;
    if !subtitle.is_empty() && !said && subtitle.width() <= free {
        let left = area.right - subtitle.width() as f64 * CELL_WIDTH;
        let text = Text::of(&subtitle, Point::new(left, row)).ink(Hue::Faint);
        stage.text(text.part(Part::Title).spot(Some(own)));
    }
    let look = Look {
        compact: true,
        still: stage.look.still,
        step: stage.look.step,
        ..Look::default()
    };
    let inside = area.without(0.0, CELL_HEIGHT, 0.0, 0.0);
    let (scene, first) = stage.embed(part, &look, inside);
    stage.scene.steps = stage.scene.steps.max(scene.steps);
    // Spots of different pictures are in no common order.
    for spot in stage.scene.spots.iter_mut().skip(first) {
        spot.cell = None;
    }
    if let Some(spot) = stage.scene.spots.get_mut(own) {
        spot.readings.extend(scene.notes.into_iter().map(|note| Reading {
            label: SafeText::new("Note"),
            value: note,
            ink: None,
        }));
    }
}
