//! Tree maps: values as areas of tiles within tiles.
//!
//! Every edge lies on a sub-cell, edges that two tiles share on the same one. A group has a row with its name above its tiles; a tile
//! says its name and value where they fit. A group's tiles share its hue, and the larger ones are lighter; with a measure for colour
//! tiles are on the sequential scale instead.

#[cfg(test)]
mod tests;

use super::merge::limit;
use super::nest::{Branch, Nested};
use crate::chart::geometry::{Area, CELL_HEIGHT, CELL_WIDTH, Outline, Point};
use crate::chart::layout::{snap, squarify};
use crate::chart::scene::{Fill, Guide, Hue, Ink, Part, Reading, Spot};
use crate::chart::write;
use crate::text::{SafeText, display_width, truncate};

use super::nested::{breadcrumb, inner, note_merged, read, readings, title};
use super::ramp::Ramp;
use super::stage::{Stage, Text};

/// More tiles than these cannot be read.
const MOST_TILES: usize = 60;
/// More groups than these cannot be told apart.
const MOST_GROUPS: usize = 8;
/// A sub-cell: what the edges of tiles lie on.
const ACROSS: f64 = CELL_WIDTH / 2.0;
const DOWN: f64 = CELL_HEIGHT / 2.0;

/// What stays the same for all tiles of a map.
struct Map<'a> {
    nested: &'a Nested,
    ramp: Option<Ramp>,
    plot: Area,
}

pub(super) fn draw(stage: &mut Stage<'_>) {
    let Some(mut nested) = read(stage) else {
        return;
    };
    let most = stage.options().top.map_or(MOST_TILES, |top| top.clamp(1, MOST_TILES));
    // In little room fewer tiles are legible.
    let fit = usize::from(stage.body.columns()) * usize::from(stage.body.rows()) / 12;
    let merged = limit(&mut nested.branches, most.min(fit.max(4)), MOST_GROUPS);
    note_merged(stage, merged);
    breadcrumb(stage, &nested);
    let ramp = ramp(stage, &nested);
    if let Some(ramp) = &ramp {
        ramp.strip(stage);
    }
    let map = Map {
        nested: &nested,
        ramp,
        plot: stage.body,
    };
    stage.scene.plot = stage.body;
    map.lay(stage, &nested.branches, stage.body, None, 0);
}

fn ramp(stage: &Stage<'_>, nested: &Nested) -> Option<Ramp> {
    let channel = stage.spec().colour.as_ref()?;
    let column = stage.frame().column(&channel.column)?;
    let mut tints = Vec::new();
    leaves(&nested.branches, &mut |leaf| tints.extend(leaf.tint));
    (!tints.is_empty()).then(|| {
        Ramp::new(
            tints.into_iter(),
            stage.options().quantile,
            channel.unit.unwrap_or(column.unit),
            SafeText::new(channel.title()),
        )
    })
}

fn leaves<'a>(branches: &'a [Branch], take: &mut impl FnMut(&'a Branch)) {
    for branch in branches {
        if branch.inner.is_empty() {
            take(branch);
        } else {
            leaves(&branch.inner, take);
        }
    }
}

impl Map<'_> {
    fn lay(&self, stage: &mut Stage<'_>, branches: &[Branch], area: Area, around: Option<&Branch>, depth: usize) {
        let sizes: Vec<f64> = branches.iter().map(|branch| branch.size).collect();
        let grouped = branches.iter().any(|branch| !branch.inner.is_empty());
        let most = sizes.iter().copied().fold(0.0, f64::max);
        for (branch, piece) in branches.iter().zip(squarify(&sizes, area)) {
            // Rows with names are whole rows, so groups lie on whole cells.
            let piece = if grouped {
                snap(piece, CELL_WIDTH, CELL_HEIGHT)
            } else {
                snap(piece, ACROSS, DOWN)
            };
            if piece.is_empty() {
                continue;
            }
            let head = CELL_HEIGHT;
            let room = piece.rows() >= 2 && piece.columns() >= 4 && depth < 2;
            if branch.inner.is_empty() || !room {
                self.tile(stage, branch, piece, around, branch.size / most);
                continue;
            }
            self.head(stage, branch, piece, around);
            self.lay(
                stage,
                &branch.inner,
                piece.without(0.0, head, 0.0, 0.0),
                Some(branch),
                depth + 1,
            );
        }
    }

    /// A tile without the gutters between it and the next ones.
    fn inside(&self, piece: Area) -> Area {
        let right = if piece.right < self.plot.right - 1.0 && piece.width() > ACROSS {
            ACROSS
        } else {
            0.0
        };
        let bottom = if piece.bottom < self.plot.bottom - 1.0 && piece.height() > DOWN {
            DOWN
        } else {
            0.0
        };
        piece.without(0.0, 0.0, right, bottom)
    }

    fn spot(&self, stage: &mut Stage<'_>, branch: &Branch, area: Area, at: Point, around: Option<&Branch>) -> usize {
        let mut readings = readings(self.nested, branch, around);
        if let (Some(ramp), Some(tint)) = (&self.ramp, branch.tint) {
            readings.push(Reading {
                label: ramp.name().clone(),
                value: SafeText::new(write::full(tint, ramp.unit())),
                ink: Some(ramp.ink(Some(tint))),
            });
        }
        stage.spot(Spot {
            at,
            area,
            cell: None,
            guide: Guide::Marks,
            title: title(branch),
            readings,
            keys: branch.keys.clone(),
            inner: inner(branch),
            related: Vec::new(),
        })
    }

    /// The row with the name of a group.
    fn head(&self, stage: &mut Stage<'_>, branch: &Branch, piece: Area, around: Option<&Branch>) {
        let right = if piece.right < self.plot.right - 1.0 {
            CELL_WIDTH
        } else {
            0.0
        };
        let row = Area {
            bottom: piece.top + CELL_HEIGHT,
            ..piece
        };
        let of = Some(self.spot(stage, branch, piece, row.center(), around));
        let columns = usize::from(row.without(0.0, 0.0, right, 0.0).columns());
        let y = row.top + CELL_HEIGHT / 2.0;
        let value = write::full(branch.value, self.nested.unit);
        let name = truncate(&branch.label, columns);
        let (name_wide, value_wide) = (display_width(&name), display_width(&value));
        let mut text = Text::of(&name, Point::new(row.left, y)).bold().spot(of);
        text.ink = if self.ramp.is_some() {
            Ink::of(Hue::Strong)
        } else {
            Ink::of(branch.hue)
        };
        stage.text(text);
        if name_wide + 2 + value_wide <= columns {
            let at = Point::new(row.left + (name_wide + 2) as f64 * CELL_WIDTH, y);
            stage.text(Text::of(value, at).ink(Hue::Dim).part(Part::Value).spot(of));
        }
    }

    fn tile(&self, stage: &mut Stage<'_>, branch: &Branch, piece: Area, around: Option<&Branch>, share: f64) {
        let area = self.inside(piece);
        let of = Some(self.spot(stage, branch, piece, area.center(), around));
        let ink = match &self.ramp {
            Some(ramp) => ramp.ink(branch.tint),
            // The square root tells small tiles apart as well as large ones.
            None => Ink::of(branch.hue).soft((48.0 + 52.0 * share.clamp(0.0, 1.0).sqrt()).round() as u8),
        };
        stage.fill(Outline::Rect(area), Fill::solid(ink), of);
        self.words(stage, branch, area, of);
    }

    /// The name and the value of a tile, from its first whole cell on.
    fn words(&self, stage: &mut Stage<'_>, branch: &Branch, area: Area, of: Option<usize>) {
        let first = (area.left / CELL_WIDTH).ceil();
        let columns = ((area.right / CELL_WIDTH + 1e-9).floor() - first).max(0.0) as usize;
        let top = (area.top / CELL_HEIGHT).ceil();
        let rows = ((area.bottom / CELL_HEIGHT + 1e-9).floor() - top).max(0.0) as usize;
        if columns < 3 || rows == 0 {
            return;
        }
        let (value, brief) = (
            write::full(branch.value, self.nested.unit),
            write::short(branch.value, self.nested.unit),
        );
        // A tile with room to spare has a margin.
        let margin = usize::from(columns >= 7);
        let wide = columns - margin;
        let down = usize::from(rows >= 5);
        let at = |line: usize| {
            Point::new(
                (first + margin as f64) * CELL_WIDTH,
                (top + (down + line) as f64 + 0.5) * CELL_HEIGHT,
            )
        };
        let name = truncate(&branch.label, wide);
        let name_wide = display_width(&name);
        stage.text(Text::of(&name, at(0)).ink(Hue::Contrast).bold().spot(of));
        let value = [value, brief].into_iter().find(|value| display_width(value) <= wide);
        let Some(value) = value else {
            return;
        };
        let beside = name_wide + 1 + display_width(&value) <= wide && rows == 1;
        let place = if rows >= 2 {
            at(1)
        } else if beside {
            let mut place = at(0);
            place.x += (name_wide + 1) as f64 * CELL_WIDTH;
            place
        } else {
            return;
        };
        stage.text(Text::of(value, place).ink(Hue::Contrast).part(Part::Value).spot(of));
    }
}
