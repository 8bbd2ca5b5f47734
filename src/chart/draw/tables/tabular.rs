//! Rows as they are. Only those that are seen are touched, whatever their number; to sort, the numbers of the rows are put so far
//! into order that those on the screen are known.

use std::cmp::Ordering;

use super::columns::Column as SheetColumn;
use super::sheet::{self, Cell, Span, Table, Words};
use super::width::{of_numbers, of_texts, sample};
use crate::chart::cross::{natural, nulls_last};
use crate::chart::draw::stage::Stage;
use crate::chart::frame::{Column, Unit, Value, Values};
use crate::chart::geometry::CELL_HEIGHT;
use crate::chart::scene::{Hue, Ink, Key, Reading};
use crate::chart::spec::{Options, Test};
use crate::chart::write;
use crate::text::SafeText;

/// A text column is so wide at most while there is more to show.
const WIDEST: usize = 40;
/// So many columns of a row are read at a cell.
const READ: usize = 8;
/// How wide data bars are.
const BAR: usize = 8;

/// A column of the frame as it is shown.
struct Shown<'a> {
    column: &'a Column,
    title: SafeText,
    unit: Unit,
    /// The least and greatest of its numbers, where cells have a ground or a bar by them.
    bounds: Option<(f64, f64)>,
}

struct Rows<'a> {
    shown: Vec<Shown<'a>>,
    sheet: Vec<SheetColumn>,
    options: &'a Options,
    count: usize,
    /// Which row of the frame is in which row of the table from `from` on; all as they are where it is not sorted.
    order: Option<(usize, Vec<u32>)>,
}

pub(super) fn draw(stage: &mut Stage<'_>) {
    let (frame, spec) = (stage.frame(), stage.spec());
    let chosen: Vec<(&Column, SafeText, Option<Unit>)> = if spec.columns.is_empty() {
        let columns = frame.columns().iter();
        columns.map(|column| (column, column.name.clone(), None)).collect()
    } else {
        let mut found = Vec::new();
        for channel in &spec.columns {
            match frame.column(&channel.column) {
                Some(column) => found.push((column, SafeText::new(channel.title()), channel.unit)),
                None => stage.note(format!("there is no column “{}”", SafeText::new(&channel.column))),
            }
        }
        found
    };
    let all = chosen.len();
    let options = stage.options();
    let shown: Vec<Shown<'_>> = chosen
        .into_iter()
        .filter(|(_, title, _)| !stage.look.hides(title))
        .map(|(column, title, unit)| Shown {
            column,
            title,
            unit: unit.unwrap_or(column.unit),
            bounds: (options.heat || options.bars).then(|| bounds(column)).flatten(),
        })
        .collect();
    if shown.len() < all {
        let hidden = all - shown.len();
        stage.note(format!(
            "{hidden} column{} hidden",
            if hidden == 1 { " is" } else { "s are" }
        ));
    }
    let sorted = stage.look.sort_column.filter(|(column, _)| *column < shown.len());
    let rows = frame.rows();
    let height = usize::from(stage.body.rows());
    let order = sorted.and_then(|(column, descending)| {
        let from = stage.look.scroll.0.min(rows.saturating_sub(1));
        // The sheet shows the last rows where the scroll is beyond them.
        let from = from.min(rows.saturating_sub(height));
        Some((
            from,
            page(shown.get(column)?.column, rows, from, height + 1, descending),
        ))
    });
    let mut table = Rows {
        sheet: Vec::new(),
        shown,
        options,
        count: rows,
        order,
    };
    table.sheet = (0..table.shown.len())
        .map(|column| table.sheet_column(column, sorted, stage.look.scroll.0, height))
        .collect();
    if rows == 0 && !table.shown.is_empty() {
        if stage.body.rows() >= 3 {
            sheet::draw(stage, &table);
            stage.body.top += CELL_HEIGHT;
        }
        stage.say("There are no rows.");
        return;
    }
    sheet::draw(stage, &table);
}

/// The numbers of the rows from `from` on, `count` of them, in the order of a column: equal ones as they are in the frame, those
/// without a value last.
fn page(column: &Column, rows: usize, from: usize, count: usize, descending: bool) -> Vec<u32> {
    let mut order: Vec<u32> = (0..u32::try_from(rows).unwrap_or(u32::MAX)).collect();
    let turn = |order: Ordering| if descending { order.reverse() } else { order };
    let compare = |a: &u32, b: &u32| {
        let (first, second) = (*a as usize, *b as usize);
        let by_value = match &column.values {
            Values::Numbers(_) => nulls_last(column.number(first), column.number(second), descending),
            Values::Times(_) | Values::Texts(_) => {
                let missing = |row| column.time(row).is_none() && column.text(row).is_none();
                let texts = || match (column.text(first), column.text(second)) {
                    (Some(a), Some(b)) => natural(a, b),
                    _ => Ordering::Equal,
                };
                missing(first)
                    .cmp(&missing(second))
                    .then_with(|| turn(column.time(first).cmp(&column.time(second)).then_with(texts)))
            }
        };
        by_value.then_with(|| a.cmp(b))
    };
    // No more is put into order than is seen.
    let to = (from + count).min(order.len());
    if to < order.len() {
        order.select_nth_unstable_by(to, compare);
        order.truncate(to);
    }
    if from > 0 && from < order.len() {
        order.select_nth_unstable_by(from, compare);
        order.drain(..from);
    }
    order.sort_unstable_by(compare);
    order
}

fn bounds(column: &Column) -> Option<(f64, f64)> {
    let numbers = (0..column.values.len()).filter_map(|row| column.number(row));
    numbers.fold(None, |bounds, number| {
        let (low, high) = bounds.unwrap_or((number, number));
        Some((f64::min(low, number), f64::max(high, number)))
    })
}

impl Rows<'_> {
    /// The row of the frame that is in a row of the table.
    fn row(&self, row: usize) -> usize {
        match &self.order {
            Some((from, order)) => row
                .checked_sub(*from)
                .and_then(|at| order.get(at))
                .map_or(usize::MAX, |row| *row as usize),
            None => row,
        }
    }

    fn text(&self, shown: &Shown<'_>, row: usize) -> SafeText {
        let zone = self.options.zone;
        write::category(&shown.column.value(row), shown.column.grain, shown.unit, zone)
    }

    fn sheet_column(&self, column: usize, sorted: Option<(usize, bool)>, first: usize, height: usize) -> SheetColumn {
        let Some(shown) = self.shown.get(column) else {
            return SheetColumn::default();
        };
        let number = matches!(shown.column.values, Values::Numbers(_));
        let sorted = sorted.filter(|(by, _)| *by == column).map(|(_, descending)| descending);
        let mark = if sorted.is_some() { 3 } else { 0 };
        let texts = sample(self.count).map(|row| self.text(shown, row));
        let first = first.min(self.count.saturating_sub(height));
        let seen = (first..(first + height).min(self.count)).map(|row| self.text(shown, self.row(row)));
        let widths = if number {
            of_numbers(texts.chain(seen), shown.unit != Unit::Seconds)
        } else {
            of_texts(texts)
        };
        // A short head is never cut; a long one takes no more room than its column needs.
        let head = shown.title.width().min(16) + mark;
        let width = if number { widths.usual } else { widths.usual.min(WIDEST) };
        SheetColumn {
            title: shown.title.clone(),
            width: width.max(head).max(1),
            most: widths.most.max(shown.title.width() + mark),
            number,
            tail: widths.tail,
            bar: if number && self.options.bars && shown.bounds.is_some() {
                BAR
            } else {
                0
            },
            sorted,
        }
    }
}

impl Table for Rows<'_> {
    fn columns(&self) -> &[SheetColumn] {
        &self.sheet
    }

    fn frozen(&self) -> usize {
        1
    }

    fn rows(&self) -> usize {
        self.count
    }

    fn has_total(&self) -> bool {
        false
    }

    fn spans(&self) -> &[Vec<Span>] {
        &[]
    }

    fn stands_out(&self, _: usize) -> bool {
        false
    }

    fn cell(&self, row: usize, column: usize) -> Cell {
        let Some(shown) = self.shown.get(column) else {
            return Cell::default();
        };
        let row = self.row(row);
        let value = shown.column.value(row);
        let number = shown.column.number(row);
        let hue = match value {
            Value::Null => Some(Hue::Faint),
            Value::Time(_) => Some(Hue::Dim),
            _ => None,
        };
        let heat = if self.options.heat {
            number.zip(shown.bounds).map(|(number, bounds)| heat(number, bounds))
        } else {
            None
        };
        Cell {
            text: self.text(shown, row),
            brief: number.map(|number| SafeText::new(write::short(number, shown.unit))),
            hue: if heat.is_some() { Some(Hue::Contrast) } else { hue },
            bold: false,
            indent: 0,
            ground: heat,
            bar: number.zip(shown.bounds).map(|(number, bounds)| bar(number, bounds)),
        }
    }

    fn words(&self, row: usize, column: usize) -> Words {
        let row = self.row(row);
        // The cell itself first, then the row it is in.
        let mut columns: Vec<usize> = vec![column];
        columns.extend((0..self.shown.len()).filter(|other| *other != column).take(READ - 1));
        let mut words = Words::default();
        if let Some(first) = self.shown.first() {
            words.title = self.text(first, row);
        }
        for shown in columns.into_iter().filter_map(|column| self.shown.get(column)) {
            words.readings.push(Reading {
                label: shown.title.clone(),
                value: self.text(shown, row),
                ink: None,
            });
            words.keys.push(Key {
                column: shown.column.name.to_string(),
                test: Test::Is(shown.column.value(row)),
            });
        }
        words
    }
}

/// The ground of a number between bounds.
pub(super) fn heat(number: f64, (low, high): (f64, f64)) -> Ink {
    let share = if high > low { (number - low) / (high - low) } else { 0.5 };
    Ink::of(Hue::Ramp((share.clamp(0.0, 1.0) * 255.0).round() as u8))
}

/// The bar of a number between bounds, as shares of its room: from 0, which is at the left unless there are negative numbers.
pub(super) fn bar(number: f64, (low, high): (f64, f64)) -> (f64, f64) {
    let (low, high) = (low.min(0.0), high.max(0.0));
    if high <= low {
        return (0.0, 0.0);
    }
    let at = |value: f64| ((value - low) / (high - low)).clamp(0.0, 1.0);
    (at(number.min(0.0)), at(number.max(0.0)))
}
