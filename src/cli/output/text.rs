//! Rows as text: on a terminal a table that fits, in a pipe one that keeps everything.
//!
//! Times are shown in the data source's time zone, numbers and lengths of time as everywhere else. The widths are
//! taken from the first rows, so that a million rows need no more memory than those.

use std::io::{self, Write};

use arrow::datatypes::Schema;
use chrono::{TimeZone, Utc};
use chrono_tz::Tz;

use super::cells::{Cell, Cells};
use super::grid::{Align, line, squeeze};
use crate::catalog::Kind;
use crate::cli::look::{Look, Tone};
use crate::text::{SafeText, display_width, format};

/// A column takes at most so many terminal columns at first; where there is room it gets more.
const WIDE: usize = 32;
/// On a terminal a column that is wanted by name is not squeezed below this.
const READABLE: usize = 12;

/// Writes rows as aligned text.
pub(super) struct Text {
    names: Vec<SafeText>,
    aligns: Vec<Align>,
    zone: Tz,
    look: Look,
    /// Known once the first rows are.
    widths: Vec<usize>,
}

impl Text {
    pub(super) fn new(columns: &Schema, zone: Tz, look: Look) -> Self {
        Self {
            names: columns
                .fields()
                .iter()
                .map(|field| SafeText::new(field.name()))
                .collect(),
            aligns: columns
                .fields()
                .iter()
                .map(|field| match Kind::of(field) {
                    kind if kind.is_numeric() => Align::Right,
                    Kind::Timestamp | Kind::Boolean => Align::Whole,
                    _ => Align::Left,
                })
                .collect(),
            zone,
            look,
            widths: Vec::new(),
        }
    }

    /// Writes a batch.
    pub(super) fn write(&mut self, cells: &Cells, out: &mut dyn Write) -> io::Result<()> {
        if cells.rows() == 0 {
            return Ok(());
        }
        let rows = (0..cells.rows()).map(|row| cells.row(row).map(|cell| self.cell(&cell)).collect::<Vec<_>>());
        if self.widths.is_empty() {
            let first: Vec<Vec<SafeText>> = rows.collect();
            self.begin(&first, out)?;
            return first.iter().try_for_each(|row| self.line(row, out));
        }
        rows.into_iter().try_for_each(|row| self.line(&row, out))
    }

    /// Writes the head where no rows came.
    pub(super) fn end(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if self.widths.is_empty() {
            self.begin(&[], out)?;
        }
        Ok(())
    }

    /// How many columns did not fit.
    pub(super) fn left_out(&self) -> usize {
        self.names.len() - self.widths.len().min(self.names.len())
    }

    fn begin(&mut self, rows: &[Vec<SafeText>], out: &mut dyn Write) -> io::Result<()> {
        let wanted: Vec<usize> = self
            .names
            .iter()
            .enumerate()
            .map(|(column, name)| {
                let values = rows.iter().filter_map(|row| row.get(column)).map(SafeText::width);
                values.fold(0, usize::max).min(WIDE).max(name.width())
            })
            .collect();
        self.widths = if self.look.terminal {
            squeeze(&wanted, &self.aligns, READABLE, self.look.width)
        } else {
            wanted
        };
        let head = self.names.iter().map(|name| (name.as_str(), Some(Tone::Strong)));
        let head = line(head, &self.widths, &self.aligns, &self.look);
        writeln!(out, "{}", self.look.text(&head))
    }

    fn line(&self, row: &[SafeText], out: &mut dyn Write) -> io::Result<()> {
        let line = if self.look.terminal {
            line(
                row.iter().map(|cell| (cell.as_str(), None)),
                &self.widths,
                &self.aligns,
                &self.look,
            )
        } else {
            // In a pipe a value that is wider than its column pushes the rest aside: order is kept, nothing is cut.
            let widths: Vec<usize> = row
                .iter()
                .zip(&self.widths)
                .map(|(cell, width)| display_width(cell).max(*width))
                .collect();
            line(
                row.iter().map(|cell| (cell.as_str(), None)),
                &widths,
                &self.aligns,
                &self.look,
            )
        };
        writeln!(out, "{}", self.look.text(&line))
    }

    fn cell(&self, cell: &Cell<'_>) -> SafeText {
        match cell {
            Cell::Text(text) => SafeText::new(text),
            Cell::Integer(number) => SafeText::new(format::count(*number)),
            Cell::Decimal(number) if number.is_finite() => SafeText::new(number.to_string()),
            Cell::Empty | Cell::Decimal(_) => SafeText::new(format::EMPTY),
            Cell::Boolean(yes) => SafeText::new(if *yes { "yes" } else { "no" }),
            Cell::Moment(millis) => SafeText::new(
                Utc.timestamp_millis_opt(*millis)
                    .single()
                    .map_or_else(|| format::EMPTY.to_owned(), |at| format::moment(at, self.zone)),
            ),
            Cell::Duration(seconds) => SafeText::new(format::duration(*seconds)),
            Cell::List(items) => SafeText::new(items.join(", ")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::cells::fixture;
    use super::*;

    fn written(texts: &[&str], look: Look) -> (String, usize) {
        let batch = fixture::batch(texts);
        let mut text = Text::new(&batch.schema(), Tz::Europe__Berlin, look);
        let mut out = Vec::new();
        text.write(&Cells::of(&batch).unwrap(), &mut out).unwrap();
        text.end(&mut out).unwrap();
        (String::from_utf8(out).unwrap(), text.left_out())
    }

    #[test]
    fn a_pipe_gets_every_column() {
        let (text, left_out) = written(&["日本語のタイトル", "b", "👩‍👩‍👧‍👦 family"], Look::default());
        assert_eq!(left_out, 0);
        insta::assert_snapshot!(text);
    }

    #[test]
    fn a_terminal_gets_the_columns_that_fit() {
        let look = Look {
            terminal: true,
            width: 60,
            ..Look::default()
        };
        let (text, left_out) = written(&["日本語のタイトル", "b"], look);
        insta::assert_snapshot!(text);
        assert!(left_out > 0);
        assert!(text.lines().all(|line| display_width(line) <= 60));
    }

    #[test]
    fn a_long_value_in_a_later_batch_is_not_cut_in_a_pipe() {
        let long = "x".repeat(100);
        let first = fixture::batch(&["a"]);
        let second = fixture::batch(&[long.as_str()]);
        let mut text = Text::new(&first.schema(), Tz::UTC, Look::default());
        let mut out = Vec::new();
        text.write(&Cells::of(&first).unwrap(), &mut out).unwrap();
        text.write(&Cells::of(&second).unwrap(), &mut out).unwrap();
        assert!(String::from_utf8(out).unwrap().contains(&long));
    }

    #[test]
    fn hostile_texts_are_harmless() {
        let (text, _) = written(fixture::HOSTILE, Look::default());
        assert!(!text.chars().any(|c| c.is_control() && c != '\n'));
        assert!(!text.contains('\u{202e}'));
    }
}
