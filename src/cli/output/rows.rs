//! Rows in the format that was asked for, written as they arrive.

use std::io::{self, Write};

use arrow::array::RecordBatch;
use arrow::datatypes::Schema;
use chrono_tz::Tz;
use clap::ValueEnum;

use super::cells::Cells;
use super::csv::Csv;
use super::json;
use super::text::Text;
use crate::cli::failure::Failure;
use crate::cli::look::Look;

/// How rows are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Aligned columns for people.
    #[default]
    Text,
    /// Comma-separated values after RFC 4180, with a head.
    Csv,
    /// One JSON array of objects.
    Json,
    /// One JSON object on each line.
    Jsonl,
}

/// What decides how rows look.
#[derive(Clone, Copy, Debug)]
pub struct RowOptions {
    /// The format.
    pub format: Format,
    /// Texts in CSV as they are, formulas included.
    pub raw: bool,
    /// The time zone in which text shows times.
    pub zone: Tz,
    /// The look of the stream.
    pub look: Look,
}

/// Writes batches of rows; needs the memory of one batch, however many there are.
pub struct RowWriter {
    names: Vec<String>,
    form: Form,
    rows: u64,
}

enum Form {
    Text(Text),
    Csv(Csv),
    Json,
    Jsonl,
}

impl RowWriter {
    /// A writer for rows with these columns.
    pub fn new(columns: &Schema, options: RowOptions) -> Self {
        Self {
            names: columns.fields().iter().map(|field| field.name().clone()).collect(),
            form: match options.format {
                Format::Text => Form::Text(Text::new(columns, options.zone, options.look)),
                Format::Csv => Form::Csv(Csv::new(columns, options.raw, options.look.terminal)),
                Format::Json => Form::Json,
                Format::Jsonl => Form::Jsonl,
            },
            rows: 0,
        }
    }

    /// Writes a batch.
    pub fn write(&mut self, batch: &RecordBatch, out: &mut dyn Write) -> Result<(), Failure> {
        let cells = Cells::of(batch).map_err(|error| {
            Failure::failed(
                "The engine sent a column that cannot be shown.",
                format!("{error}."),
                "Choose other columns with --columns; if it is a field of a module, please report it.",
            )
            .because(error)
        })?;
        match &mut self.form {
            Form::Text(text) => text.write(&cells, out).map_err(Failure::output)?,
            Form::Csv(csv) => csv.write(&cells, out).map_err(Failure::output)?,
            Form::Json | Form::Jsonl => {
                let array = matches!(self.form, Form::Json);
                for row in 0..cells.rows() {
                    let object = json::row(&self.names, cells.row(row))?;
                    let begin = match (array, self.rows + row as u64) {
                        (false, _) => "",
                        (true, 0) => "[\n",
                        (true, _) => ",\n",
                    };
                    let end = if array { "" } else { "\n" };
                    write!(out, "{begin}{object}{end}").map_err(Failure::output)?;
                }
            }
        }
        self.rows += cells.rows() as u64;
        Ok(())
    }

    /// Writes what comes after the last row. Without it the output is not complete.
    pub fn end(&mut self, out: &mut dyn Write) -> Result<(), Failure> {
        let written: io::Result<()> = match &mut self.form {
            Form::Text(text) => text.end(out),
            Form::Csv(csv) => csv.end(out),
            Form::Json if self.rows == 0 => out.write_all(b"[]\n"),
            Form::Json => out.write_all(b"\n]\n"),
            Form::Jsonl => Ok(()),
        };
        written.map_err(Failure::output)
    }

    /// How many rows were written.
    pub const fn rows(&self) -> u64 {
        self.rows
    }

    /// How many columns a terminal had no room for.
    pub fn columns_left_out(&self) -> usize {
        match &self.form {
            Form::Text(text) => text.left_out(),
            _ => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::super::cells::fixture;
    use super::*;

    fn written(format: Format, batches: &[&[&str]]) -> String {
        let options = RowOptions {
            format,
            raw: false,
            zone: Tz::UTC,
            look: Look::default(),
        };
        let mut writer = RowWriter::new(&fixture::batch(&[]).schema(), options);
        let mut out = Vec::new();
        for texts in batches {
            writer.write(&fixture::batch(texts), &mut out).unwrap();
        }
        writer.end(&mut out).unwrap();
        assert_eq!(
            writer.rows() as usize,
            batches.iter().map(|texts| texts.len()).sum::<usize>()
        );
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn json_is_one_array_over_all_batches() {
        let json = written(Format::Json, &[&["a", "b"], &[], &["c"]]);
        let rows: Vec<Value> = serde_json::from_str(&json).unwrap();
        assert_eq!(
            rows.iter()
                .map(|row| row["Title"].as_str().unwrap())
                .collect::<Vec<_>>(),
            ["a", "b", "c"]
        );
        assert_eq!(written(Format::Json, &[]), "[]\n");
        assert_eq!(written(Format::Json, &[&[]]), "[]\n");
    }

    #[test]
    fn json_lines_are_objects() {
        let lines = written(Format::Jsonl, &[fixture::HOSTILE]);
        assert_eq!(lines.lines().count(), fixture::HOSTILE.len());
        for (line, text) in lines.lines().zip(fixture::HOSTILE) {
            let row: Value = serde_json::from_str(line).unwrap();
            assert_eq!(row["Title"].as_str(), Some(*text));
        }
        assert_eq!(written(Format::Jsonl, &[]), "");
    }

    #[test]
    fn csv_and_text_have_one_head() {
        for format in [Format::Csv, Format::Text] {
            let text = written(format, &[&["a"], &["b"]]);
            assert_eq!(text.lines().count(), 3);
            assert!(text.starts_with("ID"));
            assert!(written(format, &[]).starts_with("ID"));
        }
    }
}
