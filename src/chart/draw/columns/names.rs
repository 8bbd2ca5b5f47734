//! The names of a stack beside it, in its order from top to bottom.

use crate::chart::draw::axis::Plot;
use crate::chart::draw::shown::Shown;
use crate::chart::draw::stage::{Stage, Text};
use crate::chart::geometry::{Area, CELL_HEIGHT, CELL_WIDTH, Point};
use crate::chart::scene::{Entry, Hue, Part};
use crate::text::truncate;

/// A name beside a stack is at most so wide.
const WIDEST: usize = 18;

/// How many columns the names of the series need beside a plot, a blank before and the sign included; 0 where a line above it
/// is better.
pub(in crate::chart::draw) fn names_beside(stage: &Stage<'_>, shown: &Shown, stacked: bool) -> u16 {
    let series = &shown.grouped.series;
    let body = stage.body;
    let room = body.columns() >= 60 && usize::from(body.rows()) >= series.len() + 4;
    if !stacked || stage.look.compact || series.len() < 2 || !room {
        return 0;
    }
    let widest = series
        .iter()
        .map(|one| one.name.width().min(WIDEST))
        .max()
        .unwrap_or_default();
    widest as u16 + 4
}

/// Writes the names of all series at the right of a plot, hidden ones too.
pub(in crate::chart::draw) fn write_names(stage: &mut Stage<'_>, shown: &Shown, plot: &Plot, upwards: bool) {
    let left = plot.area.right + 2.0 * CELL_WIDTH;
    let count = shown.grouped.series.len();
    let first = plot.area.top;
    for (index, series) in shown.grouped.series.iter().enumerate() {
        let line = if upwards { count - 1 - index } else { index };
        let top = first + line as f64 * CELL_HEIGHT;
        let row = top + CELL_HEIGHT / 2.0;
        let (sign, hue) = if series.hidden {
            ("□", Hue::Faint)
        } else {
            ("■", Hue::Dim)
        };
        let mut text = Text::of(sign, Point::new(left, row)).part(Part::Legend);
        text.ink = if series.hidden {
            crate::chart::scene::Ink::of(Hue::Faint)
        } else {
            series.ink
        };
        stage.text(text);
        let name = truncate(&series.name, WIDEST);
        stage.text(
            Text::of(name, Point::new(left + 2.0 * CELL_WIDTH, row))
                .ink(hue)
                .part(Part::Legend),
        );
        let right = stage.body.right;
        stage.scene.legend.push(Entry {
            name: series.name.clone(),
            ink: series.ink,
            hidden: series.hidden,
            area: Area::new(left, top, right, top + CELL_HEIGHT),
        });
    }
}
