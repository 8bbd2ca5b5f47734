//! A window on a sheet: some neighbouring rows, read from only the segments and pages they are in.

use std::ops::Range;

use datafusion::logical_expr::Expr;

use super::cells::cells;
use super::columns::Column;
use super::ordering::Sheet;
use super::reading::Reading;
use super::scan::{self, Stop, each};
use crate::query::error::QueryError;
use crate::query::page::{Cell, Page};

impl Sheet {
    /// The rows from `offset` on, at most `limit`, with these columns; all columns where none is named.
    pub fn window(&self, columns: &[String], offset: u64, limit: u64, stop: &Stop) -> Result<Page, QueryError> {
        let columns = self.columns.chosen(columns)?;
        let places = self.rows.between(offset, limit);
        Ok(Page {
            version: self.version(),
            total: self.total().into(),
            rows: self.rows.len().into(),
            offset,
            cells: self.cells(&columns, &places, stop)?,
            columns: columns.iter().map(Column::outside).collect(),
        })
    }

    /// The cells of the rows at these places of the store, in this order.
    fn cells(&self, columns: &[Column], places: &[u32], stop: &Stop) -> Result<Vec<Vec<Cell>>, QueryError> {
        if places.is_empty() {
            return Ok(Vec::new());
        }
        let expressions: Vec<Expr> = columns.iter().map(|column| column.value.clone()).collect();
        let reading = Reading::new(&self.session, self.module, &expressions, false)?;
        let mut sorted: Vec<(u32, u32)> = places.iter().copied().zip(0..).collect();
        sorted.sort_unstable();
        let groups = self.by_segment(&sorted);
        let parts = each(&groups, self.threads(), stop, |_, (segment, range)| {
            let start = self.starts[*segment];
            let rows: Vec<u32> = sorted[range.clone()].iter().map(|(place, _)| place - start).collect();
            let mut part: Vec<Vec<Cell>> = rows.iter().map(|_| Vec::with_capacity(columns.len())).collect();
            let mut read = 0;
            for batch in scan::read(&self.pieces[*segment], &reading.wanted, Some(&rows))? {
                let batch = batch?;
                stop.check()?;
                for column in 0..columns.len() {
                    let column = cells(&reading.value(column, &batch)?)?;
                    for (row, cell) in part[read..].iter_mut().zip(column) {
                        row.push(cell);
                    }
                }
                read += batch.num_rows();
            }
            Ok(part)
        })?;
        let mut rows = vec![Vec::new(); places.len()];
        for ((_, wanted), row) in sorted.iter().zip(parts.into_iter().flatten()) {
            rows[*wanted as usize] = row;
        }
        Ok(rows)
    }

    /// Which of these places, which ascend, are in which segment.
    fn by_segment(&self, places: &[(u32, u32)]) -> Vec<(usize, Range<usize>)> {
        let mut groups = Vec::new();
        let mut from = 0;
        for segment in 0..self.pieces.len() {
            let end = self.starts[segment + 1];
            let to = from + places[from..].partition_point(|(place, _)| *place < end);
            if to > from {
                groups.push((segment, from..to));
            }
            from = to;
        }
        groups
    }
}
