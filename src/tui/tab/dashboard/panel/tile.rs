//! A KPI tile: label, figure, change, and its course. From five rows on the figure is big.

use ratatui::layout::Rect;

use super::figure;
use crate::api::wire::{Overview, Tile};
use crate::catalog::formula;
use crate::text::{display_width, format};
use crate::tui::paint::{DigitSize, Pen, day_labels, digits, digits_width, spark};
use crate::tui::theme::{Glyphs, Role};
use crate::tui::words::wrap;

/// The fewest rows with which a figure is three rows high.
const BIG: u16 = 5;

/// `all` are the tiles beside it: their figures are of one size.
pub(super) fn draw(pen: &mut Pen<'_>, tile: &Tile, all: &[Tile], focused: bool) {
    pen.ground(Role::Panel);
    // Where cards have a ground of their own they need no edge; it keeps the style of the focus, so that moving the
    // focus writes glyphs and no colours.
    let plain = pen.theme().has_grounds();
    let edge = if plain || focused {
        pen.theme().focus()
    } else {
        pen.style(Role::Rule)
    };
    let bar = match (focused, plain) {
        (true, _) => pen.glyphs().pick('▌', '#'),
        (false, true) => ' ',
        (false, false) => pen.glyphs().pick('▏', '|'),
    };
    for y in 0..pen.height() {
        pen.glyph(0, y, bar, edge);
    }
    let (width, height) = (pen.width().saturating_sub(3), pen.height());
    let mut pen = pen.part(Rect::new(2, 0, width, height));
    let label = if focused {
        pen.theme().focus()
    } else {
        pen.style(Role::Dim)
    };
    let (strong, dim) = (pen.style(Role::Strong), pen.style(Role::Dim));
    pen.text_in(0, 0, width, figure::label(&tile.name), label);
    let (number, unit) = figure::value(tile, tile.value);
    let size = common_size(pen.glyphs(), all, width);
    let change_row = if height >= BIG
        && let Some(size) = size
        && let Some(end) = digits_width(&number, size)
    {
        digits(&mut pen.part(Rect::new(0, 1, width, 3)), &number, size, strong);
        pen.text(end + u16::from(size == DigitSize::Wide), 3, unit, dim);
        4
    } else {
        let end = pen.text(0, 1, shortened(tile, &number, width), strong);
        let end = if unit.is_empty() {
            end
        } else {
            pen.text(end + 1, 1, unit, dim)
        };
        // Where rows are scarce the change stands beside the figure.
        if height < BIG {
            change(&mut pen, tile, end + 2, 1);
            1
        } else {
            2
        }
    };
    if change_row > 1 {
        change(&mut pen, tile, 0, change_row);
    }
    let top = change_row + 1;
    if height > top {
        spark(&mut pen.part(Rect::new(0, top, width, height - top)), &tile.spark);
    }
}

/// The sizes there are, the widest first. A calculator's digit needs more than two columns.
const fn sizes(glyphs: Glyphs) -> &'static [DigitSize] {
    glyphs.pick(&[DigitSize::Wide, DigitSize::Narrow], &[DigitSize::Wide])
}

/// The widest big digits that every tile has room for; those that have no figure do not count.
fn common_size(glyphs: Glyphs, tiles: &[Tile], width: u16) -> Option<DigitSize> {
    let fits = |tile: &&Tile, size: DigitSize| {
        let (number, unit) = figure::value(tile, tile.value);
        let unit = if unit.is_empty() {
            0
        } else {
            display_width(unit) as u16 + 1
        };
        digits_width(&number, size).is_none_or(|digits| digits + unit <= width)
    };
    sizes(glyphs)
        .iter()
        .copied()
        .find(|size| tiles.iter().all(|tile| fits(&tile, *size)))
}

/// The widest big digits that leave room for the unit.
fn size_for(glyphs: Glyphs, number: &str, unit: &str, width: u16) -> Option<DigitSize> {
    let unit = if unit.is_empty() {
        0
    } else {
        display_width(unit) as u16 + 1
    };
    sizes(glyphs)
        .iter()
        .copied()
        .find(|size| digits_width(number, *size).is_some_and(|digits| digits + unit <= width))
}

fn shortened(tile: &Tile, number: &str, width: u16) -> String {
    match tile.value {
        Some(value) if display_width(number) > usize::from(width) => format::short(value),
        _ => number.to_owned(),
    }
}

/// Draws the change from a column on, with as much explanation as there is room for.
fn change(pen: &mut Pen<'_>, tile: &Tile, x: u16, y: u16) {
    let dim = pen.style(Role::Faint);
    let width = pen.width();
    let Some(change) = figure::change(tile, pen.glyphs()) else {
        if x == 0 {
            pen.text_in(0, y, width, "no figure before", dim);
        }
        return;
    };
    let style = pen.style(change.role);
    if x + display_width(&change.text) as u16 > width {
        return;
    }
    let end = pen.text(x, y, &change.text, style);
    let verdict = format!(" {}", change.verdict);
    let from = format!("from {}", figure::in_line(tile, tile.before));
    if change.verdict.is_empty() || end + display_width(&verdict) as u16 > width {
        return;
    }
    let end = pen.text(end, y, &verdict, style);
    if end + 2 + display_width(&from) as u16 <= width {
        pen.text_right(width, y, &from, dim);
    }
}

/// The tile over the whole screen: what it means, how it is computed, and its course.
pub(super) fn draw_large(pen: &mut Pen<'_>, tile: &Tile, name: &str, overview: &Overview) {
    let days = overview.period.days();
    let note = if tile.level {
        format!("at the end of each part of {}", overview.period)
    } else {
        format!("{} against the {days} before", overview.period)
    };
    let mut pen = super::titled(pen, name, &note, false);
    let width = pen.width();
    let (strong, dim, faint) = (pen.style(Role::Strong), pen.style(Role::Dim), pen.style(Role::Faint));
    let (number, unit) = figure::value(tile, tile.value);
    let mut y = 1;
    if pen.height() >= 12
        && let Some(size) = size_for(pen.glyphs(), &number, unit, width)
    {
        digits(&mut pen.part(Rect::new(0, y, width, 3)), &number, size, strong);
        pen.text(digits_width(&number, size).unwrap_or(0) + 1, y + 2, unit, dim);
        y += 4;
    } else {
        pen.text(0, y, figure::in_line(tile, tile.value), strong);
        y += 1;
    }
    if let Some(change) = figure::change(tile, pen.glyphs()) {
        let style = pen.style(change.role);
        let end = pen.spans(
            0,
            y,
            [(change.text.as_str(), style), (" ", style), (change.verdict, style)],
        );
        pen.text(end + 2, y, format!("from {}", figure::in_line(tile, tile.before)), dim);
        y += 2;
    }
    if let Some(formula) = formula::named(&tile.name) {
        for line in wrap(formula.description, usize::from(width)) {
            pen.text(0, y, line, dim);
            y += 1;
        }
        if pen.height() >= 16 {
            for line in wrap(formula.text, usize::from(width)) {
                pen.text(0, y, line, faint);
                y += 1;
            }
        }
        y += 1;
    }
    let known: Vec<f64> = tile.spark.iter().flatten().copied().collect();
    let rows = pen.height().saturating_sub(y);
    if rows < 2 || known.is_empty() {
        return;
    }
    let high = known.iter().copied().fold(f64::MIN, f64::max);
    let low = known.iter().copied().fold(f64::MAX, f64::min);
    let (top, bottom) = (figure::in_line(tile, Some(high)), figure::in_line(tile, Some(low)));
    let axis = display_width(&top).max(display_width(&bottom)) as u16;
    // Below the course stand its days, where there is room for them.
    let days = &overview.flow.days;
    let dated = rows >= 6 && days.len() >= 2 && width > axis + 12;
    let rows = if dated { rows - 1 } else { rows };
    pen.text_right(axis, y, top, faint);
    pen.text_right(axis, y + rows - 1, bottom, faint);
    let columns = width.saturating_sub(axis + 1);
    spark(&mut pen.part(Rect::new(axis + 1, y, columns, rows)), &tile.spark);
    if dated {
        let last = days.len() - 1;
        let column = |day: usize| day * usize::from(columns - 1) / last;
        for (x, day) in day_labels(days, usize::from(columns), column) {
            pen.text(axis + 1 + x as u16, y + rows, day, faint);
        }
    }
}
