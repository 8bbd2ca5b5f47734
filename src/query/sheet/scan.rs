//! Reading columns of segments: only those that are needed, of only the rows that are needed, several segments at once.

use std::io::Cursor;
use std::num::NonZeroUsize;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use bytes::Bytes;
use datafusion::arrow::array::{ArrayRef, RecordBatch, RecordBatchOptions, new_null_array};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use datafusion::arrow::error::ArrowError;
use datafusion::error::DataFusionError;
use datafusion::parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder, RowSelection,
};
use datafusion::parquet::arrow::{ProjectionMask, parquet_to_arrow_schema};
use datafusion::parquet::basic::Encoding;
use datafusion::parquet::errors::{ParquetError, Result as ParquetResult};
use datafusion::parquet::file::metadata::ParquetMetaData;
use datafusion::parquet::file::reader::{ChunkReader, Length};

use crate::query::error::QueryError;
use crate::query::provider::Piece;

/// What a batch should not much exceed in memory, in bytes of the segment.
const BATCH_BYTES: u64 = 16 << 20;
/// The rows of a batch where they are short: a whole segment, so that a text that repeats is seen once.
const BATCH_ROWS: u64 = 65_536;
/// What is fetched at a time where parquet reads without saying how much it wants: it wants headers then.
const SIP: u64 = 16_384;

/// Says that nobody waits for an answer any more. Clones are the same.
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Lets the work end soon.
    pub fn stop(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    pub(super) fn check(&self) -> Result<(), QueryError> {
        if self.0.load(Ordering::Relaxed) {
            Err(QueryError::Dropped)
        } else {
            Ok(())
        }
    }
}

/// Does something with each of `items`, several at once, and gives the results in their order. Ends early with the first
/// error, and when nobody waits any more.
pub(super) fn each<I: Sync, T: Send>(
    items: &[I],
    threads: usize,
    stop: &Stop,
    work: impl Fn(usize, &I) -> Result<T, QueryError> + Sync,
) -> Result<Vec<T>, QueryError> {
    let threads = threads.clamp(1, items.len().max(1));
    if threads == 1 {
        return items
            .iter()
            .enumerate()
            .map(|(at, item)| stop.check().and_then(|()| work(at, item)))
            .collect();
    }
    let next = AtomicUsize::new(0);
    let results: Mutex<Vec<Option<T>>> = Mutex::new(items.iter().map(|_| None).collect());
    let failed: Mutex<Option<QueryError>> = Mutex::new(None);
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some((at, item)) = {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    items.get(at).map(|item| (at, item))
                } {
                    match stop.check().and_then(|()| work(at, item)) {
                        Ok(result) => {
                            let mut results = results.lock().unwrap_or_else(PoisonError::into_inner);
                            results[at] = Some(result);
                        }
                        Err(error) => {
                            next.store(items.len(), Ordering::Relaxed);
                            let mut failed = failed.lock().unwrap_or_else(PoisonError::into_inner);
                            failed.get_or_insert(error);
                            return;
                        }
                    }
                }
            });
        }
    });
    if let Some(error) = failed.into_inner().unwrap_or_else(PoisonError::into_inner) {
        return Err(error);
    }
    let results = results.into_inner().unwrap_or_else(PoisonError::into_inner);
    let results: Option<Vec<T>> = results.into_iter().collect();
    results.ok_or_else(|| QueryError::Engine("a part of the table was not read".to_owned()))
}

/// The columns of a module that are read.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    /// As the engine works on them.
    pub schema: SchemaRef,
    /// For each, whether texts that repeat may come as a dictionary.
    pub dictionary: Vec<bool>,
}

/// Reads rows of a segment. `rows` are positions among its live rows, ascending; all of them where nothing is said.
pub(super) fn read(piece: &Arc<dyn Piece>, wanted: &Wanted, rows: Option<&[u32]>) -> Result<Batches, QueryError> {
    open(piece, wanted, rows).map_err(failed)
}

fn open(piece: &Arc<dyn Piece>, wanted: &Wanted, rows: Option<&[u32]>) -> ParquetResult<Batches> {
    let metadata = piece.metadata()?;
    let file = metadata.file_metadata();
    let own = parquet_to_arrow_schema(file.schema_descr(), file.key_value_metadata())?;
    let places: Vec<Option<usize>> = wanted
        .schema
        .fields()
        .iter()
        .map(|field| own.index_of(field.name()).ok())
        .collect();
    let mut types: Vec<Field> = own.fields().iter().map(|field| field.as_ref().clone()).collect();
    for ((place, field), dictionary) in places.iter().zip(wanted.schema.fields()).zip(&wanted.dictionary) {
        let Some(place) = *place else { continue };
        if field.data_type() == &DataType::Utf8View && types[place].data_type() == &DataType::Utf8 {
            let inside = if *dictionary && repeats(&metadata, place) {
                DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8))
            } else {
                DataType::Utf8View
            };
            types[place] = types[place].clone().with_data_type(inside);
        }
    }
    let options = ArrowReaderOptions::new().with_schema(Arc::new(Schema::new(types)));
    let footer = ArrowReaderMetadata::try_new(Arc::clone(&metadata), options)?;
    let mut columns: Vec<usize> = places.iter().flatten().copied().collect();
    columns.sort_unstable();
    columns.dedup();
    let from = places
        .into_iter()
        .map(|place| place.and_then(|place| columns.binary_search(&place).ok()))
        .collect();
    let few = rows.is_some_and(|rows| (rows.len() as u64) * 8 < piece.live_rows()) && metadata.offset_index().is_some();
    let source = if few {
        Source::new(piece, Vec::new())?
    } else {
        Source::new(piece, chunks(&metadata, &columns))?
    };
    let width = (piece.byte_len() / piece.live_rows().max(1)).max(1);
    let batch = BATCH_ROWS.min(BATCH_BYTES / width).max(64) as usize;
    let mask = ProjectionMask::roots(footer.parquet_schema(), columns);
    let mut builder = ParquetRecordBatchReaderBuilder::new_with_metadata(source, footer)
        .with_projection(mask)
        .with_batch_size(batch);
    let chosen = rows.map(|rows| selection(rows, piece.live_rows() as usize));
    let selection = match (piece.selection(), chosen) {
        (Some(live), Some(chosen)) => Some(live.and_then(&chosen)),
        (live, chosen) => live.or(chosen),
    };
    if let Some(selection) = selection {
        builder = builder.with_row_selection(selection);
    }
    Ok(Batches {
        reader: builder.build()?,
        schema: Arc::clone(&wanted.schema),
        from,
    })
}

/// Whether all pages of a column refer to a dictionary. Lists are left as they are.
fn repeats(metadata: &ParquetMetaData, root: usize) -> bool {
    let descriptor = metadata.file_metadata().schema_descr();
    let Some(leaf) = (0..descriptor.num_columns()).find(|leaf| descriptor.get_column_root_idx(*leaf) == root) else {
        return false;
    };
    metadata.row_groups().iter().all(|group| {
        let chunk = group.column(leaf);
        let only = |encoding| {
            chunk
                .page_encoding_stats_mask()
                .is_some_and(|mask| mask.is_only(encoding))
        };
        chunk.dictionary_page_offset().is_some() && (only(Encoding::RLE_DICTIONARY) || only(Encoding::PLAIN_DICTIONARY))
    })
}

/// Where the columns at these roots lie in the file.
fn chunks(metadata: &ParquetMetaData, roots: &[usize]) -> Vec<Range<u64>> {
    let descriptor = metadata.file_metadata().schema_descr();
    let mut ranges = Vec::new();
    for group in metadata.row_groups() {
        for (leaf, chunk) in group.columns().iter().enumerate() {
            if roots.contains(&descriptor.get_column_root_idx(leaf)) {
                let (start, length) = chunk.byte_range();
                ranges.push(start..start + length);
            }
        }
    }
    ranges
}

fn selection(rows: &[u32], of: usize) -> RowSelection {
    let rows = rows.iter().map(|row| *row as usize..*row as usize + 1);
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for row in rows {
        match ranges.last_mut() {
            Some(last) if last.end == row.start => last.end = row.end,
            _ => ranges.push(row),
        }
    }
    RowSelection::from_consecutive_ranges(ranges.into_iter(), of)
}

fn failed(error: ParquetError) -> QueryError {
    QueryError::from(DataFusionError::from(error))
}

/// Rows of a segment, batch by batch, with the columns that are wanted. What the segment has no column for is empty.
pub(super) struct Batches {
    reader: ParquetRecordBatchReader,
    schema: SchemaRef,
    /// For each column its place in what is read.
    from: Vec<Option<usize>>,
}

impl Batches {
    fn fit(&self, batch: &RecordBatch) -> Result<RecordBatch, QueryError> {
        let rows = batch.num_rows();
        let mut fields = Vec::with_capacity(self.from.len());
        let mut columns: Vec<ArrayRef> = Vec::with_capacity(self.from.len());
        for (field, from) in self.schema.fields().iter().zip(&self.from) {
            let column = match from {
                None => new_null_array(field.data_type(), rows),
                Some(from) => {
                    let column = batch.column(*from);
                    let repeats = matches!(column.data_type(), DataType::Dictionary(..));
                    if repeats || column.data_type() == field.data_type() {
                        Arc::clone(column)
                    } else {
                        cast(column, field.data_type())?
                    }
                }
            };
            fields.push(Field::new(field.name(), column.data_type().clone(), true));
            columns.push(column);
        }
        let options = RecordBatchOptions::new().with_row_count(Some(rows));
        let schema = Arc::new(Schema::new(fields));
        Ok(RecordBatch::try_new_with_options(schema, columns, &options)?)
    }
}

impl Iterator for Batches {
    type Item = Result<RecordBatch, QueryError>;

    fn next(&mut self) -> Option<Self::Item> {
        let batch = self.reader.next()?;
        let batch = batch.map_err(|error| match error {
            ArrowError::ParquetError(reason) => QueryError::Store { reason },
            other => other.into(),
        });
        Some(batch.and_then(|batch| self.fit(&batch)))
    }
}

/// A segment as parquet wants its files: some ranges of it are held, others are fetched when they are asked for.
struct Source {
    piece: Arc<dyn Piece>,
    held: Vec<(u64, Bytes)>,
}

impl Source {
    fn new(piece: &Arc<dyn Piece>, ranges: Vec<Range<u64>>) -> ParquetResult<Self> {
        let held = ranges
            .into_iter()
            .map(|range| Ok((range.start, piece.read(range)?)))
            .collect::<ParquetResult<_>>()?;
        Ok(Self {
            piece: Arc::clone(piece),
            held,
        })
    }

    /// What is held from a place on.
    fn held(&self, start: u64) -> Option<Bytes> {
        self.held.iter().find_map(|(from, bytes)| {
            let skip = usize::try_from(start.checked_sub(*from)?).ok()?;
            (skip < bytes.len()).then(|| bytes.slice(skip..))
        })
    }
}

impl Length for Source {
    fn len(&self) -> u64 {
        self.piece.byte_len()
    }
}

impl ChunkReader for Source {
    type T = Cursor<Bytes>;

    fn get_read(&self, start: u64) -> ParquetResult<Cursor<Bytes>> {
        let bytes = match self.held(start) {
            Some(bytes) => bytes,
            None => self.piece.read(start..(start + SIP).min(self.piece.byte_len()))?,
        };
        Ok(Cursor::new(bytes))
    }

    fn get_bytes(&self, start: u64, length: usize) -> ParquetResult<Bytes> {
        match self.held(start).filter(|bytes| bytes.len() >= length) {
            Some(bytes) => Ok(bytes.slice(..length)),
            None => self.piece.read(start..start.saturating_add(length as u64)),
        }
    }
}

/// How many threads the work may take.
pub(super) fn threads(limit: usize) -> usize {
    let cores = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    limit.clamp(1, cores.max(1))
}
