//! CSV after RFC 4180, which a spreadsheet can open without running what a customer wrote.
//!
//! A text that begins with `=`, `+`, `-`, `@`, a tab or a carriage return (spaces and NUL before them aside) is a formula to a
//! spreadsheet. Such texts get a `'` in front, which spreadsheets take for "this is text"; `--raw` leaves them alone.
//! Numbers are never touched.

use std::borrow::Cow;
use std::io::{self, Write};
use std::sync::Arc;

use arrow::array::{ArrayRef, RecordBatch, StringBuilder};
use arrow::csv::WriterBuilder;
use arrow::csv::writer::Terminator;
use arrow::datatypes::{DataType, Field, Schema, SchemaRef};

use super::cells::{Cell, Cells};
use crate::text::SafeText;
use crate::text::foreign::is_formula;
use crate::text::format::rfc3339_millis;

/// Writes rows as CSV, the names of the columns first.
pub(super) struct Csv {
    schema: SchemaRef,
    raw: bool,
    terminal: bool,
    begun: bool,
}

impl Csv {
    /// `raw` leaves texts as they are; `terminal` says that a terminal shows the output, which obeys control
    /// characters: they are made visible then, unless `raw`.
    pub(super) fn new(columns: &Schema, raw: bool, terminal: bool) -> Self {
        let mut csv = Self {
            schema: Arc::new(Schema::empty()),
            raw,
            terminal,
            begun: false,
        };
        let names = columns.fields().iter().map(|field| csv.text(field.name()).into_owned());
        csv.schema = Arc::new(Schema::new(
            names
                .map(|name| Field::new(name, DataType::Utf8, true))
                .collect::<Vec<_>>(),
        ));
        csv
    }

    /// Writes a batch.
    pub(super) fn write(&mut self, cells: &Cells, out: &mut dyn Write) -> io::Result<()> {
        let mut columns: Vec<StringBuilder> = self.schema.fields().iter().map(|_| StringBuilder::new()).collect();
        for row in 0..cells.rows() {
            for (column, cell) in columns.iter_mut().zip(cells.row(row)) {
                self.append(column, &cell);
            }
        }
        self.put(columns, out)
    }

    /// Writes the names where no batch came that could have brought them.
    pub(super) fn end(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if self.begun {
            return Ok(());
        }
        let none = self.schema.fields().iter().map(|_| StringBuilder::new()).collect();
        self.put(none, out)
    }

    /// Writes columns of text. They are put together in memory first: the writer of the library tells an error of the
    /// stream in words only, and whether the reader has gone has to be known.
    fn put(&mut self, columns: Vec<StringBuilder>, out: &mut dyn Write) -> io::Result<()> {
        let arrays = columns
            .into_iter()
            .map(|mut column| Arc::new(column.finish()) as ArrayRef)
            .collect();
        let mut lines = Vec::new();
        RecordBatch::try_new(Arc::clone(&self.schema), arrays)
            .and_then(|batch| {
                WriterBuilder::new()
                    .with_header(!self.begun)
                    .with_line_terminator(Terminator::CRLF)
                    .build(&mut lines)
                    .write(&batch)
            })
            .map_err(io::Error::other)?;
        self.begun = true;
        out.write_all(&lines)
    }

    fn append(&self, column: &mut StringBuilder, cell: &Cell<'_>) {
        match cell {
            Cell::Text(text) => column.append_value(self.text(text)),
            Cell::Integer(number) | Cell::Duration(number) => column.append_value(number.to_string()),
            Cell::Decimal(number) if number.is_finite() => column.append_value(number.to_string()),
            Cell::Empty | Cell::Decimal(_) => column.append_null(),
            Cell::Boolean(yes) => column.append_value(yes.to_string()),
            Cell::Moment(millis) => column.append_option(rfc3339_millis(*millis)),
            Cell::List(items) => column.append_value(self.text(&items.join("; "))),
        }
    }

    fn text<'a>(&self, text: &'a str) -> Cow<'a, str> {
        if self.raw {
            return Cow::Borrowed(text);
        }
        let shown = if self.terminal {
            Cow::Owned(SafeText::new(text).as_str().to_owned())
        } else {
            Cow::Borrowed(text)
        };
        if is_formula(text) || is_formula(&shown) {
            Cow::Owned(format!("'{shown}"))
        } else {
            shown
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use arrow::array::AsArray;
    use arrow::csv::ReaderBuilder;
    use proptest::prelude::*;

    use super::super::cells::fixture;
    use super::*;

    fn written(batch: &RecordBatch, raw: bool, terminal: bool) -> String {
        let mut csv = Csv::new(&batch.schema(), raw, terminal);
        let mut out = Vec::new();
        csv.write(&Cells::of(batch).unwrap(), &mut out).unwrap();
        csv.end(&mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    /// The texts of the column `Title` as another reader of CSV finds them.
    fn titles(csv: &str, schema: &Schema) -> Vec<String> {
        let texts: Vec<_> = schema
            .fields()
            .iter()
            .map(|field| Field::new(field.name(), DataType::Utf8, true))
            .collect();
        let reader = ReaderBuilder::new(Arc::new(Schema::new(texts)))
            .with_header(true)
            .build(Cursor::new(csv.to_owned()))
            .unwrap();
        let mut titles = Vec::new();
        for batch in reader {
            let batch = batch.unwrap();
            titles.extend(
                batch
                    .column(1)
                    .as_string::<i32>()
                    .iter()
                    .map(|text| text.unwrap_or_default().to_owned()),
            );
        }
        titles
    }

    #[test]
    fn every_kind_has_its_form() {
        let csv = written(&fixture::batch(&["a, \"b\"", "c"]), false, false);
        assert_eq!(
            csv,
            "ID,Title,Parts,Spend,Read,Created At,Reply,Tags\r\n\
             00,\"a, \"\"b\"\"\",1000,0.5,true,2026-11-18T11:06:40Z,252,\"a, \"\"b\"\"; second\"\r\n\
             01,c,,,,,,\r\n"
        );
    }

    #[test]
    fn a_table_without_rows_still_has_names() {
        let csv = written(&fixture::batch(&[]), false, false);
        assert_eq!(csv, "ID,Title,Parts,Spend,Read,Created At,Reply,Tags\r\n");
        let batch = fixture::batch(&[]);
        let mut out = Vec::new();
        Csv::new(&batch.schema(), false, false).end(&mut out).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), csv);
    }

    #[test]
    fn hostile_texts_come_back_whole_and_start_no_formula() {
        let batch = fixture::batch(fixture::HOSTILE);
        let guarded = titles(&written(&batch, false, false), &batch.schema());
        let raw = titles(&written(&batch, true, false), &batch.schema());
        assert_eq!(raw, fixture::HOSTILE);
        for (text, guarded) in fixture::HOSTILE.iter().zip(&guarded) {
            assert!(!is_formula(guarded), "{guarded:?}");
            assert_eq!(guarded.strip_prefix('\'').unwrap_or(guarded), *text);
        }
        assert!(guarded.iter().filter(|text| text.starts_with('\'')).count() >= 8);
    }

    #[test]
    fn a_terminal_is_not_told_what_to_do() {
        let batch = fixture::batch(fixture::HOSTILE);
        let shown = written(&batch, false, true);
        assert!(!shown.chars().any(|c| c.is_control() && c != '\n' && c != '\r'));
        assert!(!shown.replace("\r\n", "").contains('\r'));
    }

    proptest! {
        #[test]
        fn whatever_is_written_is_read_back(texts in prop::collection::vec("[ -~\\t\\r\\n=+@é日]{1,12}", 1..20)) {
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            let batch = fixture::batch(&texts);
            let raw = titles(&written(&batch, true, false), &batch.schema());
            prop_assert_eq!(&raw, &texts);
            for (cell, text) in titles(&written(&batch, false, false), &batch.schema()).iter().zip(&texts) {
                prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']));
                prop_assert!(cell == text || cell.strip_prefix('\'') == Some(text));
            }
        }
    }
}
