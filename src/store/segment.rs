//! Reading a segment: its bytes, its footer, its live rows.

use std::io::{self, Read};
use std::ops::{Deref, Range};
use std::sync::{Arc, Mutex, PoisonError};

use arrow::array::{ArrayRef, RecordBatch, RecordBatchOptions, new_null_array};
use arrow::compute::cast;
use arrow::datatypes::{Schema, SchemaRef};
use bytes::Bytes;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder, RowSelection,
    RowSelector,
};
use parquet::errors::ParquetError;
use parquet::file::metadata::{PageIndexPolicy, ParquetMetaData};
use parquet::file::reader::{ChunkReader, Length};
use roaring::RoaringBitmap;

use super::depot;
use super::error::{Fault, StoreError};
use super::handle::Inner;
use super::layout::Header;
use super::pins::Pin;
use crate::catalog::{Module, schema};

/// Rows of a batch that a [`Rows`] gives, where they are short.
const BATCH_ROWS: u64 = 8_192;
/// What a batch should not much exceed in memory, in bytes.
const BATCH_BYTES: u64 = 8 << 20;
/// What is fetched at a time where parquet reads without saying how much it wants: it wants headers then.
const SIP: u64 = 4_096;

/// A segment as one snapshot sees it: an immutable Parquet file, and which of its rows are dead.
///
/// Each read opens a short transaction of its own; the segment's pin keeps the bytes there between them.
pub struct Segment {
    store: Arc<Inner>,
    module: Module,
    header: Header,
    deleted: RoaringBitmap,
    pin: Pin,
}

impl Segment {
    pub(super) fn new(store: Arc<Inner>, module: Module, header: Header, deleted: RoaringBitmap, pin: Pin) -> Self {
        Self {
            store,
            module,
            header,
            deleted,
            pin,
        }
    }

    /// Its number. Never given out again.
    pub fn id(&self) -> u64 {
        self.header.id
    }

    /// Whose records it holds.
    pub fn module(&self) -> Module {
        self.module
    }

    pub(super) fn header(&self) -> Header {
        self.header
    }

    /// The rows in the file, dead ones among them.
    pub fn rows(&self) -> u64 {
        u64::from(self.header.rows)
    }

    /// The rows that are records.
    pub fn live_rows(&self) -> u64 {
        self.rows() - self.deleted.len()
    }

    /// The length of the Parquet file in bytes.
    pub fn byte_len(&self) -> u64 {
        self.header.bytes
    }

    /// The positions of the dead rows.
    pub fn deleted(&self) -> &RoaringBitmap {
        &self.deleted
    }

    /// The live rows, where some are dead.
    pub fn selection(&self) -> Option<RowSelection> {
        (!self.deleted.is_empty()).then(|| {
            let mut live = Vec::new();
            let mut start = 0;
            let mut dead = self.deleted.iter();
            while let Some(gap) = dead.next_range() {
                live.push(start..*gap.start() as usize);
                start = *gap.end() as usize + 1;
            }
            let rows = self.header.rows as usize;
            live.push(start..rows);
            RowSelection::from_consecutive_ranges(live.into_iter().filter(|range| !range.is_empty()), rows)
        })
    }

    /// The footer of the Parquet file, with the places of the pages. Read once for all snapshots.
    pub fn metadata(&self) -> Result<Arc<ParquetMetaData>, StoreError> {
        Ok(Arc::clone(self.footer()?.metadata()))
    }

    fn footer(&self) -> Result<ArrowReaderMetadata, StoreError> {
        if let Some(footer) = self.pin.facts.footer.get() {
            return Ok(footer.clone());
        }
        let options = ArrowReaderOptions::new()
            .with_offset_index_policy(PageIndexPolicy::Optional)
            .with_column_index_policy(PageIndexPolicy::Skip);
        let source = Source::new(self);
        let footer = ArrowReaderMetadata::load(&source, options)
            .map_err(|error| source.failure.take().unwrap_or_else(|| self.blame(error)))?;
        // Rows are counted twice, here and in the header; a difference would show other people's rows as dead.
        if footer.metadata().file_metadata().num_rows() != i64::from(self.header.rows) {
            return Err(self.blame(Fault::malformed(format!("the footer of segment {}", self.id()))));
        }
        Ok(self.pin.facts.footer.get_or_init(|| footer).clone())
    }

    /// Bytes of the Parquet file. Reads the chunks they are in and no more.
    pub fn read(&self, range: Range<u64>) -> Result<Bytes, StoreError> {
        self.store
            .read(|txn| depot::read(txn, &self.header, &self.pin.facts, range))
            .map(Bytes::from)
    }

    /// The live rows in batches, oldest first, with all columns or with those at the positions of `projection`, in that
    /// order. Columns that the catalog has learnt since the segment was written are null.
    pub fn reader(self: &Arc<Self>, projection: Option<&[usize]>) -> Result<Rows, StoreError> {
        let width = (self.header.bytes / u64::from(self.header.rows).max(1)).max(1);
        let batch = BATCH_ROWS.min(BATCH_BYTES / width).max(16) as usize;
        self.rows_of(projection, self.selection(), batch)
    }

    /// One row, dead or alive.
    pub(super) fn row(self: &Arc<Self>, row: u32) -> Result<RecordBatch, StoreError> {
        let lost = || self.blame(Fault::malformed(format!("row {row} of segment {}", self.id())));
        if row >= self.header.rows {
            return Err(lost());
        }
        let selection = RowSelection::from(vec![RowSelector::skip(row as usize), RowSelector::select(1)]);
        self.rows_of(None, Some(selection), 1)?.next().ok_or_else(lost)?
    }

    fn rows_of(
        self: &Arc<Self>,
        projection: Option<&[usize]>,
        selection: Option<RowSelection>,
        batch: usize,
    ) -> Result<Rows, StoreError> {
        let footer = self.footer()?;
        let fit = Fit::new(self.module, projection, footer.schema()).map_err(|fault| self.blame(fault))?;
        let mask = ProjectionMask::roots(footer.parquet_schema(), fit.read.iter().copied());
        let source = Source::new(Arc::clone(self));
        let failure = source.failure.clone();
        let mut builder = ParquetRecordBatchReaderBuilder::new_with_metadata(source, footer)
            .with_projection(mask)
            .with_batch_size(batch);
        if let Some(selection) = selection {
            builder = builder.with_row_selection(selection);
        }
        let reader = builder
            .build()
            .map_err(|error| failure.take().unwrap_or_else(|| self.blame(error)))?;
        Ok(Rows {
            segment: Arc::clone(self),
            reader,
            failure,
            fit,
        })
    }

    fn blame(&self, fault: impl Into<Fault>) -> StoreError {
        fault.into().at(self.store.path())
    }
}

impl std::fmt::Debug for Segment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Segment")
            .field("module", &self.module)
            .field("header", &self.header)
            .field("dead", &self.deleted.len())
            .finish_non_exhaustive()
    }
}

/// The live rows of a segment, batch by batch.
pub struct Rows {
    segment: Arc<Segment>,
    reader: ParquetRecordBatchReader,
    failure: Failure,
    fit: Fit,
}

impl Rows {
    /// The columns of the batches.
    pub fn schema(&self) -> SchemaRef {
        Arc::clone(&self.fit.schema)
    }
}

impl Iterator for Rows {
    type Item = Result<RecordBatch, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        let batch = self.reader.next()?.map_err(|error| {
            let failure = self.failure.take();
            failure.unwrap_or_else(|| self.segment.blame(error))
        });
        Some(batch.and_then(|batch| self.fit.apply(&batch).map_err(|fault| self.segment.blame(fault))))
    }
}

/// How columns in a file become the columns that are asked for.
struct Fit {
    schema: SchemaRef,
    /// The file's columns that are read, ascending, as parquet gives them.
    read: Vec<usize>,
    /// For each column of `schema` the position in `read`.
    from: Vec<Option<usize>>,
}

impl Fit {
    fn new(module: Module, projection: Option<&[usize]>, file: &Schema) -> Result<Self, Fault> {
        let wanted = schema(module);
        let wanted = match projection {
            None => wanted,
            Some(columns) => Arc::new(wanted.project(columns)?),
        };
        let places: Vec<Option<usize>> = wanted
            .fields()
            .iter()
            .map(|column| file.index_of(column.name()).ok())
            .collect();
        let mut read: Vec<usize> = places.iter().flatten().copied().collect();
        read.sort_unstable();
        read.dedup();
        let from = places
            .into_iter()
            .map(|place| place.and_then(|place| read.binary_search(&place).ok()))
            .collect();
        Ok(Self {
            schema: wanted,
            read,
            from,
        })
    }

    fn apply(&self, batch: &RecordBatch) -> Result<RecordBatch, Fault> {
        let rows = batch.num_rows();
        let columns = self
            .schema
            .fields()
            .iter()
            .zip(&self.from)
            .map(|(column, from)| match from {
                None => Ok(new_null_array(column.data_type(), rows)),
                Some(from) if batch.column(*from).data_type() == column.data_type() => {
                    Ok(Arc::clone(batch.column(*from)))
                }
                Some(from) => cast(batch.column(*from), column.data_type()),
            });
        let columns: Vec<ArrayRef> = columns.collect::<Result<_, _>>()?;
        let options = RecordBatchOptions::new().with_row_count(Some(rows));
        Ok(RecordBatch::try_new_with_options(
            Arc::clone(&self.schema),
            columns,
            &options,
        )?)
    }
}

/// What went wrong in a read that parquet asked for. Its own errors carry words only, and a full disk would come out as a
/// damaged file.
#[derive(Clone, Default)]
struct Failure(Arc<Mutex<Option<StoreError>>>);

impl Failure {
    fn note(&self, error: StoreError) -> String {
        let words = error.to_string();
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
        words
    }

    fn take(&self) -> Option<StoreError> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// A segment as parquet wants its files.
#[derive(Clone)]
struct Source<S> {
    segment: S,
    failure: Failure,
}

impl<S: Deref<Target = Segment>> Source<S> {
    fn new(segment: S) -> Self {
        Self {
            segment,
            failure: Failure::default(),
        }
    }

    fn read(&self, range: Range<u64>) -> Result<Bytes, String> {
        self.segment.read(range).map_err(|error| self.failure.note(error))
    }
}

impl<S: Deref<Target = Segment>> Length for Source<S> {
    fn len(&self) -> u64 {
        self.segment.byte_len()
    }
}

impl<S: Deref<Target = Segment> + Clone + Send + Sync> ChunkReader for Source<S> {
    type T = Sips<S>;

    fn get_read(&self, start: u64) -> Result<Sips<S>, ParquetError> {
        Ok(Sips {
            source: self.clone(),
            at: start,
            buffer: Bytes::new(),
        })
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes, ParquetError> {
        let end = start.saturating_add(length as u64);
        self.read(start..end).map_err(ParquetError::General)
    }
}

/// Reads on from a place, a little at a time.
struct Sips<S> {
    source: Source<S>,
    at: u64,
    buffer: Bytes,
}

impl<S: Deref<Target = Segment>> Read for Sips<S> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.buffer.is_empty() {
            let end = (self.at + SIP).min(self.source.len());
            self.buffer = self.source.read(self.at.min(end)..end).map_err(io::Error::other)?;
            self.at = end;
        }
        let taken = self.buffer.split_to(out.len().min(self.buffer.len()));
        out[..taken.len()].copy_from_slice(&taken);
        Ok(taken.len())
    }
}

#[cfg(test)]
mod tests {
    use arrow::array::{Array, AsArray, Int32Array};
    use arrow::datatypes::{DataType, Field};

    use super::*;

    #[test]
    fn segments_from_before_a_column_was_known_still_read() {
        let module = Module::Collections;
        let (id, _) = module.field("Collection ID").unwrap();
        let (order, _) = module.field("Order").unwrap();
        let (name, _) = module.field("Name").unwrap();
        let file = Schema::new(vec![
            Field::new("No longer known", DataType::Utf8, true),
            Field::new("Order", DataType::Int32, true),
            Field::new("Collection ID", DataType::Utf8, false),
        ]);
        let fit = Fit::new(module, Some(&[id, order, name]), &file).unwrap();
        assert_eq!(fit.read, [1, 2]);
        let ids: ArrayRef = Arc::new(arrow::array::StringArray::from(vec!["7"]));
        let read =
            RecordBatch::try_from_iter([("Order", Arc::new(Int32Array::from(vec![3])) as ArrayRef), ("ID", ids)]);
        let fitted = fit.apply(&read.unwrap()).unwrap();
        assert_eq!(
            fitted.schema(),
            Arc::new(schema(module).project(&[id, order, name]).unwrap())
        );
        assert_eq!(fitted.column(0).as_string::<i32>().value(0), "7");
        assert_eq!(
            fitted.column(1).as_primitive::<arrow::datatypes::Int64Type>().value(0),
            3
        );
        assert!(fitted.column(2).is_null(0));
    }

    #[test]
    fn segments_can_be_read_from_any_thread() {
        fn any_thread<T: Send + Sync + 'static>() {}
        any_thread::<Segment>();
        any_thread::<super::super::Store>();
        any_thread::<super::super::Snapshot>();
    }
}
