//! A table, some rows at a time.

use chrono_tz::Tz;

use super::cells::{is_number, said};
use crate::api::wire::{FindRequest, Page, View, WindowRequest};
use crate::catalog::Module;
use crate::text::{display_width, fit, format};
use crate::tui::place::{Place, TableView};

/// Rows at a time, from the start: as many as one listens to.
const ROWS: u64 = 5;
/// Columns, where nobody says which.
const COLUMNS: usize = 6;
/// The widest column of a table in line.
const WIDEST: usize = 32;
/// What is said of a value that is not there.
const NOTHING: &str = "none";

/// A table and where one is in it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Table {
    pub(super) view: View,
    /// The columns; all where this is empty.
    pub(super) columns: Vec<String>,
    /// The position of the first row that is said, from 0.
    pub(super) at: u64,
    pub(super) step: u64,
    pub(super) in_line: bool,
    /// The text that was looked for last.
    pub(super) text: String,
    /// How many rows the view has, once that is known.
    pub(super) rows: Option<u64>,
    /// Rows are said from this record on, or this record alone.
    pub(super) alone: bool,
}

impl Table {
    pub(super) fn new(module: Module, view: Option<&TableView>) -> Self {
        let mut table = Self {
            view: View::all(module),
            columns: first_columns(module),
            at: 0,
            step: ROWS,
            in_line: false,
            text: String::new(),
            rows: None,
            alone: false,
        };
        if let Some(view) = view {
            table.view.sort.clone_from(&view.sort);
            table.view.conditions.clone_from(&view.conditions);
            table.view.search.clone_from(&view.search);
            table.view.of.clone_from(&view.of);
            if !view.columns.is_empty() {
                table.columns.clone_from(&view.columns);
            }
        }
        table
    }

    /// Its place.
    pub(super) fn place(&self) -> Place {
        let module = self.view.module;
        let view = TableView {
            sort: self.view.sort.clone(),
            conditions: self.view.conditions.clone(),
            search: self.view.search.clone(),
            of: self.view.of.clone(),
            columns: if self.columns == first_columns(module) {
                Vec::new()
            } else {
                self.columns.clone()
            },
            row: Vec::new(),
        };
        Place::Modules {
            module: Some(module),
            view: (view != TableView::default()).then_some(view),
        }
    }

    /// The rows that are to be said next.
    pub(super) fn window(&self, source: u32) -> WindowRequest {
        WindowRequest {
            source: Some(source),
            view: self.view.clone(),
            columns: if self.alone { Vec::new() } else { self.columns.clone() },
            offset: self.at,
            limit: if self.alone { 1 } else { self.step },
        }
    }

    /// Where the text that is looked for comes next.
    pub(super) fn find(&self, source: u32) -> FindRequest {
        FindRequest {
            source: Some(source),
            view: self.view.clone(),
            text: self.text.clone(),
            columns: Vec::new(),
            from: self.at + 1,
            backwards: false,
        }
    }

    /// Changes the columns: the first few where none is named, all for `all`.
    pub(super) fn choose(&mut self, columns: Vec<String>) {
        self.columns = match columns.as_slice() {
            [] => first_columns(self.view.module),
            [all] if all.eq_ignore_ascii_case("all") => Vec::new(),
            _ => columns,
        };
    }

    /// The rows in lines.
    pub(super) fn said(&self, page: &Page, zone: Tz) -> Vec<String> {
        let mut lines = vec![self.head(page)];
        let rows = (page.offset + 1..).zip(&page.cells);
        if self.in_line && !self.alone {
            lines.extend(in_line(page, zone));
        } else {
            for (number, cells) in rows {
                lines.push(format!("Row {}.", format::count(number)));
                for (column, cell) in page.columns.iter().zip(cells) {
                    let value = said(cell, column.kind, zone);
                    lines.push(format!("{}: {}", column.name, value.as_deref().unwrap_or(NOTHING)));
                }
            }
        }
        lines
    }

    /// What is shown, in one sentence.
    fn head(&self, page: &Page) -> String {
        let (first, count) = (page.offset + 1, page.cells.len() as u64);
        let rows = match count {
            0 if page.rows == 0 && self.view.is_filtered() => "no row fits".to_owned(),
            0 if page.rows == 0 => "no rows".to_owned(),
            0 => format!("no more rows, of {}", format::count(page.rows)),
            1 => format!("row {} of {}", format::count(first), format::count(page.rows)),
            _ => {
                let last = format::count(page.offset + count);
                format!(
                    "rows {} to {last} of {}",
                    format::count(first),
                    format::count(page.rows)
                )
            }
        };
        let mut parts = vec![format!("{}: {rows}", self.view.module.name())];
        if self.view.is_filtered() {
            parts.push(format!("{} in all", format::count(page.total)));
        }
        if let Some(of) = &self.view.of {
            parts.push(format!("related to {} {}", of.module.name(), of.key.join(" ")));
        }
        parts.extend(
            self.view
                .conditions
                .iter()
                .map(|condition| format!("where {condition}")),
        );
        if !self.view.search.is_empty() {
            parts.push(format!("with {:?}", self.view.search));
        }
        for (index, key) in self.view.sort.iter().enumerate() {
            let by = if index == 0 { "sorted by" } else { "then by" };
            let order = if key.descending { ", greatest first" } else { "" };
            parts.push(format!("{by} {}{order}", key.column));
        }
        format!("{}.", parts.join(", "))
    }
}

/// The key, what a record is called by, and then the first of the others.
fn first_columns(module: Module) -> Vec<String> {
    let fields = module.fields().iter().map(|field| field.name);
    let called = |name: &&str| matches!(*name, "Title" | "Name" | "Email");
    let mut columns: Vec<String> = Vec::new();
    let all = module
        .key()
        .iter()
        .copied()
        .chain(fields.clone().filter(called))
        .chain(fields);
    for name in all {
        if columns.len() < COLUMNS && !columns.iter().any(|column| column == name) {
            columns.push(name.to_owned());
        }
    }
    columns
}

/// Rows as a table: a line of names, and a line for each row with its values under them.
fn in_line(page: &Page, zone: Tz) -> Vec<String> {
    let mut rows: Vec<Vec<String>> = vec![page.columns.iter().map(|column| column.name.clone()).collect()];
    for cells in &page.cells {
        let values = page.columns.iter().zip(cells);
        rows.push(
            values
                .map(|(column, cell)| said(cell, column.kind, zone).unwrap_or_else(|| "-".to_owned()))
                .collect(),
        );
    }
    let widths: Vec<usize> = (0..page.columns.len())
        .map(|column| {
            let cells = rows.iter().filter_map(|row| row.get(column));
            cells.map(|text| display_width(text)).max().unwrap_or(0).min(WIDEST)
        })
        .collect();
    let line = |row: &Vec<String>| {
        let cells = row
            .iter()
            .zip(&widths)
            .zip(&page.columns)
            .map(|((text, width), column)| {
                let fitted = fit(text, *width);
                if is_number(column.kind) {
                    let kept = fitted.trim_end();
                    format!("{}{kept}", " ".repeat(width - display_width(kept)))
                } else {
                    fitted
                }
            });
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    rows.iter().map(line).collect()
}
