//! All rows of a sheet, one batch after the other.

use std::collections::{HashSet, VecDeque};
use std::sync::Arc;

use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::datatypes::{Field, Schema, SchemaRef};

use super::columns::{Column, engine_type};
use super::ordering::Sheet;
use super::scan::Stop;
use crate::query::error::QueryError;
use crate::query::present::{dressed, outside_schema};

/// The first rows come soon, …
const FIRST_ROWS: u64 = 1_024;
/// … and the others in pieces as large as a segment: each piece of a sorted table looks into every segment.
const ROWS: u64 = 65_536;
/// What a piece should not much exceed, in bytes of the segments.
const BYTES: u64 = 8 << 20;
/// Rows of a batch that leaves.
const BATCH_ROWS: usize = 8_192;

/// The rows of a sheet as batches, in the types in which they leave.
#[derive(Debug)]
pub struct Batches {
    sheet: Arc<Sheet>,
    columns: Vec<Column>,
    schema: SchemaRef,
    at: u64,
    end: u64,
    piece: u64,
    ready: VecDeque<RecordBatch>,
}

impl Batches {
    /// Rows from `offset` on, at most `limit`, with these columns; with all fields where none is named. A column that is
    /// named twice comes once.
    pub fn new(sheet: Arc<Sheet>, columns: &[String], offset: u64, limit: Option<u64>) -> Result<Self, QueryError> {
        let module = sheet.module;
        let mut chosen = sheet.columns.chosen(columns)?;
        if columns.is_empty() {
            chosen.truncate(module.fields().len());
        }
        let mut seen = HashSet::new();
        chosen.retain(|column| seen.insert(column.name.clone()));
        let fields: Vec<Field> = chosen
            .iter()
            .map(|column| {
                let always = module.key().contains(&column.name.as_str());
                Field::new(&column.name, engine_type(column.kind), !always)
            })
            .collect();
        let schema = outside_schema(&Schema::new(fields), Some(module));
        let end = sheet.rows().min(offset.saturating_add(limit.unwrap_or(u64::MAX)));
        Ok(Self {
            columns: chosen,
            schema,
            at: offset,
            end,
            piece: FIRST_ROWS,
            ready: VecDeque::new(),
            sheet,
        })
    }

    /// The columns of the batches.
    pub fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }

    /// The next rows; nothing at the end.
    pub fn next(&mut self, stop: &Stop) -> Result<Option<RecordBatch>, QueryError> {
        if self.ready.is_empty() && self.at < self.end {
            let limit = self.piece.min(self.end - self.at);
            let batch = self.sheet.batch(&self.columns, self.at, limit, stop)?;
            let batch = dressed(&batch, &self.schema)?;
            self.at += limit;
            self.piece = (self.piece * 8).min(self.most());
            let starts = (0..batch.num_rows()).step_by(BATCH_ROWS);
            self.ready
                .extend(starts.map(|start| batch.slice(start, BATCH_ROWS.min(batch.num_rows() - start))));
        }
        Ok(self.ready.pop_front())
    }

    /// The most rows of a piece.
    fn most(&self) -> u64 {
        let bytes: u64 = self.sheet.pieces.iter().map(|piece| piece.byte_len()).sum();
        let width = bytes / u64::from(self.sheet.total()).max(1);
        (BYTES / width.max(1)).clamp(256, ROWS)
    }
}
