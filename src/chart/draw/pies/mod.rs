//! Pies, rings and their halves: parts of a whole as angles.
//!
//! Slices touch each other and begin at twelve o'clock (halves at nine); a doughnut with two measures is a ring within a ring. Every
//! slice is named beside the picture, with its value and its share; shares add up to a hundred.

mod arrange;
mod hole;
mod slices;
#[cfg(test)]
mod tests;

use std::f64::consts::{FRAC_PI_2, PI, TAU};

use crate::chart::geometry::{Area, CELL_HEIGHT, CELL_WIDTH, Point};
use crate::chart::kind::Kind;
use crate::chart::layout::shares::shares;
use crate::chart::scene::{Fill, Guide, Hue, Ink, Part, Reading, Spot};
use crate::chart::write;
use crate::text::SafeText;

use super::sector::Sector;
use super::shares::{Line, Table, percent};
use super::stage::{Stage, Text};
pub(super) use arrange::{Arranged, arrange};
pub(super) use hole::{Hole, inside};
use slices::Pie;

/// A doughnut's inner ring needs so many rows to be read.
const ROWS_FOR_TWO: u16 = 20;
/// A circle that is larger by this is worth a legend that says less.
const ROOMIER: f64 = 1.15;
/// A share above this is written into its slice.
const SHARE_INSIDE: u32 = 50;

pub(super) fn draw(stage: &mut Stage<'_>) {
    let kind = stage.spec().kind;
    let semi = matches!(kind, Kind::SemiPie | Kind::SemiRing);
    let asked = if kind == Kind::Doughnut { 2 } else { 1 };
    let mut pie = match slices::read(stage, asked) {
        Ok(pie) => pie,
        Err(words) => return stage.say(words),
    };
    if pie.rings.len() > 1 && stage.body.rows() < ROWS_FOR_TWO {
        let name = pie.rings.pop().map(|ring| ring.name).unwrap_or_default();
        stage.note(format!("the inner ring, {name}, needs {ROWS_FOR_TWO} rows"));
    }
    let hollow = !matches!(kind, Kind::Pie | Kind::SemiPie);
    let first = stage.scene.spots.len();
    let mut table = table(&pie, first, hollow);
    let mut room = stage.body;
    if room.rows() >= 8 {
        // A circle that touches the title looks cut.
        let below = if room.rows() >= 14 { CELL_HEIGHT } else { 0.0 };
        room = room.without(0.0, CELL_HEIGHT, 0.0, below);
    }
    let mut arranged = arrange(room, &table, semi, stage.look.compact);
    if pie.rings.len() > 1 {
        // The shares of two rings make a wide table; where that takes the circle's room they are read at the cursor.
        let narrow = table.without_shares();
        let other = arrange(room, &narrow, semi, stage.look.compact);
        if other.radius > arranged.radius * ROOMIER {
            (table, arranged) = (narrow, other);
        }
    }
    let empty = pie.total(0) <= 0.0;
    if arranged.radius <= 0.0 {
        return words_only(stage, &pie, &table, &arranged);
    }
    stage.scene.plot = Area::new(
        arranged.center.x - arranged.radius,
        arranged.center.y - arranged.radius,
        arranged.center.x + arranged.radius,
        arranged.center.y + if semi { 0.0 } else { arranged.radius },
    );
    let bounds = radii(arranged.radius, hollow, pie.rings.len());
    let sectors = cut(&pie, &arranged, &bounds, semi);
    spots(stage, &pie, &sectors, first);
    for (ring, (inner, outer)) in bounds.iter().enumerate() {
        if pie.total(ring) <= 0.0 {
            let nothing = whole(&arranged, *inner, *outer, semi);
            stage.fill(nothing.outline(), Fill::solid(Ink::of(Hue::Missing)), None);
        }
        for (index, sector) in sectors
            .iter()
            .filter_map(|(at, index, sector)| (*at == ring).then_some((*index, sector)))
        {
            if let Some(slice) = pie.slices.get(index) {
                let ink = if ring == 0 { slice.ink } else { slice.ink.soft(62) };
                stage.fill(sector.outline(), Fill::solid(ink), Some(first + index));
            }
        }
    }
    let named = arranged.table.is_some();
    for ring in 0..bounds.len() {
        labels(stage, &pie, &sectors, ring, named, first);
    }
    let hole = Hole {
        center: arranged.center,
        radius: bounds.last().map_or(0.0, |(inner, _)| *inner),
        semi,
    };
    if empty {
        let words = if pie.slices.iter().any(|slice| slice.hidden) {
            "all hidden"
        } else {
            "no data"
        };
        hole::nothing(stage, &hole, words);
    } else if hollow {
        hole::totals(stage, &hole, &pie);
    }
    match arranged.table {
        Some((manner, column, row)) => table.draw(stage, manner, column, row),
        None => table.unwritten(stage),
    }
}

/// In less room than a circle takes: the table alone.
fn words_only(stage: &mut Stage<'_>, pie: &Pie, table: &Table, arranged: &Arranged) {
    let rows = usize::from(stage.body.rows());
    let fits = arranged.table.filter(|(manner, ..)| table.rows(*manner) <= rows);
    if let Some((manner, column, row)) = fits {
        spots(stage, pie, &[], stage.scene.spots.len());
        table.draw(stage, manner, column, row);
    } else {
        table.unwritten(stage);
        stage.say("A pie needs 3 rows and 6 columns.");
    }
}

/// The inner and outer radius of each ring, from the outside inwards.
fn radii(radius: f64, hollow: bool, rings: usize) -> Vec<(f64, f64)> {
    match (hollow, rings) {
        (false, _) => vec![(0.0, radius)],
        (true, 0 | 1) => vec![(radius * 0.6, radius)],
        (true, _) => vec![(radius * 0.72, radius), (radius * 0.42, radius * 0.68)],
    }
}

fn whole(arranged: &Arranged, inner: f64, outer: f64, semi: bool) -> Sector {
    let (from, to) = if semi { (-FRAC_PI_2, FRAC_PI_2) } else { (0.0, TAU) };
    Sector {
        center: arranged.center,
        inner,
        outer,
        from,
        to,
    }
}

/// The slices as angles: which ring, which slice, which piece.
fn cut(pie: &Pie, arranged: &Arranged, bounds: &[(f64, f64)], semi: bool) -> Vec<(usize, usize, Sector)> {
    let turn = if semi { PI } else { TAU };
    let mut sectors = Vec::new();
    for (ring, (inner, outer)) in bounds.iter().enumerate() {
        let values = pie.shown(ring);
        // Sums of the largest numbers there are would be infinite.
        let most = values.iter().copied().fold(0.0, f64::max);
        let sum: f64 = values.iter().map(|value| value / most).sum();
        let all = whole(arranged, *inner, *outer, semi);
        let mut done = 0.0;
        for (index, value) in values.into_iter().enumerate() {
            if value <= 0.0 {
                continue;
            }
            let from = all.from + turn * (done / sum);
            done += value / most;
            let to = all.from + turn * (done / sum);
            sectors.push((ring, index, Sector { from, to, ..all }));
        }
    }
    sectors
}

/// A spot for each slice, hidden ones included so that lines of the legend and spots go together.
fn spots(stage: &mut Stage<'_>, pie: &Pie, sectors: &[(usize, usize, Sector)], first: usize) {
    let parts: Vec<Vec<u32>> = (0..pie.rings.len())
        .map(|ring| shares(&pie.shown(ring), 1000))
        .collect();
    for (index, slice) in pie.slices.iter().enumerate() {
        let mut readings = Vec::new();
        for (ring, of) in pie.rings.iter().enumerate() {
            let value = slice.values.get(ring).copied().unwrap_or_default();
            readings.push(Reading {
                label: of.name.clone(),
                value: SafeText::new(write::full(value, of.unit)),
                ink: Some(slice.ink),
            });
            let share = parts.get(ring).and_then(|parts| parts.get(index)).copied();
            readings.push(Reading {
                label: SafeText::new("Share"),
                value: SafeText::new(if slice.hidden {
                    "hidden".to_owned()
                } else {
                    percent(share.unwrap_or_default(), value)
                }),
                ink: None,
            });
        }
        let sector = sectors
            .iter()
            .find(|(_, of, _)| *of == index)
            .map(|(_, _, sector)| sector);
        let nowhere = stage.body.center();
        debug_assert_eq!(stage.scene.spots.len(), first + index);
        stage.spot(Spot {
            at: sector.map_or(nowhere, Sector::middle),
            area: sector.map_or_else(Area::default, Sector::bounds),
            cell: Some((0, index)),
            guide: Guide::Marks,
            title: slice.name.clone(),
            readings,
            keys: slice.keys.clone(),
            inner: Vec::new(),
            related: Vec::new(),
        });
    }
}

/// Shares inside slices, with names where no legend says them.
fn labels(
    stage: &mut Stage<'_>,
    pie: &Pie,
    sectors: &[(usize, usize, Sector)],
    ring: usize,
    named: bool,
    first: usize,
) {
    let tenths = shares(&pie.shown(ring), 1000);
    let whole = shares(&pie.shown(ring), 100);
    for (_, index, sector) in sectors.iter().filter(|(at, ..)| *at == ring) {
        let (Some(slice), Some(tenths), Some(share)) = (pie.slices.get(*index), tenths.get(*index), whole.get(*index))
        else {
            continue;
        };
        if *tenths <= SHARE_INSIDE {
            continue;
        }
        let share = format!("{share} %");
        let of = Some(first + index);
        let lines = if named || ring > 0 {
            vec![share]
        } else {
            vec![slice.name.as_str().to_owned(), share]
        };
        if !put(stage, sector, &lines, of) && lines.len() > 1 {
            put(stage, sector, &lines[..1], of);
        }
    }
}

/// Writes lines into a slice where all of them fit.
pub(super) fn put(stage: &mut Stage<'_>, sector: &Sector, lines: &[String], of: Option<usize>) -> bool {
    let widths: Vec<usize> = lines.iter().map(|line| SafeText::new(line).width()).collect();
    let wide = widths.iter().copied().max().unwrap_or_default();
    let Some(room) = sector.room(wide, lines.len() as u16) else {
        return false;
    };
    for (index, (line, width)) in lines.iter().zip(widths).enumerate() {
        let left = room.left + ((wide - width) / 2) as f64 * CELL_WIDTH;
        let y = room.top + (index as f64 + 0.5) * CELL_HEIGHT;
        let mut text = Text::of(line, Point::new(left, y)).ink(Hue::Contrast).spot(of);
        text.bold = index == 0;
        text.part = if index == 0 && lines.len() > 1 {
            Part::Label
        } else {
            Part::Value
        };
        stage.text(text);
    }
    true
}

fn table(pie: &Pie, first: usize, hollow: bool) -> Table {
    let parts: Vec<Vec<u32>> = (0..pie.rings.len())
        .map(|ring| shares(&pie.shown(ring), 1000))
        .collect();
    let lines = pie.slices.iter().enumerate().map(|(index, slice)| {
        let mut cells = Vec::new();
        for (ring, of) in pie.rings.iter().enumerate() {
            let value = slice.values.get(ring).copied().unwrap_or_default();
            let share = parts.get(ring).and_then(|parts| parts.get(index)).copied();
            cells.push(write::full(value, of.unit));
            cells.push(if slice.hidden {
                String::new()
            } else {
                percent(share.unwrap_or_default(), value)
            });
        }
        Line {
            name: slice.name.clone(),
            ink: slice.ink,
            hidden: slice.hidden,
            cells,
            of: Some(first + index),
        }
    });
    let lines: Vec<Line> = lines.collect();
    let two = pie.rings.len() > 1;
    let head = two.then(|| {
        let sides = ["outer", "inner"];
        let names = pie.rings.iter().zip(sides);
        names
            .flat_map(|(ring, side)| [ring.name.as_str().to_owned(), side.to_owned()])
            .collect()
    });
    // In a hole the total has a better place.
    let single = pie.rings.first().filter(|ring| ring.adds && !hollow && lines.len() > 1);
    let foot = single.map(|ring| vec![write::full(pie.total(0), ring.unit), "100 %".to_owned()]);
    Table { head, lines, foot }
}
