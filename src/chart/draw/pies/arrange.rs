//! How a pie and its legend share the room: beside each other, one below the other, or the pie alone.

use crate::chart::geometry::{Area, CELL_HEIGHT, CELL_WIDTH, Point};

use super::super::shares::{Manner, Table};

/// Cells between a pie and its legend.
const GAP: usize = 4;

/// Where a pie and its legend go.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::chart::draw) struct Arranged {
    /// The middle of the circle.
    pub(in crate::chart::draw) center: Point,
    /// Its radius; 0 where there is room for the legend only.
    pub(in crate::chart::draw) radius: f64,
    /// How the legend is written, and the cell of its upper left corner.
    pub(in crate::chart::draw) table: Option<(Manner, usize, usize)>,
}

/// The radius in whole half rows that fits so many columns and rows.
fn radius(columns: usize, rows: usize, semi: bool) -> f64 {
    let height = rows as f64 * CELL_HEIGHT / if semi { 1.0 } else { 2.0 };
    let radius = height.min(columns as f64 * CELL_WIDTH / 2.0);
    let step = if semi { CELL_HEIGHT } else { CELL_HEIGHT / 2.0 };
    (radius / step).floor() * step
}

/// Below this a circle is a blot.
const LEAST: f64 = 1.5 * CELL_HEIGHT;

/// Finds the arrangement with the largest circle, the legend beside it where that costs little.
///
/// `tight` writes a legend only where the circle would not be larger without.
pub(in crate::chart::draw) fn arrange(body: Area, table: &Table, semi: bool, tight: bool) -> Arranged {
    let (columns, rows) = (usize::from(body.columns()), usize::from(body.rows()));
    let first = ((body.left / CELL_WIDTH) as usize, (body.top / CELL_HEIGHT) as usize);
    let alone = radius(columns, rows, semi);
    let names = [table.name().min(28), table.name().min(16), table.name().min(9)];
    let mut best: Option<(f64, Arranged)> = None;
    let mut offer = |weight: f64, arranged: Arranged| {
        let enough = if tight { alone } else { alone * 0.45 };
        let value = arranged.radius * weight;
        let better = best.is_none_or(|(known, _)| value > known + 1e-9);
        if arranged.radius >= enough.max(LEAST) && better {
            best = Some((value, arranged));
        }
    };
    for (index, name) in names.into_iter().enumerate() {
        // Names in full are worth a slightly smaller circle.
        let cost = 1.0 - 0.08 * index as f64;
        for step in [2, 1] {
            let manner = Manner { name, step, beside: 1 };
            let (wide, high) = (table.columns(manner), table.rows(manner));
            let crowded = high * 10 > rows * 8;
            if high > rows || (step == 2 && crowded) || wide + GAP >= columns {
                continue;
            }
            let circle = radius(columns - wide - GAP, rows, semi);
            let across = (circle * 2.0 / CELL_WIDTH) as usize;
            let left = first.0 + (columns - across - GAP - wide) / 2;
            let tall = if semi { circle } else { circle * 2.0 };
            let top = body.top + ((rows as f64 * CELL_HEIGHT - tall) / 2.0 / CELL_HEIGHT).floor() * CELL_HEIGHT;
            offer(
                1.15 * cost,
                Arranged {
                    center: Point::new(left as f64 * CELL_WIDTH + circle, top + circle),
                    radius: circle,
                    table: Some((manner, left + across + GAP, first.1 + (rows - high) / 2)),
                },
            );
            break;
        }
        for beside in 1..=3usize {
            let manner = Manner { name, step: 1, beside };
            let (wide, high) = (table.columns(manner), table.rows(manner));
            if wide > columns || high + 1 >= rows || (beside > 1 && table.lines.len() <= beside) {
                continue;
            }
            let circle = radius(columns, rows - high - 1, semi);
            let tall = if semi { circle } else { circle * 2.0 };
            let tall_rows = (tall / CELL_HEIGHT).ceil() as usize;
            let spare = rows.saturating_sub(tall_rows + 1 + high) / 2;
            let top = first.1 + spare;
            let middle = body.left + (columns as f64 / 2.0).floor() * CELL_WIDTH;
            offer(
                cost,
                Arranged {
                    center: Point::new(middle, top as f64 * CELL_HEIGHT + circle),
                    radius: circle,
                    table: Some((manner, first.0 + (columns - wide) / 2, top + tall_rows + 1)),
                },
            );
        }
    }
    best.map_or_else(|| alone_or_words(body, table, semi, alone), |(_, arranged)| arranged)
}

/// A circle without a legend; in less room than that takes, the legend without a circle.
fn alone_or_words(body: Area, table: &Table, semi: bool, alone: f64) -> Arranged {
    let (columns, rows) = (usize::from(body.columns()), usize::from(body.rows()));
    let first = ((body.left / CELL_WIDTH) as usize, (body.top / CELL_HEIGHT) as usize);
    let middle = body.left + (columns as f64 / 2.0).floor() * CELL_WIDTH;
    let tall = if semi { alone } else { alone * 2.0 };
    let top = body.top + ((rows as f64 * CELL_HEIGHT - tall) / 2.0 / CELL_HEIGHT).floor() * CELL_HEIGHT;
    let center = Point::new(middle, top + alone);
    if alone >= LEAST {
        return Arranged {
            center,
            radius: alone,
            table: None,
        };
    }
    let names = [table.name().min(28), 8, 4];
    let manner = names
        .into_iter()
        .map(|name| Manner {
            name,
            step: 1,
            beside: 1,
        })
        .find(|manner| table.columns(*manner) <= columns);
    Arranged {
        center,
        radius: 0.0,
        table: manner.map(|manner| (manner, first.0, first.1)),
    }
}
