//! Rows as text for other programs: TSV, CSV, JSON and Markdown.

use serde_json::{Map, Value};

use super::cells;
use crate::api::wire::{Cell, Page};
use crate::catalog::Kind;
use crate::text::foreign;

/// A format.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// Tabs between values: what spreadsheets take from the clipboard.
    #[default]
    Tsv,
    /// Commas between values, as RFC 4180 says.
    Csv,
    /// A list of objects.
    Json,
    /// A table for a ticket or a chat.
    Markdown,
}

impl Format {
    /// All formats.
    pub const ALL: [Self; 4] = [Self::Tsv, Self::Csv, Self::Json, Self::Markdown];

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Tsv => "TSV",
            Self::Csv => "CSV",
            Self::Json => "JSON",
            Self::Markdown => "Markdown",
        }
    }

    /// What it is good for.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Tsv => "tabs between values; what a spreadsheet takes",
            Self::Csv => "commas between values, quoted where needed",
            Self::Json => "a list of objects, numbers as numbers",
            Self::Markdown => "a table for a ticket or a chat",
        }
    }

    /// The rows of a page in this format, headings first.
    pub fn write(self, page: &Page) -> String {
        let names = page.columns.iter().map(|column| column.name.clone());
        match self {
            Self::Tsv => separated(page, b'\t'),
            Self::Csv => separated(page, b','),
            Self::Json => {
                let rows = page.cells.iter().map(|row| {
                    let values = row
                        .iter()
                        .zip(&page.columns)
                        .map(|(cell, column)| json(column.kind, cell));
                    Value::Object(names.clone().zip(values).collect::<Map<_, _>>())
                });
                let mut text = serde_json::to_string_pretty(&Value::Array(rows.collect())).unwrap_or_default();
                text.push('\n');
                text
            }
            Self::Markdown => {
                let mut text = line(names);
                text.push_str(&line(page.columns.iter().map(|column| {
                    if cells::is_right(column.kind) { "---:" } else { "---" }.to_owned()
                })));
                for row in &page.cells {
                    let cells = row.iter().zip(&page.columns);
                    text.push_str(&line(
                        cells.map(|(cell, column)| foreign::markdown(&cells::plain(column.kind, cell))),
                    ));
                }
                text
            }
        }
    }
}

fn line(cells: impl Iterator<Item = String>) -> String {
    let cells: Vec<String> = cells.collect();
    format!("| {} |\n", cells.join(" | "))
}

fn separated(page: &Page, delimiter: u8) -> String {
    let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
    let names = page.columns.iter().map(|column| column.name.as_str());
    let mut fine = writer.write_record(names).is_ok();
    for row in &page.cells {
        let cells = row
            .iter()
            .zip(&page.columns)
            .map(|(cell, column)| guarded(column.kind, cell));
        fine &= writer.write_record(cells).is_ok();
    }
    // Writing into memory does not fail; were it otherwise, nothing is better than half of it.
    let bytes = writer.into_inner().ok().filter(|_| fine).unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

/// A value for a spreadsheet. Numbers are what they are; texts run nothing.
fn guarded(kind: Kind, cell: &Cell) -> String {
    let text = cells::plain(kind, cell);
    match cell {
        Cell::Text(_) | Cell::List(_) => foreign::spreadsheet(text),
        _ => text,
    }
}

fn json(kind: Kind, cell: &Cell) -> Value {
    match (cell, kind) {
        (Cell::Empty, _) => Value::Null,
        (Cell::Boolean(value), _) => Value::from(*value),
        (Cell::Integer(_), Kind::Timestamp) => Value::from(cells::plain(kind, cell)),
        (Cell::Integer(number), _) => Value::from(*number),
        (Cell::Decimal(number), _) => Value::from(*number),
        (Cell::Text(text), _) => Value::from(text.as_str()),
        (Cell::List(texts), _) => Value::from(texts.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::wire::PageColumn;

    fn page() -> Page {
        let column = |name: &str, kind| PageColumn {
            name: name.to_owned(),
            kind,
        };
        Page {
            version: 1,
            total: 2,
            rows: 2,
            offset: 0,
            columns: vec![
                column("ID", Kind::Id),
                column("Title", Kind::Text),
                column("Size", Kind::Integer),
                column("Created At", Kind::Timestamp),
                column("Tags", Kind::List),
            ],
            cells: vec![
                vec![
                    Cell::Text("1".into()),
                    Cell::Text("=HYPERLINK(\"x\")|b".into()),
                    Cell::Integer(-5),
                    Cell::Integer(0),
                    Cell::List(vec!["a".into(), "b".into()]),
                ],
                vec![
                    Cell::Text("2".into()),
                    Cell::Empty,
                    Cell::Empty,
                    Cell::Empty,
                    Cell::Empty,
                ],
            ],
        }
    }

    #[test]
    fn four_formats_say_the_same() {
        let csv = Format::Csv.write(&page());
        assert_eq!(
            csv,
            "ID,Title,Size,Created At,Tags\n1,\"'=HYPERLINK(\"\"x\"\")|b\",-5,1970-01-01T00:00:00Z,\"a, b\"\n2,,,,\n"
        );
        let tsv = Format::Tsv.write(&page());
        assert!(tsv.starts_with("ID\tTitle\tSize\tCreated At\tTags\n"));
        let json: Value = serde_json::from_str(&Format::Json.write(&page())).unwrap();
        assert_eq!(json[0]["Title"], "=HYPERLINK(\"x\")|b");
        assert_eq!(json[0]["Size"], -5);
        assert_eq!(json[1]["Tags"], Value::Null);
        let markdown = Format::Markdown.write(&page());
        assert_eq!(markdown.lines().count(), 4);
        assert!(markdown.contains("---:") && markdown.contains("\\|b"));
        assert!(markdown.lines().all(|line| line.matches(" | ").count() == 4));
    }
}
