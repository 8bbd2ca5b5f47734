//! A window on a sheet: some neighbouring rows, read from only the segments and pages they are in.

use std::ops::Range;
use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, RecordBatch, RecordBatchOptions};
use datafusion::arrow::compute::interleave_record_batch;
use datafusion::arrow::datatypes::{Field, Schema, SchemaRef};
use datafusion::logical_expr::Expr;

use super::cells::cells;
use super::columns::{Column, engine_type};
use super::ordering::Sheet;
use super::reading::Reading;
use super::scan::{self, Stop, each};
use crate::query::error::QueryError;
use crate::query::page::{Cell, Page};

impl Sheet {
    /// The rows from `offset` on, at most `limit`, with these columns; all columns where none is named.
    pub fn window(&self, columns: &[String], offset: u64, limit: u64, stop: &Stop) -> Result<Page, QueryError> {
        let columns = self.columns.chosen(columns)?;
        let batch = self.batch(&columns, offset, limit, stop)?;
        let values: Vec<Vec<Cell>> = batch.columns().iter().map(cells).collect::<Result<_, _>>()?;
        let mut rows: Vec<Vec<Cell>> = (0..batch.num_rows())
            .map(|_| Vec::with_capacity(columns.len()))
            .collect();
        for column in values {
            for (row, cell) in rows.iter_mut().zip(column) {
                row.push(cell);
            }
        }
        Ok(Page {
            version: self.version(),
            total: self.total().into(),
            rows: self.rows.len().into(),
            offset,
            columns: columns.iter().map(Column::outside).collect(),
            cells: rows,
        })
    }

    /// The same as columns.
    pub(super) fn batch(
        &self,
        columns: &[Column],
        offset: u64,
        limit: u64,
        stop: &Stop,
    ) -> Result<RecordBatch, QueryError> {
        let places = self.rows.between(offset, limit);
        let schema = schema(columns);
        if places.is_empty() {
            return Ok(RecordBatch::new_empty(schema));
        }
        let expressions: Vec<Expr> = columns.iter().map(|column| column.value.clone()).collect();
        let reading = Reading::new(&self.session, self.module, &expressions, false)?;
        let mut sorted: Vec<(u32, u32)> = places.into_iter().zip(0..).collect();
        sorted.sort_unstable();
        let groups = self.by_segment(&sorted);
        let parts = each(&groups, self.threads(), stop, |_, (segment, range)| {
            let start = self.starts[*segment];
            let rows: Vec<u32> = sorted[range.clone()].iter().map(|(place, _)| place - start).collect();
            let mut part = Vec::new();
            for batch in scan::read(&self.pieces[*segment], &reading.wanted, Some(&rows))? {
                let batch = batch?;
                stop.check()?;
                let values = (0..columns.len()).map(|column| reading.value(column, &batch));
                let values: Vec<ArrayRef> = values.collect::<Result<_, _>>()?;
                let options = RecordBatchOptions::new().with_row_count(Some(batch.num_rows()));
                part.push(RecordBatch::try_new_with_options(
                    Arc::clone(&schema),
                    values,
                    &options,
                )?);
            }
            Ok(part)
        })?;
        let batches: Vec<RecordBatch> = parts.into_iter().flatten().collect();
        let mut order = vec![(0, 0); sorted.len()];
        let read = batches
            .iter()
            .enumerate()
            .flat_map(|(batch, rows)| (0..rows.num_rows()).map(move |row| (batch, row)));
        for ((_, wanted), place) in sorted.iter().zip(read) {
            order[*wanted as usize] = place;
        }
        let batches: Vec<&RecordBatch> = batches.iter().collect();
        Ok(interleave_record_batch(&batches, &order)?)
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

/// The columns as they are worked on..
fn schema(columns: &[Column]) -> SchemaRef {
    let fields = columns
        .iter()
        .map(|column| Field::new(&column.name, engine_type(column.kind), true));
    Arc::new(Schema::new(fields.collect::<Vec<_>>()))
}
