//! Sunbursts: shares of shares as rings, the innermost level first; or as an icicle, the same in rectangles.
//!
//! How many rings there are goes by the height; what is further out is drilled to. In the middle stands where one is and what is there.
//! Names stand in a slice where it has room, and those of the first ring beside the picture.

mod icicle;
#[cfg(test)]
mod tests;

use std::f64::consts::TAU;

use crate::chart::geometry::{Area, CELL_HEIGHT, Outline, Point};
use crate::chart::layout::Piece;
use crate::chart::layout::shares::shares;
use crate::chart::scene::{Fill, Guide, Hue, Ink, Reading, Spot};
use crate::chart::write;
use crate::text::SafeText;

use super::merge::limit;
use super::nest::{Branch, Nested};
use super::nested::{breadcrumb, inner, note_merged, read, readings, title};
use super::pies::{Arranged, Hole, arrange, inside, put};
use super::sector::Sector;
use super::shares::{Line, Table, percent};
use super::stage::Stage;

/// More slices than these in all rings together cannot be read.
const MOST_SLICES: usize = 64;
/// More groups than these cannot be told apart.
const MOST_GROUPS: usize = 8;
/// How wide the lines between slices are.
const GAP: f64 = 3.0;
/// The share of the radius that the middle has.
const MIDDLE: f64 = 0.3;

pub(super) fn draw(stage: &mut Stage<'_>) {
    let Some(mut nested) = read(stage) else {
        return;
    };
    let most = stage.options().top.map_or(MOST_SLICES, |top| top.clamp(1, MOST_SLICES));
    let merged = limit(&mut nested.branches, most, MOST_GROUPS);
    note_merged(stage, merged);
    let icicle = stage.options().icicle;
    let levels = levels(stage, icicle, nested.depth);
    if levels < nested.depth {
        stage.note(format!("{levels} of {} levels are drawn", nested.depth));
    }
    if icicle {
        breadcrumb(stage, &nested);
        if stage.body.rows() < 2 || usize::from(stage.body.columns()) < levels * 4 {
            return stage.say(format!(
                "An icicle of {levels} levels needs 2 rows and {} columns.",
                levels * 4
            ));
        }
        return icicle::draw(stage, &nested, levels);
    }
    sunburst(stage, &nested, levels);
}

/// How many levels can be read in the room there is.
fn levels(stage: &Stage<'_>, icicle: bool, depth: usize) -> usize {
    let (columns, rows) = (usize::from(stage.body.columns()), usize::from(stage.body.rows()));
    let most = if icicle {
        (columns / 10).clamp(1, 4)
    } else {
        match rows {
            0..12 => 1,
            12..24 => 2,
            24..40 => 3,
            _ => 4,
        }
    };
    depth.min(most)
}

/// The colour of a slice: neighbours differ in strength, and what is further out is softer.
fn ink(branch: &Branch, depth: usize, index: usize) -> Ink {
    let base = [100u8, 80, 62, 48][depth.min(3)];
    let by = if index % 2 == 1 && depth > 0 { 14 } else { 0 };
    Ink::of(branch.hue).soft(base - by)
}

fn spot(
    stage: &mut Stage<'_>,
    nested: &Nested,
    branch: &Branch,
    around: Option<&Branch>,
    at: Point,
    area: Area,
) -> usize {
    stage.spot(Spot {
        at,
        area,
        cell: None,
        guide: Guide::Marks,
        title: title(branch),
        readings: readings(nested, branch, around),
        keys: branch.keys.clone(),
        inner: inner(branch),
        related: Vec::new(),
    })
}

fn sunburst(stage: &mut Stage<'_>, nested: &Nested, levels: usize) {
    let table = table(nested);
    let mut room = stage.body;
    if room.rows() >= 14 {
        // A circle that touches the title looks cut.
        room = room.without(0.0, CELL_HEIGHT, 0.0, CELL_HEIGHT);
    }
    let arranged = arrange(room, &table, false, stage.look.compact);
    if arranged.radius <= 0.0 {
        return stage.say("A sunburst needs 3 rows and 6 columns.");
    }
    let (center, radius) = (arranged.center, arranged.radius);
    stage.scene.plot = Area::new(
        center.x - radius,
        center.y - radius,
        center.x + radius,
        center.y + radius,
    );
    middle(stage, nested, &arranged);
    let rings = Rings {
        nested,
        center,
        radius,
        levels,
    };
    let firsts = rings.level(stage, &nested.branches, Piece::WHOLE, None, 0);
    rings.part(stage, &nested.branches, Piece::WHOLE, 0);
    let hole = Hole {
        center,
        radius: radius * MIDDLE,
        semi: false,
    };
    let name = nested.trail.last().map_or("All", String::as_str);
    let figures = [
        write::full(nested.size, nested.unit),
        write::short(nested.size, nested.unit),
    ];
    if nested.adds {
        inside(stage, &hole, &figures, name);
    }
    if let Some((manner, column, row)) = arranged.table {
        // Every branch is in the scene's legend already.
        let legend = std::mem::take(&mut stage.scene.legend);
        let mut table = table;
        for (line, spot) in table.lines.iter_mut().zip(firsts) {
            line.of = spot;
        }
        table.draw(stage, manner, column, row);
        let written = std::mem::replace(&mut stage.scene.legend, legend);
        for entry in &mut stage.scene.legend {
            if let Some(place) = written.iter().find(|line| line.name == entry.name)
                && entry.area.is_empty()
            {
                entry.area = place.area;
            }
        }
    }
}

/// The middle: where one is; from the second level down it leads back up.
fn middle(stage: &mut Stage<'_>, nested: &Nested, arranged: &Arranged) {
    let radius = arranged.radius * MIDDLE;
    let center = arranged.center;
    let up = nested.trail.split_last().map(|(_, up)| up.to_vec()).unwrap_or_default();
    let words = if nested.trail.is_empty() {
        "All".to_owned()
    } else {
        format!("All › {}", nested.trail.join(" › "))
    };
    let of = stage.spot(Spot {
        at: center,
        area: Area::new(
            center.x - radius,
            center.y - radius,
            center.x + radius,
            center.y + radius,
        ),
        cell: None,
        guide: Guide::Marks,
        title: SafeText::new(words),
        readings: vec![Reading {
            label: nested.measure.clone(),
            value: SafeText::new(write::full(nested.size, nested.unit)),
            ink: None,
        }],
        keys: nested.keys.clone(),
        inner: up,
        related: Vec::new(),
    });
    stage.fill(
        Outline::circle(center, radius - 2.0),
        Fill::solid(Ink::of(Hue::Ground)),
        Some(of),
    );
}

struct Rings<'a> {
    nested: &'a Nested,
    center: Point,
    radius: f64,
    levels: usize,
}

impl Rings<'_> {
    /// Draws a ring's slices inside a piece and, outside of them, what they are made of; their spots.
    fn level(
        &self,
        stage: &mut Stage<'_>,
        branches: &[Branch],
        piece: Piece,
        around: Option<&Branch>,
        depth: usize,
    ) -> Vec<Option<usize>> {
        let sizes: Vec<f64> = branches.iter().map(|branch| branch.size).collect();
        let mut spots = Vec::new();
        for (index, (branch, piece)) in branches.iter().zip(piece.cut(&sizes)).enumerate() {
            if piece.length() <= 0.0 {
                spots.push(None);
                continue;
            }
            let sector = Sector {
                center: self.center,
                inner: self.edge(depth),
                outer: self.edge(depth + 1),
                from: piece.from * TAU,
                to: piece.to * TAU,
            };
            let of = spot(stage, self.nested, branch, around, sector.middle(), sector.bounds());
            spots.push(Some(of));
            stage.fill(sector.outline(), Fill::solid(ink(branch, depth, index)), Some(of));
            let name = branch.label.as_str().to_owned();
            let value = write::short(branch.value, self.nested.unit);
            let _ = put(stage, &sector, &[name.clone(), value], Some(of)) || put(stage, &sector, &[name], Some(of));
            if depth + 1 < self.levels {
                self.level(stage, &branch.inner, piece, Some(branch), depth + 1);
            }
        }
        spots
    }
}

impl Rings<'_> {
    /// Parts the slices with lines of ground, which lie over them: what they are made of has their colour.
    fn part(&self, stage: &mut Stage<'_>, branches: &[Branch], piece: Piece, depth: usize) {
        let sizes: Vec<f64> = branches.iter().map(|branch| branch.size).collect();
        let (inner, outer) = (self.edge(depth), self.edge(depth + 1));
        let ground = Fill::solid(Ink::of(Hue::Ground));
        let at = |radius: f64, turn: f64| {
            let (sin, cos) = (turn * TAU).sin_cos();
            Point::new(self.center.x + radius * sin, self.center.y - radius * cos)
        };
        for (branch, piece) in branches.iter().zip(piece.cut(&sizes)) {
            let length = piece.length() * TAU * f64::midpoint(inner, outer);
            if piece.length() <= 0.0 {
                continue;
            }
            // A slice that is hardly wider than the line would be nothing but line.
            if length >= 6.0 * GAP && branches.len() > 1 {
                let half = |radius: f64| GAP / 2.0 / radius.max(1.0) / TAU;
                let corners = [
                    at(inner, piece.from - half(inner)),
                    at(outer, piece.from - half(outer)),
                    at(outer, piece.from + half(outer)),
                    at(inner, piece.from + half(inner)),
                ];
                stage.fill(Outline::line(corners, true), ground, None);
            }
            if depth + 1 < self.levels && !branch.inner.is_empty() {
                let (from, to) = (piece.from * TAU, piece.to * TAU);
                let arc = Outline::ring(self.center, outer - GAP / 2.0, outer + GAP / 2.0, from, to);
                stage.fill(arc, ground, None);
                self.part(stage, &branch.inner, piece, depth + 1);
            }
        }
    }

    /// Where a ring begins.
    fn edge(&self, ring: usize) -> f64 {
        let share = MIDDLE + (1.0 - MIDDLE) * ring as f64 / self.levels as f64;
        self.radius * share
    }
}

/// The first ring in words.
fn table(nested: &Nested) -> Table {
    let sizes: Vec<f64> = nested.branches.iter().map(|branch| branch.size).collect();
    let parts = shares(&sizes, 1000);
    let lines = nested.branches.iter().zip(parts).map(|(branch, part)| {
        let mut cells = vec![write::full(branch.value, nested.unit)];
        if nested.adds {
            cells.push(percent(part, branch.size));
        }
        Line {
            name: branch.label.clone(),
            ink: Ink::of(branch.hue),
            hidden: false,
            cells,
            of: None,
        }
    });
    Table {
        head: None,
        lines: lines.collect(),
        foot: None,
    }
}
